/* Runs as TREC has them. */
#include "tests/answer_sample.h"
#include "tests/test.h"

#include <math.h>
#include <stdlib.h>

START_TEST(a_run_has_six_columns)
{
    page.tag = TEXT("my run");
    ck_assert_str_eq(print(OUTPUT_TREC), "1 Q0 a1#1-1 1 12.3071 my%20run\n");
    page.articles = true;
    page.qid = TEXT("q\t7");
    hit.rank = 1000;
    ck_assert_str_eq(print(OUTPUT_TREC), "q%097 Q0 a1 1000 12.3071 my%20run\n");
    results.count = 0;
    ck_assert_str_eq(print(OUTPUT_TREC), "");
}
END_TEST

static const struct {
    const char *id, *column;
} docids[] = {
    {"docs/a.txt", "docs/a.txt"},
    {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9"},
    {"a b\n\x7f", "a%20b%0A%7F"},
    {"a%20b", "a%2520b"}, /* or it would equal the one above */
    {"100% of 5%2", "100%%20of%205%2"},
    {"\xc2\xa0\xe2\x80\xa8", "%C2%A0%E2%80%A8"},
    {"\xff\xef\xbf\xbd", "%FF\xef\xbf\xbd"},
};

START_TEST(ids_are_one_column_of_a_run)
{
    struct buf want = BUF_INIT;

    page.tag = TEXT("t");
    page.articles = true;
    article.id = text_of(docids[_i].id);
    buf_addf(&want, "1 Q0 %s 1 12.3071 t\n", docids[_i].column);
    ck_assert_str_eq(print(OUTPUT_TREC), want.data);
    buf_free(&want);
}
END_TEST

static const double scores[] = {
    0, 12.3071, 0.1 + 0.2, 1.0 / 3, 1e-9, 45.160828606279715, 1e17, 5e-324,
};

/* Scores that differ must not be printed as ties. */
START_TEST(scores_of_a_run_are_exact)
{
    page.tag = TEXT("t");
    hit.score = scores[_i];
    print(OUTPUT_TREC);
    ck_assert(strtod(strstr(out.data, " 1 ") + 3, NULL) == scores[_i]);
    hit.score = NAN;
    ck_assert_str_eq(print(OUTPUT_TREC), "1 Q0 a1#1-1 1 0 t\n");
}
END_TEST

Suite *trec_suite(void)
{
    Suite *suite = suite_create("trec");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, answer_make, answer_free);
    tcase_add_test(tcase, a_run_has_six_columns);
    tcase_add_loop_test(tcase, ids_are_one_column_of_a_run, 0, COUNT(docids));
    tcase_add_loop_test(tcase, scores_of_a_run_are_exact, 0, COUNT(scores));
    suite_add_tcase(suite, tcase);
    return suite;
}
