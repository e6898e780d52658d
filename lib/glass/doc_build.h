/*
 * doc_build.h - what of a document is there before it is finished; private to
 * doc.c, which adds to it, and doc_finish.c, which makes the document of it.
 */
#ifndef GLASS_DOC_BUILD_H
#define GLASS_DOC_BUILD_H

#include "base/buf.h"
#include "glass/doc.h"

/* One call of doc_term: a name in the pool and a run of positions. */
struct entry {
    uint64_t key; /* the first bytes of the name */
    uint32_t at, size;
    uint32_t wdf;
    uint32_t first, count;
};

struct slice {
    size_t at, size;
};

struct doc_build {
    struct entry *entries;
    size_t count, room;
    struct keyed *order; /* of the entries, twice as many: room to sort */
    size_t order_room;
    uint32_t *positions;
    size_t position_count, position_room;
    struct buf pool; /* names and values */
    struct slice values[DOC_SLOTS];
    struct buf data;
    bool lent;             /* it outlives the document */
    struct ir_error error; /* the first one */
};

static inline bool doc_broken(const struct doc_build *b)
{
    return b->error.status != IR_OK;
}

static inline struct ir_text entry_name(const struct entry *e, const char *pool)
{
    return (struct ir_text){pool + e->at, e->size};
}

/* The document is built, or given up. */
void doc_build_end(struct doc *d);

#endif
