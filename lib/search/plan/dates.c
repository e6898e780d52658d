/* Parses dates and ranges in queries. */
#include "search/plan/dates.h"
#include "text/calendar.h"
#include "text/date.h"

#define AGE_MAX 100000 /* of any unit */
#define SHOWN_MAX 28   /* bytes of a wrong date in a message */
#define FORMS                                                           \
    "write 2026, 2026-05, 2026-05-12, 12 May 2026, 2026-05-12T10:00Z, " \
    "yesterday, last week or 30d"

static void set_days(struct date_range *out, int64_t first, int64_t last)
{
    out->first = first;
    out->last = last;
}

static void set_month(struct date_range *out, int year, int month)
{
    int64_t first = calendar_number((struct calendar_day){year, month, 1});

    set_days(out, first, first + calendar_month_days(year, month) - 1);
}

/* Add months; a day that the month does not have becomes its last. */
static struct calendar_day add_months(struct calendar_day d, int64_t months)
{
    int64_t month = d.year * INT64_C(12) + d.month - 1 + months;
    int days;

    if (month < 12)
        month = 12;
    d.year = (int)(month / 12);
    d.month = (int)(month % 12) + 1;
    days = calendar_month_days(d.year, d.month);
    if (d.day > days)
        d.day = days;
    return d;
}

static int64_t months_ago(int64_t today, int64_t months)
{
    return calendar_number(add_months(calendar_day(today), -months));
}

/* An age: a time for hours, a day for other units. */
static bool parse_age(struct ir_text t, int64_t now, struct date_range *out)
{
    int64_t value = 0, today = calendar_of_second(now), day;
    size_t i = 0;

    for (; i < t.size && t.data[i] >= '0' && t.data[i] <= '9'; i++) {
        value = value * 10 + (t.data[i] - '0');
        if (value > AGE_MAX)
            return false;
    }
    if (!i || i + 1 != t.size)
        return false;
    switch (t.data[i] | 0x20) {
    case 'h': out->from = out->to = now - value * 3600; return true;
    case 'd': day = today - value; break;
    case 'w': day = today - 7 * value; break;
    case 'm': day = months_ago(today, value); break;
    case 'y': day = months_ago(today, 12 * value); break;
    default: return false;
    }
    set_days(out, day, day);
    return true;
}

/* The next word, and what follows it. */
static struct ir_text next_word(struct ir_text *rest)
{
    struct ir_text word;

    *rest = text_trim_start(*rest, BYTE(' '));
    word = (struct ir_text){rest->data, 0};
    while (rest->size && *rest->data != ' ') {
        rest->data++;
        rest->size--;
        word.size++;
    }
    return word;
}

static bool parse_relative(struct ir_text first, struct ir_text second,
                           int64_t now, struct date_range *out)
{
    int64_t today = calendar_of_second(now), monday;
    bool back = text_is(first, "last");
    struct calendar_day d = calendar_day(today);

    if (!second.size &&
        (text_is(first, "today") || text_is(first, "yesterday"))) {
        today -= text_is(first, "yesterday");
        set_days(out, today, today);
        return true;
    }
    if (!back && !text_is(first, "this"))
        return false;
    if (text_is(second, "week")) {
        /* 1970-01-01 was a Thursday. */
        monday = today - ((today + 3) % 7 + 7) % 7 - 7 * back;
        set_days(out, monday, monday + 6);
        return true;
    }
    d.day = 1;
    if (text_is(second, "month")) {
        d = add_months(d, -back);
        set_month(out, d.year, d.month);
        return true;
    }
    d.year -= back;
    d.month = 12;
    if (!text_is(second, "year") || d.year < 1)
        return false;
    set_month(out, d.year, 12);
    out->first = calendar_number((struct calendar_day){d.year, 1, 1});
    return true;
}

static bool no_date(struct ir_text text, const struct date *d,
                    struct ir_error *err)
{
    int size = (int)(text.size < SHOWN_MAX ? text.size : SHOWN_MAX);
    const char *why = *d->fault ? d->fault : FORMS;

