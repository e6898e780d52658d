/* The forms of dates that are written in numbers. */
#include "text/date_forms.h"
#include "text/date_words.h"

/* A date without a time may have a zone, as in XML, which does not change the
 * day. */
static bool end_of_day(struct scan s, struct moment *m)
{
    struct moment ignored = MOMENT_INIT;
    struct scan zone = s;

    return scan_end(&s) || (scan_zone(&zone, &ignored) && scan_end(&zone)) ||
           scan_time(&s, m);
}

/* The sign between numbers, once more; blanks may follow a full stop. */
static bool again(struct scan *s, const char *separator)
{
    if (!scan_eat(s, separator))
        return false;
    if (*separator == '.')
        scan_spaces(s);
    return true;
}

/* "2024. 05. 08." ends with one, too. */
static void last_stop(struct scan *s, const char *separator)
{
    if (*separator == '.')
        scan_eat(s, ".");
}

/* 2026-05-12T10:00:00Z, 2026/5/12, 2026.05.12, 2026-05, 2026/05, 2026. */
static bool year_first(struct scan s, struct moment *m)
{
    char separator[2] = "";

    if (!scan_number(&s, 4, 4, &m->year))
        return false;
    m->kind = DATE_YEAR;
    if (scan_end(&s))
        return true;
    separator[0] = *s.at;
    if (!strchr("-/.", *separator) || !again(&s, separator) ||
        !scan_number(&s, 1, 2, &m->month))
        return false;
    m->kind = DATE_MONTH;
    if (scan_end(&s))
        return *separator != '.';
    m->kind = DATE_DAY;
    if (!again(&s, separator) || !scan_number(&s, 1, 2, &m->day) ||
        scan_digits(&s))
        return false;
    last_stop(&s, separator);
    return end_of_day(s, m);
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
    scan_spaces(&s);
    return scan_end(&s) || (scan_zone(&s, m) && scan_end(&s));
}

/* 890101, of 1960 to 1999: with smaller years it may be DDMMYY or YYYYMM. */
static bool short_digits(struct scan s, struct moment *m)
{
    if (scan_digits(&s) != 6 || !scan_number(&s, 2, 2, &m->year) ||
        !scan_number(&s, 2, 2, &m->month) || !scan_number(&s, 2, 2, &m->day))
        return false;
    m->year += 1900;
    return m->year >= 1960 && scan_end(&s);
}

/* 04.05.2024: with full stops the day is first.  13/05/2026: otherwise a number
 * over 12 shows which of the two it is. */
static bool either_first(struct scan s, struct moment *m)
{
    char separator[2] = "";
    int first, second;
    bool day_first;

    if (!scan_number(&s, 1, 2, &first) || scan_end(&s))
        return false;
    separator[0] = *s.at;
    if (!strchr("/.-", *separator) || !again(&s, separator) ||
        !scan_number(&s, 1, 2, &second) || !again(&s, separator) ||
        scan_digits(&s) != 4 || !scan_number(&s, 4, 4, &m->year))
        return false;
    last_stop(&s, separator);
    if (!scan_end(&s) && !scan_time(&s, m))
        return false;
    day_first = first > 12 || (*separator == '.' && second <= 12);
    m->day = day_first ? first : second;
    m->month = day_first ? second : first;
    if (*separator != '.' && first <= 12 && second <= 12 && first != second)
        m->kind = DATE_AMBIGUOUS;
    return m->kind != DATE_AMBIGUOUS;
}

/* 2024年5月8日, and the same in Korean. */
static bool east_asian(struct scan s, struct moment *m)
{
    static const char *const years[] = {"年", "년"},
                             *const units[] = {"月", "월"},
                             *const ends[] = {"日", "일"};

    if (scan_digits(&s) != 4 || !scan_number(&s, 4, 4, &m->year))
        return false;
    for (size_t i = 0; i < COUNT(years); i++) {
        struct scan at = s;

        if (!scan_bytes(&at, years[i]))
            continue;
        scan_spaces(&at);
        if (!scan_number(&at, 1, 2, &m->month) || !scan_bytes(&at, units[i]))
            return false;
        m->kind = DATE_MONTH;
        scan_spaces(&at);
        if (scan_end(&at))
            return true;
        m->kind = DATE_DAY;
        return scan_number(&at, 1, 2, &m->day) && scan_bytes(&at, ends[i]) &&
               (scan_end(&at) || scan_time(&at, m));
    }
    return false;
}

date_form *const date_forms[] = {
    year_first,   week,       basic,      short_digits,
    either_first, east_asian, date_words, NULL,
};
