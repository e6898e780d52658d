/*
 * page_facts.h - what a page says of its article beside the text.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_FACTS_H
#define INDEXER_FORMATS_HTML_PAGE_FACTS_H

#include "indexer/formats/html/page.h"

/*
 * Fill the fields of out that are empty: from JSON-LD, then meta elements
 * (OpenGraph and others), microdata, links, <time> and the title.  Dates are
 * as they were found.  reference gets the body that JSON-LD gives, or nothing.
 */
void page_facts(const struct page *page, struct parsed *out,
                struct buf *reference);

#endif
