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
#ifndef SEARCH_MATCH_SMOOTH_H
#define SEARCH_MATCH_SMOOTH_H

#include "base/base.h"

#define SMOOTH_BEST 50
#define SMOOTH_NEAREST 10
#define SMOOTH_SHARE 0.3 /* of the neighbours */

struct vector_item {
    uint32_t term;
    double weight; /* >= 0 */
};

/* A text as a sparse vector; each term occurs once, in any order. */
struct vector {
    struct vector_item *items;
    size_t count, room;
};

void vector_add(struct vector *v, uint32_t term, double weight);
void vector_free(struct vector *v);

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

#endif
