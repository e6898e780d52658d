/*
 * when.h - dates in queries.
 *
 * What date.h reads, and:
 *
 *   today  yesterday                         days
 *   this week  last week  ... month  ... year     weeks begin on Monday
 *   12h  30d  2w  3m  1y                     the moment, or day, that long ago
 *   a..b  ..b  a..                           from the first moment of a to
 *                                            the last of b
 * A day, week, month or year is that of each article where it was written; a
 * time is one moment everywhere.  Today is the current day in UTC.  Case does
 * not matter.
 */
#ifndef SEARCH_PLAN_WHEN_H
#define SEARCH_PLAN_WHEN_H

#include "base/base.h"

/* Both ranges must hold, their ends included; INT64_MIN and INT64_MAX are no
 * bound. */
struct when {
    int64_t from, to;    /* moments, in seconds */
    int64_t first, last; /* days since 1970-01-01, where it was written */
};

#define WHEN_ALWAYS                                \
    {                                              \
        INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX \
    }

/* now is in seconds.  An age alone lasts until now.  False, with the reason in
 * err, if text is no date or the range is empty. */
bool when_parse(struct ir_text text, int64_t now, struct when *out,
                struct ir_error *err);
/* The range from the start of since to the end of until, which are dates, not
 * ranges; an empty one is no bound.  False as when_parse(). */
bool when_between(struct ir_text since, struct ir_text until, int64_t now,
                  struct when *out, struct ir_error *err);

#endif
