#include "search/match/score.h"
#include "tests/article.h"

#include <math.h>
#include <stdlib.h>

#define CLOSE 1e-9

/* Weights easy to add up: 1 for the first term, 2 for the second. */
static void weigh(struct reading *r)
{
    for (size_t i = 0; i < r->plan->term_count; i++)
        r->plan->terms[i].weight =
            r->plan->terms[i].count ? (double)(i + 1) : 0;
    for (size_t i = 0; i < r->plan->form_count; i++)
        r->plan->forms[i].weight =
            r->plan->forms[i].count ? (double)(i + 1) : 0;
}

static void begin(struct reading *r, const char *query, const char *title,
                  const char *text)
{
    reading_start(r, query, title, text_of(text));
    weigh(r);
}

static struct article_score score(struct reading *r, double average)
{
    const struct collection c = {100, average};
    struct article_score s;

    score_article(&r->evidence, r->plan, &c, 7, &s);
    ck_assert_double_eq(s.total, s.first_stage + s.surface + s.sentence +
                                     s.adjacent + s.window + s.lead + s.title);
    ck_assert_double_eq(s.first_stage, 7);
    return s;
}

static double sat(double tf, double k)
{
    return tf * 1.9 / (tf + k);
}

START_TEST(idf_falls_with_frequency)
{
    ck_assert_double_eq_tol(score_idf(100, 0), log(202.0), CLOSE);
    ck_assert_double_eq_tol(score_idf(100, 10), log(1 + 90.5 / 10.5), CLOSE);
    ck_assert_double_eq_tol(score_idf(100, 100), log(1 + 0.5 / 100.5), CLOSE);
    ck_assert_double_eq(score_idf(100, 500), score_idf(100, 100));
    ck_assert_double_gt(score_idf(0, 0), 0);
}
END_TEST

START_TEST(repeats_are_worth_less_and_less)
{
    struct match m[4] = {{.term = 0, .weight = 1},
                         {.term = 1, .weight = 1},
                         {.term = 0, .weight = 1},
                         {.term = 0, .weight = 1}};
    double tf[2] = {0, 0};
    struct reading r;

    begin(&r, "gas oil", "", "");
    ck_assert_double_eq_tol(score_terms(m, 4, r.plan, 0.9, tf),
                            sat(3, 0.9) + 2 * sat(1, 0.9), CLOSE);
    ck_assert_double_eq_tol(sat(1, 0.9), 1, CLOSE);
    ck_assert_double_eq(tf[0] + tf[1], 0);
    ck_assert_double_eq(score_terms(m, 0, r.plan, 0.9, tf), 0);
    reading_end(&r);
}
END_TEST

START_TEST(best_sentence_counts)
{
    struct article_score s;
    struct reading r;

    begin(&r, "gas oil", "", "Gas is here now. Gas and oil are. Gas.");
    s = score(&r, 9);
    ck_assert_double_eq_tol(
        s.sentence, 0.5 * 3 * sat(1, 0.9 * (0.6 + 0.4 * 4 / 25)), CLOSE);
    reading_end(&r);
}
END_TEST

/* adjacent and window, of the pair gas > oil in a text of usual length. */
static const struct {
    const char *text;
    double words, adjacent, window;
} pairs[] = {
    {"Gas oil.", 2, 1, 1},
    {"Gas and oil.", 3, 1, 1},
    {"Gas, coal and oil.", 4, 0, 1},
    {"Oil gas.", 2, 0, 1},
    {"Gas b c d e f g h oil.", 9, 0, 1},
    {"Gas b c d e f g h i oil.", 10, 0, 0},
    {"Gas oil gas oil.", 4, 2, 3},
    {"Gas.", 1, 0, 0},
};

START_TEST(neighbours_count)
{
    struct article_score s;
    struct reading r;

    begin(&r, "gas oil", "", pairs[_i].text);
    s = score(&r, pairs[_i].words);
    ck_assert_double_eq_tol(s.adjacent, 0.25 * sat(pairs[_i].adjacent, 0.9),
                            CLOSE);
    ck_assert_double_eq_tol(s.window, 0.1 * sat(pairs[_i].window, 0.9), CLOSE);
    reading_end(&r);
}
END_TEST

START_TEST(first_words_count_as_lead)
{
    struct buf text = BUF_INIT;
    struct article_score s;
    struct reading r;

    for (int i = 0; i < 99; i++)
        buf_adds(&text, "word ");
    buf_adds(&text, "gas gas oil");
    begin(&r, "gas oil", "", text.data);
    s = score(&r, 100);
    ck_assert_double_eq_tol(s.lead, 0.3 * sat(1, 0.9), CLOSE);
    buf_free(&text);
    reading_end(&r);
}
END_TEST

