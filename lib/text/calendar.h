/*
 * calendar.h - days by number and by name, in the proleptic Gregorian
 * calendar.  A number counts days since 1970-01-01.
 */
#ifndef TEXT_CALENDAR_H
#define TEXT_CALENDAR_H

#include "base/base.h"

#define DAY_SECONDS INT64_C(86400)
#define HOUR_SECONDS INT64_C(3600)

#define CALENDAR_SOLAR_FIRST 1300 /* began in 1921 */
#define CALENDAR_SOLAR_LAST 1472

struct calendar_day {
    int year; /* 1 to 9999 where dates are read, any where they are computed */
    int month, day; /* from 1 */
};

/* The number of a day, which may lie outside its month: May 32 is June 1. */
int64_t calendar_number(struct calendar_day d);
/* The day of a number. */
struct calendar_day calendar_day(int64_t number);
/* The number of the day, in UTC, of a Unix time; below 0 too. */
int64_t calendar_of_second(int64_t seconds);
/* How many days a month, 1 to 12, has. */
int calendar_month_days(int year, int month);
/*
 * The number of a day of the Solar Hijri calendar, in use in Iran and
 * Afghanistan, by its cycle of 33 years with 8 leap years; false if there is no
 * such day or the year is not within CALENDAR_SOLAR_FIRST and _LAST, for which
 * the cycle gives the years that are leap ones there.
 */
bool calendar_solar(struct calendar_day d, int64_t *number);
/* The number of the Monday of ISO 8601 week 1, which has the first Thursday. */
int64_t calendar_first_week(int year);

#endif
