/*
 * seen.h - a hash map from 64-bit keys to 64-bit values.
 *
 * Keys are hashes of names.  Among n names, the chance that two share a key is
 * about n^2 in 10^19.
 */
#ifndef INDEXER_INPUT_SEEN_H
#define INDEXER_INPUT_SEEN_H

#include "base/base.h"

struct seen {
    struct seen_slot {
        uint64_t key, value; /* key 0: free */
    } * slots;               /* private; their number is a power of two */
    size_t count, room;
};

#define SEEN_INIT  \
    {              \
        NULL, 0, 0 \
    }

void seen_free(struct seen *s); /* empty again */
uint64_t seen_key(const void *name, size_t size);
bool seen_has(const struct seen *s, uint64_t key);
/* Set the value of key.  True if it had one before, which is now in *before. */
bool seen_put(struct seen *s, uint64_t key, uint64_t value, uint64_t *before);

#endif
