#include "tests/test.h"
#include "text/date.h"

#include <stdio.h>
#include <time.h>

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
    {"2026-05", NONE},
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
    {"2026-5-12", 1778544000},
    {"2026/5/12 10:00", 1778580000},
    {"2026.05.12", 1778544000},
    {"2026-5", NONE},
    {"2026-051-2", NONE},
    {"2026-05-121", NONE},
    {"12/05/2026", NONE},
    {"2026051", NONE},
    {"202605122", NONE},
    {"Tue 12 May 2026", 1778544000},
    {"32 May 2026", NONE},
    {"12 Foo 2026", NONE},
    {"12 May 202", NONE},
    /* NITF, IIM, GDELT */
    {"20260512T100000Z", 1778580000},
    {"20260512T120000+0200", 1778580000},
    {"20260512T050000-0500", 1778580000},
    {"20260512T1000", 1778580000},
    {"20260512100000", 1778580000},
    {"20260512T10000", NONE},
    {"20260512T100000+02000", NONE},
    {"20261301T100000", NONE},
    {"2026-W20-2", 1778544000},
    {"2026-W20", NONE},
    {"2026-W54", NONE},
    {"2026-W53-7", 1798934400},
    {"2025-W53", NONE},
    {"2026-W20-8", NONE},
    {"2026W202", NONE},
    {"2026-132", NONE},
    {"2026/05/12", 1778544000},
    {"2026/05/12 10:00", 1778580000},
    {"2026/05", NONE},
    {"2026.05", NONE},
    {"2026-05-12+03:30", 1778544000},
    {"2026-05-12Z", 1778544000},
    {"2026-05/12", NONE},
    {"2026-05-12T12:00:00+02", 1778580000},
    {"2026-05-12 10:00:00 UTC", 1778580000},
    /* Reuters, TREC */
    {"26-FEB-1987 15:01:01.79", 541350061},
    {"3 March 1987", 541728000},
    {"March 3, 1987", 541728000},
    {"Mar. 3, 1987", 541728000},
    {"Sept. 3, 1987", 557625600},
    {"march 3 1987", 541728000},
    {"January 1, 1989, Sunday, Home Edition", 599616000},
    {"January 1, 1989, Sunday, Late Edition - Final", 599616000},
    {"Sunday, January 1, 1989", 599616000},
    {"January 1, 1989, page 3", NONE},
    {"January 1989", NONE},
    {"Jan. 1989", NONE},
    {"January 89", NONE},
    {"Marx 3, 1987", NONE},
    {"Mayor 3, 1987", NONE},
    {"890101", 599616000},
    {"600101", -315619200},
    {"260512", NONE},
    {"590101", NONE},
    {"202605", NONE},
    {"891301", NONE},
    {"19890101", 599616000},
    {"Mar. 3, 1987 10:30 p.m. EST", 541827000},
    {"March 3, 1987 at 10:30 AM", 541765800},
    {"March 3, 1987, 12:05 am", 541728300},
    {"March 3, 1987 12:05 PM", 541771500},
    {"March 3, 1987 13:05 PM", NONE},
    {"March 3, 1987 0:05 PM", NONE},
    /* mail, HTTP, C */
    {"Tue Mar  3 12:00:00 1987", 541771200},
    {"Tue Mar 3 12:00:00 EST 1987", 541789200},
    {"Tue Mar 03 12:00:00 +0000 1987", 541771200},
    {"Tue Mar 3 12:00:00", NONE},
    {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
    {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
    {"Tue, 12 May 2026 12:00:00 +0200 (CEST)", 1778580000},
    {"Tue, 12 May 2026 12:00:00 CEST", 1778580000},
    {"Tue, 12 May 2026 12:00:00 XYZ", 1778544000},
    {"12-May-2026", 1778544000},
    /* day and month in either order */
    {"13/05/2026", 1778630400},
    {"05/13/2026", 1778630400},
    {"13.05.2026 10:00", 1778666400},
    {"13-05-2026", 1778630400},
    {"05/05/2026", 1777939200},
    {"13/13/2026", NONE},
    {"13/05.2026", NONE},
    {"13/05/26", NONE},
    /* Unix time */
    {"1778580000", 1778580000},
    {"1778580000123", 1778580000},
    {"@1778580000", 1778580000},
    {"@1778580000123", 1778580000},
    {"@20260512", 1778544000},
    {"2026051210", NONE},
    {"@2026051210", 2026051210},
    {"17785800001", NONE},
    {"17785800001234", NONE},
    {"@", NONE},
    {"@1987", NONE},
    {"9999-12-31T23:59:59-01:00", NONE},
    {"0001-01-01T00:00:00+01:00", NONE},
};

static const struct {
    const char *text;
    enum date_kind kind;
} kinds[] = {
    {"2026-05-12T10:00:00Z", DATE_TIME},
    {"2026-05-12T00:00:00Z", DATE_TIME},
    {"2026-05-12", DATE_DAY},
    {"2026-05", DATE_MONTH},
    {"May 2026", DATE_MONTH},
    {"2026", DATE_YEAR},
    {"2026-W20", DATE_WEEK},
    {"2026-W20-1", DATE_DAY},
    {"20260512", DATE_DAY},
    {"20260512T0000", DATE_TIME},
    {"January 1, 1989, Sunday", DATE_DAY},
    {"12 May 2026 00:00", DATE_TIME},
    {"05/06/2026", DATE_AMBIGUOUS},
    {"05-06-2026 10:00", DATE_AMBIGUOUS},
    {"05.06.2026 10:00", DATE_TIME},
    {"05/05/2026", DATE_DAY},
    {"13/05/2026", DATE_DAY},
    {"2026051210", DATE_AMBIGUOUS},
    {"1778580000", DATE_TIME},
    {"2026-02-30", DATE_IMPOSSIBLE},
    {"soon", DATE_UNREAD},
    {"", DATE_UNREAD},
};

/* A date is of the day that it names, and says again what it said. */
static const struct {
    const char *text, *day;
    int offset, lasts;
    const char *again; /* NULL: the same */
} local[] = {
    {"2026-04-01T00:30:00+03:30", "2026-04-01", 210, 1, NULL},
    {"2026-03-31T23:30:00-09:30", "2026-03-31", -570, 1, NULL},
    {"2026-03-31T21:00:00Z", "2026-03-31", 0, 1, NULL},
    {"2026-03-31 21:00", "2026-03-31", 0, 60, "2026-03-31T21:00:00Z"},
    {"20260401T003000+0330", "2026-04-01", 210, 1, "2026-04-01T00:30:00+03:30"},
    {"Wed, 1 Apr 2026 00:30 +1400", "2026-04-01", 840, 60,
     "2026-04-01T00:30:00+14:00"},
    {"31 Mar 2026 23:30:00 EST", "2026-03-31", -300, 1,
     "2026-03-31T23:30:00-05:00"},
    {"2026-04-01T00:30:00.75-00:00", "2026-04-01", 0, 1,
     "2026-04-01T00:30:00Z"},
    {"1775003400", "2026-04-01", 0, 1, "2026-04-01T00:30:00Z"},
    {"0001-01-01T00:00:00-23:59", "0001-01-01", -1439, 1, NULL},
    {"9999-12-31T23:59:59+23:59", "9999-12-31", 1439, 1, NULL},
};

START_TEST(keeps_the_day_of_its_place)
{
    const char *again = local[_i].again ? local[_i].again : local[_i].text;
    struct buf text = BUF_INIT;
    struct date date, day;

    ck_assert_int_eq(date_read(text_of(local[_i].text), &date), DATE_TIME);
    ck_assert_int_eq(date_read(text_of(local[_i].day), &day), DATE_DAY);
    ck_assert_int_eq(date.day, day.day);
    ck_assert_int_eq(date_day(date.seconds, date.offset), day.day);
    ck_assert_int_eq(date.offset, local[_i].offset);
    ck_assert_int_eq(date.lasts, local[_i].lasts);
    date_add(&text, date.seconds, date.offset, false);
    ck_assert_str_eq(text.data, again);
    buf_clear(&text);
    date_add(&text, date.seconds, date.offset, true);
    ck_assert_str_eq(text.data, local[_i].day);
    buf_free(&text);
}
END_TEST

static const struct {
    const char *text, *fault;
} faults[] = {
    {"2026-02-30", "February 2026 has 28 days"},
    {"2024-02-30", "February 2024 has 29 days"},
    {"31 Apr 1987", "April 1987 has 30 days"},
    {"2026-13-01", "there is no month 13"},
    {"1987/88", "there is no month 88"},
    {"13/13/2026", "there is no month 13"},
    {"2026-00-01", "there is no month 0"},
    {"2026-05-00", "there is no day 0"},
    {"0000-05-12", "years are 1 to 9999"},
    {"2026-05-12T25:00", "there is no hour 25"},
    {"20260512T106100Z", "there is no minute 61"},
    {"2026-05-12 10:00:61", "there is no second 61"},
    {"2026-05-12T10:00+24:00", "no place is so far from UTC"},
    {"2026-05-12T10:00+05:75", "no place is so far from UTC"},
    {"9999-12-31T23:59:59-00:01", "years are 1 to 9999"},
    {"2026-W54", "2026 has weeks 1 to 53"},
    {"2025-W53-1", "2025 has weeks 1 to 52"},
    {"2026-W20-8", "a week has days 1 to 7"},
    {"05/06/2026", "day and month may be either"},
    {"2026051210", "it may be an hour, or seconds since 1970"},
    {"soon", ""},
};

START_TEST(says_what_is_wrong)
{
    struct date date;

    ck_assert_int_lt(date_read(text_of(faults[_i].text), &date), DATE_YEAR);
    ck_assert_str_eq(date.fault, faults[_i].fault);
}
END_TEST

START_TEST(tells_days_from_moments)
{
    struct date date;

    ck_assert_int_eq(date_read(text_of(kinds[_i].text), &date), kinds[_i].kind);
}
END_TEST

/* Days and moments of all years, written in each way, against timegm(). */
static const struct {
    const char *format; /* of strftime() */
    enum date_kind kind;
} ways[] = {
    {"%Y-%m-%dT%H:%M:%SZ", DATE_TIME},
    {"%Y-%m-%d %H:%M:%S", DATE_TIME},
    {"%Y%m%dT%H%M%S+0000", DATE_TIME},
    {"%Y%m%d%H%M%S", DATE_TIME},
    {"%Y-%m-%d", DATE_DAY},
    {"%Y%m%d", DATE_DAY},
    {"%Y/%m/%d", DATE_DAY},
    {"%a, %d %b %Y %H:%M:%S GMT", DATE_TIME},
    {"%A, %e %B %Y %H:%M:%S UTC", DATE_TIME},
    {"%a %b %e %H:%M:%S %Y", DATE_TIME},
    {"%a %b %d %H:%M:%S GMT %Y", DATE_TIME},
    {"%d-%b-%Y %H:%M:%S.50", DATE_TIME},
    {"%e %B %Y", DATE_DAY},
    {"%B %e, %Y", DATE_DAY},
    {"%B %d, %Y, %A, Home Edition", DATE_DAY},
    {"%b %e, %Y %I:%M:%S %p", DATE_TIME},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* they are above */
static void agrees(const struct tm *moment, time_t whole, int way)
{
    struct tm day = *moment;
    int64_t want = (int64_t)whole;
    enum date_kind kind;
    struct date date;
    char text[100];

    day.tm_hour = day.tm_min = day.tm_sec = 0;
    if (ways[way].kind == DATE_DAY)
        want = (int64_t)timegm(&day);
    ck_assert_uint_gt(strftime(text, sizeof(text), ways[way].format, moment),
                      0);
    kind = date_read(text_of(text), &date);
    ck_assert_msg(kind == ways[way].kind && date.seconds == want,
                  "%s is %d, %lld, not %lld", text, kind,
                  (long long)date.seconds, (long long)want);
}
#pragma GCC diagnostic pop

START_TEST(agrees_with_timegm)
{
    const time_t first = -30000000000, last = 250000000000; /* 1019 to 9892 */
    uint64_t random = 1;
    struct buf text = BUF_INIT;
    struct tm moment;
    struct date date;

    for (int i = 0; i < 20000; i++) {
        time_t when;

        random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
        when = first + (time_t)((random >> 20) % (uint64_t)(last - first));
        ck_assert_ptr_nonnull(gmtime_r(&when, &moment));
        agrees(&moment, when, _i);
        buf_clear(&text);
        date_add(&text, (int64_t)when, (int)(random >> 40) % 900, false);
        ck_assert_int_eq(date_read(buf_text(&text), &date), DATE_TIME);
        ck_assert_int_eq(date.seconds, (int64_t)when);
        ck_assert_int_eq(date.offset, (int)(random >> 40) % 900);
    }
    buf_free(&text);
}
END_TEST

START_TEST(slashes_are_read_when_only_one_order_is_possible)
{
    char text[20];
    struct date date;

    for (int a = 1; a <= 31; a++)
        for (int b = 1; b <= 31; b++) {
            enum date_kind want = DATE_UNREAD, kind;

            snprintf(text, sizeof(text), "%02d/%02d/2024", a, b);
            if (a <= 12 && b <= 12)
                want = a == b ? DATE_DAY : DATE_AMBIGUOUS;
            kind = date_read(text_of(text), &date);
            if (a > 12 && b > 12)
                ck_assert_int_eq(kind, DATE_IMPOSSIBLE);
            else if (want != DATE_UNREAD)
                ck_assert_int_eq(kind, want);
            else if (a <= 29 && b <= 29)
                ck_assert_int_eq(kind, DATE_DAY);
        }
}
END_TEST

START_TEST(reads_dates)
{
    struct date date;

    /* What an article keeps. */
    if (date_read(text_of(dates[_i].text), &date) < DATE_DAY)
        date.seconds = NONE;
    ck_assert_msg(date.seconds == dates[_i].seconds, "%s is %lld",
                  dates[_i].text, (long long)date.seconds);
}
END_TEST

START_TEST(dates_stay_within_four_digits)
{
    struct buf out = BUF_INIT;

    date_add(&out, 0, 0, false);
    date_add(&out, INT64_C(-62135596800), 0, true);
    date_add(&out, INT64_C(-62135596801), 0, true);
    date_add(&out, INT64_C(253402300799), 0, false);
    date_add(&out, INT64_C(253402300799), 1, false);
    date_add(&out, INT64_C(253402300800), 0, false);
    date_add(&out, INT64_MAX, 1439, false);
    date_add(&out, INT64_MIN, -1439, false);
    ck_assert_str_eq(out.data, "1970-01-01T00:00:00Z"
                               "0001-01-01"
                               "9999-12-31T23:59:59Z");
    buf_free(&out);
}
END_TEST

Suite *date_suite(void)
{
    Suite *suite = suite_create("date");
    TCase *tcase = tcase_create("date");

    tcase_add_loop_test(tcase, reads_dates, 0, COUNT(dates));
    tcase_add_loop_test(tcase, tells_days_from_moments, 0, COUNT(kinds));
    tcase_add_loop_test(tcase, keeps_the_day_of_its_place, 0, COUNT(local));
    tcase_add_loop_test(tcase, says_what_is_wrong, 0, COUNT(faults));
    tcase_add_loop_test(tcase, agrees_with_timegm, 0, COUNT(ways));
    tcase_add_test(tcase, slashes_are_read_when_only_one_order_is_possible);
    tcase_add_test(tcase, dates_stay_within_four_digits);
    suite_add_tcase(suite, tcase);
    return suite;
}
