/*
 * date_names.h - the words of written dates: months, days of the week and what
 * stands between, in the languages that we stem and others; private to
 * lib/text.
 *
 * Words beyond ASCII are folded, as by fold_add().
 */
#ifndef TEXT_DATE_NAMES_H
#define TEXT_DATE_NAMES_H

#include "text/date_scan.h"

/*
 * The name of a month or weekday, in full or cut to three letters or more if
 * that leaves one month; *month gets its number, from 1.  A full stop after it
 * is taken too.
 */
bool scan_month(struct scan *s, int *month);
bool scan_weekday(struct scan *s);
/* A month of the Solar Hijri calendar, as Iran and Afghanistan name it. */
bool scan_solar_month(struct scan *s, int *month);
/* A word that tells nothing: "of", "de", "at", "Uhr". */
bool scan_filler(struct scan *s);
/* What makes a day ordinal, straight after its number: "th", "er", "(a)". */
void scan_ordinal(struct scan *s);

#endif
