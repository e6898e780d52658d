/*
 * page_hints.h - the role of an element by its class and id.
 *
 * Names are split into words at punctuation and capitals:
 * "article__relatedLinks" is article, related, links.  page_words.h gives the
 * meaning of each word, and of two in a row ("sr-only").  Names that tools make
 * are skipped: Tailwind's "print:hidden", a hash such as "body__3xAdQ".
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_HINTS_H
#define INDEXER_FORMATS_HTML_PAGE_HINTS_H

#include "indexer/formats/html/page.h"

enum page_hint {
    HINT_CLUTTER = 1,    /* not the article's: shares, related, adverts */
    HINT_COMMENTS = 2,   /* what readers wrote */
    HINT_LABEL = 4,      /* the article's, but not its text: byline, caption */
    HINT_BODY = 8,       /* the text of an article */
    HINT_CONSENT = 16,   /* about cookies and privacy, or another dialog */
    HINT_UNSEEN = 32,    /* only for screen readers */
    HINT_LEAD = 64,      /* a standfirst */
    HINT_SOFT = 128,     /* clutter, unless it reads like prose */
    HINT_BYLINE = 256,   /* names the authors */
    HINT_DATE = 512,     /* says when it was published */
    HINT_WORD = 1 << 17, /* times the number of the word that means clutter */
    HINT_OTHERS =
        1 << 28 /* clutter of other articles, adverts and the like, not
                             buttons and bars, which may be the article's */
};

/* A set of page_hint for each node, 0 if it has none; the caller frees it. */
unsigned *page_hints(const struct page *page);

/* Which word means that it is clutter: a number below PAGE_WORDS; 0 if it is
 * the role of the element. */
static inline size_t page_hint_word(unsigned hints)
{
    return hints % HINT_OTHERS / HINT_WORD;
}

#endif
