#include "indexer/report.h"
#include "tests/test.h"

static bool known(struct reported *r, const char *input, uint64_t line,
                  const char *message)
{
    struct problem p = {.line = line};

    problem_set(&p, IR_INVALID, "test", "%s", message);
    return reported_add(r, input, &p);
}

START_TEST(what_the_last_round_reported_is_known)
{
    struct reported r = {0};

    reported_next_round(&r);
    ck_assert(!known(&r, "a", 1, "bad"));
    ck_assert(!known(&r, "b", 1, "bad"));
    ck_assert(!known(&r, "a", 1, "bad")); /* in the same round */
    reported_next_round(&r);
    ck_assert(known(&r, "a", 1, "bad"));
    ck_assert(!known(&r, "a", 2, "bad"));
    ck_assert(!known(&r, "a", 1, "worse"));
    ck_assert(!known(&r, "c", 1, "bad"));
    reported_next_round(&r);
    ck_assert(known(&r, "a", 1, "bad"));
    ck_assert(known(&r, "a", 2, "bad"));
    ck_assert(!known(&r, "b", 1, "bad")); /* two rounds ago */
    reported_next_round(&r);
    reported_next_round(&r);
    ck_assert(!known(&r, "a", 1, "bad"));
    reported_free(&r);
}
END_TEST

Suite *report_suite(void)
{
    Suite *suite = suite_create("report");
    TCase *tcase = tcase_create("report");

    tcase_add_test(tcase, what_the_last_round_reported_is_known);
    suite_add_tcase(suite, tcase);
    return suite;
}
