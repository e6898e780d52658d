/*
 * page_lines.h - the text of a page, or of a part of it, as lines.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_LINES_H
#define INDEXER_FORMATS_HTML_PAGE_LINES_H

#include "indexer/formats/html/page.h"

enum {
    /* Marks. */
    PAGE_DROPPED = 1, /* skip the node and its descendants */
    PAGE_SHOWN = 2,   /* it is not hidden, whatever its attributes say */
};

/*
 * Do its attributes hide this node?  Not the whole page, which a script will
 * show, nor a box that React moves into place ("S:0").
 */
bool page_hidden(const struct page *page, size_t node);
/* Is this node never shown: script, style, hidden? */
bool page_silent(const struct page *page, size_t node);
/* Does a line end before and after this tag? */
bool page_breaks(enum page_tag tag);
/* Append the text of node, one line per paragraph, with single spaces. */
void page_lines(const struct page *page, size_t node, struct buf *out);
/* The same, with a blank between elements that a style may set apart. */
void page_lines_apart(const struct page *page, size_t node, struct buf *out);
/* The same on one line. */
void page_line(const struct page *page, size_t node, struct buf *out);

#endif
