/* The pipeline's items into the index, batch by batch. */
#include "indexer/adding.h"
#include "indexer/analysis.h"
#include "indexer/say.h"
#include "indexer/stemmer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOBS_MAX 8
#define PATIENCE 0.1 /* seconds until a request to stop is noticed */
/* Memory that a byte of pending documents takes, with the store's share. */
#define PENDING_COST 2
/* A new index with so many articles is compacted at the end: it costs a
 * twelfth of the time and saves a third of the space. */
#define COMPACT_LEAST 2000

static enum ir_status commit(struct adding *a, struct ir_error *err)
{
    enum ir_status status;
    char count[48];

    if (!a->writer)
        return IR_OK;
    status = store_commit(a->writer, err);
    if (status != IR_OK)
        return status;
    a->revision = last_revision(a->writer);
    if (a->settings->verbose && a->uncommitted)
        say("committed %s, revision %" PRIu64,
            count_articles(count, a->uncommitted), a->revision);
    a->uncommitted = 0;
    return IR_OK;
}

static enum ir_status commit_when_full(struct adding *a, struct ir_error *err)
{
    if (store_pending_bytes(a->writer) < a->settings->memory / PENDING_COST)
        return IR_OK;
    return commit(a, err);
}

static enum ir_status end_file(struct adding *a, const struct item *item,
                               struct ir_error *err)
{
    enum ir_status status = files_end(&a->files, item, err);

    return status == IR_OK && a->writer ? commit_when_full(a, err) : status;
}

static enum ir_status commit_soon(void *arg, struct ir_error *err)
{
    return commit(arg, err);
}

enum ir_status adding_reject(struct adding *a, struct item *item,
                             struct ir_error *err)
{
    report_rejected(a->report, item->name, &item->problem);
    return files_note(&a->files, item, FILES_REJECTED, err);
}

static enum ir_status put(struct adding *a, struct item *item,
                          struct ir_error *err)
{
    struct doc *doc = item->doc;
    bool replaced = false, settled;
    enum ir_status status;

    if (a->writer) {
        status = duplicates_settle(a, item, &settled, err);
        if (status != IR_OK || settled)
            return status;
    }
    duplicates_note(a, item);
    if (!a->writer) {
        a->added++;
        return files_note(&a->files, item, FILES_PUT, err);
    }
    status = files_note(&a->files, item, FILES_PUT, err);
    if (status != IR_OK)
        return status;
    item->doc = NULL; /* the store's now */
    status = store_put(a->writer, doc, &replaced, err);
    if (status != IR_OK)
        return status;
    a->replaced += replaced;
    a->added += !replaced;
    a->uncommitted++;
    /* The end of the file follows: what is all of it is committed with it. */
    return item->notes.own ? IR_OK : commit_when_full(a, err);
}

static enum ir_status take(struct adding *a, struct item *item,
                           struct ir_error *err)
{
    a->bytes = item->bytes;
    if (item->status != IR_OK)
        return adding_reject(a, item, err);
    if (item->event == FEED_FILE)
        return end_file(a, item, err);
    if (item->notes.replaced)
        report_repaired(a->report, item->name, item->problem.line,
                        item->notes.replaced);
    if (item->notes.converted)
        report_converted(a->report, item->name, item->problem.line,
                         a->settings->encoding);
    if (*item->notes.undated)
        report_undated(a->report, item->name, item->problem.line,
                       buf_text(&item->parsed.fields[PARSED_DATE]),
                       item->notes.undated);
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
        a->gave_up = limit && a->report->rejected >= limit;
        if (a->gave_up)
            return IR_OK;
    }
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

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* What was added is safe first, and its entries can be seen. */
static enum ir_status prune(struct adding *a, struct ir_error *err)
{
    const struct text_list *inputs = &a->settings->words;
    enum ir_status status = commit(a, err);

    if (a->gave_up || !a->files.store || atomic_load(&settings_stop))
        return status;
    for (size_t i = 0; status == IR_OK && i < inputs->count; i++)
        if (is_folder(inputs->items[i]))
            status = files_prune(&a->files, inputs->items[i], err);
    return status;
}

static struct feed_options feed_of(const struct adding *a)
{
    return (struct feed_options){
        .format = a->settings->format,
        .max_size = a->settings->max_size,
        .filter_timeout = a->settings->filter_timeout,
        .map = a->map,
        .encoding = a->settings->encoding,
        .marks = true,
        .generation = a->files.generation,
    };
}

