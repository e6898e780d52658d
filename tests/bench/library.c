/*
 * How many searches a second the library answers, with a thread for each
 * searcher: bench/library INDEX QUERIES THREADS SECONDS [all]
 * Prints their number, the seconds, and the seconds of a processor.  With
 * "all", articles with all words are asked for, as by compare.py; else as
 * without options.
 */
#include "base/base.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { QUERIES_MAX = 10000, THREADS_MAX = 256 };

static struct {
    const char *index;
    struct ir_text queries[QUERIES_MAX];
    size_t count;
    double end;
    bool all;
} task;

struct thread {
    pthread_t thread;
    size_t first, searches;
};

static void must(enum ir_status status, const struct ir_error *err)
{
    if (status == IR_OK)
        return;
    fprintf(stderr, "%s\n", err->message);
    exit(1);
}

static void *run(void *closure)
{
    struct thread *t = closure;
    struct ir_searcher *s;
    struct ir_request request;
    struct ir_results *results;
    struct ir_error err;

    must(ir_open(&task.index, 1, &s, &err), &err);
    ir_request_init(&request);
    if (task.all) {
        request.match = IR_MATCH_ALL;
        request.literal = request.articles = request.as_typed = true;
    }
    while (clock_seconds() < task.end) {
        request.query = task.queries[(t->first + t->searches++) % task.count];
        must(ir_search(s, &request, &results, &err), &err);
        ir_results_free(results);
    }
    ir_close(s);
    return NULL;
}

static void read_queries(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[4096];

    while (file && task.count < QUERIES_MAX &&
           fgets(line, sizeof(line), file)) {
        line[strcspn(line, "\n")] = '\0';
        task.queries[task.count++] = text_of(xstrdup(line));
    }
    if (!task.count) {
        fprintf(stderr, "%s: no queries\n", path);
        exit(1);
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    struct thread threads[THREADS_MAX] = {0};
    size_t count = argc > 4 ? strtoul(argv[3], NULL, 10) : 0, searches = 0;
    double start = clock_seconds();

    if (!count || count > THREADS_MAX)
        return 2;
    task.index = argv[1];
    task.all = argc > 5 && !strcmp(argv[5], "all");
    task.end = start + strtod(argv[4], NULL);
    read_queries(argv[2]);
    for (size_t i = 0; i < count; i++) {
        threads[i].first = i * task.count / count;
        if (pthread_create(&threads[i].thread, NULL, run, &threads[i]))
            return 1;
    }
    for (size_t i = 0; i < count; i++) {
        pthread_join(threads[i].thread, NULL);
        searches += threads[i].searches;
    }
    printf("%zu %.3f %.3f\n", searches, clock_seconds() - start,
           (double)clock() / CLOCKS_PER_SEC);
    for (size_t i = 0; i < task.count; i++)
        free((char *)(uintptr_t)task.queries[i].data);
    return 0;
}
