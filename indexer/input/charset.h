/*
 * charset.h - convert text from any encoding to UTF-8.
 *
 * Encodings go by the names that the web knows ("latin1", "x-sjis", "UTF-16");
 * as there, what calls itself ISO 8859-1 or ASCII is Windows-1252.
 */
#ifndef INDEXER_INPUT_CHARSET_H
#define INDEXER_INPUT_CHARSET_H

#include "base/buf.h"

/* iconv's name of the encoding with this name, in any case and however its words
 * are joined; NULL: unknown. */
const char *charset_find(struct ir_text name);
/* The encoding of the byte order mark in *size bytes of head, or NULL. */
const char *charset_of_mark(struct ir_text head, size_t *size);

/* Bytes of the units of an encoding (by iconv's name): 1, 2 or 4. */
size_t charset_unit(const char *charset);
/* Is this encoding UTF-16 or UTF-32, of wider units? */
bool charset_is_wide(const char *charset);
/*
 * The wide encoding of text that has no mark, by its first bytes: given, if
 * that is one, or UTF-16 if it makes text of them.  NULL: it is another.
 */
const char *charset_of_wide(struct ir_text head, const char *given);

/* Is text that is declared in this encoding (by iconv's name) UTF-8 all the
 * same?  False if all of it is ASCII. */
bool charset_is_utf8(struct ir_text in, const char *charset);
/*
 * Append in to out as valid UTF-8.  A byte order mark tells the encoding; else
 * it is UTF-8 if charset_is_utf8(), else name, which may be NULL; else, or if
 * nobody knows that name, UTF-8.
 * *replaced grows by how many bad sequences became U+FFFD.
 */
void charset_text(struct ir_text in, const char *name, struct buf *out,
                  size_t *replaced);
/*
 * The same for text that declares no encoding: UTF-8 if it is valid, else
 * fallback, or if that is NULL Windows-1252 if it looks like that; *converted
 * then becomes the encoding's name, fallback or a constant.
 */
void charset_guess(struct ir_text in, const char *fallback, struct buf *out,
                   size_t *replaced, const char **converted);

/* A conversion of text that comes in pieces. */
struct charset;

/* name as charset_find() gives it. */
struct charset *charset_new(const char *name);
void charset_free(struct charset *c);
/* Append the next piece; last: nothing follows.  How many were replaced. */
size_t charset_add(struct charset *c, struct ir_text in, bool last,
                   struct buf *out);

#endif
