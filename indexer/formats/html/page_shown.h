/*
 * page_shown.h - what a page shows of its authors and its date.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_SHOWN_H
#define INDEXER_FORMATS_HTML_PAGE_SHOWN_H

#include "indexer/formats/html/page.h"
#include "indexer/formats/html/page_candidates.h"

/*
 * Add to c the authors and dates in microdata, <time>, rel=author, elements
 * whose class or id says so, and short lines below the title.  Not those of
 * comments and of other articles.  heading is the node of the title, 0 if it is
 * unknown, title its text; hints are those of the nodes.
 */
void page_shown(const struct page *page, const unsigned *hints, size_t heading,
                struct ir_text title, struct candidates *c);

#endif
