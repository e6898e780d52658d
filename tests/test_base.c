#include "base/buf.h"
#include "base/key_sort.h"
#include "base/sized.h"
#include "tests/test.h"

#include <math.h>
#include <stdlib.h>

START_TEST(empty_is_printable)
{
    struct buf b = BUF_INIT;

    ck_assert_str_eq(b.data, "");
    buf_free(&b);
}
END_TEST

static const struct {
    const char *word;
    int times;
    size_t size;
} growth[] = {
    {"", 3, 0},
    {"x", 1, 1},
    {"abc", 100, 300},
};

START_TEST(grows)
{
    struct buf b = BUF_INIT;

    for (int i = 0; i < growth[_i].times; i++)
        buf_addf(&b, "%s", growth[_i].word);
    ck_assert_uint_eq(b.size, growth[_i].size);
    ck_assert_int_eq(b.data[b.size], '\0');
    buf_free(&b);
}
END_TEST

START_TEST(take_leaves_it_empty)
{
    struct buf b = BUF_INIT;
    size_t size;
    char *taken;

    buf_adds(&b, "news");
    taken = buf_take(&b, &size);
    ck_assert_str_eq(taken, "news");
    ck_assert_uint_eq(size, 4);
    ck_assert_uint_eq(b.size, 0);
    free(taken);
    taken = buf_take(&b, NULL);
    ck_assert_str_eq(taken, "");
    free(taken);
}
END_TEST

static const uint64_t numbers[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};

START_TEST(numbers_come_back)
{
    struct buf b = BUF_INIT;
    struct decoder c;

    buf_add_varint(&b, numbers[_i]);
    buf_add_u64(&b, numbers[_i]);
    decoder_start(&c, buf_text(&b));
    ck_assert_uint_eq(decoder_varint(&c), numbers[_i]);
    ck_assert_uint_eq(decoder_u64(&c), numbers[_i]);
    ck_assert(!c.bad && c.at == c.end);
    ck_assert_uint_eq(decoder_varint(&c), 0);
    ck_assert(c.bad);
    buf_clear(&b);
    buf_add_decimal(&b, numbers[_i]);
    ck_assert_uint_eq(strtoull(b.data, NULL, 10), numbers[_i]);
    ck_assert_uint_eq(b.size, 1 + (size_t)log10((double)numbers[_i] + 0.5));
    buf_free(&b);
}
END_TEST

START_TEST(reading_past_the_end_is_noticed)
{
    struct decoder c;

    decoder_start(&c, TEXT("abc"));
    ck_assert_text_eq(decoder_bytes(&c, 2), "ab");
    ck_assert_text_eq(decoder_bytes(&c, 2), "");
    ck_assert(c.bad);
    ck_assert_text_eq(decoder_bytes(&c, 1), "");
}
END_TEST

START_TEST(message_is_one_line)
{
    struct ir_error err;

    fails(ir_fail(&err, IR_IO, "%s: bad", "a\n\033[31mb"), IR_IO);
    ck_assert_str_eq(err.message, "a??[31mb: bad");
    ck_assert_int_eq(err.status, IR_IO);
    fails(ir_fail(NULL, IR_LIMIT, "nobody asks"), IR_LIMIT);
}
END_TEST

START_TEST(statuses_have_names)
{
    ck_assert_str_eq(ir_status_name(IR_OK), "ok");
    ck_assert_str_eq(ir_status_name(IR_INTERNAL), "internal");
    ck_assert_str_eq(ir_status_name((enum ir_status)999), "unknown");
}
END_TEST

START_TEST(keys_are_in_the_order_of_their_texts)
{
    ck_assert_uint_eq(key_of(TEXT("")), 0);
    ck_assert_uint_eq(key_of(TEXT("a")), (uint64_t)'a' << 56);
    ck_assert_uint_lt(key_of(TEXT("ab")), key_of(TEXT("abc")));
    ck_assert_uint_gt(key_of(TEXT("\xc3")), key_of(TEXT("zzzzzzzz")));
    ck_assert_uint_eq(key_of(TEXT("stateless")), key_of(TEXT("stateles")));
}
END_TEST

/* Keys from the first bits, from the last ones, few of them, and all alike. */
static const uint64_t key_masks[] = {
    UINT64_MAX, 0xff, UINT64_C(0xff) << 56, UINT64_C(0x0300010000000000),
    0x100,      0};

START_TEST(items_are_sorted_by_key_and_keep_their_order)
{
    static struct keyed items[3000], spare[COUNT(items)];
    uint64_t random = 1;

    for (size_t count = 0; count <= COUNT(items); count = count * 3 / 2 + 1) {
        for (size_t i = 0; i < count; i++) {
            random =
                random * UINT64_C(6364136223846793005) + 1442695040888963407;
            items[i].key = (random >> 32 | random << 32) & key_masks[_i];
            items[i].index = (uint32_t)i;
        }
        key_sort(items, count, spare);
        for (size_t i = 1; i < count; i++) {
            ck_assert_uint_le(items[i - 1].key, items[i].key);
            if (items[i - 1].key == items[i].key)
                ck_assert_uint_lt(items[i - 1].index, items[i].index);
        }
    }
}
END_TEST

