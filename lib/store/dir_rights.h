/*
 * dir_rights.h - who may do what in an index directory.
 *
 * Whoever may read the files may search: what a directory could do to a
 * reader dir_open() refuses, whoever it belongs to.
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
/* How others than this user can change the index, in words; NULL: not. */
const char *dir_exposed(const char *path);

/*
 * Set umask() so that the files that this process makes are for those whom the
 * open directory is for: its readers, and a group that may write it.
 */
void dir_follow_mode(int fd);
/*
 * Before fresh takes the place of the directory at path: give it, and the
 * files in it, modes and, as far as may be, owners as they are there.  If
 * there is none, those may read it that mask, an umask(), lets read others.
 */
enum ir_status dir_keep_rights(const char *fresh, const char *path, mode_t mask,
                               struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
