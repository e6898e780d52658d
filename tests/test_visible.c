#include "tests/test.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <jansson.h>

static struct buf out = BUF_INIT;

static int add_bytes(const char *bytes, size_t size, void *to)
{
    buf_add(to, bytes, size);
    return 0;
}

static const char *shown(struct ir_text text)
{
    buf_clear(&out);
    visible_add(&out, text);
    return out.data;
}

static const struct {
    struct ir_text in;
    const char *line;
} pictures[] = {
    {TEXT(""), ""},
    {TEXT("Iran \xe2\x80\x93 \xd8\xa7\xdb\x8c\xd8\xb1"),
     "Iran \xe2\x80\x93 \xd8\xa7\xdb\x8c\xd8\xb1"},
    {TEXT("\033[31m"), "\xe2\x90\x9b[31m"},
    {TEXT("a\0b\x7f"), "a\xe2\x90\x80"
                       "b\xe2\x90\xa1"},
    {TEXT("a\tb\nc"), "a\xe2\x90\x89"
                      "b\xe2\x90\x8a"
                      "c"},
    {TEXT("a\r\nb\rc"), "a\xe2\x90\x8d\xe2\x90\x8a"
                        "b\xe2\x90\x8d"
                        "c"},
    {TEXT("\xc2\x9b"
          "31m"),
     "<U+009B>31m"},
    {TEXT("\x9b"
          "31m"),
     "\xef\xbf\xbd"
     "31m"},
    {TEXT("a\xe2\x80\xae"
          "b\xe2\x81\xa6"),
     "a<U+202E>b<U+2066>"},
    {TEXT("pay\xe2\x80\x8bpal\xef\xbb\xbf\xc2\xad"),
     "pay<U+200B>pal<U+FEFF>\xc2\xad"},
    {TEXT("a\xe2\x80\xa8"), "a<U+2028>"},
    {TEXT("\xf3\xa0\x81\x81\xe3\x85\xa4"), "<U+E0041><U+3164>"},
    /* Joiners are kept where the script uses them: in Persian, not in Latin. */
    {TEXT("\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1"),
     "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1"},
    {TEXT("a\xe2\x80\x8c"
          "b"),
     "a<U+200C>b"},
    {TEXT("10\u200c\u0647\u0632\u0627\u0631"),
     "10\u200c\u0647\u0632\u0627\u0631"},
    {TEXT("1\u200d\u200d2"), "1<U+200D><U+200D>2"},
    /* Kept: direction marks, soft hyphens, line breaks in Khmer, variants of
     * Han.  Escaped: overrides and isolates of direction. */
    {TEXT("a\u200e\u200f\u061c\u00adb"), "a\u200e\u200f\u061c\u00adb"},
    {TEXT("\u1780\u200b\u1781"), "\u1780\u200b\u1781"},
    {TEXT("\u845b\U000e0100"), "\u845b\U000e0100"},
    {TEXT("a\u202d\u2067\u2069\u2060"), "a<U+202D><U+2067><U+2069><U+2060>"},
    /* Kept in emoji: joiners, and the tags of a flag.  Escaped elsewhere. */
    {TEXT("\U0001f469\U0001f3fd\u200d\U0001f4bb \u2764\ufe0f\u200d\U0001f525"),
     "\U0001f469\U0001f3fd\u200d\U0001f4bb \u2764\ufe0f\u200d\U0001f525"},
    {TEXT("\U0001f3f4\U000e0067\U000e0062\U000e007f"),
     "\U0001f3f4\U000e0067\U000e0062\U000e007f"},
    {TEXT("a\U000e0067\U000e0062"), "a<U+E0067><U+E0062>"},
    {TEXT("\xd8\x80"), "\xd8\x80"},
    {TEXT("\xf0\x9f\x87"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
};

START_TEST(controls_become_pictures)
{
    ck_assert_str_eq(shown(pictures[_i].in), pictures[_i].line);
    buf_free(&out);
}
END_TEST

static void check_safe(struct ir_text text)
{
    bool safe = utf8_valid(text);

    for (size_t at = 0; at < text.size;)
        safe = safe && !visible_unsafe(utf8_next(text.data, text.size, &at));
    if (!safe) /* an assertion each time is slow: Check reports all of them */
        ck_abort_msg("%s", text.data);
}

START_TEST(any_two_bytes_are_safe)
{
    for (unsigned i = 0; i < 65536; i++) {
        char bytes[] = {(char)(i >> 8), (char)i};
        struct ir_text text = {bytes, sizeof(bytes)};

        shown(text);
        check_safe(buf_text(&out));
        text.size = 1;
        shown(text);
        check_safe(buf_text(&out));
    }
    buf_free(&out);
}
END_TEST

START_TEST(any_code_point_is_safe)
{
    struct buf in = BUF_INIT;

    for (uint32_t code = 0; code < 0x110000; code++) {
        if (code >= 0xd800 && code < 0xe000)
            continue;
        buf_clear(&in);
        utf8_add(&in, code);
        shown(buf_text(&in));
        check_safe(buf_text(&out));
    }
    buf_free(&in);
    buf_free(&out);
}
END_TEST

START_TEST(columns_are_counted)
{
    struct ir_text text = TEXT("a\xe6\x97\xa5\xcc\x81\033\xe2\x80\xae");
    static const size_t columns[] = {1, 2, 0, 1, 8};
    size_t at = 0;

    for (size_t i = 0; i < COUNT(columns); i++)
        ck_assert_uint_eq(visible_next(text, &at, 0, &out), columns[i]);
    ck_assert_uint_eq(at, text.size);
    buf_free(&out);
}
END_TEST

/* Each code point in a string of JSON: the same one when it is read again. */
START_TEST(json_is_safe_and_means_the_same)
{
    struct buf in = BUF_INIT;

    for (uint32_t code = 0x20; code < 0x110000; code++) {
        json_t *string, *again;

        if (code >= 0xd800 && code < 0xe000)
            continue;
        buf_clear(&in);
        buf_clear(&out);
        utf8_add(&in, code);
        string = json_stringn(in.data, in.size);
        buf_clear(&in);
        json_dump_callback(string, add_bytes, &in, JSON_ENCODE_ANY);
        visible_add_json(&out, buf_text(&in));
        check_safe(buf_text(&out));
        again = json_loadb(out.data, out.size, JSON_DECODE_ANY, NULL);
        ck_assert(json_equal(string, again));
        json_decref(string);
        json_decref(again);
    }
    buf_free(&in);
    buf_free(&out);
}
END_TEST

Suite *visible_suite(void)
{
    Suite *suite = suite_create("visible");
    TCase *tcase = tcase_create("core");

    tcase_add_loop_test(tcase, controls_become_pictures, 0, COUNT(pictures));
    tcase_add_test(tcase, any_two_bytes_are_safe);
    tcase_add_test(tcase, any_code_point_is_safe);
    tcase_add_test(tcase, columns_are_counted);
    tcase_add_test(tcase, json_is_safe_and_means_the_same);
    suite_add_tcase(suite, tcase);
    return suite;
}
