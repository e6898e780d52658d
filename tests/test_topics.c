#include "search/plan/topics.h"
#include "searcher/session/session.h"
#include "tests/news.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct topics *read_topics(const char *text)
{
    struct topics *t = topics_new();

    ok(topics_read(t, text_of(text), "t.txt", &err));
    return t;
}

START_TEST(terms_are_words_phrases_forms_and_prefixes)
{
    struct topics *t = read_topics("# none\n\n[gas, fuel]\n gas \nnatural gas "
                                   "^0.5 # both\n=LNG^1\npipe*\n[b]\nc\n");
    const struct topic *c = topics_find(t, TEXT("GAS"));

    ck_assert_ptr_nonnull(c);
    ck_assert_ptr_eq(c, topics_find(t, TEXT("fuel")));
    ck_assert_ptr_null(topics_find(t, TEXT("oil")));
    ck_assert_ptr_null(topics_find(t, TEXT("")));
    ck_assert_text_eq(c->name, "gas");
    ck_assert_uint_eq(c->count, 4);
    ck_assert_text_eq(c->terms[0].text, "gas");
    ck_assert_double_eq(c->terms[0].weight, 1);
    ck_assert_text_eq(c->terms[1].text, "natural gas");
    ck_assert_double_eq_tol(c->terms[1].weight, 0.5, 1e-9);
    ck_assert_int_eq(c->terms[2].kind, TOPIC_FORM);
    ck_assert_text_eq(c->terms[2].text, "LNG");
    ck_assert_int_eq(c->terms[3].kind, TOPIC_PREFIX);
    ck_assert_text_eq(c->terms[3].text, "pipe");
    topics_free(t);
    topics_free(NULL);
}
END_TEST

START_TEST(names_are_listed_once_and_in_order)
{
    struct topics *t = read_topics("[gas, fuel]\nLNG\n[oil]\ncrude\n");

    ok(topics_read(t, TEXT("[money]\ncash\n[Gas]\npipeline\n"), "u", &err));
    ck_assert_text_eq(topics_name(t, 0), "oil");
    ck_assert_text_eq(topics_name(t, 1), "money");
    ck_assert_text_eq(topics_name(t, 2), "Gas");
    ck_assert_uint_eq(topics_name(t, 3).size, 0);
    topics_free(t);
}
END_TEST

static const struct {
    const char *text, *message;
} wrong[] = {
    {"gas\n", "t.txt:1: a term before the first [topic]"},
    {"[gas\n", "t.txt:1: a [topic] that is never closed"},
    {"[]\n", "t.txt:1: a topic without a name"},
    {"\n[a b]\n", "t.txt:2: a topic's name is one word without quotes, "
                  "brackets, | ! or &"},
    {"[a,]\n[a]\n", "t.txt:2: this topic is already defined above"},
    {"[a]\nb ^2\n", "t.txt:2: a weight is a number from 0 to 1"},
    {"[a]\nb ^\n", "t.txt:2: a weight is a number from 0 to 1"},
    {"[a]\nb ^.\n", "t.txt:2: a weight is a number from 0 to 1"},
    {"[a]\nab*\n",
     "t.txt:2: a * must follow one word of three letters or more"},
    {"[a]\na bcd*\n",
     "t.txt:2: a * must follow one word of three letters or more"},
    {"[a]\n=\n", "t.txt:2: a term without a word"},
};

START_TEST(what_is_wrong_is_told_with_its_line)
{
    struct topics *t = read_topics("[old]\nx\n");

    fails(topics_read(t, text_of(wrong[_i].text), "t.txt", &err), IR_INVALID);
    ck_assert_str_eq(err.message, wrong[_i].message);
    ck_assert_ptr_null(topics_find(t, TEXT("a")));
    ck_assert_ptr_nonnull(topics_find(t, TEXT("old")));
    topics_free(t);
}
END_TEST

START_TEST(limits_are_named)
{
    struct topics *t = topics_new();
    struct buf text = BUF_INIT;

    buf_adds(&text, "[a]\n");
    for (int i = 0; i <= TOPIC_TERMS_MAX; i++)
        buf_adds(&text, "b\n");
    fails(topics_read(t, buf_text(&text), "t.txt", &err), IR_LIMIT);
    while (text.size <= IR_TOPICS_BYTES_MAX)
        buf_adds(&text, "# and so on\n");
    fails(topics_read(t, buf_text(&text), "t.txt", &err), IR_LIMIT);
    buf_free(&text);
    topics_free(t);
}
END_TEST

START_TEST(later_topics_hide_earlier_ones)
{
    struct topics *t = read_topics("[a]\nx\n[b]\ny\n");

    ok(topics_read(t, TEXT("[a]\nz\nzz\n"), "u.txt", &err));
    ck_assert_uint_eq(topics_find(t, TEXT("a"))->count, 2);
    ck_assert_uint_eq(topics_find(t, TEXT("b"))->count, 1);
    topics_free(t);
}
END_TEST

