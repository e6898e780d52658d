/*
 * problem.h - what is wrong with an input or an article, and numbers as
 * messages give them.
 */
#ifndef INDEXER_DOCUMENT_PROBLEM_H
#define INDEXER_DOCUMENT_PROBLEM_H

#include "base/base.h"

/* Why an input, or one article of it, was not taken; or a note about one. */
struct problem {
    const char *reason;  /* a stable word, for --report */
    uint64_t line;       /* of the input, from 1; 0: all of it */
    struct ir_error err; /* the same for people */
};

enum ir_status problem_set(struct problem *p, enum ir_status status,
                           const char *reason, const char *format, ...)
    IR_PRINTF(4, 5);

/* IR_LIMIT: "WHAT: at most MOST UNIT". */
enum ir_status problem_limit(struct problem *p, const char *reason,
                             const char *what, uint64_t most, const char *unit);

/* "16M", "5,000,001 bytes": for messages; up to 32 bytes into out. */
const char *size_words(char out[32], uint64_t size);
/* 33724 as "33,724"; up to 32 bytes into out. */
const char *count_words(char out[32], uint64_t count);
/* With what is counted: "1 file", "33,724 files"; one is at most 31 bytes. */
const char *count_things(char out[64], uint64_t count, const char *one);
/* The same of articles. */
const char *count_articles(char out[48], uint64_t count);

#endif
