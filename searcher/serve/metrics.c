/* Counts of what a server does. */
#include "searcher/serve/metrics.h"

/* Upper bounds of the histogram's buckets, in microseconds. */
static const unsigned long bounds[METRICS_BOUNDS] = {
    500,   1000,   2500,   5000,   10000,   25000,
    50000, 100000, 250000, 500000, 1000000, 2500000,
};

void metrics_count(struct metrics *m, unsigned status, double seconds)
{
    unsigned long took = seconds > 0 ? (unsigned long)(seconds * 1e6) : 0;
    size_t bucket = 0;

    while (bucket < METRICS_BOUNDS && took > bounds[bucket])
        bucket++;
    if (status < METRICS_STATUS_MAX)
        atomic_fetch_add(&m->by_status[status], 1);
    atomic_fetch_add(&m->by_time[bucket], 1);
    atomic_fetch_add(&m->microseconds, took);
}

static void add_seconds(struct buf *out, unsigned long microseconds)
{
    buf_addf(out, "%lu.%06lu", microseconds / 1000000, microseconds % 1000000);
}

static void print_histogram(struct metrics *m, struct buf *out)
{
    unsigned long below = 0;

    buf_adds(out, "# HELP irsearch_request_seconds Time from the request line "
                  "to the reply.\n"
                  "# TYPE irsearch_request_seconds histogram\n");
    for (size_t i = 0; i <= METRICS_BOUNDS; i++) {
        below += atomic_load(&m->by_time[i]);
        buf_adds(out, "irsearch_request_seconds_bucket{le=\"");
        if (i < METRICS_BOUNDS)
            add_seconds(out, bounds[i]);
        else
            buf_adds(out, "+Inf");
        buf_addf(out, "\"} %lu\n", below);
    }
    buf_adds(out, "irsearch_request_seconds_sum ");
    add_seconds(out, atomic_load(&m->microseconds));
    buf_addf(out, "\nirsearch_request_seconds_count %lu\n", below);
}

void metrics_print(struct metrics *m, struct buf *out)
{
    buf_adds(out, "# HELP irsearch_requests_total Requests answered, by "
                  "status.\n"
                  "# TYPE irsearch_requests_total counter\n");
    for (unsigned i = 0; i < METRICS_STATUS_MAX; i++) {
        unsigned long count = atomic_load(&m->by_status[i]);

        if (count)
            buf_addf(out, "irsearch_requests_total{code=\"%u\"} %lu\n", i,
                     count);
    }
    print_histogram(m, out);
    buf_addf(out,
             "# HELP irsearch_queue_full_total Requests refused because the "
             "queue was full.\n"
             "# TYPE irsearch_queue_full_total counter\n"
             "irsearch_queue_full_total %lu\n"
             "# HELP irsearch_long_searches_total Searches that were left to "
             "the workers of long ones.\n"
             "# TYPE irsearch_long_searches_total counter\n"
             "irsearch_long_searches_total %lu\n",
             atomic_load(&m->queue_full), atomic_load(&m->moved));
}

void metrics_print_gauge(const char *name, const char *help, uint64_t value,
                         struct buf *out)
{
    buf_addf(out, "# HELP %s %s\n# TYPE %s gauge\n%s %llu\n", name, help, name,
             name, (unsigned long long)value);
}
