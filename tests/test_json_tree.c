/* What JSON is, and what is said of what is none. */
#include "base/buf.h"
#include "indexer/formats/text/json_tree.h"
#include "tests/test.h"

#include <stdlib.h>

/* Write a value as ours: null, false, true, 1, 'text', [a b], {'name':a}. */
static void print(const struct json_value *value, struct buf *out)
{
    static const char *const words[] = {"null", "false", "true"};
    const char *end = value->kind == JSON_ARRAY ? "]" : "}";

    if (value->kind <= JSON_TRUE)
        buf_adds(out, words[value->kind]);
    else if (value->kind == JSON_NUMBER)
        buf_addf(out, "%s%s", json_is_integer(value) ? "" : "~",
                 value->text.data);
    else if (value->kind == JSON_STRING) {
        buf_addc(out, '\'');
        buf_addt(out, value->text);
        buf_addc(out, '\'');
    } else {
        buf_addc(out, value->kind == JSON_ARRAY ? '[' : '{');
        for (value = value->first; value; value = value->next) {
            if (*end == '}')
                buf_addf(out, "%.*s:", (int)value->name.size, value->name.data);
            print(value, out);
            if (value->next)
                buf_addc(out, ' ');
        }
        buf_adds(out, end);
    }
}

static const struct {
    const char *text, *tree; /* or what is wrong, and its line */
    bool trailing;
} cases[] = {
    {"{}", "{}", false},
    {" [ ] \r\n\t", "[]", false},
    {"[1,-0,10.5,1E2,99999999999999999999]",
     "[1 -0 ~10.5 ~1E2 99999999999999999999]", false},
    {"[null,true,false,\"\"]", "[null true false '']", false},
    {"{\"a\":{\"b\":[[],{}]},\"c\":\"d\"}", "{a:{b:[[] {}]} c:'d'}", false},
    {"{\"\":[{\"a\":1},2]}", "{:[{a:1} 2]}", false},
    {"{\"a\":1,\"a\":2}", "{a:1 a:2}", false},
    {"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "['\"\\/\b\f\n\r\t']", false},
    {"[\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"]",
     "['A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80']", false},
    {"[\"\\ud83d\\ud83d\\ude00\\udc00\",\"\\\\ud800\"]",
     "['\xef\xbf\xbd\xf0\x9f\x98\x80\xef\xbf\xbd' '\\ud800']", false},
    {"{\"\\u0061\":\"\xc3\xa9\x7f\"}", "{a:'\xc3\xa9\x7f'}", false},
    {"{} x", "{}", true},
    {"[NaN,-Infinity,{\"NaN\":Infinity},\"\\\"NaN\"]",
     "[[] [] {NaN:[]} '\"NaN']", false},
    {"[1]]", "[1]", true},

    {"", "1: bad JSON at byte 0: premature EOF", false},
    {"1", "1: bad JSON at byte 1: an object or an array expected", false},
    {"\n\"a\"", "2: bad JSON at byte 4: an object or an array expected", false},
    {"[1]\n]", "1: bad JSON at byte 3: something follows the value", false},
    {"[] \"", "1: bad JSON at byte 2: something follows the value", false},
    {"{\"a\":\n\n1", "3: bad JSON at byte 8: premature EOF", false},
    {"[1,]",
     "1: bad JSON at byte 4: unallowed token at this point in JSON text",
     false},
    {"[01]", "1: bad JSON at byte 3: after array element, I expect ',' or ']'",
     false},
    {"{a:1}", "1: bad JSON at byte 2: invalid char in json text", false},
    {"[\"a\nb\"]", "1: bad JSON at byte 3: invalid character inside string",
     false},
    {"[\"\\x\"]",
     "1: bad JSON at byte 3: inside a string, '\\' occurs before a character "
     "which it may not",
     false},
    {"[\n-NaN]", "2: bad JSON at byte 3: malformed number", false},
    {"[NaN,\nnan]", "2: bad JSON at byte 7: invalid string in json text",
     false},
    {"[/**/]", "1: bad JSON", false},
    {"[1e999]", "1: bad JSON at byte 6: number too large", false},
    {"[-1e999]", "1: bad JSON at byte 7: number too large", false},
    {"[[[[[[]]]]]]", "1: bad JSON at byte 6: more than 5 levels", false},
};

START_TEST(text_becomes_a_tree)
{
    const struct json_syntax syntax = {5, cases[_i].trailing};
    struct buf text = BUF_INIT, out = BUF_INIT;
    struct arena arena = ARENA_INIT;
    const struct json_value *value;
    size_t replaced = 0;
    struct problem p;

    buf_adds(&text, cases[_i].text);
    value = json_parse(&arena, text.data, text.size, &syntax, &replaced, &p);
    if (value)
        print(value, &out);
    else
        buf_addf(&out, "%llu: %.*s", (unsigned long long)p.line,
                 (int)(strlen(cases[_i].tree) - 3), p.err.message);
    ck_assert_str_eq(out.data, cases[_i].tree);
    arena_free(&arena);
    buf_free(&text);
    buf_free(&out);
}
END_TEST

START_TEST(escaped_nul_is_a_byte)
{
    static const struct json_syntax syntax = {JSON_DEPTH_MAX, false};
    char text[] = "{\"a\\u0000b\":\"\\u0000\"}";
    struct arena arena = ARENA_INIT;
    const struct json_value *value;
    size_t replaced = 0;
    struct problem p;

    value = json_parse(&arena, text, strlen(text), &syntax, &replaced, &p);
    ck_assert(
        text_equal(json_text(json_member(value, TEXT("a\0b"))), TEXT("\0")));
    ck_assert_ptr_null(json_get(value, "a"));
    arena_free(&arena);
}
END_TEST

START_TEST(last_of_equal_names_counts)
{
    static const struct json_syntax syntax = {JSON_DEPTH_MAX, false};
    char text[] = "{\"a\":\"1\",\"b\":\"2\",\"a\":\"3\"}";
    struct arena arena = ARENA_INIT;
    const struct json_value *value;
    size_t replaced = 0;
    struct problem p;

    value = json_parse(&arena, text, strlen(text), &syntax, &replaced, &p);
    ck_assert_text_eq(json_text(json_get(value, "a")), "3");
    ck_assert_text_eq(json_text(json_get(value, "b")), "2");
    ck_assert_ptr_null(json_get(value, "c"));
    ck_assert_ptr_null(json_get(json_get(value, "a"), "a"));
    arena_free(&arena);
}
END_TEST

Suite *json_tree_suite(void)
{
    Suite *suite = suite_create("json_tree");
    TCase *tcase = tcase_create("core");

    tcase_add_loop_test(tcase, text_becomes_a_tree, 0, COUNT(cases));
    tcase_add_test(tcase, escaped_nul_is_a_byte);
    tcase_add_test(tcase, last_of_equal_names_counts);
    suite_add_tcase(suite, tcase);
    return suite;
}
