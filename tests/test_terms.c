/* The words of a set are what scoring all words of all articles gives. */
#include "search/run/keyness.h"
#include "tests/chance.h"
#include "tests/news.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ARTICLES 150
#define WORDS 60 /* qxaa, qxab ... */
#define QUERIES 40
#define LIMIT 1000

/* The figures of Dunning's paper (1993), table 1, for "the swiss": its counts
 * are 110, 2442, 111 and 29114; and others by hand. */
START_TEST(score_is_the_likelihood_ratio)
{
    ck_assert_double_eq_tol(keyness(110, 221, 2552, 31777), 270.72, 0.01);
    ck_assert_double_eq_tol(keyness(8, 8, 8, 16), 2 * 16 * log(2), 1e-9);
    ck_assert_double_eq(keyness(5, 10, 10, 20), 0);
    ck_assert_double_eq(keyness(2, 10, 10, 20), 0);
    ck_assert_double_eq(keyness(20, 20, 20, 20), 0);
}
END_TEST

/* Which words each article of both indexes has. */
static bool has[NEWS_DIRS * ARTICLES][WORDS];
static size_t article_count;

static void add_article(struct news *n, size_t number)
{
    struct buf text = BUF_INIT;
    char id[16];

    for (size_t i = 0, count = 3 + below(20); i < count; i++) {
        /* Low numbers are frequent, and some only in articles of one kind. */
        size_t word = below(2) ? below(WORDS) : below(8);

        if (word > WORDS / 2 && word % 3 != number % 3)
            continue;
        has[number][word] = true;
        buf_addf(&text, "qx%c%c ", (char)('a' + word / 10),
                 (char)('a' + word % 10));
    }
    has[number][0] = true;
    buf_addf(&text, "qxaa the 1999. KIND%c", (char)('a' + number % 3));
    snprintf(id, sizeof(id), "a%03zu", number);
    news_add(n, id, "", buf_text(&text));
    buf_free(&text);
}

static void make(void)
{
    static const char *all[NEWS_DIRS];

    chance_seed("terms", 20261130);
    memset(has, 0, sizeof(has));
    article_count = 0;
    news_make();
    for (size_t i = 0; i < NEWS_DIRS; i++) {
        struct news *n = news_open(i, "none");

        for (size_t k = 0; k < ARTICLES; k++)
            add_article(n, article_count++);
        news_close(n);
        all[i] = news_dir(i);
    }
    ok(ir_open(all, NEWS_DIRS, &searcher, &err));
}

static void query_word(struct buf *out, size_t word)
{
    buf_addf(out, "qx%c%c", (char)('a' + word / 10), (char)('a' + word % 10));
}

static size_t word_of(struct ir_text text)
{
    return (size_t)(text.data[2] - 'a') * 10 + (size_t)(text.data[3] - 'a');
}

/* Compare with the words of the articles that one of two words is in. */
static void compare(const struct ir_terms *terms, size_t one, size_t other)
{
    uint64_t in[WORDS] = {0}, all[WORDS] = {0}, matches = 0, expected = 0;

    for (size_t i = 0; i < article_count; i++) {
        bool match = has[i][one] || has[i][other];

        matches += match;
        for (size_t w = 0; w < WORDS; w++) {
            all[w] += has[i][w];
            in[w] += match && has[i][w];
        }
    }
    ck_assert_uint_eq(terms->results->articles.value, matches);
    ck_assert_uint_eq(terms->looked, matches);
    for (size_t w = 0; w < WORDS; w++)
        expected +=
            in[w] > 1 && keyness((double)in[w], (double)all[w], (double)matches,
                                 (double)article_count) >= IR_TERM_SCORE_MIN;
    for (size_t i = 0; i < terms->count; i++) {
        const struct ir_term *t = terms->items[i];
        size_t w;

        if (t->word.size != 4) { /* KINDa */
            ck_assert_uint_eq(t->word.size, 5);
            continue;
        }
        w = word_of(t->word);
        expected--;
        ck_assert_uint_eq(t->articles, in[w]);
        ck_assert_uint_eq(t->all, all[w]);
        ck_assert_double_eq(t->score,
                            keyness((double)in[w], (double)all[w],
                                    (double)matches, (double)article_count));
        ck_assert(!i || t->score <= terms->items[i - 1]->score);
    }
    ck_assert_uint_eq(expected, 0);
}

