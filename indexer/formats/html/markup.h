/*
 * markup.h - text and articles out of HTML.
 */
#ifndef INDEXER_FORMATS_HTML_MARKUP_H
#define INDEXER_FORMATS_HTML_MARKUP_H

#include "indexer/input/reader.h"

extern const struct reader read_html;

/*
 * Append the text of a piece of HTML in UTF-8: paragraphs, list items and
 * table rows as lines, entities as characters, scripts and styles left out.
 * What comes after one of the limits of page.h is left out as well.
 */
void markup_text(struct ir_text html, struct buf *out);

/*
 * The article of a page: title, byline, date (as found), url, language,
 * section, source and text without what stands around it.  charset, from
 * outside, and url may be NULL; out is not cleared.  IR_LIMIT if the page is
 * over one of the limits of page.h, IR_INVALID "empty" if it has no text.
 */
enum ir_status markup_article(struct ir_text html, const char *charset,
                              const char *url, struct raw *out,
                              struct problem *p) IR_MUST_CHECK;

#endif
