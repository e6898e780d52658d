/*
 * page_body.h - which part of a page is its article.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_BODY_H
#define INDEXER_FORMATS_HTML_PAGE_BODY_H

#include "indexer/formats/html/page.h"

/*
 * Append the text of the article, a line a paragraph.  reference is the body
 * that the page gives elsewhere (JSON-LD), or empty: it tells which lines are the
 * article's, and is the text itself if the page does not show it.
 */
void page_body(struct page *page, struct ir_text reference, struct buf *out);

#endif
