/* Lines and progress on standard error. */
#include "indexer/log.h"
#include "indexer/document/problem.h"
#include "text/visible.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define INTERVAL 0.2 /* seconds between two drawings of progress */

/* Show a line that the next call overwrites; NULL erases it. */
static void overwrite(struct log *log, const char *line)
{
    if (line)
        fprintf(stderr, "\r%s\033[K", line);
    else if (log->open)
        fputs("\r\033[K", stderr);
    fflush(stderr);
    log->open = line != NULL;
}

void log_line(struct log *log, const char *format, ...)
{
    struct buf line = BUF_INIT;
    char *text = NULL;
    va_list args;

    if (!log)
        return;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    buf_adds(&line, "irindex: ");
    visible_add(&line, text_of(text ? text : format));
    buf_addc(&line, '\n');
    overwrite(log, NULL);
    fwrite(line.data, 1, line.size, stderr); /* one write, one line */
    buf_free(&line);
    free(text);
}

void progress_start(struct progress *p, struct log *log, uint64_t total)
{
    p->log = log;
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

    if (!p->log)
        return;
    now = clock_seconds();
    if (now - p->last < INTERVAL)
        return;
    p->last = now;
    progress_line(p, now, articles, bytes, line, sizeof(line));
    overwrite(p->log, line);
}

void progress_end(struct progress *p)
{
    if (p->log)
        overwrite(p->log, NULL);
}
