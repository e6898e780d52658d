/* Dates as people write them. */
#include "base/buf.h"
#include "search/plan/dates.h"
#include "tests/test.h"

#include <stdio.h>
#include <time.h>

/* 2026-11-22 16:30:00, a Sunday. */
static struct ir_error err;

#define NOW INT64_C(1795365000)

/* "to" is the last day that is included; times end in Z. */
static const struct {
    const char *text, *from, *to; /* "": no bound; NULL: no date */
    const char *why;              /* part of what is said then */
} rows[] = {
    {"2026", "2026-01-01", "2026-12-31", NULL},
    {"2026-05", "2026-05-01", "2026-05-31", NULL},
    {"2024-02", "2024-02-01", "2024-02-29", NULL},
    {"2026-05-12", "2026-05-12", "2026-05-12", NULL},
    {"20260512", "2026-05-12", "2026-05-12", NULL},
    {"2026/05/12", "2026-05-12", "2026-05-12", NULL},
    {"2026-5-12", "2026-05-12", "2026-05-12", NULL},
    {"2026.05.12", "2026-05-12", "2026-05-12", NULL},
    {"2026/05", "2026-05-01", "2026-05-31", NULL},
    {"2026-5", "2026-05-01", "2026-05-31", NULL},
    {"2026-W20", "2026-05-11", "2026-05-17", NULL},
    {"2026-w20-7", "2026-05-17", "2026-05-17", NULL},
    {"13/05/2026", "2026-05-13", "2026-05-13", NULL},
    {"1969", "1969-01-01", "1969-12-31", NULL},
    {"0001-01-01", "0001-01-01", "0001-01-01", NULL},
    {"9999", "9999-01-01", "9999-12-31", NULL},
    {"2026-03-31T21:00:00Z", "2026-03-31 21:00:00Z", "2026-03-31 21:00:00Z",
     NULL},
    {"2026-04-01T00:30:00+03:30", "2026-03-31 21:00:00Z",
     "2026-03-31 21:00:00Z", NULL},
    {"2026-04-01T00:30+0330", "2026-03-31 21:00:00Z", "2026-03-31 21:00:59Z",
     NULL},
    {"2026-03-31 21:00", "2026-03-31 21:00:00Z", "2026-03-31 21:00:59Z", NULL},
    {"2026-03-31t21:00:00.999z", "2026-03-31 21:00:00Z", "2026-03-31 21:00:00Z",
     NULL},
    {"Tue, 31 Mar 2026 16:00:00 EST", "2026-03-31 21:00:00Z",
     "2026-03-31 21:00:00Z", NULL},
    {"@1775003400", "2026-04-01 00:30:00Z", "2026-04-01 00:30:00Z", NULL},
    {"today", "2026-11-22", "2026-11-22", NULL},
    {"Yesterday", "2026-11-21", "2026-11-21", NULL},
    {"this week", "2026-11-16", "2026-11-22", NULL},
    {"last week", "2026-11-09", "2026-11-15", NULL},
    {"last month", "2026-10-01", "2026-10-31", NULL},
    {"this month", "2026-11-01", "2026-11-30", NULL},
    {" LAST  year ", "2025-01-01", "2025-12-31", NULL},
    {"12h", "2026-11-22 04:30:00Z", "2026-11-22 16:30:00Z", NULL},
    {"30d", "2026-10-23", "2026-11-22 16:30:00Z", NULL},
    {"2w", "2026-11-08", "2026-11-22 16:30:00Z", NULL},
    {"9m", "2026-02-22", "2026-11-22 16:30:00Z", NULL},
    {"1Y", "2025-11-22", "2026-11-22 16:30:00Z", NULL},
    {"May 2026", "2026-05-01", "2026-05-31", NULL},
    {"12 may 2026", "2026-05-12", "2026-05-12", NULL},
    {"12 March 1987", "1987-03-12", "1987-03-12", NULL},
    {"Sep 3, 2026", "2026-09-03", "2026-09-03", NULL},
    {"yesterday..", "2026-11-21", "", NULL},
    {"..2026-05", "", "2026-05-31", NULL},
    {"2026-05-01..2026-05-12", "2026-05-01", "2026-05-12", NULL},
    {"13.05.2026..14.05.2026", "2026-05-13", "2026-05-14", NULL},
    {"30d..7d", "2026-10-23", "2026-11-15", NULL},
    {"12h..", "2026-11-22 04:30:00Z", "", NULL},
    {"last month..this week", "2026-10-01", "2026-11-22", NULL},
    {"2026-05-12..2026-05-12T10:00Z", "2026-05-12", "2026-05-12 10:00:59Z",
     NULL},
    /* It is the first of April in Tehran when it is not in London. */
    {"2026-04-01..2026-03-31T21:00Z", "2026-04-01", "2026-03-31 21:00:59Z",
     NULL},
    {"", NULL, NULL, "write 2026, 2026-05, 2026-05-12"},
    {"..", NULL, NULL, "\"..\" is not a date: write"},
    {"...", NULL, NULL, "\".\" is not a date"},
    {"soon", NULL, NULL, "\"soon\" is not a date: write 2026"},
    {"2026-13", NULL, NULL, "\"2026-13\" is not a date: there is no month 13"},
    {"2026-02-29", NULL, NULL, "is not a date: February 2026 has 28 days"},
    {"2026-02-29..", NULL, NULL, "is not a date: February 2026 has 28 days"},
    {"2026..2027-02-29", NULL, NULL, "\"2027-02-29\" is not a date: February"},
    {"2026-05-12T25:00", NULL, NULL, "there is no hour 25"},
    {"05/06/2026", NULL, NULL, "day and month may be either"},
    {"0000", NULL, NULL, "years are 1 to 9999"},
    {"202", NULL, NULL, "is not a date"},
    {"20265", NULL, NULL, "is not a date"},
    {"2026-132", NULL, NULL, "is not a date"},
    {"d", NULL, NULL, "is not a date"},
    {"999999999999999999d", NULL, NULL,
     "\"999999999999999999d\" is not a date"},
    {"last", NULL, NULL, "is not a date"},
    {"last week today", NULL, NULL, "is not a date"},
    {"last day of May", NULL, NULL, "is not a date"},
    {"may", NULL, NULL, "is not a date"},
    {"2026-05..2026-04", NULL, NULL, "\"2026-05\" is after \"2026-04\""},
    {"today..yesterday", NULL, NULL, "\"today\" is after \"yesterday\""},
    {"2026-05-12T10:00Z..2026-05-12T09:00Z", NULL, NULL, "is after"},
    {"2026-04-02..2026-03-31T21:00Z", NULL, NULL, "is after"},
    {"2026-03-31T21:00Z..2026-03-29", NULL, NULL, "is after"},
    {"2026..b..c", NULL, NULL, "\"b..c\" is not a date"},
};

