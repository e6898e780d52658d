/*
 * log.h - what people see of a run: lines and progress on standard error.
 *
 * Whatever comes from outside is made harmless to a terminal first.  For the
 * main thread only.
 */
#ifndef INDEXER_LOG_H
#define INDEXER_LOG_H

#include "base/base.h"

struct log {
    bool open;    /* private: a line is shown that the next one overwrites */
    bool exposed; /* the index was said to be open to others: once is enough */
};

/* One line, "irindex: ..."; log may be NULL, then nobody sees it. */
void log_line(struct log *log, const char *format, ...) IR_PRINTF(2, 3);

enum progress_when { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

/* How far a run has come, on a line that is overwritten. */
struct progress {
    struct log *log; /* NULL: nothing is shown */
    uint64_t total;  /* bytes to read; 0: not known */
    double started, last;
};

/* log is NULL if nothing is to be shown. */
void progress_start(struct progress *p, struct log *log, uint64_t total);
/* Cheap: draws a few times a second. */
void progress_step(struct progress *p, uint64_t articles, uint64_t bytes);
void progress_end(struct progress *p);

/* The line itself, for progress_step() and its tests. */
void progress_line(const struct progress *p, double now, uint64_t articles,
                   uint64_t bytes, char *out, size_t size);

#endif
