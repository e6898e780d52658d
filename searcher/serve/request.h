/*
 * request.h - a request on its way through the server.
 *
 * The thread of libmicrohttpd reads and checks it; what needs an index is put
 * into a queue and answered by a worker; then that thread sends the reply.
 */
#ifndef SEARCHER_SERVE_REQUEST_H
#define SEARCHER_SERVE_REQUEST_H

#include "searcher/serve/head.h"
#include "searcher/serve/target.h"

struct reply {
    unsigned status;  /* of HTTP; 0: none yet */
    const char *type; /* media type */
    struct buf body;
    char etag[128];     /* or "" */
    const char *allow;  /* methods, with 405 */
    bool closes;        /* the connection */
    bool zipped;        /* body is compressed */
    bool cancelled;     /* it is a fault: the search was cancelled */
    const char *policy; /* Content-Security-Policy; NULL: nothing is allowed */
};

/* Bytes of replies that wait to be sent, of all clients. */
#define REPLIES_MAX ((size_t)256 << 20)
/* Who does a request: see queue.h. */
enum lane { LANE_QUICK, LANE_LONG, LANES_COUNT };

struct request {
    struct MHD_Connection *connection;
    struct caller *caller;
    char *raw; /* the target as received */
    struct request_line line;
    struct head head;
    struct target target; /* once begun */
    struct buf body;
    bool begun;   /* the head has been checked */
    bool queued;  /* a worker has it, or had it */
    double start; /* clock_seconds() */
    size_t index; /* which of the server's */
    struct reply reply;
    size_t held;     /* its bytes that the server counts */
    double spent;    /* seconds of a processor, by the worker that answered */
    double patience; /* how many it may take in LANE_QUICK while others wait */
    bool favoured;   /* it waits before others of its lane */
    bool looks_long; /* its reply was not filled: it is for LANE_LONG */
    /* Of the queue, under its lock. */
    struct request *next;
    enum lane lane;
    bool waits;                   /* it is in the lane */
    struct ir_searcher *searcher; /* that is at work on it, or NULL */
    bool gone;                    /* nobody waits for it */
};

/* target is NUL-terminated and within libmicrohttpd's memory. */
struct request *request_new(struct MHD_Connection *connection,
                            struct caller *caller, const char *target);
void request_free(struct request *r);

/* Forget what has been filled. */
void reply_clear(struct reply *reply);
/* Make the reply one about the fault. */
void reply_fault(struct reply *reply, const struct fault *f);

/* Is the reply, by its tag, what the client has still?  Then it says so, and
 * has no body. */
bool reply_unchanged(struct request *r);

#endif