static void add_bound(int64_t moment, int64_t day, int64_t none,
                      struct buf *out)
{
    time_t seconds;
    struct tm tm;
    char text[80];

    ck_assert(moment == none || day == none);
    if (moment == none && day == none)
        return;
    seconds = (time_t)(moment != none ? moment : day * 86400);
    ck_assert_ptr_nonnull(gmtime_r(&seconds, &tm));
    ck_assert_uint_gt(
        strftime(text, sizeof(text),
                 moment != none ? "%Y-%m-%d %H:%M:%SZ" : "%Y-%m-%d", &tm),
        0);
    /* Years below 1000 are not padded. */
    for (size_t i = strcspn(text, "-"); i < 4; i++)
        buf_addc(out, '0');
    buf_adds(out, text);
}

static void same(const struct date_range *dates, const char *from,
                 const char *to)
{
    struct buf text = BUF_INIT;

    add_bound(dates->from, dates->first, INT64_MIN, &text);
    ck_assert_str_eq(text.data, from);
    buf_clear(&text);
    add_bound(dates->to, dates->last, INT64_MAX, &text);
    ck_assert_str_eq(text.data, to);
    buf_free(&text);
}

START_TEST(a_date_is_from_a_day_or_moment_to_another)
{
    struct date_range dates;
    bool good = dates_parse(text_of(rows[_i].text), NOW, &dates, &err);

    ck_assert_msg(good == (rows[_i].from != NULL), "%s", rows[_i].text);
    if (good)
        same(&dates, rows[_i].from, rows[_i].to);
    else
        ck_assert_msg(strstr(err.message, rows[_i].why), "%s: %s",
                      rows[_i].text, err.message);
}
END_TEST

