/* The words of an opening, however they are written. */
#include "search/run/openings.h"
#include "tests/test.h"

static struct openings *o;
static struct words *walk;

static const struct vector *add(const char *title, const char *text)
{
    struct record r = RECORD_INIT;

    r.article.title = text_of(title);
    r.article.text = text_of(text);
    return openings_vector(o, openings_add(o, &r, walk));
}

static void setup(void)
{
    o = openings_new();
    walk = words_new();
    openings_start(o);
}

static void teardown(void)
{
    openings_free(o);
    words_free(walk);
}

/* Do both texts have the same words, as often, in the same order? */
static void same(const char *one, const char *other)
{
    size_t a = openings_terms(o), count;
    struct vector v;

    v = *add("", one);
    count = openings_terms(o) - a;
    ck_assert_uint_gt(v.count, 0);
    a = openings_terms(o);
    ck_assert_uint_eq(add("", other)->count, v.count);
    ck_assert_msg(openings_terms(o) == a, "%s, %s: %zu words more, not %zu",
                  one, other, openings_terms(o) - a, count);
}

START_TEST(case_quotes_and_dashes_do_not_matter)
{
    same("The oil deal: Tehran", "the \xe2\x80\x9coil\xe2\x80\x9d deal"
                                 "\xe2\x80\x94TEHRAN");
    same("Iran's oil", "Iran\xe2\x80\x99s OIL");
    same("A B oil", "oil");
}
END_TEST

START_TEST(words_that_are_not_ascii_are_read_as_everywhere)
{
    same("caf\xc3\xa9 in K\xc3\xb6ln", "CAF\xc3\x89 IN K\xc3\x96LN");
    /* A plain beginning does not end a word before its accent. */
    same("Tehran caf\xc3\xa9", "tehran cafe");
    same("\xe4\xb8\xad\xe6\x96\x87 oil", "\xe4\xb8\xad\xe6\x96\x87 OIL");
}
END_TEST

START_TEST(only_the_opening_counts)
{
    struct buf text = BUF_INIT;

    for (size_t i = 0; i < OPENING_WORDS; i++)
        buf_addf(&text, "%s ", i % 2 ? "oil" : "gas");
    buf_adds(&text, "tanker");
    ck_assert_uint_eq(add("", text.data)->count, 2);
    ck_assert_uint_eq(add("tanker", text.data)->count, 3);
    buf_free(&text);
}
END_TEST

Suite *openings_suite(void)
{
    Suite *suite = suite_create("openings");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, case_quotes_and_dashes_do_not_matter);
    tcase_add_test(tcase, words_that_are_not_ascii_are_read_as_everywhere);
    tcase_add_test(tcase, only_the_opening_counts);
    suite_add_tcase(suite, tcase);
    return suite;
}
