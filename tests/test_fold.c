#include "tests/test.h"
#include "text/fold.h"
#include "text/utf8.h"

static const char *const folds[][2] = {
    {"", ""},
    {"Tehran", "tehran"},
    {"CAFÉ", "cafe"},
    {"Cafe\xcc\x81", "cafe"},
    {"Straße", "strasse"},
    {"ŒUVRE", "oeuvre"},
    {"Søren", "soren"},
    {"İstanbul ılık YILDIRIM", "istanbul ilik yildirim"},
    {"ŁĐØÆÞÐĦŦŊĸẞ", "ldoaethdhtnqss"},
    {"łđøæþðħŧŋßı", "ldoaethdhtnssi"},
    {"ƁƊƘƳƏƎƐƆƔƷǮǼ", "bdkyeeeogzzae"},
    {"ŀl Ŀl ŉ", "ll ll ʼn"},
    {"ⱥȼɇǥɉꝁłꝋᵽɍⱦʉɏƶ", "acegjklo"
                       "prtuyz"},
    {"ᴀʙᴄ ꜳ ﬀ", "abc aa ff"},
    {"Ꜳ Ɓ Ⱡ Ꞵ", "aa b l ꞵ"},
    {"کرسی كرسي كرسى", "كرسي كرسي كرسي"},
    {"خانۀ خانهٔ ہند ٱلله", "خانه خانه هند الله"},
    {"مـحـمـد ة", "محمد ة"},
    {"بھ ے ە", "بھ ے ە"},
    {"ﬁﬂ", "fifl"},
    {"Ｆｕｌｌ", "full"},
    {"ΑΆΣς", "αασσ"},
    {"ЙОД Ёж", "йод еж"},
    {"שָׁלוֹם", "שלום"},
    {"مُحَمَّد أحمد", "محمد احمد"},
    {"हिन्दी", "हिन्दी"},
    {"カﾞ", "ガ"},
    {"かき", "かき"},
    {"한국", "한국"},
    {"soft\xc2\xadhyphen", "softhyphen"},
    {"zero\xe2\x80\x8bwidth\xe2\x80\x8f", "zerowidth"},
    {"x²", "x2"},
    {"٠١٢٣ ०१२", "0123 012"},
    {"𝐁𝐨𝐥𝐝", "bold"},
};

START_TEST(folds_as_the_table_says)
{
    struct buf out = BUF_INIT;

    buf_adds(&out, "+");
    fold_add(text_of(folds[_i][0]), &out);
    ck_assert_str_eq(out.data + 1, folds[_i][1]);
    ck_assert_uint_eq(out.size, strlen(out.data));
    buf_free(&out);
}
END_TEST

static void fold_twice(struct ir_text word)
{
    struct buf once = BUF_INIT, twice = BUF_INIT;

    fold_add(word, &once);
    fold_add(buf_text(&once), &twice);
    if (!text_equal(buf_text(&once), buf_text(&twice)))
        ck_abort_msg("\"%.*s\": \"%s\" then \"%s\"", (int)word.size, word.data,
                     once.data, twice.data);
    ck_assert(utf8_valid(buf_text(&once)));
    buf_free(&once);
    buf_free(&twice);
}

START_TEST(folding_any_code_point_again_changes_nothing)
{
    struct buf word = BUF_INIT;

    for (uint32_t code = 1; code < 0x110000; code++) {
        if (code >= 0xd800 && code <= 0xdfff)
            continue;
        buf_clear(&word);
        utf8_add(&word, code);
        fold_twice(buf_text(&word));
    }
    buf_free(&word);
}
END_TEST

static uint32_t random_number(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Letters and marks that compose with each other, of many scripts. */
static uint32_t random_code(uint64_t *state)
{
    static const uint32_t ranges[][2] = {
        {0x41, 0x250},    {0x300, 0x370},   {0x370, 0x530},   {0x590, 0x700},
        {0x900, 0xe50},   {0xe80, 0x1200},  {0x1e00, 0x2000}, {0x3040, 0x3100},
        {0xac00, 0xac20}, {0x11a8, 0x11c0}, {0xfb00, 0xfdff}, {0xff00, 0xffa0},
    };
    uint32_t i = random_number(state) % COUNT(ranges);

    return ranges[i][0] + random_number(state) % (ranges[i][1] - ranges[i][0]);
}

START_TEST(folding_a_random_word_again_changes_nothing)
{
    struct buf word = BUF_INIT;
    uint64_t state = 42;

    for (int i = 0; i < 100000; i++) {
        uint32_t size = 1 + random_number(&state) % 6;

        buf_clear(&word);
        while (size--)
            utf8_add(&word, random_code(&state));
        fold_twice(buf_text(&word));
    }
    buf_free(&word);
}
END_TEST

/* Ordering marks by class took the square of their number. */
START_TEST(a_million_marks_take_no_million_squared)
{
    struct buf word = BUF_INIT, out = BUF_INIT;

    for (int i = 0; i < 1000000; i++)
        utf8_add(&word, i & 1 ? 0x93c : 0x94d);
    fold_add(buf_text(&word), &out);
    ck_assert_uint_eq(out.size, word.size);
    buf_free(&word);
    buf_free(&out);
}
END_TEST

Suite *fold_suite(void)
{
    Suite *suite = suite_create("fold");
    TCase *tests = tcase_create("fold");

    tcase_add_loop_test(tests, folds_as_the_table_says, 0, COUNT(folds));
    tcase_add_test(tests, folding_any_code_point_again_changes_nothing);
    tcase_add_test(tests, folding_a_random_word_again_changes_nothing);
    tcase_add_test(tests, a_million_marks_take_no_million_squared);
    suite_add_tcase(suite, tests);
    return suite;
}
