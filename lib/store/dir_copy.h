/*
 * dir_copy.h - copies of an index directory.
 */
#ifndef STORE_DIR_COPY_H
#define STORE_DIR_COPY_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Copy the files of the index that is open as fd into the empty directory
 * `to', its seal and then the version file first: so the copy is of the
 * revision that is the latest now, or the one after it, as long as the caller holds it or has the
 * lock.  File systems that can share blocks do.  dir names the index in
 * messages.  IR_IO.
 */
enum ir_status dir_copy(int fd, const char *dir, const char *to,
                        struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
