/*
 * page_facts.h - the metadata of the article of a page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_FACTS_H
#define INDEXER_FORMATS_HTML_PAGE_FACTS_H

#include "indexer/formats/html/page.h"

/*
 * Fill the empty fields of out from JSON-LD, then meta elements (OpenGraph and
 * others), microdata, links, <time> and the title.  Dates are not parsed.  The
 * body in JSON-LD, if there is one, is appended to reference.
 */
void page_facts(const struct page *page, struct parsed *out,
                struct buf *reference);

#endif
