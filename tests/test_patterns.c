/* Patterns that match more words than are scored one by one. */
#include "search/run/searcher.h"
#include "tests/news.h"

#include <stdio.h>
#include <stdlib.h>

#define ARTICLES 300

/* One article for each word: wordab, wordac ...; numbered ones as well. */
static void add_words(struct news *n, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        char id[32], text[100];

        snprintf(id, sizeof(id), "w%03zu", i);
        snprintf(text, sizeof(text), "Once prefix%03zu and then zeb%c%cra.", i,
                 'a' + (int)(i / 20), 'a' + (int)(i % 20));
        news_add(n, id, i % 3 ? "" : "prefixed", text_of(text));
    }
}

static void make_words(void)
{
    struct news *n;

    news_make();
    n = news_open(0, "english");
    add_words(n, 0, ARTICLES);
    news_add(n, "x", "nothing", TEXT("Once there was nothing of that."));
    news_close(n);
    open_index();
}

static uint64_t count(const char *query)
{
    struct ir_request r = request_of(query);
    struct ir_results *results;
    uint64_t value;

    r.match = IR_MATCH_ALL;
    r.exact_total = true;
    results = search(&r);
    value = results->articles.value;
    ck_assert_int_eq(results->articles.relation, IR_EQ);
    for (size_t i = 0; i < results->warning_count; i++)
        ck_assert_str_eq(results->warnings[i]->code, "pattern_unknown");
    ir_results_free(results);
    return value;
}

static const struct {
    const char *query;
    uint64_t want;
} counted[] = {
    {"prefix*", 300},
    {"prefix* OR aa* OR bb* OR cc* OR dd*", 300},
    {"*fix*", 300},
    {"prefi?0*", 100},
    {"zeb*", 300},
    {"zeb*ra", 300},
    {"zeb* OR prefix*", 300},
    {"zeb* prefix*", 300},
    {"once -prefix*", 1},
    {"once -zeb*", 1},
    {"nothing NOT *eb*", 1},
    {"once NOT prefix* NOT zeb*", 1},
    {"title:prefix*", 100},
    {"lead:zeb*", 300},
    {"once w/1 prefix*", 300},
    {"zeb* w/1 prefix*", 0},
    {"prefix* /s zeb*", 300},
    {"zeb* NOT w/3 prefix*", 0},
    {"zeb* NOT w/2 prefix*", 300},
    {"atleast2(zeb*)", 0},
    {"atleast2(prefix*)", 100},
    {"zebaara~2", 300},
    {"zebaara~1", 34},
    {"nothing -zebaara~1", 1},
};

START_TEST(all_words_that_fit_count)
{
    ck_assert_uint_eq(count(counted[_i].query), counted[_i].want);
}
END_TEST

/* A longer pattern finds no more, an OR no fewer, an AND no more. */
START_TEST(patterns_are_unions)
{
    static const char *const longer[] = {"z*a", "ze*", "zeb*", "zeba*",
                                         "zebab*"};
    uint64_t before = UINT64_MAX;
    struct buf query = BUF_INIT;

    for (size_t i = 0; i < COUNT(longer); i++) {
        uint64_t found = count(longer[i]);

        ck_assert_uint_gt(found, 0);
        ck_assert_uint_le(found, before);
        before = found;
    }
    before = 0;
    for (int i = 0; i < 26; i++) {
        uint64_t found;

        buf_addf(&query, "%szeb%c*", i ? " OR " : "", 'a' + i);
        found = count(query.data);
        ck_assert_uint_ge(found, before);
        ck_assert_uint_eq(found, i < 15 ? 20 * (uint64_t)(i + 1) : 300);
        before = found;
    }
    buf_free(&query);
}
END_TEST

