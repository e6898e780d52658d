/*
 * metrics.h - counts of what a server does, for Prometheus.
 */
#ifndef SEARCHER_SERVE_METRICS_H
#define SEARCHER_SERVE_METRICS_H

#include "base/buf.h"

#include <stdatomic.h>

#define METRICS_BOUNDS 12 /* of the histogram */
#define METRICS_STATUS_MAX 600

struct metrics {
    atomic_ulong by_status[METRICS_STATUS_MAX];
    atomic_ulong by_time[METRICS_BOUNDS + 1]; /* not cumulative */
    atomic_ulong microseconds;
    atomic_ulong queue_full;
    atomic_ulong moved; /* to LANE_LONG */
};

/* A request was answered with this status after so many seconds. */
void metrics_count(struct metrics *m, unsigned status, double seconds);
/* Append the counts in the text format of Prometheus. */
void metrics_print(struct metrics *m, struct buf *out);
/* Append one value that goes up and down. */
void metrics_print_gauge(const char *name, const char *help, uint64_t value,
                         struct buf *out);

#endif
