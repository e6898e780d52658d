/*
 * page_ld.h - the metadata of an article in JSON-LD (schema.org).
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_LD_H
#define INDEXER_FORMATS_HTML_PAGE_LD_H

#include "indexer/formats/html/page.h"
#include "indexer/formats/html/page_candidates.h"

enum {
    PAGE_LD_DEPTH = 64,  /* levels of JSON; deeper ones are ignored */
    PAGE_LD_NESTED = 4,  /* levels of things around the article */
    PAGE_LD_AUTHORS = 20 /* names taken */
};

/*
 * Fill the empty fields of out from the best article in the scripts of the
 * page, and add its authors and dates to found; title, which may be empty,
 * helps to choose among several.  Its body, if there is one, is appended to
 * reference as lines.
 */
void page_ld(const struct page *page, struct ir_text title, struct parsed *out,
             struct candidates *found, struct buf *reference);

#endif
