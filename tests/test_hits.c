/* What a hit says of its article. */
#include "tests/news.h"
#include "tests/test.h"

#include <irsearch.h>
#include <stdio.h>
#include <stdlib.h>

START_TEST(hit_has_passage_context_and_spans)
{
    struct ir_request r = request_of("\"Natural gas\" flows Zebra");
    struct ir_results *results;
    const struct ir_hit *h;
    struct news *n = news_open(0, "english");

    news_add(n, "a", "The natural gas",
             TEXT("One. Two. Natural gas flowed. Gas alone. Five."));
    news_close(n);
    open_index();
    r.passage_words = 3;
    r.context = 1;
    results = search(&r);
    ck_assert_uint_eq(results->count, 1);
    h = results->hits[0];
    ck_assert_uint_eq(h->first, 2);
    ck_assert_uint_eq(h->last, 2);
    ck_assert_uint_eq(h->start, 10);
    ck_assert_uint_eq(h->end, 29);
    ck_assert_uint_eq(h->before, 5);
    ck_assert_uint_eq(h->after, 40);
    ck_assert_uint_eq(h->span_count, 5);
    ck_assert_text_eq(h->spans[0].term, "Natural");
    ck_assert_int_eq(h->spans[0].how, IR_HOW_EXACT);
    ck_assert_text_eq(h->spans[1].term, "gas");
    ck_assert_int_eq(h->spans[2].how, IR_HOW_STEM);
    ck_assert_text_eq(h->spans[2].term, "flows");
    ck_assert_int_eq(h->spans[3].field, IR_FIELD_TITLE);
    ck_assert_uint_eq(h->spans[3].start, 4);
    ck_assert_int_eq(h->spans[3].how, IR_HOW_EXACT);
    ck_assert_uint_eq(h->missing_count, 1);
    ck_assert_text_eq(h->missing[0], "Zebra");
    ir_results_free(results);
}
END_TEST

/* The passage used to be where one word of the phrase stood most often. */
START_TEST(passage_of_a_phrase_holds_the_phrase)
{
    struct ir_request r = request_of("\"natural gas\"");
    struct ir_results *results;
    struct news *n = news_open(0, "english");

    news_add(n, "a", "",
             TEXT("Gas, gas and gas. Natural is good. Gas. Natural, or gas. "
                  "He said much. Then came natural gas at last."));
    news_close(n);
    open_index();
    r.passage_words = 5;
    results = search(&r);
    ck_assert_uint_eq(results->count, 1);
    ck_assert_uint_eq(results->hits[0]->first, 5);
    ck_assert_uint_eq(results->hits[0]->span_count, 2);
    ir_results_free(results);
}
END_TEST

START_TEST(hit_has_a_snippet_as_wide_as_asked_for)
{
    struct ir_request r = request_of("gas flows");
    struct ir_results *results;
    struct news *n = news_open(0, "english");

    news_add(
        n, "a", "The gas",
        TEXT("Rain fell in the south for a week. The natural\ngas flowed in "
             "the pipe of the town and of the land around it."));
    news_add(n, "b", "Gas flows", TEXT("Nothing else is to be said of it."));
    news_close(n);
    open_index();
    r.snippet = 40;
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct ir_snippet *s = results->hits[i]->snippet;

        if (text_equal(results->hits[i]->article->id, TEXT("b"))) {
            ck_assert_text_eq(s->text, "Nothing else is to be said of it.");
            ck_assert_uint_eq(s->mark_count, 0);
            continue;
        }
        ck_assert_text_eq(s->text,
                          "The natural gas flowed in the pipe \xe2\x80\xa6");
        ck_assert_text_eq(
            text_slice(results->hits[i]->article->text, s->start, s->end),
            "The natural\ngas flowed in the pipe");
        ck_assert_uint_eq(s->mark_count, 2);
        ck_assert_text_eq(
            text_slice(s->text, s->marks[1].start, s->marks[1].end), "flowed");
        ck_assert_text_eq(results->hits[i]->spans[s->spans[1]].term, "flows");
    }
    ir_results_free(results);
    r.snippet = 0;
    results = search(&r);
    ck_assert_ptr_null(results->hits[0]->snippet);
    ir_results_free(results);
    r.snippet = IR_SNIPPET_MAX + 1;
    fails(ir_search(searcher, &r, &results, &err), IR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "at most 4000"));
}
END_TEST

static struct ir_text got(const char *data, size_t size)
{
    return (struct ir_text){data, size};
}

