/*
 * mounts.h - notice what is mounted and unmounted in, on or above some paths.
 *
 * inotify tells only the watches that an unmount ends, not what is mounted.
 */
#ifndef INDEXER_INPUT_MOUNTS_H
#define INDEXER_INPUT_MOUNTS_H

#include "base/base.h"

/* A descriptor on which poll() for POLLPRI returns when the list of mounts has
 * changed; the caller closes it.  -1 if there is no such list. */
int mounts_open(void);
/* A hash of the mounts that concern these paths, which are canonical; 0 if there
 * are none or they cannot be read. */
uint64_t mounts_hash(const struct text_list *paths);

#endif
