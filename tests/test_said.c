#include "indexer/said.h"
#include "tests/test.h"

START_TEST(what_was_said_in_the_last_round_is_known)
{
    struct said said = SAID_INIT;

    said_turn(&said);
    ck_assert(!said_before(&said, "a", 1, "bad"));
    ck_assert(!said_before(&said, "b", 1, "bad"));
    ck_assert(!said_before(&said, "a", 1, "bad")); /* in the same round */
    said_turn(&said);
    ck_assert(said_before(&said, "a", 1, "bad"));
    ck_assert(!said_before(&said, "a", 2, "bad"));
    ck_assert(!said_before(&said, "a", 1, "worse"));
    ck_assert(!said_before(&said, "c", 1, "bad"));
    said_turn(&said);
    ck_assert(said_before(&said, "a", 1, "bad"));
    ck_assert(said_before(&said, "a", 2, "bad"));
    ck_assert(!said_before(&said, "b", 1, "bad")); /* two rounds ago */
    said_turn(&said);
    said_turn(&said);
    ck_assert(!said_before(&said, "a", 1, "bad"));
    said_free(&said);
}
END_TEST

Suite *said_suite(void)
{
    Suite *suite = suite_create("said");
    TCase *tcase = tcase_create("said");

    tcase_add_test(tcase, what_was_said_in_the_last_round_is_known);
    suite_add_tcase(suite, tcase);
    return suite;
}
