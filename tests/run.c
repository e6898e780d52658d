/* Runs every suite.  CK_RUN_SUITE=name runs one. */
#include "tests/test.h"

#include <stdlib.h>
#include <sys/resource.h>

#define CPU_SECONDS 300      /* of one test */
#define CLOCK_SECONDS "7200" /* only what waits for ever is ended by it */

static Suite *(*const suites[])(void) = {
#define SUITE(name) name##_suite,
#include "tests/suites.h"
#undef SUITE
};

void cpu_limit(unsigned seconds)
{
    const char *forks = getenv("CK_FORK");
    struct rlimit limit;

    if (forks && !strcmp(forks, "no"))
        return; /* it would be of all tests together */
    getrlimit(RLIMIT_CPU, &limit);
    limit.rlim_cur = seconds;
    setrlimit(RLIMIT_CPU, &limit);
}

int main(void)
{
    SRunner *runner;
    int failed;

    setenv("CK_DEFAULT_TIMEOUT", CLOCK_SECONDS, 0);
    cpu_limit(CPU_SECONDS);
    runner = srunner_create(suites[0]());
    for (size_t i = 1; i < COUNT(suites); i++)
        srunner_add_suite(runner, suites[i]());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
