/*
 * page_dates.h - the date of a page among what it says.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_DATES_H
#define INDEXER_FORMATS_HTML_PAGE_DATES_H

#include "indexer/formats/html/page_candidates.h"

/*
 * Find the first day, with or without a time, in a short line such as
 * "Published: 22 August 2024, 10:00 | Ada Quill"; false if there is none.
 */
bool page_date_in(struct ir_text line, struct ir_text *out);
/* The day in an address: /2024/08/22/; false if there is none. */
bool page_date_in_url(struct ir_text url, struct buf *out);

/* Is there a date that no other could improve: with a time and its zone? */
bool page_date_known(const struct candidates *c);

/*
 * The best date: the first that tells a day, or the same from elsewhere if only
 * that has a time or its zone.  If none can be read, the first; NULL if
 * there is none.
 */
const struct candidate *page_date_best(const struct candidates *c);

#endif
