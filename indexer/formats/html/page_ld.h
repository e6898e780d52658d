/*
 * page_ld.h - what a page says of its article in JSON-LD (schema.org).
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_LD_H
#define INDEXER_FORMATS_HTML_PAGE_LD_H

#include "indexer/formats/html/page.h"

enum {
    PAGE_LD_DEPTH = 64,  /* levels of JSON; deeper is not read */
    PAGE_LD_NESTED = 4,  /* levels of things that may hold the article */
    PAGE_LD_AUTHORS = 20 /* names taken */
};

/*
 * Fill the fields of out that are empty from the best article in the scripts
 * of the page; title, which may be empty, helps to choose among several.  The
 * body that is given there, as lines, is appended to reference.
 */
void page_ld(const struct page *page, struct ir_text title, struct parsed *out,
             struct buf *reference);

#endif
