/*
 * callers.h - the connections of a server, and how long each may take.
 *
 * A thread of its own ends connections that are too slow, and tells when one
 * was closed whose search is still running.
 */
#ifndef SEARCHER_SERVE_CALLERS_H
#define SEARCHER_SERVE_CALLERS_H

#include "base/base.h"

/* What a connection is waiting for. */
enum stage {
    STAGE_IDLE,   /* a request line */
    STAGE_HEAD,   /* the rest of the head */
    STAGE_BODY,   /* the body; its time begins with that of the head */
    STAGE_ANSWER, /* a worker */
    STAGE_SEND,   /* the reply to be sent */
    STAGE_LEAVE,  /* the client to close, after its last reply */
    STAGES_COUNT,
};

/* Seconds that each may take; 0: as long as it takes. */
#define CALLER_SECONDS      \
    {                       \
        10, 5, 10, 0, 10, 2 \
    }

/* Seconds after which one that keeps the server waiting is ended for another,
 * where there are as many as are allowed; 0: never. */
#define CALLER_GIVES_WAY             \
    {                                \
        0.05, 0.05, 0.05, 0, 0.25, 0 \
    }

#define CALLERS_LEAVING 16 /* connections in STAGE_LEAVE at a time */

/* Connections beyond those that are allowed, none of which gives way; they are
 * told so. */
#define CALLERS_EXCESS 16     /* at a time */
#define CALLERS_EXCESS_EACH 8 /* from one address */
#define EXCESS_SECONDS 1      /* for their only request to come */

#define UNIX_NAME "unix" /* of connections over a local socket */

struct caller {
    int fd;
    enum stage stage;
    double since; /* clock_seconds() of the stage */
    size_t requests;
    bool excess;   /* there are too many: it gets no answer but that */
    bool ended;    /* by us */
    double credit; /* see effort.h; 0: its searches are long */
    char name[64]; /* address, for the log */
    struct request *request;
    struct caller *next, *previous;
};

/* Call with the lock held when the peer of a connection in STAGE_ANSWER has
 * closed it. */
typedef void (*caller_gone)(void *closure, struct request *request);

/* How many there may be at a time. */
struct callers_limits {
    size_t most;    /* in all that are not excess */
    size_t each;    /* of these from one address; a local socket has none */
    size_t leaving; /* in STAGE_LEAVE, 1 or more */
};

struct callers;
/* Connections beyond the limits are excess.  Where there are that many, the
 * one that has kept the server waiting longest is ended for a new one, so that
 * clients who hold what they do not use shut out nobody, not even those of
 * their own address.  IR_IO if its thread cannot start. */
enum ir_status callers_new(const struct callers_limits *limits,
                           caller_gone gone, void *closure,
                           struct callers **out,
                           struct ir_error *err) IR_MUST_CHECK;
void callers_free(struct callers *c); /* ends the thread */

struct caller *caller_add(struct callers *c, int fd, const char *name);
/* The connection is about to be closed.  Where its client still sends, what it
 * sends is read and dropped in STAGE_LEAVE: the system would answer it with a
 * reset, and the client lose the reply that it has not read.  One more than
 * may leave at a time ends the first of them. */
void caller_leave(struct callers *c, struct caller *caller);
void caller_stage(struct callers *c, struct caller *caller, enum stage stage,
                  struct request *request);
size_t callers_count(struct callers *c);
/* How many have a request that is not answered yet. */
size_t callers_busy(struct callers *c);

#endif
