/* Write the items of the pipeline to the index. */
#include "indexer/adding.h"
#include "indexer/document/analysis.h"
#include "indexer/pipeline.h"
#include "indexer/prune.h"
#include "indexer/stemmer.h"

#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE 0.1 /* seconds until a request to stop is noticed */
/* Seconds without an article from a pipe, whose writer may be a program that
 * never ends, after which those that came are committed. */
#define PAUSE 2.0
/* An index is about so many times as large as the text in it. */
#define INDEX_SIZE 3

/* Is standard input, and not a file there, one of the inputs? */
static bool reads_pipe(const struct settings *s)
{
    bool named = !s->words.count && !s->files_from;
    struct stat st;

    for (size_t i = 0; i < s->words.count; i++)
        named |= !strcmp(s->words.items[i], "-");
    return named && fstat(STDIN_FILENO, &st) == 0 && !S_ISREG(st.st_mode);
}

/* Commit if nothing has come for long. */
static enum ir_status commit_after(struct adding *a, double last,
                                   struct ir_error *err)
{
    if (!a->changes.uncommitted || clock_seconds() - last < PAUSE)
        return IR_OK;
    return changes_commit(&a->changes, err);
}

static enum ir_status take_all(struct adding *a, struct pipeline *p,
                               struct ir_error *err)
{
    const size_t limit = a->settings->max_errors;
    const bool pipe = !a->source && reads_pipe(a->settings);
    double last = clock_seconds(); /* when an item came; kept for a pipe */
    enum ir_status status;
    struct item *item;

    for (;;) {
        status = pipeline_next(p, PATIENCE, &item);
        if (status == IR_END)
            return IR_OK;
        progress_step(&a->progress, a->changes.added + a->changes.replaced,
                      a->bytes);
        if (status == IR_OK) {
            status = adding_take(a, item, err);
            pipeline_done(p, item);
            if (pipe)
                last = clock_seconds();
        } else
            status = pipe ? commit_after(a, last, err) : IR_OK;
        if (status != IR_OK)
            return status;
        a->gave_up = limit && a->report->rejected >= limit;
        if (a->gave_up)
            return IR_OK;
    }
}

/* Commit first, so that no article that was just added is taken for one of the
 * files that are gone.  But a join is not made twice for those. */
static enum ir_status drop_gone(struct adding *a, struct prune *gone,
                                struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (!a->changes.writer || !store_writer_is_bulk(a->changes.writer) ||
        a->changes.made)
        status = changes_commit(&a->changes, err);
    if (status != IR_OK || a->gave_up || settings_stopped(a->settings))
        return status;
    return prune_drop(gone, err);
}

static struct articles_options articles_of(const struct adding *a)
{
    return (struct articles_options){
        .format = a->settings->format,
        .max_size = a->settings->max_size,
        .filter_timeout = a->settings->filter_timeout,
        .map = a->map,
        .encoding = a->settings->encoding,
        .stamps = true,
        .generation = a->files.generation,
    };
}

/* About how many bytes of text will come, if that can be known. */
static uint64_t expected(const struct adding *a, const struct walk *walk)
{
    if (a->rebuild)
        return UINT64_MAX;
    return a->source ? stored_indexes_size(a->source) / INDEX_SIZE
                     : walk->bytes;
}

/* Index the files of the walk, or the articles of a->source. */
static enum ir_status run_pipeline(struct adding *a, struct walk *walk,
                                   const struct index_options *analysis,
                                   struct ir_error *err)
{
    const struct settings *s = a->settings;
    const struct pipeline_options options = {
        .jobs = settings_jobs(s),
        .articles = articles_of(a),
        .items = {.stem = analysis->stem,
                  .lang = settings_lang(s),
                  .detect = settings_detects(s) && !a->source,
                  .writer = a->changes.writer,
                  .fixed = a->fixed,
                  .source = a->source},
        .stop = s->stop,
    };
    struct pipeline *pipeline;
    enum ir_status status = IR_OK;

    if (a->changes.writer)
        store_expect(a->changes.writer, expected(a, walk));
    if (a->rebuild && !store_writer_is_bulk(a->changes.writer))
        return ir_fail(err, IR_INCOMPATIBLE,
                       "%s: can only be made anew elsewhere: irindex -d NEW "
                       "--merge %s",
                       s->db, s->db);
    status = pipeline_start(&options, walk, &pipeline, err);
    if (status != IR_OK)
        return status;
    progress_start(&a->progress,
                   s->progress == PROGRESS_ALWAYS && !s->quiet ? s->log : NULL,
                   walk->bytes);
    status = take_all(a, pipeline, err);
    progress_end(&a->progress);
    pipeline_free(pipeline);
    return status;
}

/* Before a commit: has all of the index been made anew? */
static enum ir_status check_rebuilt(const struct adding *a,
                                    struct ir_error *err)
{
    struct store_info info;
    enum ir_status status = store_info(a->changes.store, &info, err);

    if (status != IR_OK)
        return status;
    if (settings_stopped(a->settings))
        return ir_fail(err, IR_CANCELLED, "interrupted");
    if (a->changes.replaced != info.documents || a->changes.added)
        return ir_fail(err, IR_CORRUPT,
                       "%s: %" PRIu64 " articles, of which %" PRIu64
                       " could be made anew; run irindex --check --full",
                       a->settings->db, info.documents, a->changes.replaced);
    return IR_OK;
}

