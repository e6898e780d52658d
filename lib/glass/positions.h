/*
 * positions.h - how glass stores the positions of a term in a document.
 */
#ifndef GLASS_POSITIONS_H
#define GLASS_POSITIONS_H

#include "base/base.h"

/* The most bytes that so many positions take. */
static inline size_t positions_bound(size_t count)
{
    return 16 + 4 * count + count / 8;
}

/* Write positions, ascending and distinct, at least one, at `to'; returns the
 * place after them. */
uint8_t *positions_put(uint8_t *to, const uint32_t *positions, size_t count);

#endif
