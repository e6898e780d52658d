/*
 * date.h - dates as archives, feeds and people write them.
 *
 * Read are, in the years 1 to 9999:
 *
 *   2026-05-12T10:00:00Z  2026-05-12 10:00  2026-05-12T13:30:00.5+03:30
 *   2026-05-12  2026/5/12  2026.05.12  2026-05-12+03:30  2026-W20-2
 *   2026-05  2026/05  May 2026  2026-W20  2026
 *   20260512T100000+0200  20260512100000  20260512  890101 (1960 to 1999)
 *   Tue, 12 May 2026 10:00:00 +0200  12 May 2026  Tuesday, 12-May-26 10:00 GMT
 *   26-FEB-1987 15:01:01.79  January 1, 1989, Sunday, Home Edition
 *   Mar. 3, 1987 10:30 p.m. EST  Tue Mar  3 12:00:00 1987  13/05/2026
 *   1778580000 and 1778580000000 (Unix time; "@" before it says that it is a
 *   number, not text)
 *
 * Without a zone a time is UTC; parts of a second are dropped.
 */
#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include "base/buf.h"

enum date_kind {
    DATE_UNREAD,     /* it says nothing that can be relied on */
    DATE_AMBIGUOUS,  /* it may be either of two, as 05/06/2026 */
    DATE_IMPOSSIBLE, /* it looks like a date, as 2026-02-30, but is none */
    DATE_YEAR,
    DATE_MONTH,
    DATE_WEEK,
    DATE_DAY,
    DATE_TIME,
};

#define DATE_FAULT_MAX 64
#define DATE_OFFSET_MAX (24 * 60 - 1) /* minutes east or west of UTC */

struct date {
    enum date_kind kind;
    int64_t day;  /* its first, in days since 1970-01-01 where it was written */
    int64_t days; /* so many of them */
    int64_t seconds; /* its first, since 1970-01-01 UTC; of a day without time
                        that of its midnight UTC */
    int lasts;       /* seconds of a TIME: 60 if it says none */
    int offset;      /* minutes east of UTC of a TIME */
    char fault[DATE_FAULT_MAX]; /* why it is AMBIGUOUS or IMPOSSIBLE */
};

/* Answers out->kind; up to DATE_IMPOSSIBLE only kind and fault mean something.
 * A date is never guessed. */
enum date_kind date_read(struct ir_text text, struct date *out);

/* The day of a moment, in days since 1970-01-01, where clocks differ from UTC
 * by so many minutes. */
int64_t date_day(int64_t seconds, int offset);

/*
 * Append as RFC 3339 has it: 2026-05-12T13:30:00+03:30, or of a day without
 * time 2026-05-12.  Nothing for a year over 9999 or below 1.
 */
void date_add(struct buf *out, int64_t seconds, int offset, bool day_only);

#endif
