/* A search decodes each article once and keeps a bounded amount of them. */
#include "search/run/search.h"
#include "tests/news.h"

#include <stdio.h>
#include <stdlib.h>

static const struct ir_text garbage = {"no record", 9};

/* Search, and check how many records were decoded. */
static struct ir_results *decoding(const struct ir_request *r, uint64_t want)
{
    uint64_t before = searcher->readings.decoded;
    struct ir_results *results = search(r);

    ck_assert_uint_eq(searcher->readings.decoded - before, want);
    return results;
}

/* Kinds of searches, over twenty articles with all words and twenty with some,
 * and how many records each has to decode. */
static const struct {
    const char *query, *rank;
    enum ir_match match;
    enum ir_sort sort;
    size_t limit, offset, feedback;
    int64_t recency;
    bool articles, explain;
    uint64_t decoded;
} ways[] = {
    {"gas", "", IR_MATCH_AUTO, 0, 10, 0, 0, 0, false, false, 40},
    {"gas", "", IR_MATCH_AUTO, 0, 40, 0, 0, 0, false, true, 40},
    {"gas", "", IR_MATCH_AUTO, 0, 10, 25, 0, 0, true, false, 40},
    {"gas", "", IR_MATCH_AUTO, IR_SORT_NEWEST, 10, 5, 0, 0, false, false, 40},
    {"gas", "", IR_MATCH_AUTO, IR_SORT_OLDEST, 40, 0, 0, 0, false, false, 40},
    {"gas", "", IR_MATCH_AUTO, 0, 10, 0, 0, 86400, false, false, 40},
    {"gas", "best", IR_MATCH_AUTO, 0, 10, 0, 0, 0, false, false, 40},
    {"gas oil", "", IR_MATCH_ALL, 0, 10, 0, 0, 0, false, false, 20},
    {"\"gas and oil\"", "", IR_MATCH_ALL, 0, 10, 0, 0, 0, false, false, 20},
    {"gas", "", IR_MATCH_AUTO, 0, 10, 0, 5, 0, false, false, 40},
};

static void fill_ways(void)
{
    struct news *n = news_open(0, "english");

    for (int i = 0; i < 40; i++) {
        char id[32], date[32];

        snprintf(id, sizeof(id), "n%02d", i);
        snprintf(date, sizeof(date), "2020-01-%02d", 1 + i % 28);
        news_add_dated(n, id, date,
                       i < 20 ? "Gas and oil. They flow." : "Gas and so on.");
    }
    news_close(n);
    open_index();
}

START_TEST(an_article_is_decoded_once)
{
    struct ir_request r = request_of(ways[_i].query);
    struct ir_results *results;

    fill_ways();
    r.rank = text_of(ways[_i].rank);
    r.match = ways[_i].match;
    r.sort = ways[_i].sort;
    r.limit = ways[_i].limit;
    r.offset = ways[_i].offset;
    r.feedback_passages = ways[_i].feedback;
    r.recency = ways[_i].recency;
    r.articles = ways[_i].articles;
    r.explain = ways[_i].explain;
    for (int again = 0; again < 2; again++) {
        results = decoding(&r, ways[_i].decoded);
        ck_assert_uint_eq(results->count, ways[_i].decoded - r.offset < r.limit
                                              ? ways[_i].decoded - r.offset
                                              : r.limit);
        for (size_t i = 0; i < results->count; i++)
            ck_assert_uint_ge(results->hits[i]->span_count, 1);
        ir_results_free(results);
    }
}
END_TEST

/* An article that is listed and then shown is decoded once, or twice if another
 * search came between. */
START_TEST(a_listed_article_is_decoded_once)
{
    struct ir_request r = request_of("\"gas and oil\"");
    struct ir_request other = request_of("so");
    struct ir_list *list;
    struct ir_text id;
    size_t count = 0;

    fill_ways();
    ok(ir_list_start(searcher, &r, &list, &err));
    while (ir_list_next(list, &id, &err) == IR_OK) {
        uint64_t before = searcher->readings.decoded;
        struct ir_results *hits;

        if (count == 7)
            ir_results_free(search(&other));
        before = searcher->readings.decoded;
        ok(ir_list_hits(list, &hits, &err));
        ck_assert_uint_eq(searcher->readings.decoded - before, count == 7);
        ck_assert_uint_eq(hits->count, 1);
        ck_assert(text_equal(hits->hits[0]->article->id, id));
        ck_assert_uint_eq(hits->hits[0]->span_count, 3);
        ir_results_free(hits);
        count++;
    }
    ir_list_free(list);
    ck_assert_uint_eq(count, 20);
}
END_TEST

/* A search in progress, and the records of its candidates. */
struct begun {
    struct search x;
    struct ir_request r;
    struct store_hits *hits;
};

static void begin(struct begun *b, const char *query)
{
    const struct store_search how = {
        .limit = 100, .unranked = true, .with_data = true};

    b->r = request_of(query);
    ok(search_begin(&b->x, searcher, &b->r, deadline_in(0, &searcher->cancels),
                    &err));
    ok(store_search(searcher->store, b->x.asked, &how, &b->hits, &err));
}

static void end(struct begun *b)
{
    store_hits_free(b->hits);
    search_end(&b->x);
}

static struct reading *read_hit(struct begun *b, size_t i)
{
    struct reading *r;

