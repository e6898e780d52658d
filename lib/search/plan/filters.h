/*
 * filters.h - filters of a query: fields, dates and lengths of articles.
 *
 * source, section and lang are compared as a whole after folding; byline and
 * dateline must contain every word of the value; url and id are compared byte
 * by byte.  A * matches any characters, or none; in a byline or dateline it
 * works only by itself: the article has one.  The dateline is the text before
 * the first dash, if that is within DATELINE_MAX bytes.
 */
#ifndef SEARCH_PLAN_FILTERS_H
#define SEARCH_PLAN_FILTERS_H

#include "base/buf.h"
#include "search/plan/dates.h"
#include "search/query/query.h"
#include "text/words.h"

#define DATELINE_MAX 100

enum filter_kind { FILTER_FIELD, FILTER_DATE, FILTER_LENGTH, FILTER_EVERY };

struct plan_filter {
    enum filter_kind kind;
    enum query_field field;
    bool pattern; /* a * in text matches any characters */
    bool within;  /* EVERY: only articles with a word in scope */
    enum query_scope scope;
    bool words;      /* text is words, with spaces around each */
    struct buf text; /* of a FIELD, normalised; empty: no article passes */
    struct date_range dates; /* of a DATE */
    int64_t low, high;       /* of LENGTH, in words; both included */
};

/* Set f from a value as typed; walk is only used during the call. */
void filter_field(struct plan_filter *f, enum query_field field,
                  struct ir_text value, struct words *walk);
void filter_free(struct plan_filter *f);

/* Does the article pass the filter?  scratch is overwritten. */
bool filter_fits(const struct plan_filter *f, const struct ir_article *a,
                 struct words *walk, struct buf *scratch);

#endif
