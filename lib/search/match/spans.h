/*
 * spans.h - where parts of a query stand in one field of one article.
 *
 * A span is a run of word positions, first and last included.  A list is in
 * order of first, then of last, and holds no span twice.  Lists are replaced
 * by the functions that fill them and keep their room.
 */
#ifndef SEARCH_MATCH_SPANS_H
#define SEARCH_MATCH_SPANS_H

#include "base/base.h"

struct span {
    uint32_t first, last;
};

struct spans {
    struct span *items;
    size_t count, room;
};

/* By first, then by last: below, at or above 0, as for qsort(). */
int span_compare(const struct span *a, const struct span *b);

void spans_free(struct spans *p);
/* Append; in any order, if spans_sort() follows. */
void spans_add(struct spans *p, uint32_t first, uint32_t last);
void spans_append(struct spans *to, const struct spans *from);
void spans_sort(struct spans *p);
/* Forget every span that another one lies in. */
void spans_shortest(struct spans *p);
/* How many words a span begins at. */
size_t spans_starts(const struct spans *p);

/* Where sentences or paragraphs begin: positions, not falling, the first 0. */
struct breaks {
    const uint32_t *starts;
    size_t count;
};
/* In which of them a position lies: the last that begins there or before. */
size_t breaks_find(const struct breaks *b, uint32_t position);

/*
 * One span of each part, no two with a word in common, such that each begins
 * at most distance positions after the one before ends (side by side is 1);
 * ordered: in the order of the parts.  out: the shortest runs from the first
 * word of such a group to its last.  At most NEAR_PARTS_MAX parts, unless
 * ordered; distance at most NEAR_DISTANCE_MAX.  Of more than ten parts, only
 * NEAR_STATES_MAX sets that are begun are followed, those of most parts: where
 * the parts are repeated again and again a run may be missed.
 */
#define NEAR_PARTS_MAX 64
#define NEAR_STATES_MAX 1024
#define NEAR_DISTANCE_MAX 1000
void spans_near(const struct spans *parts, size_t count, uint32_t distance,
                bool ordered, struct spans *out);

/*
 * One span of each part, all in one sentence (or paragraph).  alone, by part:
 * its span has no word in common with that of another such part; others may
 * overlap.  out: the shortest runs that hold one of each.
 */
void spans_together(const struct spans *parts, const bool *alone, size_t count,
                    const struct breaks *breaks, struct spans *out);

/* Spans of a that no span of b overlaps or is within distance of. */
void spans_apart(const struct spans *a, const struct spans *b,
                 uint32_t distance, struct spans *out);
/* Spans of a in no sentence (or paragraph) that a span of b touches. */
void spans_outside(const struct spans *a, const struct spans *b,
                   const struct breaks *breaks, struct spans *out);
/* Spans of a that end before position end. */
void spans_before(const struct spans *a, uint32_t end, struct spans *out);

#endif
