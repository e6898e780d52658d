/*
 * seal_used.h - which blocks of a table a revision uses.
 *
 * The others are free: a writer changes them before its commit.  If that never
 * comes, since the power was cut, of such a block one part may be old and another
 * new, its revision the old one.
 */
#ifndef STORE_SEAL_USED_H
#define STORE_SEAL_USED_H

#include "store/seal.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * For each of the first count blocks of the table that is open as file: does the
 * tree of this root hold it?  The caller frees the array.  NULL if the tree
 * cannot be followed, or goes through a block that is not as in the seal s and
 * not of a later revision.
 */
bool *seal_used(int file, const struct seal_root *root, const struct seal *s,
                size_t table, size_t count);

#ifdef __cplusplus
}
#endif
#endif
