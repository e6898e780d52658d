/* Sketches tell how much alike two texts are. */
#include "tests/chance.h"
#include "text/credits.h"
#include "text/sketch.h"
#include "text/words.h"

#include <math.h>
#include <stdio.h>

#define WORDS 400

/* The sketch of a text whose words are these numbers. */
static bool sketch_of(const unsigned *words, size_t count, const char *title,
                      unsigned char out[SKETCH_SIZE])
{
    struct sketch body, own;
    char word[16];
    uint64_t hash;

    sketch_start(&body);
    sketch_start(&own);
    for (size_t i = 0; i < count; i++) {
        snprintf(word, sizeof(word), "w%u", words[i]);
        hash = sketch_hash(text_of(word));
        sketch_words(&body, &hash, 1);
    }
    hash = sketch_hash(text_of(title));
    sketch_words(&own, &hash, 1);
    return sketch_finish(&body, &own, out);
}

static void invent(unsigned *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        words[i] = (unsigned)below(1000000);
}

START_TEST(the_same_words_have_the_same_sketch)
{
    unsigned words[WORDS];
    unsigned char one[SKETCH_SIZE], two[SKETCH_SIZE];

    invent(words, WORDS);
    ck_assert(sketch_of(words, WORDS, "a", one));
    ck_assert(sketch_of(words, WORDS, "b", two));
    ck_assert_mem_eq(one, two, SKETCH_SIZE);
    ck_assert_double_eq(sketch_likeness(one, two), 1);
}
END_TEST

/* Of texts with 60 words of lead changed in neither: (2 * 57 + kept) of what
 * both have together. */
START_TEST(likeness_is_near_the_share_of_common_shingles)
{
    unsigned words[WORDS], other[WORDS];
    unsigned char one[SKETCH_SIZE], two[SKETCH_SIZE];
    double sum = 0, most = 0;

    for (int round = 0; round < 50; round++) {
        size_t changed = 40 + below(200);
        double same = (double)(WORDS - 3 + SKETCH_LEAD - changed);
        double all = same + 2 * (double)changed;
        double error;

        invent(words, WORDS);
        memcpy(other, words, sizeof(words));
        invent(other + WORDS - changed, changed);
        ck_assert(sketch_of(words, WORDS, "a", one));
        ck_assert(sketch_of(other, WORDS, "a", two));
        error = sketch_likeness(one, two) - same / all;
        sum += error;
        most = fmax(most, fabs(error));
    }
    ck_assert_double_lt(fabs(sum / 50), 0.02);
    ck_assert_double_lt(most, 0.2);
}
END_TEST

static size_t shared_rows(const unsigned char *a, const unsigned char *b)
{
    size_t count = 0;

    for (size_t i = 0; i < SKETCH_ROWS; i++)
        count += sketch_row(sketch_rows(a), i) == sketch_row(sketch_rows(b), i);
    return count;
}

START_TEST(other_texts_are_not_alike_and_share_no_rows)
{
    unsigned words[WORDS];
    unsigned char one[SKETCH_SIZE], two[SKETCH_SIZE];

    for (int round = 0; round < 50; round++) {
        invent(words, WORDS);
        ck_assert(sketch_of(words, WORDS, "a", one));
        invent(words, WORDS);
        ck_assert(sketch_of(words, WORDS, "a", two));
        ck_assert_double_lt(sketch_likeness(one, two), 0.25);
        ck_assert_double_lt(sketch_lead_likeness(one, two), 0.5);
        ck_assert_uint_lt(shared_rows(one, two), SKETCH_SHARED);
    }
    for (size_t i = 0; i < SKETCH_ROWS; i++)
        ck_assert_uint_lt(sketch_row(sketch_rows(one), i),
                          1u << SKETCH_ROW_BITS);
}
END_TEST

/* Of texts of these lengths that are alike by .65, nearly all share a band: also
 * of short ones, which leave most bins empty. */
START_TEST(texts_that_are_alike_share_rows)
{
    static const size_t lengths[] = {SKETCH_TITLED, 100, WORDS};
    const size_t count = lengths[_i];
    unsigned words[WORDS], other[WORDS];
    unsigned char one[SKETCH_SIZE], two[SKETCH_SIZE];
    int sharing = 0;

    for (int round = 0; round < 200; round++) {
        const size_t changed = count / 6;

        invent(words, count);
        memcpy(other, words, sizeof(words));
        invent(other + count - changed, changed);
        ck_assert(sketch_of(words, count, "a", one));
        ck_assert(sketch_of(other, count, "a", two));
        sharing += shared_rows(one, two) >= SKETCH_SHARED;
    }
    ck_assert_int_gt(sharing, 190);
}
END_TEST

START_TEST(a_new_lead_is_told_from_a_new_end)
{
    unsigned words[WORDS], other[WORDS];
    unsigned char one[SKETCH_SIZE], two[SKETCH_SIZE];

    invent(words, WORDS);
    ck_assert(sketch_of(words, WORDS, "a", one));
    memcpy(other, words, sizeof(words));
    invent(other, SKETCH_LEAD + SKETCH_SHINGLE);
    ck_assert(sketch_of(other, WORDS, "a", two));
    ck_assert_double_lt(sketch_lead_likeness(one, two), 0.5);
    memcpy(other, words, sizeof(words));
    invent(other + SKETCH_LEAD + SKETCH_SHINGLE,
           WORDS - SKETCH_LEAD - SKETCH_SHINGLE);
    ck_assert(sketch_of(other, WORDS, "a", two));
    ck_assert_double_eq(sketch_lead_likeness(one, two), 1);
    ck_assert_double_lt(sketch_likeness(one, two), 0.5);
}
END_TEST

