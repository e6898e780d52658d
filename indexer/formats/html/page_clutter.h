/*
 * page_clutter.h - find what is certainly not part of the article of a page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_CLUTTER_H
#define INDEXER_FORMATS_HTML_PAGE_CLUTTER_H

#include "indexer/formats/html/page_blocks.h"

/*
 * Mark menus, share buttons, comments, captions and the like as PAGE_DROPPED,
 * except nodes with much of the prose of the page.  before: the blocks of the
 * page before this; hints: one set of page_hint for each node, filled in.
 */
void page_clutter(struct page *page, const struct page_blocks *before,
                  unsigned char *hints);

/* Is this line only about the page: "Read more", "Advertisement"? */
bool page_line_is_clutter(struct ir_text line);

#endif
