/*
 * file.h - read and write whole files, and make folders.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

/*
 * Append all of path, or of standard input if it is "-", to out.  Answers
 * IR_OK; IR_IO if it cannot be opened or read; IR_LIMIT if there are more than
 * max bytes.  The message names the path.  After a failure out has what was
 * read so far.
 */
enum ir_status file_read(const char *path, size_t max, struct buf *out,
                         struct ir_error *err) IR_MUST_CHECK;

/* Write all bytes, also where write() takes a part of them or is interrupted.
 * False if it fails, with errno set. */
bool file_write(int fd, const void *bytes, size_t size) IR_MUST_CHECK;

/* Make a folder and its missing parents, with mode 0700.  Answers IR_OK, also
 * if it exists, or IR_IO with the path in the message. */
enum ir_status file_make_folders(const char *path,
                                 struct ir_error *err) IR_MUST_CHECK;

#endif
