/* Dates as archives, feeds and people write them. */
#include "text/date.h"
#include "text/calendar.h"
#include "text/date_forms.h"
#include "text/date_names.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#define FIRST INT64_C(-62135596800) /* 0001-01-01 */
#define LAST INT64_C(253402300799)  /* 9999-12-31T23:59:59Z */
#define FOLDED_MAX 200 /* bytes of a date in letters beyond ASCII */
/* Two times that a zone, if it were written, could make the same one. */
#define ZONES_APART INT64_C(93600)

/* ---- does the date exist? ---- */

static bool wrong_week(const struct moment *m, char *fault)
{
    int64_t all = calendar_first_week(m->year + 1);
    int weeks = (int)((all - calendar_first_week(m->year)) / 7);

    if (m->week < 1 || m->week > weeks)
        snprintf(fault, DATE_FAULT_MAX, "%d has weeks 1 to %d", m->year, weeks);
    else if (m->day < 1 || m->day > 7)
        snprintf(fault, DATE_FAULT_MAX, "a week has days 1 to 7");
    return *fault;
}

static bool wrong_day(const struct moment *m, char *fault)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    int days;

    if (m->year < 1) {
        snprintf(fault, DATE_FAULT_MAX, "years are 1 to 9999");
        return true;
    }
    if (m->week >= 0)
        return wrong_week(m, fault);
    if (m->month < 1 || m->month > 12) {
        snprintf(fault, DATE_FAULT_MAX, "there is no month %d", m->month);
        return true;
    }
    days = calendar_month_days(m->year, m->month);
    if (m->day < 1)
        snprintf(fault, DATE_FAULT_MAX, "there is no day %d", m->day);
    else if (m->day > days)
        snprintf(fault, DATE_FAULT_MAX, "%s %d has %d days",
                 names[m->month - 1], m->year, days);
    return *fault;
}

static bool wrong_time(const struct moment *m, char *fault)
{
    if (m->hour > 23)
        snprintf(fault, DATE_FAULT_MAX, "there is no hour %d", m->hour);
    else if (m->minute > 59)
        snprintf(fault, DATE_FAULT_MAX, "there is no minute %d", m->minute);
    else if (m->second > 60)
        snprintf(fault, DATE_FAULT_MAX, "there is no second %d", m->second);
    else if (abs(m->zone) > DATE_OFFSET_MAX)
        snprintf(fault, DATE_FAULT_MAX, "no place is so far from UTC");
    return *fault;
}

/* ---- from a date that exists to days and seconds ---- */

static int64_t first_day(const struct moment *m)
{
    if (m->week >= 0)
        return calendar_first_week(m->year) + 7 * (m->week - 1) + m->day - 1;
    return calendar_number((struct calendar_day){m->year, m->month, m->day});
}

static int64_t count_days(const struct moment *m)
{
    switch (m->kind) {
    case DATE_YEAR:
        return calendar_number((struct calendar_day){m->year + 1, 1, 1}) -
               first_day(m);
    case DATE_MONTH: return calendar_month_days(m->year, m->month);
    case DATE_WEEK: return 7;
    case DATE_UNREAD:
    case DATE_AMBIGUOUS:
    case DATE_IMPOSSIBLE:
    case DATE_DAY:
    case DATE_TIME: break;
    }
    return 1;
}

/* Of a time in a zone that may be one or another, the day is told. */
static void forget_time(struct moment *m)
{
    m->kind = DATE_DAY;
    m->hour = m->minute = m->second = m->zone = 0;
    m->zoned = false;
}

static void settle(struct moment *m, struct date *out)
{
    bool time;

    out->kind = DATE_IMPOSSIBLE;
    if (wrong_day(m, out->fault) || wrong_time(m, out->fault))
        return;
    if (m->vague)
        forget_time(m);
    time = m->kind == DATE_TIME;
    out->day = first_day(m);
    out->days = count_days(m);
    out->offset = time ? m->zone : 0;
    out->zoned = time && m->zoned;
    out->lasts = m->to_minute ? 60 : 1;
    out->seconds = out->day * DAY_SECONDS + (m->hour * 60 + m->minute) * 60 +
                   m->second - out->offset * 60;
    if (out->seconds < FIRST || out->seconds > LAST)
        snprintf(out->fault, DATE_FAULT_MAX, "years are 1 to 9999");
    else
        out->kind = m->kind;
}

/* May these ten digits be YYYYMMDDHH? */
static bool may_be_hour(struct scan s)
{
    struct moment m = MOMENT_INIT;
    char fault[DATE_FAULT_MAX] = "";

    return scan_number(&s, 4, 4, &m.year) && scan_number(&s, 2, 2, &m.month) &&
           scan_number(&s, 2, 2, &m.day) && scan_number(&s, 2, 2, &m.hour) &&
           !wrong_day(&m, fault) && !wrong_time(&m, fault);
}

/*
 * 9 or 10 digits are seconds (1973 to 2286), 12 or 13 milliseconds.  In text
 * only 10 or 13 are, and ten digits that may also be YYYYMMDDHH are ambiguous.
 */
