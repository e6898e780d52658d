/* Adding articles: the pipeline's items into the index, batch by batch. */
#include "indexer/analysis.h"
#include "indexer/pipeline.h"
#include "indexer/progress.h"
#include "indexer/report.h"
#include "indexer/say.h"
#include "indexer/settings.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#define JOBS_MAX 8
#define PATIENCE 0.1 /* seconds until a request to stop is noticed */
/* Memory that a byte of pending documents takes, with the store's share. */
#define PENDING_COST 2
/* A new index with so many articles is compacted at the end: it costs a
 * twelfth of the time and saves a third of the space. */
#define COMPACT_LEAST 2000

struct adding {
    const struct settings *settings;
    struct store_writer *writer; /* NULL in a dry run */
    struct report report;
    struct progress progress;
    uint64_t added, replaced, skipped;
    uint64_t uncommitted; /* of these, not yet safe */
    uint64_t bytes;       /* read */
    uint64_t revision;    /* of the last commit */
    double started;
    bool made;    /* the index was empty */
    bool gave_up; /* --max-errors */
};

static void refused(void *arg, const struct doc *d, const char *why)
{
    struct adding *a = arg;
    struct problem p = {.line = 0};
    char *id = strndup(d->id.data, d->id.size);

    problem_set(&p, IR_INVALID, "refused", "%s", why);
    report_rejected(&a->report, id ? id + 1 : "", &p);
    free(id);
    a->uncommitted--;
    a->added--; /* or replaced: it is not in the index now */
}

static enum ir_status commit(struct adding *a, struct ir_error *err)
{
    enum ir_status status;
    char count[48];

    if (!a->writer)
        return IR_OK;
    status = store_commit(a->writer, refused, a, err);
    if (status != IR_OK)
        return status;
    a->revision = last_revision(a->writer);
    if (a->settings->verbose && a->uncommitted)
        say("committed %s, revision %" PRIu64,
            count_articles(count, a->uncommitted), a->revision);
    a->uncommitted = 0;
    return IR_OK;
}

/* Is there one already, and does that settle the matter? */
static enum ir_status settle_duplicate(struct adding *a, struct item *item,
                                       bool *settled, struct ir_error *err)
{
    bool has = false;
    enum ir_status status;

    *settled = false;
    if (a->settings->on_duplicate == DUPLICATE_REPLACE)
        return IR_OK;
    status = store_has(a->writer, item->doc->id, &has, err);
    if (status != IR_OK || !has)
        return status;
    *settled = true;
    if (a->settings->on_duplicate == DUPLICATE_SKIP) {
        a->skipped++;
        return IR_OK;
    }
    problem_set(&item->problem, IR_INVALID, "duplicate",
                "an article with this id is there already: %.*s",
                (int)item->doc->id.size - 1, item->doc->id.data + 1);
    report_rejected(&a->report, item->name, &item->problem);
    return IR_OK;
}

static enum ir_status put(struct adding *a, struct item *item,
                          struct ir_error *err)
{
    struct doc *doc = item->doc;
    bool replaced = false, settled;
    enum ir_status status;

    if (!a->writer) {
        a->added++;
        return IR_OK;
    }
    status = settle_duplicate(a, item, &settled, err);
    if (status != IR_OK || settled)
        return status;
    item->doc = NULL; /* the store's now */
    status = store_put(a->writer, doc, &replaced, err);
    if (status == IR_INVALID) {
        problem_set(&item->problem, status, "refused", "%s", err->message);
        report_rejected(&a->report, item->name, &item->problem);
        return IR_OK;
    }
    if (status != IR_OK)
        return status;
    a->replaced += replaced;
    a->added += !replaced;
    a->uncommitted++;
    if (store_pending_bytes(a->writer) >= a->settings->memory / PENDING_COST)
        return commit(a, err);
    return IR_OK;
}