static enum ir_status run_pipeline(struct adding *a, struct walk *walk,
                                   const struct parsed *same,
                                   const struct index_options *analysis,
                                   struct ir_error *err)
{
    const struct settings *s = a->settings;
    const struct pipeline_options options = {
        .jobs = jobs_of(s),
        .feed = feed_of(a),
        .stem = analysis->stem,
        .lang = settings_lang(s),
        .detect = settings_detects(s) && !a->next,
        .prepare = a->writer != NULL,
        .same = same,
        .next = a->next,
        .next_arg = a->next_arg,
        .stop = &settings_stop,
    };
    struct pipeline *pipeline;
    enum ir_status status = IR_OK;

    if (!s->reread)
        status = files_look(&a->files, walk, err);
    if (status == IR_OK)
        status = pipeline_start(&options, walk, &pipeline, err);
    if (status != IR_OK)
        return status;
    progress_start(&a->progress, s->quiet ? PROGRESS_NEVER : s->progress,
                   walk->bytes);
    status = take_all(a, pipeline, err);
    progress_end(&a->progress);
    pipeline_free(pipeline);
    if (status == IR_OK && s->prune)
        status = prune(a, err);
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

/* For a new index, if none was asked for. */
static void choose_stemmer(struct adding *a, struct settings *with,
                           struct walk *walk, const struct parsed *same)
{
    struct feed_options feed = feed_of(a);
    const char *chosen;

    if (with->stem || !index_options_absent(store_writer_store(a->writer)))
        return;
    feed.marks = false;
    chosen = stemmer_choose(with, walk, &feed, same);
    if (!chosen || !strcmp(chosen, "english")) /* which it is anyway */
        return;
    with->stem = chosen;
    if (!with->quiet)
        say("the articles are for the %s stemmer; --stem takes another",
            chosen);
}

static enum ir_status open_index(struct adding *a, struct walk *walk,
                                 const struct parsed *same,
                                 struct index_options *analysis,
                                 struct ir_error *err)
{
    const struct settings *s = a->settings;
    struct settings with = *s;
    enum ir_status status;

    if (s->dry_run) {
        status = analysis_look(s, analysis, err);
        /* Without an index there is nothing that could be unchanged. */
        if (status == IR_OK && store_open(&s->db, 1, &a->reader, NULL) != IR_OK)
            a->reader = NULL;
        return status;
    }
    status = settings_writer(s, true, &a->writer, err);
    if (status == IR_OK)
        a->revision = last_revision(a->writer);
    if (status == IR_OK && a->adopt)
        status = a->adopt(s, a->writer, err);
    if (status != IR_OK)
        return status;
    choose_stemmer(a, &with, walk, same);
    return analysis_settle(&with, a->writer, analysis, err);
}

static void start_files(struct adding *a)
{
    struct files *f = &a->files;

    f->writer = a->writer;
    f->store = a->writer ? store_writer_store(a->writer) : a->reader;
    f->meaning = files_meaning(a->settings);
    f->generation = a->revision;
    f->memory = a->settings->memory / PENDING_COST;
    f->commit = commit_soon;
    f->arg = a;
}

/* There may be another round. */
static enum ir_status end_report(struct adding *a, struct ir_error *err)
{
    return a->settings->watch ? report_flush(a->report, err)
                              : report_close(a->report, err);
}

static enum ir_status add(struct adding *a, struct walk *walk,
                          const struct parsed *same, struct ir_error *err)
{
    struct index_options analysis;
    enum ir_status status = open_index(a, walk, same, &analysis, err), closed;

    if (status != IR_OK)
        return status;
    status = report_open(a->report, a->settings->report, err);
    if (status == IR_OK) {
        a->made = a->writer && is_empty(a->writer);
        start_files(a);
        status = run_pipeline(a, walk, same, &analysis, err);
        closed = end_report(a, status == IR_OK ? err : NULL);
        if (status == IR_OK)
            status = closed;
    }
    index_options_free(&analysis);
    return status;
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

/* What a run that failed leaves, as the next one will find it. */
static void tell_last_commit(const struct settings *s)
{
    struct store_info info;
    struct store *store;

    if (store_open(&s->db, 1, &store, NULL) != IR_OK)
        return;
    if (store_info(store, &info, NULL) == IR_OK)
        say("the last commit stands: revision %" PRIu64, info.revision);
    store_close(store);
}

enum exit_status adding_run(struct adding *a, struct walk *walk,
                            const struct parsed *same)
{
    struct ir_error err;
    enum ir_status status = add(a, walk, same, &err);
    enum exit_status result;
    bool wrote = false;

    if (status == IR_OK) {
        tidy(a, a->writer);
        a->writer = NULL;
        adding_summarise(a);
        result = adding_outcome(a);
    } else if (a->patient && err.status == IR_LOCKED)
        result = EXIT_LOCKED;
    else {
        result = fatal(&err);
        wrote = a->writer && result != EXIT_LOCKED;
    }
    store_writer_close(a->writer);
    if (wrote)
        tell_last_commit(a->settings);
    store_close(a->reader);
    seen_free(&a->ids);
    return result;
}
