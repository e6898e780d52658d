/*
 * date_forms.h - the forms of written dates; private to lib/text.
 */
#ifndef TEXT_DATE_FORMS_H
#define TEXT_DATE_FORMS_H

#include "text/date.h"

struct scan {
    const char *at, *end;
};

/* A date as it is written; there may be no such date. */
struct moment {
    enum date_kind kind; /* from YEAR on, or AMBIGUOUS */
    int year, month, day, hour, minute, second;
    int week;       /* ISO 8601 week, of which day is a day; below 0: there is
                 none, and day is one of month */
    int zone;       /* minutes east of UTC */
    bool to_minute; /* the time has no seconds */
};

#define MOMENT_INIT                                                   \
    {                                                                 \
        .kind = DATE_DAY, .year = 1, .month = 1, .day = 1, .week = -1 \
    }

/* Each of these reads one piece and moves s past it.  After false the place of
 * s and the output are undefined. */
bool scan_end(const struct scan *s);
bool scan_eat(struct scan *s, const char *one_of);
void scan_spaces(struct scan *s);
size_t scan_digits(const struct scan *s); /* how many follow; s stays */
/* A number of min to max digits, no more. */
bool scan_number(struct scan *s, int min, int max, int *out);
/* The name of a month or weekday, in full or cut to three letters or more; out
 * gets its number, from 0. */
bool scan_month(struct scan *s, int *out);
bool scan_weekday(struct scan *s, int *out);
/* Z, GMT, EST and such, or +HH[[:]MM].  The offset may be out of range. */
bool scan_zone(struct scan *s, int *out);
/* A year of four digits, or of two from 1950 to 2049. */
bool scan_year(struct scan *s, int *out);
/* HH:MM[:SS[.fraction]], perhaps with am or pm. */
bool scan_clock(struct scan *s, struct moment *m);
/* A time after a blank, T or comma, perhaps with a zone, up to the end. */
bool scan_time(struct scan *s, struct moment *m);

/*
 * Does all of s have this form?  If so m is the date, which need not exist.  If
 * two dates are written so, the answer is false and m->kind DATE_AMBIGUOUS.
 */
typedef bool date_form(struct scan s, struct moment *m);

/* All forms, ended by NULL.  No text has two of them. */
extern date_form *const date_forms[];

#endif
