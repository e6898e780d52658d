#include "indexer/reader.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX 100 /* bytes of an article here */

static char folder[] = "/tmp/irsearch-reader-XXXXXX";

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static void teardown(void)
{
    char command[64];

    snprintf(command, sizeof(command), "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static void put(const char *name, const char *bytes, size_t size)
{
    FILE *f = fopen(name, "w");

    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, size, f), size);
    fclose(f);
}

/* What a feed gives: "id=text;" for articles, "!reason@line;" for problems. */
static void read_all(const char *name, int format, size_t max, struct buf *out)
{
    struct walk walk = WALK_INIT;
    struct problem p;
    struct feed feed;
    struct raw raw;
    enum ir_status status;

    raw_start(&raw);
    walk_add(&walk, name);
    feed_start(&feed, &walk, format, max, NULL);
    while ((status = feed_next(&feed, &raw, &p)) != IR_END)
        if (status == IR_OK)
            buf_addf(out, "%s=%s;", raw.fields[RAW_ID].data,
                     raw.fields[RAW_TEXT].data);
        else
            buf_addf(out, "!%s@%d;", p.reason, (int)p.line);
    feed_free(&feed);
    walk_free(&walk);
    raw_free(&raw);
}

#define LONG100                                            \
    "----------------------------------------------------" \
    "------------------------------------------------"

static const struct {
    const char *name, *bytes, *got;
} cases[] = {
    {"a.txt", "plain", "a.txt=plain;"},
    {"a.txt", "", "a.txt=;"},
    {"a.txt", "{\"text\":\"x\"}", "a.txt={\"text\":\"x\"};"},
    {"a.txt", LONG100, "a.txt=" LONG100 ";"},
    {"a.txt", LONG100 "-", "!too_large@0;"},
    {"a", "{\"text\":\"x\"}", "a:1=x;"},
    {"a", "\xef\xbb\xbf \n{\"text\":\"x\"}", "a:2=x;"},
    {"a", "[1]", "a=[1];"},
    {"a.jsonl", "", ""},
    {"a.jsonl", "\n\r\n \n", ""},
    {"a.jsonl",
     "{\"id\":\"1\",\"text\":\"x\"}\r\n{\"id\":\"2\",\"text\":\"y\"}",
     "1=x;2=y;"},
    {"a.jsonl", "{\"id\":\"1\",\"body\":\"x\"}\n", "1=x;"},
    {"a.jsonl", "{\"id\":\"1\",\"content\":\"x\",\"text\":\"y\"}\n", "1=y;"},
    {"a.jsonl", "{\"id\":7,\"text\":\"x\"}\n", "7=x;"},
    {"a.jsonl", "{\"id\":7.5,\"text\":\"x\"}\n", "!type@1;"},
    {"a.jsonl", "{\"id\":\"\",\"text\":\"x\"}\n", "a.jsonl:1=x;"},
    {"a.jsonl", "{\"id\":null,\"text\":\"x\"}\n", "a.jsonl:1=x;"},
    {"a.jsonl", "{\"text\":[\"x\"]}\n{\"text\":\"y\"}", "!type@1;a.jsonl:2=y;"},
    {"a.jsonl", "{\"text\":true}", "!type@1;"},
    {"a.jsonl", "{\"text\":{}}", "!type@1;"},
    {"a.jsonl", "{\"text\":null}", "!missing@1;"},
    {"a.jsonl", "{}\n{\"text\":\"y\"}", "!missing@1;a.jsonl:2=y;"},
    {"a.jsonl", "nonsense\n[]\n{\"text\":\"y\"}",
     "!syntax@1;!syntax@2;a.jsonl:3=y;"},
    {"a.jsonl", "{\"text\":\"x\"", "!syntax@1;"},
    {"a.jsonl", LONG100 "-\n{\"text\":\"y\"}", "!too_large@1;a.jsonl:2=y;"},
    {"a.jsonl", "{\"text\":\"y\"}\n" LONG100 LONG100,
     "a.jsonl:1=y;!too_large@2;"},
    {"a.jsonl", "{\"text\":\"a\\ud800b\"}",
     "a.jsonl:1=a\xef\xbf\xbd"
     "b;"},
    {"a.jsonl", "{\"text\":\"\\udc00\\ud83d\\ude00\"}",
     "a.jsonl:1=\xef\xbf\xbd\xf0\x9f\x98\x80;"},
    {"a.jsonl", "{\"text\":\"\\\\ud800\"}", "a.jsonl:1=\\ud800;"},
    {"a.jsonl", "{\"text\":\"a\xff\"}", "a.jsonl:1=a\xef\xbf\xbd;"},
    {"a.jsonl", "{\"text\":\"x\",\"n\":99999999999999999999}", "a.jsonl:1=x;"},
    {"a.jsonl", "{\"text\":\"x\",\"text\":\"y\"}", "a.jsonl:1=y;"},
};

