/*
 * page_search.h - the search for authors and dates that a page shows, in
 * elements (page_shown.h) and in lines of text (page_says.h).
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_SEARCH_H
#define INDEXER_FORMATS_HTML_PAGE_SEARCH_H

#include "indexer/formats/html/page.h"
#include "indexer/formats/html/page_candidates.h"

enum {
    LINE_MAX_BYTES = 160, /* of a byline or a date */
    NEAR_NODES = 80,      /* below the title */
    ABOVE_NODES = 12      /* above it */
};

struct search {
    const struct page *page;
    const unsigned *hints;
    struct candidates *found;
    struct ir_text title;
    size_t heading;          /* of the title, or 0 */
    size_t begin;            /* of the element around it */
    size_t group, group_end; /* the element around the last author */
    unsigned group_source, place;
    size_t next; /* nodes before it are in an author that is known */
    bool dated;  /* no line could tell the date better */
    int tries;
    /* Of the line before this one. */
    bool after_date;
    struct buf name; /* if it was nothing but that */
    size_t name_node;
};

static inline bool search_near(const struct search *s, size_t node)
{
    return s->heading && node > s->heading && node < s->heading + NEAR_NODES;
}

/* Is this just above the title?  The date of the day stands in a header. */
bool search_above(const struct search *s, size_t node);
/* Is this of the article, not of a comment or of another article? */
bool search_own(const struct search *s, size_t node);
/* Is it not, but in a box of buttons just below the title, with "share" in its
 * class: what reads as a date or byline is one there, too. */
bool search_beside_title(const struct search *s, size_t node);
void search_byline(struct search *s, size_t node, unsigned source,
                   struct ir_text value);

#endif
