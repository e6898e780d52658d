/*
 * endpoints.h - answer requests that need an index.
 */
#ifndef SEARCHER_SERVE_ENDPOINTS_H
#define SEARCHER_SERVE_ENDPOINTS_H

#include "searcher/serve/server.h"

/* What a worker has for itself. */
struct desk {
    struct server *server;
    bool quick; /* searches that look long are not done here */
    struct ir_searcher **searchers; /* of each index; NULL: not open */
    unsigned generation;            /* of the searchers */
    struct libdeflate_compressor *compressor;
};

/* Open the indexes that are not, or all after SIGHUP; one that cannot be opened
 * again stays as it is. */
void desk_open(struct desk *d);
void desk_close(struct desk *d);
/* Sets looks_long of r if the search is for another desk. */
bool desk_defers(const struct desk *d, struct request *r,
                 const struct ir_request *request, struct ir_text query);

/* Fill the reply of a request whose target has been checked; or only set
 * looks_long, if it is for another desk. */
void endpoint_answer(struct desk *d, struct request *r);
/* Compress the reply if that is accepted and worth it. */
void endpoint_compress(struct desk *d, struct request *r);
/* Refuse, and tell the operator what the client is not told. */
void desk_refuse(struct request *r, const struct ir_error *err);
/* Answer with the article that the target names, or a part of it. */
void endpoint_article(struct desk *d, struct request *r);
/* Answer irsearch as a client. */
void endpoint_run(struct desk *d, struct request *r);
/* Those that need no index: false if it is none. */
bool endpoint_quick(struct server *s, struct request *r);

#endif