START_TEST(reads)
{
    struct buf got = BUF_INIT;

    put(cases[_i].name, cases[_i].bytes, strlen(cases[_i].bytes));
    read_all(cases[_i].name, 0, MAX, &got);
    ck_assert_str_eq(got.data, cases[_i].got);
    buf_free(&got);
}
END_TEST

START_TEST(format_can_be_said)
{
    struct buf got = BUF_INIT;

    put("a.txt", "{\"text\":\"x\"}", 12);
    read_all("a.txt", 1, MAX, &got);
    read_all("a.txt", 2, MAX, &got);
    ck_assert_str_eq(got.data, "a.txt:1=x;a.txt={\"text\":\"x\"};");
    buf_free(&got);
}
END_TEST

/* A neighbour of a long line was lost when both were in one read. */
START_TEST(long_lines_take_no_neighbours)
{
    struct buf bytes = BUF_INIT, got = BUF_INIT;

    buf_adds(&bytes, "{\"id\":\"1\",\"text\":\"x\"}\n");
    for (size_t i = 0; i < 300000; i++)
        buf_addc(&bytes, 'a');
    buf_adds(&bytes, "\n{\"id\":\"2\",\"text\":\"y\"}\n" LONG100 LONG100
                     "\n{\"id\":\"3\",\"text\":\"z\"}\n");
    put("a.jsonl", bytes.data, bytes.size);
    read_all("a.jsonl", 0, MAX, &got);
    ck_assert_str_eq(got.data, "1=x;!too_large@2;2=y;!too_large@4;3=z;");
    buf_free(&bytes);
    buf_free(&got);
}
END_TEST

START_TEST(streams_what_is_larger_than_an_article)
{
    struct buf bytes = BUF_INIT, got = BUF_INIT, want = BUF_INIT;

    for (int i = 0; i < 5000; i++) {
        buf_addf(&bytes, "{\"id\":\"%d\",\"text\":\"words\"}\n", i);
        buf_addf(&want, "%d=words;", i);
    }
    put("a.jsonl", bytes.data, bytes.size);
    read_all("a.jsonl", 0, MAX, &got);
    ck_assert_str_eq(got.data, want.data);
    buf_free(&bytes);
    buf_free(&got);
    buf_free(&want);
}
END_TEST

START_TEST(a_file_that_changes_is_not_taken)
{
    struct source s;
    struct problem p;
    struct ir_text line;
    FILE *f;

    put("a.jsonl", LONG100 LONG100 "\n", 201);
    source_init(&s, MAX, NULL);
    f = fopen("a.jsonl", "r+");
    ck_assert_int_eq(source_begin(&s, "a.jsonl", dup(fileno(f)), &p), IR_OK);
    fails(source_line(&s, &line, &p), IR_LIMIT);
    fputs("changed", f);
    fclose(f);
    fails(source_line(&s, &line, &p), IR_END);
    fails(source_end(&s, &p), IR_IO);
    ck_assert_str_eq(p.reason, "changed");
    source_free(&s);
}
END_TEST

static const struct {
    uint64_t n;
    const char *count, *size;
} numbers[] = {
    {0, "0", "0 bytes"},
    {999, "999", "999 bytes"},
    {33724, "33,724", "33,724 bytes"},
    {16 << 20, "16,777,216", "16M"},
    {UINT64_C(1) << 40, "1,099,511,627,776", "1T"},
};

START_TEST(numbers_for_people)
{
    char out[32];

    ck_assert_str_eq(count_words(out, numbers[_i].n), numbers[_i].count);
    ck_assert_str_eq(size_words(out, numbers[_i].n), numbers[_i].size);
}
END_TEST

Suite *reader_suite(void)
{
    Suite *suite = suite_create("reader");
    TCase *tcase = tcase_create("reader");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, reads, 0, COUNT(cases));
    tcase_add_loop_test(tcase, numbers_for_people, 0, COUNT(numbers));
    tcase_add_test(tcase, format_can_be_said);
    tcase_add_test(tcase, long_lines_take_no_neighbours);
    tcase_add_test(tcase, streams_what_is_larger_than_an_article);
    tcase_add_test(tcase, a_file_that_changes_is_not_taken);
    suite_add_tcase(suite, tcase);
    return suite;
}
