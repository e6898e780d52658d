/*
 * endpoints.h - answer requests that need an index.
 */
#ifndef SEARCHER_SERVE_ENDPOINTS_H
#define SEARCHER_SERVE_ENDPOINTS_H

#include "searcher/serve/server.h"

/* What a worker has for itself. */
struct desk {
    struct server *server;
    struct ir_searcher **searchers; /* of each index; NULL: not open */
    unsigned generation;            /* of the searchers */
    struct libdeflate_compressor *compressor;
};

/* Open the indexes that are not, or all after SIGHUP; one that cannot be opened
 * again stays as it is. */
void desk_open(struct desk *d);
void desk_close(struct desk *d);

/* Fill the reply of a request whose target has been checked. */
void endpoint_answer(struct desk *d, struct request *r);
/* Compress the reply if that is accepted and worth it. */
void endpoint_compress(struct desk *d, struct request *r);
/* Answer irsearch as a client. */
void endpoint_run(struct desk *d, struct request *r);
/* Those that need no index: false if it is none. */
bool endpoint_quick(struct server *s, struct request *r);

#endif
