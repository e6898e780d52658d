/*
 * explain.h - a hit's score in parts that add up to it exactly.
 *
 * A passage's score is a sum over its own matches and a share of its
 * article's score, times its place in the article and, if asked for, its age:
 * each part is given after these factors.  An article's score is the sum of
 * its features.  What smoothing changed is a part of its own.
 */
#ifndef SEARCH_MATCH_EXPLAIN_H
#define SEARCH_MATCH_EXPLAIN_H

#include "base/arena.h"
#include "search/match/score.h"

/* What is known of a hit when it has been chosen. */
struct explained {
    double score;       /* what the parts must add up to */
    double first_stage; /* of its article */
    double article;     /* final score of its article, before its age */
    double factor;      /* for its age */
    bool reranked;      /* its article was scored from its text */
    bool passages;      /* the hit is a passage, not an article */
    struct passage passage;
};

/*
 * The parts in the order in which they add up, in the arena; zero ones are
 * left out.  e is trimmed, as it was when the hit was scored.
 */
const struct ir_part *explain(const struct explained *x,
                              const struct evidence *e, const struct plan *p,
                              const struct collection *c, struct arena *arena,
                              size_t *count);

#endif
