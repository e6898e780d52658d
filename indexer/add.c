/* Adding the articles of inputs, or of other indexes. */
#include "indexer/adding.h"

#include <time.h>
#include <unistd.h>

/* Seconds between two tries, while another process writes the index. */
#define LOCKED_PAUSE 1.0

/* A file that changes while it is read is read so often in all, with a pause
 * before each time, in seconds. */
#define CHANGED_TRIES 3
#define CHANGED_PAUSE 0.5

/* State that the rounds share: those of --watch, or those for files that
 * changed while they were read. */
struct rounds {
    struct settings settings;
    struct field_map map;
    struct parsed fixed; /* fields of every article */
    struct file_types types;
    struct report report;
    bool again;   /* this is not the first round */
    bool retries; /* another one can follow, for what changed meanwhile */
    bool changed; /* it has to */
    bool locked;  /* the last round found the index locked */
};

/* True if no input exists; then no index is created either. */
static bool all_missing(const struct settings *s, const struct walk *walk)
{
    if (!s->words.count || walk->missing < s->words.count)
        return false;
    for (size_t i = 0; i < s->words.count; i++)
        log_line(s->log, "%s: no such file or folder", s->words.items[i]);
    return true;
}

/* What this run writes, which may lie in a folder that it reads. */
static struct own own_files(const struct settings *s)
{
    struct own own = {0};

    own_add(&own, s->db);
    if (s->report)
        own_add(&own, s->report);
    own_add_open(&own, STDOUT_FILENO);
    own_add_open(&own, STDERR_FILENO);
    return own;
}

/* One run over all inputs; watch is NULL if there is only one. */
static enum exit_status add_once(struct rounds *r, struct watch *watch)
{
    const struct settings *s = &r->settings;
    struct adding a = {
        .settings = s,
        .map = &r->map,
        .fixed = &r->fixed,
        .report = &r->report,
        .started = clock_seconds(),
        .again = r->again,
        .retries = r->retries,
        .patient = r->locked,
    };
    struct walk walk = WALK_INIT;
    const char *trouble, *news;
    enum exit_status result = EXIT_FATAL;
    struct ir_error err = {IR_OK, ""};

    walk.types = r->types;
    walk.own = own_files(s);
    walk.watch = watch;
    if (watch && watch_begin(watch, &err) != IR_OK)
        return fatal(s, &err);
    for (size_t i = 0; i < s->words.count; i++)
        if (!r->again || strcmp(s->words.items[i], "-") != 0)
            walk_add(&walk, s->words.items[i]);
    if (!s->words.count && !s->files_from)
        walk_add(&walk, "-");
    while (watch && (news = watch_news(watch)))
        log_line(s->log, "%s", news);
    if (watch && (trouble = watch_trouble(watch)))
        log_line(s->log, "%s", trouble);
    if (r->again || s->force_prune || !all_missing(s, &walk))
        result = adding_run(&a, &walk);
    r->changed = a.changed > 0;
    if (!r->again && result != EXIT_LOCKED)
        adding_log_skipped(s, &walk);
    walk_free(&walk);
    return result;
}

/* Log the state of --watch, and prepare the next round. */
static void end_round(struct rounds *r, enum exit_status result, size_t folders)
{
    char count[32];
    bool locked = result == EXIT_LOCKED;

    if (locked && !r->locked)
        log_line(r->settings.log, "waiting for it to end");
    r->locked = locked;
    if (locked || result > EXIT_REJECTED)
        return;
    if (!r->again && !r->settings.quiet && !settings_stopped(&r->settings))
        log_line(r->settings.log, "watching %s %s", count_words(count, folders),
                 folders == 1 ? "folder" : "folders");
    r->again = true;
    r->settings.reread = false; /* only the first round rereads */
}

/* Run --watch until a signal or an error ends it. */
static enum exit_status keep_adding(struct rounds *r)
{
    const struct settings *s = &r->settings;
    const struct watch_options options = {
        .inputs = &s->words,
        .types = &r->types,
        .index = s->db,
        .removals = s->prune,
        .stop = s->stop,
    };
    struct watch *watch = watch_new(&options);
    struct reported reported = {0};
    enum exit_status result;
    bool on;

