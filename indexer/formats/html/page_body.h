/*
 * page_body.h - find the text of the article in a page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_BODY_H
#define INDEXER_FORMATS_HTML_PAGE_BODY_H

#include "indexer/formats/html/page_ends.h"

/*
 * Append the text of the article, one line per paragraph, its standfirst first.
 * hints
 * are those of its nodes.  The reference shows which lines belong to the article, and is appended
 * instead if the page does not show it.
 */
void page_body(struct page *page, const unsigned *hints,
               const struct page_told *told, struct buf *out);

#endif
