/*
 * caret.h - point at the part of a query that a message is about.
 */
#ifndef SEARCHER_OUTPUT_CARET_H
#define SEARCHER_OUTPUT_CARET_H

#include "base/buf.h"

#define CARET_COLUMNS 72 /* of the query shown, at most */

/* The terminal column, from 0, at which byte `at` of the query begins; bytes
 * count as for caret_add(). */
size_t caret_column(struct ir_text query, size_t at);

/*
 * Append two lines: the query around [start, end), made safe for a terminal,
 * and carets below that range.  The range refers to the query with invalid
 * UTF-8 replaced, as in struct ir_warning.
 */
void caret_add(struct buf *out, struct ir_text query, size_t start, size_t end);

#endif
