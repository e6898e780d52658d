#include "searcher/output/caret.h"
#include "tests/test.h"

static const struct {
    const char *query;
    size_t start, end;
    const char *shown;
} cases[] = {
    {"gas AND", 4, 7, "  gas AND\n      ^^^\n"},
    {")", 0, 1, "  )\n  ^\n"},
    {"gas", 3, 3, "  gas\n     ^\n"},
    {"", 0, 0, "  \n  ^\n"},
    {"\xe5\xa4\xa9\xe7\x84\xb6 \"b", 7, 8,
     "  \xe5\xa4\xa9\xe7\x84\xb6 \"b\n       ^\n"},
    {"\xff \"b", 4, 5, "  \xef\xbf\xbd \"b\n    ^\n"},
    {"a\x1b[m (", 5, 6, "  a\xe2\x90\x9b[m (\n       ^\n"},
};

START_TEST(carets_stand_under_the_bytes)
{
    struct buf out = BUF_INIT;

    caret_add(&out, text_of(cases[_i].query), cases[_i].start, cases[_i].end);
    ck_assert_str_eq(out.data, cases[_i].shown);
    buf_free(&out);
}
END_TEST

START_TEST(of_a_long_query_only_what_is_near_is_shown)
{
    struct buf query = BUF_INIT, out = BUF_INIT;
    const char *second;

    for (int i = 0; i < 500; i++)
        buf_adds(&query, i == 250 ? "(x " : "ab ");
    caret_add(&out, buf_text(&query), 750, 751);
    second = strchr(out.data, '\n') + 1;
    ck_assert_int_eq(second - out.data, 2 + CARET_COLUMNS + 1);
    ck_assert_int_eq(out.data[strcspn(second, "^")], '(');
    ck_assert_str_eq(strchr(second, '^'), "^\n");
    buf_free(&query);
    buf_free(&out);
}
END_TEST

Suite *caret_suite(void)
{
    Suite *suite = suite_create("caret");
    TCase *tcase = tcase_create("core");

    tcase_add_loop_test(tcase, carets_stand_under_the_bytes, 0, COUNT(cases));
    tcase_add_test(tcase, of_a_long_query_only_what_is_near_is_shown);
    suite_add_tcase(suite, tcase);
    return suite;
}
