/* Numbers, names, zones and times of day, as dates have them. */
#include "text/date_scan.h"

#include <ctype.h>
#include <strings.h>

static const char *const months[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
static const char *const days[] = {"monday",   "tuesday", "wednesday",
                                   "thursday", "friday",  "saturday",
                                   "sunday"};
/* Those of RFC 822, and others that mean one thing only. */
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

/* One of count names, or at least three letters that it begins with. */
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
        hours = 99; /* what is no offset */
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

/* am, PM, a.m.: false if it goes with no such hour. */
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

/* "(CEST)" after a zone in numbers. */
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