static enum ir_status take(struct adding *a, struct item *item,
                           struct ir_error *err)
{
    a->bytes = item->bytes;
    if (item->status != IR_OK) {
        report_rejected(&a->report, item->name, &item->problem);
        return IR_OK;
    }
    if (item->notes.replaced)
        report_repaired(&a->report, item->name, item->problem.line,
                        item->notes.replaced);
    if (item->notes.date_unread)
        report_undated(&a->report, item->name, item->problem.line);
    return put(a, item, err);
}

static enum ir_status take_all(struct adding *a, struct pipeline *p,
                               struct ir_error *err)
{
    const size_t limit = a->settings->max_errors;
    enum ir_status status;
    struct item *item;

    for (;;) {
        status = pipeline_next(p, PATIENCE, &item);
        if (status == IR_END)
            return IR_OK;
        progress_step(&a->progress, a->added + a->replaced, a->bytes);
        if (status == IR_NOT_FOUND)
            continue;
        status = take(a, item, err);
        pipeline_done(p, item);
        if (status != IR_OK)
            return status;
        a->gave_up = limit && a->report.rejected >= limit;
        if (a->gave_up)
            return IR_OK;
    }
}

static void summarise(const struct adding *a)
{
    double seconds = clock_seconds() - a->started;
    char added[48], replaced[32], rejected[32], skipped[32];
    struct buf line = BUF_INIT;

    if (a->settings->quiet)
        return;
    buf_addf(&line, "%s %s, %s replaced, %s rejected",
             count_articles(added, a->added),
             a->settings->dry_run ? "read" : "added",
             count_words(replaced, a->replaced),
             count_words(rejected, a->report.rejected));
    if (a->skipped)
        buf_addf(&line, ", %s skipped", count_words(skipped, a->skipped));
    buf_addf(&line, ", %.1f MB in %.*f s (%.1f MB/s)", (double)a->bytes / 1e6,
             seconds < 10, seconds, (double)a->bytes / 1e6 / seconds);
    say("%s", line.data);
    buf_free(&line);
    if (a->report.repaired)
        say("bad bytes replaced in %s",
            count_articles(added, a->report.repaired));
    if (a->report.undated)
        say("no date could be read in %s that give one",
            count_articles(added, a->report.undated));
}

static enum exit_status outcome(const struct adding *a)
{
    char count[48];

    if (atomic_load(&settings_stop)) {
        say("interrupted: %s committed, revision %" PRIu64,
            count_articles(count, a->added + a->replaced), a->revision);
        return EXIT_FATAL;
    }
    if (a->gave_up) {
        say("gave up after %s rejected inputs, revision %" PRIu64,
            count_words(count, a->report.rejected), a->revision);
        return EXIT_FATAL;
    }
    return a->report.rejected ? EXIT_REJECTED : EXIT_DONE;
}

static unsigned jobs_of(const struct settings *s)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (s->jobs)
        return (unsigned)s->jobs;
    if (processors < 1)
        return 1;
    return processors < JOBS_MAX ? (unsigned)processors : JOBS_MAX;
}

static enum ir_status run_pipeline(struct adding *a, struct walk *walk,
                                   const struct raw *same,
                                   const struct index_options *analysis,
                                   struct ir_error *err)
{
    const struct settings *s = a->settings;
    const struct pipeline_options options = {
        .jobs = jobs_of(s),
        .format = s->format,
        .max_size = s->max_size,
        .stem = analysis->stem,
        .lang = s->lang,
        .prepare = a->writer != NULL,
        .same = same,
        .stop = &settings_stop,
    };
    struct pipeline *pipeline;
    enum ir_status status = pipeline_start(&options, walk, &pipeline, err);

    if (status != IR_OK)
        return status;
    progress_start(&a->progress, s->quiet ? PROGRESS_NEVER : s->progress,
                   walk->bytes);
    status = take_all(a, pipeline, err);
    progress_end(&a->progress);
    pipeline_free(pipeline);
    if (status == IR_OK)
        status = commit(a, err);
    return status;
}

static bool is_empty(struct store_writer *w)
{
    struct store_info info;

    return store_info(store_writer_store(w), &info, NULL) == IR_OK &&
           !info.documents;
}

