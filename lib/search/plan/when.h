/*
 * when.h - what a date means that a person typed.
 *
 * Whatever date.h reads, and:
 *
 *   today  yesterday                         days
 *   this week  last week  ... month  ... year     weeks begin on Monday
 *   12h  30d  2w  3m  1y                     the moment, or day, so long ago
 *   a..b  ..b  a..                           from the first moment of a to
 *                                            the last of b
 * A day, week, month or year is that of each article, whatever the clocks said
 * elsewhere; a time is one moment everywhere.  Which day it is today is asked
 * in UTC.  Capitals do not matter.
 */
#ifndef SEARCH_PLAN_WHEN_H
#define SEARCH_PLAN_WHEN_H

#include "base/base.h"

/* Both halves hold, all four bounds included; INT64_MIN and INT64_MAX where
 * there is none. */
struct when {
    int64_t from, to;    /* moments, in seconds */
    int64_t first, last; /* days of the article's own, from 1970-01-01 */
};

#define WHEN_ALWAYS                                \
    {                                              \
        INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX \
    }

/* now is in seconds.  An age without an end lasts until now.  False if text is
 * no date, or none could be in its range: err says what is wrong. */
bool when_parse(struct ir_text text, int64_t now, struct when *out,
                struct ir_error *err);
/* From the first moment of since to the last of until: dates, not ranges, and
 * no bound if empty. */
bool when_between(struct ir_text since, struct ir_text until, int64_t now,
                  struct when *out, struct ir_error *err);

#endif
