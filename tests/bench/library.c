/*
 * How many searches a second the library answers, with a thread for each
 * searcher: bench/library INDEX QUERIES THREADS SECONDS [all] [json]
 * Prints their number, the seconds, and the seconds of a processor, after each
 * thread has asked all queries once, as a server has been when it is measured.
 * With "all", articles with all words are asked for, as by compare.py; else as
 * without options.  With "json" the results are printed to memory as a server
 * prints them; else nothing is done with them.
 */
#include "base/base.h"
#include "searcher/session/session.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { QUERIES_MAX = 10000, THREADS_MAX = 256 };

static struct {
    const char *index;
    struct ir_text queries[QUERIES_MAX];
    size_t count;
    double seconds;
    bool all, json;
    pthread_barrier_t warm;
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

static void print(struct ir_searcher *s, const struct ir_request *request)
{
    struct sink_memory memory = SINK_MEMORY;
    struct text_list words = {0};
    struct settings settings;
    struct session session;
    struct ir_error err;

    settings_init(&settings);
    settings.format = OUTPUT_JSON;
    settings.request = *request;
    text_list_add(&words, request->query.data);
    session_init(&session, &settings, &memory.sink);
    session.searcher = s;
    must(session_run(&session, &words, &err), &err);
    session_free(&session);
    sink_memory_free(&memory);
    text_list_free(&words);
}

static void ask(struct ir_searcher *s, size_t i)
{
    struct ir_request request;
    struct ir_results *results;
    struct ir_error err;

    ir_request_init(&request);
    if (task.all) {
        request.match = IR_MATCH_ALL;
        request.literal = request.articles = request.as_typed = true;
    }
    request.query = task.queries[i % task.count];
    if (task.json) {
        print(s, &request);
        return;
    }
    must(ir_search(s, &request, &results, &err), &err);
    ir_results_free(results);
}

static void *run(void *closure)
{
    struct thread *t = closure;
    struct ir_searcher *s;
    struct ir_error err;
    double end;

    must(ir_open(&task.index, 1, &s, &err), &err);
    for (size_t i = 0; i < task.count; i++)
        ask(s, t->first + i);
    pthread_barrier_wait(&task.warm);
    end = clock_seconds() + task.seconds;
    while (clock_seconds() < end)
        ask(s, t->first + t->searches++);
    ir_close(s);
    return NULL;
}

static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
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
    double start, used;

    if (!count || count > THREADS_MAX)
        return 2;
    task.index = argv[1];
    task.all = argc > 5 && !strcmp(argv[5], "all");
    task.json = argc > 5 && !strcmp(argv[argc - 1], "json");
    task.seconds = strtod(argv[4], NULL);
    read_queries(argv[2]);
    pthread_barrier_init(&task.warm, NULL, (unsigned)count + 1);
    for (size_t i = 0; i < count; i++) {
        threads[i].first = i * task.count / count;
        if (pthread_create(&threads[i].thread, NULL, run, &threads[i]))
            return 1;
    }
    pthread_barrier_wait(&task.warm);
    start = clock_seconds();
    used = processor_seconds();
    for (size_t i = 0; i < count; i++) {
        pthread_join(threads[i].thread, NULL);
        searches += threads[i].searches;
    }
    printf("%zu %.3f %.3f\n", searches, clock_seconds() - start,
           processor_seconds() - used);
    for (size_t i = 0; i < task.count; i++)
        free((char *)(uintptr_t)task.queries[i].data);
    return 0;
}
