#include "tests/test.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

static struct words *w;

static void start(void)
{
    w = words_new();
}

static void stop(void)
{
    words_free(w);
    words_free(NULL);
}

/* Each word as "form@position" and its flags, separated by spaces. */
static void show(struct ir_text text, const struct word_filter *filter,
                 struct buf *out)
{
    struct word word;

    buf_clear(out);
    words_start(w, text, 0, 0, filter);
    while (words_next(w, &word))
        buf_addf(out, "%s%.*s@%u%s%s%s%s%s%s", out->size ? " " : "",
                 (int)word.form.size, word.form.data, word.position,
                 word.flags & WORD_PART ? "P" : "",
                 word.flags & WORD_JOINED ? "J" : "",
                 word.flags & WORD_ASIDE ? "S" : "",
                 word.flags & WORD_ACRONYM ? "A" : "",
                 word.flags & WORD_SPELLING ? "V" : "",
                 word.flags & WORD_UNIT ? "U" : "");
}

START_TEST(words_are_as_the_golden_file_says)
{
    FILE *file = fopen("tests/words.txt", "r");
    struct buf out = BUF_INIT;
    char line[1024];

    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof(line), file)) {
        char *arrow = strstr(line, " => ");

        if (line[0] == '#' && (line[1] == ' ' || !arrow))
            continue;
        ck_assert_msg(arrow != NULL, "no arrow: %s", line);
        *arrow = '\0';
        arrow[strcspn(arrow + 1, "\n") + 1] = '\0';
        show(text_of(line), NULL, &out);
        ck_assert_msg(!strcmp(out.data, arrow + 4), "%s => %s", line, out.data);
    }
    fclose(file);
    buf_free(&out);
}
END_TEST

static const struct {
    const char *text;
    const char *spans; /* the source of each word */
} spans[] = {
    {"Iran's", "Iran"},
    {"(Iran’s)", "Iran"},
    {"the U.S. said", "the|U.S.|U.S.|said"},
    {"in U.S", "in|U.S|U.S"},
    {"U.S.-led", "U.S.|U.S.-led|U.S.|led"},
    {"Ale-Es’haq's", "Ale|Ale-Es’haq|Es’haq|Es|haq"},
    {"$1,234.5%", "1,234.5"},
    {"C++, R&D.", "C++|R&D"},
    {"Müller’s", "Müller|Müller"},
    {"東京都", "東京|東|京都|京|都"},
    {"5月に", "5|月に|月|に"},
    {"می‌شود", "می|می‌شود|شود"},
    {"ok👍🏽!👩‍💻", "ok|👍🏽|👩‍💻|👩|💻"},
    {"❤️🇮🇷🇺🇸", "❤️|🇮🇷|🇺🇸"},
    {"x\xc2\xad y\xe2\x80\x8d-z", "x|y|y\xe2\x80\x8d-z|z"},
};

START_TEST(spans_cover_what_a_reader_sees_of_the_word)
{
    struct buf out = BUF_INIT;
    struct word word;

    words_start(w, text_of(spans[_i].text), 0, 0, NULL);
    while (words_next(w, &word))
        buf_addf(&out, "%s%.*s", out.size ? "|" : "",
                 (int)(word.end - word.start), spans[_i].text + word.start);
    ck_assert_str_eq(out.data, spans[_i].spans);
    buf_free(&out);
}
END_TEST

START_TEST(a_walk_may_start_anywhere)
{
    struct word word;

    words_start(w, TEXT("one two three"), 4, 7, NULL);
    ck_assert(words_next(w, &word));
    ck_assert_text_eq(word.form, "two");
    ck_assert_uint_eq(word.start, 4);
    ck_assert_uint_eq(word.position, 7);
    ck_assert(words_next(w, &word));
    ck_assert(!words_next(w, &word));
    ck_assert(!words_next(w, &word));
    ck_assert_uint_eq(words_position(w), 9);
    words_start(w, TEXT("one"), 99, 3, NULL);
    ck_assert(!words_next(w, &word));
    ck_assert_uint_eq(words_position(w), 3);
}
END_TEST

/* Bytes are looked at by sixteens: each place and length has its turn, the last
 * word of the text, too. */
START_TEST(words_begin_and_end_at_any_byte)
{
    char text[80];

    for (size_t at = 0; at < 40; at++)
        for (size_t size = 1; size < 36; size++) {
            struct word word;

            memset(text, _i ? '\n' : '*', sizeof(text));
            memset(text + at, "xZ7"[(at + size) % 3], size);
            words_start(w, (struct ir_text){text, at + size + (size_t)_i}, 0, 0,
                        NULL);
            ck_assert(words_next(w, &word));
            ck_assert_uint_eq(word.start, at);
            ck_assert_uint_eq(word.end, at + size);
            ck_assert_uint_eq(word.form.size, size);
            ck_assert(!words_next(w, &word));
        }
}
END_TEST

