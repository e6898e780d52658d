/* Sorting by date, and scores that decay with age. */
#include "search/run/rank.h"
#include "tests/news.h"

#include <stdio.h>
#include <stdlib.h>

#define YEAR (INT64_C(365) * 86400)

static void fill_dated(void)
{
    struct news *n = news_open(0, "english");

    news_add_dated(n, "b", "2024-01-01", "Gas and gas again.");
    news_add_dated(n, "a", "2026-01-01", "Gas and more words now.");
    news_add_dated(n, "c", "2025-01-01", "Gas and more words now.");
    news_add(n, "z", "", TEXT("Gas gas gas."));
    news_close(n);
    open_index();
}

START_TEST(order_is_by_date_and_undated_last)
{
    struct ir_request r = request_of("gas");

    fill_dated();
    shows(&r, "z b a c");
    r.sort = IR_SORT_NEWEST;
    shows(&r, "a c b z");
    r.sort = IR_SORT_OLDEST;
    shows(&r, "b c a z");
    r.offset = 1;
    r.limit = 2;
    shows(&r, "c a");
    r.feedback_passages = 10; /* has no effect here */
    r.articles = true;
    shows(&r, "c a");
}
END_TEST

/* Fifty articles are ranked at a time; the order is over all of them. */
START_TEST(order_by_date_is_over_all_matches)
{
    struct ir_request r = request_of("gas");
    struct news *n = news_open(0, "english");
    struct ir_results *results;

    for (int i = 0; i < 250; i++) {
        char id[32], date[32];

        snprintf(id, sizeof(id), "n%03d", i);
        snprintf(date, sizeof(date), "20%02d-01-01", (i * 7) % 250 % 100);
        news_add_dated(n, id, date, i % 2 ? "Gas gas." : "Gas in some words.");
    }
    news_close(n);
    open_index();
    r.sort = IR_SORT_NEWEST;
    r.articles = true;
    r.limit = 250;
    results = search(&r);
    ck_assert_uint_eq(results->count, 250);
    for (size_t i = 1; i < 250; i++)
        ck_assert_int_ge(results->hits[i - 1]->article->date,
                         results->hits[i]->article->date);
    ir_results_free(results);
}
END_TEST

START_TEST(age_halves_scores)
{
    struct ir_request r = request_of("gas");
    struct ir_results *plain, *halved;

    ck_assert_double_eq(rank_recency(0, 10), 1);
    ck_assert_double_eq(rank_recency(-5, 10), 1);
    ck_assert_double_eq(rank_recency(10, 10), 0.5);
    ck_assert_double_eq(rank_recency(30, 10), 0.125);
    fill_dated();
    plain = search(&r);
    r.recency = YEAR;
    halved = search(&r);
    ck_assert_text_eq(halved->hits[0]->article->id, "a");
    ck_assert_double_eq(halved->hits[0]->score, plain->hits[2]->score);
    ck_assert_text_eq(halved->hits[1]->article->id, "c");
    ck_assert_double_eq_tol(halved->hits[1]->score, plain->hits[3]->score / 2,
                            0.01);
    /* z has no date and counts as the oldest, b */
    ck_assert_text_eq(halved->hits[2]->article->id, "z");
    ck_assert_double_eq_tol(halved->hits[2]->score, plain->hits[0]->score / 4,
                            0.01);
    ir_results_free(plain);
    ir_results_free(halved);
}
END_TEST

/* Age is counted from the newest of as many articles as the manual says. */
START_TEST(age_counts_from_the_newest_of_the_best_fifty)
{
    struct ir_request r = request_of("gas");
    int better = 49 + _i;
    struct ir_results *plain, *aged;
    struct news *n = news_open(0, "english");

    for (int i = 0; i < better; i++) {
        char id[32];

        snprintf(id, sizeof(id), "n%02d", i);
        news_add_dated(n, id, "2016-01-01", "Gas, gas and gas.");
    }
    news_add_dated(n, "newer", "2017-01-01",
                   "Of the many words of this text one alone is gas.");
    news_close(n);
    open_index();
    plain = search(&r);
    r.recency = YEAR;
    aged = search(&r);
    ck_assert_text_eq(aged->hits[0]->article->id, _i ? "n00" : "newer");
    ck_assert_double_eq_tol(aged->hits[1]->score / plain->hits[0]->score,
                            _i ? 1 : 0.5, 0.01);
    ir_results_free(plain);
    ir_results_free(aged);
}
END_TEST

START_TEST(later_blocks_stay_behind_and_undated_indexes_as_they_are)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;

    fill_news(230, 120);
    r.recency = YEAR;
    r.articles = r.bare = true;
    r.limit = 230;
    results = search(&r);
    ck_assert_uint_eq(results->count, 230);
    for (size_t i = 1; i < 230; i++)
        ck_assert_double_le(results->hits[i]->score,
                            results->hits[i - 1]->score);
    ir_results_free(results);
}
END_TEST

Suite *order_suite(void)
{
    Suite *s = suite_create("order");
    TCase *t = tcase_create("order");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_test(t, order_is_by_date_and_undated_last);
    tcase_add_test(t, order_by_date_is_over_all_matches);
    tcase_add_test(t, age_halves_scores);
    tcase_add_loop_test(t, age_counts_from_the_newest_of_the_best_fifty, 0, 2);
    tcase_add_test(t, later_blocks_stay_behind_and_undated_indexes_as_they_are);
    suite_add_tcase(s, t);
    return s;
}
