/*
 * reach.h - which candidates can still reach the page, told before their texts
 * are read.
 *
 * A term that an article does not hold earns it nothing, nor do its pairs; what
 * one that it holds can earn has a limit, since every feature is of a damped
 * frequency (score.h).  With the score of the first stage, which is known, this
 * bounds what any passage of the article scores.  Once there are as many
 * passages as the page asks for, an article whose bound is below the last of
 * them is passed over.  The answer is the same, bit by bit, as without.
 */
#ifndef SEARCH_RUN_UPPER_BOUND_H
#define SEARCH_RUN_UPPER_BOUND_H

#include "search/run/searcher.h"

struct reach {
    double *bounds; /* by hit; NULL: all can reach it */
    double *best;   /* the best scores so far, best first */
    size_t count, wanted;
};
#define REACH_ALL      \
    {                  \
        .bounds = NULL \
    }

/*
 * Bound the first count hits of a search of which so many are wanted.  All can reach the page where what
 * is left out could show: in another order, with scores that change later, or
 * when hits have to be verified to be counted.
 */
enum ir_status reach_start(struct reach *r, struct search *x,
                           const struct store_hits *hits, size_t count,
                           size_t wanted, struct ir_error *err) IR_MUST_CHECK;
void reach_free(struct reach *r);

bool reach_has(const struct reach *r, size_t hit);
void reach_note(struct reach *r, double score);

/*
 * No article that holds these terms of the plan alone (held is by term), and
 * whose first stage gave first_stage, scores more; nor does a passage of it.
 */
double reach_article(const struct plan *p, const bool *held,
                     double first_stage);
double reach_passage(const struct plan *p, const bool *held,
                     double first_stage);

#endif