START_TEST(long_words_hold_their_position_with_an_empty_form)
{
    struct buf text = BUF_INIT, out = BUF_INIT;

    for (int i = 0; i <= WORD_MAX; i++)
        buf_addc(&text, 'x');
    buf_adds(&text, " y ");
    for (int i = 0; i <= WORD_MAX / 2; i++)
        buf_adds(&text, "é");
    buf_adds(&text, "é z x");
    for (int i = 1; i < WORD_MAX; i++)
        buf_addc(&text, 'x');
    show(buf_text(&text), NULL, &out);
    ck_assert(!strncmp(out.data, "@0 y@1 eeee", 10));
    ck_assert(strstr(out.data, "e@2 z@3 xxxx"));
    buf_free(&text);
    buf_free(&out);
}
END_TEST

START_TEST(compounds_without_end_come_in_parts)
{
    struct buf text = BUF_INIT, out = BUF_INIT;

    for (int i = 0; i < 40; i++)
        buf_adds(&text, "a-");
    buf_adds(&text, "bc d");
    show(buf_text(&text), NULL, &out);
    ck_assert_ptr_null(strchr(out.data, 'J'));
    ck_assert_ptr_nonnull(strstr(out.data, " a@39P bc@40P d@41"));
    buf_clear(&text);
    for (int i = 0; i < 9; i++)
        buf_adds(&text, i ? "-abcdefgh" : "abcdefgh");
    show(buf_text(&text), NULL, &out);
    ck_assert_ptr_null(strchr(out.data, 'J'));
    buf_free(&text);
    buf_free(&out);
}
END_TEST

static uint32_t random_number(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Random characters that word rules depend on, in lines shorter than the look
 * around for all-capital text. */
static void random_text(uint64_t *state, struct buf *out)
{
    static const char bytes[] = "abstUSDRCITWHO19   '-.,&+#%$\"_'`-..  ";

    buf_clear(out);
    for (int i = 0; i < 400; i++) {
        if (i % 30 == 29)
            buf_addc(out, '\n');
        buf_addc(out, bytes[random_number(state) % (sizeof(bytes) - 1)]);
    }
}

/* The same text for words, but not ASCII: no-break spaces for spaces, and soft
 * hyphens inside of words. */
static void disguise(const struct buf *in, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < in->size; i++) {
        char c = in->data[i], next = in->data[i + 1];

        if (c == ' ')
            buf_adds(out, "\xc2\xa0");
        else
            buf_addc(out, c);
        if (c >= 'a' && c <= 'z' && next >= 'a' && next <= 'z')
            buf_adds(out, "\xc2\xad");
    }
}

START_TEST(the_general_path_answers_as_the_ascii_path)
{
    struct buf text = BUF_INIT, other = BUF_INIT, want = BUF_INIT,
               got = BUF_INIT;
    uint64_t state = 1;

    for (int i = 0; i < 5000; i++) {
        random_text(&state, &text);
        disguise(&text, &other);
        show(buf_text(&text), NULL, &want);
        show(buf_text(&other), NULL, &got);
        ck_assert_msg(!strcmp(got.data, want.data), "%s\n%s\n%s", text.data,
                      want.data, got.data);
    }
    buf_free(&text);
    buf_free(&other);
    buf_free(&want);
    buf_free(&got);
}
END_TEST

/* Words of one to ten letters; various suffixes and separators follow. */
static void random_prose(uint64_t *state, struct buf *out)
{
    static const char letters[] = "abcdestuwhSDUW1";
    static const char *const behind[] = {" ",
                                         " ",
                                         " ",
                                         " ",
                                         ", ",
                                         ". ",
                                         "'s ",
                                         "-",
                                         ".",
                                         "'",
                                         "`",
                                         "`s ",
                                         "#",
                                         " #",
                                         "&",
                                         "\n",
                                         "\xe2\x80\x99s ",
                                         "\xc3\xa9 "};

    buf_clear(out);
    for (int i = 0; i < 100; i++) {
        for (uint32_t n = random_number(state) % 10 + 1; n; n--)
            buf_addc(out,
                     letters[random_number(state) % (sizeof(letters) - 1)]);
        buf_adds(out, behind[random_number(state) % COUNT(behind)]);
    }
}

static bool passes(const struct word_filter *f, struct ir_text form)
{
    return form.size &&
           word_filter_has(f, (unsigned char)form.data[0],
                           form.size > 1 ? (unsigned char)form.data[1] : 0);
}