/* A text of words and numbers. */
static bool is_brief(size_t words, size_t numbers)
{
    struct sketch body, title;
    unsigned char out[SKETCH_SIZE];
    const uint64_t word = sketch_hash(TEXT("w")),
                   number = sketch_hash(TEXT("7"));

    sketch_start(&body);
    sketch_start(&title);
    for (size_t i = 0; i < words; i++)
        sketch_words(&body, i < numbers ? &number : &word, 1);
    ck_assert(sketch_finish(&body, &title, out));
    return sketch_is_brief(out);
}

START_TEST(few_words_and_tables_are_brief)
{
    ck_assert(is_brief(1, 0));
    ck_assert(is_brief(SKETCH_BRIEF - 1, 0));
    ck_assert(!is_brief(SKETCH_BRIEF, 0));
    ck_assert(is_brief(SKETCH_BRIEF + 3, 1));
    ck_assert(!is_brief(SKETCH_BRIEF + 4, 1));
    ck_assert(is_brief(1000, 250));
    ck_assert(!is_brief(1000, 100));
}
END_TEST

START_TEST(a_short_text_is_told_by_its_title)
{
    unsigned words[SKETCH_TITLED];
    unsigned char one[SKETCH_SIZE], two[SKETCH_SIZE];

    invent(words, SKETCH_TITLED);
    ck_assert(!sketch_of(words, 0, "a", one));
    for (size_t count = 1; count < SKETCH_TITLED; count += 2) {
        ck_assert(sketch_of(words, count, "a", one));
        ck_assert(sketch_of(words, count, "a", two));
        ck_assert_mem_eq(one, two, SKETCH_SIZE);
        ck_assert(sketch_of(words, count, "b", two));
        ck_assert_mem_ne(one, two, SKETCH_SIZE);
    }
    ck_assert(sketch_of(words, SKETCH_TITLED, "a", one));
    ck_assert(sketch_of(words, SKETCH_TITLED, "b", two));
    ck_assert_double_eq(sketch_likeness(one, two), 1);
}
END_TEST

/* It is stored: a new hash would make old indexes and new articles strangers. */
START_TEST(the_hash_of_a_word_never_changes)
{
    ck_assert_uint_eq(sketch_hash(TEXT("waiver")),
                      UINT64_C(2538166737669764970));
    ck_assert_uint_eq(sketch_hash(TEXT("1987")) & 1, 1);
    ck_assert_uint_eq(sketch_hash(TEXT("waiver")) & 1, 0);
}
END_TEST

static const struct {
    const char *text, *own;
} framed[] = {
    {"TEHRAN \xe2\x80\x93 Gas flows again.", "Gas flows again."},
    {"TEHRAN- Gas flows again.", "Gas flows again."},
    {"NEW YORK, March 3 - Gas flows again. Reuter", "Gas flows again."},
    {"By A. Writer\n\nGas flows again.\n\nSource: Agencies",
     "Gas flows again."},
    {"(Agencies)\n\nGas flows again.\n\nEditing by B. Writer",
     "Gas flows again."},
    {"Gas flows again - and oil.", "Gas flows again - and oil."},
    {"Gas flows again.\n\nAll rights reserved. Copyright (c) 2024 A Press.",
     "Gas flows again."},
    {"REUTER", ""},
    {"", ""},
};

START_TEST(what_outlets_add_is_left_out)
{
    struct ir_text text = text_of(framed[_i].text);
    struct sentences s = SENTENCES_INIT;
    struct ir_range own;

    sentences_find(&s, text, 0);
    own = credits_between(text, 0, &s);
    ck_assert_text_eq(
        text_trim(text_slice(text, own.start, own.end), BYTES_SPACE),
        framed[_i].own);
    sentences_free(&s);
}
END_TEST

static void setup(void)
{
    chance_seed("sketch", 16);
}

Suite *sketch_suite(void);
Suite *sketch_suite(void)
{
    Suite *suite = suite_create("sketch");
    TCase *tcase = tcase_create("sketch");

    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, the_same_words_have_the_same_sketch);
    tcase_add_test(tcase, likeness_is_near_the_share_of_common_shingles);
    tcase_add_test(tcase, other_texts_are_not_alike_and_share_no_rows);
    tcase_add_loop_test(tcase, texts_that_are_alike_share_rows, 0, 3);
    tcase_add_test(tcase, a_new_lead_is_told_from_a_new_end);
    tcase_add_test(tcase, few_words_and_tables_are_brief);
    tcase_add_test(tcase, a_short_text_is_told_by_its_title);
    tcase_add_test(tcase, the_hash_of_a_word_never_changes);
    tcase_add_loop_test(tcase, what_outlets_add_is_left_out, 0, COUNT(framed));
    suite_add_tcase(suite, tcase);
    return suite;
}
