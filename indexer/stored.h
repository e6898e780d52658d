/*
 * stored.h - the articles of an index, in the form in which readers give them.
 */
#ifndef INDEXER_STORED_H
#define INDEXER_STORED_H

#include "indexer/document/parsed.h"
#include "store/store.h"

struct stored;

/* All articles by the bytes of their ids; s must outlive it. */
enum ir_status stored_start(struct store *s, struct stored **out,
                            struct ir_error *err) IR_MUST_CHECK;
void stored_free(struct stored *s);
/*
 * The next article, which is cleared first: analysed again it is the same.
 * IR_END at the end; IR_CORRUPT is about one record, and the next call goes
 * on; anything else is the end.
 */
enum ir_status stored_next(struct stored *s, struct parsed *out,
                           struct ir_error *err);

/* The articles of several indexes, one index after another. */
struct stored_indexes {
    const struct text_list *dirs;
    /* private */
    size_t at; /* of dirs */
    struct store *store;
    struct stored *stored;
};

void stored_indexes_start(struct stored_indexes *i,
                          const struct text_list *dirs);
void stored_indexes_end(struct stored_indexes *i);
/* Can all of them be opened?  To be called before any is read. */
enum ir_status stored_indexes_check(struct stored_indexes *i,
                                    struct ir_error *err) IR_MUST_CHECK;
/*
 * The next article; *name is the folder of its index.  IR_END at the end; any
 * other status is a problem with that index, and the next call goes on.
 */
enum ir_status stored_indexes_next(struct stored_indexes *i, const char **name,
                                   struct parsed *out,
                                   struct problem *p) IR_MUST_CHECK;

#endif
