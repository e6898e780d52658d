/*
 * explain.h - a hit's score as a list of parts that add up to it exactly.
 *
 * An article's score is the sum of its features.  A passage's score is the
 * sum of the features of its matches and a share of its article's score,
 * multiplied by factors for its position in the article and, if the request
 * asks for recency, for its age; parts are reported after these factors.
 * The change made by smoothing is a part of its own.
 */
#ifndef SEARCH_MATCH_EXPLAIN_H
#define SEARCH_MATCH_EXPLAIN_H

#include "base/arena.h"
#include "search/match/score.h"

/* The scores of a hit, as ranking left them. */
struct explained {
    double score;       /* final score: the sum of the parts */
    double first_stage; /* BM25 score of its article */
    double article;     /* score of its article, without the recency factor */
    double factor;      /* recency, in (0, 1]; 1 if not asked for */
    bool reranked;      /* false: the article has its first-stage score only */
    bool passages;      /* the hit is a passage, not an article */
    struct passage passage;
};

/*
 * Answer the parts, *count of them, allocated in the arena.  Added up in this
 * order they give x->score to the last bit; parts of value 0 are omitted.  e
 * must be trimmed, as it was when the hit was scored.
 */
const struct ir_part *explain(const struct explained *x,
                              const struct evidence *e, const struct plan *p,
                              const struct collection *c, struct arena *arena,
                              size_t *count);

#endif
