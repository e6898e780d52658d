/*
 * problem.h - what is wrong with an input or an article, and numbers formatted
 * for messages.
 */
#ifndef INDEXER_DOCUMENT_PROBLEM_H
#define INDEXER_DOCUMENT_PROBLEM_H

#include "base/base.h"

/* Why an input or an article in it was rejected; or a note about one. */
struct problem {
    const char *reason;  /* a stable word, for --report */
    uint64_t line;       /* of the input, from 1; 0: the whole input */
    struct ir_error err; /* status and message */
};

/* Set all of p but its line, and return status.  reason must be static. */
enum ir_status problem_set(struct problem *p, enum ir_status status,
                           const char *reason, const char *format, ...)
    IR_PRINTF(4, 5);

/* IR_LIMIT: "WHAT: at most MOST UNIT". */
enum ir_status problem_limit(struct problem *p, const char *reason,
                             const char *what, uint64_t most, const char *unit);

/* Format a size, as "16M" or "5,000,001 bytes", into out, which is returned. */
const char *size_words(char out[32], uint64_t size);
/* Format 33724 as "33,724" into out, which is returned. */
const char *count_words(char out[32], uint64_t count);
/* With a noun: "1 file", "33,724 files"; one, the singular, is at most 31
 * bytes. */
const char *count_things(char out[64], uint64_t count, const char *one);
/* The same for articles: "1 article", "33,724 articles". */
const char *count_articles(char out[48], uint64_t count);

#endif
