/*
 * dirs.h - index directories in the file system: checked before they are
 * opened, created and replaced atomically, removed.  Knows the names of the
 * files in them and the list of tables in the version file, no other contents.
 */
#ifndef STORE_DIRS_H
#define STORE_DIRS_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Open an index directory and check each entry before Xapian sees it; *fd is
 * the caller's to close.  IR_NOT_FOUND if it is missing or empty, IR_INVALID
 * if it is not an index or an entry is unsafe to open (a link, a FIFO, a
 * device, a stub), IR_INCOMPATIBLE for another backend of Xapian, IR_CORRUPT
 * if a table is missing, IR_IO if it cannot be read.
 */
enum ir_status dir_open(const char *path, int *fd,
                        struct ir_error *err) IR_MUST_CHECK;

/* What follows the name of an index in that of a directory beside it; then
 * mkdtemp() chooses six characters. */
#define DIR_BESIDE ".new-irindex-"
#define DIR_CHOSEN 6
/* The path resolved, since one that ends in "." or "/" has no sibling; the
 * caller frees it. */
char *dir_real_name(const char *path);
/*
 * Create an empty directory, mode 0700, in the same parent as path.  *out is
 * its name, path and a suffix; the caller frees it.  IR_IO if that fails.
 */
enum ir_status dir_make_beside(const char *path, char **out,
                               struct ir_error *err) IR_MUST_CHECK;

/* fsync() a directory, all files in it, and its parent.  IR_IO. */
enum ir_status dir_sync(const char *path, struct ir_error *err) IR_MUST_CHECK;
/*
 * Rename from to path if that is missing.  If it is an empty directory, move the
 * files into it, so that it stays the same, as for processes that are in it; the
 * one without which it is no index comes last.  IR_IO.
 */
enum ir_status dir_place(const char *from, const char *path,
                         struct ir_error *err) IR_MUST_CHECK;
/* Exchange two directories atomically.  If the current one is that at path, the
 * one that takes its place becomes it.  IR_IO. */
enum ir_status dir_swap(const char *from, const char *path,
                        struct ir_error *err) IR_MUST_CHECK;
/* Remove a directory and the files in it; errors are ignored. */
void dir_remove(const char *path);
/* True if path still names the directory open as fd. */
bool dir_is_at(int fd, const char *path);
/* The id of the process that has the lock file open; 0 if not found. */
long dir_holder(int fd);

#ifdef __cplusplus
}
#endif
#endif
