#include "tests/feeding.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX 100 /* bytes of an article here */

static void read_all(const char *name, const char *format, size_t max,
                     struct buf *out)
{
    const struct articles_options options = {.format = reader_format(format),
                                             .max_size = max};

    feeding_read(name, &options, NULL, out);
}

#define LONG60 "------------------------------------------------------------"
#define SPACE60 "                                                            "
#define LONG100                                            \
    "----------------------------------------------------" \
    "------------------------------------------------"

static const struct {
    const char *name, *bytes, *got;
} cases[] = {
    {"a.txt", "plain", "a.txt=plain;"},
    {"a.txt", "", "a.txt=;"},
    {"a.txt", "{\"text\":\"x\"}", "a.txt:1=x;"},
    {"a.txt", "{text}\n", "a.txt={text}\n;"},
    {"a.txt", "[see below]\n", "a.txt=[see below]\n;"},
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
    {"a.jsonl", "{\"text\":[\"x\"]}\n{\"text\":\"y\"}",
     "a.jsonl:1=x;a.jsonl:2=y;"},
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
    {"a.jsonl", "{\"text\":\"x\",\"author\":{\"n\":1}}", "a.jsonl:1=x;"},
    {"a.jsonl", "{\"Article_Body\":\"x\"}", "a.jsonl:1=x;"},
    {"a.jsonl", "{\"content\":{\"rendered\":\"<p>x &amp; y</p>\"}}",
     "a.jsonl:1=x & y;"},
    {"a.json", "{\"text\":\n\"x\"}", "a.json=x;"},
    {"a", "[{\"text\":\"x\"},{\"id\":\"i\",\"text\":\"y\"}]", "a#1=x;i=y;"},
    {"a", "[{\"text\":\"x\"},", "a#1=x;!syntax@1;"},
    {"a", "[{\"text\":\"x\"}\n", "a#1=x;!syntax@2;"},
    {"a.json", "[[{\"text\":\"x\"}],{\"text\":\"y\"}]",
     "a.json#1=x;a.json#2=y;"},
    {"a.json", "[[{\"text\":\"x\"}]", "a.json#1=x;!syntax@1;"},
    {"a", "[{\"text\":\"x\"}]]\n[{\"text\":\"y\"}]", "a#1=x;a#2=y;"},
    {"a", "[ {\"text\":\"x\"}, 5, {\"text\":[]} ,{\"text\":\"]}\\\"\"}]",
     "a#1=x;!syntax@1;!missing@1;a#4=]}\";"},
    {"a.json",
     "[{\"text\":\"x\"},\n{\"text\":\"" LONG100 "\"},\n{\"text\":\"y\"}]",
     "a.json#1=x;!too_large@2;a.json#3=y;"},
    {"a.json", "{\"n\":2,\"articles\":\n[{\"text\":\"x\"},{\"text\":\"y\"}]}",
     "a.json#1=x;a.json#2=y;"},
    {"a.json",
     "{\"hits\":{\"hits\":[{\"_id\":\"7\",\n\"_source\":{\"body\":\"x\"}}]}}",
     "7=x;"},
    {"a.json",
     "{\"meta\":{},\"data\":[\n{\"text\":\"x\"},{\"text\":\"y\"}],"
     "\"more\":\"" LONG100 "\"}",
     "a.json#1=x;a.json#2=y;"},
    {"a.json",
     "{\"text\":\"x\"\n,\"more\":[1,2,\"" LONG100 "\"]}\n{\"text\":\n\"y\"}",
     "!too_large@1;a.json#2=y;"},
    {"a.json", "[{\"text\":\"x\"},{\"text\":", "a.json#1=x;!syntax@1;"},
    {"a.json", "{\"name\":\n\"package\"}", "!missing@1;"},
    {"a.json", "[]", ""},
    {"a.csv", "id,text\n1,x\n2,\"y, \"\"z\"\"\nw\"\r\n\n3,u",
     "1=x;2=y, \"z\"\nw;3=u;"},
    {"a", "Title;Article-Body\r\nt;x\r\n", "a:2=x;"},
    {"a", "title\ttext\nt\t\"x\" is\nt\t\"y is\n", "a:2=\"x\" is;a:3=\"y is;"},
    {"a.tsv", "text\tid\n\"x\ty\"\t1\n\"z\"\t2\n", "1=x\ty;2=z;"},
    {"a.tsv", "id\ttext\n1\t\"x\ny\"\n2\tz\n", "1=x\ny;2=z;"},
    {"a.csv", "n,m\n1,2\n", "!missing@1;"},
    {"a.csv", "id,text\n1,x,y\n2,z\n", "!syntax@2;2=z;"},
    {"a.csv", "id,text\n1\n2,z\n", "!missing@2;2=z;"},
    {"a.csv", "id,text\n1,\"x\n2,z\n", "!syntax@2;"},
    {"a.csv", "id,title,text\n1,\"a\nb\",\"x\n2,y,z\n", "!syntax@3;"},
    {"a.csv", "id,text\n1," LONG100 "\n2,z\n", "!too_large@2;2=z;"},
    {"a.csv", "id,text\n1,\"" LONG60 "\n" LONG60 "\n\"\n2,z\n",
     "!too_large@2;2=z;"},
    {"a.csv", "text,id\rx,1\ry,2", "1=x;2=y;"},
    {"a.csv", "\xef\xbb\xbfid,text\n1,x\n", "1=x;"},
    /* A name of over 64 bytes makes it no header, but blanks are no part. */
    {"a", "id   " SPACE60 "   ,text\n1,x\n", "1=x;"},
    {"a", LONG60 "----,text,id\n-,x,1\n", "1=x;"},
    {"a", LONG60 "-----,text,id\n-,x,1\n",
     "a=" LONG60 "-----,text,id\n-,x,1\n;"},
    {"a", LONG60 "-----\ttext\tid\n-\tx\t1\n",
     "a=" LONG60 "-----\ttext\tid\n-\tx\t1\n;"},
    {"a.csv", "", ""},
    {"a.json", "{}\n\n", "!missing@1;"},
};

