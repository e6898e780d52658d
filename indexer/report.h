/*
 * report.h - name each rejected input once, with the reason.
 */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include "indexer/document/problem.h"
#include "indexer/log.h"

#include <stdio.h>

/*
 * What the rounds of --watch reported, so that none repeats the one before:
 * a hash of 64 bits for each problem.
 */
struct reported {
    struct reported_list {
        uint64_t *items;
        size_t count, room;
    } before, now; /* private; before is sorted */
};

void reported_free(struct reported *r);
/* Another round begins. */
void reported_next_round(struct reported *r);
/* Add a problem to this round; was it in the last one? */
bool reported_add(struct reported *r, const char *input,
                  const struct problem *p);

struct report {
    struct log *log;
    FILE *file; /* JSON lines, or NULL */
    const char *path;
    struct reported *reported; /* problems that are not repeated; or NULL */
    uint64_t rejected;
    uint64_t repaired;  /* articles in which bytes were replaced */
    uint64_t converted; /* from the encoding of --encoding */
    uint64_t undated;   /* articles whose date was not kept */
    uint64_t copies;    /* articles with the title and text of another */
    uint64_t again;     /* articles with the id of another of this run */
};

/* At most so many articles that replaced another of their run are logged. */
#define REPORT_AGAIN_MAX 10

/*
 * Begin a run: all counts are 0.  path may be NULL: no file is wanted.  A file
 * that was not closed goes on.
 */
enum ir_status report_open(struct report *r, const char *path,
                           struct ir_error *err) IR_MUST_CHECK;
/* These two answer IR_IO if not all of it could be written. */
enum ir_status report_flush(struct report *r,
                            struct ir_error *err) IR_MUST_CHECK;
enum ir_status report_close(struct report *r,
                            struct ir_error *err) IR_MUST_CHECK;

void report_rejected(struct report *r, const char *input,
                     const struct problem *p);
/* It replaced an article that the same run had read. */
void report_again(struct report *r, const char *input, uint64_t line,
                  struct ir_text id);
/* The article is indexed all the same: this goes only into the file. */
void report_repaired(struct report *r, const char *input, uint64_t line,
                     size_t replaced);
void report_converted(struct report *r, const char *input, uint64_t line,
                      const char *encoding);
/* Its date was not kept, and why. */
void report_undated(struct report *r, const char *input, uint64_t line,
                    struct ir_text date, const char *why);
void report_copy(struct report *r, const char *input, uint64_t line);

#endif