static void unix_time(struct scan s, bool is_text, struct date *out)
{
    size_t digits = scan_digits(&s);
    int64_t value = 0;

    if (s.at + digits != s.end || digits < 9 || digits > 13 || digits == 11 ||
        (is_text && digits != 10 && digits != 13))
        return;
    if (is_text && digits == 10 && may_be_hour(s)) {
        out->kind = DATE_AMBIGUOUS;
        snprintf(out->fault, DATE_FAULT_MAX,
                 "it may be an hour, or seconds since 1970");
        return;
    }
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (s.at[i] - '0');
    out->kind = DATE_TIME;
    out->seconds = digits > 10 ? value / 1000 : value;
    out->day = calendar_of_second(out->seconds);
    out->days = out->lasts = 1;
    out->zoned = true;
}

/* Is s in one of the forms?  out then is the date, or says why not. */
static bool by_form(struct scan s, struct date *out)
{
    for (size_t i = 0; date_forms[i]; i++) {
        struct moment m = MOMENT_INIT;

        if (date_forms[i](s, &m)) {
            settle(&m, out);
            return true;
        }
        if (m.kind == DATE_AMBIGUOUS) {
            out->kind = DATE_AMBIGUOUS;
            snprintf(out->fault, DATE_FAULT_MAX, "day and month may be either");
            return true;
        }
    }
    return false;
}

static void read_scan(struct scan s, struct date *out)
{
    bool is_text = !scan_eat(&s, "@");
    struct scan rest = s;

    if (scan_end(&s) || by_form(s, out))
        return;
    if (!scan_weekday(&rest)) {
        unix_time(s, is_text, out);
        return;
    }
    scan_eat(&rest, ","); /* Wednesday, 2026-05-12 */
    scan_spaces(&rest);
    by_form(rest, out);
}

static bool is_ascii(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if (t.data[i] & 0x80)
            return false;
    return true;
}

static void replace(struct buf *text, const char *mark, char by)
{
    char *at = text->data;

    while (at && (at = strstr(at, mark))) {
        memset(at, ' ', strlen(mark));
        *at = by;
    }
}

/* Has it digits as Iran and Afghanistan write them? */
static bool has_persian_digits(struct ir_text t)
{
    for (size_t i = 0; i + 1 < t.size; i++)
        if ((unsigned char)t.data[i] == 0xdb &&
            (unsigned char)t.data[i + 1] >= 0xb0 &&
            (unsigned char)t.data[i + 1] <= 0xb9)
            return true;
    return false;
}

/* 1402/12/15, of the Solar Hijri calendar, as the day that it is in ours. */
static void replace_solar(struct buf *text)
{
    struct scan s = {text->data, text->data + text->size};
    struct calendar_day day;
    struct buf all = BUF_INIT;
    int64_t number;

    scan_spaces(&s);
    if (!scan_number(&s, 4, 4, &day.year) || !scan_eat(&s, "/-.") ||
        !scan_number(&s, 1, 2, &day.month) || !scan_eat(&s, "/-.") ||
        !scan_number(&s, 1, 2, &day.day) || !calendar_solar(day, &number))
        return;
    day = calendar_day(number);
    buf_addf(&all, "%04d-%02d-%02d%.*s", day.year, day.month, day.day,
             (int)(s.end - s.at), s.at);
    buf_clear(text);
    buf_addt(text, buf_text(&all));
    buf_free(&all);
}

/* Letters as the tables have them, digits of any script as ASCII has them. */
static void read_folded(struct ir_text t, struct date *out)
{
    struct buf folded = BUF_INIT;

    if (t.size > FOLDED_MAX || !utf8_valid(t))
        return;
    fold_add(t, &folded);
    replace(&folded, "’", ' '); /* d’agost */
    replace(&folded, "،", ',');
    if (has_persian_digits(t))
        replace_solar(&folded);
    t = text_trim(buf_text(&folded), BYTES_SPACE);
    read_scan((struct scan){t.data, t.data + t.size}, out);
    buf_free(&folded);
}

enum date_kind date_read(struct ir_text text, struct date *out)
{
    struct ir_text t = text_trim(text, BYTES_SPACE);

    memset(out, 0, sizeof(*out));
    if (is_ascii(t))
        read_scan((struct scan){t.data, t.data + t.size}, out);
    else
        read_folded(t, out);
    return out->kind;
}

bool date_tells_day(const struct date *d)
{
    return d->kind >= DATE_DAY;
}

bool date_improves(const struct date *first, const struct date *second)
{
    const int64_t apart = second->seconds - first->seconds;

    if (!date_tells_day(second))
        return false;
    if (!date_tells_day(first))
        return true;
    if (first->kind == DATE_DAY)
        return second->kind == DATE_TIME && first->day == second->day;
    return !first->zoned && second->zoned && apart <= ZONES_APART &&
           apart >= -ZONES_APART;
}

int64_t date_day(int64_t seconds, int offset)
{
    return calendar_of_second(seconds + offset * 60);
}

void date_add(struct buf *out, int64_t seconds, int offset, bool day_only)
{
    int64_t local, day, second;
    struct calendar_day d;

    if (seconds < FIRST || seconds > LAST)
        return;
    local = seconds + offset * 60;
    if (local < FIRST || local > LAST)
        return;
    day = calendar_of_second(local);
    second = local - day * DAY_SECONDS;
    d = calendar_day(day);
    buf_addf(out, "%04d-%02d-%02d", d.year, d.month, d.day);
    if (day_only)
        return;
    buf_addf(out, "T%02d:%02d:%02d", (int)(second / 3600),
             (int)(second / 60 % 60), (int)(second % 60));
    if (offset)
        buf_addf(out, "%c%02d:%02d", offset < 0 ? '-' : '+', abs(offset) / 60,
                 abs(offset) % 60);
    else
        buf_addc(out, 'Z');
}
