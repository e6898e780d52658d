/* Times of day and zones in written dates. */
#include "text/date_time.h"
#include "text/date_names.h"

#include <ctype.h>
#include <strings.h>

#define MINUTES(hours, minutes) ((hours)*60 + (minutes))
#define ZONE_MAX 5 /* letters of a zone that is not among these */

/* The zones of RFC 822, and others that name one offset. */
static const struct {
    const char *name;
    int minutes;
} zones[] = {
    {"GMT", 0},
    {"UTC", 0},
    {"UT", 0},
    {"Z", 0},
    {"EST", MINUTES(-5, 0)},
    {"EDT", MINUTES(-4, 0)},
    {"CST", MINUTES(-6, 0)},
    {"CDT", MINUTES(-5, 0)},
    {"MST", MINUTES(-7, 0)},
    {"MDT", MINUTES(-6, 0)},
    {"PST", MINUTES(-8, 0)},
    {"PDT", MINUTES(-7, 0)},
    {"AKST", MINUTES(-9, 0)},
    {"AKDT", MINUTES(-8, 0)},
    {"HST", MINUTES(-10, 0)},
    {"NST", MINUTES(-3, -30)},
    {"NDT", MINUTES(-2, -30)},
    {"BRT", MINUTES(-3, 0)},
    {"WET", 0},
    {"WEST", MINUTES(1, 0)},
    {"CET", MINUTES(1, 0)},
    {"MEZ", MINUTES(1, 0)},
    {"CEST", MINUTES(2, 0)},
    {"MESZ", MINUTES(2, 0)},
    {"EET", MINUTES(2, 0)},
    {"SAST", MINUTES(2, 0)},
    {"EEST", MINUTES(3, 0)},
    {"EAT", MINUTES(3, 0)},
    {"MSK", MINUTES(3, 0)},
    {"TRT", MINUTES(3, 0)},
    {"PKT", MINUTES(5, 0)},
    {"WIB", MINUTES(7, 0)},
    {"HKT", MINUTES(8, 0)},
    {"SGT", MINUTES(8, 0)},
    {"AWST", MINUTES(8, 0)},
    {"JST", MINUTES(9, 0)},
    {"KST", MINUTES(9, 0)},
    {"ACST", MINUTES(9, 30)},
    {"ACDT", MINUTES(10, 30)},
    {"AEST", MINUTES(10, 0)},
    {"AEDT", MINUTES(11, 0)},
    {"NZST", MINUTES(12, 0)},
    {"NZDT", MINUTES(13, 0)},
};

/* An offset; behind GMT or UTC its hour may have one digit. */
static bool offset(struct scan *s, bool named, int *out)
{
    bool west = !scan_end(s) && *s->at == '-';
    int hours, minutes = 0;

    if (!scan_eat(s, "+-") || !scan_number(s, named ? 1 : 2, 2, &hours))
        return false;
    if ((scan_eat(s, ":") || scan_digits(s)) && !scan_number(s, 2, 2, &minutes))
        return false;
    if (minutes > 59)
        hours = 99; /* out of range */
    *out = MINUTES(hours, minutes) * (west ? -1 : 1);
    return true;
}

/* Capitals, as of BST, IST or ET, or a place, as Europe/Berlin. */
static bool may_be_zone(struct ir_text name)
{
    size_t capitals = 0;

    for (size_t i = 0; i < name.size; i++)
        capitals += isupper((unsigned char)name.data[i]) != 0;
    return name.size > 1 && capitals == name.size && capitals <= ZONE_MAX;
}

/* A name that is in the table, or one that tells nothing. */
static bool zone_name(struct scan *s, struct moment *m)
{
    struct ir_text name = scan_letters(s);

    for (size_t i = 0; name.size && i < COUNT(zones); i++)
        if (name.size == strlen(zones[i].name) &&
            !strncasecmp(name.data, zones[i].name, name.size)) {
            m->zone = zones[i].minutes;
            return true;
        }
    m->vague = may_be_zone(name);
    return m->vague;
}

/* Skip what may stand behind a zone: "(Central European Time)", "[UTC]". */
static bool comment(struct scan *s)
{
    int depth = 0;

    scan_spaces(s);
    if (scan_end(s) || !strchr("([", *s->at))
        return true;
    for (; !scan_end(s); s->at++) {
        depth += *s->at == '(' || *s->at == '[';
        if ((*s->at == ')' || *s->at == ']') && !--depth) {
            s->at++;
            return true;
        }
    }
    return false;
}

