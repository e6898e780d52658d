/* The words of a query in one article, whether or not it matches. */
#include "tests/news.h"
#include "tests/test.h"

#include <irsearch.h>

static void fill(void)
{
    struct news *n = news_open(0, "english");

    news_add(n, "a", "Gas rises",
             TEXT("Natural gas rose. Oil fell.\n\nGas flows; the natural "
                  "park is open. More gas."));
    news_add(n, "b", "Oil", TEXT("Oil and wheat."));
    news_add(n, "empty", "Gas", TEXT(""));
    news_close(n);
    open_index();
}

/* The marked words of the text, then those of the title. */
static const char *marked(const char *id, const struct ir_request *r)
{
    static struct buf out = BUF_INIT;
    struct ir_results *results;
    const struct ir_hit *h;

    ok(ir_mark(searcher, text_of(id), r, &results, &err));
    ck_assert_uint_eq(results->count, 1);
    h = results->hits[0];
    ck_assert_text_eq(h->article->id, id);
    buf_clear(&out);
    for (size_t i = 0; i < h->span_count; i++) {
        const struct ir_span *span = &h->spans[i];
        struct ir_text in = span->field == IR_FIELD_TITLE ? h->article->title
                                                          : h->article->text;

        buf_addf(&out, "%s%zu:", i ? " " : "", span->start);
        buf_addt(&out, text_slice(in, span->start, span->end));
    }
    buf_addf(&out, "; %llu", (unsigned long long)results->articles.value);
    ir_results_free(results);
    return out.data;
}

static const struct {
    const char *id, *query, *marks; /* then the number of articles: 1 if it
                                       matches */
} queries[] = {
    {"a", "gas", "8:gas 29:Gas 71:gas 0:Gas; 1"},
    {"a", "GAS oil", "8:gas 18:Oil 29:Gas 71:gas 0:Gas; 1"},
    {"a", "\"natural gas\"", "0:Natural 8:gas; 1"},
    {"a", "park -wheat", "52:park; 1"},
    {"a", "=flows gas*", "8:gas 29:Gas 33:flows 71:gas 0:Gas; 1"},
    {"a", "park w/3 open", "52:park 60:open; 1"},
    {"a", "title:gas", "0:Gas; 1"},
    /* It does not match: what it has of the query is marked. */
    {"a", "park wheat", "52:park; 0"},
    {"a", "park AND wheat", "52:park; 0"},
    {"a", "park -oil", "52:park; 0"},
    {"a", "\"wheat oil\" park", "18:Oil 52:park; 0"},
    {"a", "park source:nosuch", "52:park; 0"},
    {"a", "wheat", "; 0"},
    {"b", "gas", "; 0"},
    {"empty", "gas", "0:Gas; 1"},
};

START_TEST(words_of_a_query_are_found)
{
    struct ir_request r = request_of(queries[_i].query);

    fill();
    ck_assert_str_eq(marked(queries[_i].id, &r), queries[_i].marks);
}
END_TEST

START_TEST(the_hit_is_the_whole_article)
{
    struct ir_request r = request_of("wheat park");
    struct ir_results *results;
    const struct ir_hit *h;

    fill();
    ok(ir_mark(searcher, TEXT("a"), &r, &results, &err));
    h = results->hits[0];
    ck_assert_uint_eq(h->first, 0);
    ck_assert_uint_eq(h->last, 3);
    ck_assert_uint_eq(h->start, 0);
    ck_assert_uint_eq(h->end, h->article->text.size);
    ck_assert_uint_eq(h->article->handle.size, 6);
    ck_assert_uint_eq(h->missing_count, 1);
    ck_assert_text_eq(h->missing[0], "wheat");
    r.query = TEXT("park");
    ir_results_free(results);
    ok(ir_mark(searcher, TEXT("a"), &r, &results, &err));
    ck_assert_uint_eq(results->hits[0]->missing_count, 0);
    ir_results_free(results);
}
END_TEST

/* An order, a page or a filter of articles is nothing to an article. */
START_TEST(only_the_query_counts_of_a_request)
{
    struct ir_request r = request_of("gas");
    const struct ir_text other = TEXT("other");

    fill();
    r.offset = 3;
    r.limit = 0;
    r.bare = r.explain = r.articles = true;
    r.like = TEXT("b");
    r.since = TEXT("2020");
    r.sources = &other;
    r.source_count = 1;
    ck_assert_str_eq(marked("a", &r), queries[0].marks);
}
END_TEST

START_TEST(misspelt_words_are_corrected_where_a_search_would)
{
    struct ir_request r = request_of("naturla");

    fill();
    ck_assert_str_eq(marked("a", &r), "0:Natural 44:natural; 1");
    r.as_typed = true;
    ck_assert_str_eq(marked("a", &r), "; 0");
}
END_TEST

START_TEST(faults_are_those_of_a_search_and_of_an_id)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;

    fill();
    fails(ir_mark(searcher, TEXT("nosuch"), &r, &results, &err), IR_NOT_FOUND);
    ck_assert_str_eq(err.message, "no article \"nosuch\"");
    r.query = TEXT("");
    fails(ir_mark(searcher, TEXT("a"), &r, &results, &err), IR_INVALID);
    r.query = TEXT("(gas");
    r.strict = true;
    fails(ir_mark(searcher, TEXT("a"), &r, &results, &err), IR_INVALID);
    ck_assert_ptr_nonnull(ir_refused(searcher));
}
END_TEST

Suite *mark_suite(void)
{
    Suite *s = suite_create("mark");
    TCase *t = tcase_create("mark");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_loop_test(t, words_of_a_query_are_found, 0, COUNT(queries));
    tcase_add_test(t, the_hit_is_the_whole_article);
    tcase_add_test(t, only_the_query_counts_of_a_request);
    tcase_add_test(t, misspelt_words_are_corrected_where_a_search_would);
    tcase_add_test(t, faults_are_those_of_a_search_and_of_an_id);
    suite_add_tcase(s, t);
    return s;
}
