/* What a run that added articles has to say for itself. */
#include "indexer/adding.h"
#include "indexer/say.h"

#include <inttypes.h>

static void summarise_files(const struct adding *a)
{
    const struct files *f = &a->files;
    char read[32], unread[32], same[32], gone[32];
    struct buf line = BUF_INIT;

    if (!f->unread && !f->same && !f->gone && !f->deleted)
        return;
    buf_addf(&line, "files: %s read, %s unchanged", count_words(read, f->read),
             count_words(unread, f->unread + f->same));
    if (f->same)
        buf_addf(&line, " (%s by their bytes)", count_words(same, f->same));
    if (a->settings->prune)
        buf_addf(&line, ", %s gone", count_words(gone, f->gone));
    if (f->deleted) {
        char deleted[48];

        buf_addf(&line, "; %s %s", count_articles(deleted, f->deleted),
                 "no longer there deleted");
    }
    say("%s", line.data);
    buf_free(&line);
}

static void summarise_notes(const struct adding *a)
{
    const struct report *r = a->report;
    char count[48];

    if (r->repaired)
        say("bad bytes replaced in %s", count_articles(count, r->repaired));
    if (r->converted)
        say("taken for %s: %s", a->settings->encoding,
            count_articles(count, r->converted));
    if (r->undated)
        say("no date could be read in %s that give%s one",
            count_articles(count, r->undated), r->undated == 1 ? "s" : "");
    if (r->again)
        say("%s replaced another of this run, which had the same id",
            count_articles(count, r->again));
    if (r->copies)
        say("%s with title and text of another",
            count_articles(count, r->copies));
}

static void add_counts(const struct adding *a, struct buf *line)
{
    char added[48], replaced[32], rejected[32], skipped[32];

    buf_addf(line, "%s %s, %s replaced, %s rejected",
             count_articles(added, a->added),
             a->settings->dry_run ? "read" : "added",
             count_words(replaced, a->replaced),
             count_words(rejected, a->report->rejected));
    if (a->skipped)
        buf_addf(line, ", %s skipped", count_words(skipped, a->skipped));
}

/* A later round: one line, if there is anything to say. */
static void summarise_again(const struct adding *a)
{
    struct buf line = BUF_INIT;
    char deleted[32];

    if (a->settings->quiet ||
        !(a->added || a->replaced || a->report->rejected || a->skipped ||
          a->files.deleted))
        return;
    add_counts(a, &line);
    if (a->files.deleted)
        buf_addf(&line, ", %s deleted", count_words(deleted, a->files.deleted));
    say("%s, revision %" PRIu64, line.data, a->revision);
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
    say("%s", line.data);
    buf_free(&line);
    summarise_files(a);
    summarise_notes(a);
    if (a->files.rejected)
        say("%s rejected at an earlier run, in files that have not changed "
            "since; --reread reads them again",
            count_words(rejected, a->files.rejected));
}

enum exit_status adding_outcome(const struct adding *a)
{
    char count[64];

    if (atomic_load(&settings_stop)) {
        say("interrupted: %s committed, revision %" PRIu64,
            count_articles(count, a->added + a->replaced), a->revision);
        return a->settings->watch ? EXIT_DONE : EXIT_FATAL;
    }
    if (a->gave_up) {
        say("gave up after %s, revision %" PRIu64,
            count_things(count, a->report->rejected, "rejected input"),
            a->revision);
        return EXIT_FATAL;
    }
    return a->report->rejected || a->files.rejected ? EXIT_REJECTED : EXIT_DONE;
}

void adding_tell_passed(const struct settings *s, const struct walk *walk)
{
    char count[64];

    if (walk->passed && !s->quiet)
        say("%s of unknown type skipped; name %s or give --format to read %s",
            count_things(count, walk->passed, "file"),
            walk->passed == 1 ? "it" : "them",
            walk->passed == 1 ? "it" : "them");
    if (walk->parts && !s->quiet)
        say("%s of archives skipped: no article%s",
            count_things(count, walk->parts, "part"),
            walk->parts == 1 ? "" : "s");
}
