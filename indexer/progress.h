/*
 * progress.h - how far an indexing run has come, for a person watching.
 */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include "base/base.h"

enum progress_when { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

struct progress {
    bool shown;
    uint64_t total; /* bytes to read; 0: not known */
    double started, last;
};

/* auto: only if standard error is a terminal that can be written over. */
void progress_start(struct progress *p, enum progress_when when,
                    uint64_t total);
/* Cheap: draws a few times a second. */
void progress_step(struct progress *p, uint64_t articles, uint64_t bytes);
void progress_end(struct progress *p);

/* The line itself, for progress_step() and its tests. */
void progress_line(const struct progress *p, double now, uint64_t articles,
                   uint64_t bytes, char *out, size_t size);

#endif
