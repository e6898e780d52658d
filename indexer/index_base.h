/*
 * index_base.h - the base folder of an index, which names in it are relative to.
 *
 * It is recorded with the first files: that of --base, else the folder that
 * irindex was called in.
 */
#ifndef INDEXER_INDEX_BASE_H
#define INDEXER_INDEX_BASE_H

#include "indexer/changes.h"
#include "indexer/input/walk.h"

/* Of metadata: the folder; whether files may have names of an older irindex. */
#define INDEX_BASE_KEY "irsearch.base"
#define INDEX_BASE_OLD_KEY "irsearch.old-names"

struct index_base {
    struct naming naming;
    bool known;     /* it is recorded, or will be with the next commit */
    bool old_names; /* files may have names of an older irindex: old_names.h */
};

/* Set out to what is recorded in the store, which may be NULL. */
enum ir_status index_base_load(struct index_base *out, struct store *s,
                               struct ir_error *err) IR_MUST_CHECK;
void index_base_free(struct index_base *b);
/* Append its canonical path to out: "/" if names are whole paths. */
void index_base_folder(const struct index_base *b, struct buf *out);

/*
 * Set out to the base folder for a run over the walk, record it if it is new or
 * --base changes it, and find the names of the walk's files.  IR_NOT_FOUND:
 * --base is no folder.  Free out even if this fails.
 */
enum ir_status index_base_settle(struct index_base *out, struct changes *c,
                                 struct walk *walk,
                                 struct ir_error *err) IR_MUST_CHECK;

/* Likewise for a run that copies articles of the index in a folder: a new index
 * takes the base of that. */
enum ir_status index_base_copy(struct index_base *out, struct changes *c,
                               const char *dir,
                               struct ir_error *err) IR_MUST_CHECK;

#endif
