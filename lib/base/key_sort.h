/*
 * key_sort.h - sort by 64-bit keys, such as the first bytes of a string.
 *
 * Sorting strings by their first eight bytes, and by the rest only where those
 * are equal, needs a tenth of the comparisons.
 */
#ifndef BASE_KEY_SORT_H
#define BASE_KEY_SORT_H

#include "base/base.h"

#include <endian.h>

struct keyed {
    uint64_t key;
    uint32_t index; /* of the item with this key, in the caller's array */
};

/* The first eight bytes of text as a number that sorts as text_compare() does.
 * A shorter text is padded with NULs. */
static inline uint64_t key_of(struct ir_text text)
{
    uint64_t key = 0;

    if (text.size >= sizeof(key))
        memcpy(&key, text.data, sizeof(key));
    else if (text.size)
        memcpy(&key, text.data, text.size);
    return be64toh(key);
}

/* Sort by key; items with equal keys keep their order.  spare has room for
 * count items, whose contents are overwritten. */
void key_sort(struct keyed *items, size_t count, struct keyed *spare);

#endif
