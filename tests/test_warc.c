#include "indexer/formats/http.h"
#include "tests/feeding.h"
#include "tests/reading.h"
#include "tests/test.h"

#include <stdio.h>
#include <zlib.h>

#define MAX ((size_t)10000)
#define PAGE                                                               \
    "<html><head><title>Dam opens</title></head><body><article><h1>Dam "   \
    "opens</h1><p>The dam above the town was opened on Monday, and the "   \
    "lowland farmers got their water back after three dry years.</p><p>"   \
    "They danced on the wall until the minister had left the valley, and " \
    "some of them even after that.</p></article></body></html>"
#define OK "HTTP/1.1 200 OK\r\n"
#define HTML "Content-Type: text/html; charset=utf-8\r\n"

/* Append a record whose Content-Length is too large by `said'. */
static void add_record(struct buf *out, const char *type, const char *url,
                       struct ir_text body, int said)
{
    buf_addf(out,
             "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
             "Content-Length: %d\r\n\r\n",
             type, url, (int)body.size + said);
    buf_addt(out, body);
    buf_adds(out, "\r\n\r\n");
}

static void add_answer(struct buf *out, const char *url, const char *answer)
{
    add_record(out, "response", url, text_of(answer), 0);
}

static void show(const struct parsed *parsed, struct buf *out)
{
    buf_addf(out, "%s|%s|%s;", parsed->fields[PARSED_ID].data,
             parsed->fields[PARSED_URL].data,
             strstr(parsed->fields[PARSED_TEXT].data, "lowland farmers")
                 ? "page"
                 : "other");
}

/* The articles and problems read from the bytes are as in want. */
static void check(const struct buf *bytes, const char *want)
{
    const struct articles_options options = {.max_size = MAX};
    struct buf got = BUF_INIT;

    feeding_put("a.warc", bytes->data, bytes->size);
    feeding_read("a.warc", &options, show, &got);
    ck_assert_str_eq(got.data, want);
    buf_free(&got);
}

/* Headers may end with LF, though those of the answer end with CRLF. */
START_TEST(line_ends_may_be_of_either_kind)
{
    struct buf all = BUF_INIT;

    for (int i = 1; i <= 2; i++)
        buf_addf(
            &all,
            "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: http://%d.x/\n"
            "Content-Length: %zu\n\n%s%s\r\n%s\n\n",
            i, sizeof(OK HTML "\r\n" PAGE) - 1, OK, HTML, PAGE);
    check(&all, "a.warc#http://1.x/|http://1.x/|page;"
                "a.warc#http://2.x/|http://2.x/|page;");
    buf_free(&all);
}
END_TEST

START_TEST(gives_the_pages)
{
    struct buf all = BUF_INIT;

    add_record(&all, "warcinfo", "", TEXT("software: x\r\n"), 0);
    add_record(&all, "request", "http://a/1", TEXT("GET / HTTP/1.1\r\n\r\n"),
               0);
    add_answer(&all, "http://a/1", OK HTML "\r\n" PAGE);
    add_answer(&all, "http://a/2", OK "Content-Type: image/png\r\n\r\nPNG");
    add_answer(&all, "http://a/3",
               "HTTP/1.1 404 Not Found\r\n" HTML "\r\n" PAGE);
    add_answer(&all, "<http://a/4>", OK HTML "\r\n" PAGE);
    check(&all, "a.warc#http://a/1|http://a/1|page;"
                "a.warc#http://a/4|http://a/4|page;");
    buf_free(&all);
}
END_TEST

