/*
 * key_sort.h - sort by numbers that stand for longer keys.
 *
 * Sorting names by their first eight bytes, and then only those that have these
 * alike by the rest, needs a tenth of the comparisons.
 */
#ifndef BASE_KEY_SORT_H
#define BASE_KEY_SORT_H

#include "base/base.h"

struct keyed {
    uint64_t key;
    uint32_t index; /* of what has this key; the caller's */
};

/* The first eight bytes of text, in the order of text_compare(); as if NULs
 * followed a shorter one. */
uint64_t key_of(struct ir_text text);
/* Sort by key; items with equal keys keep their order.  spare is room for count
 * items, with no content that matters. */
void key_sort(struct keyed *items, size_t count, struct keyed *spare);

#endif
