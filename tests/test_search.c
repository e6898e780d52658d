/* Searching, by the public header. */
#include "tests/news.h"
#include "tests/test.h"

#include <irsearch.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- what matches ---- */

START_TEST(ten_articles_with_all_words_are_enough)
{
    struct ir_request r = request_of("gas oil");
    size_t with = 9 + (size_t)_i;
    struct ir_results *results;

    fill_news(30, with);
    results = search(&r);
    ck_assert_int_eq(results->match,
                     with < 10 ? IR_MATCH_PARTIAL : IR_MATCH_ALL);
    ck_assert_uint_eq(results->articles.value, with);
    ck_assert_int_eq(results->articles.relation, IR_EQ);
    ck_assert_uint_eq(results->partial.value, with < 10 ? 21 : 0);
    ck_assert_int_eq(results->partial.relation, IR_EQ);
    ck_assert_text_eq(results->parsed, "gas AND oil");
    ck_assert_uint_eq(results->hits[9]->missing_count, with < 10 ? 1 : 0);
    if (with < 10)
        ck_assert_text_eq(results->hits[9]->missing[0], "oil");
    for (size_t i = 0; i < 9; i++)
        ck_assert_uint_eq(results->hits[i]->missing_count, 0);
    ir_results_free(results);
    r.exact_total = true;
    totals(&r, with);
}
END_TEST

/* The store used to count articles without the phrase. */
START_TEST(ten_articles_that_only_seem_to_match_are_not_enough)
{
    struct ir_request r = request_of("\"natural gas\" oil");
    struct news *n = news_open(0, "english");
    struct ir_results *results;

    for (int i = 0; i < 30; i++) {
        char id[32];

        snprintf(id, sizeof(id), "n%02d", i);
        news_add(n, id, "",
                 i < 5 ? TEXT("Natural gas and oil.")
                       : TEXT("Naturally gas and oil."));
    }
    news_close(n);
    open_index();
    results = search(&r);
    ck_assert_int_eq(results->match, IR_MATCH_PARTIAL);
    ck_assert_uint_eq(results->articles.value, 5);
    ck_assert_uint_eq(results->partial.value, 25);
    ck_assert_uint_eq(results->hits[4]->missing_count, 0);
    ck_assert_uint_eq(results->hits[5]->missing_count, 1);
    ck_assert_text_eq(results->hits[5]->missing[0], "natural gas");
    ir_results_free(results);
}
END_TEST

START_TEST(match_can_be_asked_for)
{
    struct ir_request r = request_of("gas oil");
    struct ir_results *results;

    fill_news(30, 3);
    r.match = IR_MATCH_ALL;
    totals(&r, 3);
    r.match = IR_MATCH_ANY;
    totals(&r, 30);
    results = search(&r);
    ck_assert_int_eq(results->match, IR_MATCH_ANY);
    ir_results_free(results);
}
END_TEST

START_TEST(nothing_found_is_no_error)
{
    struct ir_request r = request_of("zebra");
    struct ir_results *results;

    fill_news(3, 0);
    results = search(&r);
    ck_assert_uint_eq(results->count, 0);
    ck_assert_uint_eq(results->articles.value, 0);
    ck_assert_int_eq(results->match, IR_MATCH_ALL);
    ir_results_free(results);
    lists("zebra", IR_MATCH_ALL, "");
}
END_TEST

START_TEST(query_without_a_word_is_invalid)
{
    static const char *const queries[] = {"", " ", "\"\"", "( )", "-"};
    struct ir_request r = request_of(queries[_i]);
    struct ir_results *results = NULL;
    struct ir_list *list = NULL;

    fill_news(3, 0);
    fails(ir_search(searcher, &r, &results, &err), IR_INVALID);
    ck_assert_str_eq(err.message, "the query contains no word");
    fails(ir_list_start(searcher, &r, &list, NULL), IR_INVALID);
    ck_assert_ptr_null(results);
    ck_assert_ptr_null(list);
}
END_TEST

