/*
 * markup.h - convert pieces of HTML to text.
 */
#ifndef INDEXER_FORMATS_HTML_MARKUP_H
#define INDEXER_FORMATS_HTML_MARKUP_H

#include "indexer/formats/html/page.h"

enum { MARKUP_FIELD_MAX = 1000 }; /* bytes; the rest is cut */

/*
 * Append the text of a piece of HTML in UTF-8: paragraphs, list items and
 * table rows as lines, entities as characters, without scripts and styles.
 * The text is cut where a limit of page.h is exceeded.
 */
void markup_text(struct ir_text html, struct buf *out);

/*
 * Set a field, if it is empty, to a value in HTML, as one line without "By ",
 * cut after MARKUP_FIELD_MAX bytes.  Ignores a byline that is a URL and a URL
 * that is not absolute.
 */
void markup_field(struct parsed *out, enum parsed_field field,
                  struct ir_text value);

/*
 * Parse a page: as UTF-8 if it is valid, else in the encoding of its byte
 * order mark, of charset, which may be NULL, or of its declaration.  Adds the
 * number of replaced bytes to *replaced.  Statuses are those of page_read();
 * free page even if this fails.
 */
enum ir_status markup_read(struct page *page, struct ir_text html,
                           const char *charset, size_t *replaced,
                           struct problem *p) IR_MUST_CHECK;

#endif
