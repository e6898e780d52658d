/*
 * dirs.h - index directories as directories: safe to open, made whole,
 * removed whole.  Knows the names of the files, not what is in them, but for
 * the version file's list of tables.
 */
#ifndef STORE_DIRS_H
#define STORE_DIRS_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Open an index directory and look at each entry before Xapian does.
 * IR_NOT_FOUND if it is missing or empty, IR_INVALID if it is no index or
 * holds what would be dangerous to open, IR_INCOMPATIBLE for another
 * backend's, IR_CORRUPT if a table is missing.
 */
enum ir_status dir_open(const char *path, int *fd,
                        struct ir_error *err) IR_MUST_CHECK;

/*
 * Make an empty directory, 0700, beside path.  Its name begins like path and
 * is freed by the caller.
 */
enum ir_status dir_make_beside(const char *path, char **out,
                               struct ir_error *err) IR_MUST_CHECK;

/* fsync a directory, all files in it, and the directory it is in. */
enum ir_status dir_sync(const char *path, struct ir_error *err) IR_MUST_CHECK;
/* Put from in the place of path, which is missing or an empty directory. */
enum ir_status dir_place(const char *from, const char *path,
                         struct ir_error *err) IR_MUST_CHECK;
/* Let two directories change places. */
enum ir_status dir_swap(const char *from, const char *path,
                        struct ir_error *err) IR_MUST_CHECK;
/* Remove a directory and the files in it, as far as possible. */
void dir_remove(const char *path);

/* Is the directory that fd has open still the one at path? */
bool dir_is_at(int fd, const char *path);
/* The process that has the lock file of the directory open; 0: not found. */
long dir_holder(int fd);

#ifdef __cplusplus
}
#endif
#endif