static const struct {
    const char *said;
    size_t limit, offset, context, words, query;
} limits[] = {
    {"at most 1000 hits", 1001, 0, 0, 120, 3},
    {"at most 10000 together", 10, 10001, 0, 120, 3},
    {"at most 10000 together", 10, 9991, 0, 120, 3},
    {"at most 10000 together", 10, SIZE_MAX, 0, 120, 3},
    {"at most 100 sentences", 10, 0, 101, 120, 3},
    {"1 to 1000 can be", 10, 0, 0, 1001, 3},
    {"1 to 1000 can be", 10, 0, 0, 0, 3},
    {"at most 65536 bytes", 10, 0, 0, 120, 65537},
    {"at most 4096 words", 10, 0, 0, 120, 16000},
    {NULL, 1000, 9000, 100, 1000, 12280},
    {NULL, 0, 0, 0, 1, 3},
};

START_TEST(limit_is_said_in_numbers)
{
    struct ir_request r = request_of("");
    struct ir_results *results = NULL;
    struct buf query = BUF_INIT;
    enum ir_status status;

    fill_news(3, 0);
    while (query.size < limits[_i].query)
        buf_adds(&query, "ga ");
    r.query = (struct ir_text){query.data, limits[_i].query};
    r.limit = limits[_i].limit;
    r.offset = limits[_i].offset;
    r.context = limits[_i].context;
    r.passage_words = limits[_i].words;
    status = ir_search(searcher, &r, &results, &err);
    fails(status, limits[_i].said ? IR_LIMIT : IR_OK);
    if (limits[_i].said)
        ck_assert_msg(strstr(err.message, limits[_i].said), "%s", err.message);
    ir_results_free(results);
    buf_free(&query);
}
END_TEST

/* ---- pages ---- */

static void key(const struct ir_hit *h, struct buf *out)
{
    buf_addf(out, "%zu %.17g %.*s %u-%u\n", h->rank, h->score,
             (int)h->article->id.size, h->article->id.data, h->first, h->last);
}

/* Many equal scores, and passages that differ in number. */
static void fill_pages(void)
{
    struct news *n = news_open(0, "english");

    for (size_t i = 0; i < 430; i++) {
        struct buf text = BUF_INIT;
        char id[32];

        snprintf(id, sizeof(id), "p%03zu", i * 37 % 430);
        for (size_t k = 0; k <= i % 4; k++)
            buf_addf(&text,
                     "Gas flows and so does %s in the pipe of the town. ",
                     i % 3 ? "oil" : "water");
        news_add(n, id, i % 7 ? "" : "Gas and oil", buf_text(&text));
        buf_free(&text);
    }
    news_close(n);
    open_index();
}

/* Pages in a row have the hits of one big page, for any request. */
static void page_through(struct ir_request r, size_t size, size_t end)
{
    struct buf whole = BUF_INIT, pages = BUF_INIT;
    struct ir_results *results;

    r.offset = 0;
    r.limit = end;
    results = search(&r);
    for (size_t i = 0; i < results->count; i++)
        key(results->hits[i], &whole);
    ir_results_free(results);
    for (r.offset = 0; r.offset < end; r.offset += size) {
        r.limit = end - r.offset < size ? end - r.offset : size;
        results = search(&r);
        for (size_t i = 0; i < results->count; i++)
            key(results->hits[i], &pages);
        ir_results_free(results);
    }
    ck_assert_str_eq(pages.data, whole.data);
    buf_free(&whole);
    buf_free(&pages);
}

START_TEST(pages_in_a_row_are_one_big_page)
{
    static const char *const queries[] = {"gas",
                                          "gas oil",
                                          "gas oil water",
                                          "\"gas flows\"",
                                          "gas OR oil OR pipe",
                                          "gas -water"};
    struct ir_request r = request_of(queries[_i]);

    fill_pages();
    r.passage_words = 10;
    page_through(r, 10, 400);
    page_through(r, 77, 400);
    r.articles = true;
    page_through(r, 100, 400);
    r.match = IR_MATCH_ANY;
    r.articles = false;
    r.per_article = 1;
    page_through(r, 130, 400);
}
END_TEST

