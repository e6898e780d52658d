/*
 * arena.h - memory for many small things that are freed together.
 *
 * What an arena gives stays where it is until arena_free().  A struct arena
 * that is all zeros is an empty one and owns nothing.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

struct arena {
    struct arena_block *blocks; /* private */
};

#define ARENA_INIT \
    {              \
        NULL       \
    }
/* size bytes of zeros, aligned for any type; never NULL. */
void *arena_alloc(struct arena *a, size_t size);
/* A copy of t, followed by a NUL that its size does not count. */
struct ir_text arena_text(struct arena *a, struct ir_text t);
void arena_free(struct arena *a); /* leaves it empty and usable */

#endif