/* Common Crawl's WET: a conversion is a text, whose first line is its title. */
START_TEST(texts_that_were_made_of_pages_are_read)
{
    static const struct reading_case c = {
        "a.warc.wet",
        "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a/1\r\n"
        "WARC-Identified-Content-Language: fra,eng\r\n"
        "Content-Type: text/plain\r\nContent-Length: 22\r\n\r\n"
        "Le  bac \nest en retard\r\n\r\n"
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a/2\r\n"
        "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n\n\n\r\n\r\n"
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a/3\r\n"
        "Content-Type: text/plain\r\nContent-Length: 8\r\n\r\nOne line\r\n\r\n",
        "id: a.warc.wet#http://a/1\n"
        "title: Le bac\n"
        "lang: fra\n"
        "url: http://a/1\n"
        "text:\n"
        "Le  bac \nest en retard\n"
        "--\n"
        "! empty @0: a text without words\n"
        "--\n"
        "id: a.warc.wet#http://a/3\n"
        "url: http://a/3\n"
        "text:\n"
        "One line\n"
        "--\n"};

    reading_holds(&c);
}
END_TEST

START_TEST(pages_without_an_answer_or_a_type_are_read)
{
    struct buf all = BUF_INIT;

    buf_addf(
        &all,
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a/1\r\n"
        "Content-Type: text/html\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
        sizeof(PAGE) - 1, PAGE);
    add_answer(&all, "http://a/2", OK "Server: x\r\n\r\n" PAGE);
    add_answer(&all, "http://a/3", OK "Server: x\r\n\r\n{\"a\":1}");
    check(&all, "a.warc#http://a/1|http://a/1|page;"
                "a.warc#http://a/2|http://a/2|page;");
    buf_free(&all);
}
END_TEST

START_TEST(keeps_what_is_beside_damage)
{
    struct buf all = BUF_INIT;

    add_answer(&all, "http://a/1", OK HTML "\r\n" PAGE);
    add_record(&all, "response", "http://a/2", TEXT(OK HTML "\r\n" PAGE), -3);
    add_answer(&all, "http://a/3", OK HTML "\r\n" PAGE);
    add_record(&all, "response", "http://a/4", TEXT(OK HTML "\r\n" PAGE), 30);
    buf_adds(&all, "what is no record\r\n\r\n");
    add_answer(&all, "http://a/5", OK HTML "\r\n" PAGE);
    buf_adds(&all, "WARC/1.0\r\nWARC-Type: response\r\n\r\n");
    add_record(&all, "response", "http://a/6", TEXT(OK HTML "\r\n" PAGE), 99);
    check(&all, "a.warc#http://a/1|http://a/1|page;!damaged@0;"
                "a.warc#http://a/3|http://a/3|page;!damaged@0;"
                "a.warc#http://a/5|http://a/5|page;!damaged@0;!damaged@0;");
    buf_free(&all);
}
END_TEST

START_TEST(names_what_is_too_large)
{
    struct buf all = BUF_INIT, large = BUF_INIT;

    buf_adds(&large, OK HTML "\r\n");
    while (large.size <= MAX)
        buf_adds(&large, PAGE);
    add_record(&all, "response", "http://a/1", buf_text(&large), 0);
    add_record(&all, "metadata", "http://a/1", buf_text(&large), 0);
    add_answer(&all, "http://a/2", OK HTML "\r\n" PAGE);
    check(&all, "!too_large@0;a.warc#http://a/2|http://a/2|page;");
    buf_free(&all);
    buf_free(&large);
}
END_TEST

static void add_gzip(struct buf *out, struct ir_text in, int window)
{
    z_stream z = {0};
    char room[4096];

    ck_assert_int_eq(
        deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)in.data;
    z.avail_in = (unsigned)in.size;
    z.next_out = (unsigned char *)room;
    z.avail_out = sizeof(room);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_add(out, room, sizeof(room) - z.avail_out);
    deflateEnd(&z);
}