START_TEST(reads)
{
    struct buf got = BUF_INIT;

    feeding_put(cases[_i].name, cases[_i].bytes, strlen(cases[_i].bytes));
    read_all(cases[_i].name, "auto", MAX, &got);
    ck_assert_str_eq(got.data, cases[_i].got);
    buf_free(&got);
}
END_TEST

/* FIELD=NAME as --map has it; no other name serves then. */
static const struct {
    const char *map, *bytes, *got;
} maps[] = {
    {"text=lead", "{\"lead\":\"x\",\"text\":\"y\"}", "a.jsonl:1=x;"},
    {"text=lead", "{\"text\":\"y\"}", "!missing@1;"},
    {"text=a.b", "{\"a\":{\"b\":\"x\"}}", "a.jsonl:1=x;"},
    {"text=a.b", "{\"a.b\":\"x\"}", "a.jsonl:1=x;"},
    {"id=title", "{\"title\":\"x\",\"text\":\"y\"}", "x=y;"},
};

START_TEST(fields_can_be_named)
{
    struct field_map map = {0};
    const struct articles_options options = {.max_size = MAX, .map = &map};
    struct buf got = BUF_INIT;

    ck_assert(field_map_add(&map, maps[_i].map));
    ck_assert(!field_map_add(&map, "colour=red"));
    ck_assert(!field_map_add(&map, "text="));
    feeding_put("a.jsonl", maps[_i].bytes, strlen(maps[_i].bytes));
    feeding_read("a.jsonl", &options, NULL, &got);
    ck_assert_str_eq(got.data, maps[_i].got);
    field_map_free(&map);
    buf_free(&got);
}
END_TEST

/* A table in a folder must have columns of an article, or it is skipped. */
START_TEST(tables_of_other_things_are_skipped)
{
    const struct articles_options options = {.max_size = MAX};
    struct walk walk = WALK_INIT;
    struct problem p;
    struct articles articles;
    struct parsed parsed;

    ck_assert_int_eq(mkdir("d", 0700), 0);
    feeding_put("d/a.tsv", "n\tm\n1\t2\n", 8);
    feeding_put("d/b.tsv", "id\ttext\n1\tx\n", 12);
    parsed_start(&parsed);
    walk_add(&walk, "d");
    articles_start(&articles, &walk, &options);
    ck_assert_int_eq(articles_next(&articles, &parsed, &p), IR_OK);
    ck_assert_str_eq(articles.name, "d/b.tsv");
    ck_assert_int_eq(articles_next(&articles, &parsed, &p), IR_END);
    ck_assert_uint_eq(walk.skipped, 1);
    articles_free(&articles);
    walk_free(&walk);
    parsed_free(&parsed);
}
END_TEST

START_TEST(format_can_be_said)
{
    struct buf got = BUF_INIT;

    feeding_put("a.txt", "{\"text\":\"x\"}", 12);
    read_all("a.txt", "jsonl", MAX, &got);
    read_all("a.txt", "text", MAX, &got);
    ck_assert_str_eq(got.data, "a.txt:1=x;a.txt={\"text\":\"x\"};");
    buf_free(&got);
}
END_TEST

/* The line after a long one was lost when one read returned both. */
START_TEST(long_lines_take_no_neighbours)
{
    struct buf bytes = BUF_INIT, got = BUF_INIT;

    buf_adds(&bytes, "{\"id\":\"1\",\"text\":\"x\"}\n");
    for (size_t i = 0; i < 300000; i++)
        buf_addc(&bytes, 'a');
    buf_adds(&bytes, "\n{\"id\":\"2\",\"text\":\"y\"}\n" LONG100 LONG100
                     "\n{\"id\":\"3\",\"text\":\"z\"}\n");
    feeding_put("a.jsonl", bytes.data, bytes.size);
    read_all("a.jsonl", "auto", MAX, &got);
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
    feeding_put("a.jsonl", bytes.data, bytes.size);
    read_all("a.jsonl", "auto", MAX, &got);
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

    feeding_put("a.jsonl", LONG100 LONG100 "\n", 201);
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

    tcase_add_checked_fixture(tcase, feeding_setup, feeding_teardown);
    tcase_add_loop_test(tcase, reads, 0, COUNT(cases));
    tcase_add_loop_test(tcase, numbers_for_people, 0, COUNT(numbers));
    tcase_add_loop_test(tcase, fields_can_be_named, 0, COUNT(maps));
    tcase_add_test(tcase, tables_of_other_things_are_skipped);
    tcase_add_test(tcase, format_can_be_said);
    tcase_add_test(tcase, long_lines_take_no_neighbours);
    tcase_add_test(tcase, streams_what_is_larger_than_an_article);
    tcase_add_test(tcase, a_file_that_changes_is_not_taken);
    suite_add_tcase(suite, tcase);
    return suite;
}
