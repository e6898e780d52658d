#include "tests/news.h"

#include <irsearch.h>
#include <stdio.h>

/* Articles that differ in length, title, order of words and place. */
static void fill(size_t count)
{
    struct news *n = news_open(0, "english");
    struct buf text = BUF_INIT;
    char id[24];

    for (size_t i = 0; i < count; i++) {
        buf_clear(&text);
        for (size_t j = 0; j < i % 7; j++)
            buf_adds(&text, "Some other words come before it. ");
        buf_adds(&text, i % 3 ? "Gas and oil flow. " : "Oil flows as gas. ");
        for (size_t j = 0; j < i % 11; j++)
            buf_adds(&text, "Oil was never asked for that much. ");
        snprintf(id, sizeof(id), "n%03zu", i);
        news_add(n, id, i % 2 ? "Gas for all" : "", buf_text(&text));
    }
    buf_free(&text);
    news_close(n);
    open_index();
}

static bool has_feature(const struct ir_hit *h, const char *feature)
{
    for (size_t i = 0; i < h->part_count; i++)
        if (!strcmp(h->parts[i].feature, feature))
            return true;
    return false;
}

static void adds_up(const struct ir_request *r)
{
    struct ir_results *results = search(r);

    ck_assert_uint_gt(results->count, 0);
    for (size_t i = 0; i < results->count; i++) {
        const struct ir_hit *h = results->hits[i];
        double sum = 0;

        for (size_t j = 0; j < h->part_count; j++)
            sum += h->parts[j].value;
        ck_assert(sum == h->score);
        ck_assert(!has_feature(h, "limit"));
        ck_assert(has_feature(h, "article.first_stage"));
        ck_assert_int_eq(has_feature(h, "term"), !r->articles);
    }
    ir_results_free(results);
}

static const char *const queries[] = {"gas", "oil gas", "\"gas and oil\" flow",
                                      "asked -nothing", "gas OR never"};

START_TEST(parts_add_up_to_the_very_score)
{
    struct ir_request r = request_of(queries[_i]);

    fill(150);
    r.explain = true;
    r.limit = 300;
    adds_up(&r);
    r.articles = true;
    adds_up(&r);
}
END_TEST

START_TEST(parts_name_the_words_of_the_query)
{
    struct ir_request r = request_of("oils gas");
    struct ir_results *results;

    fill(3);
    r.explain = true;
    results = search(&r);
    ck_assert_text_eq(results->hits[0]->parts[0].term, "oils");
    ck_assert_text_eq(results->hits[0]->parts[1].term, "gas");
    ck_assert_text_eq(results->hits[0]->parts[2].term, "");
    ir_results_free(results);
}
END_TEST

START_TEST(nothing_is_explained_unasked)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;

    fill(3);
    results = search(&r);
    ck_assert_uint_eq(results->hits[0]->part_count, 0);
    ir_results_free(results);
}
END_TEST

Suite *explain_suite(void)
{
    Suite *suite = suite_create("explain");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, news_make, news_remove_all);
    tcase_add_loop_test(tcase, parts_add_up_to_the_very_score, 0,
                        COUNT(queries));
    tcase_add_test(tcase, parts_name_the_words_of_the_query);
    tcase_add_test(tcase, nothing_is_explained_unasked);
    suite_add_tcase(suite, tcase);
    return suite;
}