START_TEST(no_article_comes_twice_and_scores_fall)
{
    struct ir_request r = request_of("gas oil pipe");
    struct ir_results *results;
    struct buf ids = BUF_INIT;

    fill_pages();
    r.articles = true;
    r.match = IR_MATCH_ANY;
    r.limit = 1000;
    results = search(&r);
    ck_assert_uint_eq(results->count, 430);
    for (size_t i = 0; i < results->count; i++) {
        char id[40];

        snprintf(id, sizeof(id), " %s ", results->hits[i]->article->id.data);
        ck_assert_ptr_null(strstr(ids.data, id));
        buf_adds(&ids, id);
        ck_assert_uint_eq(results->hits[i]->rank, i + 1);
        ck_assert_double_ge(results->hits[i]->score, 0);
    }
    buf_free(&ids);
    ir_results_free(results);
}
END_TEST

/* Of the same articles in the same order, whether or not they are read. */
START_TEST(bare_hits_are_ids_and_scores)
{
    static const char *const queries[] = {"gas oil water", "\"gas flows\" oil"};
    struct ir_request r = request_of(queries[_i]);
    struct ir_results *full, *bare;

    fill_pages();
    r.articles = true;
    r.match = IR_MATCH_ANY;
    r.offset = 5;
    r.limit = 300;
    full = search(&r);
    r.bare = true;
    bare = search(&r);
    ck_assert_uint_eq(bare->count, 300);
    ck_assert_uint_eq(bare->articles.value, full->articles.value);
    for (size_t i = 0; i < 300; i++) {
        const struct ir_hit *b = bare->hits[i], *f = full->hits[i];

        ck_assert(text_equal(b->article->id, f->article->id));
        ck_assert(b->score == f->score && b->rank == f->rank);
        ck_assert_uint_eq(b->article->text.size + b->span_count + b->end, 0);
    }
    ir_results_free(full);
    ir_results_free(bare);
}
END_TEST

/* Nothing of them but the ids, in the order of the passages. */
START_TEST(bare_passages_keep_their_order)
{
    struct ir_request r = request_of("gas oil");
    struct ir_results *full, *bare;

    fill_news(30, 20);
    full = search(&r);
    r.bare = true;
    bare = search(&r);
    ck_assert_uint_eq(bare->count, full->count);
    for (size_t i = 0; i < bare->count; i++) {
        const struct ir_hit *b = bare->hits[i], *f = full->hits[i];

        ck_assert(text_equal(b->article->id, f->article->id));
        ck_assert(b->score == f->score && b->rank == f->rank);
        ck_assert_uint_eq(b->article->text.size + b->span_count + b->end, 0);
    }
    ir_results_free(full);
    ir_results_free(bare);
}
END_TEST

START_TEST(equal_scores_are_ordered_by_date_then_id)
{
    static const char *const want[] = {"c", "a", "b", "e", "d"};
    struct ir_request r = request_of("gas");
    struct news *n = news_open(0, "english");
    struct ir_results *results;

    news_add_dated(n, "d", "", "Gas flows.");
    news_add_dated(n, "b", "2026-05-11", "Gas flows.");
    news_add_dated(n, "a", "2026-05-11", "Gas flows.");
    news_add_dated(n, "e", "1969-05-11", "Gas flows.");
    news_add_dated(n, "c", "2026-05-12", "Gas flows.");
    news_close(n);
    open_index();
    results = search(&r);
    ck_assert_uint_eq(results->count, 5);
    for (size_t i = 0; i < 5; i++)
        ck_assert_text_eq(results->hits[i]->article->id, want[i]);
    ir_results_free(results);
}
END_TEST

START_TEST(articles_have_as_many_passages_as_asked_for)
{
    struct ir_request r = request_of("gas");
    struct news *n = news_open(0, "english");
    struct buf text = BUF_INIT;
    struct ir_results *results;

    for (int i = 0; i < 50; i++)
        buf_adds(&text, "Gas is in every sentence of this long article. ");
    news_add(n, "one", "", buf_text(&text));
    news_add(n, "two", "", TEXT("Gas. And more gas."));
    news_close(n);
    open_index();
    r.passage_words = 9;
    for (r.per_article = 0; r.per_article < 6; r.per_article++) {
        size_t want = r.per_article ? r.per_article : 50, all = 0;

        r.limit = 100;
        results = search(&r);
        ck_assert_uint_eq(results->count, want + 1);
        for (size_t i = 0; i < results->count; i++)
            all += results->hits[i]->passages;
        ck_assert_uint_eq(all, want * 50 + 1);
        ir_results_free(results);
    }
    r.articles = true;
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    ck_assert_uint_eq(results->hits[0]->passages, 50);
    ir_results_free(results);
    buf_free(&text);
}
END_TEST

