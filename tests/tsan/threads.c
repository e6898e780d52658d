/*
 * A caller of the two libraries that does what irsearch.h allows with threads:
 * each writer has a thread and an index of its own, and readers search these
 * while another thread cancels what they are at.
 * Usage: threads FOLDER, in which the indexes are made
 */
#include <irsearch_writer.h>

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDEXES 3
#define ROUNDS 4    /* commits of a writer after its first */
#define ARTICLES 60 /* per commit */
#define STEPS 12    /* of a reader */

struct writer {
    pthread_t thread;
    char dir[512];
    int number;
};

/* A reader's even steps end with an answer, its odd ones with a cancellation;
 * each is tried until it does. */
struct reader {
    pthread_t thread;
    struct ir_searcher *searcher;
    atomic_int step;
};

static struct writer writers[INDEXES];
static struct reader readers[INDEXES];
static pthread_barrier_t begun; /* every index has its first commit */

/* Relaxed: to look at a step must not order anything else between threads. */
static int step_of(struct reader *r)
{
    return atomic_load_explicit(&r->step, memory_order_relaxed);
}

static void must(enum ir_status status, const struct ir_error *err)
{
    if (status == IR_OK)
        return;
    fprintf(stderr, "%s: %s\n", ir_status_name(status), err->message);
    exit(1);
}

static struct ir_text text_of(const char *s)
{
    return (struct ir_text){s, strlen(s)};
}

/* Most have no language, so that it has to be found. */
static void add(struct ir_writer *w, int number, int i)
{
    static const char *const texts[] = {
        "Der Preis von Gas ist in diesem Jahr um ein Drittel gestiegen",
        "Gas prices rose by a third this year, as they did in the last one",
        "Le prix du gaz a augment\xc3\xa9 d'un tiers depuis ce temps-l\xc3\xa0"};
    struct ir_writer_article article;
    struct ir_error err;
    char id[32], text[200];

    snprintf(id, sizeof(id), "%d/%d", number, i);
    snprintf(text, sizeof(text), "%s: %d, gas.", texts[i % 3], i);
    ir_writer_article_init(&article);
    article.id = text_of(id);
    article.text = text_of(text);
    article.title = text_of("Gas &amp; oil");
    article.date = text_of(i % 5 ? "12 May 2026 10:00 CET" : "some day");
    article.lang = text_of(i % 7 ? "" : "en");
    must(ir_writer_add(w, &article, &err), &err);
    if (!i && !ir_writer_note(w)) {
        fprintf(stderr, "no note of a date that cannot be read\n");
        exit(1);
    }
}

static void *write_index(void *arg)
{
    struct writer *self = arg;
    struct ir_writer *w;
    struct ir_error err;
    char gone[32];

    snprintf(gone, sizeof(gone), "%d/1", self->number);
    for (int round = 0; round <= ROUNDS; round++) {
        must(ir_writer_open(self->dir, NULL, &w, &err), &err);
        for (int i = 0; i < ARTICLES; i++)
            add(w, self->number, round * ARTICLES / 2 + i);
        if (round) {
            must(ir_writer_delete(w, text_of(gone), &err), &err);
            add(w, self->number, 1);
        }
        must(ir_writer_commit(w, &err), &err);
        ir_writer_close(w);
        if (!round)
            pthread_barrier_wait(&begun);
    }
    return NULL;
}

static enum ir_status search(struct ir_searcher *s,
                             const struct ir_request *request,
                             struct ir_error *err)
{
    struct ir_results *results;
    enum ir_status status = ir_search(s, request, &results, err);

    if (status == IR_OK)
        ir_results_free(results);
    return status;
}

static enum ir_status list(struct ir_searcher *s,
                           const struct ir_request *request,
                           struct ir_error *err)
{
    struct ir_list *list;
    struct ir_text id;
    enum ir_status status = ir_list_start(s, request, &list, err);

    if (status != IR_OK)
        return status;
    do
        status = ir_list_next(list, &id, err);
    while (status == IR_OK);
    ir_list_free(list);
    return status == IR_END ? IR_OK : status;
}

static void *read_index(void *arg)
{
    struct reader *self = arg;
    struct ir_request request;
    struct ir_error err;

    ir_request_init(&request);
    request.query = text_of("(gas OR preis OR prix) AND NOT zebra*");
    for (int step = 0; step < STEPS;) {
        enum ir_status want = step % 2 ? IR_CANCELLED : IR_OK;
        enum ir_status got = step % 4 < 2
                                 ? search(self->searcher, &request, &err)
                                 : list(self->searcher, &request, &err);

        if (got != IR_CANCELLED && got != IR_STALE)
            must(got, &err);
        if (got == want)
            atomic_store_explicit(&self->step, ++step, memory_order_relaxed);
    }
    return NULL;
}

static void *cancel(void *unused)
{
    for (int busy = 1; busy;) {
        busy = 0;
        for (int i = 0; i < INDEXES; i++) {
            int step = step_of(&readers[i]);

            busy |= step < STEPS;
            if (step % 2)
                ir_cancel(readers[i].searcher);
        }
        sched_yield();
    }
    return unused;
}

static void start(pthread_t *thread, void *(*run)(void *), void *arg)
{
    if (pthread_create(thread, NULL, run, arg) == 0)
        return;
    fprintf(stderr, "no thread\n");
    exit(1);
}

int main(int argc, char **argv)
{
    struct ir_error err;
    pthread_t canceller;

    if (argc != 2)
        return 2;
    pthread_barrier_init(&begun, NULL, INDEXES + 1);
    for (int i = 0; i < INDEXES; i++) {
        writers[i].number = i;
        snprintf(writers[i].dir, sizeof(writers[i].dir), "%s/%d", argv[1], i);
        start(&writers[i].thread, write_index, &writers[i]);
    }
    pthread_barrier_wait(&begun);
    for (int i = 0; i < INDEXES; i++) {
        const char *dir = writers[i].dir;

        must(ir_open(&dir, 1, &readers[i].searcher, &err), &err);
        start(&readers[i].thread, read_index, &readers[i]);
    }
    start(&canceller, cancel, NULL);
    for (int i = 0; i < INDEXES; i++) {
        pthread_join(writers[i].thread, NULL);
        pthread_join(readers[i].thread, NULL);
    }
    pthread_join(canceller, NULL);
    for (int i = 0; i < INDEXES; i++)
        ir_close(readers[i].searcher);
    return 0;
}