/* --since and --until: an age is the day, and ends with it. */
static const struct {
    const char *since, *until, *from, *to, *why;
} bounds[] = {
    {"", "", "", "", NULL},
    {"30d", "7d", "2026-10-23", "2026-11-15", NULL},
    {"", "7d", "", "2026-11-15", NULL},
    {"", "12h", "", "2026-11-22 04:30:00Z", NULL},
    {"2026-05", "2026-05", "2026-05-01", "2026-05-31", NULL},
    {"2026-03-31T21:00:00Z", "last month", "2026-03-31 21:00:00Z", "2026-10-31",
     NULL},
    {"2026-05", "2026-04", NULL, NULL,
     "since \"2026-05\" is after until \"2026-04\""},
    {"foo", "", NULL, NULL, "since: \"foo\" is not a date: write 2026"},
    {"", "2026-02-30", NULL, NULL,
     "until: \"2026-02-30\" is not a date: February 2026 has 28 days"},
    {"2026-05..2026-06", "", NULL, NULL, "since: \"2026-05..2026-06\" is no"},
};

START_TEST(two_dates_bound_what_lies_between)
{
    struct date_range dates;
    bool good = dates_between(text_of(bounds[_i].since),
                              text_of(bounds[_i].until), NOW, &dates, &err);

    ck_assert(good == !bounds[_i].why);
    if (good)
        same(&dates, bounds[_i].from, bounds[_i].to);
    else
        ck_assert_msg(strstr(err.message, bounds[_i].why), "%s", err.message);
}
END_TEST

/* Against the C library, a day every 11 days for nine centuries. */
START_TEST(the_calendar_is_right)
{
    for (int64_t day = -200000; day < 130000; day += 11) {
        time_t seconds = (time_t)(day * 86400 + 4711);
        struct date_range dates;
        struct tm tm;
        char text[80];

        ck_assert_ptr_nonnull(gmtime_r(&seconds, &tm));
        snprintf(text, sizeof(text), "%04d-%02d-%02d", tm.tm_year + 1900,
                 tm.tm_mon + 1, tm.tm_mday);
        ck_assert(dates_parse(text_of(text), 0, &dates, &err));
        ck_assert_int_eq(dates.first, day);
        ck_assert(dates_parse(TEXT("today"), seconds, &dates, &err));
        ck_assert_int_eq(dates.first, day);
        ck_assert(dates_parse(TEXT("0m..0m"), seconds, &dates, &err));
        ck_assert_int_eq(dates.first, day);
        ck_assert_uint_gt(strftime(text, sizeof(text), "%G-W%V-%u", &tm), 0);
        ck_assert(dates_parse(text_of(text), 0, &dates, &err));
        ck_assert_int_eq(dates.first, day);
    }
}
END_TEST

START_TEST(a_month_ago_may_be_a_shorter_one)
{
    struct date_range dates;

    ck_assert(dates_parse(TEXT("2024-03-31"), 0, &dates, &err));
    ck_assert(dates_parse(TEXT("1m..1m"), dates.first * 86400, &dates, &err));
    same(&dates, "2024-02-29", "2024-02-29");
    ck_assert(dates_parse(TEXT("100000m.."), NOW, &dates, &err));
}
END_TEST

Suite *dates_suite(void)
{
    Suite *s = suite_create("dates");
    TCase *t = tcase_create("dates");

    tcase_add_loop_test(t, a_date_is_from_a_day_or_moment_to_another, 0,
                        (int)COUNT(rows));
    tcase_add_loop_test(t, two_dates_bound_what_lies_between, 0,
                        (int)COUNT(bounds));
    tcase_add_test(t, the_calendar_is_right);
    tcase_add_test(t, a_month_ago_may_be_a_shorter_one);
    suite_add_tcase(s, t);
    return s;
}
