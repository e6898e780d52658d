/*
 * http.h - answers of the web as archives of it keep them: headers, and the
 * body without what was done to it on the way.
 */
#ifndef INDEXER_FORMATS_HTTP_H
#define INDEXER_FORMATS_HTTP_H

#include "indexer/document/parsed.h"

struct http {
    int status;             /* 200; 0: this is no answer */
    struct ir_text headers; /* lines */
    struct ir_text body;    /* as it was sent */
};

/* Parse a message; what is in out points into it. */
void http_parse(struct ir_text message, struct http *out);
/* The value of the first header of that name, without blanks around it. */
struct ir_text http_header(struct ir_text headers, const char *name);
/* The parameter of a value: charset of "text/html; charset=utf-8". */
struct ir_text http_parameter(struct ir_text value, const char *name);

/*
 * The body as a browser would have it: chunks joined, gzip and deflate undone.
 * It is http's own or stands in room.  IR_LIMIT if it is over max bytes,
 * IR_INVALID if it is damaged or packed in another way.
 */
enum ir_status http_body(const struct http *http, size_t max, struct buf *room,
                         struct ir_text *body, struct problem *p) IR_MUST_CHECK;

#endif
