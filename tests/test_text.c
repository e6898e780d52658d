/* The format text, in whole passages. */
#include "tests/answer_sample.h"
#include "tests/test.h"
#include "text/visible.h"

START_TEST(text_is_for_people)
{
    ck_assert_str_eq(print(OUTPUT_TEXT),
                     TOTAL "1. Gas waiver passed  Reuters \xc2\xb7 2026-05-12 "
                           "\xc2\xb7 12.31\n"
                           "   Officials said a waiver on gas was approved.\n"
                           "   a1 [11,55)\n");
}
END_TEST

START_TEST(terminal_lines_are_wrapped)
{
    page.width = 40;
    ck_assert_str_eq(print(OUTPUT_TEXT),
                     TOTAL "1. Gas waiver passed\n"
                           "   Reuters \xc2\xb7 2026-05-12 \xc2\xb7 12.31\n"
                           "   Officials said a waiver on gas was\n"
                           "   approved.\n"
                           "   a1 [11,55)\n");
    page.width = 52;
    ck_assert_str_eq(print(OUTPUT_TEXT), TOTAL
                     "1. Gas waiver passed    Reuters \xc2\xb7 2026-05-12 "
                     "\xc2\xb7 12.31\n"
                     "   Officials said a waiver on gas was approved.\n"
                     "   a1 [11,55)\n");
}
END_TEST

START_TEST(matches_are_coloured)
{
    page.colour = true;
    print(OUTPUT_TEXT);
    ck_assert_ptr_nonnull(strstr(out.data, "\033[m\033[1;31mGas\033[m\033[1m "
                                           "waiver passed\033[m"));
    ck_assert_ptr_nonnull(strstr(out.data, "\033[m\033[1;31mwaiver\033[m on "));
    ck_assert_ptr_nonnull(strstr(out.data, "\033[1;31mgas\033[m was"));
}
END_TEST

START_TEST(context_missing_words_and_the_rest_are_told)
{
    hit.before = 0;
    hit.after = article.text.size;
    hit.missing = missing;
    hit.missing_count = 1;
    article.title = TEXT("");
    results.match = IR_MATCH_PARTIAL;
    results.limit = 1;
    results.articles.value = 3;
    results.partial.value = 41;
    results.partial.relation = IR_GE;
    results.next = TEXT("1-1-0");
    page.qid = TEXT("q7");
    ck_assert_str_eq(
        print(OUTPUT_TEXT),
        "== q7: gas waiver\n"
        "3 articles hold gas, waiver; at least 41 hold some of them\n\n"
        "1. a1  Reuters \xc2\xb7 2026-05-12 \xc2\xb7 12.31\n"
        "   Oil rose. Officials said a waiver on gas was approved. More "
        "follows.\n"
        "   a1 [11,55) + missing: electricity\n\n");
}
END_TEST

static const struct {
    enum ir_match match;
    const char *parsed;
    struct ir_total all, some;
    const char *want;
} totals[] = {
    {IR_MATCH_ALL, "gas", {1, IR_EQ}, {0, IR_EQ}, "1 article holds gas"},
    {IR_MATCH_ALL,
     "gas AND \"river bank\"",
     {41, IR_GE},
     {0, IR_EQ},
     "at least 41 articles hold gas, \"river bank\""},
    {IR_MATCH_ALL,
     "\"a AND b\" AND c",
     {2, IR_LE},
     {0, IR_EQ},
     "at most 2 articles hold \"a AND b\", c"},
    {IR_MATCH_ALL,
     "gas AND (oil OR coal)",
     {2, IR_EQ},
     {0, IR_EQ},
     "2 articles match gas AND (oil OR coal)"},
    {IR_MATCH_ALL,
     "gas AND NOT oil",
     {2, IR_EQ},
     {0, IR_EQ},
     "2 articles match gas AND NOT oil"},
    {IR_MATCH_ALL,
     "gas NEAR/5 oil",
     {1, IR_EQ},
     {0, IR_EQ},
     "1 article matches gas NEAR/5 oil"},
    {IR_MATCH_ALL,
     "title:gas",
     {2, IR_EQ},
     {0, IR_EQ},
     "2 articles match title:gas"},
    {IR_MATCH_ANY,
     "gas OR oil",
     {2, IR_EQ},
     {0, IR_EQ},
     "2 articles hold any of gas, oil"},
    {IR_MATCH_ANY, "gas", {2, IR_EQ}, {0, IR_EQ}, "2 articles hold gas"},
    {IR_MATCH_PARTIAL,
     "gas AND oil",
     {0, IR_EQ},
     {1, IR_EQ},
     "No article holds gas, oil; 1 holds some of them"},
    {IR_MATCH_PARTIAL,
     "gas AND oil",
     {1, IR_EQ},
     {2, IR_EQ},
     "1 article holds gas, oil; 2 hold some of them"},
    {IR_MATCH_PARTIAL,
     "title:gas AND oil",
     {2, IR_EQ},
     {2, IR_EQ},
     "2 articles match title:gas AND oil; 2 in part"},
    {IR_MATCH_ALL,
     "one AND two AND three AND four AND five AND six AND seven AND eight AND "
     "nine AND ten AND eleven AND twelve AND thirteen",
     {2, IR_EQ},
     {0, IR_EQ},
     "2 articles hold one, two, three, four, five, six, seven, eight, nine, "
     "ten, \xe2\x80\xa6"},
};