/* "(GMT+7)": the zone itself is in brackets. */
static bool bracketed(struct scan *s, struct moment *m)
{
    struct scan ahead = *s;

    if (!scan_eat(&ahead, "(") || !zone_name(&ahead, m))
        return false;
    if (offset(&ahead, true, &m->zone))
        m->vague = false;
    if (!scan_eat(&ahead, ")"))
        return false;
    *s = ahead;
    m->zoned = true;
    return true;
}

bool scan_zone(struct scan *s, struct moment *m)
{
    struct scan ahead = *s;
    bool named;

    if (bracketed(s, m))
        return true;
    named = zone_name(&ahead, m);

    if (named)
        *s = ahead;
    else
        m->vague = false;
    ahead = *s;
    scan_spaces(&ahead);
    if (offset(&ahead, named, &m->zone)) {
        *s = ahead;
        scan_spaces(&ahead); /* +0200 CEST */
        if (!named && zone_name(&ahead, &(struct moment){0}))
            *s = ahead;
        m->vague = false;
    } else if (!named)
        return false;
    m->zoned = true;
    return comment(s);
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

/* One of these words, and blanks behind it; its number, or -1. */
static int one_word(struct scan *s, const char *const *words)
{
    for (int i = 0; words[i]; i++) {
        struct scan ahead = *s;

        if (scan_bytes(&ahead, words[i])) {
            *s = ahead;
            scan_spaces(s);
            return i;
        }
    }
    return -1;
}

static const char *const halves[] = {"上午", "下午", "午前", "午後",
                                     "오전", "오후", NULL};

/* Chinese, Japanese or Korean: 19時22分, 下午3点, 오후 3시 22분. */
static bool east_asian_clock(struct scan *s, struct moment *m)
{
    static const char *const hours[] = {"时", "時", "点", "點", "시", NULL};
    static const char *const minutes[] = {"分", "분", NULL};
    static const char *const seconds[] = {"秒", "초", NULL};
    struct scan ahead;

    if (!scan_number(s, 1, 2, &m->hour) || one_word(s, hours) < 0)
        return false;
    m->kind = DATE_TIME;
    m->to_minute = true;
    ahead = *s;
    if (!scan_number(&ahead, 1, 2, &m->minute) ||
        one_word(&ahead, minutes) < 0) {
        m->minute = 0;
        return true;
    }
    *s = ahead;
    if (!scan_number(&ahead, 1, 2, &m->second) ||
        one_word(&ahead, seconds) < 0) {
        m->second = 0;
        return true;
    }
    m->to_minute = false;
    *s = ahead;
    return true;
}

static bool clock_of_numbers(struct scan *s, struct moment *m)
{
    bool point, letter;

    if (!scan_number(s, 1, 2, &m->hour) || scan_end(s))
        return false;
    point = *s->at == '.';
    letter = scan_is_letter(*s->at);
    m->kind = DATE_TIME;
    m->to_minute = true;
    if (!scan_eat(s, ":.hH"))
        return false;
    if (letter && (scan_end(s) || strchr(" ,", *s->at)))
        return true; /* 10h */
    if (!scan_number(s, 2, 2, &m->minute) || scan_digits(s))
        return false;
    m->to_minute = !scan_eat(s, point ? "." : ":");
    if (!m->to_minute && !scan_number(s, 2, 2, &m->second))
        return false;
    if (!m->to_minute && scan_eat(s, ".,"))
        s->at += scan_digits(s);
    return half_day(s, m);
}

bool scan_clock(struct scan *s, struct moment *m)
{
    const int half = scan_end(s) ? -1 : one_word(s, halves);
    struct scan ahead = *s;

    if (east_asian_clock(&ahead, m))
        *s = ahead;
    else if (!clock_of_numbers(s, m))
        return false;
    if (half >= 0 && m->hour > 12)
        return false;
    if (half >= 0)
        m->hour = m->hour % 12 + (half & 1 ? 12 : 0);
    return true;
}

bool scan_time(struct scan *s, struct moment *m)
{
    /* Behind the unit of a day, as "日", nothing parts the time. */
    bool parted = scan_eat(s, "Tt, ") || (s->at[-1] & 0x80);

    scan_spaces(s);
    while (scan_filler(s) || scan_eat(s, "-|"))
        scan_spaces(s);
    if (!parted || !scan_clock(s, m))
        return false;
    scan_spaces(s);
    if (scan_filler(s)) /* Uhr */
        scan_spaces(s);
    if (scan_end(s))
        return true;
    return scan_zone(s, m) && scan_end(s);
}
