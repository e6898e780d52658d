/* Filters and exact words that the terms of the index decide. */
#include "tests/news.h"

#include <stdio.h>

/* Of the articles of fill(). */
static const struct {
    const char *query;
    unsigned count;
} cases[] = {
    {"byline:reuters", 0},
    {"byline:marouf", 3},
    {"byline:\"ali marouf\"", 3},
    {"byline:MAROUF", 3},
    {"byline:US", 1},
    {"byline:us", 1},
    {"byline:es'haq", 1},
    {"byline:*", 4},
    {"-byline:marouf", 3},
    {"dateline:tehran", 4},
    {"dateline:\"tehran basra\"", 1},
    {"dateline:qom", 0},
    {"gas dateline:tehran", 3},
    {"gas -dateline:tehran", 1},
    {"dateline:*", 5},
    {"-dateline:*", 1},
    {"source:de*", 2},
    {"source:*desk", 2},
    {"source:x*", 0},
    {"section:e*", 2},
    {"section:*gas", 1},
    {"section:*energy*", 2},
    {"section:*y; o*", 0},
    {"section:x*", 0},
    {"section:*", 3},
    {"-section:e*", 4},
    {"title:=gas section:o*", 1},
    {"title:=gas section:\"oil and gas\"", 1},
    {"title:=gas section:oil", 0},
    {"lang:d*", 1},
    {"lang:*t", 1},
    {"lang:*e", 1},
    {"id:*x*", 1},
    {"id:n*", 5},
    {"id:*", 6},
    {"id:*n*", 5},
    {"id:*0", 1},
    {"-id:*n*", 1},
    {"=gas", 4},
    {"=gases", 1},
    {"\"gas\"", 4},
    {"-=gas", 2},
    {"title:=gas", 1},
    {"=gas =waiver", 2},
    {"=hope", 1},
    {"=die", 1},
    {"=absent", 0},
};

/* damaged: the texts cannot be read. */
static void fill(bool damaged)
{
    static const struct {
        const char *id, *byline, *source, *section, *lang, *title, *text;
    } all[] = {
        {"n0", "Ali Marouf", "Desk", "Energy", "", "",
         "TEHRAN \xe2\x80\x93 The gas waiver."},
        {"n1", "Ali  MAROUF and Sara", "Desk One", "Energy; Oil and  Gas", "",
         "Gas", "TEHRAN, BASRA -- Gas and gases, with hope."},
        {"n2", "By A. Ale-Es'haq", "", "", "", "",
         "TEHRAN - Hoping for oil, dying."},
        {"n3", "", "News Desk", "World", "", "",
         "BASRA \xe2\x80\x94 Gas; a waiver."},
        {"n4", "Ali Marouf, US", "", "", "de-AT", "",
         "TEHRAN \xe2\x80\x93 Oil and gas."},
        {"x5", "", "", "", "", "",
         "A text that would be too long for a dateline, as it "
         "is of a hundred bytes and more where they all die, "
         "in Tehran - as gasses do."},
    };
    struct news *n = news_open(0, "english");

    for (size_t i = 0; i < COUNT(all); i++) {
        news_set(n, PARSED_BYLINE, all[i].byline);
        news_set(n, PARSED_SOURCE, all[i].source);
        news_set(n, PARSED_SECTION, all[i].section);
        news_set(n, PARSED_LANG, all[i].lang);
        if (damaged)
            news_add_damaged(n, all[i].id, all[i].text);
        else
            news_add(n, all[i].id, all[i].title, text_of(all[i].text));
        if (i == 2)
            news_commit(n); /* a later commit adds to it */
    }
    news_close(n);
}

static void counts_are(void)
{
    open_index();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ir_request r = request_of(cases[i].query);
        struct buf ids = BUF_INIT;

        r.match = IR_MATCH_ALL;
        ck_assert_msg(list_ids(&r, &ids) == cases[i].count, "%s: %s, not %u",
                      cases[i].query, ids.data ? ids.data : "", cases[i].count);
        totals(&r, cases[i].count);
        buf_free(&ids);
    }
}

START_TEST(terms_decide_as_texts_do)
{
    fill(false);
    counts_are();
}
END_TEST

/* An index of before the terms of bylines and datelines. */
START_TEST(texts_decide_in_an_older_index)
{
    const struct store_writer_options how = {.create = true};
    struct store_writer *w;

    fill(false);
    ok(store_writer_open(news_dir(0), &how, &w, &err));
    ok(store_set_meta(w, "irsearch.format", "2", &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
    counts_are();
}
END_TEST

/* Texts that cannot be read do not matter. */
START_TEST(no_text_is_read)
{
    static const struct {
        const char *query;
        unsigned count;
    } without_text[] = {
        {"byline:reuters", 0},  {"byline:marouf", 3}, {"-byline:marouf", 3},
        {"dateline:tehran", 4}, {"id:*x*", 1},        {"id:*n*", 5},
        {"source:x*", 0},       {"source:de*", 2},    {"=waiver", 2},
        {"byline:*", 4},        {"=oil =and", 1},     {"dateline:*", 5},
        {"section:o*", 1},      {"lang:d*", 1},
    };

    fill(true);
    open_index();
    for (size_t i = 0; i < COUNT(without_text); i++) {
        struct ir_request r = request_of(without_text[i].query);

        r.match = IR_MATCH_ALL;
        r.limit = 0;
        r.exact_total = true;
        totals(&r, without_text[i].count);
    }
}
END_TEST

/* What a search finds in some articles, named by id or handle. */
START_TEST(search_can_be_in_some_articles)
{
    struct ir_text in[IR_FILTERS_MAX + 1] = {{"n002", 4}, {"n000", 4}};
    struct ir_request r = request_of("gas");
    struct ir_results *results;
    char handle[16];

    fill_news(3, 0);
    r.in = in;
    r.in_count = 2;
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    ck_assert_uint_eq(results->articles.value, 2);
    for (size_t i = 0; i < 2; i++)
        ck_assert(!text_equal(results->hits[i]->article->id, TEXT("n001")));
    snprintf(handle, sizeof(handle), "%s",
             results->hits[0]->article->handle.data);
    ir_results_free(results);
    in[1] = TEXT("nobody");
    fails(ir_search(searcher, &r, &results, &err), IR_NOT_FOUND);
    ck_assert_str_eq(err.message, "no article \"nobody\"");
    in[0] = text_of(handle);
    r.in_count = 1;
    results = search(&r);
    ck_assert_uint_eq(results->count, 1);
    ir_results_free(results);
    r.in_count = IR_FILTERS_MAX + 1;
    fails(ir_search(searcher, &r, &results, &err), IR_LIMIT);
    ck_assert_str_eq(err.message, "17 articles to search in: at most 16");
}
END_TEST

Suite *decided_suite(void)
{
    Suite *s = suite_create("decided");
    TCase *t = tcase_create("core");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_test(t, terms_decide_as_texts_do);
    tcase_add_test(t, texts_decide_in_an_older_index);
    tcase_add_test(t, no_text_is_read);
    tcase_add_test(t, search_can_be_in_some_articles);
    suite_add_tcase(s, t);
    return s;
}
