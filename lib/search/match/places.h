/*
 * places.h - where parts of a query stand in one field of one article.
 *
 * A place is a run of word positions, first and last included.  A list is in
 * order of first, then of last, and holds no place twice.  Lists are replaced
 * by the functions that fill them and keep their room.
 */
#ifndef SEARCH_MATCH_PLACES_H
#define SEARCH_MATCH_PLACES_H

#include "base/base.h"

struct place {
    uint32_t first, last;
};

struct places {
    struct place *items;
    size_t count, room;
};

/* By first, then by last: below, at or above 0, as for qsort(). */
int place_compare(const struct place *a, const struct place *b);

void places_free(struct places *p);
/* Append; in any order, if places_sort() follows. */
void places_add(struct places *p, uint32_t first, uint32_t last);
void places_append(struct places *to, const struct places *from);
void places_sort(struct places *p);
/* Forget every place that another one lies in. */
void places_shortest(struct places *p);
/* How many words a place begins at. */
size_t places_starts(const struct places *p);

/* Where sentences or paragraphs begin: positions, not falling, the first 0. */
struct breaks {
    const uint32_t *starts;
    size_t count;
};
/* In which of them a position lies: the last that begins there or before. */
size_t breaks_find(const struct breaks *b, uint32_t position);

/*
 * One place of each part, no two with a word in common, such that each begins
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
void places_near(const struct places *parts, size_t count, uint32_t distance,
                 bool ordered, struct places *out);

/*
 * One place of each part, all in one sentence (or paragraph).  alone, by part:
 * its place has no word in common with that of another such part; others may
 * overlap.  out: the shortest runs that hold one of each.
 */
void places_together(const struct places *parts, const bool *alone,
                     size_t count, const struct breaks *breaks,
                     struct places *out);

/* Places of a that no place of b overlaps or is within distance of. */
void places_apart(const struct places *a, const struct places *b,
                  uint32_t distance, struct places *out);
/* Places of a in no sentence (or paragraph) that a place of b touches. */
void places_outside(const struct places *a, const struct places *b,
                    const struct breaks *breaks, struct places *out);
/* Places of a that end before position end. */
void places_before(const struct places *a, uint32_t end, struct places *out);

#endif
