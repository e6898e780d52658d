/* Articles skipped by their upper bound could not have been on the page. */
#include "search/run/upper_bound.h"
#include "tests/news.h"

#include <stdio.h>
#include <stdlib.h>

#define ARTICLES 90 /* pages end at 50 hits */
#define QUERIES 700

static uint64_t state;

static size_t pick(size_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963);
    return (size_t)(state >> 33) % below;
}

/* Common words first; with compounds, acronyms and words of one stem. */
static const char *const vocabulary[] = {
    "the",       "of",     "and",      "gas",        "oil",        "gas",
    "export",    "Iran",   "Iraq",     "exporting",  "said",       "in",
    "Iran-Iraq", "US",     "U.S.",     "minister",   "ministry",   "meeting",
    "met",       "price",  "prices",   "Es'haq",     "haq",        "pipeline",
    "waiver",    "bank",   "governor", "sanctions",  "embargo",    "turbine",
    "snapback",  "zagros", "caspian",  "well-known", "ambassador", "quorum",
};

/* A random word, more likely one near the beginning of the vocabulary. */
static const char *word(void)
{
    return vocabulary[pick(1 + pick(COUNT(vocabulary)))];
}

static void write_text(struct buf *out, size_t words)
{
    buf_clear(out);
    for (size_t i = 0; i < words; i++) {
        buf_adds(out, i && pick(9) == 0 ? ". " : i ? " " : "");
        buf_adds(out, word());
    }
    buf_addc(out, '.');
}

static void write_news(void)
{
    struct news *n = news_open(0, "english");
    struct buf title = BUF_INIT, text = BUF_INIT;

    for (size_t i = 0; i < ARTICLES; i++) {
        char id[32];

        snprintf(id, sizeof(id), "n%03zu", i);
        write_text(&title, 1 + pick(5));
        write_text(&text, 1 + pick(pick(5) ? 60 : 400));
        news_add(n, id, pick(3) ? title.data : "", buf_text(&text));
    }
    buf_free(&title);
    buf_free(&text);
    news_close(n);
    open_index();
}

/* Words and operators.  The store decides most of them, some need the text. */
static void write_query(struct buf *query)
{
    static const char *const joins[] = {" ",    " ",     " ",    " ",
                                        " OR ", " AND ", " w/3 "};
    static const char *const prefixes[] = {"", "", "", "", "", "", "-", "="};
    static const char *const suffixes[] = {"",   "",     "",  "",
                                           "^3", "^0.2", "*", "~1"};
    size_t words = 1 + pick(6);

    buf_clear(query);
    for (size_t i = 0; i < words; i++)
        buf_addf(query, "%s%s%s%s", i ? joins[pick(COUNT(joins))] : "",
                 prefixes[pick(COUNT(prefixes))], word(),
                 suffixes[pick(COUNT(suffixes))]);
    if (pick(12) == 0)
        buf_adds(query, " topic:sanctions");
}

static void ask(struct buf *query, struct ir_request *r)
{
    static const char *const ranks[] = {
        "bm25:smooth=0", "bm25:smooth=0", "bm25:b=0,smooth=0",
        "bm25:b=0.9,smooth=0", "bm25:k1=40,b=1,smooth=0"};

    write_query(query);
    ir_request_init(r);
    r->query = buf_text(query);
    r->rank = text_of(ranks[pick(COUNT(ranks))]);
    r->match = pick(3) ? IR_MATCH_ANY : IR_MATCH_AUTO;
    r->limit = 1 + pick(20);
    r->offset = pick(3) ? 0 : pick(30);
    r->per_article = pick(4);
    r->articles = pick(3) == 0;
    r->explain = pick(9) == 0;
    if (pick(15) == 0)
        r->feedback_passages = 5;
}

