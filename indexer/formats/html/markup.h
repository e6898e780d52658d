/*
 * markup.h - pieces of HTML as text.
 */
#ifndef INDEXER_FORMATS_HTML_MARKUP_H
#define INDEXER_FORMATS_HTML_MARKUP_H

#include "indexer/formats/html/page.h"

enum { MARKUP_FIELD_MAX = 1000 }; /* bytes; the rest is cut */

/*
 * Append the text of a piece of HTML in UTF-8: paragraphs, list items and
 * table rows as lines, entities as characters, scripts and styles left out.
 * What comes after one of the limits of page.h is left out as well.
 */
void markup_text(struct ir_text html, struct buf *out);

/*
 * Set a field that is empty to a value in HTML, on one line: without "By ",
 * and cut after MARKUP_FIELD_MAX bytes.  An author that is an address, or an
 * address that is none, is left out.
 */
void markup_field(struct parsed *out, enum parsed_field field,
                  struct ir_text value);

/*
 * Read a page in any encoding: the one that charset names, which may be NULL,
 * or that the page declares.  page may hold nodes even if this fails, and is
 * to be freed; *replaced grows by the bad bytes.
 */
enum ir_status markup_read(struct page *page, struct ir_text html,
                           const char *charset, size_t *replaced,
                           struct problem *p) IR_MUST_CHECK;

#endif
