/* The threads that answer requests. */
#include "searcher/serve/workers.h"
#include "searcher/serve/endpoints.h"

#include <stdlib.h>

struct workers {
    struct server *server;
    pthread_t *threads;
    size_t count;
};

bool queue_push(struct server *s, struct request *r)
{
    struct queue *q = &s->queue;
    bool taken;

    pthread_mutex_lock(&q->lock);
    taken = q->count < q->most && !q->ends;
    if (taken) {
        if (q->last)
            q->last->next = r;
        else
            q->first = r;
        q->last = r;
        q->count++;
        pthread_cond_signal(&q->change);
    }
    pthread_mutex_unlock(&q->lock);
    return taken;
}

/* Wait for a request; NULL when there are none and the server ends. */
static struct request *take(struct queue *q)
{
    struct request *r;

    pthread_mutex_lock(&q->lock);
    while (!q->first && !q->ends)
        pthread_cond_wait(&q->change, &q->lock);
    r = q->first;
    if (r) {
        q->first = r->next;
        if (!q->first)
            q->last = NULL;
        q->count--;
        q->running++;
    }
    pthread_mutex_unlock(&q->lock);
    return r;
}

void queue_cancel(struct server *s, struct request *r)
{
    pthread_mutex_lock(&s->queue.lock);
    r->gone = true;
    if (r->searcher)
        ir_cancel(r->searcher);
    pthread_mutex_unlock(&s->queue.lock);
}

void queue_counts(struct server *s, size_t *waiting, size_t *running)
{
    pthread_mutex_lock(&s->queue.lock);
    *waiting = s->queue.count;
    *running = s->queue.running;
    pthread_mutex_unlock(&s->queue.lock);
}

/* Note what is at work on a request, so that it can be cancelled; false if
 * nobody waits for it any more. */
static bool begin(struct desk *d, struct request *r)
{
    struct queue *q = &d->server->queue;
    bool wanted;

    pthread_mutex_lock(&q->lock);
    wanted = !r->gone;
    if (wanted)
        r->searcher = d->searchers[r->index];
    pthread_mutex_unlock(&q->lock);
    return wanted;
}

static void end(struct desk *d, struct request *r)
{
    struct queue *q = &d->server->queue;

    pthread_mutex_lock(&q->lock);
    r->searcher = NULL;
    q->running--;
    pthread_mutex_unlock(&q->lock);
}

static void *work(void *closure)
{
    struct desk d = {.server = closure};
    struct request *r;

    desk_open(&d);
    while ((r = take(&d.server->queue))) {
        struct fault f;

        desk_open(&d);
        if (begin(&d, r)) {
            endpoint_answer(&d, r);
            endpoint_compress(&d, r);
        } else {
            fault_set(&f, 503, "cancelled", "the client has gone");
            reply_fault(&r->reply, &f);
        }
        end(&d, r);
        http.MHD_resume_connection(r->connection);
    }
    desk_close(&d);
    return NULL;
}

struct workers *workers_new(struct server *s, size_t count)
{
    struct workers *w = xcalloc(1, sizeof(*w));

    w->server = s;
    w->threads = xcalloc(count, sizeof(*w->threads));
    pthread_mutex_init(&s->queue.lock, NULL);
    pthread_cond_init(&s->queue.change, NULL);
    for (; w->count < count; w->count++)
        if (pthread_create(&w->threads[w->count], NULL, work, s))
            abort();
    return w;
}

void workers_free(struct workers *w)
{
    struct queue *q = &w->server->queue;

    pthread_mutex_lock(&q->lock);
    q->ends = true;
    pthread_cond_broadcast(&q->change);
    pthread_mutex_unlock(&q->lock);
    for (size_t i = 0; i < w->count; i++)
        pthread_join(w->threads[i], NULL);
    pthread_mutex_destroy(&q->lock);
    pthread_cond_destroy(&q->change);
    free(w->threads);
    free(w);
}