START_TEST(a_total_is_in_words)
{
    struct buf want = BUF_INIT;

    results.match = totals[_i].match;
    results.parsed = text_of(totals[_i].parsed);
    results.articles = totals[_i].all;
    results.partial = totals[_i].some;
    buf_addf(&want, "%s\n\n1. ", totals[_i].want);
    ck_assert_msg(!strncmp(print(OUTPUT_TEXT), want.data, want.size),
                  "%.80s is not %s", out.data, want.data);
    buf_free(&want);
}
END_TEST

START_TEST(similar_articles_have_no_total)
{
    results.query = TEXT("like:a7");
    ck_assert_ptr_eq(strstr(print(OUTPUT_TEXT), "Articles like a7\n\n1. "),
                     out.data);
}
END_TEST

static const struct {
    const char *text;
    size_t width;
    const char *wrapped;
} wraps[] = {
    /* Wide characters take two columns and may be broken anywhere. */
    {"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"
     "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
     20,
     "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"
     "\xe6\x97\xa5\xe6\x9c\xac\n   \xe8\xaa\x9e"},
    {"http://example.com/abcdefghijklmnop", 20,
     "http://examp\n   le.com/abc\n   defghijkl\n   mnop"},
    {"one two three four five six", 20, "one two three\n   four five six"},
    {"one two three fours five six", 20, "one two three\n   fours five six"},
};

START_TEST(long_lines_end_somewhere)
{
    struct buf want = BUF_INIT;
    const char *at;

    article.text = text_of(wraps[_i].text);
    hit.start = hit.before = 0;
    hit.end = hit.after = article.text.size;
    hit.span_count = 0;
    page.width = wraps[_i].width;
    print(OUTPUT_TEXT);
    for (const char *line = out.data; *line; line = at + 1) {
        size_t columns = 0;

        at = strchr(line, '\n');
        for (size_t i = 0; i < (size_t)(at - line);) {
            struct ir_text rest = {line, (size_t)(at - line)};

            columns += visible_next(rest, &i, 0, &want);
        }
        ck_assert_uint_le(columns, page.width + 1);
    }
    buf_free(&want);
}
END_TEST

/* They are copied from the page into a command. */
START_TEST(ids_are_never_broken)
{
    article.id = TEXT("a folder/of/very/long/names/in/which/articles/are.txt");
    article.handle = TEXT("");
    page.width = 30;
    page.brief = _i;
    print(OUTPUT_TEXT);
    ck_assert_ptr_nonnull(strstr(out.data, article.id.data));
    article.title = TEXT("");
    print(OUTPUT_TEXT);
    ck_assert_ptr_nonnull(strstr(out.data, article.id.data));
}
END_TEST

Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *tcase = tcase_create("text");

    tcase_add_checked_fixture(tcase, answer_make, answer_free);
    tcase_add_test(tcase, text_is_for_people);
    tcase_add_test(tcase, terminal_lines_are_wrapped);
    tcase_add_test(tcase, matches_are_coloured);
    tcase_add_test(tcase, context_missing_words_and_the_rest_are_told);
    tcase_add_loop_test(tcase, a_total_is_in_words, 0, COUNT(totals));
    tcase_add_test(tcase, similar_articles_have_no_total);
    tcase_add_loop_test(tcase, long_lines_end_somewhere, 0, COUNT(wraps));
    tcase_add_loop_test(tcase, ids_are_never_broken, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}
