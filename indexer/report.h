/*
 * report.h - name each rejected input once, with the reason.
 */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include "indexer/document/problem.h"
#include "indexer/log.h"

#include <stdio.h>

/*
 * The problems that the rounds of --watch reported, as 64-bit hashes, so that
 * no round repeats those of the one before.
 */
struct reported {
    struct reported_list {
        uint64_t *items;
        size_t count, room;
    } before, now; /* private; before is sorted */
};

void reported_free(struct reported *r);
void reported_next_round(struct reported *r);
/* Add a problem to this round.  True if the last round had it too. */
bool reported_add(struct reported *r, const char *input,
                  const struct problem *p);

struct report {
    struct log *log;
    FILE *file; /* JSON lines, or NULL */
    const char *path;
    struct reported *reported; /* problems that are not repeated; or NULL */
    uint64_t rejected;
    uint64_t repaired;    /* articles in which bytes were replaced */
    uint64_t converted;   /* articles taken for another encoding than UTF-8 */
    const char *encoding; /* of the first of these */
    uint64_t textless;    /* articles that have only a title */
    uint64_t undated;     /* articles whose date was dropped */
    uint64_t copies;      /* articles with the title and text of another */
    uint64_t again; /* articles with the id of an earlier one of this run */
};

/* The number of calls of report_again() that are logged; all are counted. */
#define REPORT_AGAIN_MAX 10

/*
 * Begin a run, with all counts 0; r->log and r->reported are set by the caller.
 * The file is truncated, or continued if it is still open; path must outlive r,
 * and NULL means no file.  Answers IR_OK or IR_IO.
 */
enum ir_status report_open(struct report *r, const char *path,
                           struct ir_error *err) IR_MUST_CHECK;
/* Both answer IR_OK, or IR_IO if something could not be written. */
enum ir_status report_flush(struct report *r,
                            struct ir_error *err) IR_MUST_CHECK;
enum ir_status report_close(struct report *r,
                            struct ir_error *err) IR_MUST_CHECK;

void report_rejected(struct report *r, const char *input,
                     const struct problem *p);
/* An article replaced an earlier one of this run with the same id. */
void report_again(struct report *r, const char *input, uint64_t line,
                  struct ir_text id);
/* The next four are about articles that are indexed: only the file has them. */
void report_repaired(struct report *r, const char *input, uint64_t line,
                     size_t replaced);
void report_converted(struct report *r, const char *input, uint64_t line,
                      const char *encoding);
void report_textless(struct report *r, const char *input, uint64_t line);
/* The date was dropped because of why. */
void report_undated(struct report *r, const char *input, uint64_t line,
                    struct ir_text date, const char *why);
/* An article of the index dir is lost. */
void report_lost(struct report *r, const char *dir, const char *id);
void report_copy(struct report *r, const char *input, uint64_t line);

#endif
