/*
 * file.h - small files, whole.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

/*
 * Append all of path, or of standard input if it is "-", to out.  Answers
 * IR_OK, IR_IO with the path in the message, or IR_LIMIT if there are more than
 * max bytes.
 */
enum ir_status file_read(const char *path, size_t max, struct buf *out,
                         struct ir_error *err) IR_MUST_CHECK;

/* Make a folder and its missing parents, with mode 0700.  Answers IR_OK, or
 * IR_IO with the path in the message. */
enum ir_status file_make_folders(const char *path,
                                 struct ir_error *err) IR_MUST_CHECK;

#endif
