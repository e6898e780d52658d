/*
 * chunk.h - the chunks in which the postlist table stores lists.
 *
 * The key of a chunk begins with that of its list.  The list's first chunk of
 * postings or lengths has no more; others go on with their first document.
 */
#ifndef GLASS_CHUNK_H
#define GLASS_CHUNK_H

#include "base/buf.h"
#include "glass/btree.h"
#include "glass/code.h"
#include "glass/inverter.h"

#define CHUNK_BYTES 2000 /* of entries, from which on a chunk is closed */

/* Write the key of a list of values, lengths or a term; returns its size. */
size_t chunk_list_key(uint8_t *to, enum list_kind kind, struct ir_text name);

/* A list that is being written, chunk by chunk. */
struct chunks {
    struct btree *table;
    enum list_kind kind;
    uint8_t key[CODE_KEY_MAX]; /* of the list */
    size_t key_size;
    uint64_t frequency, sum; /* of a term */
    bool begun;              /* there are chunks before this one */
    struct buf entries;      /* of the open chunk */
    uint32_t first, last;    /* its documents */
    struct buf tag;          /* private */
};
#define CHUNKS_INIT                          \
    {                                        \
        .entries = BUF_INIT, .tag = BUF_INIT \
    }
void chunks_free(struct chunks *c);
/* Begin a list. */
void chunks_begin(struct chunks *c, struct btree *table, enum list_kind kind,
                  struct ir_text key);
/* Write the open chunk; then there are no entries. */
void chunks_close(struct chunks *c, bool is_last);

/* ---- reading ---- */

/* How many bytes of a key in the postlist table are that of its list, and of
 * what kind it is: LIST_META of what is no list. */
size_t chunk_list_size(struct ir_text key, enum list_kind *kind);

struct chunk {
    uint32_t first, last;    /* documents; last is not known of values */
    bool is_first;           /* of its list */
    uint64_t frequency, sum; /* if it is */
    struct ir_text entries;
};
/* Read one that may be damaged; false if it is. */
bool chunk_read(struct chunk *out, struct ir_text key, struct ir_text tag);

/* The entries of a chunk, one by one. */
struct chunk_walk {
    enum list_kind kind;
    const uint8_t *at, *end;
    uint32_t document;   /* of the entry */
    const uint8_t *body; /* the entry without its gap; it ends at `at' */
    bool begun, bad;
};
struct chunk_walk chunk_walk(const struct chunk *c, enum list_kind kind);
/* Go to the next entry, the first at first; false after the last, or with bad
 * set if it is damaged. */
bool chunk_walk_next(struct chunk_walk *w);

/* Go on over entries of postings or lengths that stand before a document, as
 * long as gap and number take a byte each, which most do. */
static inline void chunk_walk_skip(struct chunk_walk *w, uint32_t document)
{
    const uint8_t *at = w->at;
    uint64_t last = w->document;

    for (; w->end - at >= 2 && !((at[0] | at[1]) & 0x80); at += 2) {
        if (last + *at + 1 >= document)
            break;
        last += *at + 1u;
    }
    w->at = at;
    w->document = (uint32_t)last;
}

#endif