START_TEST(text_compares_by_bytes)
{
    ck_assert_int_lt(text_compare(TEXT("ab"), TEXT("abc")), 0);
    ck_assert_int_gt(text_compare(TEXT("\xc3"), TEXT("z")), 0);
    ck_assert_int_eq(text_compare(TEXT("x"), TEXT("x")), 0);
    ck_assert_int_lt(text_compare(TEXT(""), TEXT("x")), 0);
}
END_TEST

/* Each set with a text that has all of its bytes, and one of no set, at both
 * ends. */
static const struct {
    uint64_t set;
    const char *text, *start, *both;
} trims[] = {
    {BYTES_BLANK, " \t\r\n\va b\v\n\r\t ", "\va b\v\n\r\t ", "\va b\v"},
    {BYTES_SPACE, "\v\f \1a b\1\f\v\n", "\1a b\1\f\v\n", "\1a b\1"},
    {BYTES_CONTROL, "\1\x1f \x7f\t\1", "\x7f\t\1", "\x7f"},
    {BYTE('"') | BYTE(' '), "\" \"a\" \xc3\xa2\"", "a\" \xc3\xa2\"",
     "a\" \xc3\xa2"},
    {BYTES_SPACE, " \n ", "", ""},
    {BYTES_SPACE, "", "", ""},
};

START_TEST(trimming_takes_a_set_of_bytes_off_the_ends)
{
    struct ir_text t = text_of(trims[_i].text);

    ck_assert(text_equal(text_trim_start(t, trims[_i].set),
                         text_of(trims[_i].start)));
    ck_assert(text_equal(text_trim(t, trims[_i].set), text_of(trims[_i].both)));
}
END_TEST

START_TEST(a_nul_is_a_byte_to_trim_as_others_are)
{
    struct ir_text t = {"\0\0a\0b\0", 6};

    ck_assert(
        text_equal(text_trim(t, BYTE('\0')), (struct ir_text){"a\0b", 3}));
    ck_assert(
        text_equal(text_trim(t, BYTES_CONTROL), (struct ir_text){"a\0b", 3}));
    ck_assert_uint_eq(text_trim(t, BYTES_SPACE).size, 6);
}
END_TEST

/* Of a caller who was compiled before `later` was there. */
START_TEST(struct_of_an_earlier_version_keeps_the_default_of_what_it_lacks)
{
    struct earlier {
        size_t size;
        uint64_t first;
    } given = {sizeof(given), 7}, narrow = {0, 0};
    struct {
        size_t size;
        uint64_t first, later;
    } full = {0, 1, 2};
    struct ir_error err;

    ok(sized_copy(&given, sizeof(given), &full, sizeof(full), "thing", &err));
    ck_assert_uint_eq(full.size, sizeof(full));
    ck_assert_uint_eq(full.first, 7);
    ck_assert_uint_eq(full.later, 2);
    sized_init(&narrow, sizeof(narrow), &full, sizeof(full));
    ck_assert_uint_eq(narrow.size, sizeof(narrow));
    ck_assert_uint_eq(narrow.first, 7);
    given.size--;
    fails(sized_copy(&given, sizeof(given), &full, sizeof(full), "thing", &err),
          IR_INVALID);
    ck_assert_str_eq(err.message, "the thing has no size: it was not filled "
                                  "by its init function");
}
END_TEST

Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *tcase = tcase_create("core");

    tcase_add_test(tcase, empty_is_printable);
    tcase_add_loop_test(tcase, grows, 0, COUNT(growth));
    tcase_add_test(tcase, take_leaves_it_empty);
    tcase_add_loop_test(tcase, numbers_come_back, 0, COUNT(numbers));
    tcase_add_test(tcase, reading_past_the_end_is_noticed);
    tcase_add_test(tcase, message_is_one_line);
    tcase_add_test(
        tcase, struct_of_an_earlier_version_keeps_the_default_of_what_it_lacks);
    tcase_add_test(tcase, statuses_have_names);
    tcase_add_test(tcase, text_compares_by_bytes);
    tcase_add_test(tcase, keys_are_in_the_order_of_their_texts);
    tcase_add_loop_test(tcase, items_are_sorted_by_key_and_keep_their_order, 0,
                        COUNT(key_masks));
    tcase_add_loop_test(tcase, trimming_takes_a_set_of_bytes_off_the_ends, 0,
                        COUNT(trims));
    tcase_add_test(tcase, a_nul_is_a_byte_to_trim_as_others_are);
    suite_add_tcase(suite, tcase);
    return suite;
}
