/* What was said already. */
#include "indexer/said.h"

#include <stdlib.h>
#include <xxhash.h>

static int by_size(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

void said_free(struct said *t)
{
    static const struct said none = SAID_INIT;

    free(t->before.items);
    free(t->now.items);
    *t = none;
}

void said_turn(struct said *t)
{
    struct said_list old = t->before;

    t->before = t->now;
    if (t->before.count)
        qsort(t->before.items, t->before.count, sizeof(*t->before.items),
              by_size);
    t->now = old;
    t->now.count = 0;
}

bool said_before(struct said *t, const char *name, uint64_t line,
                 const char *message)
{
    uint64_t key = XXH3_64bits_withSeed(name, strlen(name), line);

    key = XXH3_64bits_withSeed(message, strlen(message), key);
    t->now.items =
        xgrow(t->now.items, t->now.count, &t->now.room, sizeof(*t->now.items));
    t->now.items[t->now.count++] = key;
    return t->before.count && bsearch(&key, t->before.items, t->before.count,
                                      sizeof(key), by_size);
}
