/*
 * page_lines.h - the text of a page, or of a part of it, as lines.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_LINES_H
#define INDEXER_FORMATS_HTML_PAGE_LINES_H

#include "indexer/formats/html/page.h"

enum {
    PAGE_DROPPED = 1, /* mark of a node that is left out with all it holds */
};

/* Is this never text for a reader: script, style, hidden? */
bool page_silent(const struct page *page, size_t node);
/* Does a line end before and after this tag? */
bool page_breaks(enum page_tag tag);
/* Append what node holds, one line a paragraph, spaces made one. */
void page_lines(const struct page *page, size_t node, struct buf *out);
/* The same on one line. */
void page_line(const struct page *page, size_t node, struct buf *out);

#endif
