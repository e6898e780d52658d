/*
 * Positions: the last, then a string of bits with the first, their number and
 * the others by interpolation (Moffat and Stuiver 2000, "Binary interpolative
 * coding for effective index compression"): the one in the middle as a number
 * among those it can be, then each half.
 */
#include "glass/positions.h"
#include "glass/code.h"

struct bits {
    uint8_t *to;
    uint64_t pending; /* low bits first */
    unsigned count;   /* of pending bits, below 8 between calls */
};

/* v, one of `choices' numbers from 0, with choices >= 1 counted modulo 2^32: 0
 * stands for 2^32.  If they are no power of two, those in the middle take a bit
 * less. */
static void put_choice(struct bits *b, uint32_t v, uint32_t choices)
{
    unsigned size =
        choices == 1 ? 0 : 32 - (unsigned)__builtin_clz(choices - 1);
    uint32_t spare = (uint32_t)(UINT64_C(1) << size) - choices;
    uint32_t half = (choices - spare) / 2;

    if (spare && v >= half + spare)
        v = (v - half - spare) | UINT32_C(1) << (size - 1);
    else if (spare && v >= half)
        size--;
    b->pending |= (uint64_t)v << b->count;
    for (b->count += size; b->count >= 8; b->count -= 8) {
        *b->to++ = (uint8_t)b->pending;
        b->pending >>= 8;
    }
}

/* The positions between p[low] and p[high], which are known. */
static void put_between(struct bits *b, const uint32_t *p, size_t low,
                        size_t high)
{
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t least = p[low] + (uint32_t)(middle - low);

        put_choice(b, p[middle] - least,
                   p[high] - p[low] - (uint32_t)(high - low) + 1);
        put_between(b, p, low, middle);
        low = middle;
    }
}

uint8_t *positions_put(uint8_t *to, const uint32_t *positions, size_t count)
{
    const uint32_t first = positions[0], last = positions[count - 1];
    struct bits b = {put_uint(to, last), 0, 0};

    if (count == 1)
        return b.to;
    put_choice(&b, first, last);
    put_choice(&b, (uint32_t)count - 2, last - first);
    put_between(&b, positions, 0, count - 1);
    if (b.count)
        *b.to++ = (uint8_t)b.pending;
    return b.to;
}