/*
 * The words that pass the filter, applied by words_start() or, to compare, only
 * here.  They are read in pieces up to random offsets; the position after each
 * piece is shown too.
 */
static void show_passing(struct ir_text text, const struct word_filter *filter,
                         bool by_walk, uint64_t state, struct buf *out)
{
    struct word word;

    buf_clear(out);
    words_start(w, text, 0, 0, by_walk ? filter : NULL);
    for (size_t stop = 0; stop < text.size;) {
        stop += random_number(&state) % 200;
        words_until(w, stop);
        while (words_next(w, &word))
            if (passes(filter, word.form))
                buf_addf(out, "%.*s@%u/%zu ", (int)word.form.size,
                         word.form.data, word.position, word.start);
        buf_addf(out, "%u ", words_position(w));
    }
}

START_TEST(a_filter_takes_words_away_and_nothing_else)
{
    struct word_filter filter = {.dotted = false};
    struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
    uint64_t state = 2;

    if (_i % 2)
        word_filter_add(&filter, 'u', '.');
    word_filter_add(&filter, 't', 0);
    word_filter_add(&filter, 's', 'd');
    word_filter_add(&filter, '1', '9');
    word_filter_add(&filter, 'w', 'h');
    word_filter_add(&filter, 'c', '+');
    word_filter_add(&filter, 'd', '#');
    for (char c = 'a'; _i < 2 && c < 'i'; c++)
        word_filter_add(&filter, (unsigned char)c, 'e');
    for (int i = 0; i < 2000; i++) {
        if (i % 2)
            random_text(&state, &text);
        else
            random_prose(&state, &text);
        show_passing(buf_text(&text), &filter, false, state, &want);
        show_passing(buf_text(&text), &filter, true, state, &got);
        ck_assert_msg(!strcmp(got.data, want.data), "%s\n%s\n%s", text.data,
                      want.data, got.data);
    }
    buf_free(&text);
    buf_free(&want);
    buf_free(&got);
}
END_TEST

static const struct {
    const char *unit;
    uint32_t words; /* in a long text of repeated units; 0: any number */
} hostile[] = {
    {"x", 1},
    {"-", 0},
    {"'", 0},
    {"a-", 2 << 20},
    {"a'", 1},
    {"U.", 1},
    {"1,", 0},
    {"1.", 1},
    {"A&", 0},
    {"+", 0},
    {"\xcc\x81", 0},
    {"a\xcc\x81", 1},
    {"\xe0\xa4\xbc\xe0\xa5\x8d", 0},
    {"\xe4\xb8\xad", 0},
    {"\xc2\xad", 0},
    {"\xe2\x80\x99", 0},
    {"a\xe2\x80\x99", 1},
    {"US ", 0},
    {"\xc3\xbc", 1},
    {"\xf0\x9f\x98\x80", 1 << 20},
    {"\xf0\x9f\x98\x80\xe2\x80\x8d", 0},
    {"\xf0\x9f\x98\x80\xf0\x9f\x8f\xbd", 1 << 19},
    {"\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7", 1 << 19},
    {"\xf0\x9f\x87\xae", 1 << 19},
    {"\xd9\x85\xe2\x80\x8c", 0},
};

START_TEST(mebibytes_of_anything_are_walked)
{
    struct buf text = BUF_INIT;
    struct word word;
    uint32_t count;

    while (text.size < 4 << 20)
        buf_adds(&text, hostile[_i].unit);
    words_start(w, buf_text(&text), 0, 0, NULL);
    while (words_next(w, &word))
        ck_assert(word.end <= text.size);
    count = words_position(w);
    if (hostile[_i].words)
        ck_assert_uint_eq(count, hostile[_i].words);
    buf_free(&text);
}
END_TEST

Suite *words_suite(void)
{
    Suite *suite = suite_create("words");
    TCase *tests = tcase_create("words");

    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_test(tests, words_are_as_the_golden_file_says);
    tcase_add_loop_test(tests, spans_cover_what_a_reader_sees_of_the_word, 0,
                        COUNT(spans));
    tcase_add_test(tests, a_walk_may_start_anywhere);
    tcase_add_loop_test(tests, words_begin_and_end_at_any_byte, 0, 5);
    tcase_add_test(tests, long_words_hold_their_position_with_an_empty_form);
    tcase_add_test(tests, compounds_without_end_come_in_parts);
    tcase_add_test(tests, the_general_path_answers_as_the_ascii_path);
    tcase_add_loop_test(tests, a_filter_takes_words_away_and_nothing_else, 0,
                        4);
    tcase_add_loop_test(tests, mebibytes_of_anything_are_walked, 0,
                        COUNT(hostile));
    suite_add_tcase(suite, tests);
    return suite;
}
