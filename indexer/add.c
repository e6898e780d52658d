/* Adding the articles of inputs. */
#include "indexer/adding.h"
#include "indexer/input/charset.h"
#include "indexer/same.h"
#include "indexer/say.h"
#include "indexer/watch.h"

/* Seconds between two tries, while another process writes the index. */
#define LOCKED_PAUSE 1.0

/* What the runs over the inputs have alike: one, or more with --watch. */
struct rounds {
    struct settings settings;
    struct field_map map;
    struct parsed same;
    struct report report;
    bool again;  /* this is not the first */
    bool locked; /* the last one could not write the index */
};

/* What --map and --encoding say. */
static enum ir_status read_names(const struct settings *s,
                                 struct field_map *map, struct ir_error *err)
{
    if (s->encoding && !charset_find(text_of(s->encoding)))
        return ir_fail(err, IR_INVALID, "--encoding %s: not known",
                       s->encoding);
    for (size_t i = 0; i < s->map.count; i++)
        if (!field_map_add(map, s->map.items[i]))
            return ir_fail(err, IR_INVALID,
                           "--map %s: not FIELD=NAME, with one of the fields "
                           "id title text date source section byline lang url",
                           s->map.items[i]);
    return IR_OK;
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

/* One run over all inputs; watch is NULL if there is only one. */
static enum exit_status add_once(struct rounds *r, struct watch *watch)
{
    const struct settings *s = &r->settings;
    struct adding a = {
        .settings = s,
        .map = &r->map,
        .report = &r->report,
        .started = clock_seconds(),
        .again = r->again,
        .patient = r->locked,
    };
    struct walk walk = WALK_INIT;
    enum exit_status result = EXIT_FATAL;
    struct ir_error err = {IR_OK, ""};

    if (!s->format)
        walk.wants = reader_wants;
    walk.filters = &s->filters;
    if (watch && watch_begin(watch, &walk, &err) != IR_OK)
        return fatal(&err);
    for (size_t i = 0; i < s->words.count; i++)
        walk_add(&walk, s->words.items[i]);
    if (!s->words.count && !s->files_from)
        walk_add(&walk, "-");
    if (r->again || !all_missing(s, &walk))
        result = adding_run(&a, &walk, &r->same);
    if (!r->again && result != EXIT_LOCKED)
        adding_tell_passed(s, &walk);
    walk_free(&walk);
    return result;
}

/* What came of a round, and what that means for the next. */
static void end_round(struct rounds *r, enum exit_status result, size_t folders)
{
    char count[32];
    bool locked = result == EXIT_LOCKED;

    if (locked && !r->locked)
        say("waiting for it to end");
    r->locked = locked;
    if (locked || result > EXIT_REJECTED)
        return;
    if (!r->again && !r->settings.quiet && !atomic_load(&settings_stop))
        say("watching %s %s", count_words(count, folders),
            folders == 1 ? "folder" : "folders");
    r->again = true;
    r->settings.reread = false; /* all was read */
}

/* Round after round, until a signal ends it. */
static enum exit_status keep_adding(struct rounds *r)
{
    struct watch *watch = watch_new(&r->settings);
    struct said said = SAID_INIT;
    enum exit_status result;
    bool on;

    r->report.said = &said;
    r->settings.lock_timeout = 0; /* it is waited for below */
    do {
        result = add_once(r, watch);
        end_round(r, result, watch_folders(watch));
        on = result <= EXIT_REJECTED || result == EXIT_LOCKED;
    } while (on && watch_wait(watch, r->locked ? LOCKED_PAUSE : 0));
    watch_free(watch);
    said_free(&said);
    return on ? EXIT_DONE : result;
}

enum exit_status run_add(const struct settings *s)
{
    struct rounds r = {.settings = *s, .report = REPORT_INIT};
    enum exit_status result;
    struct ir_error err;

    parsed_start(&r.same);
    if (filter_check(&s->filters, &err) != IR_OK ||
        same_read(s, &r.same, &err) != IR_OK ||
        read_names(s, &r.map, &err) != IR_OK)
        result = fatal(&err);
    else
        result = s->watch ? keep_adding(&r) : add_once(&r, NULL);
    if (report_close(&r.report, &err) != IR_OK)
        result = fatal(&err);
    parsed_free(&r.same);
    field_map_free(&r.map);
    return result;
}
