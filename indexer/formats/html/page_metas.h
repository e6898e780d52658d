/*
 * page_metas.h - what the meta elements of a page tell of its article.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_METAS_H
#define INDEXER_FORMATS_HTML_PAGE_METAS_H

#include "indexer/formats/html/page.h"
#include "indexer/formats/html/page_candidates.h"

/* Set fields that are empty; authors and dates become candidates. */
void page_metas(const struct page *page, struct parsed *out,
                struct candidates *found);

/* The description of the page, or nothing. */
void page_description(const struct page *page, struct buf *out);

#endif
