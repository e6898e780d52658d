/* Indexes as irsearch.h sees them: opened, changed, damaged. */
#include "article/index_options.h"
#include "search/run/matches.h"
#include "tests/news.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <irsearch.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

START_TEST(stored_article_comes_back)
{
    struct ir_article *a = NULL;
    struct news *n = news_open(0, "english");

    news_add(n, "x/1", "Title", TEXT("Gas flows. Oil too."));
    news_close(n);
    open_index();
    ok(ir_get(searcher, TEXT("x/1"), &a, &err));
    ck_assert_text_eq(a->id, "x/1");
    ck_assert_text_eq(a->title, "Title");
    ck_assert_text_eq(a->text, "Gas flows. Oil too.");
    ck_assert_text_eq(a->source, "");
    ck_assert_uint_eq(a->words, 4);
    ck_assert_uint_eq(a->sentences, 2);
    ck_assert(!a->has_date);
    ck_assert_uint_eq(strlen(a->fingerprint), 71);
    ir_article_free(a);
    a = NULL;
    fails(ir_get(searcher, TEXT("x/2"), &a, &err), IR_NOT_FOUND);
    ck_assert_str_eq(err.message, "no article \"x/2\"");
    fails(ir_get(searcher, TEXT(""), &a, &err), IR_NOT_FOUND);
    ck_assert_ptr_null(a);
    ir_article_free(NULL);
}
END_TEST

START_TEST(passages_of_stored_articles_are_those_of_hits)
{
    struct ir_article *a;
    size_t start = 9, end = 9;
    struct news *n = news_open(0, "english");

    news_add(n, "x", "Title", TEXT("Gas flows. Oil too.\n\nAnd coal? None."));
    news_add(n, "empty", "Title", TEXT(""));
    news_close(n);
    open_index();
    ok(ir_get(searcher, TEXT("x"), &a, &err));
    ck_assert(!ir_article_passage(a, 0, 4, &start, &end));
    ck_assert(!ir_article_passage(a, 4, 4, &start, &end));
    ck_assert(!ir_article_passage(a, 2, 1, &start, &end));
    ck_assert(!ir_article_passage(a, UINT32_MAX, UINT32_MAX, &start, &end));
    ck_assert_uint_eq(start + end, 18);
    ck_assert(ir_article_passage(a, 1, 2, &start, &end));
    ck_assert_text_eq(text_slice(a->text, start, end), "Oil too.\n\nAnd coal?");
    ck_assert(ir_article_passage(a, 0, 3, &start, &end));
    ck_assert_uint_eq(end - start, a->text.size);
    ir_article_free(a);
    ok(ir_get(searcher, TEXT("empty"), &a, &err));
    ck_assert(!ir_article_passage(a, 0, 0, &start, &end));
    ir_article_free(a);
}
END_TEST

START_TEST(info_describes_the_index)
{
    const struct ir_index_info *info;

    fill_news(12, 12);
    ok(ir_info(searcher, &info, &err));
    ck_assert_uint_eq(info->articles, 12);
    ck_assert_uint_eq(info->sentences, 24);
    ck_assert_uint_eq(info->words, 12 * 8);
    ck_assert_uint_gt(info->text_bytes, 12 * 30);
    ck_assert_uint_eq(strlen(info->uuid), 36);
    ck_assert_uint_ge(info->revision, 1);
}
END_TEST

START_TEST(survey_tells_when_where_and_in_which_languages)
{
    struct ir_coverage *c;
    struct news *n = news_open(0, "english");

    news_set(n, PARSED_SOURCE, "Reuters");
    news_set(n, PARSED_LANG, "en");
    news_add_dated(n, "a", "1999-12-31", "Rain fell.");
    news_set(n, PARSED_SOURCE, "REUTERS");
    news_set(n, PARSED_LANG, "en");
    news_add_dated(n, "b", "2000-03-01T23:30:00-05:00", "Rain fell.");
    news_set(n, PARSED_SOURCE, "  The   TIMES ");
    news_set(n, PARSED_LANG, "en");
    news_add_dated(n, "c", "1999-02-03", "Rain fell.");
    news_set(n, PARSED_LANG, "fa");
    news_add(n, "d", "No date", TEXT("Rain fell."));
    news_close(n);
    open_index();
    ok(ir_survey(searcher, &c, &err));
    ck_assert_text_eq(c->first, "1999-02-03");
    ck_assert_text_eq(c->last, "2000-03-01");
    ck_assert_uint_eq(c->undated, 1);
    ck_assert_uint_eq(c->sources.count, 2);
    ck_assert_uint_eq(c->sources.distinct, 2);
    ck_assert_uint_eq(c->sources.without, 1);
    ck_assert_text_eq(c->sources.items[0].name, "reuters");
    ck_assert_uint_eq(c->sources.items[0].articles, 2);
    ck_assert_text_eq(c->sources.items[1].name, "the times");
    ck_assert_uint_eq(c->sections.count, 0);
    ck_assert_uint_eq(c->sections.without, 4);
    ck_assert_uint_eq(c->langs.count, 2);
    ck_assert_uint_eq(c->langs.items[0].articles, 3);
    ck_assert_text_eq(c->langs.items[1].name, "fa");
    ir_coverage_free(c);
    ir_coverage_free(NULL);
}
END_TEST

