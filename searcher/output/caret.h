/*
 * caret.h - where in a query something is wrong, for a person.
 */
#ifndef SEARCHER_OUTPUT_CARET_H
#define SEARCHER_OUTPUT_CARET_H

#include "base/buf.h"

#define CARET_COLUMNS 72 /* of the query that are shown, at most */

/* The column, from 0, of a byte of a query. */
size_t caret_column(struct ir_text query, size_t at);

/*
 * Append two lines: what of the query stands around [start, end), made safe to
 * show, and carets under that range.  The range counts in the query after its
 * bad bytes are replaced, as those of warnings do.
 */
void caret_add(struct buf *out, struct ir_text query, size_t start, size_t end);

#endif
