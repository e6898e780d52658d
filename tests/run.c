/* Runs every suite.  CK_RUN_SUITE=name runs one. */
#include "tests/test.h"

#include <stdlib.h>

static Suite *(*const suites[])(void) = {
#define SUITE(name) name##_suite,
#include "tests/suites.h"
#undef SUITE
};

int main(void)
{
    SRunner *runner = srunner_create(suites[0]());
    int failed;

    for (size_t i = 1; i < COUNT(suites); i++)
        srunner_add_suite(runner, suites[i]());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
