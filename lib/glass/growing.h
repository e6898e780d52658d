/*
 * growing.h - the lists of an inverter; private to inverter.c, which adds to
 * them, and inverter_walk.c, which reads them.
 */
#ifndef GLASS_GROWING_H
#define GLASS_GROWING_H

#include "glass/inverter.h"

#define AHEAD 32              /* terms that are looked up together */
#define SLOTS (DOC_SLOTS + 1) /* one is the store's own */

struct piece {
    struct piece *next;
    size_t room;
    uint8_t bytes[];
};

/* A list that grows.  Its name, if it has one, comes after it. */
struct growing {
    struct piece *begin, *end;
    uint8_t *at, *stop; /* what is free of the last piece */
    uint64_t sum;
    uint64_t bytes;
    uint32_t frequency, first, last;
    uint32_t name_size;
    enum list_kind kind;
};

struct place {
    struct growing *list; /* NULL: free */
    uint32_t hash, name_size;
};

struct block {
    struct block *next;
    size_t size;
};

struct inverter {
    struct place *table;
    size_t room, count;   /* room is a power of two */
    struct block *blocks; /* in use, the current one first */
    struct block *spare;
    uint8_t *at, *end; /* what is free of the current block */
    size_t arena;      /* bytes of all blocks in use */
    size_t size;       /* bytes of the lists */
    struct growing values[SLOTS];
    struct growing lengths;
    const struct growing **sorted; /* all named lists; metadata, then terms */
    size_t metas;                  /* lists of metadata */
};

static inline struct ir_text growing_name(const struct growing *l)
{
    return (struct ir_text){(const char *)(l + 1), l->name_size};
}

/* Ask in time for the head of a list, and for its name. */
static inline void growing_fetch(const struct growing *l)
{
    __builtin_prefetch(l);
    __builtin_prefetch(l + 1);
}

#endif
