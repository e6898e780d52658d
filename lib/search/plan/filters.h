/*
 * filters.h - filters of a query: fields, dates and lengths of articles.
 *
 * source, each of the sections, and lang or the language of its region are
 * compared as a whole after folding; byline and dateline must contain every
 * word of the value; url and id are compared byte by byte.  A * matches any
 * characters, or none; in a byline or dateline it works only by itself: the
 * article has one.
 */
#ifndef SEARCH_PLAN_FILTERS_H
#define SEARCH_PLAN_FILTERS_H

#include "base/buf.h"
#include "base/seen.h"
#include "search/plan/dates.h"
#include "search/query/query.h"
#include "text/words.h"

enum filter_kind { FILTER_FIELD, FILTER_DATE, FILTER_LENGTH, FILTER_EVERY };

struct plan_filter {
    enum filter_kind kind;
    enum query_field field;
    bool pattern; /* a * in text matches any characters */
    bool within;  /* EVERY: only articles with a word in scope */
    enum query_scope scope;
    bool words; /* text is words, with spaces around each */
    /* The index decides without the text; set by decided.h.  With held, these
     * articles pass (or fail, if held_fail); else the terms of text decide. */
    bool decided, held_fail;
    const struct store_set *held;
    struct seen among; /* of COPIES: seen_key() of the ids that pass */
    struct buf text;   /* of a FIELD, normalised; empty: no article passes */
    struct date_range dates; /* of a DATE */
    int64_t low, high;       /* of LENGTH, in words; both included */
};

/* Set f from a value as typed; walk is only used during the call. */
void filter_field(struct plan_filter *f, enum query_field field,
                  struct ir_text value, struct words *walk);
void filter_free(struct plan_filter *f);

/* Does a value fit a pattern in which * stands for any characters? */
bool filter_fits_pattern(struct ir_text value, struct ir_text pattern);
/* Does the article pass the filter?  scratch is overwritten. */
bool filter_fits(const struct plan_filter *f, const struct ir_article *a,
                 struct words *walk, struct buf *scratch);

#endif
