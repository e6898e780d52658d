/*
 * dates.h - dates in queries.
 *
 * What date.h reads, and:
 *
 *   today  yesterday                         days
 *   this week  last week  ... month  ... year     weeks begin on Monday
 *   12h  30d  2w  3m  1y                     so many hours, days, weeks, months
 *                                            or years ago: a time for hours,
 *                                            else a day
 *   a..b  ..b  a..                           from the beginning of a to the end
 *                                            of b
 * A day, week, month or year is compared with the local date of each article;
 * a time is the same moment everywhere.  Today is the current day in UTC.
 * Case does not matter.
 */
#ifndef SEARCH_PLAN_DATES_H
#define SEARCH_PLAN_DATES_H

#include "base/base.h"

/* An article must be in both ranges, ends included; INT64_MIN and INT64_MAX
 * are no bound. */
struct date_range {
    int64_t from, to;    /* seconds since 1970, UTC */
    int64_t first, last; /* days since 1970-01-01, local date */
};

#define DATES_ALWAYS                               \
    {                                              \
        INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX \
    }

/* Parse a date or range; now is in seconds since 1970.  An age by itself is the
 * range from then until now.  False, with the reason in err, if text is not a
 * date or the range is empty. */
bool dates_parse(struct ir_text text, int64_t now, struct date_range *out,
                 struct ir_error *err);
/* The range from the start of since to the end of until, which are dates, not
 * ranges; an empty one is no bound.  False as dates_parse(). */
bool dates_between(struct ir_text since, struct ir_text until, int64_t now,
                   struct date_range *out, struct ir_error *err);

#endif
