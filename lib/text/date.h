/*
 * date.h - dates as archives, feeds and people write them.
 *
 * These forms are read, in the years 1 to 9999:
 *
 *   2026-05-12T10:00:00Z  2026-05-12 10:00  2026-05-12T13:30:00.5+03:30
 *   2026-05-12  2026/5/12  2026. 05. 12.  2026-05-12+03:30  2026-W20-2
 *   2026-05  2026/05  May 2026  2026-W20  2026
 *   20260512T100000+0200  20260512100000  20260512  890101 (1960 to 1999)
 *   12.05.2026  12. 5. 2026 10:00 (full stops: the day is first)  13/05/2026
 *   Tue, 12 May 2026 10:00:00 +0200  12 May 2026  Tuesday, 12-May-26 10:00 GMT
 *   26-FEB-1987 15:01:01.79  January 1, 1989, Sunday, Home Edition
 *   Mar. 3, 1987 10:30 p.m. EST  10:30, 3 March 1987  Tue Mar  3 12:00:00 1987
 *   May 12th, 2026  12 de mayo de 2026  2026. május 12.: the month as a word, in
 *   full or cut, of each language that has a stemmer, and others; digits of any
 *   script
 *   2026年5月12日 午後3時10分, and the same in Chinese and Korean
 *   ۲۲ اردیبهشت ۱۴۰۵ and, in Persian digits, ۱۴۰۵/۰۲/۲۲: the Solar Hijri
 *   calendar, in its years 1300 to 1472
 *   1778580000 and 1778580000000 (Unix time in seconds and milliseconds; after
 *   "@", as for a number of JSON, also with one digit less)
 *
 * A weekday may stand before each, in the same languages.  A time may be 10:00,
 * 10.00 or 10h00, and have words such as "at" or "Uhr" about it.  Its zone is an
 * offset, GMT+0200, or a name; of a name that is used for several (BST, IST) or
 * is not known, only the day is kept.  A comment in brackets may follow it.
 *
 * A time without a zone is UTC; fractions of a second are dropped.
 *
 * The parsers of libraries would not do: GLib's reads only whole ISO dates with
 * a time in seconds; GMime's guesses (05/06/2026 is a day in May, "some day in
 * 2024 Jan 3" a date) and does not tell a day without a time from midnight.
 */
#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include "base/buf.h"

enum date_kind {
    DATE_UNREAD,     /* not in one of the forms above */
    DATE_AMBIGUOUS,  /* two dates are written so: 05/06/2026 */
    DATE_IMPOSSIBLE, /* there is no such date: 2026-02-30 */
    /* A date, by the precision with which it is written. */
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
    int64_t day;     /* its first day, as written: local, since 1970-01-01 */
    int64_t days;    /* how many days it has */
    int64_t seconds; /* Unix time of its start; of a date without a time,
                        midnight UTC */
    int lasts;       /* how many seconds a TIME has: 60 if none are written */
    int offset;      /* of a TIME: minutes east of UTC */
    bool zoned;      /* of a TIME: its zone is known */
    char fault[DATE_FAULT_MAX]; /* why it is AMBIGUOUS or IMPOSSIBLE */
};

/*
 * Read all of text, blanks at its ends aside, as a date.  Never guesses.
 * Returns out->kind.  If there is no date (UNREAD, AMBIGUOUS or IMPOSSIBLE)
 * only kind and fault of out have a meaning.
 */
enum date_kind date_read(struct ir_text text, struct date *out);

/* Does it tell a day, with or without a time? */
bool date_tells_day(const struct date *d);

/*
 * Of two values for one date, the first from the better place: is the second
 * better nevertheless?  It is if only it tells a day, or if it tells the same
 * more exactly: the time of that day, or the zone of that time.
 */
bool date_improves(const struct date *first, const struct date *second);

/* The local day, since 1970-01-01, of a Unix time at an offset from UTC in
 * minutes east. */
int64_t date_day(int64_t seconds, int offset);

/*
 * Append in the form of RFC 3339: 2026-05-12T13:30:00+03:30, or 2026-05-12 for
 * a day.  Appends nothing outside the years 1 to 9999.
 */
void date_add(struct buf *out, int64_t seconds, int offset, bool day_only);

#endif
