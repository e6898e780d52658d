/* Dates as archives and feeds write them. */
#include "indexer/date.h"
#include "indexer/date_forms.h"

#include <ctype.h>
#include <time.h>

#define FIRST INT64_C(-62135596800) /* 0001-01-01 */
#define LAST INT64_C(253402300799)  /* 9999-12-31T23:59:59Z */

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

static enum date_kind settle(const struct moment *m, int64_t *out)
{
    int64_t seconds;

    if (!possible(m))
        return DATE_UNREAD;
    seconds = seconds_of(m);
    if (seconds < FIRST || seconds > LAST)
        return DATE_UNREAD;
    *out = seconds;
    return m->time ? DATE_TIME : DATE_DAY;
}

/*
 * 9 or 10 digits are seconds (1973 to 2286), 12 or 13 milliseconds.  In text
 * it takes 10 or 13, and when ten may also be YYYYMMDDHH they are left alone.
 */
static enum date_kind unix_time(struct scan s, bool is_text, int64_t *out)
{
    size_t digits = scan_digits(&s);
    struct moment m = {0};
    struct scan hours = s;
    int64_t value = 0;

    if (s.at + digits != s.end || digits < 9 || digits > 13 || digits == 11 ||
        (is_text && digits != 10 && digits != 13))
        return DATE_UNREAD;
    if (is_text && digits == 10 && scan_number(&hours, 4, 4, &m.year) &&
        scan_number(&hours, 2, 2, &m.month) &&
        scan_number(&hours, 2, 2, &m.day) &&
        scan_number(&hours, 2, 2, &m.hour) && possible(&m))
        return DATE_AMBIGUOUS;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (s.at[i] - '0');
    *out = digits > 10 ? value / 1000 : value;
    return DATE_TIME;
}

static struct scan trim(struct ir_text text)
{
    struct scan s = {text.data, text.data + text.size};

    while (s.at < s.end && isspace((unsigned char)*s.at))
        s.at++;
    while (s.end > s.at && isspace((unsigned char)s.end[-1]))
        s.end--;
    return s;
}

enum date_kind date_read(struct ir_text text, int64_t *out)
{
    struct scan s = trim(text);
    bool is_text = !scan_eat(&s, "@"), ambiguous;
    struct moment m = {.month = 1, .day = 1};
    enum date_kind kind;

    for (size_t i = 0; date_forms[i]; i++) {
        struct moment read = m;

        kind = date_forms[i](s, &read) ? settle(&read, out) : DATE_UNREAD;
        if (kind != DATE_UNREAD)
            return kind;
    }
    if (date_slashes(s, &m, &ambiguous))
        return settle(&m, out);
    return ambiguous ? DATE_AMBIGUOUS : unix_time(s, is_text, out);
}

bool date_parse(struct ir_text text, int64_t *out)
{
    return date_read(text, out) >= DATE_DAY;
}

void date_add(struct buf *out, int64_t date, bool day_only)
{
    time_t seconds = (time_t)date;
    struct tm t;

    if (date < FIRST || date > LAST || !gmtime_r(&seconds, &t))
        return;
    buf_addf(out, "%04d-%02d-%02d", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
    if (!day_only)
        buf_addf(out, "T%02d:%02d:%02dZ", t.tm_hour, t.tm_min, t.tm_sec);
}
