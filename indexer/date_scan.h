/*
 * date_scan.h - the pieces that written dates are made of.
 */
#ifndef INDEXER_DATE_SCAN_H
#define INDEXER_DATE_SCAN_H

#include "base/base.h"

struct scan {
    const char *at, *end;
};

struct moment {
    int year, month, day, hour, minute, second;
    int zone;  /* minutes east of UTC */
    bool time; /* a time of day was given */
};

/* These take what they know and say so; after false, at may be anywhere. */
bool scan_end(const struct scan *s);
bool scan_eat(struct scan *s, const char *one_of);
void scan_spaces(struct scan *s);
size_t scan_digits(const struct scan *s); /* how many there are */
/* A number of min to max digits, no more. */
bool scan_number(struct scan *s, int min, int max, int *out);
/* The name of a month or day, in full or by its first letters, from 0. */
bool scan_month(struct scan *s, int *out);
bool scan_weekday(struct scan *s, int *out);
/* Z, GMT, EST and their like, or +HH[[:]MM]. */
bool scan_zone(struct scan *s, int *out);
/* A year of four digits, or of two from 1950 to 2049. */
bool scan_year(struct scan *s, int *out);
/* HH:MM[:SS[.fraction]], perhaps with am or pm. */
bool scan_clock(struct scan *s, struct moment *m);
/* The same after a blank, T or comma, and perhaps a zone, to the end. */
bool scan_time(struct scan *s, struct moment *m);

#endif
