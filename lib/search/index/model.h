/*
 * model.h - how the first stage scores, as a request names it.
 *
 *   bm25      k1 b        Robertson et al., TREC-3; the default (1.5, 0.6)
 *   bm25plus  k1 b delta  Lv and Zhai, CIKM 2011
 *   pl2       c           Amati and van Rijsbergen, TOIS 2002
 *   dph                   Amati et al., TREC 2007; no parameters
 *   inl2      c           Amati and van Rijsbergen, TOIS 2002
 *   best      k1 b        bm25, and scores smoothed by similarity (smooth.h)
 */
#ifndef SEARCH_INDEX_MODEL_H
#define SEARCH_INDEX_MODEL_H

#include "store/store.h"

struct model {
    enum store_model scheme;
    double k1, b, delta, c;
    bool smooth;
};

/*
 * Read "MODEL[:name=value,...]"; "" is the default.  IR_INVALID names the
 * models or parameters that there are.
 */
enum ir_status model_parse(struct ir_text text, struct model *out,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
