#include "indexer/date.h"
#include "tests/test.h"

#define NONE INT64_MIN

static const struct {
    const char *text;
    int64_t seconds; /* from GNU date */
} dates[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"2026-05-12T10:00:00Z", 1778580000},
    {"2026-05-12T10:00:00.123456789Z", 1778580000},
    {"2026-05-12t10:00:00z", 1778580000},
    {"2026-05-12 10:00:00+00:00", 1778580000},
    {"2026-05-12T12:00:00+02:00", 1778580000},
    {"2026-05-12T13:30:00+0330", 1778580000},
    {"2026-05-12T05:00:00-05:00", 1778580000},
    {"2026-05-12T10:00:00", 1778580000},
    {"2026-05-12T10:00", 1778580000},
    {"2026-05-12", 1778544000},
    {" 2026-05-12\n", 1778544000},
    {"20260512", 1778544000},
    {"2026-05", 1777593600},
    {"Tue, 12 May 2026 10:00:00 GMT", 1778580000},
    {"Tue, 12 May 2026 12:00:00 +0200", 1778580000},
    {"12 May 2026 06:00:00 EDT", 1778580000},
    {"12 May 26 10:00 Z", 1778580000},
    {"Tuesday, 12 May 2026", 1778544000},
    {"2000-02-29", 951782400},
    {"1900-03-01", -2203891200},
    {"1969-12-31T23:59:59Z", -1},
    {"0001-01-01", -62135596800},
    {"9999-12-31T23:59:59Z", 253402300799},
    {"2016-12-31T23:59:60Z", 1483228800},
    {"December, 1958", NONE},
    {"1958", NONE},
    {"yesterday", NONE},
    {"", NONE},
    {"2026-13-01", NONE},
    {"2026-00-01", NONE},
    {"2026-02-29", NONE},
    {"1900-02-29", NONE},
    {"2026-05-12T", NONE},
    {"2026-05-12T24:00:00Z", NONE},
    {"2026-05-12T10:60:00Z", NONE},
    {"2026-05-12T10:00:00 someday", NONE},
    {"2026-05-12T10:00:00+99:00", NONE},
    {"2026-5-12", NONE},
    {"12/05/2026", NONE},
    {"2026051", NONE},
    {"202605122", NONE},
    {"Tue 12 May 2026", NONE},
    {"32 May 2026", NONE},
    {"12 Foo 2026", NONE},
    {"12 May 202", NONE},
};

START_TEST(reads_dates)
{
    int64_t seconds = NONE;

    if (!date_parse(text_of(dates[_i].text), &seconds))
        seconds = NONE;
    ck_assert_msg(seconds == dates[_i].seconds, "%s is %lld", dates[_i].text,
                  (long long)seconds);
}
END_TEST

Suite *date_suite(void)
{
    Suite *suite = suite_create("date");
    TCase *tcase = tcase_create("date");

    tcase_add_loop_test(tcase, reads_dates, 0, COUNT(dates));
    suite_add_tcase(suite, tcase);
    return suite;
}