static void same(const struct ir_results *a, const struct ir_results *b,
                 const char *query)
{
    ck_assert_msg(a->count == b->count, "%s", query);
    ck_assert_uint_eq(a->articles.value, b->articles.value);
    ck_assert_int_eq(a->articles.relation, b->articles.relation);
    ck_assert_uint_eq(a->partial.value, b->partial.value);
    ck_assert_int_eq(a->partial.relation, b->partial.relation);
    ck_assert_msg(text_equal(a->next, b->next), "%s", query);
    for (size_t i = 0; i < a->count; i++) {
        const struct ir_hit *l = a->hits[i], *r = b->hits[i];

        ck_assert_msg(text_equal(l->article->id, r->article->id), "%s", query);
        ck_assert_msg(!memcmp(&l->score, &r->score, sizeof(double)), "%s",
                      query);
        ck_assert_uint_eq(l->first, r->first);
        ck_assert_uint_eq(l->last, r->last);
        ck_assert_uint_eq(l->span_count, r->span_count);
        ck_assert_uint_eq(l->part_count, r->part_count);
    }
}

START_TEST(pages_are_the_same_as_when_all_is_read)
{
    struct buf query = BUF_INIT;

    state = (uint64_t)_i + 1;
    write_news();
    for (int i = 0; i < QUERIES; i++) {
        struct ir_results *some, *all;
        struct ir_request r;

        ask(&query, &r);
        searcher->exhaustive = false;
        some = search(&r);
        searcher->exhaustive = true;
        all = search(&r);
        same(some, all, query.data);
        ir_results_free(some);
        ir_results_free(all);
    }
    buf_free(&query);
}
END_TEST

/* A damaged record is an error only for searches that read it. */
START_TEST(an_article_of_too_low_a_bound_is_not_read)
{
    struct ir_request r = request_of("quorum gas");
    struct ir_results *results = NULL;
    struct news *n = news_open(0, "english");

    for (int i = 0; i < 40; i++) {
        char id[32];

        snprintf(id, sizeof(id), "n%02d", i);
        if (i < 5)
            news_add(n, id, "Quorum", TEXT("A quorum met on gas. Quorum!"));
        else if (i < 39)
            news_add(n, id, "", TEXT("Gas."));
        else
            news_add_damaged(n, id, "Gas, and a word or two more on it.");
    }
    news_close(n);
    open_index();
    r.match = IR_MATCH_ANY;
    r.limit = 5;
    r.rank = TEXT("bm25:smooth=0");
    results = search(&r);
    ck_assert_uint_eq(results->count, 5);
    ck_assert_uint_eq(results->articles.value, 40);
    ir_results_free(results);
    r.recency = 86400; /* dates are in the records: all are read */
    fails(ir_search(searcher, &r, &results, &err), IR_CORRUPT);
    r.recency = 0;
    searcher->exhaustive = true;
    fails(ir_search(searcher, &r, &results, &err), IR_CORRUPT);
}
END_TEST

START_TEST(the_best_so_far_are_kept_in_order)
{
    double bounds[] = {3, 2}, best[2];
    struct upper_bounds r = {bounds, best, 0, 2};
    struct upper_bounds all = UPPER_BOUNDS_NONE;

    upper_bounds_note(&all, 5);
    ck_assert(upper_bounds_admit(&all, 7));
    upper_bounds_note(&r, 1);
    ck_assert(upper_bounds_admit(&r, 1)); /* the page is not full */
    upper_bounds_note(&r, 4);
    upper_bounds_note(&r, 2);
    ck_assert(upper_bounds_admit(&r, 1)); /* a tie may still get on it */
    upper_bounds_note(&r, 2.5);
    upper_bounds_note(&r, 1);
    ck_assert(!upper_bounds_admit(&r, 1));
    ck_assert(upper_bounds_admit(&r, 0));
    ck_assert_double_eq(best[0], 4);
    ck_assert_double_eq(best[1], 2.5);
}
END_TEST

Suite *upper_bound_suite(void)
{
    Suite *suite = suite_create("upper_bound");
    TCase *news = tcase_create("news");

    tcase_add_checked_fixture(news, news_make, news_remove_all);
    tcase_add_loop_test(news, pages_are_the_same_as_when_all_is_read, 0, 6);
    tcase_add_test(news, an_article_of_too_low_a_bound_is_not_read);
    tcase_add_test(news, the_best_so_far_are_kept_in_order);
    suite_add_tcase(suite, news);
    return suite;
}