START_TEST(hits_are_read_without_structs)
{
    struct ir_results *results;
    struct news *n = news_open(0, "english");
    size_t size;
    const char *data;

    news_add(n, "a", "The natural gas", TEXT("One. Natural gas flowed."));
    news_add(n, "b", "", TEXT("No gas."));
    news_add(n, "c", "", TEXT("More gas."));
    news_close(n);
    open_index();
    ok(ir_search_text(searcher, "gas -more", 10, &results, &err));
    ck_assert_uint_eq(ir_hit_count(results), 2);
    for (size_t i = 0; i < 2; i++) {
        const struct ir_hit *h = results->hits[i];

        data = ir_hit_id(results, i, &size);
        ck_assert(text_equal(got(data, size), h->article->id));
        data = ir_hit_title(results, i, &size);
        ck_assert(text_equal(got(data, size), h->article->title));
        data = ir_hit_passage(results, i, &size);
        ck_assert_ptr_eq(data, h->article->text.data + h->start);
        ck_assert_uint_eq(size, h->end - h->start);
        ck_assert(ir_hit_score(results, i) == h->score);
        ck_assert(h->score > 0);
    }
    ir_results_free(results);
    ok(ir_search_text(searcher, "gas", 1, &results, &err));
    ck_assert_uint_eq(ir_hit_count(results), 1);
    ir_results_free(results);
    ok(ir_search_text(searcher, "gas", 0, &results, &err));
    ck_assert_uint_eq(ir_hit_count(results), 0);
    ir_results_free(results);
    fails(ir_search_text(searcher, "()", 1, &results, &err), IR_INVALID);
    fails(ir_search_text(searcher, "gas", IR_HITS_MAX + 1, &results, &err),
          IR_LIMIT);
}
END_TEST

/* A caller without structs cannot look at count: nothing is read past it. */
START_TEST(hit_that_is_not_there_is_empty)
{
    const size_t past[] = {1, 2, SIZE_MAX};
    struct ir_request r = request_of("gas");
    struct ir_results *results;
    struct news *n = news_open(0, "english");
    const char *data;
    size_t size;

    news_add(n, "a", "The natural gas", TEXT("One. Natural gas flowed."));
    news_close(n);
    open_index();
    r.bare = true;
    results = search(&r);
    ck_assert_uint_eq(ir_hit_count(results), 1);
    data = ir_hit_id(results, 0, &size);
    ck_assert_text_eq(got(data, size), "a");
    ir_hit_title(results, 0, &size);
    ck_assert_uint_eq(size, 0);
    ir_hit_passage(results, 0, &size);
    ck_assert_uint_eq(size, 0);
    for (size_t i = 0; i < COUNT(past); i++) {
        size = 1;
        ir_hit_id(results, past[i], &size);
        ck_assert_uint_eq(size, 0);
        size = 1;
        ir_hit_title(results, past[i], &size);
        ck_assert_uint_eq(size, 0);
        size = 1;
        ir_hit_passage(results, past[i], &size);
        ck_assert_uint_eq(size, 0);
        ck_assert(ir_hit_score(results, past[i]) == 0);
    }
    ir_results_free(results);
}
END_TEST

