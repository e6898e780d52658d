/*
 * arena.h - memory for many small things that are freed together.
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
/* Zeroed, aligned for anything. */
void *arena_alloc(struct arena *a, size_t size);
/* A copy that ends in a NUL, which its size does not count. */
struct ir_text arena_text(struct arena *a, struct ir_text t);
void arena_free(struct arena *a);

#endif