START_TEST(title_counts_each_term_once)
{
    struct article_score s;
    struct reading r;

    begin(&r, "gas oil", "Oil, oil and more oil", "Gas.");
    s = score(&r, 1);
    ck_assert_double_eq_tol(s.title, 0.1 * 2, CLOSE);
    reading_end(&r);
}
END_TEST

/* BM25 over forms: the title's count twice; "pipeline" is not "pipelines". */
START_TEST(surface_counts_the_forms_that_were_typed)
{
    struct article_score s;
    struct reading r;

    begin(&r, "gas pipelines", "Gas", "Gas for the pipeline today now.");
    s = score(&r, 3);
    ck_assert_double_eq_tol(
        s.surface, 0.3 * (3 * 2.5 / (3 + 1.5 * (0.4 + 0.6 * 2))), CLOSE);
    reading_end(&r);
}
END_TEST

START_TEST(empty_article_scores_its_first_stage)
{
    struct reading r;

    begin(&r, "gas", "", "");
    ck_assert_double_eq(score(&r, 0).total, 7);
    reading_end(&r);
}
END_TEST

/* ---- passages ---- */

static void choose(const struct reading *r, size_t aim, size_t limit,
                   struct passages *out)
{
    score_passages(&r->evidence, r->plan, &r->record, 5, aim, limit, out);
    for (size_t i = 0; i < out->count; i++) {
        const struct passage *a = &out->items[i];

        ck_assert_uint_le(a->first, a->last);
        ck_assert(!r->evidence.sentence_count ||
                  a->last < r->evidence.sentence_count);
        ck_assert(i == 0 || out->items[i - 1].score >= a->score);
        for (size_t j = 0; j < i; j++)
            ck_assert(out->items[j].first > a->last ||
                      out->items[j].last < a->first);
    }
}

static uint32_t words_of(const struct reading *r, const struct passage *p)
{
    return r->evidence.sentence_words[p->last + 1] -
           r->evidence.sentence_words[p->first];
}

/* Sentences of ten words, every third of which holds the word gas. */
static void long_text(struct buf *text, size_t sentences)
{
    for (size_t i = 0; i < sentences; i++)
        buf_addf(text, "The %s in this sentence has ten words in it. ",
                 i % 3 ? "coal" : "gas");
}

/* The sentence that is chosen of some of seven words, of which each is a
 * passage. */
static uint32_t first_chosen(const char *query, enum answer_kind asked,
                             const char *text)
{
    struct passages found = {NULL, 0, 0};
    struct reading r;
    uint32_t first;

    begin(&r, query, "", text);
    r.plan->asked = asked;
    choose(&r, 6, 1, &found);
    ck_assert_uint_eq(found.count, 1);
    first = found.items[0].first;
    free(found.items);
    reading_end(&r);
    return first;
}

START_TEST(questions_for_numbers_and_dates_choose_sentences_with_them)
{
    static const char text[] = "The gas went to all of the towns. "
                               "The gas went to 12 of the towns. "
                               "The gas went to towns since May then.";

    ck_assert_uint_eq(first_chosen("gas", ANSWER_ANY, text), 0);
    ck_assert_uint_eq(first_chosen("gas", ANSWER_NUMBER, text), 1);
    ck_assert_uint_eq(first_chosen("gas", ANSWER_TIME, text), 2);
}
END_TEST

START_TEST(all_words_once_are_better_than_one_often)
{
    static const char text[] = "The oil, oil, oil, oil, oil and oil. "
                               "They were there and did not see. "
                               "The gas went where oil had been.";

    ck_assert_uint_eq(first_chosen("gas oil", ANSWER_ANY, text), 2);
}
END_TEST

START_TEST(passages_are_of_the_size_that_was_asked_for)
{
    static const size_t aims[] = {1, 2, 10, 30, 60, 120, 500, 1000};
    struct passages found = {NULL, 0, 0};
    struct buf text = BUF_INIT;
    struct reading r;

    long_text(&text, 200);
    begin(&r, "gas", "", text.data);
    choose(&r, aims[_i], 0, &found);
    ck_assert_uint_gt(found.count, 0);
    for (size_t i = 0; i < found.count; i++) {
        uint32_t words = words_of(&r, &found.items[i]);

        ck_assert_uint_le(words, aims[_i] < 10 ? 10 : aims[_i] * 5 / 4);
    }
    ck_assert_uint_ge(words_of(&r, &found.items[0]), aims[_i] * 5 / 6);
    free(found.items);
    buf_free(&text);
    reading_end(&r);
}
END_TEST

