/*
 * utf8.h - bytes in, valid UTF-8 out.
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/buf.h"

/*
 * Append in to out as valid UTF-8.  Each bad sequence (maximal subpart, as
 * Unicode 15 section 3.9 says) and each NUL becomes U+FFFD; one byte order
 * mark at the start is dropped.  Returns how many were replaced.
 */
size_t utf8_repair(struct ir_text in, struct buf *out);

/* Is it valid UTF-8, without overlong forms, surrogates and code points over
 * U+10FFFF?  NUL is valid. */
bool utf8_valid(struct ir_text in);

/* Where, from at on, the next byte is that is NUL or not ASCII; in.size: none. */
size_t utf8_skip_ascii(struct ir_text in, size_t at);

/*
 * Decode the code point at data[*at], where *at < size, and move *at past it.
 * In data that is not valid UTF-8 a broken sequence gives U+FFFD and moves *at
 * by one byte.
 */
uint32_t utf8_next(const char *data, size_t size, size_t *at);

/* Append a code point, which must be at most U+10FFFF. */
void utf8_add(struct buf *out, uint32_t code);

#endif