START_TEST(limit_of_none_only_counts)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;

    fill_news(20, 0);
    r.limit = 0;
    results = search(&r);
    ck_assert_uint_eq(results->count, 0);
    ck_assert_uint_eq(results->articles.value, 20);
    ir_results_free(results);
}
END_TEST

/* ---- totals and lists ---- */

static const char *const counted[] = {"gas",
                                      "\"gas flows\"",
                                      "\"natural gas\"",
                                      "-\"natural gas\"",
                                      "gas -water",
                                      "\"natural gas\" OR water",
                                      "natural-gas",
                                      "the",
                                      "\"of the\"",
                                      "+natural gas",
                                      "gas oil",
                                      "(gas oil) OR US"};

START_TEST(exact_total_is_the_length_of_the_list)
{
    struct ir_request r = request_of(counted[_i]);
    struct news *n = news_open(0, "english");
    struct buf ids = BUF_INIT;

    for (int i = 0; i < 1100; i++) {
        char id[32];

        snprintf(id, sizeof(id), "n%d", i);
        news_add(n, id, i % 5 ? "" : "Natural gas of the US",
                 i % 2 ? TEXT("Naturally gas flows. US OIL.")
                       : TEXT("The natural gas flows; gas and water for us."));
    }
    news_close(n);
    open_index();
    r.exact_total = true;
    for (int match = IR_MATCH_AUTO; match <= IR_MATCH_ANY; match++) {
        r.match = (enum ir_match)match;
        buf_clear(&ids);
        totals(&r, list_ids(&r, &ids));
    }
    buf_free(&ids);
}
END_TEST

/* Articles with only the stems of a phrase used to be excluded. */
START_TEST(excluded_phrase_shuts_out_its_very_words_alone)
{
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("Gas flows."));
    news_add(n, "b", "", TEXT("Gas flow."));
    news_close(n);
    open_index();
    lists("gas -\"gas flows\"", IR_MATCH_ALL, "b");
    lists("-\"flows\"", IR_MATCH_ALL, "b");
    lists("gas -(gas \"flows\")", IR_MATCH_ALL, "b");
}
END_TEST

START_TEST(list_is_in_the_order_of_the_index)
{
    struct ir_request r = request_of("gas");
    struct news *n = news_open(0, "english");
    struct ir_list *list;
    struct ir_text id;

    news_add(n, "c", "", TEXT("Some gas in a long sentence of many words."));
    news_add(n, "a", "", TEXT("Gas, gas, gas."));
    news_add(n, "b", "", TEXT("Gas."));
    news_close(n);
    open_index();
    ok(ir_list_start(searcher, &r, &list, &err));
    ok(ir_list_next(list, &id, &err));
    ck_assert_text_eq(id, "c");
    ok(ir_list_next(list, &id, &err));
    ck_assert_text_eq(id, "a");
    ir_list_free(list);
    ir_list_free(NULL);
}
END_TEST

/* A list that became stale used to crash at the next call. */
START_TEST(list_says_when_the_index_changed_under_it)
{
    struct ir_request r = request_of("gas"), other = request_of("oil");
    struct news *n;
    struct ir_list *list;
    struct ir_text id;
    size_t count = 0;
    enum ir_status status;

    fill_news(1100, 1);
    ok(ir_list_start(searcher, &r, &list, &err));
    n = news_open(0, "english");
    for (int i = 0; i < 3; i++) {
        news_delete(n, i ? i == 1 ? "n001" : "n002" : "n000");
        news_commit(n);
    }
    news_close(n);
    ir_results_free(search(&other));
    while ((status = ir_list_next(list, &id, &err)) == IR_OK)
        count++;
    fails(status, IR_STALE);
    ck_assert_uint_eq(count, 1000);
    fails(ir_list_next(list, &id, &err), IR_STALE);
    ir_list_free(list);
}
END_TEST