START_TEST(survey_keeps_the_values_that_most_articles_have)
{
    struct ir_coverage *c;
    struct news *n = news_open(0, "english");
    char id[32];

    for (int i = 0; i < IR_SURVEY_MAX + 20; i++) {
        snprintf(id, sizeof(id), "%03d", i);
        news_set(n, PARSED_SOURCE, id);
        news_add(n, id, "", TEXT("Rain fell."));
    }
    news_set(n, PARSED_SOURCE, id);
    news_add(n, "again", "", TEXT("Rain fell."));
    news_close(n);
    open_index();
    ok(ir_survey(searcher, &c, &err));
    ck_assert_uint_eq(c->sources.count, IR_SURVEY_MAX);
    ck_assert_uint_eq(c->sources.distinct, IR_SURVEY_MAX + 20);
    ck_assert_text_eq(c->sources.items[0].name, "119");
    ck_assert_uint_eq(c->sources.items[0].articles, 2);
    ck_assert_text_eq(c->sources.items[1].name, "000");
    ck_assert_text_eq(c->first, "");
    ck_assert_uint_eq(c->undated, IR_SURVEY_MAX + 21);
    ir_coverage_free(c);
}
END_TEST

/* The words that are suggested for text, each with its number of articles. */
static const char *suggested(const char *text, size_t limit)
{
    static char out[400];
    struct ir_suggestions *s;

    *out = '\0';
    ok(ir_suggest(searcher, text_of(text), limit, &s, &err));
    ck_assert_uint_eq(s->end, strlen(text));
    ck_assert(!s->cut);
    for (size_t i = 0; i < s->count; i++)
        snprintf(out + strlen(out), sizeof(out) - strlen(out), "%s%.*s %d",
                 i ? ", " : "", (int)s->items[i].word.size,
                 s->items[i].word.data, (int)s->items[i].articles);
    ir_suggestions_free(s);
    return out;
}

static const struct {
    const char *text, *words;
} typed[] = {
    {"wai", "waiver 3, waited 2, waiter 1"},
    {"oil WAI", "waiver 3, waited 2, waiter 1"},
    {"\"the wai", "waiver 3, waited 2, waiter 1"},
    {"title:wai", "waiver 3, waited 2, waiter 1"},
    {"waiting-wai", "waiver 3, waited 2, waiter 1"},
    {"waivers", "waivers 3"}, /* counts all its forms, as a search does */
    {"policy", "policy 2"},
    {"polici", "policies 2"}, /* a stem, but no word: is not suggested */
    {"\xc3\xbc"
     "ber",
     "ubergang 1"},
    {"\xff\xff wai", "waiver 3, waited 2, waiter 1"},
    {"wai ", ""},
    {"wai*", ""},
    {"source:wai", ""},
    {"source:\"wai", ""},
    {"th", ""}, /* stop words */
    {"", ""},
    {"Zwai", ""}, /* no prefix of the index's own terms */
    {"xyzzy", ""},
};

START_TEST(last_word_is_completed)
{
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("A waiver. Those waivers. They waited. Policy."));
    news_add(n, "b", "Waiver", TEXT("The waiter waits. The policies."));
    news_add(n, "c", "",
             TEXT("One waiver. \xc3\x9c"
                  "bergang."));
    news_close(n);
    open_index();
    ck_assert_str_eq(suggested(typed[_i].text, 10), typed[_i].words);
    ck_assert_str_eq(suggested("wai", 1), "waiver 3");
    ck_assert_str_eq(suggested("wai", 0), "");
}
END_TEST

