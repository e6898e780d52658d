/* Memory for many small things that are freed together. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>

struct arena_block {
    struct arena_block *next;
    size_t used, room;
    alignas(max_align_t) char data[];
};

/* A block with its head is 16 KiB, a size class of jemalloc; the next one is
 * 20 KiB. */
#define BLOCK_SIZE (16384 - sizeof(struct arena_block))

void *arena_alloc(struct arena *a, size_t size)
{
    struct arena_block *b = a->blocks;
    void *p;

    size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (!b || b->room - b->used < size) {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;

        b = xmalloc(sizeof(*b) + room);
        b->next = a->blocks;
        b->used = 0;
        b->room = room;
        a->blocks = b;
    }
    p = b->data + b->used;
    b->used += size;
    memset(p, 0, size);
    return p;
}

struct ir_text arena_text(struct arena *a, struct ir_text t)
{
    char *copy = arena_alloc(a, t.size + 1);

    if (t.size)
        memcpy(copy, t.data, t.size);
    t.data = copy;
    return t;
}

void arena_free(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;

        free(a->blocks);
        a->blocks = next;
    }
}
