/*
 * token.h - the secret that a client and a server share.
 */
#ifndef SEARCHER_SESSION_TOKEN_H
#define SEARCHER_SESSION_TOKEN_H

#include "base/buf.h"

#define TOKEN_MIN 16 /* bytes */
#define TOKEN_MAX 1024

/*
 * Append the token that the file at path has, without the blanks around it.
 * IR_INVALID if others may read the file, or it is not one line of TOKEN_MIN
 * bytes or more; otherwise as file_read().  Messages name the path.
 */
enum ir_status token_read(const char *path, struct buf *out,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
