/* One function for each way of writing a date. */
#include "indexer/date_forms.h"

#include <ctype.h>
#include <strings.h>

/* 2026-05-12T10:00:00Z, 2026/05/12 and what is left without its end. */
static bool iso(struct scan s, struct moment *m)
{
    if (!scan_number(&s, 4, 4, &m->year) || !scan_eat(&s, "-/") ||
        !scan_number(&s, 2, 2, &m->month))
        return false;
    if (scan_end(&s))
        return s.at[-3] == '-';
    if (!scan_eat(&s, s.at[-3] == '-' ? "-" : "/") ||
        !scan_number(&s, 2, 2, &m->day))
        return false;
    return scan_end(&s) || scan_time(&s, m);
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
    if (scan_digits(&s) && !scan_number(&s, 2, 2, &m->second))
        return false;
    if (scan_eat(&s, ".,"))
        s.at += scan_digits(&s);
    m->time = true;
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

date_form *const date_forms[] = {
    iso, basic, short_digits, day_first, month_first, asctime_form, NULL,
};

bool date_slashes(struct scan s, struct moment *m, bool *ambiguous)
{
    char separator[2] = "";
    int first, second;

    *ambiguous = false;
    if (!scan_number(&s, 1, 2, &first) || scan_end(&s))
        return false;
    separator[0] = *s.at;
    if (!scan_eat(&s, "/.-") || !scan_number(&s, 1, 2, &second) ||
        !scan_eat(&s, separator) || scan_digits(&s) != 4 ||
        !scan_number(&s, 4, 4, &m->year))
        return false;
    if (!scan_end(&s) && !scan_time(&s, m))
        return false;
    *ambiguous = first <= 12 && second <= 12 && first != second;
    m->day = first > 12 ? first : second;
    m->month = first > 12 ? second : first;
    return !*ambiguous;
}
