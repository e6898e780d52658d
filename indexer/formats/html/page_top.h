/*
 * page_top.h - which element of a page is its article.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_TOP_H
#define INDEXER_FORMATS_HTML_PAGE_TOP_H

#include "indexer/formats/html/page_blocks.h"

/*
 * The node with the text of the article: an element that is named as such, or
 * the box in which most of the prose parts into paragraphs.  hints are those of
 * the nodes.
 */
size_t page_top(const struct page *page, const struct page_blocks *blocks,
                const unsigned *hints);

#endif
