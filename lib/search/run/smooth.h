/*
 * smooth.h - score regularization (Diaz, "Regularizing ad hoc retrieval
 * scores", CIKM 2005): similar articles should have similar scores, so each
 * score moves towards those of its nearest neighbours.
 *
 *   s'(d) = (1 - share) * s(d) + share * sum c * s(e) / sum c
 *
 * over the SMOOTH_NEAREST neighbours e with the largest cosine c to d, among
 * the SMOOTH_BEST best articles.  No score falls below the lowest of these.
 */
#ifndef SEARCH_RUN_SMOOTH_H
#define SEARCH_RUN_SMOOTH_H

#include "search/run/rank.h"

#define SMOOTH_BEST 50
#define SMOOTH_NEAREST 10

/*
 * Fill out, of count * count numbers, with the cosines between vectors, row by
 * row; terms is above all their terms.  Products are added up as integers in
 * units of 2^-48, so that the sums do not depend on the order of terms.
 */
void smooth_cosines(const struct vector *vectors, size_t count, size_t terms,
                    double *out);

/*
 * Smooth count scores, all >= 0, in place, given count * count cosines and the
 * share of the neighbours.  Ties
 * among neighbours go to the earlier.  An article whose cosines are all 0
 * keeps its score.
 */
void smooth_scores(const double *cosines, size_t count, double share,
                   double *scores);

/*
 * Sort the candidates and smooth the scores, as the model says, of at most
 * SMOOTH_BEST whose first-stage score is above `above'.  Fails as the store
 * does.
 */
enum ir_status smooth_candidates(struct candidates *c,
                                 const struct ranking_input *in, double above,
                                 struct ir_error *err) IR_MUST_CHECK;

#endif
