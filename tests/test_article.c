#include "article/record.h"
#include "article/terms.h"
#include "tests/test.h"

#include <stdlib.h>
#include <zlib.h>

static struct ir_error err;

static const struct sentence two[] = {{0, 14, 1}, {15, 27, 2}};
static struct ir_article sample(void)
{
    struct ir_article a = {.id = TEXT("docs/a.txt"),
                           .title = TEXT("Gas flows again"),
                           .source = TEXT("Wire"),
                           .lang = TEXT("en"),
                           .text = TEXT("Gas flows now. Caf\xc3\xa9s glow."),
                           .has_date = true,
                           .date = -5,
                           .utc_offset = -570,
                           .words = 5};

    return a;
}

static void encode(struct buf *out)
{
    struct sentence items[2];
    struct sentences s = {items, 2, 2};
    struct ir_article a = sample();

    memcpy(items, two, sizeof(two));
    ok(record_encode(&a, &s, out, &err));
    record_encode_done();
}

START_TEST(record_comes_back)
{
    struct record_decoder *d = record_decoder_new();
    struct record r = RECORD_INIT;
    struct buf bytes = BUF_INIT;

    encode(&bytes);
    ck_assert_text_eq(record_id(buf_text(&bytes)), "docs/a.txt");
    ok(record_decode(d, buf_text(&bytes), &r, &err));
    buf_free(&bytes);
    ck_assert_text_eq(r.article.id, "docs/a.txt");
    ck_assert_text_eq(r.article.title, "Gas flows again");
    ck_assert_text_eq(r.article.text, "Gas flows now. Caf\xc3\xa9s glow.");
    ck_assert_text_eq(r.article.byline, "");
    ck_assert(r.article.has_date);
    ck_assert_int_eq(r.article.date, -5);
    ck_assert_int_eq(r.article.utc_offset, -570);
    ck_assert(!r.article.date_only);
    ck_assert_uint_eq(r.article.sentences, 2);
    ck_assert_uint_eq(r.sentences.items[1].start, 15);
    ck_assert_uint_eq(r.sentences.items[1].end, 27);
    ck_assert_uint_eq(r.sentences.items[1].marks, 2);
    ck_assert_str_eq(r.article.fingerprint,
                     "sha256:96e759d3995b71f5b21f052407b095ef"
                     "50a6dbcfe5cf573e6b2cd6ef692d421d");
    record_free(&r);
    record_decoder_free(d);
}
END_TEST

START_TEST(every_offset_comes_back)
{
    struct record_decoder *d = record_decoder_new();
    struct record r = RECORD_INIT;
    struct sentences none = {NULL, 0, 0};
    struct ir_article a = {.id = TEXT("a"), .has_date = true};
    struct buf bytes = BUF_INIT;

    for (int offset = -1439; offset <= 1439; offset++) {
        a.utc_offset = offset;
        ok(record_encode(&a, &none, &bytes, &err));
        ok(record_decode(d, buf_text(&bytes), &r, &err));
        ck_assert_int_eq(r.article.utc_offset, offset);
    }
    a.utc_offset = 1440;
    ok(record_encode(&a, &none, &bytes, &err));
    fails(record_decode(d, buf_text(&bytes), &r, &err), IR_CORRUPT);
    record_encode_done();
    buf_free(&bytes);
    record_free(&r);
    record_decoder_free(d);
}
END_TEST

/* The sample, as it was written when records knew no offsets. */
/* clang-format off */
static const char first_version[] =
    "\x49\x52\x01\x0a\x64\x6f\x63\x73\x2f\x61\x2e\x74\x78\x74\xfd\x92\x81"
    "\xf4\x73\xa7\x24\xdb\x67\x78\x9c\x9b\xf6\x3c\xf2\xf2\xcc\xe8\xc2\xaf"
    "\x9b\xe4\x59\x55\xd8\x37\x4c\x7d\x1f\xb0\xec\xf6\xf9\xa7\xe7\xc3\xed"
    "\xb2\x75\xae\xbd\xcf\xd4\x75\x92\xe5\x77\x4f\x2c\x56\x48\xcb\xc9\x2f"
    "\x2f\x56\x48\x4c\x4f\xcc\xcc\x63\x09\xcf\x2c\x4a\x65\x60\x60\x4a\xcd"
    "\x63\x60\x60\xfc\xfd\x1f\x02\x58\x99\x18\xf9\xd8\x78\xa4\x11\x4a\xf3"
    "\xf2\xcb\xf5\x14\x9c\x13\xd3\x0e\xaf\x2c\x56\x48\xcf\xc9\x2f\xd7\x03"
    "\x00\x4b\x54\x2a\xc8";
