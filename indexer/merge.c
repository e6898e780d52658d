/* Copying the articles of other indexes into this one. */
#include "indexer/adding.h"
#include "indexer/analysis.h"
#include "indexer/say.h"
#include "indexer/stored.h"

#include <stdlib.h>

struct merge {
    const struct settings *settings;
    struct store *store; /* that is read now */
    struct stored *stored;
    size_t at; /* source */
};

static void close_source(struct merge *m)
{
    stored_free(m->stored);
    store_close(m->store);
    m->stored = NULL;
    m->store = NULL;
}

static enum ir_status open_source(struct merge *m, struct ir_error *err)
{
    const char *dir = m->settings->words.items[m->at];
    struct index_options options;
    enum ir_status status = store_open(&dir, 1, &m->store, err);

    if (status != IR_OK) {
        m->store = NULL;
        return status;
    }
    status = index_options_load_stored(&options, m->store, 0, dir, err);
    if (status != IR_OK)
        return status;
    index_options_free(&options);
    return stored_start(m->store, &m->stored, err);
}

/* The next article of all sources. */
static enum ir_status next(void *arg, const char **name, struct parsed *out,
                           struct problem *p)
{
    const struct text_list *sources;
    struct merge *m = arg;
    enum ir_status status;

    sources = &m->settings->words;
    p->line = 0;
    p->reason = "index";
    while (m->at < sources->count && !atomic_load(&settings_stop)) {
        *name = sources->items[m->at];
        status = m->stored ? IR_OK : open_source(m, &p->err);
        if (status == IR_OK)
            status = stored_next(m->stored, out, &p->err);
        if (status == IR_OK || status == IR_CORRUPT)
            return status;
        close_source(m);
        m->at++;
        if (status != IR_END)
            return status;
    }
    return IR_END;
}

/* A new index is made with the options of the first source. */
static enum ir_status adopt_options(const struct settings *s,
                                    struct store_writer *w,
                                    struct ir_error *err)
{
    struct index_options options;
    struct store *source;
    enum ir_status status;

    if (!index_options_absent(store_writer_store(w)) || s->stem ||
        s->stopwords || s->synonyms)
        return IR_OK;
    status = store_open(s->words.items, 1, &source, err);
    if (status != IR_OK)
        return status;
    status =
        index_options_load_stored(&options, source, 0, s->words.items[0], err);
    store_close(source);
    if (status != IR_OK)
        return status;
    status = index_options_save(&options, w, err);
    index_options_free(&options);
    return status;
}

/* All of them, before an index is made or changed. */
static enum ir_status check_sources(struct merge *m, struct ir_error *err)
{
    const struct text_list *sources = &m->settings->words;
    enum ir_status status = IR_OK;

    for (m->at = 0; status == IR_OK && m->at < sources->count; m->at++) {
        if (!strcmp(sources->items[m->at], m->settings->db))
            status = ir_fail(err, IR_INVALID, "%s: is the index itself",
                             m->settings->db);
        else
            status = open_source(m, err);
        close_source(m);
    }
    m->at = 0;
    return status;
}

enum exit_status run_merge(const struct settings *s)
{
    struct merge m = {.settings = s};
    struct report report = REPORT_INIT;
    struct adding a = {
        .settings = s,
        .report = &report,
        .started = clock_seconds(),
        .next = next,
        .next_arg = &m,
        .adopt = adopt_options,
    };
    struct walk walk = WALK_INIT;
    enum exit_status result;
    struct ir_error err;

    if (check_sources(&m, &err) != IR_OK)
        return fatal(&err);
    result = adding_run(&a, &walk, NULL);
    close_source(&m);
    walk_free(&walk);
    return result;
}
