/*
 * model.h - how the first stage scores, as a request names it.
 *
 *   bm25   Robertson et al., TREC-3; the default, with k1 1.5 and b 0.6
 *   best   the same, and scores are smoothed by similarity (smooth.h)
 *
 * Others that Xapian has were measured (BM25+, PL2, DPH, InL2): none was better
 * on the judged collections.
 */
#ifndef SEARCH_INDEX_MODEL_H
#define SEARCH_INDEX_MODEL_H

#include "base/base.h"

struct model {
    double k1, b;
    bool smooth;
};

/*
 * Read "MODEL[:name=value,...]"; "" is the default.  IR_INVALID names the
 * models or parameters that there are.
 */
enum ir_status model_parse(struct ir_text text, struct model *out,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