/* A target of 12 words allows 15: a quarter more. */
START_TEST(a_passage_is_a_quarter_longer_at_most)
{
    static const struct {
        const char *text;
        uint32_t words;
    } cases[] = {
        {"The gas has been sold. "
         "The oil in this sentence has ten words in it.",
         15},
        {"The gas has all been sold. "
         "The oil in this sentence has ten words in it.",
         10},
    };
    struct passages found = {NULL, 0, 0};
    struct reading r;

    begin(&r, "gas oil", "", cases[_i].text);
    choose(&r, 12, 1, &found);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_eq(words_of(&r, &found.items[0]), cases[_i].words);
    free(found.items);
    reading_end(&r);
}
END_TEST

START_TEST(no_more_passages_than_asked_for)
{
    struct passages found = {NULL, 0, 0};
    struct buf text = BUF_INIT;
    struct reading r;

    long_text(&text, 200);
    begin(&r, "gas", "", text.data);
    for (size_t limit = 1; limit < 5; limit++) {
        choose(&r, 120, limit, &found);
        ck_assert_uint_eq(found.count, limit);
    }
    choose(&r, 10, 0, &found);
    ck_assert_uint_gt(found.count, 60);
    free(found.items);
    buf_free(&text);
    reading_end(&r);
}
END_TEST

/* The first sentence is boilerplate, and so is every fourth. */
START_TEST(boilerplate_is_never_inside)
{
    static const char *const queries[] = {"gas", "coal", "oil"};
    struct passages found = {NULL, 0, 0};
    struct buf text = BUF_INIT;
    struct reading r;

    long_text(&text, 40);
    begin(&r, queries[_i], "Oil", text.data);
    for (size_t i = 0; i < r.record.sentences.count; i += 4)
        r.record.sentences.items[i].marks |= SENTENCE_BOILERPLATE;
    choose(&r, 60, 0, &found);
    ck_assert_uint_gt(found.count, 0);
    for (size_t i = 0; i < found.count; i++)
        for (size_t s = found.items[i].first; s <= found.items[i].last; s++)
            ck_assert_uint_ne(s % 4, 0);
    free(found.items);
    buf_free(&text);
    reading_end(&r);
}
END_TEST

START_TEST(title_alone_shows_how_the_article_begins)
{
    struct passages found = {NULL, 0, 0};
    struct buf text = BUF_INIT;
    struct reading r;

    long_text(&text, 40);
    begin(&r, "oil", "Oil", text.data);
    choose(&r, 40, 3, &found);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_eq(found.items[0].first, 0);
    ck_assert_uint_eq(found.items[0].last, 4);
    ck_assert_double_eq_tol(found.items[0].score, 0.5 * 5 * 1.2, CLOSE);
    free(found.items);
    buf_free(&text);
    reading_end(&r);
}
END_TEST

START_TEST(empty_article_has_an_empty_passage)
{
    struct passages found = {NULL, 0, 0};
    struct reading r;

    begin(&r, "oil", "Oil", "");
    choose(&r, 120, 3, &found);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_eq(found.items[0].first, 0);
    ck_assert_uint_eq(found.items[0].last, 0);
    free(found.items);
    reading_end(&r);
}
END_TEST

START_TEST(one_huge_sentence_is_one_passage)
{
    struct passages found = {NULL, 0, 0};
    struct buf text = BUF_INIT;
    struct reading r;

    buf_adds(&text, "Some say that ");
    for (int i = 0; i < 600; i++)
        buf_adds(&text, "no gas ");
    buf_adds(&text, "flows.");
    begin(&r, "flows", "", text.data);
    choose(&r, 120, 3, &found);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_le(r.evidence.sentence_count, 2);
    free(found.items);
    buf_free(&text);
    reading_end(&r);
}
END_TEST

/* A match in the article's first words makes all of its passages better, and
 * the passage that opens the article is better still. */
START_TEST(passage_that_opens_the_article_is_better)
{
    struct passages found = {NULL, 0, 0};
    struct reading r;
    double k = 0.9 * (0.6 + 0.4 * 2 / 110), k1 = 0.9 * (0.6 + 0.4 * 2 / 25);

    begin(&r, "gas", "", "Gas flows. Gas flows. Gas flows.");
    choose(&r, 2, 0, &found);
    ck_assert_uint_eq(found.count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        double sum = sat(1, k) + 0.3 * sat(1, k1) + 0.3 * 1 + 0.5 * 5;

        ck_assert_uint_eq(found.items[i].first, i);
        ck_assert_double_eq_tol(found.items[i].score,
                                sum * (1 + 0.2 / (1 + 2 * i / 100.0)), CLOSE);
    }
    free(found.items);
    reading_end(&r);
}
END_TEST

