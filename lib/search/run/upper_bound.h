/*
 * upper_bound.h - which candidates can still come onto the page, known before
 * their texts are read (as in MaxScore: Turtle and Flood, IPM 1995).
 *
 * A term that an article does not hold earns it nothing, nor do its pairs; what
 * one that it holds can earn has a limit, since every feature is of a damped
 * frequency (score.h).  With the score of the first stage, which is known, this
 * bounds what any passage of the article scores.  Once there are as many
 * passages as the page asks for, an article whose bound is below the last of
 * them is skipped.  The answer is the same, bit by bit, as without.
 */
#ifndef SEARCH_RUN_UPPER_BOUND_H
#define SEARCH_RUN_UPPER_BOUND_H

#include "search/run/rank.h"

struct upper_bounds {
    double *bounds; /* by hit; NULL: all are admitted */
    double *best;   /* the best scores so far, best first */
    size_t count, wanted;
};
#define UPPER_BOUNDS_NONE \
    {                     \
        .bounds = NULL    \
    }

/*
 * Bound the first count hits of a search of which so many are wanted.  All are
 * admitted where what is left out could show: in another order, with scores
 * that change later, or when hits have to be verified to be counted.  Fails as
 * the store does; free it all the same.
 */
enum ir_status upper_bounds_start(struct upper_bounds *b,
                                  const struct ranking_input *in,
                                  const struct store_hits *hits, size_t count,
                                  size_t wanted,
                                  struct ir_error *err) IR_MUST_CHECK;
void upper_bounds_free(struct upper_bounds *b);

/* May the hit still come onto the page? */
bool upper_bounds_admit(const struct upper_bounds *b, size_t hit);
/* A passage, or article, that scores so much has been found. */
void upper_bounds_note(struct upper_bounds *b, double score);

/*
 * No article that holds these terms of the plan alone (held is by term), and
 * whose first stage gave first_stage, scores more; nor does a passage of it.
 */
double upper_bound_article(const struct plan *p, const bool *held,
                           double first_stage);
double upper_bound_passage(const struct plan *p, const bool *held,
                           double first_stage);

#endif
