/*
 * page_ends.h - what belongs to an article above and below its paragraphs.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_ENDS_H
#define INDEXER_FORMATS_HTML_PAGE_ENDS_H

#include "indexer/formats/html/page_blocks.h"

/* What the metadata of a page tell of its body; empty if they do not. */
struct page_told {
    struct ir_text reference;   /* the body in JSON-LD */
    struct ir_text description; /* often the standfirst */
    struct ir_text title;
    struct ir_text byline; /* names, with ", " between them */
};

/*
 * Keep the blocks between the title and the first kept block that are the
 * standfirst: by class, as the description of the page, or as prose.  Drop the
 * title where it is repeated, and notes on the authors at the end.  hints are
 * those of the nodes.
 */
void page_ends(const struct page *page, struct page_blocks *blocks,
               const unsigned *hints, const struct page_told *told);

/* Leave out the title among the first lines, in whatever element it stands, if
 * there is anything else. */
void page_ends_title(const struct page *page, struct page_blocks *blocks,
                     struct ir_text title);

#endif
