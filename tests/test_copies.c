/* Copies are found, shown once and counted, whatever page one begins with. */
#include "search/run/sharing.h"
#include "search/run/stories.h"
#include "tests/chance.h"

#include <stdio.h>
#include <stdlib.h>

#define STORIES 60
#define COPIES 3   /* at most, beside the first */
#define LENGTH 150 /* words */
#define HITS 1000

/* What a text is made of. */
static void add_words(struct buf *out, uint64_t seed, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        buf_addf(out, "%c%c%c%c%s", 'a' + (int)(seed >> 59),
                 "aeiou"[seed >> 33 & 3], 'b' + (int)(seed >> 45 & 15),
                 "aeiou"[seed >> 50 & 3], i % 12 == 11 ? ". " : " ");
    }
}

/* Article c of story s, of which copies differ by their ends. */
static void add_copy(struct news *n, size_t s, size_t c)
{
    static const char *const names[] = {"Reuters", "AFP", "IRNA", ""};
    struct buf text = BUF_INIT;
    char id[32], date[32];

    snprintf(id, sizeof(id), "s%02zu-%zu", s, c);
    snprintf(date, sizeof(date), "2024-03-%02zuT0%zu:00:00Z", 1 + s % 20, c);
    buf_addf(&text, "%s", c % 2 ? "LONDON, March 3 - " : "");
    add_words(&text, s + 1, LENGTH - 8 * c);
    buf_addf(&text, "Gas%s flows.%s", s % 3 ? " and oil" : "",
             c ? "\n\nSource: Agencies" : "");
    news_set(n, PARSED_SOURCE, names[c % 4]);
    news_set(n, PARSED_DATE, date);
    news_add(n, id, c ? "Another headline here" : "", buf_text(&text));
    buf_free(&text);
}

static size_t copies_of(size_t story)
{
    return story * 7 % (COPIES + 2) % (COPIES + 1);
}

/* Two indexes: the copies of a story are in both. */
static void make(void)
{
    static const char *all[NEWS_DIRS];

    news_make();
    for (size_t i = 0; i < NEWS_DIRS; i++) {
        struct news *n = news_open(i, "english");

        for (size_t s = 0; s < STORIES; s++)
            for (size_t c = 0; c <= copies_of(s); c++)
                if ((s + c) % NEWS_DIRS == i)
                    add_copy(n, s, c);
        news_close(n);
        all[i] = news_dir(i);
    }
    ok(ir_open(all, NEWS_DIRS, &searcher, &err));
}

/* The story of an id: the number in it. */
static size_t story_of(struct ir_text id)
{
    return (size_t)(id.data[1] - '0') * 10 + (size_t)(id.data[2] - '0');
}

static void lists_copies(size_t story, size_t copy)
{
    struct ir_request r;
    struct buf query = BUF_INIT, want = BUF_INIT, ids = BUF_INIT;

    buf_addf(&query, "copies:s%02zu-%zu", story, copy);
    for (size_t c = 0; c <= copies_of(story); c++)
        buf_addf(&want, "%ss%02zu-%zu", c ? " " : "", story, c);
    r = request_of(query.data);
    list_ids(&r, &ids);
    ck_assert_str_eq(ids.data, want.data);
    buf_free(&query);
    buf_free(&want);
    buf_free(&ids);
}

/* By the terms of one article, and by a pass over all. */
START_TEST(the_copies_of_an_article_are_found)
{
    struct ir_coverage *coverage;

    for (size_t s = 0; s < STORIES; s++)
        lists_copies(s, copies_of(s));
    ok(ir_survey(searcher, &coverage, &err));
    ck_assert_uint_eq(coverage->stories, STORIES);
    ir_coverage_free(coverage);
    for (size_t s = 0; s < STORIES; s++)
        lists_copies(s, 0);
}
END_TEST

START_TEST(copies_of_no_article_are_none)
{
    struct ir_request r = request_of("copies:nothing");
    struct ir_results *results = search(&r);

    ck_assert_uint_eq(results->articles.value, 0);
    ck_assert_uint_eq(results->warning_count, 1);
    ck_assert_str_eq(results->warnings[0]->code, "unknown_article");
    ir_results_free(results);
}
END_TEST

START_TEST(copies_are_a_filter_like_others)
{
    lists("copies:s06-0 source:reuters", IR_MATCH_ALL, "s06-0");
    lists("gas -copies:s06-0 id:s06*", IR_MATCH_ALL, "");
    lists("\"gas and\" (copies:s04-0 OR copies:s01-0) source:afp", IR_MATCH_ALL,
          "s01-1 s04-1");
}
END_TEST

/* ---- pages ---- */

static struct ir_request collapsed(const char *query)
{
    struct ir_request r = request_of(query);

