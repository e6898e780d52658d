/* Days by number and by name. */
#include "text/calendar.h"

/* Days from 0000-03-01 to 1970-01-01, and in 400, 100, 4 years. */
#define EPOCH 719468
#define ERA 146097
#define CENTURY 36524
#define LEAP_CYCLE 1461

/* The year begins in March here, so that a leap day is its last day. */
int64_t calendar_number(struct calendar_day d)
{
    int64_t year = d.year - (d.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year =
        (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

    return era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           EPOCH;
}

struct calendar_day calendar_day(int64_t number)
{
    int64_t days = number + EPOCH;
    int64_t era = (days >= 0 ? days : days - (ERA - 1)) / ERA;
    int64_t of_era = days - era * ERA;
    int64_t year = (of_era - of_era / (LEAP_CYCLE - 1) + of_era / CENTURY -
                    of_era / (ERA - 1)) /
                   365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (int)((5 * of_year + 2) / 153);
    struct calendar_day d = {(int)(year + era * 400),
                             month < 10 ? month + 3 : month - 9,
                             (int)(of_year - (153 * month + 2) / 5) + 1};

    d.year += d.month <= 2;
    return d;
}

int64_t calendar_of_second(int64_t seconds)
{
    return seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
}

int calendar_month_days(int year, int month)
{
    struct calendar_day first = {year, month, 1};
    struct calendar_day next = {year + month / 12, month % 12 + 1, 1};

    return (int)(calendar_number(next) - calendar_number(first));
}

static bool is_solar_leap(int year)
{
    static const uint64_t leaps =
        UINT64_C(1) << 1 | UINT64_C(1) << 5 | UINT64_C(1) << 9 |
        UINT64_C(1) << 13 | UINT64_C(1) << 17 | UINT64_C(1) << 22 |
        UINT64_C(1) << 26 | UINT64_C(1) << 30; /* of 33 years */

    return leaps >> (year % 33) & 1;
}

static int solar_month_days(int year, int month)
{
    if (month <= 6)
        return 31;
    return month < 12 || is_solar_leap(year) ? 30 : 29;
}

bool calendar_solar(struct calendar_day d, int64_t *number)
{
    /* 1403 began on 2024-03-20. */
    static const struct calendar_day known = {2024, 3, 20};
    static const int year = 1403;

    if (d.year < CALENDAR_SOLAR_FIRST || d.year > CALENDAR_SOLAR_LAST ||
        d.month < 1 || d.month > 12 || d.day < 1 ||
        d.day > solar_month_days(d.year, d.month))
        return false;
    *number = calendar_number(known) + d.day - 1;
    for (int i = d.year; i < year; i++)
        *number -= 365 + is_solar_leap(i);
    for (int i = year; i < d.year; i++)
        *number += 365 + is_solar_leap(i);
    for (int i = 1; i < d.month; i++)
        *number += solar_month_days(d.year, i);
    return true;
}

int64_t calendar_first_week(int year)
{
    int64_t fourth = calendar_number((struct calendar_day){year, 1, 4});

    /* 1970-01-01 was a Thursday. */
    return fourth - ((fourth + 3) % 7 + 7) % 7;
}
