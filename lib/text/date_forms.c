/* The forms of written dates, and the pieces they are made of. */
#include "text/date_forms.h"

#include <ctype.h>
#include <strings.h>

/* ---- numbers, names, zones and times of day ---- */

static const char *const months[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
static const char *const days[] = {"monday",   "tuesday", "wednesday",
                                   "thursday", "friday",  "saturday",
                                   "sunday"};
/* The zones of RFC 822, and others that are unambiguous. */
static const struct {
    const char *name;
    int hours;
} zones[] = {
    {"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"Z", 0},    {"EST", -5},
    {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
    {"PST", -8}, {"PDT", -7}, {"WET", 0},  {"WEST", 1}, {"CET", 1},
    {"CEST", 2}, {"EET", 2},  {"EEST", 3}, {"MSK", 3},  {"JST", 9},
};

bool scan_end(const struct scan *s)
{
    return s->at == s->end;
}

bool scan_eat(struct scan *s, const char *one_of)
{
    if (scan_end(s) || !*s->at || !strchr(one_of, *s->at))
        return false;
    s->at++;
    return true;
}

void scan_spaces(struct scan *s)
{
    while (scan_eat(s, " \t"))
        ;
}

size_t scan_digits(const struct scan *s)
{
    const char *at = s->at;

    while (at < s->end && isdigit((unsigned char)*at))
        at++;
    return (size_t)(at - s->at);
}

bool scan_number(struct scan *s, int min, int max, int *out)
{
    int n = 0, value = 0;

    while (!scan_end(s) && isdigit((unsigned char)*s->at) && n < max) {
        value = value * 10 + (*s->at++ - '0');
        n++;
    }
    *out = value;
    return n >= min;
}

static struct ir_text letters(struct scan *s)
{
    struct ir_text word = {s->at, 0};

    while (!scan_end(s) && isalpha((unsigned char)*s->at))
        s->at++;
    word.size = (size_t)(s->at - word.data);
    return word;
}

/* Read one of count names, or three or more of its first letters. */
static bool name_of(struct scan *s, const char *const *names, int count,
                    int *out)
{
    struct ir_text word = letters(s);

    for (int i = 0; word.size >= 3 && i < count; i++)
        if (word.size <= strlen(names[i]) &&
            !strncasecmp(word.data, names[i], word.size)) {
            scan_eat(s, ".");
            *out = i;
            return true;
        }
    return false;
}

bool scan_month(struct scan *s, int *out)
{
    return name_of(s, months, COUNT(months), out);
}

bool scan_weekday(struct scan *s, int *out)
{
    return name_of(s, days, COUNT(days), out);
}

static bool offset(struct scan *s, int *out)
{
    bool west = !scan_end(s) && *s->at == '-';
    int hours, minutes = 0;

    if (!scan_eat(s, "+-") || !scan_number(s, 2, 2, &hours))
        return false;
    if ((scan_eat(s, ":") || scan_digits(s)) && !scan_number(s, 2, 2, &minutes))
        return false;
    if (minutes > 59)
        hours = 99; /* out of range */
    *out = (hours * 60 + minutes) * (west ? -1 : 1);
    return true;
}

bool scan_zone(struct scan *s, int *out)
{
    struct scan before = *s;
    struct ir_text name = letters(s);

    for (size_t i = 0; i < COUNT(zones); i++)
        if (name.size == strlen(zones[i].name) &&
            !strncasecmp(name.data, zones[i].name, name.size)) {
            *out = zones[i].hours * 60;
            return true;
        }
    *s = before;
    return offset(s, out);
}

bool scan_year(struct scan *s, int *out)
{
    size_t digits = scan_digits(s);

    if ((digits != 2 && digits != 4) || !scan_number(s, 2, 4, out))
        return false;
    if (digits == 2)
        *out += *out < 50 ? 2000 : 1900;
    return true;
}

/* Read am, PM or a.m., if there is one; false if the hour is not 1 to 12. */
static bool half_day(struct scan *s, struct moment *m)
{
    struct scan ahead = *s;
    bool afternoon;

    scan_spaces(&ahead);
    afternoon = !scan_end(&ahead) && (*ahead.at | 32) == 'p';
    if (!scan_eat(&ahead, "aApP"))
        return true;
    scan_eat(&ahead, ".");
    if (!scan_eat(&ahead, "mM"))
        return true;
    if (m->hour < 1 || m->hour > 12)
        return false;
    scan_eat(&ahead, ".");
    m->hour = m->hour % 12 + (afternoon ? 12 : 0);
    *s = ahead;
    return true;
}

bool scan_clock(struct scan *s, struct moment *m)
{
    if (!scan_number(s, 1, 2, &m->hour) || !scan_eat(s, ":") ||
        !scan_number(s, 2, 2, &m->minute))
        return false;
    m->to_minute = !scan_eat(s, ":");
    if (!m->to_minute && !scan_number(s, 2, 2, &m->second))
        return false;
    if (!m->to_minute && scan_eat(s, ".,"))
        s->at += scan_digits(s);
    m->kind = DATE_TIME;
    return half_day(s, m);
}

/* Skip the "(CEST)" that may follow a numeric zone. */
static bool comment(struct scan *s)
{
    scan_spaces(s);
    if (!scan_eat(s, "("))
        return true;
    letters(s);
    return scan_eat(s, ")");
}

bool scan_time(struct scan *s, struct moment *m)
{
    bool parted = scan_eat(s, "Tt, ");

    scan_spaces(s);
    if (s->end - s->at > 3 && !strncasecmp(s->at, "at ", 3))
        s->at += 3;
    scan_spaces(s);
    if (!parted || !scan_clock(s, m))
        return false;
    scan_spaces(s);
    if (scan_end(s))
        return true;
    return scan_zone(s, &m->zone) && comment(s) && scan_end(s);
}

/* ---- forms ---- */

/* A date without a time may have a zone, as in XML, which does not change the
 * day. */
static bool end_of_day(struct scan s, struct moment *m)
{
    struct scan zone = s;
    int ignored;

    return scan_end(&s) || (scan_zone(&zone, &ignored) && scan_end(&zone)) ||
           scan_time(&s, m);
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

/* 890101, of 1960 to 1999: with smaller years it may be DDMMYY or YYYYMM. */
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

/* Is the rest only words, as ", Sunday, Home Edition" is? */
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

/* Tue Mar  3 12:00:00 1987, with a zone before or after the year. */
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

/* 13/05/2026: a number over 12 shows which of the two is the day. */
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
