/*
 * model.h - the ranking model of a request.
 *
 *   bm25   Robertson et al., "Okapi at TREC-3"; the default, with k1 1.5 and
 *          b 0.6, and scores smoothed by similarity (smooth.h), for which
 *          articles are compared by their openings
 *   best   the same, with articles compared by all of their text
 *
 * With smooth 0 there is no smoothing; by default it is MODEL_SMOOTH.
 *
 * The other models of Xapian (BM25+, PL2, DPH, InL2) did no better on the
 * judged collections.
 */
#ifndef SEARCH_INDEX_MODEL_H
#define SEARCH_INDEX_MODEL_H

#include "base/base.h"

/* What tells how alike two articles are, to smooth their scores. */
enum smoothing { SMOOTH_NONE, SMOOTH_OPENINGS, SMOOTH_TEXTS };

#define MODEL_SMOOTH 0.3

struct model {
    double k1, b;
    double share; /* of an article's score that its neighbours decide */
    enum smoothing smooth;
};

/*
 * Parse "MODEL[:name=value,...]"; "" is the default.  IR_INVALID if the model
 * or a parameter does not exist (the message lists those that do), or a value
 * is out of range.
 */
enum ir_status model_parse(struct ir_text text, struct model *out,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
