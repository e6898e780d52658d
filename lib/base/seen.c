/* A table of hashes, open-addressed. */
#include "base/seen.h"

#include <stdlib.h>
#include <xxhash.h>

#define ROOM_LEAST 64

void seen_free(struct seen *s)
{
    static const struct seen none = SEEN_INIT;

    free(s->slots);
    *s = none;
}

void seen_clear(struct seen *s)
{
    if (s->count)
        memset(s->slots, 0, s->room * sizeof(*s->slots));
    s->count = 0;
}

uint64_t seen_key(const void *name, size_t size)
{
    uint64_t key = XXH3_64bits(name, size);

    return key ? key : 1;
}

/* The slot with the key, or the free slot where it belongs. */
static struct seen_slot *find(const struct seen *s, uint64_t key)
{
    size_t at = (size_t)key & (s->room - 1);

    while (s->slots[at].key && s->slots[at].key != key)
        at = (at + 1) & (s->room - 1);
    return &s->slots[at];
}

static void grow(struct seen *s)
{
    struct seen larger = {
        .room = s->room ? 2 * s->room : ROOM_LEAST,
        .count = s->count,
    };

    larger.slots = xcalloc(larger.room, sizeof(*larger.slots));
    for (size_t i = 0; i < s->room; i++)
        if (s->slots[i].key)
            *find(&larger, s->slots[i].key) = s->slots[i];
    free(s->slots);
    *s = larger;
}

uint64_t seen_get(const struct seen *s, uint64_t key)
{
    return s->room ? find(s, key)->value : 0;
}

size_t seen_bytes(const struct seen *s)
{
    return s->room * sizeof(*s->slots);
}

bool seen_put(struct seen *s, uint64_t key, uint64_t value, uint64_t *before)
{
    struct seen_slot *slot;
    bool had;

    if (s->count >= s->room / 4 * 3)
        grow(s);
    slot = find(s, key);
    had = slot->key != 0;
    *before = slot->value;
    s->count += !had;
    *slot = (struct seen_slot){key, value};
    return had;
}
