/*
 * date.h - what the date field of an article means.
 */
#ifndef INDEXER_DATE_H
#define INDEXER_DATE_H

#include "base/buf.h"

enum date_kind {
    DATE_UNREAD,    /* it says nothing that can be relied on */
    DATE_AMBIGUOUS, /* 05/06/2026: day and month may be either */
    DATE_DAY,       /* a day (or the first of a month), no time of it */
    DATE_TIME,
};

/*
 * Seconds since 1970-01-01 UTC into out, for a DATE_DAY those of its midnight.
 * Read are, in the years 1 to 9999:
 *
 *   2026-05-12T10:00:00Z  2026-05-12 10:00  2026-05-12  2026-05  2026/05/12
 *   20260512T100000+0200  20260512100000  20260512  890101 (1960 to 1999)
 *   Tue, 12 May 2026 10:00:00 +0200  12 May 2026  Tuesday, 12-May-26 10:00 GMT
 *   26-FEB-1987 15:01:01.79  January 1, 1989, Sunday, Home Edition
 *   Mar. 3, 1987 10:30 p.m. EST  Tue Mar  3 12:00:00 1987  13/05/2026
 *   1778580000 and 1778580000000 (Unix time; "@" before it says that it is a
 *   number, not text)
 *
 * Without a zone it is UTC.  Anything else is DATE_UNREAD: a date is never
 * guessed.
 */
enum date_kind date_read(struct ir_text text, int64_t *out);
/* The same; false for what cannot be read. */
bool date_parse(struct ir_text text, int64_t *out);
/*
 * Append as RFC 3339 has it: 2026-05-12T10:00:00Z, or for a DATE_DAY the date
 * alone.  Nothing for a year over 9999 or below 1.
 */
void date_add(struct buf *out, int64_t date, bool day_only);

#endif
