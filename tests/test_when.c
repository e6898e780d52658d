/* Dates as people write them. */
#include "searcher/plan/when.h"
#include "tests/test.h"

#include <stdio.h>
#include <time.h>

/* 2026-11-22 16:30:00, a Sunday. */
#define NOW INT64_C(1795365000)

static const struct {
    const char *text, *from, *to; /* "": no bound; NULL: no date */
} rows[] = {
    {"2026", "2026-01-01 00:00:00", "2026-12-31 23:59:59"},
    {"2026-05", "2026-05-01 00:00:00", "2026-05-31 23:59:59"},
    {"2024-02", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
    {"2026-05-12", "2026-05-12 00:00:00", "2026-05-12 23:59:59"},
    {"20260512", "2026-05-12 00:00:00", "2026-05-12 23:59:59"},
    {"1969", "1969-01-01 00:00:00", "1969-12-31 23:59:59"},
    {"0001-01-01", "0001-01-01 00:00:00", "0001-01-01 23:59:59"},
    {"today", "2026-11-22 00:00:00", "2026-11-22 23:59:59"},
    {"Yesterday", "2026-11-21 00:00:00", "2026-11-21 23:59:59"},
    {"this week", "2026-11-16 00:00:00", "2026-11-22 23:59:59"},
    {"last week", "2026-11-09 00:00:00", "2026-11-15 23:59:59"},
    {"last month", "2026-10-01 00:00:00", "2026-10-31 23:59:59"},
    {"this month", "2026-11-01 00:00:00", "2026-11-30 23:59:59"},
    {" LAST  year ", "2025-01-01 00:00:00", "2025-12-31 23:59:59"},
    {"12h", "2026-11-22 04:30:00", "2026-11-22 16:30:00"},
    {"30d", "2026-10-23 00:00:00", "2026-11-22 16:30:00"},
    {"2w", "2026-11-08 00:00:00", "2026-11-22 16:30:00"},
    {"9m", "2026-02-22 00:00:00", "2026-11-22 16:30:00"},
    {"1y", "2025-11-22 00:00:00", "2026-11-22 16:30:00"},
    {"May 2026", "2026-05-01 00:00:00", "2026-05-31 23:59:59"},
    {"12 may 2026", "2026-05-12 00:00:00", "2026-05-12 23:59:59"},
    {"Sep 3, 2026", "2026-09-03 00:00:00", "2026-09-03 23:59:59"},
    {"yesterday..", "2026-11-21 00:00:00", ""},
    {"..2026-05", "", "2026-05-31 23:59:59"},
    {"2026-05-01..2026-05-12", "2026-05-01 00:00:00", "2026-05-12 23:59:59"},
    {"30d..7d", "2026-10-23 00:00:00", "2026-11-15 23:59:59"},
    {"12h..", "2026-11-22 04:30:00", ""},
    {"last month..this week", "2026-10-01 00:00:00", "2026-11-22 23:59:59"},
    {"", NULL, NULL},
    {"..", NULL, NULL},
    {"...", NULL, NULL},
    {"2026-13", NULL, NULL},
    {"2026-02-29", NULL, NULL},
    {"2026-5", NULL, NULL},
    {"0000", NULL, NULL},
    {"202", NULL, NULL},
    {"20265", NULL, NULL},
    {"d", NULL, NULL},
    {"999999999999999999d", NULL, NULL},
    {"soon", NULL, NULL},
    {"last", NULL, NULL},
    {"last day of May", NULL, NULL},
    {"may", NULL, NULL},
    {"2026-05..2026-04", NULL, NULL},
    {"2026..b..c", NULL, NULL},
};

static void same(int64_t got, const char *want, int64_t unbound)
{
    time_t seconds = (time_t)got;
    struct tm tm;
    char text[80];

    if (!*want) {
        ck_assert(got == unbound);
        return;
    }
    ck_assert_ptr_nonnull(gmtime_r(&seconds, &tm));
    snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d:%02d",
             tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
             tm.tm_min, tm.tm_sec);
    ck_assert_str_eq(text, want);
}

START_TEST(a_date_is_from_one_second_to_another)
{
    struct when when = {0, 0};
    bool good = when_parse(text_of(rows[_i].text), NOW, &when);

    ck_assert_msg(good == (rows[_i].from != NULL), "%s", rows[_i].text);
    if (!good)
        return;
    same(when.from, rows[_i].from, INT64_MIN);
    same(when.to, rows[_i].to, INT64_MAX);
}
END_TEST

/* Against the C library, a day every 11 days for nine centuries. */
START_TEST(the_calendar_is_right)
{
    for (int64_t day = -200000; day < 130000; day += 11) {
        time_t seconds = (time_t)(day * 86400 + 4711);
        struct when when;
        struct tm tm;
        char text[80];

        ck_assert_ptr_nonnull(gmtime_r(&seconds, &tm));
        snprintf(text, sizeof(text), "%04d-%02d-%02d", tm.tm_year + 1900,
                 tm.tm_mon + 1, tm.tm_mday);
        ck_assert(when_parse(text_of(text), 0, &when));
        ck_assert_int_eq(when.from, day * 86400);
        ck_assert(when_parse(TEXT("today"), seconds, &when));
        ck_assert_int_eq(when.from, day * 86400);
        ck_assert(when_parse(TEXT("0m..0m"), seconds, &when));
        ck_assert_int_eq(when.from, day * 86400);
    }
}
END_TEST

START_TEST(a_month_ago_may_be_a_shorter_one)
{
    struct when when;

    ck_assert(when_parse(TEXT("2024-03-31"), 0, &when));
    ck_assert(when_parse(TEXT("1m..1m"), when.from, &when));
    same(when.from, "2024-02-29 00:00:00", 0);
    ck_assert(when_parse(TEXT("100000m.."), NOW, &when));
}
END_TEST

Suite *when_suite(void)
{
    Suite *s = suite_create("when");
    TCase *t = tcase_create("when");

    tcase_add_loop_test(t, a_date_is_from_one_second_to_another, 0,
                        (int)COUNT(rows));
    tcase_add_test(t, the_calendar_is_right);
    tcase_add_test(t, a_month_ago_may_be_a_shorter_one);
    suite_add_tcase(s, t);
    return s;
}
