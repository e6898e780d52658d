/* The threads that answer requests. */
#include "searcher/serve/workers.h"
#include "searcher/serve/effort.h"
#include "searcher/serve/endpoints.h"

#include <malloc.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define LONG_NICE 10       /* of the workers of LANE_LONG: see nice(2) */
#define LOOK 5000000L      /* nanoseconds between two looks at a full lane */
#define SECOND 1000000000L /* in nanoseconds */

struct worker {
    struct server *server;
    enum lane lane;
    pthread_t thread;
    /* Under the lock of the queue. */
    struct request *request; /* at work on it; NULL: on none */
    clockid_t clock;         /* of the thread's use of a processor */
    double began;            /* on that clock */
};

struct workers {
    struct server *server;
    struct worker *all; /* of LANE_QUICK, then of LANE_LONG */
    size_t each;        /* of a lane */
    size_t started;     /* of all, and then the warden */
    pthread_t warden;
};

static double seconds_of(clockid_t clock)
{
    struct timespec now = {0};

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / (double)SECOND;
}

/* Reply to a request that no worker will answer. */
static void give_up(struct request *r, unsigned status, const char *code,
                    const char *detail)
{
    struct fault f;

    fault_set(&f, status, code, "%s", detail);
    reply_fault(&r->reply, &f);
    http.MHD_resume_connection(r->connection);
}

void workers_cancel(struct server *s, struct request *r)
{
    if (queue_remove(&s->queue, r)) {
        give_up(r, 503, "cancelled", "the client has gone");
        return;
    }
    pthread_mutex_lock(&s->queue.lock);
    r->gone = true;
    if (r->searcher)
        ir_cancel(r->searcher);
    pthread_mutex_unlock(&s->queue.lock);
}

/* Note what is at work on a request, so that it can be cancelled; false if
 * nobody waits for it any more. */
static bool begin(struct worker *w, struct desk *d, struct request *r)
{
    struct queue *q = &w->server->queue;
    bool wanted;

    pthread_mutex_lock(&q->lock);
    wanted = !r->gone;
    if (wanted)
        r->searcher = d->searchers[r->index];
    w->request = r;
    w->began = seconds_of(w->clock);
    pthread_mutex_unlock(&q->lock);
    return wanted;
}

/* False if it was cancelled only to be done in LANE_LONG. */
static bool end(struct worker *w, struct request *r)
{
    struct queue *q = &w->server->queue;
    bool moves;

    pthread_mutex_lock(&q->lock);
    moves = w->lane == LANE_QUICK && !r->gone && r->reply.cancelled;
    r->searcher = NULL;
    r->spent = seconds_of(w->clock) - w->began;
    w->request = NULL;
    q->running--;
    pthread_mutex_unlock(&q->lock);
    return !moves;
}

/* What does not look long may be done soon: those that do can wait for it. */
static void move(struct server *s, struct request *r)
{
    r->favoured = !r->looks_long;
    reply_clear(&r->reply);
    atomic_fetch_sub(&s->held, r->held);
    r->held = 0;
    r->looks_long = false;
    atomic_fetch_add(&s->metrics.moved, 1);
    if (!queue_push(&s->queue, r, LANE_LONG)) {
        atomic_fetch_add(&s->metrics.queue_full, 1);
        give_up(r, 503, "queue_full",
                "too many long searches wait already; try again");
    }
}

/* The replies to clients that read slowly must not fill the memory. */
static void hold(struct server *s, struct request *r)
{
    size_t size = r->reply.body.room;
    struct fault f;

    if (atomic_fetch_add(&s->held, size) + size <= REPLIES_MAX) {
        r->held = size;
        return;
    }
    atomic_fetch_sub(&s->held, size);
    buf_free(&r->reply.body);
    fault_set(&f, 503, "replies_full",
              "%zu MB of answers wait to be sent already; try again",
              REPLIES_MAX >> 20);
    reply_fault(&r->reply, &f);
}

