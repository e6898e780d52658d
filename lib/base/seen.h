/*
 * seen.h - a hash map from 64-bit keys to 64-bit values.
 *
 * Keys are hashes of names.  Among n names, the chance that two share a key is
 * about n^2 in 4 * 10^19.
 */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

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

void seen_free(struct seen *s);  /* empty again */
void seen_clear(struct seen *s); /* the same, but its memory is kept */
uint64_t seen_key(const void *name, size_t size);
/* The value of key, 0 if it has none. */
uint64_t seen_get(const struct seen *s, uint64_t key);
/* Set the value of key.  True if it had one before, which is now in *before. */
bool seen_put(struct seen *s, uint64_t key, uint64_t value, uint64_t *before);
/* Bytes of memory that it takes. */
size_t seen_bytes(const struct seen *s);

#ifdef __cplusplus
}
#endif

#endif
