/*
 * upper_bound.h - skips candidates whose score cannot reach the page, before
 * their text is read (MaxScore: Turtle and Flood, "Query evaluation:
 * strategies and optimizations", IPM 1995).
 *
 * Features saturate (score.h), so each term that an article contains can add
 * at most a known amount, and a term that it does not contain adds nothing.
 * Together with its first-stage score this bounds the score of an article and
 * of all its passages.  Once there are as many hits as are wanted, an article
 * whose bound is below the last of them is skipped.  The results are the same,
 * to the last bit, as without.
 */
#ifndef SEARCH_RUN_UPPER_BOUND_H
#define SEARCH_RUN_UPPER_BOUND_H

#include "search/run/rank.h"

struct upper_bounds {
    double *bounds; /* by hit; NULL: nothing is skipped */
    double *best;   /* the best scores so far, descending; room for wanted */
    size_t count, wanted;
};
#define UPPER_BOUNDS_NONE \
    {                     \
        .bounds = NULL    \
    }

/*
 * Compute the bounds of the first count hits when so many are wanted.  Nothing
 * is skipped where that could change the results: in an order other than by
 * relevance, when scores change later (smoothing, recency), or when candidates
 * must be verified to be counted.  Fails as the store does; call
 * upper_bounds_free() all the same.
 */
enum ir_status upper_bounds_start(struct upper_bounds *b,
                                  const struct ranking_input *in,
                                  const struct store_hits *hits, size_t count,
                                  size_t wanted,
                                  struct ir_error *err) IR_MUST_CHECK;
void upper_bounds_free(struct upper_bounds *b);

/* False if the hit cannot be among those wanted. */
bool upper_bounds_admit(const struct upper_bounds *b, size_t hit);
/* Record the score of a passage or article that was found. */
void upper_bounds_note(struct upper_bounds *b, double score);

/*
 * The upper bound of the score of an article, or of any passage of it, that
 * contains no terms of the plan but those with held[term] and has this
 * first-stage score.
 */
double upper_bound_article(const struct plan *p, const bool *held,
                           double first_stage);
double upper_bound_passage(const struct plan *p, const bool *held,
                           double first_stage);

#endif
