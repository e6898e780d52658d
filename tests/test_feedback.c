#include "search/match/score.h"
#include "search/run/feedback.h"
#include "tests/test.h"

#include <math.h>
#include <stdlib.h>

extern struct ir_error err;

static struct stems *stems;

static void make(void)
{
    ok(stems_new("none", &stems, &err));
}

static void drop(void)
{
    stems_free(stems);
}

static const struct lexeme *stem(const char *word)
{
    return stems_get(stems, text_of(word));
}

static void passage(struct feedback *f, double score, const char *words)
{
    struct feedback_passage *p = feedback_add(f, score);

    for (size_t size; *words; words += size + (words[size] == ' ')) {
        struct ir_text word = {words, strcspn(words, " ")};

        size = word.size;
        feedback_count(p, stems_get(stems, word));
    }
}

static const struct feedback_term *find(const struct feedback *f,
                                        const char *word)
{
    for (size_t i = 0; i < f->term_count; i++)
        if (text_equal(f->terms[i].stem->form, text_of(word)))
            return &f->terms[i];
    return NULL;
}

static double sat(double tf, double length)
{
    return tf / (tf + 0.9 * (0.6 + 0.4 * length / 72));
}

START_TEST(passages_count_by_their_scores)
{
    struct feedback f = {.passages = NULL};
    double e = exp(8 * (5.0 - 10) / 10);

    passage(&f, 5, "gas oil oil");
    passage(&f, 10, "gas iran");
    passage(&f, 1, "zebra");
    ck_assert(feedback_model(&f, 2));
    ck_assert_ptr_null(find(&f, "zebra"));
    ck_assert_double_eq_tol(find(&f, "oil")->p, e * sat(2, 3) / (1 + e), 1e-12);
    ck_assert_double_eq_tol(find(&f, "gas")->p,
                            (e * sat(1, 3) + sat(1, 2)) / (1 + e), 1e-12);
    ck_assert_text_eq(f.terms[0].stem->form, "gas");
    ck_assert_text_eq(f.terms[2].stem->form, "oil");
    feedback_free(&f);
}
END_TEST

START_TEST(nothing_good_is_no_model)
{
    struct feedback f = {.passages = NULL};

    ck_assert(!feedback_model(&f, 10));
    passage(&f, 0, "gas");
    ck_assert(!feedback_model(&f, 10));
    feedback_free(&f);
}
END_TEST

/* gas was asked for; coal is in one article, the in too many. */
START_TEST(new_terms_have_half_of_the_weight)
{
    struct feedback f = {.passages = NULL};
    double sum;

    passage(&f, 10, "gas iran iran oil coal the 2014");
    feedback_ask(&f, stem("gas"), 1);
    feedback_ask(&f, stem("gas"), 1);
    feedback_ask(&f, stem("waiver"), 1);
    ck_assert(feedback_model(&f, 10));
    for (size_t i = 0; i < f.term_count; i++)
        f.terms[i].articles = 5;
    ((struct feedback_term *)(uintptr_t)find(&f, "coal"))->articles = 1;
    ((struct feedback_term *)(uintptr_t)find(&f, "the"))->articles = 11;
    feedback_weigh(&f, 100, 3);
    ck_assert_uint_eq(f.term_count, 3);
    ck_assert_ptr_null(find(&f, "coal"));
    ck_assert_ptr_null(find(&f, "the"));
    ck_assert_ptr_null(find(&f, "2014"));
    sum = sat(2, 7) + 2 * sat(1, 7);
    ck_assert_double_eq_tol(find(&f, "iran")->weight, 0.5 * 3 * sat(2, 7) / sum,
                            1e-12);
    ck_assert_double_eq_tol(find(&f, "gas")->weight, 0.5 * 3 * sat(1, 7) / sum,
                            1e-12);
    ck_assert_ptr_null(find(&f, "waiver")); /* in no passage */
    feedback_free(&f);
}
END_TEST

START_TEST(equal_terms_are_chosen_by_their_bytes)
{
    struct feedback f = {.passages = NULL};

    passage(&f, 10, "oil iran gas");
    passage(&f, 10, "iran oil gas");
    ck_assert(feedback_model(&f, 10));
    for (size_t i = 0; i < f.term_count; i++)
        f.terms[i].articles = 5;
    feedback_weigh(&f, 100, 2);
    ck_assert_uint_eq(f.term_count, 2);
    ck_assert_text_eq(f.terms[0].stem->form, "gas");
    ck_assert_text_eq(f.terms[1].stem->form, "iran");
    feedback_free(&f);
}
END_TEST

START_TEST(without_passage_terms_there_are_none)
{
    struct feedback f = {.passages = NULL};

    passage(&f, 10, "oil");
    feedback_ask(&f, stem("gas"), 2);
    ck_assert(feedback_model(&f, 10));
    feedback_weigh(&f, 100, 40); /* articles are 0 */
    ck_assert_uint_eq(f.term_count, 0);
    feedback_free(&f);
}
END_TEST

static const struct {
    const char *stem;
    bool word;
} words[] = {
    {"gas", true},
    {"us", false},
    {"2014", false},
    {"10.5", false},
    {"124km", true},
    {"\xd8\xba\xd8\xa7\xd8\xb2", true},
    {"\xd8\xba\xd8\xa7", false},
};

START_TEST(numbers_and_short_stems_are_no_words)
{
    ck_assert_msg(feedback_is_word(text_of(words[_i].stem)) == words[_i].word,
                  "%s", words[_i].stem);
}
END_TEST

Suite *feedback_suite(void)
{
    Suite *s = suite_create("feedback");
    TCase *t = tcase_create("feedback");

    tcase_add_checked_fixture(t, make, drop);
    tcase_add_test(t, passages_count_by_their_scores);
    tcase_add_test(t, nothing_good_is_no_model);
    tcase_add_test(t, new_terms_have_half_of_the_weight);
    tcase_add_test(t, equal_terms_are_chosen_by_their_bytes);
    tcase_add_test(t, without_passage_terms_there_are_none);
    tcase_add_loop_test(t, numbers_and_short_stems_are_no_words, 0,
                        COUNT(words));
    suite_add_tcase(s, t);
    return s;
}