/* clang-format on */

START_TEST(records_of_the_first_version_are_read)
{
    struct record_decoder *d = record_decoder_new();
    struct record r = RECORD_INIT;
    struct ir_text bytes = {first_version, sizeof(first_version) - 1};

    ok(record_decode(d, bytes, &r, &err));
    ck_assert_text_eq(r.article.title, "Gas flows again");
    ck_assert_text_eq(r.article.text, sample().text.data);
    ck_assert_int_eq(r.article.date, -5);
    ck_assert_int_eq(r.article.utc_offset, 0);
    ck_assert_uint_eq(r.article.words, 5);
    ck_assert_uint_eq(r.sentences.items[1].end, 27);
    record_free(&r);
    record_decoder_free(d);
}
END_TEST

/* Of an article with this path; its size. */
static size_t path_comes_back(const char *path, char version)
{
    struct record_decoder *d = record_decoder_new();
    struct record r = RECORD_INIT;
    struct sentences none = {NULL, 0, 0};
    struct ir_article a = {.id = TEXT("wire/storms/0417.txt")};
    struct buf bytes = BUF_INIT;
    size_t size;

    a.path = text_of(path);
    ok(record_encode(&a, &none, &bytes, &err));
    if (version)
        bytes.data[2] = version;
    ok(record_decode(d, buf_text(&bytes), &r, &err));
    ck_assert_text_eq(r.article.path, path);
    ck_assert_text_eq(r.article.id, "wire/storms/0417.txt");
    size = bytes.size;
    record_encode_done();
    buf_free(&bytes);
    record_free(&r);
    record_decoder_free(d);
    return size;
}

START_TEST(path_that_is_the_id_is_stored_once)
{
    const size_t same = path_comes_back("wire/storms/0417.txt", 0);

    ck_assert_uint_lt(same + 15, path_comes_back("feed/floods/9638.log", 0));
    path_comes_back("", 0);
    /* Records of the second version have it always. */
    path_comes_back("feed/floods/9638.log", 2);
}
END_TEST

static void harmless(const struct record *r)
{
    ck_assert_text_eq(r->article.id, "docs/a.txt");
    ck_assert_text_eq(r->article.title, "Gas flows again");
    ck_assert_text_eq(r->article.text, sample().text.data);
    ck_assert_uint_eq(r->sentences.items[1].end, 27);
}

/* One changed bit, or another article's id, is found out or does no harm (the
 * last byte of deflated data has bits that mean nothing). */
START_TEST(damage_is_noticed)
{
    struct record_decoder *d = record_decoder_new();
    struct record r = RECORD_INIT;
    struct buf bytes = BUF_INIT;

    encode(&bytes);
    for (size_t bit = 0; bit < bytes.size * 8; bit++) {
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
        if (record_decode(d, buf_text(&bytes), &r, &err) == IR_OK)
            harmless(&r);
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
    }
    for (size_t size = 0; size < bytes.size; size++) {
        struct ir_text cut = {bytes.data, size};

        ck_assert_int_ne(record_decode(d, cut, &r, &err), IR_OK);
    }
    ok(record_decode(d, buf_text(&bytes), &r, &err));
    bytes.data[2]++;
    fails(record_decode(d, buf_text(&bytes), &r, &err), IR_INCOMPATIBLE);
    fails(record_decode(d, TEXT("hello, world"), &r, &err), IR_CORRUPT);
    buf_free(&bytes);
    record_free(&r);
    record_decoder_free(d);
}
END_TEST

