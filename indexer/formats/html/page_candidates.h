/*
 * page_candidates.h - what a page says of its authors and its date, in several
 * places, of which the best is chosen when all are known.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_CANDIDATES_H
#define INDEXER_FORMATS_HTML_PAGE_CANDIDATES_H

#include "indexer/document/parsed.h"

enum {
    CANDIDATES_MAX = 64, /* for a page; more are ignored */
    SOURCE_METAS = 64    /* kinds of meta elements, each its own source */
};

/* Where a value comes from, the most reliable first. */
enum candidate_source {
    SOURCE_LD,   /* JSON-LD */
    SOURCE_META, /* a meta element; each name has its own source */
    SOURCE_PROPERTY = SOURCE_META + SOURCE_METAS, /* microdata */
    SOURCE_MARK,  /* an element that says what it is: <time>, rel=author */
    SOURCE_SHOWN, /* what its class says */
    SOURCE_TEXT,  /* a line that reads so */
    SOURCE_NEAR,  /* a name beside a date */
    SOURCE_URL,
    SOURCE_CHANGED, /* when it was changed last */
    SOURCES
};

struct candidates {
    struct candidate {
        enum parsed_field field; /* PARSED_BYLINE or PARSED_DATE */
        unsigned source;         /* enum candidate_source */
        unsigned place;          /* where: authors in one belong together */
        bool group;              /* said to be an organisation */
        struct buf text;         /* one line, or names on several */
    } items[CANDIDATES_MAX];
    size_t count;
    bool day_first; /* of dates such as 5/3/2024, on this page */
};

/* Add a value, which may have entities and markup if it is not plain.  Returns
 * it, for more to be said, or NULL. */
struct candidate *candidates_add(struct candidates *c, enum parsed_field field,
                                 unsigned source, struct ir_text text,
                                 bool plain);
void candidates_free(struct candidates *c);

#endif