static const char *const late_queries[] = {
    "gas", "gas oil",         "\"gas oil\"", "gas /s oil",
    "g*",  "NOT \"gas oil\"", "gasoline",    "gaz~",
};

START_TEST(search_that_is_late_at_once_finds_nothing)
{
    struct ir_request r = request_of(late_queries[_i]);
    struct ir_results *results;
    struct ir_list *list;
    struct ir_text id;

    fill_news(30, 20);
    r.timeout = 1e-9;
    for (int exact = 0; exact < 2; exact++) {
        r.exact_total = exact;
        results = search(&r);
        ck_assert(results->timed_out);
        ck_assert_uint_eq(results->count, 0);
        ck_assert_uint_eq(results->articles.value, 0);
        ck_assert_int_eq(results->articles.relation, IR_GE);
        ck_assert_uint_eq(results->suggestion.size, 0);
        ck_assert_uint_eq(results->next.size, 0);
        ir_results_free(results);
    }
    ok(ir_list_start(searcher, &r, &list, &err));
    ck_assert_int_eq(ir_list_next(list, &id, &err), IR_END);
    ck_assert(ir_list_timed_out(list));
    ir_list_free(list);
}
END_TEST

START_TEST(search_with_time_enough_is_the_same)
{
    struct ir_request r = request_of(late_queries[_i]);
    struct ir_results *with, *without;
    struct ir_list *list;
    struct ir_text id;

    fill_news(30, 20);
    r.exact_total = true;
    without = search(&r);
    r.timeout = 86400;
    with = search(&r);
    ck_assert(!with->timed_out && !without->timed_out);
    ck_assert_uint_eq(with->count, without->count);
    ck_assert_uint_eq(with->articles.value, without->articles.value);
    ck_assert_int_eq(with->articles.relation, IR_EQ);
    ir_results_free(with);
    ir_results_free(without);
    ok(ir_list_start(searcher, &r, &list, &err));
    while (ir_list_next(list, &id, &err) == IR_OK)
        ck_assert_uint_gt(id.size, 0);
    ck_assert(!ir_list_timed_out(list));
    ir_list_free(list);
    r.timeout = -1;
    fails(ir_search(searcher, &r, &with, &err), IR_INVALID);
    ck_assert_str_eq(err.message, "timeout is below 0");
}
END_TEST

static void add_tests(TCase *t)
{
    tcase_add_loop_test(t, search_that_is_late_at_once_finds_nothing, 0,
                        COUNT(late_queries));
    tcase_add_loop_test(t, search_with_time_enough_is_the_same, 0,
                        COUNT(late_queries));
    tcase_add_loop_test(t, ten_articles_with_all_words_are_enough, 0, 3);
    tcase_add_test(t, ten_articles_that_only_seem_to_match_are_not_enough);
    tcase_add_test(t, match_can_be_asked_for);
    tcase_add_test(t, nothing_found_is_no_error);
    tcase_add_loop_test(t, query_without_a_word_is_invalid, 0, 5);
    tcase_add_loop_test(t, limit_is_said_in_numbers, 0, COUNT(limits));
    tcase_add_loop_test(t, pages_in_a_row_are_one_big_page, 0, 6);
    tcase_add_test(t, no_article_comes_twice_and_scores_fall);
    tcase_add_loop_test(t, bare_hits_are_ids_and_scores, 0, 2);
    tcase_add_test(t, bare_passages_keep_their_order);
    tcase_add_test(t, equal_scores_are_ordered_by_date_then_id);
    tcase_add_test(t, articles_have_as_many_passages_as_asked_for);
    tcase_add_test(t, limit_of_none_only_counts);
    tcase_add_loop_test(t, exact_total_is_the_length_of_the_list, 0,
                        COUNT(counted));
    tcase_add_test(t, excluded_phrase_shuts_out_its_very_words_alone);
    tcase_add_test(t, list_is_in_the_order_of_the_index);
    tcase_add_test(t, list_says_when_the_index_changed_under_it);
}

Suite *search_suite(void)
{
    Suite *s = suite_create("search");
    TCase *t = tcase_create("search");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    add_tests(t);
    suite_add_tcase(s, t);
    return s;
}