START_TEST(words_are_those_of_a_count_one_by_one)
{
    for (size_t i = 0; i < QUERIES; i++) {
        struct buf query = BUF_INIT;
        size_t one = below(WORDS), other = below(WORDS);
        struct ir_request r;
        struct ir_terms *terms, *few;

        query_word(&query, one);
        buf_adds(&query, " OR ");
        query_word(&query, other);
        r = request_of(query.data);
        r.limit = LIMIT;
        r.as_typed = true;
        ok(ir_terms_of(searcher, &r, &terms, &err));
        compare(terms, one, other);
        r.limit = 2;
        ok(ir_terms_of(searcher, &r, &few, &err));
        ck_assert_uint_eq(few->count, terms->count < 2 ? terms->count : 2);
        for (size_t k = 0; k < few->count; k++)
            ck_assert(text_equal(few->items[k]->word, terms->items[k]->word));
        ir_terms_free(few);
        ir_terms_free(terms);
        buf_free(&query);
    }
}
END_TEST

START_TEST(nothing_is_more_frequent_in_all_or_in_none)
{
    static const char *const queries[] = {"qxaa", "*", "nowhere"};

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct ir_request r = request_of(queries[i]);
        struct ir_terms *terms;

        r.as_typed = true;
        ok(ir_terms_of(searcher, &r, &terms, &err));
        ck_assert_uint_eq(terms->count, 0);
        ck_assert_uint_eq(terms->results->articles.value,
                          i < 2 ? article_count : 0);
        ir_terms_free(terms);
    }
    ir_terms_free(NULL);
}
END_TEST

START_TEST(a_request_that_is_wrong_is_refused)
{
    struct ir_request r = request_of("qxaa");
    struct ir_terms *terms;

    r.limit = IR_HITS_MAX + 1;
    ck_assert_int_eq(ir_terms_of(searcher, &r, &terms, &err), IR_LIMIT);
    r = request_of("");
    ck_assert_int_eq(ir_terms_of(searcher, &r, &terms, &err), IR_INVALID);
    r = request_of("qxaa");
    r.timeout = -1;
    ck_assert_int_eq(ir_terms_of(searcher, &r, &terms, &err), IR_INVALID);
}
END_TEST

static void make_english(void)
{
    struct news *n;

    news_make();
    n = news_open(0, "english");
    for (size_t i = 0; i < 40; i++) {
        char id[8];

        snprintf(id, sizeof(id), "n%zu", i);
        news_add(n, id, i % 4 ? "" : "Policies of the IAEA",
                 text_of(i % 4 ? "Rain fell on 12 towns."
                               : "The policies changed; one policy did not. "
                                 "Müller's Al-Rubaie said U.S. ministries."));
    }
    news_close(n);
    open_index();
}

/* As the articles write them; without a stop word, a number or a part. */
START_TEST(words_are_shown_as_they_are_written)
{
    static const char *const want[] = {"Policies",  "IAEA", "Müller",
                                       "Al-Rubaie", "U.S.", "ministries"};
    struct ir_request r = request_of("title:iaea");
    struct ir_terms *terms;
    size_t found = 0;

    r.limit = 50;
    ok(ir_terms_of(searcher, &r, &terms, &err));
    for (size_t i = 0; i < terms->count; i++) {
        ck_assert_uint_eq(terms->items[i]->articles, 10);
        ck_assert(!text_is(terms->items[i]->word, "The"));
        for (size_t k = 0; k < COUNT(want); k++)
            found += text_equal(terms->items[i]->word, text_of(want[k]));
        for (size_t k = 0; k < i; k++)
            ck_assert(
                !text_equal(terms->items[i]->word, terms->items[k]->word));
    }
    ck_assert_uint_eq(found, COUNT(want));
    ir_terms_free(terms);
}
END_TEST

Suite *terms_suite(void)
{
    Suite *s = suite_create("terms");
    TCase *t = tcase_create("measure");

    tcase_add_test(t, score_is_the_likelihood_ratio);
    suite_add_tcase(s, t);
    t = tcase_create("terms");
    tcase_add_checked_fixture(t, make, news_remove_all);
    tcase_add_test(t, words_are_those_of_a_count_one_by_one);
    tcase_add_test(t, nothing_is_more_frequent_in_all_or_in_none);
    tcase_add_test(t, a_request_that_is_wrong_is_refused);
    suite_add_tcase(s, t);
    t = tcase_create("english");
    tcase_add_checked_fixture(t, make_english, news_remove_all);
    tcase_add_test(t, words_are_shown_as_they_are_written);
    suite_add_tcase(s, t);
    return s;
}