    ir_fail(err, IR_INVALID, "\"%.*s\" is not a date: %s", size, text.data,
            why);
    return false;
}

static bool parse_point(struct ir_text text, int64_t now,
                        struct date_range *out, bool *age, struct ir_error *err)
{
    struct ir_text rest = text, first = next_word(&rest),
                   second = next_word(&rest);
    struct date d;

    *out = (struct date_range)DATES_ALWAYS;
    rest = next_word(&rest);
    *age = !second.size && parse_age(first, now, out);
    if (*age || (!rest.size && parse_relative(first, second, now, out)))
        return true;
    if (date_read(text, &d) < DATE_YEAR)
        return no_date(text, &d, err);
    if (d.kind == DATE_TIME) {
        out->from = d.seconds;
        out->to = d.seconds + d.lasts - 1;
    } else {
        set_days(out, d.day, d.day + d.days - 1);
    }
    return true;
}

/*
 * Is the range empty?  A local day can begin before the UTC day, and end after
 * it.
 */
static bool is_reversed(const struct date_range *w)
{
    const int64_t most = DATE_OFFSET_MAX * 60, none = INT64_MAX;

    if (w->from > w->to || w->first > w->last)
        return true;
    if (w->to != none && w->first != INT64_MIN &&
        w->first * DAY_SECONDS - most > w->to)
        return true;
    return w->last != none && w->from != INT64_MIN &&
           (w->last + 1) * DAY_SECONDS + most <= w->from;
}

static struct ir_text shown(struct ir_text text)
{
    if (text.size > SHOWN_MAX)
        text.size = SHOWN_MAX;
    return text;
}

/* The range from one date to another; false if it is empty. */
static bool join(const struct date_range *from, const struct date_range *to,
                 struct date_range *out)
{
    *out = (struct date_range){from->from, to->to, from->first, to->last};
    return !is_reversed(out);
}

bool dates_parse(struct ir_text text, int64_t now, struct date_range *out,
                 struct ir_error *err)
{
    const char *dots = text.size ? memmem(text.data, text.size, "..", 2) : NULL;
    struct date_range from = DATES_ALWAYS, to = from;
    struct ir_text left = text, right = {NULL, 0};
    bool age;

    if (!dots) {
        if (!parse_point(text, now, out, &age, err))
            return false;
        if (age) {
            out->to = now;
            out->last = INT64_MAX;
        }
        return true;
    }
    left.size = (size_t)(dots - text.data);
    right.data = dots + 2;
    right.size = text.size - left.size - 2;
    if (!left.size && !right.size)
        return no_date(text, &(struct date){.kind = DATE_UNREAD}, err);
    if ((left.size && !parse_point(left, now, &from, &age, err)) ||
        (right.size && !parse_point(right, now, &to, &age, err)))
        return false;
    if (join(&from, &to, out))
        return true;
    left = shown(left);
    right = shown(right);
    ir_fail(err, IR_INVALID, "\"%.*s\" is after \"%.*s\"", (int)left.size,
            left.data, (int)right.size, right.data);
    return false;
}

static bool parse_bound(const char *name, struct ir_text text, int64_t now,
                        struct date_range *out, struct ir_error *err)
{
    struct ir_error why;
    bool age;

    *out = (struct date_range)DATES_ALWAYS;
    if (!text.size || parse_point(text, now, out, &age, &why))
        return true;
    ir_fail(err, IR_INVALID, "%s: %s", name, why.message);
    return false;
}

bool dates_between(struct ir_text since, struct ir_text until, int64_t now,
                   struct date_range *out, struct ir_error *err)
{
    struct date_range from, to;

    if (!parse_bound("since", since, now, &from, err) ||
        !parse_bound("until", until, now, &to, err))
        return false;
    if (join(&from, &to, out))
        return true;
    since = shown(since);
    until = shown(until);
    ir_fail(err, IR_INVALID, "since \"%.*s\" is after until \"%.*s\"",
            (int)since.size, since.data, (int)until.size, until.data);
    return false;
}
