/*
 * read_html.h - the article of a page.
 */
#ifndef INDEXER_FORMATS_HTML_READ_HTML_H
#define INDEXER_FORMATS_HTML_READ_HTML_H

#include "indexer/input/reader.h"

extern const struct reader read_html;

/*
 * The article of a page: title, byline, date (as found), url, language,
 * section, source and text without what stands around it.  charset, from
 * outside, and url may be NULL; out is not cleared.  IR_LIMIT if the page is
 * over one of the limits of page.h, IR_INVALID "empty" if it has no text.
 */
enum ir_status html_article(struct ir_text html, const char *charset,
                            const char *url, struct parsed *out,
                            struct problem *p) IR_MUST_CHECK;

#endif
