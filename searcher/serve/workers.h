/*
 * workers.h - the threads that answer requests, and the queue before them.
 */
#ifndef SEARCHER_SERVE_WORKERS_H
#define SEARCHER_SERVE_WORKERS_H

#include "searcher/serve/server.h"

struct workers;

/* Start count threads.  They open the indexes themselves. */
struct workers *workers_new(struct server *s, size_t count);
/* Let them finish what is queued, and end them. */
void workers_free(struct workers *w);

/* Put a request whose connection is suspended into the queue; when its reply is
 * filled, the connection is resumed.  False if the queue is full. */
bool queue_push(struct server *s, struct request *r);
/* The client has gone: do not begin, and cancel what has begun. */
void queue_cancel(struct server *s, struct request *r);
/* How many wait, and how many are being answered. */
void queue_counts(struct server *s, size_t *waiting, size_t *running);

#endif