    r.copies = IR_COPIES_COLLAPSE;
    return r;
}

/* Of the hits of all copies: the first of each story. */
static void add_first(const struct ir_request *like, struct buf *out)
{
    struct ir_request r = *like;
    struct ir_results *all;
    struct ir_text shown[STORIES] = {{NULL, 0}};

    r.copies = IR_COPIES_SHOW;
    r.limit = HITS;
    r.offset = 0;
    all = search(&r);
    for (size_t i = 0; i < all->count; i++) {
        struct ir_text id = all->hits[i]->article->id;
        struct ir_text *of = &shown[story_of(id)];

        if (!of->size)
            *of = id;
        if (text_equal(*of, id))
            buf_addf(out, "%.*s ", (int)id.size, id.data);
    }
    ir_results_free(all);
}

static void add_pages(struct ir_request r, struct buf *out)
{
    struct buf token = BUF_INIT;
    bool more = true;

    while (more) {
        struct ir_results *page = search(&r);

        for (size_t i = 0; i < page->count; i++) {
            struct ir_text id = page->hits[i]->article->id;

            buf_addf(out, "%.*s ", (int)id.size, id.data);
        }
        buf_clear(&token);
        buf_addt(&token, page->next);
        more = page->next.size;
        ck_assert(!more || page->count == r.limit);
        ir_results_free(page);
        r.after = buf_text(&token);
    }
    buf_free(&token);
}

static const struct {
    const char *query;
    enum ir_match match;
    bool articles;
    enum ir_sort sort;
} paged[] = {
    {"gas", IR_MATCH_ALL, true, IR_SORT_RELEVANCE},
    {"gas", IR_MATCH_ALL, false, IR_SORT_RELEVANCE},
    {"gas oil", IR_MATCH_ANY, true, IR_SORT_RELEVANCE},
    {"\"gas and oil\"", IR_MATCH_ALL, true, IR_SORT_RELEVANCE},
    {"gas -oil", IR_MATCH_ALL, true, IR_SORT_OLDEST},
    {"gas", IR_MATCH_ALL, true, IR_SORT_NEWEST},
    {"source:afp gas oil", IR_MATCH_AUTO, true, IR_SORT_RELEVANCE},
};

START_TEST(pages_have_one_article_of_a_story)
{
    struct ir_request r = collapsed(paged[_i].query);

    r.match = paged[_i].match;
    r.articles = paged[_i].articles;
    r.sort = paged[_i].sort;
    for (r.limit = 1; r.limit < 60; r.limit = r.limit * 2 + 1) {
        struct buf want = BUF_INIT, got = BUF_INIT;

        add_first(&r, &want);
        add_pages(r, &got);
        ck_assert_str_eq(got.data, want.data);
        ck_assert_uint_gt(got.size, 0);
        buf_free(&want);
        buf_free(&got);
    }
}
END_TEST

/* Few full matches, among them copies: the partial ones follow, each story
 * once. */
START_TEST(partial_hits_have_no_copies_of_full_ones)
{
    struct ir_request r = collapsed("");
    bool seen[STORIES] = {false};
    struct ir_article *article;
    struct ir_results *results;
    struct buf query = BUF_INIT;

    ok(ir_get(searcher, TEXT("s04-0"), &article, &err));
    buf_addf(&query, "%.*s gas", (int)strcspn(article->text.data, " "),
             article->text.data);
    ir_article_free(article);
    r.query = buf_text(&query);
    r.articles = true;
    r.limit = HITS;
    results = search(&r);
    ck_assert_int_eq(results->match, IR_MATCH_PARTIAL);
    ck_assert_uint_gt(results->articles.value, 1);
    ck_assert_uint_eq(results->count, STORIES);
    for (size_t i = 0; i < results->count; i++) {
        size_t story = story_of(results->hits[i]->article->id);

        ck_assert(!seen[story]);
        seen[story] = true;
    }
    ir_results_free(results);
    buf_free(&query);
}
END_TEST

START_TEST(a_hit_names_the_copies_of_its_article)
{
    struct ir_request r = collapsed("id:s04*");
    struct ir_results *results = search(&r);
    const struct ir_story *story;

    ck_assert_uint_eq(copies_of(4), 3);
    ck_assert_uint_eq(results->count, 1);
    story = results->hits[0]->story;
    ck_assert_uint_eq(story->count, 3);
    ck_assert_uint_eq(story->copy_count, 3);
    ck_assert_text_eq(story->first, "s04-0");
    for (size_t i = 1; i < story->copy_count; i++)
        ck_assert_int_lt(story->copies[i - 1]->date, story->copies[i]->date);
    ir_results_free(results);
    r.copies = IR_COPIES_SHOW;
    results = search(&r);
    ck_assert_uint_eq(results->count, 4);
    ck_assert_ptr_null(results->hits[0]->story);
    ir_results_free(results);
}
END_TEST

