/*
 * page_facts.h - the metadata of the article of a page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_FACTS_H
#define INDEXER_FORMATS_HTML_PAGE_FACTS_H

#include "indexer/formats/html/page.h"

/* What helps to find the body of the page. */
struct page_facts {
    struct buf reference;   /* the body in JSON-LD, or empty */
    struct buf description; /* or empty */
};

#define PAGE_FACTS_INIT    \
    {                      \
        BUF_INIT, BUF_INIT \
    }

/*
 * Fill the empty fields of out from JSON-LD, then meta elements (OpenGraph and
 * others), microdata, links, <time>, the title, and what the page shows as its
 * byline and date.  Dates are not parsed.  hints are those of the nodes.
 */
void page_facts(const struct page *page, const unsigned *hints,
                struct parsed *out, struct page_facts *facts);
void page_facts_free(struct page_facts *facts);

#endif
