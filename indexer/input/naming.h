/*
 * naming.h - the names that files have in an index.
 *
 * A file is the same whatever way it is named: what counts is its canonical
 * path, which is absolute and has no links, "." or "..".  Its name in an index
 * is that path without the index's base folder, if it is below that, so that
 * names are short and can move with the folder; otherwise it is the whole path.
 */
#ifndef INDEXER_INPUT_NAMING_H
#define INDEXER_INPUT_NAMING_H

#include "base/buf.h"

struct naming {
    struct buf base; /* a canonical path and a slash; empty: none */
};

#define NAMING_INIT       \
    {                     \
        .base = BUF_INIT, \
    }

/* Set the base folder, a canonical path; "/" is none. */
void naming_set(struct naming *n, const char *folder);
void naming_free(struct naming *n);

/* The name of the file with this canonical path: a part of path. */
const char *naming_name(const struct naming *n, const char *path);
/* Append to out the canonical path of the file with this name. */
void naming_path(const struct naming *n, const char *name, struct buf *out);

/*
 * Append to out the canonical path of what path names now.  What does not exist
 * is named below the nearest folder that does.  If not even the current folder
 * exists, path itself is appended.
 */
void naming_resolve(const char *path, struct buf *out);

/* Does path lie below the folder?  Both are canonical. */
bool naming_is_below(const char *path, const char *folder);

#endif