/* Where copies are asked for, they are shown. */
START_TEST(copies_that_are_asked_for_are_hits)
{
    static const struct {
        const char *query;
        size_t hits;
    } asked[] = {{"copies:s04-0", 4},
                 {"gas copies:s04-0", 4},
                 {"(copies:s04-0 OR id:s01*)", 4 + 3},
                 {"id:s04* -copies:s01-0", 1}};

    ck_assert_uint_eq(copies_of(1), 2);
    for (size_t i = 0; i < COUNT(asked); i++) {
        struct ir_request r = collapsed(asked[i].query);
        struct ir_results *results = search(&r);

        ck_assert_uint_eq(results->count, asked[i].hits);
        ck_assert_ptr_nonnull(results->hits[0]->story);
        ir_results_free(results);
    }
}
END_TEST

/* ---- counts ---- */

static uint64_t stories_among(const char *query, const char *more)
{
    struct buf whole = BUF_INIT, ids = BUF_INIT;
    struct ir_request r;
    bool seen[STORIES] = {false};
    uint64_t count = 0;

    buf_addf(&whole, "%s %s", query, more);
    r = request_of(whole.data);
    list_ids(&r, &ids);
    for (char *at = ids.data; *at; at += strcspn(at, " "), at += *at == ' ') {
        size_t story = story_of(text_of(at));

        count += !seen[story];
        seen[story] = true;
    }
    buf_free(&whole);
    buf_free(&ids);
    return count;
}

static void check_bucket(const char *query, const char *field,
                         const struct ir_bucket *b)
{
    struct buf filter = BUF_INIT;

    buf_addf(&filter, "%s:%.*s", field, (int)b->value.size, b->value.data);
    ck_assert_uint_eq(b->stories, stories_among(query, filter.data));
    buf_free(&filter);
}

static const char *const counted[] = {"gas", "oil", "gas -oil", "\"and oil\"",
                                      "*"};

START_TEST(stories_are_counted_by_field_and_time)
{
    static const struct ir_text fields[] = {{"source", 6}};
    static const char *const zones[] = {"", "UTC"};
    const char *query = counted[_i];

    for (size_t z = 0; z < COUNT(zones); z++) {
        struct ir_request r = collapsed(query);
        struct ir_results *results;

        r.facets = fields;
        r.facet_count = 1;
        r.timeline = IR_INTERVAL_DAY;
        r.zone = text_of(zones[z]);
        r.exact_total = true;
        results = search(&r);
        ck_assert_int_eq(results->stories.relation, IR_EQ);
        ck_assert_uint_eq(results->stories.value, stories_among(query, ""));
        ck_assert_uint_gt(results->articles.value, results->stories.value);
        for (size_t i = 0; i < results->facets[0]->count; i++)
            check_bucket(query, "source", results->facets[0]->buckets[i]);
        for (size_t i = 0; i < results->timeline->count; i++)
            check_bucket(query, "date", results->timeline->buckets[i]);
        ir_results_free(results);
    }
}
END_TEST

START_TEST(stories_follow_updates_and_deletions)
{
    struct news *n = news_open(0, "english");

    for (size_t c = 0; c <= copies_of(4); c++)
        if ((4 + c) % NEWS_DIRS == 0 && c)
            news_delete(n, c == 2 ? "s04-2" : "");
    news_add(n, "s06-0", "",
             TEXT("Something else about gas and about water, "
                  "and nothing of what it said before."));
    news_close(n);
    lists("copies:s04-0", IR_MATCH_ALL, "s04-0 s04-1 s04-3");
    lists("copies:s06-0", IR_MATCH_ALL, "s06-0");
    ck_assert_uint_gt(copies_of(6), 0);
}
END_TEST

/* ---- many ---- */

static uint64_t count_copies(const char *query, bool warned)
{
    struct ir_request r = request_of(query);
    struct ir_results *results = search(&r);
    const uint64_t count = results->articles.value;

    ck_assert_uint_eq(results->warning_count, warned);
    if (warned)
        ck_assert_str_eq(results->warnings[0]->code, "copies_many");
    ir_results_free(results);
    return count;
}

static uint64_t stories_in_index(void)
{
    struct ir_coverage *coverage;
    uint64_t count;

    ok(ir_survey(searcher, &coverage, &err));
    count = coverage->stories;
    ir_coverage_free(coverage);
    return count;
}

