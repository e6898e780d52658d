/*
 * date_forms.h - the forms of written dates; private to lib/text.
 */
#ifndef TEXT_DATE_FORMS_H
#define TEXT_DATE_FORMS_H

#include "text/date.h"

struct scan {
    const char *at, *end;
};

/* A date as it is written, not checked for whether it exists. */
struct moment {
    enum date_kind kind; /* from YEAR on, or AMBIGUOUS */
    int year, month, day, hour, minute, second;
    int week;       /* of the year, and day is one of the week; below 0: it has
                 a month */
    int zone;       /* minutes east of UTC */
    bool to_minute; /* the time has no seconds */
};

#define MOMENT_INIT                                                   \
    {                                                                 \
        .kind = DATE_DAY, .year = 1, .month = 1, .day = 1, .week = -1 \
    }

/* Each reads one piece and moves past it; after false, at is undefined. */
bool scan_end(const struct scan *s);
bool scan_eat(struct scan *s, const char *one_of);
void scan_spaces(struct scan *s);
size_t scan_digits(const struct scan *s); /* how many there are */
/* A number of min to max digits, no more. */
bool scan_number(struct scan *s, int min, int max, int *out);
/* The name of a month or day, in full or by its first letters, from 0. */
bool scan_month(struct scan *s, int *out);
bool scan_weekday(struct scan *s, int *out);
/* Z, GMT, EST and their like, or +HH[[:]MM], which may be over a day. */
bool scan_zone(struct scan *s, int *out);
/* A year of four digits, or of two from 1950 to 2049. */
bool scan_year(struct scan *s, int *out);
/* HH:MM[:SS[.fraction]], perhaps with am or pm. */
bool scan_clock(struct scan *s, struct moment *m);
/* The same after a blank, T or comma, perhaps with a zone, up to the end. */
bool scan_time(struct scan *s, struct moment *m);

/*
 * Has the text this form?  The date need not exist.  If it may be either of two
 * dates the answer is false, and m->kind DATE_AMBIGUOUS.
 */
typedef bool date_form(struct scan s, struct moment *m);

/* Ends with NULL.  No text has two of these forms. */
extern date_form *const date_forms[];

#endif
