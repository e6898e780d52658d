/* Models, smoothing, feedback and like, by the public header. */
#include "search/index/model.h"
#include "search/run/rank.h"
#include "searcher/session/settings.h"
#include "tests/news.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- models ---- */

static const struct {
    const char *text;
    double k1, b;
    enum smoothing smooth;
} models[] = {
    {"", 1.5, 0.6, SMOOTH_OPENINGS},
    {"bm25", 1.5, 0.6, SMOOTH_OPENINGS},
    {"bm25:b=0.75,k1=2", 2, 0.75, SMOOTH_OPENINGS},
    {"bm25:smooth=0", 1.5, 0.6, SMOOTH_NONE},
    {"best", 1.5, 0.6, SMOOTH_TEXTS},
    {"best:k1=0", 0, 0.6, SMOOTH_TEXTS},
    {"best:smooth=0", 1.5, 0.6, SMOOTH_NONE},
};

/* Articles n00, n01 ... from one number to before another, of one text. */
static void news_add_many(struct news *n, int from, int to, const char *text)
{
    for (int i = from; i < to; i++) {
        char id[12];

        snprintf(id, sizeof(id), "n%02d", i);
        news_add(n, id, "", text_of(text));
    }
}

START_TEST(models_are_read)
{
    struct model m;

    ok(model_parse(text_of(models[_i].text), &m, &err));
    ck_assert_double_eq(m.k1, models[_i].k1);
    ck_assert_double_eq(m.b, models[_i].b);
    ck_assert_int_eq(m.smooth, models[_i].smooth);
}
END_TEST

static const struct {
    const char *text, *message;
} wrong_models[] = {
    {"bm26", "no ranking model \"bm26\"; there are: bm25 best"},
    {"pl2", "no ranking model \"pl2\"; there are: bm25 best"},
    {":", "no ranking model \"\"; there are: bm25 best"},
    {"bm25:c=1", "bm25 has no parameter \"c\"; there are: k1 b smooth"},
    {"bm25:", "bm25 has no parameter \"\"; there are: k1 b smooth"},
    {"best:delta=1", "best has no parameter \"delta\"; there are: k1 b smooth"},
    {"bm25:b=2", "bm25: b is a number from 0 to 1"},
    {"bm25:b=", "bm25: b is a number from 0 to 1"},
    {"bm25:b", "bm25: b is a number from 0 to 1"},
    {"bm25:b=.5", "bm25: b is a number from 0 to 1"},
    {"bm25:b=0.", "bm25: b is a number from 0 to 1"},
    {"bm25:b=0.5x", "bm25: b is a number from 0 to 1"},
    {"bm25:b=-0", "bm25: b is a number from 0 to 1"},
    {"bm25:k1=1.00000000000000000", "bm25: k1 is a number from 0 to 1000"},
};

START_TEST(models_that_are_wrong_are_told)
{
    struct model m;

    fails(model_parse(text_of(wrong_models[_i].text), &m, &err), IR_INVALID);
    ck_assert_str_eq(err.message, wrong_models[_i].message);
}
END_TEST

START_TEST(every_model_ranks)
{
    static const char *const names[] = {"bm25", "bm25:k1=0,b=0", "best"};
    struct ir_request r = request_of("oil gas");
    struct ir_results *results;

    fill_news(30, 3);
    r.rank = text_of(names[_i]);
    r.match = IR_MATCH_ANY;
    results = search(&r);
    ck_assert_uint_eq(results->count, 10);
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(results->hits[i]->missing_count, 0);
    ck_assert_uint_eq(results->hits[3]->missing_count, 1);
    ir_results_free(results);
}
END_TEST

/* ---- requests ---- */

START_TEST(requests_that_make_no_sense_are_refused)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results = NULL;
    enum ir_status want = IR_INVALID;
    char id[IR_ID_MAX + 1];

    memset(id, 'a', sizeof(id));
    fill_news(3, 0);
    switch (_i) {
    case 0: r.rank = text_of("bm26"); break;
    case 1: r.like = text_of("n001"); break;
    case 2: r.recency = -1; break;
    case 3: r.sort = (enum ir_sort)3; break;
    case 4:
        r.feedback_passages = 101;
        want = IR_LIMIT;
        break;
    case 5:
        r.feedback_terms = 101;
        want = IR_LIMIT;
        break;
    case 6:
        r.query.size = 0;
        r.like = (struct ir_text){id, sizeof(id)};
        want = IR_LIMIT;
        break;
    default:
        r.query.size = 0;
        r.like = text_of("zebra");
        want = IR_NOT_FOUND;
        break;
    }
    fails(ir_search(searcher, &r, &results, &err), want);
    ck_assert_ptr_null(results);
}
END_TEST

