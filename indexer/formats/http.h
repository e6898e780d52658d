/*
 * http.h - HTTP responses as stored in web archives: headers, and the decoded
 * body.
 */
#ifndef INDEXER_FORMATS_HTTP_H
#define INDEXER_FORMATS_HTTP_H

#include "indexer/document/parsed.h"

struct http {
    int status;             /* such as 200; 0: not a response */
    struct ir_text headers; /* lines */
    struct ir_text body;    /* still encoded */
};

/* Parse a message; out points into it. */
void http_parse(struct ir_text message, struct http *out);
/* The value of the first header of that name, trimmed; empty if there is
 * none. */
struct ir_text http_header(struct ir_text headers, const char *name);
/* A parameter of a value, as charset of "text/html; charset=utf-8"; empty if
 * there is none. */
struct ir_text http_parameter(struct ir_text value, const char *name);

/*
 * Decode the body: chunked transfer, gzip and deflate.  *body points into the
 * message or into room.  IR_LIMIT: it is larger than max bytes; IR_INVALID: it
 * is damaged or has another encoding.
 */
enum ir_status http_body(const struct http *http, size_t max, struct buf *room,
                         struct ir_text *body, struct problem *p) IR_MUST_CHECK;

#endif
