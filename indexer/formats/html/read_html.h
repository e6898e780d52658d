/*
 * read_html.h - the article of a page.
 */
#ifndef INDEXER_FORMATS_HTML_READ_HTML_H
#define INDEXER_FORMATS_HTML_READ_HTML_H

#include "indexer/input/reader.h"

extern const struct reader read_html;

/*
 * Extract the article of a page: title, byline, date (not parsed), url,
 * language, section, source and text, without menus and other clutter.  charset
 * (of an HTTP header, say) and url may be NULL; out is not cleared.  IR_LIMIT:
 * the page exceeds a limit of page.h; IR_INVALID, reason "empty": it has no
 * text but its title.
 */
enum ir_status html_article(struct ir_text html, const char *charset,
                            const char *url, struct parsed *out,
                            struct problem *p) IR_MUST_CHECK;

#endif
