/*
 * changes.h - what a run changes in an index, counted, in commits that take no
 * more memory than --memory allows.
 */
#ifndef INDEXER_CHANGES_H
#define INDEXER_CHANGES_H

#include "indexer/settings.h"
#include "store/store.h"

struct changes {
    const struct settings *settings;
    struct store_writer *writer; /* NULL in a dry run */
    struct store *store; /* as of the last commit; NULL: there is no index */
    bool made;           /* the index was empty */
    uint64_t added, replaced, deleted; /* articles */
    uint64_t uncommitted;              /* of those added and replaced */
    uint64_t revision;                 /* of the last commit */
};

/*
 * Open the index of the settings, to write or, in a dry run, only to read.
 * create: it need not exist.  Call changes_close() even if this fails.
 */
enum ir_status changes_open(struct changes *c, const struct settings *s,
                            bool create, struct ir_error *err) IR_MUST_CHECK;
/* Without what is not committed. */
void changes_close(struct changes *c);
/* Close after the last commit; a new index is compacted. */
void changes_finish(struct changes *c);

/* Takes over d, whatever it answers. */
enum ir_status changes_put(struct changes *c, struct doc *d,
                           struct ir_error *err) IR_MUST_CHECK;
/* IR_NOT_FOUND: no article has this id, which is a term. */
enum ir_status changes_delete(struct changes *c, struct ir_text id,
                              struct ir_error *err) IR_MUST_CHECK;
/* All articles that hold the term; commits whenever memory is full. */
enum ir_status changes_delete_holders(struct changes *c, struct ir_text term,
                                      struct ir_error *err) IR_MUST_CHECK;

enum ir_status changes_commit(struct changes *c,
                              struct ir_error *err) IR_MUST_CHECK;
enum ir_status changes_commit_when_full(struct changes *c,
                                        struct ir_error *err) IR_MUST_CHECK;

/* Log once if others can change the index, unless it is to be quiet. */
void changes_warn(const struct settings *s);

#endif
