/*
 * queue.h - requests that wait for a worker, in two lanes.
 *
 * Most searches take milliseconds, and some take seconds: the former must not
 * wait for the latter, however many of these there are.  So a search that looks
 * long, or turns out to be, is done by other workers, which get less of the
 * processor.
 */
#ifndef SEARCHER_SERVE_QUEUE_H
#define SEARCHER_SERVE_QUEUE_H

#include "searcher/serve/request.h"

#include <pthread.h>

struct lane_queue {
    pthread_cond_t change;
    struct request *first, *last;
    size_t count;
    size_t idle; /* workers that wait for a request */
};

struct queue {
    pthread_mutex_t lock;
    struct lane_queue lanes[LANES_COUNT];
    pthread_cond_t pressed; /* a quick one waits, and no worker is idle */
    size_t most;            /* requests that may wait in each lane */
    size_t running;
    bool ends;
};

void queue_init(struct queue *q, size_t most);
void queue_free(struct queue *q); /* it must be empty */
/* No more are taken; workers end when there are none. */
void queue_end(struct queue *q);

/* Put a request whose connection is suspended into a lane, a favoured one before
 * those that are not; when its reply is filled, the connection is resumed.
 * False if the lane is full. */
bool queue_push(struct queue *q, struct request *r, enum lane lane);
/* Wait for a request; NULL when there are none and the queue ends. */
struct request *queue_take(struct queue *q, enum lane lane);
/* Take out one that waits; false if it does not. */
bool queue_remove(struct queue *q, struct request *r);
/* How many wait, and how many are being answered. */
void queue_counts(struct queue *q, size_t *waiting, size_t *running);

#endif
