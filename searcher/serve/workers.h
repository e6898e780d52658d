/*
 * workers.h - the threads that answer requests.
 */
#ifndef SEARCHER_SERVE_WORKERS_H
#define SEARCHER_SERVE_WORKERS_H

#include "searcher/serve/server.h"

struct workers;

/* Start count threads for each lane of the queue.  They open the indexes
 * themselves. */
struct workers *workers_new(struct server *s, size_t count);
/* Let them finish what is queued, and end them. */
void workers_free(struct workers *w);

/* The client has gone: do not begin, and cancel what has begun. */
void workers_cancel(struct server *s, struct request *r);

#endif
