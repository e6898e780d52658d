#include "search/plan/planner.h"
#include "tests/test.h"

static const struct {
    const char *text, *kept;
} cases[] = {
    {"waiver", "waiver"},
    {"https://t.co/x1", ""},
    {"Soldhttps://t.co/x1", "Sold"},
    {"gopher://old.example", ""},
    {"www.example.org", ""},
    {"pic.twitter.com/x1", ""},
    {"#gaspic.twitter.com/x1", "#"},
    {"example.org/", "example.org/"},
    {"example.org/a", ""},
    {"U.S./EU", "U.S./EU"},
    {"U.S/EU", "U.S/EU"},
    {"3.5/10", "3.5/10"},
    {"km/h", "km/h"},
    {"and/or", "and/or"},
    {"a..com/b", "a..com/b"},
    {".com/b", ".com/b"},
    {"(.com/b", "(.com/b"},
    {"/", "/"},
    {"//", "//"},
    {"", ""},
};

START_TEST(address_begins_where_it_should)
{
    struct ir_text text = text_of(cases[_i].text);

    text.size = url_start(text);
    ck_assert_text_eq(text, cases[_i].kept);
}
END_TEST

Suite *url_suite(void)
{
    Suite *suite = suite_create("url");
    TCase *tcase = tcase_create("core");

    tcase_add_loop_test(tcase, address_begins_where_it_should, 0, COUNT(cases));
    suite_add_tcase(suite, tcase);
    return suite;
}
