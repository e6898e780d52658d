/*
 * workers.h - the threads that answer requests.
 */
#ifndef SEARCHER_SERVE_WORKERS_H
#define SEARCHER_SERVE_WORKERS_H

#include "searcher/serve/server.h"

struct workers;

/* Start count threads for each lane of the queue, to be ended with
 * workers_end().  They open the indexes themselves.  IR_IO if not all of them
 * can be started. */
enum ir_status workers_start(struct server *s, size_t count,
                             struct workers **out,
                             struct ir_error *err) IR_MUST_CHECK;
/* Let them finish what is queued, and end them. */
void workers_end(struct workers *w);

/* The client has gone: do not begin, and cancel what has begun. */
void workers_cancel(struct server *s, struct request *r);

#endif
