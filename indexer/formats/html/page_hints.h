/*
 * page_hints.h - what the classes and ids of an element say it is.
 *
 * Names are cut into words at signs and at capitals: "article__relatedLinks"
 * is article, related, links.  A table says what each word stands for.
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

/* A set of page_hint for an element. */
unsigned page_hints(const struct page *page, size_t node);

#endif