    ok(verify_read(&b->x.verifier, store_hits_document(b->hits, i),
                   store_hits_data(b->hits, i), &r, &err));
    ck_assert_ptr_nonnull(r);
    return r;
}

/* Is the reading of hit i kept, so that its record is not decoded again? */
static bool is_kept(struct begun *b, size_t i)
{
    struct reading *r;
    enum ir_status status = verify_read(
        &b->x.verifier, store_hits_document(b->hits, i), garbage, &r, &err);

    ck_assert(status == IR_OK || status == IR_CORRUPT);
    return status == IR_OK;
}

START_TEST(the_worthiest_are_kept)
{
    static const double worths[] = {3, 1, 4, 1.5, 5, 2};
    struct begun b;

    fill_news(6, 6);
    begin(&b, "gas");
    for (size_t i = 0; i < COUNT(worths); i++)
        verify_keep(&b.x.verifier, read_hit(&b, i), worths[i], 3);
    for (size_t i = 0; i < COUNT(worths); i++)
        ck_assert_int_eq(is_kept(&b, i), worths[i] >= 3);
    verify_keep(&b.x.verifier, read_hit(&b, 1), 9, 0); /* room for none */
    ck_assert_uint_eq(searcher->readings.count, 3);
    verify_drop(&b.x.verifier);
    for (size_t i = 0; i < COUNT(worths); i++)
        ck_assert(!is_kept(&b, i));
    end(&b);
}
END_TEST

START_TEST(what_is_kept_is_of_one_plan)
{
    struct begun gas, oil;
    struct reading *r;

    fill_news(2, 2);
    begin(&gas, "gas");
    verify_keep(&gas.x.verifier, read_hit(&gas, 0), 1, 9);
    ck_assert(is_kept(&gas, 0));
    begin(&oil, "oil");
    r = read_hit(&oil, 0);
    ck_assert_uint_eq(r->evidence.body.count, 1);
    verify_keep(&oil.x.verifier, r, 1, 9);
    ck_assert(!is_kept(&gas, 0));
    ck_assert_uint_eq(read_hit(&gas, 0)->evidence.body.count, 1);
    end(&gas);
    end(&oil);
}
END_TEST

/* A kept reading that matched with lists read as OR is verified again when they
 * are not. */
START_TEST(what_is_kept_is_of_one_way_to_read_lists)
{
    struct begun b;
    struct reading *r;

    fill_news(1, 0);
    begin(&b, "gas oil");
    store_hits_free(b.hits);
    store_query_free(b.x.asked);
    b.x.asked = search_compile(&b.x, true);
    ok(store_search(searcher->store, b.x.asked,
                    &(struct store_search){.limit = 1, .with_data = true},
                    &b.hits, &err));
    b.x.verifier.any = true;
    verify_keep(&b.x.verifier, read_hit(&b, 0), 1, 9);
    b.x.verifier.any = false;
    ok(verify_read(&b.x.verifier, store_hits_document(b.hits, 0), garbage, &r,
                   &err));
    ck_assert_ptr_null(r);
    end(&b);
}
END_TEST

/* Texts of 100,000 matches, whose evidence exceeds the limit together. */
START_TEST(memory_of_what_is_kept_is_bounded)
{
    struct ir_request r = request_of("gas"), small = request_of("small");
    struct readings *all;
    struct news *n = news_open(0, "english");
    struct buf text = BUF_INIT;
    struct ir_results *results;
    struct ir_list *list;
    size_t bytes = 0;

    while (text.size < 400000)
        buf_adds(&text, text.size % 37 ? "gas " : "gas. ");
    for (int i = 0; i < 8; i++) {
        char id[32];

        snprintf(id, sizeof(id), "n%02d", i);
        news_add(n, id, "", buf_text(&text));
    }
    news_add(n, "small", "", TEXT("Small."));
    news_close(n);
    buf_free(&text);
    open_index();
    all = &searcher->readings;
    /* While a list is open, what was read stays. */
    ok(ir_list_start(searcher, &small, &list, &err));
    results = search(&r);
    ck_assert_uint_eq(results->count, 10);
    ck_assert_uint_ge(all->count, 1);
    ck_assert_uint_lt(all->count, 8);
    for (size_t i = 0; i < all->count; i++)
        bytes += all->items[i]->bytes;
    ck_assert_uint_eq(all->bytes, bytes);
    ck_assert_uint_le(bytes, READINGS_BYTES_MAX);
    ir_results_free(results);
    ir_list_free(list);
    ck_assert_uint_eq(all->count, 0);
    for (size_t i = 0; i < all->made; i++)
        ck_assert_uint_lt(evidence_bytes(&all->items[i]->evidence) +
                              all->items[i]->record.plain.room,
                          READING_SPARE_BYTES);
}
END_TEST

Suite *verify_suite(void)
{
    Suite *s = suite_create("verify");
    TCase *t = tcase_create("verify");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_loop_test(t, an_article_is_decoded_once, 0, COUNT(ways));
    tcase_add_test(t, a_listed_article_is_decoded_once);
    tcase_add_test(t, the_worthiest_are_kept);
    tcase_add_test(t, what_is_kept_is_of_one_plan);
    tcase_add_test(t, what_is_kept_is_of_one_way_to_read_lists);
    tcase_add_test(t, memory_of_what_is_kept_is_bounded);
    suite_add_tcase(s, t);
    return s;
}
