/* A ring of items, a reader thread and analysis threads. */
#include "indexer/pipeline.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define RING 256                      /* items in the ring */
#define RING_BYTES ((size_t)32 << 20) /* of their texts, if more than one */
/*
 * To wake a thread costs more than to read a short article.  So a thread that
 * sleeps is woken only when there is a batch for it to do, or when the one that
 * should wake it is about to sleep or to end; a nap bounds how long it waits
 * while a slow input is read.
 */
#define BATCH (RING / 4)
#define NAP 0.02 /* seconds */

enum state { EMPTY, READ, BUSY, DONE };

struct pipeline {
    struct pipeline_options options;
    struct articles articles;
    struct item ring[RING];
    size_t written, claimed, taken; /* counts since the start */
    size_t done_count;              /* items that are DONE */
    size_t bytes;                   /* of text in the ring */
    unsigned idle;                  /* threads that wait for work */
    bool reader_waits, caller_waits;
    bool alone;       /* one job: no threads but the reader and the caller */
    bool ended;       /* the reader has read everything */
    bool abandoned;   /* the caller wants no more items */
    atomic_bool stop; /* tells the reader to stop early */
    pthread_mutex_t lock;
    pthread_cond_t room, work, done; /* for those who wait */
    pthread_t reader, *workers;
    struct document_builder **builders;
    unsigned started;
    bool reading;
};

struct worker {
    struct pipeline *pipeline;
    struct document_builder *builder;
};

static struct timespec until(double seconds)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_nsec += (long)(seconds * 1e9);
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

static void wake_workers(struct pipeline *p, size_t least)
{
    if (p->idle && p->written - p->claimed >= least)
        pthread_cond_signal(&p->work);
}

static void wake_caller(struct pipeline *p, size_t least)
{
    if (p->caller_waits && p->done_count >= least &&
        p->ring[p->taken % RING].state == DONE)
        pthread_cond_signal(&p->done);
}

static bool has_room(const struct pipeline *p, size_t items)
{
    const size_t held = p->written - p->taken;

    return !held || (held < items && p->bytes <= RING_BYTES);
}

/* The next free item of the ring; NULL if the caller wants no more. */
static struct item *wait_for_room(struct pipeline *p)
{
    struct item *item = &p->ring[p->written % RING];

    pthread_mutex_lock(&p->lock);
    while (!p->abandoned && !has_room(p, RING)) {
        wake_workers(p, 1);
        wake_caller(p, 1);
        p->reader_waits = true;
        if (p->alone)
            pthread_cond_signal(&p->done);
        pthread_cond_wait(&p->room, &p->lock);
        p->reader_waits = false;
    }
    if (p->abandoned)
        item = NULL;
    pthread_mutex_unlock(&p->lock);
    return item;
}

static void hand_over(struct pipeline *p, struct item *item)
{
    pthread_mutex_lock(&p->lock);
    if (item->status == IR_END) {
        p->ended = true;
        pthread_cond_broadcast(&p->work);
        pthread_cond_signal(&p->done);
    } else {
        item->state =
            item->status == IR_OK && item->event == ARTICLES_NEXT ? READ : DONE;
        p->done_count += item->state == DONE;
        p->bytes += item->size;
        p->written++;
        wake_workers(p, BATCH);
        wake_caller(p, BATCH);
    }
    pthread_mutex_unlock(&p->lock);
}

static void *read_all(void *arg)
{
    struct pipeline *p = arg;
    struct item *item;
    bool last = false;

    while (!last && (item = wait_for_room(p))) {
        item_read(item, &p->articles, &p->options.items, &p->stop);
        last = item->status == IR_END;
        hand_over(p, item); /* from here on another thread owns it */
    }
    return NULL;
}

/* Sleep until there may be work. */
static void nap(struct pipeline *p)
{
    const struct timespec end = until(NAP);

    wake_caller(p, 1);
    p->idle++;
    pthread_cond_timedwait(&p->work, &p->lock, &end);
    p->idle--;
}

static struct item *wait_for_work(struct pipeline *p)
{
    struct item *item = NULL;

    for (;;) {
        while (p->claimed < p->written &&
               p->ring[p->claimed % RING].state != READ)
            p->claimed++; /* problems are not analysed */
        if (p->abandoned || p->claimed < p->written || p->ended)
            break;
        nap(p);
    }
    if (!p->abandoned && p->claimed < p->written) {
        item = &p->ring[p->claimed++ % RING];
        item->state = BUSY;
        wake_workers(p, BATCH); /* to share what is left */
    } else
        wake_caller(p, 1);
    return item;
}

static void *analyse(void *arg)
{
    struct worker worker = *(struct worker *)arg;
    struct pipeline *p = worker.pipeline;
    struct item *item;

    free(arg);
    pthread_mutex_lock(&p->lock);
    while ((item = wait_for_work(p))) {
        pthread_mutex_unlock(&p->lock);
        item_analyse(item, worker.builder, &p->options.items);
        pthread_mutex_lock(&p->lock);
        item->state = DONE;
        p->done_count++;
        wake_caller(p, BATCH);
    }
    pthread_mutex_unlock(&p->lock);
    item_forget_caches();
    return NULL;
}

static enum ir_status start_threads(struct pipeline *p, struct ir_error *err)
{
    int error = pthread_create(&p->reader, NULL, read_all, p);

