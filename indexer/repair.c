/* Writes what is left of a damaged index to a new one. */
#include "article/terms.h"
#include "indexer/adding.h"
#include "indexer/document/analysis.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

/* An article that other tables know, but whose record is lost. */
struct lost {
    char *id;   /* its unique term */
    char *file; /* that it came from, if that is there and of no other */
    bool here;  /* in the new index, after all */
};

struct repair {
    const struct settings *settings;
    struct settings into; /* for the new index */
    struct wreck *wreck;
    struct report report;
    struct naming naming;
    struct lost *lost;
    size_t lost_count, lost_room;
    struct seen files; /* that they came from */
    uint64_t read;     /* articles, from records */
    uint64_t again;    /* from files */
    uint64_t missing;  /* neither */
};

static const char *meta_of(const void *wreck, const char *key)
{
    return wreck_meta(wreck, key);
}

/* ---- the new index ---- */

static enum ir_status check_free(const char *dir, struct ir_error *err)
{
    struct store *store;
    enum ir_status status = store_open(&dir, 1, &store, err);

    if (status == IR_NOT_FOUND)
        return IR_OK;
    if (status != IR_OK)
        return status;
    store_close(store);
    return ir_fail(err, IR_INVALID, "--repair %s: is an index already", dir);
}

/* What a newer program has written is not read as if it were of today. */
static enum ir_status check_known(const struct repair *r, struct ir_error *err)
{
    struct index_options options;
    char format[16];
    bool known;

    index_options_gather(&options, meta_of, r->wreck);
    known = options.format <= INDEX_FORMAT;
    snprintf(format, sizeof(format), "%d", options.format);
    index_options_free(&options);
    return known ? IR_OK : index_options_newer(r->settings->db, format, err);
}

/* Give it the options of the damaged one, as far as they are known. */
static enum ir_status set_options(const struct repair *r,
                                  struct store_writer *w, struct ir_error *err)
{
    const struct settings *s = r->settings;
    const struct analysis_wish wish = {s->stem, s->stopwords, s->synonyms};
    const char *keys[] = {INDEX_BASE_KEY, INDEX_BASE_OLD_KEY};
    struct index_options options;
    enum ir_status status;

    index_options_gather(&options, meta_of, r->wreck);
    if (!options.format && !s->stem)
        log_line(s->log,
                 "%s: its options cannot be read: taken to be those of a new "
                 "index; --stem, --stopwords and --synonyms set others",
                 s->db);
    status = analysis_set(&wish, &options, w, err);
    for (size_t i = 0; i < COUNT(keys) && status == IR_OK; i++)
        if (wreck_meta(r->wreck, keys[i]))
            status =
                store_set_meta(w, keys[i], wreck_meta(r->wreck, keys[i]), err);
    index_options_free(&options);
    return status;
}

static enum ir_status make_new(const struct repair *r, struct ir_error *err)
{
    const struct store_writer_options how = {.sync = !r->into.no_sync,
                                             .create = true};
    struct store_writer *w;
    enum ir_status status = store_writer_open(r->into.db, &how, &w, err);

    if (status != IR_OK)
        return status;
    status = set_options(r, w, err);
    if (status == IR_OK)
        status = store_commit(w, err);
    store_writer_close(w);
    return status;
}

/* ---- what is lost ---- */

/* The path of the file that its origin names, or its id, if that is there; NULL
 * if it is not, or if another article came from it, too. */
static char *find_file(struct repair *r, const struct wreck_lost *lost)
{
    const size_t digits = ORIGIN_DIGITS + 1; /* and a colon */
    struct ir_text name = text_slice(lost->id, 1, lost->id.size);
    struct buf text = BUF_INIT, path = BUF_INIT;
    uint64_t before;
    char *found = NULL;

    if (lost->origin.size > digits)
        name = text_slice(lost->origin, 1, lost->origin.size - digits);
    buf_addt(&text, name);
    naming_path(&r->naming, text.data, &path);
    if (*path.data == '/' && !access(path.data, R_OK) &&
        !seen_put(&r->files, seen_key(path.data, path.size), 1, &before))
        found = buf_take(&path, NULL);
    buf_free(&text);
    buf_free(&path);
    return found;
}

static void list_lost(struct repair *r)
{
    const char *base = wreck_meta(r->wreck, INDEX_BASE_KEY);
    struct wreck_lost lost;

    if (base)
        naming_set(&r->naming, base);
    while (wreck_next_lost(r->wreck, &lost)) {
        struct buf id = BUF_INIT;

        buf_addt(&id, lost.id);
        r->lost =
            xgrow(r->lost, r->lost_count, &r->lost_room, sizeof(*r->lost));
        r->lost[r->lost_count].file = find_file(r, &lost);
        r->lost[r->lost_count].here = false;
        r->lost[r->lost_count++].id = buf_take(&id, NULL);
    }
}

static uint64_t named_of(const struct repair *r)
{
    uint64_t count = 0;

    for (size_t i = 0; i < r->lost_count; i++)
        count += !r->lost[i].here;
    return count;
}

/* See which of them the new index has; *count is of all its articles. */
static enum ir_status look_for_lost(struct repair *r, uint64_t *count,
                                    struct ir_error *err)
{
    struct store_info info;
    struct store *store;
    enum ir_status status = store_open(&r->into.db, 1, &store, err);

    if (status != IR_OK)
        return status;
    for (size_t i = 0; i < r->lost_count && status == IR_OK; i++) {
        struct lost *one = &r->lost[i];
        uint32_t document;

        if (one->here)
            continue;
        status = store_document(store, text_of(one->id), &document, err);
        one->here = status == IR_OK;
        if (status == IR_NOT_FOUND)
            status = IR_OK;
    }
    if (status == IR_OK)
        status = store_info(store, &info, err);
    if (status == IR_OK)
        *count = info.documents;
    store_close(store);
    return status;
}