START_TEST(what_too_many_have_makes_no_copies)
{
    struct news *n = news_open(0, "english");
    struct buf text = BUF_INIT;
    char id[16];

    add_words(&text, 7000, SKETCH_BRIEF);
    for (size_t i = 0; i <= STORY_BAND_MAX; i++) {
        if (i == STORY_BAND_MAX) {
            news_close(n);
            ck_assert_uint_eq(count_copies("copies:outlet0", false), i);
            ck_assert_uint_eq(stories_in_index(), STORIES + 1);
            n = news_open(0, "english");
        }
        snprintf(id, sizeof(id), "outlet%zu", i);
        news_add(n, id, "", buf_text(&text));
    }
    news_close(n);
    ck_assert_uint_eq(count_copies("copies:outlet0", true), 1);
    ck_assert_uint_eq(stories_in_index(), STORIES + STORY_BAND_MAX + 1);
    buf_free(&text);
}
END_TEST

/* ---- chains ---- */

#define CHAIN_STEP 3 /* words that an article has before those of the next */

/* Article i of a chain, in which each is like the next ones. */
static void add_link(struct news *n, size_t i)
{
    struct buf text = BUF_INIT;
    char id[16];

    for (size_t w = i * CHAIN_STEP; w < i * CHAIN_STEP + 100; w++)
        add_words(&text, 5000 + w, 1);
    snprintf(id, sizeof(id), "link%04zu", i);
    news_set(n, PARSED_DATE, "2024-05-01");
    news_add(n, id, "", buf_text(&text));
    buf_free(&text);
}

static void check_chain(size_t links)
{
    const bool whole = links <= IR_STORY_MAX;
    const size_t more = whole ? links : 1;

    ck_assert_uint_eq(count_copies("copies:link0000", !whole), more);
    ck_assert_uint_eq(count_copies("copies:link0500", !whole), more);
}

/* Both ways to find stories agree. */
START_TEST(a_chain_of_too_many_is_no_story)
{
    struct news *n = news_open(0, "english");

    for (size_t i = 0; i < IR_STORY_MAX; i++)
        add_link(n, i);
    news_close(n);
    check_chain(IR_STORY_MAX);
    ck_assert_uint_eq(stories_in_index(), STORIES + 1);
    check_chain(IR_STORY_MAX);
    n = news_open(0, "english");
    add_link(n, IR_STORY_MAX);
    news_close(n);
    check_chain(IR_STORY_MAX + 1);
    ck_assert_uint_eq(stories_in_index(), STORIES + IR_STORY_MAX + 1);
    check_chain(IR_STORY_MAX + 1);
}
END_TEST

/* ---- passages ---- */

START_TEST(no_passage_is_shown_twice)
{
    struct news *n = news_open(0, "english");
    struct buf text = BUF_INIT;
    struct ir_request r = collapsed("zebras");
    struct ir_results *results;

    for (uint64_t i = 0; i < 3; i++) {
        char id[16];

        buf_clear(&text);
        buf_adds(&text, "Zebras  run\nin the rain.\n\n");
        add_words(&text, 900 + i, LENGTH);
        snprintf(id, sizeof(id), "s90-%d", (int)i);
        news_add(n, id, "", buf_text(&text));
    }
    news_close(n);
    r.passage_words = 5;
    results = search(&r);
    ck_assert_uint_eq(results->articles.value, 3);
    ck_assert_uint_eq(results->count, 1);
    ir_results_free(results);
    r.copies = IR_COPIES_SHOW;
    results = search(&r);
    ck_assert_uint_eq(results->count, 3);
    ir_results_free(results);
    buf_free(&text);
}
END_TEST

Suite *copies_suite(void);
Suite *copies_suite(void)
{
    Suite *suite = suite_create("copies");
    TCase *tcase = tcase_create("copies");

    tcase_add_checked_fixture(tcase, make, news_remove_all);
    tcase_add_test(tcase, the_copies_of_an_article_are_found);
    tcase_add_test(tcase, copies_of_no_article_are_none);
    tcase_add_test(tcase, copies_are_a_filter_like_others);
    tcase_add_loop_test(tcase, pages_have_one_article_of_a_story, 0,
                        COUNT(paged));
    tcase_add_test(tcase, partial_hits_have_no_copies_of_full_ones);
    tcase_add_test(tcase, a_hit_names_the_copies_of_its_article);
    tcase_add_test(tcase, copies_that_are_asked_for_are_hits);
    tcase_add_loop_test(tcase, stories_are_counted_by_field_and_time, 0,
                        COUNT(counted));
    tcase_add_test(tcase, stories_follow_updates_and_deletions);
    tcase_add_test(tcase, what_too_many_have_makes_no_copies);
    tcase_add_test(tcase, a_chain_of_too_many_is_no_story);
    tcase_add_test(tcase, no_passage_is_shown_twice);
    suite_add_tcase(suite, tcase);
    return suite;
}
