/*
 * dir_rights.h - permissions and ownership of index directories.
 *
 * Anyone who may read the files may search, whoever owns them, because
 * dir_open() refuses any entry that could harm a reader.
 */
#ifndef STORE_DIR_RIGHTS_H
#define STORE_DIR_RIGHTS_H

#include "base/base.h"

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* IR_IO, with the reason, if this process may not write what fd has open. */
enum ir_status dir_writable(int fd, const char *path,
                            struct ir_error *err) IR_MUST_CHECK;
/* Why users other than this one can modify the index, as a phrase for a
 * message (static); NULL if they cannot. */
const char *dir_exposed(const char *path);

/*
 * Set umask() so that new files are readable by those who may read the open
 * directory, and writable by its group if the directory is.
 */
void dir_follow_mode(int fd);
/*
 * Give the directory fresh and its files the modes and, where permitted, the
 * owners of the directory at path, which fresh is about to replace.  If there
 * is none at path, the modes follow mask, a umask(), without write permission
 * for others.  IR_IO if a file cannot be changed.
 */
enum ir_status dir_keep_rights(const char *fresh, const char *path, mode_t mask,
                               struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