/* The payload is an ordinary zlib stream: any zlib can read it. */
START_TEST(zlib_reads_the_payload)
{
    struct buf bytes = BUF_INIT;
    struct decoder c;
    unsigned char plain[4096];
    uLongf size = sizeof(plain);

    encode(&bytes);
    decoder_start(&c, buf_text(&bytes));
    decoder_bytes(&c, 3);
    decoder_bytes(&c, decoder_varint(&c));
    decoder_u64(&c);
    ck_assert_uint_eq(decoder_varint(&c), 105);
    ck_assert_int_eq(uncompress(plain, &size, c.at, (uLong)(c.end - c.at)),
                     Z_OK);
    ck_assert_uint_eq(size, 105);
    buf_free(&bytes);
}
END_TEST

START_TEST(too_long_a_text_is_refused)
{
    struct sentences s = SENTENCES_INIT;
    struct ir_article a = sample();
    struct buf out = BUF_INIT;

    a.text.size = RECORD_TEXT_MAX + 1;
    fails(record_encode(&a, &s, &out, &err), IR_LIMIT);
    buf_free(&out);
}
END_TEST

START_TEST(long_ids_end_in_a_hash)
{
    struct buf a = BUF_INIT, b = BUF_INIT;
    char id[4096];
    struct ir_text whole = {id, sizeof(id)};

    term_unique(&a, TEXT("x"));
    ck_assert_str_eq(a.data, "Qx");
    memset(id, 'a', sizeof(id));
    term_unique(&a, whole);
    ck_assert_uint_eq(a.size, 1 + 160 + 33);
    id[sizeof(id) - 1] = 'b';
    term_unique(&b, whole);
    ck_assert_str_ne(a.data, b.data);
    buf_free(&a);
    buf_free(&b);
}
END_TEST

START_TEST(names_are_folded)
{
    struct buf out = BUF_INIT;

    term_name(&out, "XSO", TEXT("  Tehran \n Times "));
    ck_assert_str_eq(out.data, "XSOtehran times");
    term_name(&out, "XSO", TEXT(" \t"));
    ck_assert_str_eq(out.data, "");
    term_word(&out, "ZS", TEXT("gas"));
    ck_assert_str_eq(out.data, "ZSgas");
    buf_free(&out);
}
END_TEST

START_TEST(dates_become_terms)
{
    struct buf out = BUF_INIT;

    term_date(&out, 20585, 8);
    ck_assert_str_eq(out.data, "D20260512");
    term_date(&out, 20585, 6);
    ck_assert_str_eq(out.data, "M202605");
    term_date(&out, -1, 4);
    ck_assert_str_eq(out.data, "Y1969");
    term_date(&out, -719162, 8);
    ck_assert_str_eq(out.data, "D00010101");
    term_date(&out, 2932896, 8);
    ck_assert_str_eq(out.data, "D99991231");
    buf_free(&out);
}
END_TEST

START_TEST(values_sort_like_numbers)
{
    static const int64_t numbers[] = {INT64_MIN, -5, 0, 7, 300, INT64_MAX};
    struct buf last = BUF_INIT, now = BUF_INIT;

    for (size_t i = 0; i < COUNT(numbers); i++) {
        value_number(&now, numbers[i]);
        ck_assert_int_eq(value_number_get(buf_text(&now)), numbers[i]);
        ck_assert_int_lt(text_compare(buf_text(&last), buf_text(&now)), 0);
        buf_clear(&last);
        buf_addt(&last, buf_text(&now));
    }
    ck_assert_int_eq(value_number_get(TEXT("short")), 0);
    buf_free(&last);
    buf_free(&now);
}
END_TEST

Suite *article_suite(void)
{
    Suite *suite = suite_create("article");
    TCase *tcase = tcase_create("core");

    tcase_add_test(tcase, record_comes_back);
    tcase_add_test(tcase, every_offset_comes_back);
    tcase_add_test(tcase, records_of_the_first_version_are_read);
    tcase_add_test(tcase, path_that_is_the_id_is_stored_once);
    tcase_add_test(tcase, damage_is_noticed);
    tcase_add_test(tcase, zlib_reads_the_payload);
    tcase_add_test(tcase, too_long_a_text_is_refused);
    tcase_add_test(tcase, long_ids_end_in_a_hash);
    tcase_add_test(tcase, names_are_folded);
    tcase_add_test(tcase, dates_become_terms);
    tcase_add_test(tcase, values_sort_like_numbers);
    suite_add_tcase(suite, tcase);
    return suite;
}
