/* Requests that wait for a worker. */
#include "searcher/serve/queue.h"

void queue_init(struct queue *q, size_t most)
{
    memset(q, 0, sizeof(*q));
    q->most = most;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->pressed, NULL);
    for (size_t i = 0; i < LANES_COUNT; i++)
        pthread_cond_init(&q->lanes[i].change, NULL);
}

void queue_free(struct queue *q)
{
    for (size_t i = 0; i < LANES_COUNT; i++)
        pthread_cond_destroy(&q->lanes[i].change);
    pthread_cond_destroy(&q->pressed);
    pthread_mutex_destroy(&q->lock);
}

void queue_end(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->ends = true;
    for (size_t i = 0; i < LANES_COUNT; i++)
        pthread_cond_broadcast(&q->lanes[i].change);
    pthread_cond_broadcast(&q->pressed);
    pthread_mutex_unlock(&q->lock);
}

/* Put r at the end, or if it is favoured, after the favoured ones. */
static void put_in(struct lane_queue *lane, struct request *r)
{
    struct request *before = lane->last;

    if (r->favoured) {
        before = NULL;
        for (struct request *at = lane->first; at && at->favoured;
             at = at->next)
            before = at;
    }
    r->next = before ? before->next : lane->first;
    r->waits = true;
    if (before)
        before->next = r;
    else
        lane->first = r;
    if (!r->next)
        lane->last = r;
    lane->count++;
}

/* Take out r, which before precedes, or which is the first if that is NULL. */
static void take_out(struct lane_queue *lane, struct request *before,
                     struct request *r)
{
    if (before)
        before->next = r->next;
    else
        lane->first = r->next;
    if (lane->last == r)
        lane->last = before;
    lane->count--;
    r->next = NULL;
    r->waits = false;
}

bool queue_push(struct queue *q, struct request *r, enum lane number)
{
    struct lane_queue *lane = &q->lanes[number];
    bool taken, pressed = false;

    pthread_mutex_lock(&q->lock);
    taken = lane->count < q->most && !q->ends;
    if (taken) {
        r->lane = number;
        put_in(lane, r);
        pressed = number == LANE_QUICK && lane->count > lane->idle;
    }
    pthread_mutex_unlock(&q->lock);
    /* Who is woken wants the lock. */
    if (taken)
        pthread_cond_signal(&lane->change);
    if (pressed)
        pthread_cond_signal(&q->pressed);
    return taken;
}

struct request *queue_take(struct queue *q, enum lane number)
{
    struct lane_queue *lane = &q->lanes[number];
    struct request *r;

    pthread_mutex_lock(&q->lock);
    lane->idle++;
    while (!lane->first && !q->ends)
        pthread_cond_wait(&lane->change, &q->lock);
    lane->idle--;
    r = lane->first;
    if (r) {
        take_out(lane, NULL, r);
        q->running++;
    }
    pthread_mutex_unlock(&q->lock);
    return r;
}

bool queue_remove(struct queue *q, struct request *r)
{
    struct lane_queue *lane;
    struct request *before = NULL;
    bool waited;

    pthread_mutex_lock(&q->lock);
    lane = &q->lanes[r->lane];
    waited = r->waits;
    if (waited) {
        for (struct request *at = lane->first; at != r; at = at->next)
            before = at;
        take_out(lane, before, r);
    }
    pthread_mutex_unlock(&q->lock);
    return waited;
}

void queue_counts(struct queue *q, size_t *waiting, size_t *running)
{
    *waiting = 0;
    pthread_mutex_lock(&q->lock);
    for (size_t i = 0; i < LANES_COUNT; i++)
        *waiting += q->lanes[i].count;
    *running = q->running;
    pthread_mutex_unlock(&q->lock);
}