START_TEST(synonym_is_shown_as_one)
{
    const struct store_writer_options how = {.lock_timeout = 1, .create = true};
    struct ir_request r = request_of("gas");
    struct ir_results *results;
    struct store_writer *w;
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("Fuels are dear."));
    news_add(n, "b", "", TEXT("Natural gas is dear."));
    news_add(n, "c", "", TEXT("It is naturally dear."));
    news_close(n);
    ok(store_writer_open(news_dir(0), &how, &w, &err));
    ok(store_set_meta(w, "irsearch.synonyms", "gas, fuel, natural gas", &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
    open_index();
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    ck_assert_text_eq(results->hits[0]->article->id, "b");
    ck_assert_uint_eq(results->hits[0]->span_count, 1);
    ck_assert_int_eq(results->hits[0]->spans[0].how, IR_HOW_EXACT);
    ck_assert_text_eq(results->hits[1]->article->id, "a");
    ck_assert_uint_eq(results->hits[1]->span_count, 1);
    ck_assert_int_eq(results->hits[1]->spans[0].how, IR_HOW_SYNONYM);
    ck_assert_text_eq(results->hits[1]->spans[0].term, "gas");
    ck_assert_uint_eq(results->hits[1]->missing_count, 0);
    ir_results_free(results);
}
END_TEST

START_TEST(literal_query_has_no_syntax)
{
    struct ir_request r = request_of("gas -oil");
    struct ir_results *results;

    fill_news(30, 5);
    r.literal = true;
    r.match = IR_MATCH_ALL;
    totals(&r, 5);
    r.literal = false;
    totals(&r, 25);
    r.query = TEXT("gas\xff \"oil");
    results = search(&r);
    ck_assert_text_eq(results->query, "gas\xef\xbf\xbd \"oil");
    ck_assert_uint_eq(results->warning_count, 1);
    ck_assert_str_eq(results->warnings[0]->code, "unbalanced_quote");
    ir_results_free(results);
}
END_TEST

/* One article of a million matches used to ask for memory for each hit. */
START_TEST(article_of_nothing_but_matches_is_no_trouble)
{
    struct ir_request r = request_of("gas");
    struct news *n = news_open(0, "english");
    struct buf text = BUF_INIT;
    struct ir_results *results;
    size_t spans = 0;

    for (int i = 0; i < 200000; i++)
        buf_adds(&text, i % 10 == 9 ? "gas. Gas " : "gas ");
    news_add(n, "gas", "", buf_text(&text));
    news_close(n);
    open_index();
    r.per_article = 0;
    r.limit = 1000;
    r.passage_words = 20;
    results = search(&r);
    ck_assert_uint_eq(results->count, 1000);
    for (size_t i = 0; i < results->count; i++)
        spans += results->hits[i]->span_count;
    ck_assert_uint_ge(spans, 10000);
    ck_assert_uint_le(spans, 25000);
    ir_results_free(results);
    buf_free(&text);
}
END_TEST

static void is_unread(const struct ir_warning *warning, const char *id)
{
    ck_assert_ptr_nonnull(warning);
    ck_assert_str_eq(warning->code, "unread");
    ck_assert_ptr_nonnull(strstr(warning->message, id));
}

/* It is left out of answers. */
START_TEST(damaged_record_is_named)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results = NULL;
    struct ir_article *a = NULL;
    struct ir_list *list = NULL;
    struct ir_text id;
    struct news *n = news_open(0, "english");

    news_add(n, "good", "", TEXT("Oil flows."));
    news_add_damaged(n, "bad/one", "Gas flows in the old pipe to the town.");
    news_close(n);
    open_index();
    ok(ir_search(searcher, &r, &results, &err));
    ck_assert_uint_eq(results->warning_count, 1);
    is_unread(results->warnings[0], ": bad/one (");
    ck_assert_uint_eq(results->count, 0);
    ir_results_free(results);
    fails(ir_get(searcher, TEXT("bad/one"), &a, &err), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, "\"bad/one\""));
    r.query = TEXT("\"gas flows\"");
    r.exact_total = true;
    ok(ir_search(searcher, &r, &results, &err));
    is_unread(results->warnings[0], ": bad/one (");
    ck_assert_uint_eq(results->articles.value, 0);
    ck_assert_int_eq(results->articles.relation, IR_GE);
    ir_results_free(results);
    ok(ir_list_start(searcher, &r, &list, &err));
    ck_assert_ptr_null(ir_list_warning(list, 0));
    ck_assert_int_eq(ir_list_next(list, &id, &err), IR_END);
    is_unread(ir_list_warning(list, 0), ": bad/one (");
    ir_list_free(list);
    lists("oil", IR_MATCH_ALL, "good");
}
END_TEST

/* More than 16 are too many: then the search fails. */
START_TEST(many_damaged_records_are_an_error)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;
    const char *dir;
    char id[16];

    for (int count = 16; count <= 17; count++) {
        struct news *n = news_open(count - 16, "english");

        for (int i = 0; i < count; i++) {
            snprintf(id, sizeof(id), "bad%d", i);
            news_add_damaged(n, id, "Gas flows.");
        }
        news_add(n, "good", "", TEXT("Gas flows."));
        news_close(n);
    }
    open_index();
    ok(ir_search(searcher, &r, &results, &err));
    ck_assert_uint_eq(results->count, 1);
    is_unread(results->warnings[0], "bad15");
    ir_results_free(results);
    ir_close(searcher);
    dir = news_dir(1);
    ok(ir_open(&dir, 1, &searcher, &err));
    fails(ir_search(searcher, &r, &results, &err), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, "\"bad"));
}
END_TEST

Suite *hits_suite(void)
{
    Suite *s = suite_create("hits");
    TCase *t = tcase_create("hits");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_test(t, hit_has_passage_context_and_spans);
    tcase_add_test(t, passage_of_a_phrase_holds_the_phrase);
    tcase_add_test(t, hit_has_a_snippet_as_wide_as_asked_for);
    tcase_add_test(t, hits_are_read_without_structs);
    tcase_add_test(t, hit_that_is_not_there_is_empty);
    tcase_add_test(t, synonym_is_shown_as_one);
    tcase_add_test(t, literal_query_has_no_syntax);
    tcase_add_test(t, article_of_nothing_but_matches_is_no_trouble);
    tcase_add_test(t, damaged_record_is_named);
    tcase_add_test(t, many_damaged_records_are_an_error);
    suite_add_tcase(s, t);
    return s;
}
