/*
 * date_time.h - times of day and zones in written dates; private to lib/text.
 */
#ifndef TEXT_DATE_TIME_H
#define TEXT_DATE_TIME_H

#include "text/date.h"
#include "text/date_scan.h"

/* A date as it is written; there may be no such date. */
struct moment {
    enum date_kind kind; /* from YEAR on, or AMBIGUOUS */
    int year, month, day, hour, minute, second;
    int week;       /* ISO 8601 week, of which day is a day; below 0: there is
                 none, and day is one of month */
    int zone;       /* minutes east of UTC */
    bool zoned;     /* zone is written */
    bool vague;     /* it is, but names several: only the day is told */
    bool to_minute; /* the time has no seconds */
};

#define MOMENT_INIT                                                   \
    {                                                                 \
        .kind = DATE_DAY, .year = 1, .month = 1, .day = 1, .week = -1 \
    }

/* As those of date_scan.h. */

/*
 * Z, GMT, EST and such, +HH[[:]MM], or both, GMT+0200, and a comment in
 * brackets behind it.  The offset may be out of range.  Other names in capitals
 * make m vague.
 */
bool scan_zone(struct scan *s, struct moment *m);
/* HH:MM[:SS[.fraction]], HH.MM, HHhMM or HHh, perhaps with am or pm; or as East
 * Asia writes it: 下午3时22分. */
bool scan_clock(struct scan *s, struct moment *m);
/* A time after a blank, T or comma, perhaps with a zone, up to the end. */
bool scan_time(struct scan *s, struct moment *m);

#endif
