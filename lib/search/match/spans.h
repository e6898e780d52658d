/*
 * spans.h - spans of word positions in one field of one article, and the
 * proximity operators on them.
 *
 * A span is a range of word positions, both ends included.  A list of spans
 * is sorted by first, then by last, without duplicates; {NULL, 0, 0} is an
 * empty one.  A function with an `out' replaces that list and reuses its
 * memory; out must be none of the inputs.
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

/* The order of lists; < 0, 0 or > 0 as qsort() expects. */
int span_compare(const struct span *a, const struct span *b);

/* Do they have the same spans? */
bool spans_same(const struct spans *a, const struct spans *b);

/* Frees the items; p is an empty list afterwards. */
void spans_free(struct spans *p);
/* Append; call spans_sort() afterwards unless this keeps the order. */
void spans_add(struct spans *p, uint32_t first, uint32_t last);
void spans_append(struct spans *to, const struct spans *from);
/* Sort and remove duplicates. */
void spans_sort(struct spans *p);
/* Remove every span that contains another one: minimal intervals remain
 * (Clarke, Cormack and Burkowski, "An algebra for structured text search",
 * Computer Journal 1995).  p must be sorted. */
void spans_shortest(struct spans *p);
/* The number of distinct positions at which a span begins. */
size_t spans_starts(const struct spans *p);

/* The first positions of the units of a field, sentences or paragraphs:
 * ascending, an empty unit sharing its position with the next, the first 0. */
struct breaks {
    const uint32_t *starts;
    size_t count;
};
/* The index of the unit that contains a position; 0 if there are no units. */
size_t breaks_find(const struct breaks *b, uint32_t position);

/*
 * NEAR, or ADJ if ordered: groups of one span from each part, disjoint, each
 * beginning at most distance positions after the end of the one before it
 * (neighbouring words are at distance 1), in the order of the parts if
 * ordered.  out: the minimal spans that cover such a group.
 *
 * Limits: NEAR_PARTS_MAX parts unless ordered, and queries have a distance of
 * at most NEAR_DISTANCE_MAX (UINT32_MAX here: any distance).  Unordered groups
 * are found by following partial ones; above NEAR_STATES_MAX different sets of
 * parts (possible from eleven parts on) the least complete are dropped, so
 * that in text which repeats the parts over and over a group may be missed.
 */
#define NEAR_PARTS_MAX 64
#define NEAR_STATES_MAX 1024
#define NEAR_DISTANCE_MAX 1000
void spans_near(const struct spans *parts, size_t count, uint32_t distance,
                bool ordered, struct spans *out);

/*
 * SENTENCE and PARAGRAPH: groups of one span from each part, all inside one
 * unit.  Parts with alone[i] set must not share a word with each other; the
 * others may overlap anything.  out: the minimal spans that cover such a
 * group.
 */
void spans_together(const struct spans *parts, const bool *alone, size_t count,
                    const struct breaks *breaks, struct spans *out);

/* NOT NEAR: spans of a without a span of b that overlaps it or is at most
 * distance positions away. */
void spans_apart(const struct spans *a, const struct spans *b,
                 uint32_t distance, struct spans *out);
/* NOT SENTENCE, NOT PARAGRAPH: spans of a that share no unit with a span of
 * b. */
void spans_outside(const struct spans *a, const struct spans *b,
                   const struct breaks *breaks, struct spans *out);
/* Spans of a whose last position is below end. */
void spans_before(const struct spans *a, uint32_t end, struct spans *out);

#endif