/* ---- as options ---- */

static const struct {
    const char *option, *value;
    int64_t recency;
    size_t passages, terms; /* 0: as without the option */
} given[] = {
    {"recency", "12h", 43200, 0, 0},
    {"recency", "30d", 2592000, 0, 0},
    {"recency", "2w", 1209600, 0, 0},
    {"recency", "1y", 31557600, 0, 0},
    {"feedback", "", 0, 10, 40},
    {"feedback", "5", 0, 5, 40},
    {"feedback", "5,20", 0, 5, 20},
    {"feedback", "101,1", 0, 101, 1}, /* for the search to refuse */
};

START_TEST(options_become_a_request)
{
    static const char *const query[] = {"gas"};
    const struct text_list words = {(const char **)(uintptr_t)query, 1, 1, 0};
    struct settings s;
    const struct ir_request *r = &s.request;

    settings_init(&s);
    ok(options_set(&settings_options, given[_i].option, given[_i].value, &s,
                   &err));
    ok(options_set(&settings_options, "rank", "dph", &s, &err));
    ok(options_set(&settings_options, "sort", "-date", &s, &err));
    ok(settings_check(&s, &words, &err));
    ck_assert_int_eq(r->recency, given[_i].recency);
    ck_assert_uint_eq(r->feedback_passages, given[_i].passages);
    if (given[_i].terms)
        ck_assert_uint_eq(r->feedback_terms, given[_i].terms);
    ck_assert_text_eq(r->rank, "dph");
    ck_assert_int_eq(r->sort, IR_SORT_NEWEST);
}
END_TEST

/* Only runs of TREC topics go on without end, unless --timeout 0 says so. */
static const struct {
    const char *option, *value, *timeout;
    double seconds;
} timeouts[] = {
    {"limit", "10", NULL, 2},       {"limit", "0", NULL, 10},
    {"quiet", NULL, NULL, 10},      {"articles", NULL, NULL, 60},
    {"no-limit", NULL, NULL, 60},   {"format", "trec", NULL, 0},
    {"articles", NULL, "0.5", 0.5}, {"quiet", NULL, "0", 0},
};

START_TEST(a_search_has_an_end)
{
    static const char *const query[] = {"gas"};
    const struct text_list words = {(const char **)(uintptr_t)query, 1, 1, 0};
    struct settings s;

    settings_init(&s);
    ok(options_set(&settings_options, timeouts[_i].option, timeouts[_i].value,
                   &s, &err));
    if (timeouts[_i].timeout)
        ok(options_set(&settings_options, "timeout", timeouts[_i].timeout, &s,
                       &err));
    ok(settings_check(&s, &words, &err));
    ck_assert_double_eq(s.request.timeout, timeouts[_i].seconds);
}
END_TEST

static const struct {
    const char *option, *value;
} wrong_options[] = {
    {"recency", ""},      {"recency", "0d"},    {"recency", "30"},
    {"recency", "30m"},   {"recency", "d"},     {"recency", "3dd"},
    {"recency", "-3d"},   {"feedback", "0"},    {"feedback", "x"},
    {"feedback", "10,"},  {"feedback", "10,0"}, {"feedback", "1,2,3"},
    {"feedback", "10;4"}, {"like", "a1"},
};

START_TEST(wrong_options_are_told)
{
    static const char *const query[] = {"gas"};
    const struct text_list words = {(const char **)(uintptr_t)query, 1, 1, 0};
    struct settings s;

    settings_init(&s);
    ok(options_set(&settings_options, wrong_options[_i].option,
                   wrong_options[_i].value, &s, &err));
    fails(settings_check(&s, &words, &err), IR_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, wrong_options[_i].option));
}
END_TEST

START_TEST(like_is_enough_to_ask)
{
    const struct text_list words = {NULL, 0, 0, 0};
    struct settings s;

    settings_init(&s);
    ok(options_set(&settings_options, "like", "a1", &s, &err));
    ok(settings_check(&s, &words, &err));
    ck_assert_text_eq(s.request.like, "a1");
}
END_TEST

