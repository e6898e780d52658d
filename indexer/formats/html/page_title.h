/*
 * page_title.h - the title of an article, without the site and other additions.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_TITLE_H
#define INDEXER_FORMATS_HTML_PAGE_TITLE_H

#include "indexer/formats/html/page.h"

/*
 * The node of the heading that is the title: the first h1 that title begins
 * with, else the first such line, else the first h1; 0 if there is none.  Its
 * text is written to out.
 */
size_t page_heading(const struct page *page, struct ir_text title,
                    struct buf *out);

/* Is the heading in the title, and more than the site or the section in it? */
bool page_title_holds(struct ir_text title, struct ir_text heading);

/*
 * Cut from title what the heading does not have ("Headline | Site | date"), and
 * otherwise the names of the publication at its ends.
 */
void page_title_cut(struct buf *title, struct ir_text heading,
                    struct ir_text site, struct ir_text host);

#endif