START_TEST(shipped_topics_can_be_read)
{
    static const char *const names[] = {"sanctions", "gas", "electricity",
                                        "officials"};
    struct topics *t = read_topics(topics_shipped);

    for (size_t i = 0; i < COUNT(names); i++)
        ck_assert_uint_gt(topics_find(t, text_of(names[i]))->count, 20);
    topics_free(t);
}
END_TEST

static void add_articles(void)
{
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("Officials spoke of Iraq."));
    news_add(n, "b", "", TEXT("The deputy oil minister went to Iraq."));
    news_add(n, "c", "", TEXT("A dog went to Iraq."));
    news_add(n, "d", "", TEXT("The Secretary-General spoke of trade."));
    news_add(n, "e", "", TEXT("An embargoed ship of the author."));
    news_close(n);
    open_index();
}

/* A topic finds its terms, also where its name does not occur. */
START_TEST(topic_finds_what_it_means)
{
    add_articles();
    lists("topic:officials", IR_MATCH_ALL, "a b d");
    lists("topic:officials iraq", IR_MATCH_ALL, "a b");
    lists("iraq -topic:officials", IR_MATCH_ALL, "c");
    lists("topic:Sanctions", IR_MATCH_ALL, "e");
    lists("topic:officials AND (trade OR topic:sanctions)", IR_MATCH_ALL, "d");
    lists("topic:gas", IR_MATCH_ALL, "");
    lists("officials", IR_MATCH_ALL, "a");
}
END_TEST

START_TEST(topic_matches_are_marked)
{
    struct ir_request r = request_of("topic:officials oil");
    struct ir_results *results;
    const struct ir_span *span;

    add_articles();
    results = search(&r);
    ck_assert_text_eq(results->parsed, "topic:officials AND oil");
    ck_assert_uint_eq(results->hits[0]->span_count, 2);
    span = &results->hits[0]->spans[0];
    ck_assert_text_eq(results->hits[0]->article->id, "b");
    ck_assert_int_eq(results->hits[0]->spans[1].how, IR_HOW_TOPIC);
    ck_assert_text_eq(results->hits[0]->spans[1].term, "officials");
    ck_assert_int_eq(span->how, IR_HOW_EXACT);
    ck_assert_text_eq(results->hits[1]->missing[0], "oil");
    ir_results_free(results);
}
END_TEST

START_TEST(unknown_topic_is_a_word_with_a_warning)
{
    struct ir_request r = request_of("topic:dog");
    struct ir_results *results;

    add_articles();
    results = search(&r);
    ck_assert_text_eq(results->parsed, "dog");
    ck_assert_uint_eq(results->count, 1);
    ck_assert_uint_eq(results->warning_count, 1);
    ck_assert_str_eq(results->warnings[0]->code, "unknown_topic");
    ck_assert_uint_eq(results->warnings[0]->end, 9);
    ir_results_free(results);
}
END_TEST

START_TEST(required_topics_must_match_as_well)
{
    const struct ir_text names[] = {TEXT("officials"), TEXT("sanctions")};
    struct ir_request r = request_of("iraq oil");
    struct ir_results *results;
    struct buf ids = BUF_INIT;

    add_articles();
    r.topics = names;
    r.topic_count = 1;
    results = search(&r);
    ck_assert_text_eq(results->parsed, "iraq AND oil AND topic:officials");
    ck_assert_uint_eq(results->count, 2);
    ir_results_free(results);
    r.query = TEXT("trade AND spoke");
    ck_assert_uint_eq(list_ids(&r, &ids), 1);
    r.query = TEXT("");
    buf_clear(&ids);
    ck_assert_uint_eq(list_ids(&r, &ids), 3);
    r.topic_count = 2;
    buf_clear(&ids);
    ck_assert_uint_eq(list_ids(&r, &ids), 0);
    r.topic_count = IR_TOPICS_MAX + 1;
    fails(ir_search(searcher, &r, &results, &err), IR_LIMIT);
    buf_free(&ids);
}
END_TEST

START_TEST(topics_of_ones_own_replace_the_shipped)
{
    add_articles();
    ok(ir_add_topics(searcher, TEXT("[officials]\ndog\n[x]\n=embargoed\n=of\n"),
                     "mine", &err));
    lists("topic:officials", IR_MATCH_ALL, "c");
    lists("topic:x", IR_MATCH_ALL, "a d e");
    fails(ir_add_topics(searcher, TEXT("x"), "mine", &err), IR_INVALID);
}
END_TEST

