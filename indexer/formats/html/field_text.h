/*
 * field_text.h - the plain text of a field, in JSON or a table, that is HTML or
 * may be.
 */
#ifndef INDEXER_FORMATS_HTML_FIELD_TEXT_H
#define INDEXER_FORMATS_HTML_FIELD_TEXT_H

#include "base/buf.h"

/* Has it tags or references of HTML? */
bool field_is_html(struct ir_text value);
/*
 * Append the text of value: by paragraphs if it has tags that begin lines, or is
 * HTML whatever it looks like; with its lines as they are if it has others or
 * references; else unchanged.
 */
void field_text(struct ir_text value, bool html, struct buf *out);

#endif