START_TEST(suggestions_have_limits)
{
    static char text[IR_QUERY_MAX + 1];
    struct ir_suggestions *s;

    fill_news(2, 2);
    memset(text, 'w', sizeof(text));
    fails(
        ir_suggest(searcher, (struct ir_text){text, sizeof(text)}, 9, &s, &err),
        IR_LIMIT);
    fails(ir_suggest(searcher, TEXT("w"), IR_SUGGESTIONS_MAX + 1, &s, &err),
          IR_LIMIT);
    ok(ir_suggest(searcher, (struct ir_text){text, IR_QUERY_MAX}, 9, &s, &err));
    ck_assert_uint_eq(s->count, 0);
    ir_suggestions_free(s);
    ir_suggestions_free(NULL);
}
END_TEST

START_TEST(what_is_no_index_is_not_opened)
{
    const char *dirs[] = {news_dir(0), news_dir(1)};
    const struct store_writer_options how = {.create = true};
    struct doc *d = doc_new(TEXT("Qx"));
    struct ir_searcher *s = NULL;
    struct store_writer *w;

    fails(ir_open(dirs, 0, &s, &err), IR_INVALID);
    ck_assert_str_eq(err.message, "no index to open");
    fails(ir_open(dirs, 1, &s, &err), IR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.message, "to make it: irindex -d "));
    ok(store_writer_open(dirs[1], &how, &w, &err));
    fails(ir_open(dirs + 1, 1, &s, &err), IR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.message, "is empty; to fill it: "));
    ok(doc_finish(d, &err));
    ok(store_put(w, d, NULL, &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
    fails(ir_open(dirs + 1, 1, &s, &err), IR_INCOMPATIBLE);
    ck_assert_ptr_null(s);
    ir_close(NULL);
    ir_results_free(NULL);
}
END_TEST

START_TEST(index_of_an_older_version_says_how_to_rebuild_it)
{
    const char *dir = news_dir(0);
    const struct store_writer_options how = {.create = true};
    struct index_options options;
    struct ir_searcher *s = NULL;
    struct store_writer *w;
    struct store *store;

    fill_news(1, 1);
    ok(store_writer_open(dir, &how, &w, &err));
    ok(store_set_meta(w, "irsearch.format", "1", &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
    fails(ir_open(&dir, 1, &s, &err), IR_INCOMPATIBLE);
    ck_assert_ptr_nonnull(strstr(err.message, "index of format 1,"));
    ck_assert_ptr_nonnull(
        strstr(err.message, "; make it anew with: irindex -d "));
    ok(store_open(&dir, 1, &store, &err));
    ok(index_options_load_stored(&options, store, 0, dir, &err));
    index_options_free(&options);
    store_close(store);
}
END_TEST

START_TEST(index_of_another_version_is_not_opened)
{
    const char *dir = news_dir(0);
    const struct store_writer_options how = {.create = true};
    struct ir_searcher *s = NULL;
    struct store_writer *w;

    fill_news(1, 1);
    ok(store_writer_open(dir, &how, &w, &err));
    ok(store_set_meta(w, "irsearch.format", "99", &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
    fails(ir_open(&dir, 1, &s, &err), IR_INCOMPATIBLE);
    ck_assert_ptr_nonnull(strstr(err.message, "99"));
}
END_TEST

START_TEST(two_directories_are_searched_as_one)
{
    const char *dirs[] = {news_dir(0), news_dir(1)};
    struct ir_request r = request_of("gas");
    const struct ir_index_info *info;
    struct ir_article *a;
    struct ir_results *results;
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("Gas flows."));
    news_close(n);
    n = news_open(1, "english");
    news_add(n, "b", "", TEXT("Gas and gas. No oil."));
    news_add(n, "c", "", TEXT("No oil."));
    news_close(n);
    ok(ir_open(dirs, 2, &searcher, &err));
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    ir_results_free(results);
    lists("gas", IR_MATCH_ALL, "a b");
    ok(ir_get(searcher, TEXT("c"), &a, &err));
    ir_article_free(a);
    ok(ir_info(searcher, &info, &err));
    ck_assert_uint_eq(info->articles, 3);
}
END_TEST

START_TEST(directories_must_agree_on_their_analysis)
{
    const char *dirs[] = {news_dir(0), news_dir(1)};
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("Gas flows."));
    news_close(n);
    n = news_open(1, "none");
    news_add(n, "b", "", TEXT("Gas flows."));
    news_close(n);
    fails(ir_open(dirs, 2, &searcher, &err), IR_INCOMPATIBLE);
    ck_assert_ptr_nonnull(strstr(err.message, "stem"));
    ck_assert_ptr_nonnull(strstr(err.message, dirs[1]));
    ok(ir_open(dirs + 1, 1, &searcher, &err));
    lists("gas", IR_MATCH_ALL, "b");
    lists("flow", IR_MATCH_ALL, "");
}
END_TEST

START_TEST(index_may_change_between_searches)
{
    struct news *n;

    fill_news(3, 0);
    lists("gas", IR_MATCH_ALL, "n000 n001 n002");
    n = news_open(0, "english");
    news_add(n, "new", "", TEXT("New gas."));
    news_commit(n);
    news_delete(n, "n000");
    news_commit(n);
    news_delete(n, "n001");
    news_close(n);
    lists("gas", IR_MATCH_ALL, "n002 new");
    ok(store_compact(news_dir(0), 1, &err));
    lists("gas", IR_MATCH_ALL, "n002 new");
}
END_TEST

START_TEST(an_index_that_goes_is_an_error_for_what_comes_next)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;
    struct ir_list *list;

    fill_news(3, 0);
    lists("gas", IR_MATCH_ALL, "n000 n001 n002");
    temp_remove(news_dir(0));
    ck_assert_int_ne(ir_list_start(searcher, &r, &list, &err), IR_OK);
    ck_assert_int_ne(ir_search(searcher, &r, &results, &err), IR_OK);
}
END_TEST

/* Sixteen sources may be asked for, and no more. */
START_TEST(lists_of_filters_have_a_limit)
{
    struct ir_text names[IR_FILTERS_MAX + 1];
    struct ir_request r = request_of("gas");
    struct ir_results *results;

    fill_news(3, 0);
    for (size_t i = 0; i < COUNT(names); i++)
        names[i] = TEXT("Wire");
    r.sources = r.sections = r.langs = names;
    r.source_count = r.section_count = r.lang_count = IR_FILTERS_MAX;
    ir_results_free(search(&r));
    r.lang_count++;
    fails(ir_search(searcher, &r, &results, &err), IR_LIMIT);
    ck_assert_str_eq(err.message, "17 languages: at most 16");
}
END_TEST

/* A caller of a later version, and one without ir_request_init(). */
START_TEST(request_has_the_size_that_its_caller_knows)
{
    struct {
        struct ir_request r;
        uint64_t later;
    } big;
    struct ir_request r = request_of("gas");
    struct ir_results *results = NULL;
    struct ir_list *list = NULL;

    fill_news(3, 0);
    memset(&big, 0xff, sizeof(big));
    ir_request_init_size(&big.r, sizeof(big));
    ck_assert_uint_eq(big.later, 0);
    big.r.query = TEXT("gas");
    ok(ir_search(searcher, &big.r, &results, &err));
    ck_assert_uint_eq(results->count, 3);
    ir_results_free(results);
    big.later = (uint64_t)1 << 63;
    fails(ir_search(searcher, &big.r, &results, &err), IR_INVALID);
    ck_assert_str_eq(err.message,
                     "the request sets a member that irsearch " IR_VERSION
                     " does not have");
    fails(ir_list_start(searcher, &big.r, &list, &err), IR_INVALID);
    r.size = 0;
    fails(ir_search(searcher, &r, &results, &err), IR_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "the request has no size"));
    r.size = SIZE_MAX;
    fails(ir_list_start(searcher, &r, &list, &err), IR_INVALID);
    ck_assert_ptr_null(list);
}
END_TEST

START_TEST(no_more_of_a_request_is_filled_than_there_is)
{
    struct ir_request r;
    const size_t size = offsetof(struct ir_request, timeout);

    memset(&r, 0xff, sizeof(r));
    ir_request_init_size(&r, size);
    ck_assert_uint_eq(r.size, size);
    ck_assert_uint_eq(r.limit, 10);
    for (size_t i = size; i < sizeof(r); i++)
        ck_assert_int_eq(((unsigned char *)&r)[i], 0xff);
}
END_TEST

struct asking {
    enum ir_status status;
    struct ir_error err;
    atomic_bool ended;
};

static void *ask_until_refused(void *arg)
{
    struct ir_request r = request_of("gas OR oil");
    struct asking *asking = arg;
    struct ir_results *results;

    r.exact_total = true;
    while ((asking->status = ir_search(searcher, &r, &results, &asking->err)) ==
           IR_OK)
        ir_results_free(results);
    atomic_store(&asking->ended, true);
    return NULL;
}

START_TEST(another_thread_cancels_a_search)
{
    struct asking asking = {.ended = false};
    pthread_t thread;

    fill_news(50, 20);
    ck_assert_int_eq(pthread_create(&thread, NULL, ask_until_refused, &asking),
                     0);
    while (!atomic_load(&asking.ended))
        ir_cancel(searcher);
    pthread_join(thread, NULL);
    ck_assert_int_eq(asking.status, IR_CANCELLED);
    ck_assert_int_eq(asking.err.status, IR_CANCELLED);
    ck_assert_str_eq(asking.err.message, "the search was cancelled");
    ck_assert_str_eq(ir_status_name(IR_CANCELLED), "cancelled");
    lists("gas AND oil", IR_MATCH_ANY,
          "n000 n001 n002 n003 n004 n005 n006 n007 n008 n009 n010 n011 n012 "
          "n013 n014 n015 n016 n017 n018 n019");
}
END_TEST

START_TEST(cancelled_list_goes_no_further)
{
    struct ir_request r = request_of("gas");
    struct ir_list *list = NULL;
    struct ir_text id;

    fill_news(3, 0);
    ir_cancel(searcher); /* no search is running */
    ok(ir_list_start(searcher, &r, &list, &err));
    ok(ir_list_next(list, &id, &err));
    ir_cancel(searcher);
    fails(ir_list_next(list, &id, &err), IR_CANCELLED);
    fails(ir_list_next(list, &id, &err), IR_CANCELLED);
    ck_assert(!ir_list_timed_out(list));
    ir_list_free(list);
    totals(&r, 3);
}
END_TEST

/* Each walk over articles or terms asks this, and ends. */
START_TEST(cancelling_is_seen_as_a_deadline_is)
{
    struct ir_request r = request_of("\"gas flows\"");
    struct news *n = news_open(0, "english");
    struct ir_total total;
    struct search x;

    for (int i = 0; i < 30; i++)
        news_add(n, (char[]){'a', (char)('0' + i), 0}, "", TEXT("Gas flows."));
    news_close(n);
    open_index();
    ok(search_begin(&x, searcher, &r, deadline_in(0, &searcher->cancels),
                    &err));
    ck_assert(!deadline_passed(&x.deadline));
    ir_cancel(searcher);
    ok(search_matches(&x, NULL, &total, &err));
    ck_assert_uint_eq(total.value, 0);
    ck_assert_int_eq(total.relation, IR_GE);
    ck_assert(deadline_passed(&x.deadline));
    search_end(&x);
}
END_TEST

START_TEST(library_says_its_version)
{
    ck_assert_str_eq(ir_version(), IR_VERSION);
}
END_TEST

Suite *searcher_suite(void)
{
    Suite *s = suite_create("searcher");
    TCase *t = tcase_create("searcher");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_test(t, stored_article_comes_back);
    tcase_add_test(t, passages_of_stored_articles_are_those_of_hits);
    tcase_add_test(t, info_describes_the_index);
    tcase_add_test(t, survey_tells_when_where_and_in_which_languages);
    tcase_add_test(t, survey_keeps_the_values_that_most_articles_have);
    tcase_add_loop_test(t, last_word_is_completed, 0, COUNT(typed));
    tcase_add_test(t, suggestions_have_limits);
    tcase_add_test(t, what_is_no_index_is_not_opened);
    tcase_add_test(t, index_of_an_older_version_says_how_to_rebuild_it);
    tcase_add_test(t, index_of_another_version_is_not_opened);
    tcase_add_test(t, two_directories_are_searched_as_one);
    tcase_add_test(t, directories_must_agree_on_their_analysis);
    tcase_add_test(t, index_may_change_between_searches);
    tcase_add_test(t, an_index_that_goes_is_an_error_for_what_comes_next);
    tcase_add_test(t, lists_of_filters_have_a_limit);
    tcase_add_test(t, request_has_the_size_that_its_caller_knows);
    tcase_add_test(t, no_more_of_a_request_is_filled_than_there_is);
    tcase_add_test(t, another_thread_cancels_a_search);
    tcase_add_test(t, cancelled_list_goes_no_further);
    tcase_add_test(t, cancelling_is_seen_as_a_deadline_is);
    tcase_add_test(t, library_says_its_version);
    suite_add_tcase(s, t);
    return s;
}
