/* Dates as archives and feeds write them. */
#include "indexer/date.h"

#include <ctype.h>
#include <strings.h>

struct scan {
    const char *at, *end;
};

struct moment {
    int year, month, day, hour, minute, second;
    int zone; /* minutes east of UTC */
};

static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"};
static const char *const days[] = {"mon", "tue", "wed", "thu",
                                   "fri", "sat", "sun"};
static const struct {
    const char *name;
    int hours;
} zones[] = {
    {"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"Z", 0},
    {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
    {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7},
};

static bool at_end(const struct scan *s)
{
    return s->at == s->end;
}

static bool eat(struct scan *s, const char *one_of)
{
    if (at_end(s) || !*s->at || !strchr(one_of, *s->at))
        return false;
    s->at++;
    return true;
}

static void eat_spaces(struct scan *s)
{
    while (eat(s, " \t"))
        ;
}

/* A number of min to max digits, no more. */
static bool number(struct scan *s, int min, int max, int *out)
{
    int n = 0, value = 0;

    while (!at_end(s) && isdigit((unsigned char)*s->at) && n < max) {
        value = value * 10 + (*s->at++ - '0');
        n++;
    }
    *out = value;
    return n >= min;
}

/* One of count names by its first three letters; the rest is passed over. */
static bool word_of(struct scan *s, const char *const *names, int count,
                    int *out)
{
    const char *from = s->at;

    while (!at_end(s) && isalpha((unsigned char)*s->at))
        s->at++;
    for (int i = 0; s->at - from >= 3 && i < count; i++)
        if (!strncasecmp(from, names[i], 3)) {
            *out = i;
            return true;
        }
    return false;
}

static bool offset(struct scan *s, int *out)
{
    bool west = !at_end(s) && *s->at == '-';
    int hours, minutes;

    if (!eat(s, "+-") || !number(s, 2, 2, &hours))
        return false;
    eat(s, ":");
    if (!number(s, 2, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *out = (hours * 60 + minutes) * (west ? -1 : 1);
    return true;
}

static bool zone(struct scan *s, int *out)
{
    for (size_t i = 0; i < COUNT(zones); i++) {
        size_t size = strlen(zones[i].name);

        if ((size_t)(s->end - s->at) == size &&
            !strncasecmp(s->at, zones[i].name, size)) {
            s->at += size;
            *out = zones[i].hours * 60;
            return true;
        }
    }
    return offset(s, out);
}

/* HH:MM[:SS[.fraction]] and perhaps a zone, to the end. */
static bool time_of_day(struct scan *s, struct moment *m)
{
    int rest;

    if (!number(s, 1, 2, &m->hour) || !eat(s, ":") ||
        !number(s, 2, 2, &m->minute))
        return false;
    if (eat(s, ":") && !number(s, 2, 2, &m->second))
        return false;
    if (eat(s, ".,"))
        while (number(s, 1, 1, &rest))
            ;
    eat_spaces(s);
    return at_end(s) || (zone(s, &m->zone) && at_end(s));
}

/* 2026-05-12T10:00:00Z and what is left when its end is cut off. */
static bool iso(struct scan s, struct moment *m)
{
    if (!number(&s, 4, 4, &m->year) || !eat(&s, "-") ||
        !number(&s, 2, 2, &m->month))
        return false;
    if (at_end(&s))
        return true;
    if (!eat(&s, "-") || !number(&s, 2, 2, &m->day))
        return false;
    if (at_end(&s))
        return true;
    return eat(&s, "Tt ") && time_of_day(&s, m);
}

static bool digits(struct scan s, struct moment *m)
{
    return number(&s, 4, 4, &m->year) && number(&s, 2, 2, &m->month) &&
           number(&s, 2, 2, &m->day) && at_end(&s);
}

static bool mail(struct scan s, struct moment *m)
{
    const char *from;
    int day;

    if (word_of(&s, days, COUNT(days), &day) && !eat(&s, ","))
        return false;
    eat_spaces(&s);
    if (!number(&s, 1, 2, &m->day) || !eat(&s, " "))
        return false;
    eat_spaces(&s);
    if (!word_of(&s, months, COUNT(months), &m->month) || !eat(&s, " "))
        return false;
    m->month++;
    eat_spaces(&s);
    from = s.at;
    if (!number(&s, 2, 4, &m->year) || s.at - from == 3)
        return false;
    if (s.at - from == 2)
        m->year += m->year < 50 ? 2000 : 1900;
    if (at_end(&s))
        return true;
    eat_spaces(&s);
    return time_of_day(&s, m);
}

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool possible(const struct moment *m)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};

    if (m->year < 1 || m->month < 1 || m->month > 12 || m->day < 1)
        return false;
    if (m->day > lengths[m->month - 1] + (m->month == 2 && leap(m->year)))
        return false;
    return m->hour < 24 && m->minute < 60 && m->second < 61;
}

static int64_t seconds_of(const struct moment *m)
{
    static const int before[] = {0,   31,  59,  90,  120, 151,
                                 181, 212, 243, 273, 304, 334};
    int64_t past = m->year - 1;
    int64_t day = past * 365 + past / 4 - past / 100 + past / 400;

    day += before[m->month - 1] + (m->month > 2 && leap(m->year)) + m->day - 1;
    day -= 719162; /* from 0001-01-01 to 1970-01-01 */
    return ((day * 24 + m->hour) * 60 + m->minute - m->zone) * 60 + m->second;
}

bool date_parse(struct ir_text text, int64_t *out)
{
    static bool (*const forms[])(struct scan, struct moment *) = {iso, digits,
                                                                  mail};
    struct scan s = {text.data, text.data + text.size};

    eat_spaces(&s);
    while (s.end > s.at && isspace((unsigned char)s.end[-1]))
        s.end--;
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct moment m = {.month = 1, .day = 1};

        if (forms[i](s, &m) && possible(&m)) {
            *out = seconds_of(&m);
            return true;
        }
    }
    return false;
}
