/*
 * log.h - messages and progress on standard error.
 *
 * Messages are made safe for a terminal.  For the main thread only.
 */
#ifndef INDEXER_LOG_H
#define INDEXER_LOG_H

#include "base/base.h"

struct log {
    bool open;    /* private: a progress line is shown */
    bool exposed; /* the user was warned that others can change the index */
};

/* Write one line, "irindex: ...".  Does nothing if log is NULL. */
void log_line(struct log *log, const char *format, ...) IR_PRINTF(2, 3);

enum progress_when { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

/* The progress of a run, on a line that is overwritten. */
struct progress {
    struct log *log; /* NULL: nothing is shown */
    uint64_t total;  /* bytes to read; 0: not known */
    double started, last;
};

/* log is NULL if nothing is to be shown. */
void progress_start(struct progress *p, struct log *log, uint64_t total);
/* Cheap: redraws only a few times a second. */
void progress_step(struct progress *p, uint64_t articles, uint64_t bytes);
void progress_end(struct progress *p);

/* Format the line into out; for progress_step() and its tests. */
void progress_line(const struct progress *p, double now, uint64_t articles,
                   uint64_t bytes, char *out, size_t size);

#endif
