/* Dates as people write them. */
#include "searcher/plan/when.h"

#include <strings.h>

#define DAY INT64_C(86400)
#define WORDS_MAX 3
#define AGE_MAX 100000 /* of any unit */

struct words {
    struct ir_text items[WORDS_MAX];
    size_t count;
};

struct day {
    int64_t year;
    int month, day; /* from 1 */
};

/* Days since 1970-01-01 of the proleptic Gregorian calendar; the year begins
 * in March here, so that a leap day is the last of it. */
static int64_t days_of(struct day d)
{
    int64_t year = d.year - (d.month <= 2), era = year / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year =
        (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

static bool leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && leap(year) ? 29 : days[month - 1];
}

static struct day day_of(int64_t seconds)
{
    int64_t days = seconds / DAY - (seconds % DAY < 0);
    struct day d = {1969 + days / (days < 0 ? 365 : 366), 1, 1};

    while (days_of((struct day){d.year + 1, 1, 1}) <= days)
        d.year++;
    days -= days_of((struct day){d.year, 1, 1});
    while (days >= days_in(d.year, d.month))
        days -= days_in(d.year, d.month++);
    d.day = (int)days + 1;
    return d;
}

static bool valid(struct day d)
{
    return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 &&
           d.day >= 1 && d.day <= days_in(d.year, d.month);
}

static void set_days(struct when *out, int64_t first, int64_t last)
{
    out->from = first * DAY;
    out->to = last * DAY + DAY - 1;
}

static bool set_day(struct when *out, struct day d)
{
    if (!valid(d))
        return false;
    set_days(out, days_of(d), days_of(d));
    return true;
}

static bool set_month(struct when *out, int64_t year, int month)
{
    struct day first = {year, month, 1}, last = {year, month, 1};

    if (!valid(first))
        return false;
    last.day = days_in(year, month);
    set_days(out, days_of(first), days_of(last));
    return true;
}

static bool set_year(struct when *out, int64_t year)
{
    if (year < 1 || year > 9999)
        return false;
    set_days(out, days_of((struct day){year, 1, 1}),
             days_of((struct day){year, 12, 31}));
    return true;
}

/* Months before or after the one of d, from which the day stays if it can. */
static struct day add_months(struct day d, int64_t months)
{
    int64_t month = d.year * 12 + d.month - 1 + months;

    if (month < 12)
        month = 12;
    d.year = month / 12;
    d.month = (int)(month % 12) + 1;
    if (d.day > days_in(d.year, d.month))
        d.day = days_in(d.year, d.month);
    return d;
}

static bool is(struct ir_text t, const char *word)
{
    return t.size == strlen(word) && !strncasecmp(t.data, word, t.size);
}

/* So many digits, no more and no fewer. */
static bool digits(struct ir_text t, size_t at, size_t count, int64_t *out)
{
    *out = 0;
    if (at + count > t.size)
        return false;
    for (size_t i = at; i < at + count; i++) {
        if (t.data[i] < '0' || t.data[i] > '9')
            return false;
        *out = *out * 10 + (t.data[i] - '0');
    }
    return true;
}

static bool parse_number(struct ir_text t, struct when *out)
{
    int64_t year, month, day;
    bool dashes = t.size > 4 && t.data[4] == '-';

    if (!digits(t, 0, 4, &year))
        return false;
    if (t.size == 4)
        return set_year(out, year);
    if (t.size == 7 && dashes && digits(t, 5, 2, &month))
        return set_month(out, year, (int)month);
    if (t.size == 10 && dashes && t.data[7] == '-' && digits(t, 5, 2, &month) &&
        digits(t, 8, 2, &day))
        return set_day(out, (struct day){year, (int)month, (int)day});
    if (t.size == 8 && digits(t, 4, 2, &month) && digits(t, 6, 2, &day))
        return set_day(out, (struct day){year, (int)month, (int)day});
    return false;
}

/* The day so long ago, or of hours the moment. */
static bool parse_age(struct ir_text t, int64_t now, struct when *out)
{
    int64_t value = 0, today = now / DAY - (now % DAY < 0);
    size_t i = 0;

    for (; i < t.size && t.data[i] >= '0' && t.data[i] <= '9'; i++) {
        value = value * 10 + (t.data[i] - '0');
        if (value > AGE_MAX)
            return false;
    }
    if (!i || i + 1 != t.size)
        return false;
    switch (t.data[i]) {
    case 'h':
    case 'H': out->from = out->to = now - value * 3600; return true;
    case 'd':
    case 'D': set_days(out, today - value, today - value); return true;
    case 'w':
    case 'W': set_days(out, today - 7 * value, today - 7 * value); return true;
    case 'm':
    case 'M': return set_day(out, add_months(day_of(now), -value));
    case 'y':
    case 'Y': return set_day(out, add_months(day_of(now), -12 * value));
    default: return false;
    }
}

static bool parse_relative(const struct words *w, int64_t now, struct when *out)
{
    int64_t today = now / DAY - (now % DAY < 0), monday, back;
    struct day d = day_of(now);

    if (w->count == 1 && is(w->items[0], "today"))
        set_days(out, today, today);
    else if (w->count == 1 && is(w->items[0], "yesterday"))
        set_days(out, today - 1, today - 1);
    if (w->count == 1)
        return is(w->items[0], "today") || is(w->items[0], "yesterday");
    if (w->count != 2 || (!is(w->items[0], "this") && !is(w->items[0], "last")))
        return false;
    back = is(w->items[0], "last");
    if (is(w->items[1], "week")) {
        /* 1970-01-01 was a Thursday. */
        monday = today - ((today + 3) % 7 + 7) % 7 - 7 * back;
        set_days(out, monday, monday + 6);
        return true;
    }
    if (is(w->items[1], "month")) {
        d.day = 1;
        d = add_months(d, -back);
        return set_month(out, d.year, d.month);
    }
    return is(w->items[1], "year") && set_year(out, d.year - back);
}

static int month_of(struct ir_text t)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};

    for (size_t i = 0; t.size >= 3 && i < COUNT(names); i++)
        if (t.size <= strlen(names[i]) &&
            (t.size == 3 || t.size == strlen(names[i])) &&
            !strncasecmp(t.data, names[i], t.size))
            return (int)i + 1;
    return 0;
}