START_TEST(prefix_of_too_many_words_is_cut_with_a_warning)
{
    struct news *n = news_open(0, "english");
    struct ir_request r = request_of("topic:many");
    struct ir_results *results;
    struct buf text = BUF_INIT;

    for (int i = 0; i < 120; i++)
        buf_addf(&text, "zap%c%cqo ", 'a' + i / 26, 'a' + i % 26);
    news_add(n, "a", "", buf_text(&text));
    news_close(n);
    open_index();
    ok(ir_add_topics(searcher, TEXT("[many]\nzap*\n"), "mine", &err));
    results = search(&r);
    ck_assert_uint_eq(results->count, 1);
    ck_assert_uint_eq(results->warning_count, 1);
    ck_assert_str_eq(results->warnings[0]->code, "pattern_cut");
    ck_assert_str_eq(results->warnings[0]->message,
                     "zap* expands to at most 100 words of the topic; 20 more "
                     "words are left out");
    ck_assert_int_eq(results->articles.relation, IR_GE);
    ir_results_free(results);
    buf_free(&text);
}
END_TEST

/* A topic with more terms does not score higher. */
START_TEST(topic_weighs_as_one_word)
{
    struct ir_request r = request_of("topic:one");
    struct ir_results *results;
    double one;

    add_articles();
    ok(ir_add_topics(searcher,
                     TEXT("[one]\nminister\n[two]\nminister\nminist*\nship\n"),
                     "mine", &err));
    results = search(&r);
    one = results->hits[0]->score;
    ir_results_free(results);
    r.query = TEXT("topic:two");
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    ck_assert_double_le(results->hits[0]->score, one + 1e-9);
    ir_results_free(results);
}
END_TEST

/* A rare term of half weight scores below a common one of full weight. */
START_TEST(weights_hold_however_rare_a_term_is)
{
    struct news *n = news_open(0, "english");
    struct ir_request r = request_of("topic:ban");
    struct ir_results *results;

    r.articles = r.bare = true;
    news_add(n, "rare", "", TEXT("A waiver of the port."));
    for (int i = 0; i < 40; i++) {
        char id[8];

        snprintf(id, sizeof(id), "n%d", i);
        news_add(n, id, "",
                 i < 20 ? TEXT("An embargo of the port.")
                        : TEXT("A harbour by the port."));
    }
    news_close(n);
    open_index();
    ok(ir_add_topics(searcher, TEXT("[ban]\nembargo\nwaiver ^0.5\n"), "mine",
                     &err));
    r.limit = 30;
    results = search(&r);
    ck_assert_uint_eq(results->count, 21);
    ck_assert_text_eq(results->hits[20]->article->id, "rare");
    ck_assert_double_lt(results->hits[20]->score, results->hits[19]->score);
    ir_results_free(results);
}
END_TEST

START_TEST(files_are_found_where_they_may_be)
{
    struct buf path = BUF_INIT;
    FILE *f;

    add_articles();
    buf_addf(&path, "%s/mine.txt", news_dir(1));
    fails(find_topics(searcher, path.data, &err), IR_NOT_FOUND);
    f = fopen(path.data, "w");
    if (!f) {
        buf_clear(&path);
        buf_addf(&path, "%s.topics", news_dir(0));
        f = fopen(path.data, "w");
    }
    ck_assert_ptr_nonnull(f);
    fputs("[mine]\ndog\n", f);
    fclose(f);
    ok(find_topics(searcher, path.data, &err));
    lists("topic:mine", IR_MATCH_ALL, "c");
    unlink(path.data);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    ok(find_topics(searcher, NULL, &err));
    buf_free(&path);
}
END_TEST

Suite *topics_suite(void)
{
    Suite *s = suite_create("topics");
    TCase *t = tcase_create("file");

    tcase_add_test(t, terms_are_words_phrases_forms_and_prefixes);
    tcase_add_test(t, names_are_listed_once_and_in_order);
    tcase_add_loop_test(t, what_is_wrong_is_told_with_its_line, 0,
                        COUNT(wrong));
    tcase_add_test(t, limits_are_named);
    tcase_add_test(t, later_topics_hide_earlier_ones);
    tcase_add_test(t, shipped_topics_can_be_read);
    suite_add_tcase(s, t);
    t = tcase_create("search");
    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_test(t, topic_finds_what_it_means);
    tcase_add_test(t, topic_matches_are_marked);
    tcase_add_test(t, unknown_topic_is_a_word_with_a_warning);
    tcase_add_test(t, required_topics_must_match_as_well);
    tcase_add_test(t, topics_of_ones_own_replace_the_shipped);
    tcase_add_test(t, prefix_of_too_many_words_is_cut_with_a_warning);
    tcase_add_test(t, topic_weighs_as_one_word);
    tcase_add_test(t, weights_hold_however_rare_a_term_is);
    tcase_add_test(t, files_are_found_where_they_may_be);
    suite_add_tcase(s, t);
    return s;
}
