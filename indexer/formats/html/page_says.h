/*
 * page_says.h - lines of a page that say who wrote its article, and when.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_SAYS_H
#define INDEXER_FORMATS_HTML_PAGE_SAYS_H

#include "indexer/formats/html/page_search.h"

/* Add the dates in a line; false if it has none. */
bool says_dates(struct search *s, unsigned source, struct ir_text line);
/* Does what is written before a node, in its line, speak of a change? */
bool says_change(const struct page *page, size_t node);
/* A text, and the line that it begins. */
void says(struct search *s, size_t node);

#endif
