/*
 * parsed.h - an article as a reader found it, and what may be wrong with it.
 */
#ifndef INDEXER_DOCUMENT_PARSED_H
#define INDEXER_DOCUMENT_PARSED_H

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
    size_t replaced;    /* bad bytes that the reader itself had to replace */
    bool converted;     /* from another encoding than UTF-8 */
    bool is_file;       /* all of one file: its name and first line may tell */
    bool is_inside;     /* of a container: that is the file on the disk */
    bool title_in_text; /* the title is the text's first line, no more */
    /* The term of the file that it came from; empty: none is wanted. */
    struct buf origin;
};

/* Member of an article in JSON that --export writes for the jsonl reader. */
#define RAW_OWN_MEMBER "irsearch"

void raw_start(struct raw *raw); /* all empty; raw may be uninitialised */
/* Empty it for the next article, giving back memory over the ordinary. */
void raw_clear(struct raw *raw);
void raw_free(struct raw *raw);
void raw_set(struct raw *raw, enum raw_field field, struct ir_text value);

/* What the fields of an input are called, if not by the usual names. */
struct raw_map {
    struct raw_name {
        const char *name; /* exactly */
        enum raw_field field;
    } * items; /* the best first; a field named here has no other names */
    size_t count, room;
};

/* Add FIELD=NAME, which must live on; false if there is no such field. */
bool raw_map_add(struct raw_map *map, const char *text);
void raw_map_free(struct raw_map *map);
/* The field that goes by a name of ours: "id", "byline" ... */
enum raw_field raw_field_of(struct ir_text name);
/*
 * The field that an input calls so, whatever the case and with - or _ or
 * without; RAW_FIELDS if nobody knows it.  *rank: lower is better, where an
 * input has several names of one field.  map may be NULL.
 */
enum raw_field raw_field_named(const struct raw_map *map, struct ir_text name,
                               size_t *rank);

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
/* With what is counted: "1 file", "33,724 files"; one is at most 31 bytes. */
const char *count_things(char out[64], uint64_t count, const char *one);
/* The same of articles. */
const char *count_articles(char out[48], uint64_t count);

#endif
