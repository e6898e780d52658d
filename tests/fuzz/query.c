/* Any bytes: no crash, a canonical form that is stable, no more nodes and
 * output than bytes allow, and at the end how long a byte took at worst. */
#include "search/query/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NODES_PER_BYTE 3
#define OUTPUT_PER_BYTE 24
#define TIMED 64  /* bytes of a query that are worth timing */
#define REPEATS 5 /* of what seems slow: the quickest counts */

static double worst;

static void tell(void)
{
    fprintf(stderr, "worst time: %.0f ns a byte\n", worst * 1e9);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    atexit(tell);
    return 0;
}

static void must(bool holds, const char *what, const struct buf *once,
                 const struct buf *twice)
{
    if (holds)
        return;
    fprintf(stderr, "%s:\n%s\n%s\n", what, once->data, twice->data);
    abort();
}

static size_t count(const struct query_node *node)
{
    size_t nodes = 1;

    for (node = node->parts; node; node = node->next)
        nodes += count(node);
    return nodes;
}

static double cpu_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum ir_status parse(struct ir_text text, bool literal, struct query *q)
{
    double start = cpu_seconds(), took;
    struct ir_error err;
    enum ir_status status = query_parse(text, literal, q, &err);

    took = (cpu_seconds() - start) / (double)(text.size ? text.size : 1);
    for (int i = 0; i < REPEATS && text.size >= TIMED && took > worst; i++) {
        double again;

        if (status == IR_OK)
            query_free(q);
        start = cpu_seconds();
        status = query_parse(text, literal, q, &err);
        again = (cpu_seconds() - start) / (double)text.size;
        took = again < took ? again : took;
    }
    if (text.size >= TIMED && took > worst)
        worst = took;
    return status;
}

static void round_trip(struct ir_text text, bool literal, const char *list)
{
    struct buf once = BUF_INIT, twice = BUF_INIT;
    struct query q;
    enum ir_status status = parse(text, literal, &q);

    if (status != IR_OK) {
        must(status == IR_LIMIT, "fails", &once, &twice);
        return;
    }
    query_print(&q, list, &once);
    must(!q.root || count(q.root) <= NODES_PER_BYTE * text.size + 1,
         "too many nodes", &once, &twice);
    must(once.size <= OUTPUT_PER_BYTE * text.size + 1, "too long", &once,
         &twice);
    query_free(&q);
    if (once.size <= IR_QUERY_MAX) {
        must(parse(buf_text(&once), false, &q) == IR_OK, "canonical form fails",
             &once, &twice);
        query_print(&q, list, &twice);
        query_free(&q);
        must(text_equal(buf_text(&once), buf_text(&twice)), "not stable", &once,
             &twice);
    }
    buf_free(&once);
    buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_text text = {(const char *)data, size};

    round_trip(text, false, " AND ");
    round_trip(text, false, " OR ");
    round_trip(text, true, " AND ");
    return 0;
}
