/*
 * server.h - what the parts of a server share.
 */
#ifndef SEARCHER_SERVE_SERVER_H
#define SEARCHER_SERVE_SERVER_H

#include "searcher/serve/callers.h"
#include "searcher/serve/metrics.h"
#include "searcher/serve/queue.h"
#include "searcher/session/session.h"

#include <pthread.h>
#include <stdatomic.h>

/* An index under a name, as settings of a session that opens it. */
struct served {
    struct ir_text name;      /* empty: has no name */
    struct settings settings; /* only db and topics are used */
    atomic_ullong revision;   /* last seen */
};

struct server {
    const struct settings *settings;
    struct served *indexes; /* the first is the default */
    size_t index_count;
    struct guard guard;
    struct queue queue;
    struct metrics metrics;
    struct callers *callers;
    atomic_size_t held;      /* bytes of replies that are not sent yet */
    atomic_uint generation;  /* of the indexes: workers reopen them */
    pthread_mutex_t opening; /* so that one index at a time is open twice */
    atomic_bool stopping;    /* connections end after their request */
    bool check_peer;         /* only the same user may connect */
};

#endif
