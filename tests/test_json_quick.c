#include "base/buf.h"
#include "indexer/formats/json/json_quick.h"
#include "tests/chance.h"
#include "tests/test.h"
#include "text/utf8.h"

#include <stdlib.h>

#define MUTANTS 50000

/* What is read without jansson's parser. */
static const char *const good[] = {
    "{}",
    "[]",
    " {\"a\" : [ ] , \"b\":{ } }\r\n\t",
    "{\"id\":\"n1\",\"title\":\"A \\\"b\\\" c\",\"text\":\"one\\ntwo\\n\"}",
    "{\"a\":\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud83d\\ude00\"}",
    "{\"a\":\"sp\xc3\xa9"
    "cial \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x98\x80 \x7f\"}",
    "{\"a\":\"NUL \\u0000 inside\"}",
    "{\"a\":1,\"b\":-0,\"c\":1.5e3,\"d\":true,\"e\":false,\"f\":null}",
    "{\"a\":9223372036854775807,\"b\":-9223372036854775808}",
    "{\"a\":\"first\",\"b\":1,\"a\":\"second\"}",
    "[{\"a\":[[[1,2],\"x\"],{\"b\":{\"c\":\"\"}}]},\"long enough for a word\"]",
    "{\"\":\"a name of no bytes\",\"1234567\":\"12345678\",\"8\":\"123456789\"}",
};

/* What jansson has to tell, or to read. */
static const char *const others[] = {
    "",
    " ",
    "x",
    "1",
    "\"a\"",
    "{",
    "[",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":\"",
    "{\"a\":\"b",
    "{\"a\":\"b\\",
    "{\"a\":\"b\\u12",
    "{\"a\":1",
    "{\"a\":1,",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{a:1}",
    "[1,]",
    "[1 2]",
    "[1}",
    "{\"a\":1]",
    "{} {}",
    "{}x",
    "{\"a\":01}",
    "{\"a\":+1}",
    "{\"a\":1.}",
    "{\"a\":.5}",
    "{\"a\":-}",
    "{\"a\":1e999}",
    "{\"a\":99999999999999999999}",
    "{\"a\":tru}",
    "{\"a\":nul",
    "{\"a\":True}",
    "{\"a\":\"tab\there, among others\"}",
    "{\"a\":\"a line\nthat is broken\"}",
    "{\"a\":\"\\x41\"}",
    "{\"a\":\"\\u00g0\"}",
    "{\"a\":\"\\ud83d\"}",
    "{\"a\":\"\\ud83d\\u0041\"}",
    "{\"a\":\"\\ude00\"}",
    "{\"a\\u0000b\":1}",
};

static json_t *by_jansson(struct ir_text text)
{
    return json_loadb(text.data, text.size, JSON_ALLOW_NUL, NULL);
}

/* What it reads is what jansson reads, with the members in the same order. */
static bool agrees(struct ir_text text)
{
    json_t *quick = json_quick(text), *slow = by_jansson(text);
    bool same = !quick;

    if (quick && slow) {
        char *a = json_dumps(quick, 0), *b = json_dumps(slow, 0);

        same = json_equal(quick, slow) && !strcmp(a, b);
        free(a);
        free(b);
    }
    json_decref(quick);
    json_decref(slow);
    return same;
}

START_TEST(good_json_is_read)
{
    struct ir_text text = text_of(good[_i]);
    json_t *json = json_quick(text);

    ck_assert_msg(json, "%s", good[_i]);
    json_decref(json);
    ck_assert_msg(agrees(text), "%s", good[_i]);
}
END_TEST

START_TEST(other_json_is_left)
{
    json_t *json = json_quick(text_of(others[_i]));

    ck_assert_msg(!json, "%s", others[_i]);
}
END_TEST

/* At each place in a word of eight bytes, and in the rest after it. */
START_TEST(any_byte_at_any_place_is_read_alike)
{
    char text[] = "{\"a\":\"0123456789abcdefghi\"}";

    for (size_t at = 6; at < sizeof(text) - 3; at++) {
        const char was = text[at];

        for (int c = 0; c < 0x80; c++) {
            text[at] = (char)c;
            ck_assert_msg(agrees(text_of(text)), "%d at %zu", c, at);
            if (c >= ' ' && c != '"' && c != '\\') {
                json_t *json = json_quick(text_of(text));

                ck_assert_msg(json, "%d at %zu", c, at);
                json_decref(json);
            }
        }
        text[at] = was;
    }
}
END_TEST

/* Bytes of the good ones changed, taken out and doubled. */
START_TEST(mutants_are_read_alike)
{
    static const char bytes[] = "\"\\{}[]:,u0dDtfn1-.eE \n\x01\xc3";
    struct buf text = BUF_INIT, valid = BUF_INIT;

    chance_seed("json_quick", 0);
    for (int i = 0; i < MUTANTS; i++) {
        buf_clear(&text);
        buf_adds(&text, good[below(COUNT(good))]);
        for (size_t n = 1 + below(3); n-- > 0 && text.size;) {
            size_t at = below(text.size);

            if (below(4))
                text.data[at] = bytes[below(sizeof(bytes) - 1)];
            else
                text.size = at;
        }
        buf_clear(&valid);
        utf8_repair(buf_text(&text), &valid);
        ck_assert_msg(agrees(buf_text(&valid)), "%s", valid.data);
    }
    buf_free(&text);
    buf_free(&valid);
}
END_TEST

START_TEST(depth_has_a_limit)
{
    struct buf text = BUF_INIT;

    for (int depth = JSON_QUICK_DEPTH; depth <= 100000; depth *= 2) {
        json_t *json;

        buf_clear(&text);
        for (int i = 0; i < depth; i++)
            buf_addc(&text, '[');
        for (int i = 0; i < depth; i++)
            buf_addc(&text, ']');
        json = json_quick(buf_text(&text));
        ck_assert_int_eq(json != NULL, depth == JSON_QUICK_DEPTH);
        json_decref(json);
    }
    buf_free(&text);
}
END_TEST

START_TEST(long_names_are_left)
{
    struct buf text = BUF_INIT;

    for (size_t size = 254; size < 258; size++) {
        json_t *json;

        buf_clear(&text);
        buf_addf(&text, "{\"%0*d\":1}", (int)size, 7);
        json = json_quick(buf_text(&text));
        ck_assert_int_eq(json != NULL, size < 256);
        json_decref(json);
    }
    buf_free(&text);
}
END_TEST

Suite *json_quick_suite(void)
{
    Suite *suite = suite_create("json_quick");
    TCase *tcase = tcase_create("core");

    tcase_add_loop_test(tcase, good_json_is_read, 0, COUNT(good));
    tcase_add_loop_test(tcase, other_json_is_left, 0, COUNT(others));
    tcase_add_test(tcase, any_byte_at_any_place_is_read_alike);
    tcase_add_test(tcase, mutants_are_read_alike);
    tcase_add_test(tcase, depth_has_a_limit);
    tcase_add_test(tcase, long_names_are_left);
    suite_add_tcase(suite, tcase);
    return suite;
}