/* Also the rarest of them, on a page of their own. */
START_TEST(all_words_that_fit_are_marked)
{
    struct ir_request r = request_of("zeb*");
    bool shown[ARTICLES] = {false};

    r.limit = 100;
    for (r.offset = 0; r.offset < ARTICLES; r.offset += r.limit) {
        struct ir_results *results = search(&r);

        ck_assert_uint_eq(results->count, r.limit);
        for (size_t i = 0; i < results->count; i++) {
            const struct ir_hit *hit = results->hits[i];
            size_t n = strtoul(hit->article->id.data + 1, NULL, 10);

            ck_assert_uint_eq(hit->span_count, 1);
            ck_assert_int_eq(hit->spans[0].how, IR_HOW_PREFIX);
            ck_assert_text_eq(hit->spans[0].term, "zeb*");
            ck_assert_double_gt(hit->score, 0);
            ck_assert(!shown[n]);
            shown[n] = true;
        }
        ir_results_free(results);
    }
}
END_TEST

static void check_relation(const char *query, enum ir_relation want,
                           const char *message)
{
    struct ir_request r = request_of(query);
    struct ir_results *results;

    r.match = IR_MATCH_ALL;
    r.exact_total = true;
    results = search(&r);
    ck_assert_int_eq(results->articles.relation, want);
    ck_assert_uint_gt(results->warning_count, 0);
    ck_assert_str_eq(results->warnings[0]->code, "pattern_cut");
    ck_assert_str_eq(results->warnings[0]->message, message);
    ir_results_free(results);
}

START_TEST(what_is_not_looked_at_is_said)
{
    static const char few[] =
        "zeb*: only 50 terms of the index are examined for the patterns of "
        "one query; 50 or more words are left out";

    searcher->terms_looked_at = 50;
    check_relation("zeb*", IR_GE, few);
    check_relation("once -zeb*", IR_LE, few);
    check_relation("once -zeb* OR zeb*", IR_GE, few);
    searcher->terms_looked_at = ARTICLES - 1;
    check_relation("zeb*", IR_GE,
                   "zeb*: only 299 terms of the index are examined for the "
                   "patterns of one query; 1 more word is left out");
    check_relation("zeb* zeb?cra", IR_GE,
                   "zeb*: only 299 terms of the index are examined for the "
                   "patterns of one query; 1 more word is left out");
    searcher->terms_looked_at = ARTICLES;
    ck_assert_uint_eq(count("zeb*"), ARTICLES);
}
END_TEST

/* Each directory has its own sets of articles. */
START_TEST(shards_have_words_of_their_own)
{
    const char *dirs[] = {news_dir(0), news_dir(1)};
    struct news *n = news_open(1, "english");

    add_words(n, 400, 413);
    news_add(n, "y", "", TEXT("Once more nothing."));
    news_add(n, "z", "", TEXT("Once prefix001 again."));
    news_close(n);
    ir_close(searcher);
    searcher = NULL;
    ok(ir_open(dirs, 2, &searcher, &err));
    ck_assert_uint_eq(count("prefix*"), 314);
    ck_assert_uint_eq(count("zeb*"), 313);
    ck_assert_uint_eq(count("once -zeb*"), 3);
    lists("prefix* -zeb*", IR_MATCH_ALL, "z");
    lists("prefix4*", IR_MATCH_ALL,
          "w400 w401 w402 w403 w404 w405 w406 w407 w408 w409 w410 w411 w412");
    lists("once -prefix*", IR_MATCH_ALL, "x y");
}
END_TEST

static bool all_have_one(const struct ir_results *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!r->hits[i]->span_count)
            return false;
    return true;
}

/* Each has little room. */
START_TEST(many_patterns_find_what_each_finds)
{
    struct buf query = BUF_INIT;
    struct ir_request r;
    struct ir_results *results;

    for (int i = 0; i < 100; i++)
        buf_addf(&query, "%s*%02d", i ? " OR " : "", i);
    r = request_of(query.data);
    results = search(&r);
    ck_assert_uint_eq(count(query.data), 300);
    ck_assert(all_have_one(results));
    ir_results_free(results);
    buf_free(&query);
}
END_TEST

/* ---- beside other words ---- */

