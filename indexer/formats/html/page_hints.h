/*
 * page_hints.h - the role of an element by its class and id.
 *
 * Names are split into words at punctuation and capitals:
 * "article__relatedLinks" is article, related, links.  A table gives the
 * meaning of each word.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_HINTS_H
#define INDEXER_FORMATS_HTML_PAGE_HINTS_H

#include "indexer/formats/html/page.h"

enum page_hint {
    HINT_CLUTTER = 1,  /* not the article's: shares, related, adverts */
    HINT_COMMENTS = 2, /* what readers wrote */
    HINT_LABEL = 4,    /* the article's, but not its text: byline, caption */
    HINT_BODY = 8,     /* the text of an article */
};

/* The set of page_hint of an element; 0: none. */
unsigned page_hints(const struct page *page, size_t node);

#endif