/* ---- smoothing ---- */

static void fill_topics(void)
{
    static const char *const texts[] = {
        "Gas export to Turkey by pipeline grows, and the ministry is glad.",
        "Pipeline export to Turkey grows; the ministry says gas flows well.",
        "Turkey buys more gas by pipeline. Export grows, says the ministry.",
        "The gas mask was worn in a play about war and an old soldier.",
        "Export of dates and pistachio nuts grows. Turkey buys dates too.",
        "Export of dates and pistachio nuts grows. Turkey buys dates too.",
        "A play about an old soldier and his war opened in the theatre.",
    };
    struct news *n = news_open(0, "english");

    for (size_t i = 0; i < COUNT(texts); i++) {
        char id[32];

        snprintf(id, sizeof(id), "t%zu", i);
        news_add(n, id, i ? "" : "Gas export", text_of(texts[i]));
    }
    news_close(n);
    open_index();
}

START_TEST(smoothing_keeps_the_set_and_narrows_the_scores)
{
    struct ir_request r = request_of("gas turkey");
    struct ir_results *plain, *best;

    fill_topics();
    r.match = IR_MATCH_ANY;
    r.articles = true;
    r.rank = TEXT("bm25:smooth=0");
    plain = search(&r);
    r.rank = text_of(_i ? "best" : "bm25");
    best = search(&r);
    ck_assert_uint_eq(plain->count, 6);
    ck_assert_uint_eq(best->count, 6);
    ck_assert_double_lt(best->hits[0]->score, plain->hits[0]->score);
    ck_assert_double_gt(best->hits[5]->score, plain->hits[5]->score);
    for (size_t i = 0; i < 5; i++)
        if (text_equal(best->hits[i]->article->id, text_of("t4"))) {
            ck_assert_text_eq(best->hits[i + 1]->article->id, "t5");
            ck_assert_double_eq(best->hits[i]->score, best->hits[i + 1]->score);
        }
    ir_results_free(plain);
    ir_results_free(best);
}
END_TEST

START_TEST(smoothing_tells_the_same_twice)
{
    struct ir_request r = request_of("turkey gas war");
    struct ir_results *once, *again;

    fill_topics();
    r.rank = text_of(_i ? "best" : "bm25");
    once = search(&r);
    again = search(&r);
    ck_assert_uint_eq(once->count, again->count);
    for (size_t i = 0; i < once->count; i++)
        ck_assert_double_eq(once->hits[i]->score, again->hits[i]->score);
    ir_results_free(once);
    ir_results_free(again);
    open_index(); /* with no stem known yet */
    again = search(&r);
    r.query = text_of("zebra");
    once = search(&r);
    ck_assert_uint_eq(once->count, 0);
    ir_results_free(once);
    ir_results_free(again);
}
END_TEST

START_TEST(one_hit_can_be_smoothed)
{
    struct ir_request r = request_of("mask");

    fill_topics();
    r.rank = text_of("best");
    shows(&r, "t3");
    r.query = text_of("zebra");
    shows(&r, "");
}
END_TEST

/* ---- feedback ---- */

static double first_stage(const struct ir_hit *hit)
{
    for (size_t i = 0; i < hit->part_count; i++)
        if (!strcmp(hit->parts[i].feature, "article.first_stage"))
            return hit->parts[i].value;
    return 0;
}

/* A topic was left out of the second query's score, as it is no word. */
START_TEST(feedback_keeps_the_topic)
{
    struct ir_request r = request_of("topic:sanctions");
    struct news *n = news_open(0, "english");
    struct ir_results *results;

    news_add_many(n, 0, 4, "A waiver for Zagros, the turbine of Zagros.");
    news_add_many(n, 4, 12, "A waiver.");
    news_add_many(n, 12, 60, "Rain and wind.");
    news_close(n);
    open_index();
    r.feedback_passages = 10;
    r.explain = true;
    r.limit = 20;
    results = search(&r);
    ck_assert_uint_eq(results->count, 12);
    for (size_t i = 0; i < 12; i++)
        ck_assert_double_gt(first_stage(results->hits[i]), 0);
    ck_assert_double_gt(first_stage(results->hits[0]),
                        first_stage(results->hits[11]));
    ir_results_free(results);
}
END_TEST

