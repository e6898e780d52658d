/* One function for each way of writing a date. */
#include "text/date_forms.h"

#include <ctype.h>
#include <strings.h>

/* A day may have a zone too, as in XML: it stays the day that it says. */
static bool end_of_day(struct scan s, struct moment *m)
{
    struct scan zone = s;
    int ignored;

    return scan_end(&s) || (scan_zone(&zone, &ignored) && scan_end(&zone)) ||
           scan_time(&s, m);
}

/* 2026-05-12T10:00:00Z, 2026/5/12, 2026.05.12, and what is left of the first
 * two without the end. */
static bool year_first(struct scan s, struct moment *m)
{
    char separator[2] = "";

    if (!scan_number(&s, 4, 4, &m->year))
        return false;
    m->kind = DATE_YEAR;
    if (scan_end(&s))
        return true;
    separator[0] = *s.at;
    if (!scan_eat(&s, "-/.") || !scan_number(&s, 1, 2, &m->month))
        return false;
    m->kind = DATE_MONTH;
    if (scan_end(&s))
        return *separator != '.';
    m->kind = DATE_DAY;
    return scan_eat(&s, separator) && scan_number(&s, 1, 2, &m->day) &&
           !scan_digits(&s) && end_of_day(s, m);
}

/* 2026-W20-2, 2026-W20. */
static bool week(struct scan s, struct moment *m)
{
    if (!scan_number(&s, 4, 4, &m->year) || !scan_eat(&s, "-") ||
        !scan_eat(&s, "Ww") || !scan_number(&s, 2, 2, &m->week))
        return false;
    m->kind = DATE_WEEK;
    if (scan_end(&s))
        return true;
    m->kind = DATE_DAY;
    return scan_eat(&s, "-") && scan_number(&s, 1, 1, &m->day) && scan_end(&s);
}

/* 20260512, 20260512100000 and 20260512T100000+0200. */
static bool basic(struct scan s, struct moment *m)
{
    size_t digits = scan_digits(&s);

    if ((digits != 8 && digits != 14) || !scan_number(&s, 4, 4, &m->year) ||
        !scan_number(&s, 2, 2, &m->month) || !scan_number(&s, 2, 2, &m->day))
        return false;
    if (scan_end(&s))
        return true;
    if (digits == 8 && !scan_eat(&s, "Tt"))
        return false;
    if (scan_digits(&s) < 4 || !scan_number(&s, 2, 2, &m->hour) ||
        !scan_number(&s, 2, 2, &m->minute))
        return false;
    m->to_minute = !scan_digits(&s);
    if (!m->to_minute && !scan_number(&s, 2, 2, &m->second))
        return false;
    if (!m->to_minute && scan_eat(&s, ".,"))
        s.at += scan_digits(&s);
    m->kind = DATE_TIME;
    return scan_end(&s) || (scan_zone(&s, &m->zone) && scan_end(&s));
}

/*
 * 890101.  Years below 60 could be days, or the century of a year, and are
 * left alone.
 */
static bool short_digits(struct scan s, struct moment *m)
{
    if (scan_digits(&s) != 6 || !scan_number(&s, 2, 2, &m->year) ||
        !scan_number(&s, 2, 2, &m->month) || !scan_number(&s, 2, 2, &m->day))
        return false;
    m->year += 1900;
    return m->year >= 1960 && scan_end(&s);
}

/* Tue, 12 May 2026 10:00:00 +0200; 26-FEB-1987 15:01:01.79; 3 March 1987. */
static bool day_first(struct scan s, struct moment *m)
{
    int day;

    if (!scan_end(&s) && isalpha((unsigned char)*s.at)) {
        if (!scan_weekday(&s, &day) || !scan_eat(&s, ","))
            return false;
        scan_spaces(&s);
    }
    if (!scan_number(&s, 1, 2, &m->day) || !scan_eat(&s, " -"))
        return false;
    scan_spaces(&s);
    if (!scan_month(&s, &m->month) || !scan_eat(&s, " -"))
        return false;
    m->month++;
    scan_spaces(&s);
    if (!scan_year(&s, &m->year))
        return false;
    return scan_end(&s) || scan_time(&s, m);
}

/* Nothing but words: ", Sunday, Home Edition". */
static bool only_words(struct scan s)
{
    if (!scan_eat(&s, ","))
        return false;
    while (!scan_end(&s) && !isdigit((unsigned char)*s.at))
        s.at++;
    return scan_end(&s);
}

/* May 2026; December, 1958. */
static bool month_alone(struct scan s, struct moment *m)
{
    if (!scan_month(&s, &m->month))
        return false;
    m->month++;
    m->kind = DATE_MONTH;
    scan_eat(&s, ",");
    scan_spaces(&s);
    return scan_digits(&s) == 4 && scan_number(&s, 4, 4, &m->year) &&
           scan_end(&s);
}

/* [Sunday,] January 1, 1989, Sunday, Home Edition; Mar. 3, 1987 10:30 PM. */
static bool month_first(struct scan s, struct moment *m)
{
    struct scan start = s;
    int day;

    if (scan_weekday(&s, &day) && scan_eat(&s, ","))
        scan_spaces(&s);
    else
        s = start;
    if (!scan_month(&s, &m->month))
        return false;
    m->month++;
    scan_spaces(&s);
    if (!scan_number(&s, 1, 2, &m->day) || !scan_eat(&s, ", "))
        return false;
    scan_spaces(&s);
    if (scan_digits(&s) != 4 || !scan_number(&s, 4, 4, &m->year))
        return false;
    return scan_end(&s) || only_words(s) || scan_time(&s, m);
}

/* Tue Mar  3 12:00:00 1987, with a zone before the year or behind it. */
static bool asctime_form(struct scan s, struct moment *m)
{
    int day;

    if (!scan_weekday(&s, &day) || !scan_eat(&s, " ") ||
        !scan_month(&s, &m->month))
        return false;
    m->month++;
    scan_spaces(&s);
    if (!scan_number(&s, 1, 2, &m->day) || !scan_eat(&s, " ") ||
        !scan_clock(&s, m))
        return false;
    scan_spaces(&s);
    if (scan_digits(&s) != 4 && scan_zone(&s, &m->zone))
        scan_spaces(&s);
    if (scan_digits(&s) != 4 || !scan_number(&s, 4, 4, &m->year))
        return false;
    scan_spaces(&s);
    return scan_end(&s) || (scan_zone(&s, &m->zone) && scan_end(&s));
}

/* 13/05/2026: day and month in an order that only their numbers tell. */
static bool either_first(struct scan s, struct moment *m)
{
    char separator[2] = "";
    int first, second;

    if (!scan_number(&s, 1, 2, &first) || scan_end(&s))
        return false;
    separator[0] = *s.at;
    if (!scan_eat(&s, "/.-") || !scan_number(&s, 1, 2, &second) ||
        !scan_eat(&s, separator) || scan_digits(&s) != 4 ||
        !scan_number(&s, 4, 4, &m->year))
        return false;
    if (!scan_end(&s) && !scan_time(&s, m))
        return false;
    m->day = first > 12 ? first : second;
    m->month = first > 12 ? second : first;
    if (first <= 12 && second <= 12 && first != second)
        m->kind = DATE_AMBIGUOUS;
    return m->kind != DATE_AMBIGUOUS;
}

date_form *const date_forms[] = {
    year_first,  week,        basic,        short_digits, day_first,
    month_first, month_alone, asctime_form, either_first, NULL,
};