START_TEST(undoes_what_was_done_on_the_way)
{
    static const int windows[] = {15 + 16, 15, -15};
    struct buf message = BUF_INIT, all = BUF_INIT;

    buf_addf(&message, OK HTML "Transfer-Encoding: chunked\r\n\r\n");
    buf_addf(&message, "a;x=y\r\n%.10s\r\n%zx\r\n%s\r\n0\r\n\r\n", PAGE,
             strlen(PAGE) - 10, &PAGE[10]);
    add_record(&all, "response", "http://a/c", buf_text(&message), 0);
    for (int i = 0; i < 3; i++) {
        buf_clear(&message);
        buf_addf(&message, OK HTML "Content-Encoding: %s\r\n\r\n",
                 i ? "deflate" : "gzip");
        add_gzip(&message, TEXT(PAGE), windows[i]);
        add_record(&all, "response", "http://a/g", buf_text(&message), 0);
    }
    add_answer(&all, "http://a/p",
               OK HTML "Content-Encoding: gzip\r\n"
                       "Transfer-Encoding: chunked\r\n\r\n" PAGE);
    add_answer(&all, "http://a/b", OK HTML "Content-Encoding: br\r\n\r\nx");
    check(&all, "a.warc#http://a/c|http://a/c|page;"
                "a.warc#http://a/g|http://a/g|page;"
                "a.warc#http://a/g|http://a/g|page;"
                "a.warc#http://a/g|http://a/g|page;"
                "a.warc#http://a/p|http://a/p|page;!encoding@0;");
    buf_free(&message);
    buf_free(&all);
}
END_TEST

/* The member behind one that lacks its end is read. */
START_TEST(a_damaged_member_costs_itself)
{
    const struct articles_options options = {.max_size = MAX};
    struct buf all = BUF_INIT, got = BUF_INIT;

    for (int i = 1; i <= 3; i++) {
        struct buf record = BUF_INIT;
        char url[20];

        snprintf(url, sizeof(url), "http://%d.x/", i);
        add_answer(&record, url, OK HTML "\r\n" PAGE);
        add_gzip(&all, buf_text(&record), 15 + 16);
        all.size -= i == 2 ? 40 : 0;
        buf_free(&record);
    }
    feeding_put("a.warc.gz", all.data, all.size);
    feeding_read("a.warc.gz", &options, show, &got);
    ck_assert_str_eq(got.data, "a.warc.gz#http://1.x/|http://1.x/|page;"
                               "!damaged@0;"
                               "a.warc.gz#http://3.x/|http://3.x/|page;");
    buf_free(&all);
    buf_free(&got);
}
END_TEST

/* Three records, each a gzip member of its own; the second is damaged. */
START_TEST(goes_on_behind_a_damaged_member)
{
    struct buf record = BUF_INIT, all = BUF_INIT;
    char url[32];
    size_t start;

    for (int i = 1; i <= 3; i++) {
        buf_clear(&record);
        snprintf(url, sizeof(url), "http://a/%d", i);
        add_answer(&record, url, OK HTML "\r\n" PAGE);
        start = all.size;
        add_gzip(&all, buf_text(&record), 15 + 16);
        if (i == 2)
            memset(all.data + start + 14, 0xff, 40);
    }
    check(&all, "a.warc#http://a/1|http://a/1|page;!damaged@0;"
                "a.warc#http://a/3|http://a/3|page;");
    buf_free(&record);
    buf_free(&all);
}
END_TEST

Suite *warc_suite(void)
{
    Suite *suite = suite_create("warc");
    TCase *tcase = tcase_create("warc");

    tcase_add_checked_fixture(tcase, feeding_setup, feeding_teardown);
    tcase_add_test(tcase, line_ends_may_be_of_either_kind);
    tcase_add_test(tcase, a_damaged_member_costs_itself);
    tcase_add_test(tcase, gives_the_pages);
    tcase_add_test(tcase, texts_that_were_made_of_pages_are_read);
    tcase_add_test(tcase, pages_without_an_answer_or_a_type_are_read);
    tcase_add_test(tcase, keeps_what_is_beside_damage);
    tcase_add_test(tcase, names_what_is_too_large);
    tcase_add_test(tcase, undoes_what_was_done_on_the_way);
    tcase_add_test(tcase, goes_on_behind_a_damaged_member);
    suite_add_tcase(suite, tcase);
    return suite;
}
