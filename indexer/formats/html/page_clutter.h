/*
 * page_clutter.h - what on a page is certainly no part of its article.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_CLUTTER_H
#define INDEXER_FORMATS_HTML_PAGE_CLUTTER_H

#include "indexer/formats/html/page_blocks.h"

/*
 * Mark the menus, shares, comments, captions and the like as dropped, but
 * nothing that holds much of the prose of the page.  before: the blocks as
 * they are now; hints: a set of page_hint a node, filled in.
 */
void page_clutter(struct page *page, const struct page_blocks *before,
                  unsigned char *hints);

/* Is this line only about the page: "Read more", "Advertisement"? */
bool page_line_is_clutter(struct ir_text line);

#endif