/* ---- the two ways ---- */

static enum exit_status read_records(struct repair *r)
{
    struct text_list damaged = {0};
    struct stored_indexes source;
    struct walk walk = WALK_INIT;
    struct settings into = r->into;
    struct adding a = {
        .settings = &into,
        .report = &r->report,
        .source = &source,
        .started = clock_seconds(),
    };
    enum exit_status result;

    into.report = r->settings->report;
    text_list_add(&damaged, r->settings->db);
    stored_indexes_start(&source, &damaged);
    source.wreck = r->wreck;
    result = adding_run(&a, &walk);
    stored_indexes_end(&source);
    text_list_free(&damaged);
    walk_free(&walk);
    return result;
}

/* From what the user names, all articles that are not there; else from files
 * that articles came from, those that are lost. */
static enum exit_status read_files(struct repair *r)
{
    struct settings into = r->into;
    struct text_list files = {0};
    struct seen only = SEEN_INIT;
    enum exit_status result = EXIT_DONE;
    uint64_t before;

    into.words = r->settings->words;
    for (size_t i = 0; !into.words.count && i < r->lost_count; i++) {
        const struct lost *one = &r->lost[i];

        if (!one->here)
            seen_put(&only, seen_key(one->id, strlen(one->id)), 1, &before);
        if (one->file)
            text_list_add(&files, one->file);
    }
    if (!into.words.count) {
        into.words = files;
        into.only = &only;
    }
    if (into.words.count)
        result = run_add(&into);
    text_list_free(&files);
    seen_free(&only);
    return result;
}

/* ---- the whole ---- */

static void report_all(struct repair *r)
{
    for (size_t i = 0; i < r->lost_count; i++)
        if (!r->lost[i].here)
            report_lost(&r->report, r->settings->db, r->lost[i].id + 1);
}

static void summarise(const struct repair *r, uint64_t named, bool counted)
{
    char read[48], again[32], lost[32];
    struct buf line = BUF_INIT;

    buf_addf(&line, "%s: %s read from %s, %s from files, %s lost",
             r->settings->repair, count_articles(read, r->read),
             r->settings->db, count_words(again, r->again),
             counted ? count_words(lost, r->missing) : "an unknown number");
    if (r->missing > named)
        buf_addf(&line, "; the ids of %s are not known",
                 count_words(lost, r->missing - named));
    log_line(r->settings->log, "%s", line.data);
    buf_free(&line);
}

/* What became of all: sets r->again and r->missing, and names what is lost. */
static enum exit_status settle(struct repair *r, uint64_t rejected)
{
    const uint64_t known = r->read + rejected + named_of(r);
    uint64_t total, count, named;
    const bool counted = wreck_count(r->wreck, &total);
    struct ir_error err;

    if (look_for_lost(r, &count, &err) != IR_OK)
        return fatal(r->settings, &err);
    r->again = count - r->read;
    r->missing = named = named_of(r);
    if (counted && total > known)
        r->missing += total - known;
    report_all(r);
    if (!r->settings->quiet)
        summarise(r, named, counted);
    return counted && !r->missing && !rejected ? EXIT_DONE : EXIT_REJECTED;
}

static enum exit_status run(struct repair *r)
{
    enum exit_status result = read_records(r), again;
    const uint64_t rejected = r->report.rejected;
    struct ir_error err;
    uint64_t total;

    if (result > EXIT_REJECTED)
        return result;
    if (look_for_lost(r, &r->read, &err) != IR_OK)
        return fatal(r->settings, &err);
    if (!wreck_count(r->wreck, &total) || r->read < total)
        list_lost(r);
    if (look_for_lost(r, &r->read, &err) != IR_OK)
        return fatal(r->settings, &err);
    again = read_files(r);
    if (again > EXIT_REJECTED)
        return again;
    result = settle(r, rejected);
    return again > result ? again : result;
}

static void end(struct repair *r)
{
    for (size_t i = 0; i < r->lost_count; i++) {
        free(r->lost[i].id);
        free(r->lost[i].file);
    }
    free(r->lost);
    seen_free(&r->files);
    naming_free(&r->naming);
    wreck_close(r->wreck);
}

/* In fresh; it gets its name when it is whole. */
static enum exit_status make(struct repair *r, char *fresh)
{
    enum exit_status result;
    struct ir_error err;

    r->into.db = fresh;
    if (make_new(r, &err) == IR_OK)
        result = run(r);
    else
        result = fatal(r->settings, &err);
    if (store_end_aside(fresh, r->settings->repair, result <= EXIT_REJECTED,
                        &err) != IR_OK)
        result = fatal(r->settings, &err);
    return result;
}

enum exit_status run_repair(const struct settings *s)
{
    struct repair r = {
        .settings = s,
        .into = *s,
        .report = {.log = s->log},
        .naming = NAMING_INIT,
    };
    enum exit_status result;
    char *fresh;
    struct ir_error err;

    r.into.quiet = true;
    r.into.on_duplicate = DUPLICATE_SKIP;
    r.into.stem = r.into.stopwords = r.into.synonyms = r.into.report = NULL;
    r.into.words = (struct text_list){0};
    if (check_free(s->repair, &err) != IR_OK ||
        wreck_open(s->db, TERM_HANDLE, &r.wreck, &err) != IR_OK ||
        check_known(&r, &err) != IR_OK ||
        store_begin_aside(s->repair, &fresh, &err) != IR_OK)
        result = fatal(s, &err);
    else
        result = make(&r, fresh);
    if (report_close(&r.report, &err) != IR_OK)
        result = fatal(s, &err);
    end(&r);
    return result;
}
