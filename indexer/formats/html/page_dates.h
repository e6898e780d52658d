/*
 * page_dates.h - the date of a page among what it says.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_DATES_H
#define INDEXER_FORMATS_HTML_PAGE_DATES_H

#include "indexer/formats/html/page_candidates.h"

/*
 * Write a date that page_date_in() found, or that an attribute tells, to out; of
 * one such as 5/3/2024, if the day is first on its page, as 5.3.2024, which only
 * that is.  False if it remains ambiguous.
 */
bool page_date_read(struct ir_text text, bool day_first, struct buf *out);
/*
 * Find the first day, with or without a time, in a short line such as
 * "Published: 22 August 2024, 10:00 | Ada Quill"; false if there is none.
 */
bool page_date_in(struct ir_text line, bool day_first, struct ir_text *out);
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
