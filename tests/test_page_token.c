/* A page token belongs to one request on one revision of one index. */
#include "tests/news.h"

#include <stdio.h>
#include <stdlib.h>

static const struct ir_text one[] = {{"en", 2}}, two[] = {{"en", 2}, {"fa", 2}};

static void query(struct ir_request *r)
{
    r->query = TEXT("oil");
}
static void like(struct ir_request *r)
{
    r->like = TEXT("n001");
}
static void rank(struct ir_request *r)
{
    r->rank = TEXT("bm25:b=0.9");
}
static void since(struct ir_request *r)
{
    r->since = TEXT("2026");
}
static void until(struct ir_request *r)
{
    r->until = TEXT("2026");
}
static void topics(struct ir_request *r)
{
    static const struct ir_text fuels[] = {{"sanctions", 9}};

    r->topics = fuels;
    r->topic_count = 1;
}
static void sources(struct ir_request *r)
{
    r->sources = one;
    r->source_count = 1;
}
static void sections(struct ir_request *r)
{
    r->sections = one;
    r->section_count = 1;
}
static void langs(struct ir_request *r)
{
    r->langs = one;
    r->lang_count = 1;
}
static void in(struct ir_request *r)
{
    r->in = one;
    r->in_count = 1;
}
static void more_langs(struct ir_request *r)
{
    r->langs = two;
    r->lang_count = 2;
}
static void match(struct ir_request *r)
{
    r->match = IR_MATCH_ANY;
}
static void sort(struct ir_request *r)
{
    r->sort = IR_SORT_OLDEST;
}
static void per_article(struct ir_request *r)
{
    r->per_article++;
}
static void words(struct ir_request *r)
{
    r->passage_words++;
}
static void recency(struct ir_request *r)
{
    r->recency = 86400;
}
static void passages(struct ir_request *r)
{
    r->feedback_passages = 5;
}
static void terms(struct ir_request *r)
{
    r->feedback_terms++;
}
static void articles(struct ir_request *r)
{
    r->articles = true;
}
static void literal(struct ir_request *r)
{
    r->literal = true;
}
static void as_typed(struct ir_request *r)
{
    r->as_typed = true;
}

static const struct {
    const char *what;
    void (*change)(struct ir_request *r);
} changes[] = {
    {"query", query},
    {"like", like},
    {"rank", rank},
    {"since", since},
    {"until", until},
    {"topics", topics},
    {"sources", sources},
    {"sections", sections},
    {"langs", langs},
    {"more langs", more_langs},
    {"in", in},
    {"match", match},
    {"sort", sort},
    {"per_article", per_article},
    {"passage_words", words},
    {"recency", recency},
    {"feedback_passages", passages},
    {"feedback_terms", terms},
    {"articles", articles},
    {"literal", literal},
    {"as_typed", as_typed},
};

/* The token after the first page of r. */
static void first_page(const struct ir_request *r, struct buf *token)
{
    struct ir_results *results = search(r);

    ck_assert_uint_gt(results->next.size, 0);
    buf_addt(token, results->next);
    ir_results_free(results);
}

static void refuses(const struct ir_request *r, const char *message)
{
    struct ir_results *results;

    fails(ir_search(searcher, r, &results, &err), IR_INVALID);
    ck_assert_msg(strstr(err.message, message) != NULL, "%s", err.message);
}

START_TEST(another_request_refuses_the_token)
{
    struct ir_request r = request_of("gas");
    struct buf token = BUF_INIT;

    fill_news(30, 20);
    if (changes[_i].change == like) { /* it excludes a query */
        r.query = (struct ir_text){NULL, 0};
        r.like = TEXT("n000");
    }
    first_page(&r, &token);
    changes[_i].change(&r);
    r.after = buf_text(&token);
    refuses(&r, "the page token is of another request or index");
    buf_free(&token);
}
END_TEST

/* Lists that are the same when joined are different requests. */
START_TEST(values_do_not_run_into_each_other)
{
    static const struct ir_text parts[] = {{"a", 1}, {"bc", 2}},
                                others_[] = {{"ab", 2}, {"c", 1}};
    struct ir_request r = request_of("-zebra");
    struct ir_results *results;
    struct buf token = BUF_INIT;
    struct news *n = news_open(0, "english");
    char id[8];

    for (int i = 0; i < 30; i++) {
        snprintf(id, sizeof(id), "n%d", i);
        news_set(n, PARSED_LANG, i % 2 ? "a" : "bc");
        news_add(n, id, "", TEXT("Gas."));
    }
    news_close(n);
    open_index();
    r.langs = parts;
    r.lang_count = 2;
    first_page(&r, &token);
    r.after = buf_text(&token);
    results = search(&r);
    ck_assert_uint_eq(results->hits[0]->rank, 11);
    ir_results_free(results);
    r.langs = others_;
    refuses(&r, "another request");
    buf_free(&token);
}
END_TEST

START_TEST(what_only_shows_more_keeps_the_token)
{
    struct ir_request r = request_of("gas");
    struct ir_results *results;
    struct buf token = BUF_INIT;

    fill_news(30, 20);
    first_page(&r, &token);
    r.after = buf_text(&token);
    r.limit = 5;
    r.context = 2;
    r.explain = r.stats = true;
    results = search(&r);
    ck_assert_uint_eq(results->count, 5);
    ck_assert_uint_eq(results->offset, 10);
    ck_assert_uint_eq(results->hits[0]->rank, 11);
    ir_results_free(results);
    buf_free(&token);
}
END_TEST

static void change_index(void)
{
    struct news *n = news_open(0, "english");

    news_add(n, "later", "", TEXT("Gas."));
    news_close(n);
}

START_TEST(another_revision_refuses_the_token)
{
    struct ir_request r = request_of("gas");
    struct buf token = BUF_INIT;
    char text[80];

    fill_news(30, 20);
    first_page(&r, &token);
    change_index();
    open_index();
    r.after = buf_text(&token);
    refuses(&r, "begin again without it");
    snprintf(text, sizeof(text), "9%s", token.data); /* of a later version */
    r.after = text_of(text);
    refuses(&r, "begin again without it");
    buf_free(&token);
}
END_TEST

START_TEST(other_text_is_no_token)
{
    static const char *const texts[] = {
        "x",
        "1-10",
        "1-10-",
        "1-10-zz",
        "-",
        "1-10-0123456789abcdef ",
        "1-10-0123456789abcdef0",
        "12345678901234567890123456789012345678901234567890123456789012345"};
    struct ir_request r = request_of("gas");

    fill_news(30, 20);
    for (size_t i = 0; i < COUNT(texts); i++) {
        r.after = text_of(texts[i]);
        refuses(&r, "is not a page token");
    }
}
END_TEST

Suite *page_token_suite(void)
{
    Suite *s = suite_create("page_token");
    TCase *t = tcase_create("page_token");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_loop_test(t, another_request_refuses_the_token, 0,
                        COUNT(changes));
    tcase_add_test(t, values_do_not_run_into_each_other);
    tcase_add_test(t, what_only_shows_more_keeps_the_token);
    tcase_add_test(t, another_revision_refuses_the_token);
    tcase_add_test(t, other_text_is_no_token);
    suite_add_tcase(s, t);
    return s;
}
