/*
 * seen.h - what came before: numbers of 64 bits, each with another.
 *
 * Keys are hashes of names.  Two names may have one, once in some 10^19 / n^2
 * of n names.
 */
#ifndef INDEXER_INPUT_SEEN_H
#define INDEXER_INPUT_SEEN_H

#include "base/base.h"

struct seen {
    struct seen_slot {
        uint64_t key, value; /* 0: free */
    } * slots;               /* private; a power of two of them */
    size_t count, room;
};

#define SEEN_INIT  \
    {              \
        NULL, 0, 0 \
    }

void seen_free(struct seen *s); /* empty again */
uint64_t seen_key(const void *name, size_t size);
/* Was the key there?  Then *before is what it had.  Now it has value. */
bool seen_put(struct seen *s, uint64_t key, uint64_t value, uint64_t *before);

#endif
