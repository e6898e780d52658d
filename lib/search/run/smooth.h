/*
 * smooth.h - scores regularised by similarity (Diaz, "Regularizing ad hoc
 * retrieval scores", CIKM 2005): articles that say the same should have like
 * scores, so each moves towards those of its neighbours.
 *
 *   s'(d) = 0.7 * s(d) + 0.3 * sum c * s(e) / sum c
 *
 * over the SMOOTH_NEAREST neighbours e with the largest cosine c to d, among
 * the SMOOTH_BEST best articles.  No score falls below the least of them.
 */
#ifndef SEARCH_RUN_SMOOTH_H
#define SEARCH_RUN_SMOOTH_H

#include "search/run/rank.h"

#define SMOOTH_BEST 50
#define SMOOTH_NEAREST 10
#define SMOOTH_SHARE 0.3 /* of the neighbours */

/*
 * The cosines between vectors, row by row: out has room for count * count.
 * Terms are below terms.  They are sums of whole numbers, in units of 2^-48,
 * so that no order of the terms changes a bit of them.
 */
void smooth_cosines(const struct vector *vectors, size_t count, size_t terms,
                    double *out);

/*
 * Smooth scores, which are >= 0, by count * count cosines.  Of neighbours
 * equally near the earlier count.  An article like no other keeps its score.
 */
void smooth_scores(const double *cosines, size_t count, double *scores);

/* Put the candidates in order, and smooth the scores of the best by their
 * likeness.  Fails as the store does. */
enum ir_status smooth_candidates(struct candidates *c, struct vocabulary *v,
                                 struct store *store,
                                 const struct ir_index_info *index,
                                 struct ir_error *err) IR_MUST_CHECK;

#endif