/* Sixty articles, in one order or the other; ten tie with the fiftieth. */
static void fill_ties(bool down)
{
    struct news *n = news_open(0, "english");

    for (int i = 0; i < 60; i++) {
        int a = down ? 59 - i : i;
        char id[8], text[160];

        snprintf(id, sizeof(id), "n%02d", a);
        if (a < 45)
            snprintf(text, sizeof(text),
                     "Gas of field %d and gas of well %d reach port %d.", a % 7,
                     a % 5, a % 3);
        else
            snprintf(text, sizeof(text),
                     "The gas of field %d and of well %d reaches port %d.",
                     a % 7, a % 5, a % 3);
        news_add(n, id, "", text_of(text));
    }
    news_close(n);
    open_index();
}

START_TEST(smoothing_does_not_depend_on_the_order_of_the_index)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results[2];

    r.articles = true;
    r.limit = 40;
    r.rank = text_of(_i ? "best" : "bm25");
    for (int i = 0; i < 2; i++) {
        fill_ties(i);
        results[i] = search(&r);
        ck_assert_uint_eq(results[i]->count, 40);
        if (!i)
            news_remove_all();
        if (!i)
            news_make();
    }
    for (size_t i = 0; i < 40; i++) {
        ck_assert_text_eq(results[1]->hits[i]->article->id,
                          results[0]->hits[i]->article->id.data);
        ck_assert_double_eq_tol(results[1]->hits[i]->score,
                                results[0]->hits[i]->score, 1e-9);
    }
    ir_results_free(results[0]);
    ir_results_free(results[1]);
}
END_TEST

static void count_is(struct ir_request *r, const char *query, size_t count)
{
    struct ir_results *results;

    r->query = text_of(query);
    results = search(r);
    ck_assert_uint_eq(results->count, count);
    ck_assert_uint_eq(results->articles.value, count);
    ir_results_free(results);
}

/* Where any word is enough, so is a word of the best passages. */
START_TEST(feedback_brings_articles_in)
{
    struct ir_request r = request_of("");
    struct news *n = news_open(0, "english");

    news_add_many(n, 0, 3, "A waiver for Zagros, the turbine of Zagros.");
    news_add_many(n, 3, 5, "The turbine of Zagros stands still.");
    news_add_many(n, 5, 60, "Rain and wind.");
    news_close(n);
    open_index();
    r.articles = true;
    r.match = IR_MATCH_ANY;
    count_is(&r, "waiver treaty", 3);
    r.feedback_passages = 3;
    count_is(&r, "waiver treaty", 5);
    /* What must or must not be there decides, and so do filters. */
    count_is(&r, "waiver treaty -still", 3);
    count_is(&r, "+waiver treaty", 3);
    r.until = TEXT("2000-01-01");
    count_is(&r, "waiver treaty", 0);
    r.until = TEXT("");
    r.match = IR_MATCH_ALL;
    count_is(&r, "waiver zagros", 3);
}
END_TEST

/* A text with a quotation or a compound that no article has is about its words.
 * More articles than are scored from their text hold the other word. */
START_TEST(words_of_a_missing_phrase_score)
{
    static const char *const queries[] = {"\"the treaty of Zagros ends\" rain",
                                          "treaty-of-Zagros rain",
                                          "\"zzq* Zagros treaty\" rain"};
    struct ir_request r = request_of("");
    struct news *n = news_open(0, "english");
    struct ir_results *results;

    news_add(n, "n119", "", TEXT("Rain in Zagros, and a treaty of winds."));
    news_add(n, "n118", "", TEXT("Treaties of the Zagros."));
    news_add_many(n, 0, 118, "Rain and wind, and wind and rain.");
    news_close(n);
    open_index();
    r.match = IR_MATCH_ANY;
    for (size_t i = 0; i < COUNT(queries); i++) {
        r.query = text_of(queries[i]);
        results = search(&r);
        ck_assert_uint_eq(results->articles.value, 119);
        ck_assert(text_equal(results->hits[0]->article->id, TEXT("n119")));
        ck_assert_uint_eq(results->hits[0]->span_count, 3); /* no stop word */
        ck_assert_uint_eq(results->hits[0]->missing_count, 1);
        ir_results_free(results);
    }
    /* What must be there, as one of all words must, is there as a phrase. */
    r.query = text_of(queries[0]);
    r.match = IR_MATCH_ALL;
    totals(&r, 0);
    r.match = IR_MATCH_ANY;
    r.query = TEXT("+\"the treaty of Zagros\" rain");
    totals(&r, 0);
}
END_TEST