/* All of a run but opening the index. */
static enum ir_status update(struct adding *a, struct walk *walk,
                             const struct index_options *analysis,
                             struct ir_error *err)
{
    struct prune gone = PRUNE_INIT(&a->files);
    enum ir_status status = files_look(&a->files, walk, err);

    if (status == IR_OK && a->settings->prune)
        status = prune_look(&gone, walk, a->report, err);
    if (status == IR_OK)
        status = run_pipeline(a, walk, analysis, err);
    if (status == IR_OK && a->rebuild)
        status = check_rebuilt(a, err);
    if (status == IR_OK && a->settings->prune)
        status = drop_gone(a, &gone, err);
    prune_free(&gone);
    return status == IR_OK ? changes_commit(&a->changes, err) : status;
}

/* Choose the stemmer of a new index without --stem. */
static void choose_stemmer(struct adding *a, struct walk *walk,
                           const char **stem)
{
    struct articles_options options = articles_of(a);
    const struct settings *s = a->settings;
    const char *chosen;

    options.stamps = false;
    options.stop = s->stop;
    chosen = stemmer_choose(s, walk, &options, a->fixed);
    if (!chosen || !strcmp(chosen, "english")) /* the default */
        return;
    *stem = chosen;
    if (!s->quiet)
        log_line(s->log,
                 "the articles are for the %s stemmer; --stem takes another",
                 chosen);
}

/* Take the analysis options of the index, or set those of a new one. */
static enum ir_status settle_analysis(struct adding *a, struct walk *walk,
                                      struct index_options *out,
                                      struct ir_error *err)
{
    const struct settings *s = a->settings;
    struct analysis_wish wish = {s->stem, s->stopwords, s->synonyms};
    const bool any = s->stem || s->stopwords || s->synonyms;
    struct store_writer *w = a->changes.writer;
    enum ir_status status = IR_OK;

    if (a->rebuild)
        return analysis_renew(&wish, s->db, a->changes.store, w, out, err);
    if (w && index_options_absent(a->changes.store)) {
        if (a->source && !any)
            status = analysis_copy(a->source->dirs->items[0], w, err);
        else if (!s->stem)
            choose_stemmer(a, walk, &wish.stem);
    }
    if (status != IR_OK)
        return status;
    return analysis_settle(&wish, s->db, a->changes.store, w, out, err);
}

/* Find the names of the files, and begin to keep track of them. */
static enum ir_status start_files(struct adding *a, struct walk *walk,
                                  struct ir_error *err)
{
    a->files.changes = &a->changes;
    a->files.reread = a->settings->reread;
    a->files.options = files_options(a->settings);
    a->files.generation = a->changes.revision;
    a->files.naming = &a->base.naming;
    if (a->source) {
        a->source->into = &a->base;
        if (a->source->wreck)
            return index_base_load(&a->base, a->changes.store, err);
        return index_base_copy(&a->base, &a->changes, a->source->dirs->items[0],
                               err);
    }
    return index_base_settle(&a->base, &a->changes, walk, err);
}

static enum ir_status add(struct adding *a, struct walk *walk,
                          struct ir_error *err)
{
    /* No index is made for nothing. */
    const bool create =
        !a->rebuild && (!walk->count || walk->missing < walk->count);
    struct index_options analysis;
    enum ir_status closed,
        status = changes_open(&a->changes, a->settings, create, err);

    if (status == IR_OK && a->settings->verbose && a->changes.writer &&
        a->settings->writer == WRITER_AUTO &&
        store_writer_is_foreign(a->changes.writer))
        log_line(a->settings->log, "written through Xapian, whose format is "
                                   "not the one that is written in one go");
    if (status == IR_OK)
        status = settle_analysis(a, walk, &analysis, err);
    if (status != IR_OK)
        return status;
    status = report_open(a->report, a->settings->report, err);
    if (status == IR_OK) {
        status = start_files(a, walk, err);
        a->files.old_names = a->base.old_names;
        if (status == IR_OK)
            status = update(a, walk, &analysis, err);
        closed = report_flush(a->report, status == IR_OK ? err : NULL);
        if (status == IR_OK)
            status = closed;
    }
    index_options_free(&analysis);
    return status;
}

/* After a failure, log which state of the index was kept. */
static void log_last_commit(const struct settings *s)
{
    struct store_info info;
    struct store *store;

    if (s->repair) /* of which nothing stays */
        return;
    if (store_open(&s->db, 1, &store, NULL) != IR_OK)
        return;
    if (store_info(store, &info, NULL) == IR_OK)
        log_line(s->log, "the last commit stands: revision %" PRIu64,
                 info.revision);
    store_close(store);
}

enum exit_status adding_run(struct adding *a, struct walk *walk)
{
    struct ir_error err;
    enum ir_status status = add(a, walk, &err);
    enum exit_status result;
    bool wrote = false;

    if (status == IR_OK) {
        changes_finish(&a->changes);
        adding_summarise(a);
        result = adding_outcome(a);
    } else if (a->patient && err.status == IR_LOCKED)
        result = EXIT_LOCKED;
    else {
        result = fatal(a->settings, &err);
        wrote = a->changes.writer && result != EXIT_LOCKED;
    }
    changes_close(&a->changes);
    if (wrote)
        log_last_commit(a->settings);
    seen_free(&a->ids);
    seen_free(&a->contents);
    files_free(&a->files);
    index_base_free(&a->base);
    return result;
}
