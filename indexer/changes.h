/*
 * changes.h - the writing side of a run: puts, deletions and commits, counted,
 * with pending articles kept within --memory.
 *
 * Each function that answers a status fails as those of store.h do that write;
 * after a commit that failed nothing more can be written.
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
    bool whole; /* it is written as a whole, so it needs no compaction */
    uint64_t added, replaced, deleted; /* articles */
    uint64_t uncommitted;              /* of those added and replaced */
    uint64_t revision;                 /* of the last commit */
};

/*
 * Open the index of the settings, for writing or, in a dry run, for reading.
 * IR_NOT_FOUND: there is none, and create is false.  IR_LOCKED: another
 * process is writing it.  Call changes_close() even if this fails.
 */
enum ir_status changes_open(struct changes *c, const struct settings *s,
                            bool create, struct ir_error *err) IR_MUST_CHECK;
/* Discard what is not committed. */
void changes_close(struct changes *c);
/* Close after the last commit; a new index is compacted. */
void changes_finish(struct changes *c);

/* Add d, or replace the article with its id.  Frees d even if this fails. */
enum ir_status changes_put(struct changes *c, struct doc *d,
                           struct ir_error *err) IR_MUST_CHECK;
/* Delete the article with this id term; IR_NOT_FOUND if there is none. */
enum ir_status changes_delete(struct changes *c, struct ir_text id,
                              struct ir_error *err) IR_MUST_CHECK;
/* Delete all articles that contain the term; commits when memory is full. */
enum ir_status changes_delete_holders(struct changes *c, struct ir_text term,
                                      struct ir_error *err) IR_MUST_CHECK;

/* Commit, and report it with --verbose; in any case, or when memory is full. */
enum ir_status changes_commit(struct changes *c,
                              struct ir_error *err) IR_MUST_CHECK;
enum ir_status changes_commit_when_full(struct changes *c,
                                        struct ir_error *err) IR_MUST_CHECK;

/* Warn once, unless --quiet, if other users can change the index. */
void changes_warn(const struct settings *s);

#endif
