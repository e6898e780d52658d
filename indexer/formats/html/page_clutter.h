/*
 * page_clutter.h - find what is certainly not part of the article of a page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_CLUTTER_H
#define INDEXER_FORMATS_HTML_PAGE_CLUTTER_H

#include "indexer/formats/html/page_blocks.h"

/* What may be dropped. */
enum page_trust {
    TRUST_WORDS, /* also what words in classes and ids call clutter */
    TRUST_TAGS,  /* only what elements and roles do, and consent notices */
};

/*
 * Mark menus, share buttons, comments, captions and the like as PAGE_DROPPED,
 * except nodes with much of the prose of the page.  Words are hints: where
 * boxes with one of them together hold much of the prose, it means nothing on
 * this page.  blocks are those of the page before this, hints those of its
 * nodes.
 */
void page_clutter(struct page *page, const struct page_blocks *blocks,
                  const unsigned *hints, enum page_trust trust);

#endif
