#include "tests/test.h"
#include "text/utf8.h"

#include <stdlib.h>

#define BAD "\xef\xbf\xbd"

static const struct {
    struct ir_text in;
    const char *out;
    size_t replaced;
} repairs[] = {
    {{"", 0}, "", 0},
    {{"plain", 5}, "plain", 0},
    {{"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", 14},
     "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
     0},
    {{"a\0b", 3}, "a" BAD "b", 1},
    {{"\xef\xbb\xbfx\xef\xbb\xbf", 7}, "x\xef\xbb\xbf", 0},
    {{"\xc0\xaf", 2}, BAD BAD, 2},
    {{"\xed\xa0\x80", 3}, BAD BAD BAD, 3},
    {{"\xf4\x90\x80\x80", 4}, BAD BAD BAD BAD, 4},
    {{"\xf0\x80\x80\x41", 4}, BAD BAD BAD "A", 3},
    /* Unicode 15, tables 3-8 and 3-11: one U+FFFD per maximal subpart. */
    {{"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", 9}, BAD BAD BAD BAD "A", 4},
    {{"a\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64", 13},
     "a" BAD BAD BAD "b" BAD "c" BAD BAD "d",
     6},
    {{"12345678\xff"
      "12345678",
      17},
     "12345678" BAD "12345678",
     1},
    {{"end\xe2\x82", 5}, "end" BAD, 1},
};

START_TEST(bad_bytes_become_replacement_characters)
{
    struct buf out = BUF_INIT;

    ck_assert_uint_eq(utf8_repair(repairs[_i].in, &out), repairs[_i].replaced);
    ck_assert_text_eq(buf_text(&out), repairs[_i].out);
    ck_assert(utf8_valid(buf_text(&out)));
    buf_free(&out);
}
END_TEST

/* An independent decoder, by table 3-7 of the Unicode Standard. */
static bool valid_three(const unsigned char *p)
{
    size_t i = 0;

    while (i < 3) {
        size_t left = 3 - i - 1;

        if (p[i] < 0x80) {
            i++;
        } else if (p[i] >= 0xc2 && p[i] <= 0xdf) {
            if (left < 1 || p[i + 1] >> 6 != 2)
                return false;
            i += 2;
        } else if (p[i] >> 4 == 0xe) {
            unsigned code;

            if (left < 2 || p[i + 1] >> 6 != 2 || p[i + 2] >> 6 != 2)
                return false;
            code =
                (p[i] & 15u) << 12 | (p[i + 1] & 63u) << 6 | (p[i + 2] & 63u);
            if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))
                return false;
            i += 3;
        } else {
            return false;
        }
    }
    return true;
}

START_TEST(every_three_bytes_come_out_valid)
{
    struct buf out = BUF_INIT;
    unsigned char bytes[4] = "";

    for (uint32_t i = 0; i < 1u << 24; i++) {
        struct ir_text in = {(const char *)bytes, 3};
        bool valid, clean;

        bytes[0] = (unsigned char)(i >> 16);
        bytes[1] = (unsigned char)(i >> 8);
        bytes[2] = (unsigned char)i;
        valid = valid_three(bytes);
        clean = valid && !memchr(bytes, 0, 3) && i != 0xefbbbf;
        out.size = 0;
        utf8_repair(in, &out);
        if (utf8_valid(in) != valid || !utf8_valid(buf_text(&out)) ||
            (clean && !text_equal(in, buf_text(&out))))
            ck_abort_msg("%06x", i);
    }
    buf_free(&out);
}
END_TEST

START_TEST(every_code_point_comes_back)
{
    struct buf out = BUF_INIT;

    for (uint32_t code = 1; code < 0x110000; code++) {
        size_t at = 0;

        if (code >= 0xd800 && code <= 0xdfff)
            continue;
        out.size = 0;
        utf8_add(&out, code);
        if (utf8_next(out.data, out.size, &at) != code || at != out.size ||
            !utf8_valid(buf_text(&out)))
            ck_abort_msg("%x", code);
    }
    buf_free(&out);
}
END_TEST

START_TEST(a_broken_sequence_moves_one_byte)
{
    size_t at = 0;

    ck_assert_uint_eq(utf8_next("\xe2\x82", 2, &at), 0xfffd);
    ck_assert_uint_eq(at, 1);
    ck_assert_uint_eq(utf8_next("\xe2\x82", 2, &at), 0xfffd);
    ck_assert_uint_eq(at, 2);
}
END_TEST

Suite *utf8_suite(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tests = tcase_create("utf8");

    tcase_add_loop_test(tests, bad_bytes_become_replacement_characters, 0,
                        COUNT(repairs));
    tcase_add_test(tests, every_three_bytes_come_out_valid);
    tcase_add_test(tests, every_code_point_comes_back);
    tcase_add_test(tests, a_broken_sequence_moves_one_byte);
    suite_add_tcase(suite, tests);
    return suite;
}
