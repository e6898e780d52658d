#include "search/index/lexicon.h"
#include "search/plan/variants.h"
#include "tests/news.h"
#include "tests/test.h"

#include <stdlib.h>

static const struct {
    const char *a, *b;
    unsigned distance;
} edits[] = {
    {"gas", "gas", 0},
    {"saction", "sanction", 1},
    {"electrcity", "electricity", 1},
    {"teh", "the", 1},
    {"ahve", "have", 1},
    {"minsiter", "minister", 1},
    {"wiaver", "waiver", 1},
    {"qas", "gas", 1},
    {"kitten", "sitting", 3},
    {"gas", "electricity", 3},
    {"", "ab", 2},
    {"caf\xc3\xa9s", "caf\xc3\xa8s", 1},
};

START_TEST(edits_are_counted)
{
    struct ir_text a = text_of(edits[_i].a), b = text_of(edits[_i].b);
    unsigned most = 2, want = edits[_i].distance;

    ck_assert_uint_eq(edit_distance(a, b, most), want);
    ck_assert_uint_eq(edit_distance(b, a, most), want);
    if (want < most)
        ck_assert_uint_eq(edit_distance(a, b, want), want);
}
END_TEST

static void add_articles(void)
{
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", TEXT("Sanctions were waived: a sanction waiver."));
    news_add(n, "b", "", TEXT("A waiver for electricity and its sanctions."));
    news_add(n, "c", "", TEXT("Electrical policies. The section of policies."));
    news_add(n, "d", "", TEXT("A policy of sanctions."));
    /* "day after day" and "burning heat", in letters that make two words */
    news_add(n, "e", "",
             TEXT("\xe5\xa4\xa9\xe5\xa4\xa9, \xe7\x83\xad\xe6\xb0\x94"));
    news_close(n);
    open_index();
}

static const struct {
    const char *query, *suggestion, *parsed;
    enum ir_match match;
} wordings[] = {
    {"saction waiver electrcity", "sanctions waiver electricity",
     "saction AND waiver AND electrcity", IR_MATCH_AUTO},
    {"\"electrcity  and\" waivr", "\"electricity  and\" waiver",
     "\"electrcity and\" AND waivr", IR_MATCH_ALL},
    {"waivr", "waiver", "waivr", IR_MATCH_ANY},
    {"polcy", "policy", "polcy", IR_MATCH_AUTO},
    /* another character is another word */
    {"\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94 OR oilx", "",
     "\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94 OR oilx", IR_MATCH_AUTO},
    /* some article matches */
    {"waiver", "", "waiver", IR_MATCH_AUTO},
    {"waivr sanctions", "", "waivr OR sanctions", IR_MATCH_ANY},
    {"waivr OR sanctions", "", "waivr OR sanctions", IR_MATCH_AUTO},
    {"sanctions -waivr", "", "sanctions AND NOT waivr", IR_MATCH_ALL},
    /* short words, numbers, and words similar to none */
    {"wai", "", "wai", IR_MATCH_AUTO},
    {"wa1ver", "", "wa1ver", IR_MATCH_AUTO},
    {"xylophone", "", "xylophone", IR_MATCH_AUTO},
    {"sanction electricity section", "", "sanction AND electricity AND section",
     IR_MATCH_ALL},
};

START_TEST(unknown_words_are_corrected_when_nothing_answers)
{
    struct ir_request r = request_of(wordings[_i].query);
    struct ir_results *results;

    add_articles();
    r.match = wordings[_i].match;
    results = search(&r);
    ck_assert_text_eq(results->query, wordings[_i].query);
    ck_assert_text_eq(results->suggestion, wordings[_i].suggestion);
    ck_assert_text_eq(results->parsed, wordings[_i].parsed);
    ir_results_free(results);
}
END_TEST

START_TEST(corrected_words_are_marked)
{
    struct ir_request r = request_of("electrcity");
    struct ir_results *results;

    add_articles();
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    ck_assert_text_eq(results->hits[0]->article->id, "b");
    ck_assert_int_eq(results->hits[0]->spans[0].how, IR_HOW_FUZZY);
    ck_assert_text_eq(results->hits[0]->spans[0].term, "electrcity");
    ir_results_free(results);
    r.as_typed = true;
    results = search(&r);
    ck_assert_uint_eq(results->count, 0);
    ck_assert_uint_eq(results->suggestion.size, 0);
    ir_results_free(results);
    lists("electrcity", IR_MATCH_ALL, "");
}
END_TEST

START_TEST(nearest_then_most_frequent_is_chosen)
{
    struct news *n = news_open(0, "none");
    struct ir_request r = request_of("bater");
    struct ir_results *results;

    for (int i = 0; i < 12; i++) {
        char id[8] = {(char)('a' + i), 0};

        news_add(n, id, "",
                 i < 3   ? TEXT("water buter")
                 : i < 5 ? TEXT("later bxtxr")
                         : TEXT("bettor caters wader baxxr"));
    }
    news_add(n, "z", "", TEXT("pater mater dater eater hater rater tater"));
    news_close(n);
    open_index();
    results = search(&r);
    ck_assert_text_eq(results->suggestion, "buter");
    ir_results_free(results);
}
END_TEST

START_TEST(relatives_help_a_little)
{
    struct news *n = news_open(0, "english");
    struct ir_request r = request_of("meeting");
    struct ir_results *results;

    news_add(n, "a", "", TEXT("They met on Tuesday."));
    news_add(n, "b", "", TEXT("They held meetings on Tuesday."));
    news_close(n);
    open_index();
    results = search(&r);
    ck_assert_uint_eq(results->count, 2);
    ck_assert_text_eq(results->hits[0]->article->id, "b");
    ck_assert_int_eq(results->hits[1]->spans[0].how, IR_HOW_SYNONYM);
    ck_assert_text_eq(results->hits[1]->spans[0].term, "meeting");
    ir_results_free(results);
}
END_TEST

Suite *spelling_suite(void)
{
    Suite *s = suite_create("spelling");
    TCase *t = tcase_create("spelling");

    tcase_add_loop_test(t, edits_are_counted, 0, COUNT(edits));
    suite_add_tcase(s, t);
    t = tcase_create("search");
    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_loop_test(t, unknown_words_are_corrected_when_nothing_answers, 0,
                        COUNT(wordings));
    tcase_add_test(t, corrected_words_are_marked);
    tcase_add_test(t, nearest_then_most_frequent_is_chosen);
    tcase_add_test(t, relatives_help_a_little);
    suite_add_tcase(s, t);
    return s;
}