    p->reading = !error;
    while (!error && !p->alone && p->started < p->options.jobs) {
        struct worker *worker = xmalloc(sizeof(*worker));

        *worker = (struct worker){p, p->builders[p->started]};
        error = pthread_create(&p->workers[p->started], NULL, analyse, worker);
        if (error)
            free(worker);
        else
            p->started++;
    }
    if (error)
        return ir_fail(err, IR_IO, "cannot start a thread: %s",
                       strerror(error));
    return IR_OK;
}

enum ir_status pipeline_start(const struct pipeline_options *options,
                              struct walk *walk, struct pipeline **out,
                              struct ir_error *err)
{
    struct pipeline *p = xcalloc(1, sizeof(*p));
    enum ir_status status = IR_OK;

    p->options = *options;
    p->alone = options->jobs == 1;
    p->workers = xcalloc(options->jobs, sizeof(*p->workers));
    p->builders = xcalloc(options->jobs, sizeof(*p->builders));
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->room, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->done, NULL);
    for (size_t i = 0; i < RING; i++)
        item_start(&p->ring[i]);
    p->options.articles.stop = &p->stop;
    articles_start(&p->articles, walk, &p->options.articles);
    for (unsigned i = 0; status == IR_OK && i < options->jobs; i++)
        status = item_builder(&options->items, &p->builders[i], err);
    if (status == IR_OK)
        status = start_threads(p, err);
    if (status == IR_OK)
        *out = p;
    else
        pipeline_free(p);
    return status;
}

static bool is_over(const struct pipeline *p)
{
    return p->ended && p->taken == p->written;
}

/* Sleep until the item is done, at most so long. */
static void wait_for_item(struct pipeline *p, const struct item *item,
                          double seconds)
{
    const struct timespec deadline = until(seconds);
    int late = 0;

    p->caller_waits = true;
    while (!late && item->state != DONE && !is_over(p))
        late = pthread_cond_timedwait(&p->done, &p->lock, &deadline);
    p->caller_waits = false;
}

/* With one job, sleep while the reader fills the ring: until it is full, or
 * nothing has come for a nap. */
static void wait_for_batch(struct pipeline *p, const struct item *item,
                           double seconds)
{
    const double end = clock_seconds() + seconds;
    bool idle = false;

    p->caller_waits = true;
    while (!p->reader_waits && !p->ended && !idle) {
        const struct timespec deadline = until(NAP);
        const size_t before = p->written;

        pthread_cond_timedwait(&p->done, &p->lock, &deadline);
        idle = p->written == before &&
               (item->state != EMPTY || clock_seconds() > end);
    }
    p->caller_waits = false;
}

/* Analyse it here, if no thread does. */
static void finish_alone(struct pipeline *p, struct item *item)
{
    if (item->state != READ)
        return;
    pthread_mutex_unlock(&p->lock);
    item_analyse(item, p->builders[0], &p->options.items);
    pthread_mutex_lock(&p->lock);
    item->state = DONE;
    p->done_count++;
}

enum ir_status pipeline_next(struct pipeline *p, double seconds,
                             struct item **out)
{
    struct item *item = &p->ring[p->taken % RING];
    enum ir_status status;

    if (p->options.stop && atomic_load(p->options.stop))
        atomic_store(&p->stop, true);
    pthread_mutex_lock(&p->lock);
    if (p->alone) {
        if (item->state == EMPTY && !is_over(p))
            wait_for_batch(p, item, seconds);
        finish_alone(p, item);
    } else if (item->state != DONE && !is_over(p))
        wait_for_item(p, item, seconds);
    if (item->state == DONE)
        status = IR_OK;
    else
        status = is_over(p) ? IR_END : IR_NOT_FOUND;
    pthread_mutex_unlock(&p->lock);
    *out = item;
    return status;
}

void pipeline_done(struct pipeline *p, struct item *item)
{
    doc_free(item->doc);
    item->doc = NULL;
    pthread_mutex_lock(&p->lock);
    p->bytes -= item->size;
    p->taken++;
    p->done_count--;
    item->state = EMPTY;
    if (p->reader_waits && has_room(p, p->alone ? 0 : RING - BATCH)) {
        /* Or a caller alone would ask again and again until it runs. */
        p->reader_waits = false;
        pthread_cond_signal(&p->room);
    }
    pthread_mutex_unlock(&p->lock);
}

static void join_threads(struct pipeline *p)
{
    atomic_store(&p->stop, true);
    pthread_mutex_lock(&p->lock);
    p->abandoned = true;
    pthread_cond_broadcast(&p->room);
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    if (p->reading)
        pthread_join(p->reader, NULL);
    for (unsigned i = 0; i < p->started; i++)
        pthread_join(p->workers[i], NULL);
}

void pipeline_free(struct pipeline *p)
{
    if (!p)
        return;
    join_threads(p);
    if (p->alone)
        item_forget_caches();
    for (size_t i = 0; i < RING; i++)
        item_end(&p->ring[i]);
    for (unsigned i = 0; i < p->options.jobs; i++)
        document_builder_free(p->builders[i]);
    articles_free(&p->articles);
    free(p->workers);
    free(p->builders);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->room);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->done);
    free(p);
}
