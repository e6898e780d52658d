/*
 * prune.h - delete the articles of files that no longer exist.
 *
 * A folder that is not mounted looks like one whose files are gone.  So what
 * looks like that is refused, unless --force-prune is given.
 */
#ifndef INDEXER_PRUNE_H
#define INDEXER_PRUNE_H

#include "indexer/files.h"
#include "indexer/report.h"

/* More than one in so many files of an input must not be gone at once. */
#define PRUNE_SHARE 2

struct prune {
    struct files *files;
    struct buf names; /* private: of files that are gone, each with a NUL */
};

#define PRUNE_INIT(files) \
    {                     \
        (files), BUF_INIT \
    }

/*
 * Find which files that the index knows from the folders of the walk are gone.
 * Call it after files_look(), before anything is added.  Reports each folder
 * that is not to be pruned: it does not exist or is empty, more than one in
 * PRUNE_SHARE of its files are gone, or they were on another file system or
 * recorded by an older irindex.
 */
enum ir_status prune_look(struct prune *p, const struct walk *walk,
                          struct report *report,
                          struct ir_error *err) IR_MUST_CHECK;
/* Delete the articles of those that are still gone. */
enum ir_status prune_drop(struct prune *p, struct ir_error *err) IR_MUST_CHECK;
void prune_free(struct prune *p);

#endif