static enum ir_status add(struct adding *a, struct walk *walk,
                          const struct raw *same, struct ir_error *err)
{
    const struct settings *s = a->settings;
    struct index_options analysis;
    enum ir_status status, closed;

    status = s->dry_run ? IR_OK : settings_writer(s, true, &a->writer, err);
    if (status != IR_OK)
        return status;
    status = s->dry_run ? analysis_look(s, &analysis, err)
                        : analysis_settle(s, a->writer, &analysis, err);
    if (status != IR_OK)
        return status;
    status = report_open(&a->report, s->report, err);
    if (status == IR_OK) {
        a->revision = a->writer ? last_revision(a->writer) : 0;
        a->made = a->writer && is_empty(a->writer);
        status = run_pipeline(a, walk, same, &analysis, err);
        closed = report_close(&a->report, status == IR_OK ? err : NULL);
        if (status == IR_OK)
            status = closed;
    }
    index_options_free(&analysis);
    return status;
}

/* FIELD=VALUE of --set, and the language, as an article's fields. */
static enum ir_status read_same(const struct settings *s, struct raw *same,
                                struct ir_error *err)
{
    for (size_t i = 0; i < s->same.count; i++) {
        const char *text = s->same.items[i], *equals = strchr(text, '=');
        struct ir_text name = {text, equals ? (size_t)(equals - text) : 0};
        enum raw_field field = raw_field_of(name);

        if (!equals || field == RAW_FIELDS || field == RAW_TEXT)
            return ir_fail(err, IR_INVALID,
                           "--set %s: not FIELD=VALUE, with one of the fields "
                           "id title date source section byline lang url",
                           text);
        raw_set(same, field, text_of(equals + 1));
    }
    return IR_OK;
}

/* The articles are safe already, so trouble here is no failure. */
static void tidy(const struct adding *a, struct store_writer *w)
{
    struct ir_error err;

    store_writer_close(w);
    if (!a->made || a->added < COMPACT_LEAST || atomic_load(&settings_stop))
        return;
    if (store_compact(a->settings->db, 0, &err) != IR_OK)
        say("not compacted: %s", err.message);
}

static enum exit_status add_inputs(struct adding *a, struct walk *walk,
                                   const struct raw *same)
{
    struct ir_error err;
    enum ir_status status = add(a, walk, same, &err);
    enum exit_status result;

    if (status == IR_OK) {
        tidy(a, a->writer);
        a->writer = NULL;
        summarise(a);
        result = outcome(a);
    } else {
        result = fatal(&err);
        if (a->writer && result != EXIT_LOCKED)
            say("the last commit stands: revision %" PRIu64, a->revision);
    }
    store_writer_close(a->writer);
    return result;
}

/* True if nothing that was asked for exists: then no index is made either. */
static bool all_missing(const struct settings *s, const struct walk *walk)
{
    if (!s->words.count || walk->missing < s->words.count)
        return false;
    for (size_t i = 0; i < s->words.count; i++)
        say("%s: no such file or folder", s->words.items[i]);
    return true;
}

static void tell_passed(const struct settings *s, const struct walk *walk)
{
    char count[48];

    if (walk->passed && !s->quiet)
        say("%s files of other kinds passed over; name them or give --format "
            "to read them",
            count_words(count, walk->passed));
}

enum exit_status run_add(const struct settings *s)
{
    struct adding a = {.settings = s, .started = clock_seconds()};
    struct walk walk = WALK_INIT;
    enum exit_status result = EXIT_FATAL;
    struct ir_error err;
    struct raw same;

    if (!s->format)
        walk.wants = reader_wants;
    raw_start(&same);
    for (size_t i = 0; i < s->words.count; i++)
        walk_add(&walk, s->words.items[i]);
    if (!s->words.count && !s->files_from)
        walk_add(&walk, "-");
    if (read_same(s, &same, &err) != IR_OK)
        result = fatal(&err);
    else if (!all_missing(s, &walk))
        result = add_inputs(&a, &walk, &same);
    tell_passed(s, &walk);
    raw_free(&same);
    walk_free(&walk);
    return result;
}