/* The sixtieth word is the last of the lead. */
START_TEST(lead_ends_after_sixty_words)
{
    struct passages found = {NULL, 0, 0};
    struct buf text = BUF_INIT;
    struct reading r;
    double words = 61 - _i, sum;

    for (int i = _i; i < 60; i++)
        buf_adds(&text, "word ");
    buf_adds(&text, "gas");
    begin(&r, "gas", "", text.data);
    choose(&r, 120, 0, &found);
    sum = sat(1, 0.9 * (0.6 + 0.4 * words / 110)) +
          0.3 * sat(1, 0.9 * (0.6 + 0.4 * words / 25)) + 0.3 * _i + 0.5 * 5;
    ck_assert_uint_eq(found.count, 1);
    ck_assert_double_eq_tol(found.items[0].score, sum * 1.2, CLOSE);
    free(found.items);
    buf_free(&text);
    reading_end(&r);
}
END_TEST

/* The time that the best passages of so many sentences take. */
static double time_of(const char *sentence, size_t count, size_t aim)
{
    struct passages found = {NULL, 0, 0};
    struct buf text = BUF_INIT;
    struct reading r;
    double before = cpu_seconds();

    for (size_t i = 0; i < count; i++)
        buf_adds(&text, sentence);
    buf_adds(&text, "Gas at the end.");
    begin(&r, "gas oil", "", text.data);
    ck_assert_uint_ge(r.record.sentences.count, 1);
    choose(&r, aim, 3, &found);
    ck_assert_uint_ge(found.count, 1);
    free(found.items);
    buf_free(&text);
    reading_end(&r);
    return cpu_seconds() - before;
}

/*
 * Many sentences without a word, of one word, or all boilerplate.  Ten times as
 * many took a hundred times as long, which was minutes.
 */
START_TEST(many_sentences_come_to_an_end)
{
    static const char *const sentences[] = {"* * *\n\n", "Gas.\n\n",
                                            "Gas flows in one line.\n\n",
                                            "\xe2\x80\xa6\n\n"};
    static const size_t aims[] = {1, 120, 1000};
    const char *sentence = sentences[_i / 3];
    double few = time_of(sentence, 3000, aims[_i % 3]);
    double many = time_of(sentence, 30000, aims[_i % 3]);

    ck_assert_double_lt(many, 40 * few + 1);
}
END_TEST

static void add_passage_tests(TCase *t)
{
    tcase_add_test(t,
                   questions_for_numbers_and_dates_choose_sentences_with_them);
    tcase_add_test(t, all_words_once_are_better_than_one_often);
    tcase_add_loop_test(t, passages_are_of_the_size_that_was_asked_for, 0, 8);
    tcase_add_loop_test(t, a_passage_is_a_quarter_longer_at_most, 0, 2);
    tcase_add_test(t, no_more_passages_than_asked_for);
    tcase_add_loop_test(t, boilerplate_is_never_inside, 0, 3);
    tcase_add_test(t, title_alone_shows_how_the_article_begins);
    tcase_add_test(t, empty_article_has_an_empty_passage);
    tcase_add_test(t, one_huge_sentence_is_one_passage);
    tcase_add_test(t, passage_that_opens_the_article_is_better);
    tcase_add_loop_test(t, lead_ends_after_sixty_words, 0, 2);
    tcase_add_loop_test(t, many_sentences_come_to_an_end, 0, 12);
}

Suite *score_suite(void)
{
    Suite *s = suite_create("score");
    TCase *t = tcase_create("score"), *passages = tcase_create("passages");

    tcase_add_test(t, idf_falls_with_frequency);
    tcase_add_test(t, repeats_are_worth_less_and_less);
    tcase_add_test(t, best_sentence_counts);
    tcase_add_loop_test(t, neighbours_count, 0, COUNT(pairs));
    tcase_add_test(t, first_words_count_as_lead);
    tcase_add_test(t, title_counts_each_term_once);
    tcase_add_test(t, surface_counts_the_forms_that_were_typed);
    tcase_add_test(t, empty_article_scores_its_first_stage);
    suite_add_tcase(s, t);
    add_passage_tests(passages);
    suite_add_tcase(s, passages);
    return s;
}
