/* Dates in which the month is a word, with their parts in any order that tells
 * one date: 12 May 2026, May 12th, 2026 10:00, 2026 May 12. */
#include "text/date_words.h"
#include "text/calendar.h"
#include "text/date_names.h"

#include <ctype.h>

enum {
    PARTS_MAX = 3,
    TAIL_MAX = 40, /* bytes behind a time that are no zone */
    BUDDHIST_YEARS = 543,
    BUDDHIST_LEAST = 2400,
};

struct words {
    struct scan at;
    struct moment *m;
    char order[PARTS_MAX + 1]; /* of D, M and Y, as they came */
    size_t count;
    bool solar;        /* the month is one of the Solar Hijri calendar */
    bool time, comma;  /* a comma, and nothing but blanks, is before at */
    struct scan month; /* where it stands */
};

static bool has(const struct words *w, char part)
{
    return memchr(w->order, part, w->count) != NULL;
}

static bool put(struct words *w, char part)
{
    if (has(w, part) || w->count == PARTS_MAX)
        return false;
    w->order[w->count++] = part;
    return true;
}

/* Is it 10:00, 10h00 or 10.00, or the beginning of 10.05.2026? */
static bool is_clock(struct scan s)
{
    struct moment m = MOMENT_INIT;
    size_t digits = scan_digits(&s);
    bool point = (size_t)(s.end - s.at) > digits && s.at[digits] == '.';

    return digits <= 2 && scan_clock(&s, &m) &&
           !(point && (scan_digits(&s) || m.hour > 23 || m.minute > 59));
}

static bool is_whole(const struct words *w)
{
    static const char *const orders[] = {"DMY", "MDY", "YMD",
                                         "YDM", "MY",  "YM"};

    for (size_t i = 0; i < COUNT(orders); i++)
        if (strlen(orders[i]) == w->count &&
            !memcmp(orders[i], w->order, w->count))
            return true;
    return false;
}

static bool take_time(struct words *w)
{
    struct scan ahead;
    int month;

    if (w->time || !scan_clock(&w->at, w->m))
        return false;
    w->time = true;
    ahead = w->at;
    scan_spaces(&ahead);
    if (scan_filler(&ahead)) { /* Uhr */
        w->at = ahead;
        scan_spaces(&ahead);
    }
    /* A date that goes on behind the time has its month or weekday there. */
    if ((is_whole(w) ||
         (!scan_month(&(struct scan){ahead.at, ahead.end}, &month) &&
          !scan_weekday(&(struct scan){ahead.at, ahead.end}))) &&
        scan_zone(&ahead, w->m))
        w->at = ahead;
    return true;
}

/* "2026.", "2024ko", "2024(e)ko" */
static void end_of_year(struct scan *s)
{
    struct scan ahead = *s;

    if (scan_bytes(&ahead, "(e)"))
        *s = ahead;
    scan_filler(s);
}

static bool take_number(struct words *w)
{
    size_t digits = scan_digits(&w->at);

    if (is_clock(w->at))
        return take_time(w);
    if (digits == 4) {
        if (!put(w, 'Y') || !scan_number(&w->at, 4, 4, &w->m->year))
            return false;
        end_of_year(&w->at);
        return true;
    }
    if (digits > 2)
        return false;
    if (has(w, 'D')) { /* a year of two digits: 1950 to 2049 */
        if (digits != 2 || strncmp(w->order, "DM", 2) != 0 || !put(w, 'Y') ||
            !scan_number(&w->at, 2, 2, &w->m->year))
            return false;
        w->m->year += w->m->year < 50 ? 2000 : 1900;
        return true;
    }
    if (!put(w, 'D') || !scan_number(&w->at, 1, 2, &w->m->day))
        return false;
    scan_ordinal(&w->at);
    return true;
}

/* A second word that may be a month: of "mar. 8 mai 2024" one is a weekday. */
static bool take_second(struct words *w, struct scan after, int month)
{
    if (scan_weekday(&w->month)) {
        w->m->month = month;
        w->at = after;
        return true;
    }
    return scan_weekday(&w->at);
}

static bool take_word(struct words *w)
{
    struct scan after = w->at, filler = w->at;
    int month;

    if (has(w, 'M') && scan_filler(&filler)) {
        w->at = filler;
        return true;
    }
    if (!scan_month(&after, &month) &&
        !(after = w->at, w->solar = scan_solar_month(&after, &month))) {
        after = w->at;
        if (!scan_weekday(&after) && (after = w->at, !scan_filler(&after)))
            return false;
        w->at = after;
        return true;
    }
    if (has(w, 'M'))
        return take_second(w, after, month);
    w->month = w->at;
    w->m->month = month;
    w->at = after;
    return put(w, 'M');
}

/*
 * Is the rest only words, as ", Sunday, Home Edition" is?  Behind a time they
 * may be a zone or say that it is one of the afternoon: only the day is told.
 */
static bool only_words(struct words *w)
{
    const char *at = w->at.at;

    if (w->time) {
        if (w->at.end - at > TAIL_MAX)
            return false;
        w->m->vague = true;
    } else if (!w->comma)
        return false;
    for (; at < w->at.end; at++)
        if (isdigit((unsigned char)*at))
            return false;
    return true;
}

/* A month of Thailand, where years are counted from the Buddha on. */
static bool is_thai(struct scan month)
{
    return month.at && month.end - month.at > 2 &&
           (!memcmp(month.at, "\xe0\xb8", 2) ||
            !memcmp(month.at, "\xe0\xb9", 2));
}

/* Of a year of the Solar Hijri calendar; its months are not ours. */
static bool from_solar(struct moment *m)
{
    struct calendar_day day = {m->year, m->month, m->day};
    int64_t number;

    if (!calendar_solar(day, &number))
        return false;
    day = calendar_day(number);
    m->year = day.year;
    m->month = day.month;
    m->day = day.day;
    return true;
}

bool date_words(struct scan s, struct moment *m)
{
    struct words w = {.at = s, .m = m};

    while (!scan_end(&w.at)) {
        const struct scan before = w.at;
        bool taken;

        if (scan_eat(&w.at, " \t,.-/|'")) {
            w.comma = *before.at == ',' || (w.comma && *before.at == ' ');
            continue;
        }
        if (w.count && scan_eat(&w.at, ":")) /* 12/May/2026:10:00:00 */
            continue;
        taken =
            isdigit((unsigned char)*w.at.at) ? take_number(&w) : take_word(&w);
        if (!taken) {
            w.at = before;
            if (is_whole(&w) && has(&w, 'D') && only_words(&w))
                break;
            return false;
        }
    }
    if (!is_whole(&w) || (w.time && !has(&w, 'D')))
        return false;
    if (is_thai(w.month) && m->year >= BUDDHIST_LEAST)
        m->year -= BUDDHIST_YEARS;
    if (w.solar && !(has(&w, 'D') && from_solar(m)))
        return false;
    m->kind = !has(&w, 'D') ? DATE_MONTH : w.time ? DATE_TIME : DATE_DAY;
    return true;
}
