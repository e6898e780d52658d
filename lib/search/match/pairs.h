/*
 * pairs.h - where words that are neighbours in the query stand close together.
 *
 * They are found once in an article; what a passage has of them is those
 * between two of its matches.
 */
#ifndef SEARCH_MATCH_PAIRS_H
#define SEARCH_MATCH_PAIRS_H

#include "search/match/evidence.h"

#define ADJACENT_SPAN 2 /* positions from the first to the second, in order */
#define WINDOW_SPAN 8   /* positions from one to the other, in any order */

/* Two matches of a pair's terms that are at most WINDOW_SPAN apart: the later
 * one, and the nearest of the other term before it. */
struct meeting {
    uint32_t from, to; /* indices of the matches */
    bool adjacent;     /* in order, and at most ADJACENT_SPAN apart */
    double weight;     /* the lesser of the two matches */
};

struct pairs {
    struct meeting *items; /* by pair of the plan, then in order of to */
    size_t count, room;
    size_t *ends; /* by pair: index after its last meeting */
};
#define PAIRS_INIT    \
    {                 \
        .items = NULL \
    }

/* What one pair has between two matches: the sum of the weights. */
struct pair_counts {
    double adjacent, window;
};

/* Find the meetings of the plan's pairs among matches, which are in order of
 * position, and replace what out held.  pairs_free() it. */
void pairs_find(const struct match *matches, size_t count, const struct plan *p,
                struct pairs *out);
void pairs_free(struct pairs *all);

/* Does this pair meet at all? */
static inline bool pairs_meet(const struct pairs *all, size_t pair)
{
    return all->ends[pair] > (pair ? all->ends[pair - 1] : 0);
}
/* Count the meetings of one pair among the matches [from, to). */
struct pair_counts pairs_count(const struct pairs *all, size_t pair,
                               size_t from, size_t to);

#endif