static const char *const beside[] = {
    "The nuclear technology was old.", /* a */
    "Nuclear trash, and technology.",  /* b */
    "Members of al-Qaeda met.",        /* c */
    "Re-elected. No re-election.",     /* d */
    "The U.S.-led force came.",        /* e */
    "It had 1,250,000 men.",           /* f */
    "Cooperation grows.",              /* g */
    "Co-operation grows.",             /* h */
    "What one two three four are.",    /* i */
    "Mail user@example.com at once.",  /* j */
    "Al came. Qaeda came.",            /* k */
};
static const struct {
    const char *query, *want;
} asked[] = {
    {"\"nuclear tech*\"", "a"},
    {"\"nuclear t*\"", "a b"},
    {"\"tech* nuclear\"", ""},
    {"\"nucl* tech*\"", "a"},
    {"\"nuclear tech?ology was\"", "a"},
    {"\"tech*\"", "a b"},
    {"\"nuclears tech*\"", ""},
    {"\"the * technology\"", "a"},
    {"\"* technology\"", "a b"},
    {"\"two * four\"", "i"},
    {"\"one * four\"", ""},
    {"\"one * * four\"", "i"},
    {"\"nuclear zz*\"", ""},
    {"\"nuclear tech*\" w/3 old", "a"},
    {"lead:\"nuclear tech*\"", "a"},
    {"nuclear -\"nuclear tech*\"", "b"},
    {"nuclear NOT \"nuclear t*\"", ""},
    {"zz OR \"nuclear tech*\"", "a"},
    {"atleast2(\"nuclear tech*\")", ""},
    {"al-q*", "c"},
    {"al-qaed?a", ""},
    {"al-q* met", "c"},
    {"came -al-q*", "e k"},
    {"re-elect*", "d"},
    {"atleast2(re-elect*)", "d"},
    {"reelect*", "d"},
    {"U.S.-l*", "e"},
    {"1,250*", "f"},
    {"1,2*", "f"},
    {"co-operat*", "g h"},
    {"cooperat*", "g h"},
    {"co-op*ion", "g h"},
    {"user@exam*", "j"},
    {"\"(one zz) (four zz)\"~3", "i"},
    {"\"(one OR zz) fo*\"~3", "i"},
    {"\"(one zz) (four zz)\"~2", ""},
    {"\"fo* tw*\"~2", "i"},
};

static void make_beside(void)
{
    struct news *n;

    news_make();
    n = news_open(0, "english");
    for (size_t i = 0; i < COUNT(beside); i++) {
        const char id[] = {(char)('a' + i), '\0'};

        news_add(n, id, "", text_of(beside[i]));
    }
    news_close(n);
    open_index();
}

START_TEST(patterns_stand_beside_words)
{
    lists(asked[_i].query, IR_MATCH_ALL, asked[_i].want);
}
END_TEST

START_TEST(a_phrase_with_a_pattern_is_marked_whole)
{
    struct ir_request r = request_of("\"nuclear tech*\"");
    struct ir_results *results = search(&r);

    ck_assert_uint_eq(results->count, 1);
    ck_assert_uint_eq(results->hits[0]->span_count, 2);
    ck_assert_text_eq(results->hits[0]->spans[1].term, "tech*");
    ck_assert_int_eq(results->hits[0]->spans[1].how, IR_HOW_PREFIX);
    ir_results_free(results);
}
END_TEST

static TCase *case_beside(void)
{
    TCase *t = tcase_create("beside");

    tcase_add_checked_fixture(t, make_beside, news_remove_all);
    tcase_add_loop_test(t, patterns_stand_beside_words, 0, COUNT(asked));
    tcase_add_test(t, a_phrase_with_a_pattern_is_marked_whole);
    return t;
}

Suite *patterns_suite(void)
{
    Suite *s = suite_create("patterns");
    TCase *t = tcase_create("patterns");

    tcase_add_checked_fixture(t, make_words, news_remove_all);
    tcase_add_loop_test(t, all_words_that_fit_count, 0, COUNT(counted));
    tcase_add_test(t, patterns_are_unions);
    tcase_add_test(t, all_words_that_fit_are_marked);
    tcase_add_test(t, what_is_not_looked_at_is_said);
    tcase_add_test(t, shards_have_words_of_their_own);
    tcase_add_test(t, many_patterns_find_what_each_finds);
    suite_add_tcase(s, t);
    suite_add_tcase(s, case_beside());
    return s;
}