START_TEST(feedback_finds_the_same_articles)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;

    fill_topics();
    r.articles = true;
    r.feedback_passages = 2;
    r.feedback_terms = 10;
    results = search(&r);
    ck_assert_uint_eq(results->count, 4);
    ck_assert_uint_eq(results->articles.value, 4);
    ck_assert_text_eq(results->parsed, "gas");
    ir_results_free(results);
    r.rank = text_of("best");
    r.query = text_of("gas -mask");
    results = search(&r);
    ck_assert_uint_eq(results->count, 3);
    ir_results_free(results);
}
END_TEST

START_TEST(feedback_of_nothing_changes_nothing)
{
    struct ir_request r = request_of(_i ? "-gas" : "zebra");

    fill_topics();
    r.feedback_passages = 10;
    shows(&r, _i ? "t4 t5 t6" : "");
    r.limit = 0;
    shows(&r, "");
}
END_TEST

/* ---- likeness ---- */

START_TEST(like_finds_what_says_the_same)
{
    struct ir_request r = request_of("");
    struct ir_results *results;
    struct buf ids = BUF_INIT;

    fill_topics();
    r.like = text_of("t3");
    r.articles = true;
    results = search(&r);
    ck_assert_text_eq(results->query, "like:t3");
    ck_assert_text_eq(results->hits[0]->article->id, "t6");
    ck_assert_int_eq(results->match, IR_MATCH_ANY);
    ck_assert_uint_ge(results->hits[0]->span_count, 4);
    for (size_t i = 0; i < results->count; i++)
        ck_assert(!text_equal(results->hits[i]->article->id, text_of("t3")));
    ir_results_free(results);
    r.like = text_of("t4");
    r.rank = text_of("best");
    r.feedback_passages = 5;
    results = search(&r);
    ck_assert_text_eq(results->hits[0]->article->id, "t5");
    ir_results_free(results);
    r.like = text_of("t6");
    ck_assert_uint_eq(list_ids(&r, &ids), 1);
    ck_assert_str_eq(ids.data, "t3");
    buf_free(&ids);
}
END_TEST

START_TEST(like_needs_a_word_that_others_have)
{
    struct ir_request r = request_of("");
    struct ir_results *results = NULL;
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("Zebra crossing."));
    news_add(n, "b", "", TEXT("Gas flows."));
    news_close(n);
    open_index();
    r.like = text_of("a");
    fails(ir_search(searcher, &r, &results, &err), IR_INVALID);
    ck_assert_str_eq(err.message, "the article shares no word with another");
}
END_TEST

Suite *rank_suite(void)
{
    Suite *s = suite_create("rank");
    TCase *t = tcase_create("rank");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_loop_test(t, models_are_read, 0, COUNT(models));
    tcase_add_loop_test(t, models_that_are_wrong_are_told, 0,
                        COUNT(wrong_models));
    tcase_add_loop_test(t, options_become_a_request, 0, COUNT(given));
    tcase_add_loop_test(t, a_search_has_an_end, 0, COUNT(timeouts));
    tcase_add_loop_test(t, wrong_options_are_told, 0, COUNT(wrong_options));
    tcase_add_test(t, like_is_enough_to_ask);
    tcase_add_loop_test(t, every_model_ranks, 0, 3);
    tcase_add_loop_test(t, requests_that_make_no_sense_are_refused, 0, 8);
    tcase_add_loop_test(t, smoothing_keeps_the_set_and_narrows_the_scores, 0,
                        2);
    tcase_add_loop_test(t, smoothing_tells_the_same_twice, 0, 2);
    tcase_add_loop_test(t, smoothing_does_not_depend_on_the_order_of_the_index,
                        0, 2);
    tcase_add_test(t, one_hit_can_be_smoothed);
    tcase_add_test(t, feedback_finds_the_same_articles);
    tcase_add_test(t, feedback_brings_articles_in);
    tcase_add_test(t, words_of_a_missing_phrase_score);
    tcase_add_test(t, feedback_keeps_the_topic);
    tcase_add_loop_test(t, feedback_of_nothing_changes_nothing, 0, 2);
    tcase_add_test(t, like_finds_what_says_the_same);
    tcase_add_test(t, like_needs_a_word_that_others_have);
    suite_add_tcase(s, t);
    return s;
}
