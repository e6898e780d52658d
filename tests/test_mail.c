#include "tests/feeding.h"
#include "tests/test.h"

#define MAX 1000
#define X100                                               \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
#define HEAD "From: a@b.org\nSubject: s\n"
#define FROM "From a@b.org Thu Jan  4 10:00:00 2024\n"

static void show(const struct parsed *parsed, struct buf *out)
{
    static const enum parsed_field shown[] = {
        PARSED_ID, PARSED_TITLE, PARSED_BYLINE, PARSED_DATE, PARSED_TEXT};

    for (size_t i = 0; i < COUNT(shown); i++)
        buf_addf(out, "%s|", parsed->fields[shown[i]].data);
}

static const struct {
    const char *name, *bytes, *got;
} cases[] = {
    {"a", HEAD "\nOil fell.\n", "a|s|a@b.org||Oil fell.\n|"},
    {"a.eml", HEAD "\nOil fell.\n", "a.eml|s|a@b.org||Oil fell.\n|"},
    {"a",
     "From: =?utf-8?Q?Andr=C3=A9e?= <a@b.org>\n"
     "Subject: =?iso-8859-1?B?Y2Fm6Q==?= opens\n"
     "Date: Thu, 4 Jan 2024 10:00:00 +0100\nMessage-ID: <1@b>\n\nText.\n",
     "a|café opens|Andrée|Thu, 4 Jan 2024 10:00:00 +0100|Text.\n|"},
    {"a",
     HEAD "Content-Type: text/plain; charset=iso-8859-1\n"
          "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9 =\nbar\n",
     "a|s|a@b.org||café bar\n|"},
    {"a",
     HEAD "Content-Type: text/html; charset=utf-8\n"
          "Content-Transfer-Encoding: base64\n\nPHA+R2FzICZhbXA7IG9pbC48L3A+\n",
     "a|s|a@b.org||Gas & oil.|"},
    {"a",
     HEAD "Content-Type: multipart/alternative; boundary=b\n\n--b\n"
          "Content-Type: text/html\n\n<p>No.</p>\n--b\n"
          "Content-Type: text/plain\n\nYes.\n--b--\n",
     "a|s|a@b.org||Yes.|"},
    {"a",
     HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne.\n--b\n"
          "Content-Type: text/plain\nContent-Disposition: attachment\n\nNo.\n"
          "--b\nContent-Type: text/plain\n\nTwo.\n--b--\n",
     "a|s|a@b.org||One.\n\nTwo.|"},
    {"a",
     FROM HEAD "Message-ID: <1@b>\n\nOne.\n>From here.\n\n" FROM HEAD
               "\nTwo.\nFrom here to there.\n",
     "a#1@b|s|a@b.org||One.\nFrom here.\n\n|"
     "a#2|s|a@b.org||Two.\nFrom here to there.\n|"},
    {"a", FROM HEAD "\n\n" FROM HEAD "\nTwo.\n",
     "!missing@2;a#2|s|a@b.org||Two.\n|"},
    {"a.mbox",
     FROM HEAD "\n" X100 X100 X100 X100 X100 X100 X100 X100 X100 X100
               "\n" FROM HEAD "\nTwo.\n",
     "!too_large@2;a.mbox#2|s|a@b.org||Two.\n|"},
    {"a.mbox", FROM, ""},
    {"a.mbox", "", ""},
    {"a.txt", "From: the editor\n\nWe are back.\n",
     "a.txt||||From: the editor\n\nWe are back.\n|"},
};

START_TEST(reads)
{
    const struct articles_options options = {.max_size = MAX};
    struct buf got = BUF_INIT;

    feeding_put(cases[_i].name, cases[_i].bytes, strlen(cases[_i].bytes));
    feeding_read(cases[_i].name, &options, show, &got);
    ck_assert_str_eq(got.data, cases[_i].got);
    buf_free(&got);
}
END_TEST

/* GMime takes more than a kilobyte of memory for three bytes, and 45 bytes for
 * one of a parameter. */
#define B16 "; b=c; b=c; b=c;"
#define B128 B16 B16 B16 B16 B16 B16 B16 B16
#define KIB B128 B128 B128 B128 B128 B128 B128 B128
static const struct {
    const char *start, *line;
    size_t count;
    const char *end, *got;
} long_cases[] = {
    {HEAD "\n", "--b\n", 20000, "Text.", "a|s|a@b.org|"},
    {HEAD "\n", "--b\n", 20001, "Text.", "!parts@1;"},
    {HEAD, "A: b\n", 49000, "\nText.", "a|s|a@b.org|"},
    {HEAD, "A: b\n", 50000, "\nText.", "!parts@1;"},
    {HEAD "\n--b\n", "A: b\n", 50000, "\nText.", "!parts@1;"},
    {HEAD "A: ", KIB, 2047, "\n\nText.", "a|s|a@b.org|"},
    {HEAD "A: ", KIB, 2048, "\n\nText.", "!parts@1;"},
    {HEAD "\nA: ", KIB, 2048, "\n\nText.", "a|s|a@b.org|"},
};

START_TEST(counts_parts)
{
    const struct articles_options options = {.max_size = 4000000};
    struct buf mail = BUF_INIT, got = BUF_INIT;

    buf_adds(&mail, long_cases[_i].start);
    for (size_t i = 0; i < long_cases[_i].count; i++)
        buf_adds(&mail, long_cases[_i].line);
    buf_adds(&mail, long_cases[_i].end);
    feeding_put("a", mail.data, mail.size);
    feeding_read("a", &options, show, &got);
    ck_assert_msg(
        !strncmp(got.data, long_cases[_i].got, strlen(long_cases[_i].got)),
        "%.100s", got.data);
    buf_free(&mail);
    buf_free(&got);
}
END_TEST

Suite *mail_suite(void)
{
    Suite *suite = suite_create("mail");
    TCase *tcase = tcase_create("mail");

    tcase_add_checked_fixture(tcase, feeding_setup, feeding_teardown);
    tcase_add_loop_test(tcase, reads, 0, COUNT(cases));
    tcase_add_loop_test(tcase, counts_parts, 0, COUNT(long_cases));
    suite_add_tcase(suite, tcase);
    return suite;
}
