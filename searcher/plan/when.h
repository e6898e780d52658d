/*
 * when.h - what a date means that a person typed.
 *
 *   2026  2026-05  2026-05-12  20260512      a year, a month, a day
 *   May 2026   12 May 2026   May 12, 2026    the same with names
 *   today  yesterday                         days
 *   this week  last week  ... month  ... year     weeks begin on Monday
 *   12h  30d  2w  3m  1y                     so long ago, until now
 *   a..b  ..b  a..                           from the first moment of a to
 *                                            the last of b
 * In a range an age is the day (of 12h: the moment) so long ago.  All in UTC;
 * capitals do not matter.
 */
#ifndef SEARCHER_PLAN_WHEN_H
#define SEARCHER_PLAN_WHEN_H

#include "base/base.h"

/* From the first second to the last, both included; INT64_MIN and INT64_MAX
 * where there is no bound. */
struct when {
    int64_t from, to;
};

/* False if text is no date, or its range is empty; now is in seconds. */
bool when_parse(struct ir_text text, int64_t now, struct when *out);

#endif
