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
    const size_t size = text.size;
    uint64_t key = 0;
    uint32_t first, last;

    if (size >= sizeof(key)) {
        memcpy(&key, text.data, sizeof(key));
        return be64toh(key);
    }
    if (size >= sizeof(first)) { /* which last is partly the same as */
        memcpy(&first, text.data, sizeof(first));
        memcpy(&last, text.data + size - sizeof(last), sizeof(last));
        key = (uint64_t)be32toh(last) << 8 * (sizeof(key) - size);
        return (uint64_t)be32toh(first) << 32 | (uint32_t)key;
    }
    for (size_t i = 0; i < size; i++)
        key |= (uint64_t)(unsigned char)text.data[i] << (56 - 8 * i);
    return key;
}

/* Sort by key; items with equal keys keep their order.  spare has room for
 * count items, whose contents are overwritten. */
void key_sort(struct keyed *items, size_t count, struct keyed *spare);

#endif
