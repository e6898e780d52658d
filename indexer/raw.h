/*
 * raw.h - an article as a reader found it, and what may be wrong with it.
 */
#ifndef INDEXER_RAW_H
#define INDEXER_RAW_H

#include "base/buf.h"

enum raw_field {
    RAW_ID,
    RAW_TITLE,
    RAW_TEXT,
    RAW_DATE,
    RAW_SOURCE,
    RAW_SECTION,
    RAW_BYLINE,
    RAW_LANG,
    RAW_URL,
    RAW_PATH, /* set by the reader, never by the input */
    RAW_FIELDS,
};

struct raw {
    struct buf fields[RAW_FIELDS]; /* any bytes; empty: not known */
    size_t replaced; /* bad bytes that the reader itself had to replace */
    bool is_file;    /* all of one file: its name and first line may tell */
};

void raw_start(struct raw *raw); /* all empty; raw may be uninitialised */
/* Empty it for the next article, giving back memory over the ordinary. */
void raw_clear(struct raw *raw);
void raw_free(struct raw *raw);
void raw_set(struct raw *raw, enum raw_field field, struct ir_text value);

/* The i-th name that a field goes by, or NULL; the best names come first. */
const char *raw_name(size_t i, enum raw_field *field);
/* The field with this name; RAW_FIELDS if there is none. */
enum raw_field raw_field_of(struct ir_text name);

/* Why an input, or one article of it, was not taken; or a note about one. */
struct problem {
    const char *reason;  /* a stable word, for --report */
    uint64_t line;       /* of the input, from 1; 0: all of it */
    struct ir_error err; /* the same for people */
};

enum ir_status problem_set(struct problem *p, enum ir_status status,
                           const char *reason, const char *format, ...)
    IR_PRINTF(4, 5);

/* "16M", "5,000,001 bytes": for messages; up to 32 bytes into out. */
const char *size_words(char out[32], uint64_t size);
/* 33724 as "33,724"; up to 32 bytes into out. */
const char *count_words(char out[32], uint64_t count);
/* The same of articles: "1 article", "33,724 articles". */
const char *count_articles(char out[48], uint64_t count);

#endif
