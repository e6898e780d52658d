/*
 * stored.h - read the articles of an index, as readers of inputs do.
 */
#ifndef INDEXER_STORED_H
#define INDEXER_STORED_H

#include "indexer/index_base.h"
#include "store/store.h"
#include "store/wreck.h"

struct stored;

/* Begin to read all articles, ordered by the bytes of their ids; s must outlive
 * *out, which stored_free() frees.  Fails as the store does. */
enum ir_status stored_start(struct store *s, struct stored **out,
                            struct ir_error *err) IR_MUST_CHECK;
/* The same in the order of the index, each with its origin, as to be replaced by
 * itself. */
enum ir_status stored_start_whole(struct store *s, struct stored **out,
                                  struct ir_error *err) IR_MUST_CHECK;
/* The same of a damaged index: those whose records are good. */
struct stored *stored_start_wreck(struct wreck *w);
void stored_free(struct stored *s);
/*
 * Set out to the next article; analysing it gives the same document again.
 * IR_END: there are no more.  IR_CORRUPT: one record is damaged; the next call
 * continues after it.  Any other status but IR_OK is final.
 */
enum ir_status stored_next(struct stored *s, struct parsed *out,
                           struct ir_error *err);

/* The number of the last one in its index; only of stored_start_whole(). */
uint32_t stored_document(const struct stored *s);

/* The articles of several indexes, one index after another. */
struct stored_indexes {
    const struct text_list *dirs;
    /* Of the index that they are copied into, or NULL: names of files become
     * relative to its base. */
    const struct index_base *into;
    struct wreck *wreck; /* what is left of the only one, or NULL */
    bool
        own; /* it is the index that is written, as stored_start_whole() reads */
    /* private */
    struct index_base from;
    struct buf path;
    size_t at; /* of dirs */
    struct store *store;
    struct stored *stored;
};

void stored_indexes_start(struct stored_indexes *i,
                          const struct text_list *dirs);
void stored_indexes_end(struct stored_indexes *i);
/* Check that all of them can be opened; call it before reading.  Has the
 * statuses of store_open(). */
enum ir_status stored_indexes_check(struct stored_indexes *i,
                                    struct ir_error *err) IR_MUST_CHECK;
/* Bytes of the files of all. */
uint64_t stored_indexes_size(const struct stored_indexes *i);
/*
 * Set out to the next article and *name to the folder of its index.  IR_END:
 * there are no more.  Any other status but IR_OK is a problem with that index,
 * described in p; the next call continues.
 */
enum ir_status stored_indexes_next(struct stored_indexes *i, const char **name,
                                   struct parsed *out,
                                   struct problem *p) IR_MUST_CHECK;

#endif
