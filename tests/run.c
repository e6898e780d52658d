/*
 * Runs each suite in a process of its own.  Forking for each of 1,500 tests
 * would double the time, so only a suite that died of a signal runs again so,
 * to find out which test it was.
 *
 * CK_RUN_SUITE=name runs one suite.  CK_FORK=yes forks for every test, CK_FORK=no
 * never, for debuggers and valgrind.
 */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CPU_SECONDS 1200   /* of a suite; and one for each of IR_QUERIES */
#define CLOCK_SECONDS 7200 /* ends what waits for ever */

/*
 * For jemalloc.  Memory that goes back to the system after each test is cleared
 * for the next one: a third of the time of suites of large inputs.  Pieces of
 * up to 2^17 bytes are kept for Xapian, which takes and frees blocks of 8 KB.
 */
__attribute__((visibility("default"))) const char *malloc_conf =
    "lg_tcache_max:17,dirty_decay_ms:-1,muzzy_decay_ms:-1,retain:true";

static const struct {
    const char *name;
    Suite *(*make)(void);
} suites[] = {
#define SUITE(name) {#name, name##_suite},
#include "tests/suites.h"
#undef SUITE
};

static double seconds_of(const struct timeval *t)
{
    return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

double cpu_seconds(void)
{
    struct rusage used;

    getrusage(RUSAGE_SELF, &used);
    return seconds_of(&used.ru_utime) + seconds_of(&used.ru_stime);
}

/* Returns how many tests failed. */
static int run(size_t from, size_t to, enum fork_status forks)
{
    SRunner *runner = srunner_create(suites[from].make());
    int failed;

    for (size_t i = from + 1; i < to; i++)
        srunner_add_suite(runner, suites[i].make());
    srunner_set_fork_status(runner, forks);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed;
}

/* End a suite that hangs. */
static void limit(void)
{
    const char *queries = getenv("IR_QUERIES");
    struct rlimit most;

    getrlimit(RLIMIT_CPU, &most);
    most.rlim_cur = CPU_SECONDS + (rlim_t)(queries ? atol(queries) : 0);
    setrlimit(RLIMIT_CPU, &most);
    alarm(CLOCK_SECONDS);
}

static bool passes(size_t suite)
{
    pid_t child = fork();
    int status;

    if (!child) {
        limit();
        exit(run(suite, suite + 1, CK_NOFORK) ? EXIT_FAILURE : EXIT_SUCCESS);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        perror("tests/run");
        return false;
    }
    if (WIFSIGNALED(status)) {
        printf("%s: %s\n", suites[suite].name, strsignal(WTERMSIG(status)));
        run(suite, suite + 1, CK_FORK);
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

int main(void)
{
    const char *forks = getenv("CK_FORK"), *one = getenv("CK_RUN_SUITE");
    bool all = true;

    setvbuf(stdout, NULL, _IOLBF, 0); /* what waits would be written twice */
    if (forks)
        return run(0, COUNT(suites), CK_FORK_GETENV) ? EXIT_FAILURE
                                                     : EXIT_SUCCESS;
    setenv("CK_DEFAULT_TIMEOUT", "7200", 0);
    for (size_t i = 0; i < COUNT(suites); i++)
        if (!one || !strcmp(one, suites[i].name))
            all = passes(i) && all;
    return all ? EXIT_SUCCESS : EXIT_FAILURE;
}