static bool short_number(struct ir_text t, int64_t *out)
{
    return t.size >= 1 && t.size <= 2 && digits(t, 0, t.size, out);
}

/* May 2026, 12 May 2026, May 12 2026. */
static bool parse_named(const struct words *w, struct when *out)
{
    const struct ir_text *last;
    int64_t year, day = 0;
    int month;

    if (w->count < 2)
        return false;
    last = &w->items[w->count - 1];
    if (last->size != 4 || !digits(*last, 0, 4, &year))
        return false;
    month = month_of(w->items[0]);
    if (w->count == 2)
        return month && set_month(out, year, month);
    if (month)
        return short_number(w->items[1], &day) &&
               set_day(out, (struct day){year, month, (int)day});
    month = month_of(w->items[1]);
    return month && short_number(w->items[0], &day) &&
           set_day(out, (struct day){year, month, (int)day});
}

static bool split(struct ir_text t, struct words *out)
{
    size_t i = 0;

    out->count = 0;
    while (true) {
        size_t from;

        while (i < t.size && (t.data[i] == ' ' || t.data[i] == ','))
            i++;
        if (i == t.size)
            return out->count > 0;
        if (out->count == WORDS_MAX)
            return false;
        for (from = i; i < t.size && t.data[i] != ' ' && t.data[i] != ',';)
            i++;
        out->items[out->count++] = (struct ir_text){t.data + from, i - from};
    }
}

static bool parse_point(struct ir_text t, int64_t now, struct when *out,
                        bool *age)
{
    struct words w;

    *age = false;
    if (!split(t, &w))
        return false;
    *age = w.count == 1 && parse_age(w.items[0], now, out);
    return *age || (w.count == 1 && parse_number(w.items[0], out)) ||
           parse_relative(&w, now, out) || parse_named(&w, out);
}

bool when_parse(struct ir_text text, int64_t now, struct when *out)
{
    struct when from = {INT64_MIN, INT64_MAX}, to = from;
    bool age, good = true;
    size_t dots = 0;

    while (dots + 1 < text.size && memcmp(text.data + dots, "..", 2))
        dots++;
    if (dots + 1 >= text.size) {
        if (!parse_point(text, now, out, &age))
            return false;
        out->to = age ? now : out->to;
        return out->from <= out->to;
    }
    if (dots)
        good = parse_point((struct ir_text){text.data, dots}, now, &from, &age);
    text.data += dots + 2;
    text.size -= dots + 2;
    if (text.size)
        good = good && parse_point(text, now, &to, &age);
    out->from = from.from;
    out->to = to.to;
    return good && (dots || text.size) && out->from <= out->to;
}
