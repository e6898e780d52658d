/*
 * page_body.h - find the text of the article in a page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_BODY_H
#define INDEXER_FORMATS_HTML_PAGE_BODY_H

#include "indexer/formats/html/page.h"

/*
 * Append the text of the article, one line per paragraph.  reference is the
 * body in JSON-LD, or empty: it shows which lines belong to the article, and is
 * appended instead if the page does not show it.
 */
void page_body(struct page *page, struct ir_text reference, struct buf *out);

#endif