static void answer(struct worker *w, struct desk *d, struct request *r)
{
    struct fault f;
    bool done, was_long;

    if (begin(w, d, r)) {
        endpoint_answer(d, r);
        if (!r->looks_long) {
            endpoint_compress(d, r);
            hold(w->server, r);
        }
    } else {
        fault_set(&f, 503, "cancelled", "the client has gone");
        reply_fault(&r->reply, &f);
    }
    done = end(w, r) && !r->looks_long;
    was_long = r->spent > EFFORT_SECONDS;
    if (done)
        http.MHD_resume_connection(r->connection);
    else
        move(w->server, r);
    /* Else the pieces between which it lay would stay: a third of the memory
     * after a million requests. */
    if (was_long && w->lane == LANE_LONG)
        malloc_trim(0);
}

static void *work(void *closure)
{
    struct worker *w = closure;
    struct desk d = {.server = w->server, .quick = w->lane == LANE_QUICK};
    struct request *r;

    /* Without it, long searches would only take more from the others. */
    if (w->lane == LANE_LONG)
        (void)!setpriority(PRIO_PROCESS, (id_t)gettid(), LONG_NICE);
    desk_open(&d);
    while ((r = queue_take(&w->server->queue, w->lane))) {
        desk_open(&d);
        answer(w, &d, r);
    }
    desk_close(&d);
    return NULL;
}

/* Cancel what has taken long, so that it moves to LANE_LONG. */
static void look(struct workers *w)
{
    for (size_t i = 0; i < w->each; i++) {
        const struct worker *at = &w->all[i];

        if (at->request && at->request->searcher &&
            seconds_of(at->clock) - at->began > at->request->patience)
            ir_cancel(at->request->searcher);
    }
}

/* While requests wait in LANE_QUICK, look at what its workers do. */
static void *watch(void *closure)
{
    struct workers *w = closure;
    struct queue *q = &w->server->queue;

    pthread_mutex_lock(&q->lock);
    while (!q->ends) {
        struct timespec pause = {0, LOOK};

        if (!q->lanes[LANE_QUICK].count) {
            pthread_cond_wait(&q->pressed, &q->lock);
            continue;
        }
        look(w);
        pthread_mutex_unlock(&q->lock);
        nanosleep(&pause, NULL);
        pthread_mutex_lock(&q->lock);
    }
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

/* Start the next of them: of LANE_QUICK, of LANE_LONG, and then the warden. */
static enum ir_status start(struct workers *w, struct ir_error *err)
{
    struct worker *at = &w->all[w->started];
    const bool is_warden = w->started == LANES_COUNT * w->each;
    int failed;

    if (is_warden)
        failed = pthread_create(&w->warden, NULL, watch, w);
    else
        failed = pthread_create(&at->thread, NULL, work, at);
    if (failed)
        return ir_fail(err, IR_IO, "no thread: %s", strerror(failed));
    w->started++;
    if (!is_warden && pthread_getcpuclockid(at->thread, &at->clock))
        return ir_fail(err, IR_IO, "the threads have no clocks");
    return IR_OK;
}

enum ir_status workers_start(struct server *s, size_t count,
                             struct workers **out, struct ir_error *err)
{
    struct workers *w = xcalloc(1, sizeof(*w));
    enum ir_status status = IR_OK;

    w->server = s;
    w->each = count;
    w->all = xcalloc(LANES_COUNT * count, sizeof(*w->all));
    for (size_t i = 0; i < LANES_COUNT * count; i++)
        w->all[i] = (struct worker){.server = s,
                                    .lane = i < count ? LANE_QUICK : LANE_LONG};
    pthread_mutex_lock(&s->queue.lock);
    while (status == IR_OK && w->started <= LANES_COUNT * count)
        status = start(w, err);
    pthread_mutex_unlock(&s->queue.lock);
    if (status == IR_OK)
        *out = w;
    else
        workers_end(w);
    return status;
}

void workers_end(struct workers *w)
{
    queue_end(&w->server->queue);
    for (size_t i = 0; i < w->started && i < LANES_COUNT * w->each; i++)
        pthread_join(w->all[i].thread, NULL);
    if (w->started > LANES_COUNT * w->each)
        pthread_join(w->warden, NULL);
    free(w->all);
    free(w);
}
