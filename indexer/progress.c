/* Drawing progress. */
#include "indexer/progress.h"
#include "indexer/document/parsed.h"
#include "indexer/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define INTERVAL 0.2 /* seconds between two drawings */

void progress_start(struct progress *p, enum progress_when when, uint64_t total)
{
    const char *term = getenv("TERM");

    p->shown = when == PROGRESS_ALWAYS ||
               (when == PROGRESS_AUTO && isatty(STDERR_FILENO) && term &&
                strcmp(term, "dumb"));
    p->total = total;
    p->started = clock_seconds();
    p->last = p->started;
}

void progress_line(const struct progress *p, double now, uint64_t articles,
                   uint64_t bytes, char *out, size_t size)
{
    double seconds = now - p->started;
    double rate = seconds > 0 ? (double)bytes / seconds : 0;
    char count[48], left[48] = "", total[48] = "";

    if (p->total && p->total >= bytes) {
        snprintf(total, sizeof(total), " of %.1f", (double)p->total / 1e6);
        if (rate > 0) {
            uint64_t rest = (uint64_t)((double)(p->total - bytes) / rate);

            snprintf(left, sizeof(left), ", %d:%02d left", (int)(rest / 60),
                     (int)(rest % 60));
        }
    }
    snprintf(out, size, "%s, %.1f%s MB, %.1f MB/s%s",
             count_articles(count, articles), (double)bytes / 1e6, total,
             rate / 1e6, left);
}

void progress_step(struct progress *p, uint64_t articles, uint64_t bytes)
{
    char line[160];
    double now;

    if (!p->shown)
        return;
    now = clock_seconds();
    if (now - p->last < INTERVAL)
        return;
    p->last = now;
    progress_line(p, now, articles, bytes, line, sizeof(line));
    say_for_now(line);
}

void progress_end(struct progress *p)
{
    if (p->shown)
        say_for_now(NULL);
}