    r->report.reported = &reported;
    r->settings.lock_timeout = 0; /* the loop below waits instead */
    do {
        result = add_once(r, watch);
        end_round(r, result, watch_folders(watch));
        on = result <= EXIT_REJECTED || result == EXIT_LOCKED;
    } while (on && watch_wait(watch, r->locked ? LOCKED_PAUSE : 0));
    watch_free(watch);
    reported_free(&reported);
    return on ? EXIT_DONE : result;
}

static void wait_for_changes(const struct rounds *r)
{
    const struct timespec pause = {0, (long)(CHANGED_PAUSE * 1e9)};

    if (!settings_stopped(&r->settings))
        nanosleep(&pause, NULL);
}

/*
 * Without --watch: a round, and others while files change as they are read, as
 * if irindex were run again.  What is rejected in one of them is rejected.
 */
static enum exit_status add_settled(struct rounds *r)
{
    const struct settings *s = &r->settings;
    const bool replaces = !s->dry_run && s->on_duplicate == DUPLICATE_REPLACE;
    struct reported reported = {0};
    enum exit_status result = EXIT_DONE, last;

    r->report.reported = &reported;
    for (int left = replaces ? CHANGED_TRIES : 1; left > 0; left--) {
        r->retries = left > 1;
        last = add_once(r, NULL);
        result = last > result ? last : result;
        if (!r->changed || last > EXIT_REJECTED || settings_stopped(s))
            break;
        r->again = true;
        r->settings.reread = false;
        wait_for_changes(r);
    }
    reported_free(&reported);
    return result;
}

enum exit_status run_add(const struct settings *s)
{
    struct rounds r = {
        .settings = *s,
        .types = {s->format ? NULL : reader_wants, &s->filters},
        .report = {.log = s->log},
    };
    enum exit_status result;
    struct ir_error err;

    parsed_start(&r.fixed);
    if (filter_check(&s->filters, &err) != IR_OK ||
        settings_fields(s, &r.fixed, &err) != IR_OK ||
        settings_names(s, &r.map, &err) != IR_OK)
        result = fatal(s, &err);
    else
        result = s->watch ? keep_adding(&r) : add_settled(&r);
    if (report_close(&r.report, &err) != IR_OK)
        result = fatal(s, &err);
    parsed_free(&r.fixed);
    field_map_free(&r.map);
    return result;
}

/* Add the articles of indexes; rebuild: in the place of themselves. */
static enum exit_status add_stored(const struct settings *s,
                                   struct stored_indexes *source, bool rebuild)
{
    struct report report = {.log = s->log};
    struct walk walk = WALK_INIT;
    struct adding a = {
        .settings = s,
        .report = &report,
        .source = source,
        .rebuild = rebuild,
        .started = clock_seconds(),
    };
    enum exit_status result = adding_run(&a, &walk);
    struct ir_error err;

    if (report_close(&report, &err) != IR_OK)
        result = fatal(s, &err);
    walk_free(&walk);
    return result;
}

/*
 * Put each article of the index in the place of itself, in one commit: what
 * belongs to the index stays, and readers see it as it was or as it becomes.
 */
enum exit_status run_rebuild(const struct settings *s)
{
    struct text_list itself = {0};
    struct stored_indexes source;
    enum exit_status result;

    text_list_add(&itself, s->db);
    stored_indexes_start(&source, &itself);
    source.own = true;
    result = add_stored(s, &source, true);
    stored_indexes_end(&source);
    text_list_free(&itself);
    return result;
}

/* Check all source indexes before the index is changed. */
static enum ir_status check_sources(const struct settings *s,
                                    struct stored_indexes *sources,
                                    struct ir_error *err)
{
    for (size_t i = 0; i < s->words.count; i++)
        if (!strcmp(s->words.items[i], s->db))
            return ir_fail(err, IR_INVALID, "%s: is the index itself", s->db);
    return stored_indexes_check(sources, err);
}

enum exit_status run_merge(const struct settings *s)
{
    struct stored_indexes sources;
    enum exit_status result;
    struct ir_error err;

    stored_indexes_start(&sources, &s->words);
    if (check_sources(s, &sources, &err) != IR_OK)
        return fatal(s, &err);
    result = add_stored(s, &sources, false);
    stored_indexes_end(&sources);
    return result;
}
