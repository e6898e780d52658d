/*
 * fault.h - why a request is refused, as application/problem+json (RFC 9457).
 */
#ifndef SEARCHER_SERVE_FAULT_H
#define SEARCHER_SERVE_FAULT_H

#include "base/buf.h"

struct fault {
    unsigned status;    /* of HTTP; 0: there is no fault */
    const char *code;   /* a stable name: "unknown_parameter" */
    char parameter[64]; /* the one that is wrong, or "" */
    char detail[320];
    bool has_place; /* start and end are set: bytes of the query */
    size_t start, end;
    bool closes;    /* nothing more can be read from this connection */
    bool cancelled; /* the search was, by ir_cancel() */
};

/* Fill f, cut to its size, and return false, so that a check can end with
 * return fault_set(...).  Control characters become ?. */
bool fault_set(struct fault *f, unsigned status, const char *code,
               const char *format, ...) IR_PRINTF(4, 5);
/* The same, about a parameter. */
bool fault_parameter(struct fault *f, struct ir_text name, const char *code,
                     const char *format, ...) IR_PRINTF(4, 5);
/*
 * What a function of irsearch.h answered.  Its message speaks of options, which
 * become parameters: "option --per-article" becomes "parameter per_article".
 * Where the server is at fault, and not the request, only the kind is told.
 */
void fault_of(struct fault *f, const struct ir_error *err);

const char *fault_title(unsigned status); /* "Bad Request" */
void fault_print(const struct fault *f, struct buf *out);

#endif
