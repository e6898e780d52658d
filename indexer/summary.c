/* The summary that a run logs at its end. */
#include "indexer/adding.h"

#include <inttypes.h>

static void summarise_files(const struct adding *a)
{
    const struct files *f = &a->files;
    char read[32], unread[32], same[32], gone[32], renamed[32];
    struct buf line = BUF_INIT;

    if (!f->unread && !f->unchanged && !f->gone && !f->renamed &&
        !a->changes.deleted)
        return;
    buf_addf(&line, "files: %s read, %s unchanged", count_words(read, f->read),
             count_words(unread, f->unread + f->unchanged));
    if (f->unchanged)
        buf_addf(&line, " (%s by their bytes)",
                 count_words(same, f->unchanged));
    if (a->settings->prune)
        buf_addf(&line, ", %s gone", count_words(gone, f->gone));
    if (f->renamed)
        buf_addf(&line, ", %s renamed", count_words(renamed, f->renamed));
    if (a->changes.deleted) {
        char deleted[48];

        buf_addf(&line, "; %s %s", count_articles(deleted, a->changes.deleted),
                 "no longer there deleted");
    }
    log_line(a->settings->log, "%s", line.data);
    buf_free(&line);
}

static void summarise_notes(const struct adding *a)
{
    const struct report *r = a->report;
    char count[48];

    if (r->repaired)
        log_line(a->settings->log, "invalid bytes replaced in %s",
                 count_articles(count, r->repaired));
    if (r->converted)
        log_line(a->settings->log, "taken for %s: %s", r->encoding,
                 count_articles(count, r->converted));
    if (r->textless)
        log_line(a->settings->log, "only a title in %s",
                 count_articles(count, r->textless));
    if (r->undated)
        log_line(a->settings->log,
                 "no date could be read in %s that give%s one",
                 count_articles(count, r->undated), r->undated == 1 ? "s" : "");
    if (r->again)
        log_line(a->settings->log,
                 "%s replaced another of this run, which had the same id",
                 count_articles(count, r->again));
    if (r->copies)
        log_line(a->settings->log, "%s with the title and text of another",
                 count_articles(count, r->copies));
}

static void add_counts(const struct adding *a, struct buf *line)
{
    char added[48], replaced[32], rejected[32], skipped[32];

    if (a->rebuild) {
        buf_addf(line, "%s made anew, revision %" PRIu64,
                 count_articles(added, a->changes.replaced),
                 a->changes.revision);
        return;
    }
    buf_addf(line, "%s %s, %s replaced, %s rejected",
             count_articles(added, a->changes.added),
             a->settings->dry_run ? "read" : "added",
             count_words(replaced, a->changes.replaced),
             count_words(rejected, a->report->rejected));
    if (a->skipped)
        buf_addf(line, ", %s skipped", count_words(skipped, a->skipped));
}

/* A later round of --watch logs one line, and none if nothing changed. */
static void summarise_again(const struct adding *a)
{
    struct buf line = BUF_INIT;
    char deleted[32];

    if (a->settings->quiet ||
        !(a->changes.added || a->changes.replaced || a->report->rejected ||
          a->skipped || a->changes.deleted))
        return;
    add_counts(a, &line);
    if (a->changes.deleted)
        buf_addf(&line, ", %s deleted",
                 count_words(deleted, a->changes.deleted));
    log_line(a->settings->log, "%s, revision %" PRIu64, line.data,
             a->changes.revision);
    buf_free(&line);
}

void adding_summarise(const struct adding *a)
{
    double seconds = clock_seconds() - a->started;
    struct buf line = BUF_INIT;
    char rejected[32];

    if (a->again)
        summarise_again(a);
    if (a->settings->quiet || a->again)
        return;
    add_counts(a, &line);
    buf_addf(&line, ", %.1f MB in %.*f s (%.1f MB/s)", (double)a->bytes / 1e6,
             seconds < 10, seconds, (double)a->bytes / 1e6 / seconds);
    log_line(a->settings->log, "%s", line.data);
    buf_free(&line);
    summarise_files(a);
    summarise_notes(a);
    if (a->files.rejected)
        log_line(
            a->settings->log,
            "%s rejected at an earlier run, in files that have not changed "
            "since; --reread reads them again",
            count_words(rejected, a->files.rejected));
}

enum exit_status adding_outcome(const struct adding *a)
{
    char count[64];

    if (settings_stopped(a->settings)) {
        log_line(a->settings->log,
                 "interrupted: %s committed, revision %" PRIu64,
                 count_articles(count, a->changes.added + a->changes.replaced),
                 a->changes.revision);
        return a->settings->watch ? EXIT_DONE : EXIT_FATAL;
    }
    if (a->gave_up) {
        log_line(a->settings->log, "gave up after %s, revision %" PRIu64,
                 count_things(count, a->report->rejected, "rejected input"),
                 a->changes.revision);
        return EXIT_FATAL;
    }
    return a->report->rejected || a->files.rejected ? EXIT_REJECTED : EXIT_DONE;
}

void adding_log_skipped(const struct settings *s, const struct walk *walk)
{
    char count[64];

    if (walk->skipped && !s->quiet)
        log_line(
            s->log,
            "%s of unknown type skipped; name %s or give --format to read %s",
            count_things(count, walk->skipped, "file"),
            walk->skipped == 1 ? "it" : "them",
            walk->skipped == 1 ? "it" : "them");
    if (walk->parts && !s->quiet)
        log_line(s->log, "%s of archives skipped: no article%s",
                 count_things(count, walk->parts, "part"),
                 walk->parts == 1 ? "" : "s");
}
