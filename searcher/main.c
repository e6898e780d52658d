/* irsearch: search a news index from the command line. */
#include "searcher/batch.h"
#include "searcher/find_topics.h"
#include "searcher/output/caret.h"
#include "searcher/settings.h"
#include "text/visible.h"

#include <unistd.h>

#define FLUSH_AT ((size_t)1 << 16) /* bytes to collect before writing */

struct session {
    const struct settings *settings;
    const struct output *output;
    struct ir_searcher *searcher;
    struct page page;
    struct buf query; /* the one that is being answered */
    struct buf out;
    bool found, failed;
};

static void complain(const struct session *s, const struct ir_error *err)
{
    struct buf out = BUF_INIT;
    struct page page = {.out = &out};

    if (s->searcher && err->status == IR_INVALID)
        page.refused = ir_refused(s->searcher);
    s->output->error(&page, err);
    if (!s->output->machine && page.refused)
        caret_add(&out, buf_text(&s->query), page.refused->start,
                  page.refused->end);
    streams_complain(buf_text(&out));
    buf_free(&out);
}

static void warn(const struct ir_results *r)
{
    struct buf out = BUF_INIT;

    for (size_t i = 0; i < r->warning_count; i++) {
        buf_adds(&out, "irsearch: warning: ");
        visible_add(&out, text_of(r->warnings[i].message));
        buf_addc(&out, '\n');
    }
    streams_complain(buf_text(&out));
    buf_free(&out);
}

static void suggest(const struct ir_results *r)
{
    struct buf out = BUF_INIT;

    if (!r->suggestion.size)
        return;
    buf_adds(&out, "irsearch: nothing holds all of that; did you mean: ");
    visible_add(&out, r->suggestion);
    buf_addc(&out, '\n');
    streams_complain(buf_text(&out));
    buf_free(&out);
}

/* An answer cut short; with nothing in it the run has failed. */
static void tell_late(struct session *s, bool late, bool found)
{
    struct buf out = BUF_INIT;

    if (!late)
        return;
    buf_addf(&out,
             "irsearch: warning: stopped after %g s; --timeout 0 to go on\n",
             s->settings->request.timeout);
    streams_complain(buf_text(&out));
    buf_free(&out);
    s->failed = s->failed || !found;
}

static void tell_stats(struct session *s, const struct ir_results *r)
{
    struct buf out = BUF_INIT;
    struct page page = {.out = &out, .qid = s->page.qid};

    if (!s->settings->request.stats || !s->output->stats)
        return;
    s->output->stats(&page, r);
    streams_complain(buf_text(&out));
    buf_free(&out);
}

static enum ir_status flush(struct session *s, struct ir_error *err)
{
    enum ir_status status = streams_write(buf_text(&s->out), err);

    buf_clear(&s->out);
    return status;
}

static enum ir_status open_index(struct session *s, struct ir_error *err)
{
    const struct text_list *db = &s->settings->db;
    struct buf path = BUF_INIT;
    const char *dir;
    enum ir_status status;

    if (db->count)
        return ir_open(db->items, db->count, &s->searcher, err);
    if (!options_path("XDG_DATA_HOME", ".local/share", "irsearch/default",
                      &path))
        return ir_fail(err, IR_NOT_FOUND, "no index: give one with --db");
    dir = path.data;
    status = ir_open(&dir, 1, &s->searcher, err);
    buf_free(&path);
    return status;
}

/* One column of a batch that is not JSON: which query this is of. */
static void add_qid(struct session *s)
{
    if (!s->page.qid.size)
        return;
    visible_add(&s->out, s->page.qid);
    buf_addc(&s->out, '\t');
}

static void add_id(struct session *s, struct ir_text id)
{
    bool null = s->settings->null;

    s->found = true;
    if (s->settings->quiet)
        return;
    add_qid(s);
    /* With -0 a program reads the ids and needs every byte as it is. */
    if (null && !isatty(STDOUT_FILENO))
        buf_addt(&s->out, id);
    else
        visible_add(&s->out, id);
    buf_addc(&s->out, null ? '\0' : '\n');
}

static void end_list(struct session *s, struct ir_list *list, bool found)
{
    tell_late(s, list && ir_list_timed_out(list), found);
    ir_list_free(list);
}

/* All ids, or with --quiet the first. */
static enum ir_status list(struct session *s, const struct ir_request *request,
                           struct ir_error *err)
{
    struct ir_list *matches = NULL;
    struct ir_text id;
    bool found = false;
    enum ir_status status = ir_list_start(s->searcher, request, &matches, err);

    while (status == IR_OK) {
        status = ir_list_next(matches, &id, err);
        if (status != IR_OK)
            break;
        add_id(s, id);
        found = true;
        if (s->settings->quiet)
            break;
        if (s->out.size > FLUSH_AT)
            status = flush(s, err);
    }
    end_list(s, matches, found);
    return status == IR_END ? IR_OK : status;
}

/* Every match, one article after another. */
static enum ir_status stream(struct session *s,
                             const struct ir_request *request,
                             struct ir_error *err)
{
    struct ir_list *matches = NULL;
    struct ir_text id;
    bool found = false;
    enum ir_status status = ir_list_start(s->searcher, request, &matches, err);

    while (status == IR_OK) {
        struct ir_results *r;

        status = ir_list_next(matches, &id, err);
        if (status == IR_OK)
            status = ir_list_hits(matches, &r, err);
        if (status != IR_OK)
            break;
        if (s->found && !s->output->machine)
            buf_addc(&s->out, '\n');
        s->found = found = true;
        s->output->results(&s->page, r);
        ir_results_free(r);
        if (s->out.size > FLUSH_AT)
            status = flush(s, err);
    }
    end_list(s, matches, found);
    return status == IR_END ? IR_OK : status;
}

static void print(struct session *s, const struct ir_results *r)
{
    const struct settings *settings = s->settings;

    if (settings->articles) {
        for (size_t i = 0; i < r->count; i++)
            add_id(s, r->hits[i].article->id);
    } else if (settings->count && !s->output->machine) {
        add_qid(s);
        buf_addf(&s->out, "%llu\n", (unsigned long long)r->articles.value);
    } else {
        s->output->results(&s->page, r);
    }
}

static enum ir_status search(struct session *s,
                             const struct ir_request *request,
                             struct ir_error *err)
{
    struct ir_results *r;
    bool found;
    enum ir_status status = ir_search(s->searcher, request, &r, err);

    if (status != IR_OK)
        return status;
    warn(r);
    if (!s->output->machine)
        suggest(r);
    tell_stats(s, r);
    print(s, r);
    /* A page after the last hit shows none, and yet something matched. */
    found = r->count || (r->articles.value && r->articles.relation != IR_LE);
    s->found = s->found || found;
    tell_late(s, r->timed_out, found);
    ir_results_free(r);
    return IR_OK;
}

static enum ir_status answer(struct session *s, struct ir_text query,
                             struct ir_error *err)
{
    const struct settings *settings = s->settings;
    struct ir_request request = settings->request;
    bool page =
        settings->limit != SIZE_MAX || request.offset || request.after.size;
    enum ir_status status;

    buf_clear(&s->query);
    buf_addt(&s->query, query);
    request.query = buf_text(&s->query);
    if (settings->quiet || (settings->articles && !page))
        status = list(s, &request, err);
    else if (settings->no_limit)
        status = stream(s, &request, err);
    else
        status = search(s, &request, err);
    return status == IR_OK ? flush(s, err) : status;
}

/* A query that is wrong is told and passed over. */
static enum ir_status run_batch(struct session *s, struct ir_error *err)
{
    struct ir_text query;
    struct ir_error why, told;
    struct batch batch;
    enum ir_status status =
        batch_open(&batch, s->settings->queries, s->settings->part, err);

    while (status == IR_OK) {
        status = batch_next(&batch, &s->page.qid, &query, err);
        if (status != IR_OK)
            break;
        status = answer(s, query, &why);
        if (status == IR_OK && s->settings->quiet && s->found)
            break;
        if (status == IR_OK)
            continue;
        ir_fail(&told, status, "query %.*s: %.180s",
                (int)(s->page.qid.size < 40 ? s->page.qid.size : 40),
                s->page.qid.data, why.message);
        if (status != IR_INVALID && status != IR_LIMIT) {
            *err = told;
            break;
        }
        complain(s, &told);
        s->failed = true;
        status = IR_OK;
    }
    batch_close(&batch);
    return status == IR_END ? IR_OK : status;
}

static enum ir_status run_query(struct session *s,
                                const struct text_list *words,
                                struct ir_error *err)
{
    const struct text_list *first = &s->settings->query;
    struct buf query = BUF_INIT;
    enum ir_status status;

    for (size_t i = 0; i < first->count + words->count; i++) {
        buf_adds(&query, i ? " " : "");
        buf_adds(&query, i < first->count ? first->items[i]
                                          : words->items[i - first->count]);
    }
    status = answer(s, buf_text(&query), err);
    buf_free(&query);
    return status;
}

static enum ir_status run_get(struct session *s, const struct text_list *ids,
                              struct ir_error *err)
{
    bool missing = false;

    for (size_t i = 0; i < ids->count; i++) {
        struct ir_article *article;
        enum ir_status status =
            ir_get(s->searcher, text_of(ids->items[i]), &article, err);

        if (status == IR_NOT_FOUND) {
            complain(s, err);
            missing = true;
            continue;
        }
        if (status != IR_OK)
            return status;
        if (!s->settings->quiet)
            s->output->article(&s->page, article);
        ir_article_free(article);
        status = flush(s, err);
        if (status != IR_OK)
            return status;
    }
    s->found = !missing;
    return IR_OK;
}

static enum ir_status run_info(struct session *s, struct ir_error *err)
{
    struct ir_index_info info;
    enum ir_status status = ir_info(s->searcher, &info, err);

    if (status != IR_OK)
        return status;
    s->output->info(&s->page, &info);
    s->found = true;
    return flush(s, err);
}

static enum ir_status run(struct session *s, const struct text_list *words,
                          struct ir_error *err)
{
    enum ir_status status = open_index(s, err);

    if (status == IR_OK)
        status = find_topics(s->searcher, s->settings->topics, err);
    if (status != IR_OK)
        return status;
    if (s->settings->info)
        status = run_info(s, err);
    else if (s->settings->get)
        status = run_get(s, words, err);
    else if (s->settings->queries)
        status = run_batch(s, err);
    else
        status = run_query(s, words, err);
    return status;
}

static enum ir_status describe(struct session *s, struct ir_error *err)
{
    if (s->settings->help)
        options_help(&settings_options, &s->out);
    else
        buf_adds(&s->out, "irsearch " IR_VERSION "\n");
    s->found = true;
    return flush(s, err);
}

/* All of a run after its arguments are read. */
static enum ir_status start(struct session *s, struct settings *settings,
                            const struct text_list *words, struct ir_error *err)
{
    enum ir_status status;

    if (settings->help || settings->version)
        return describe(s, err);
    status = settings_check(settings, words, err);
    if (status != IR_OK && !s->output->machine)
        streams_complain(text_of(settings_options.usage));
    if (status != IR_OK)
        return status;
    s->page.out = &s->out;
    s->page.tag = text_of(settings->tag);
    s->page.articles = settings->request.articles;
    s->page.width = streams_width();
    s->page.colour = streams_colour(settings->colour);
    status = run(s, words, err);
    return status == IR_OK ? streams_finish(err) : status;
}

int main(int argc, char **argv)
{
    struct settings settings;
    struct session s = {
        .settings = &settings, .query = BUF_INIT, .out = BUF_INIT};
    struct arguments arguments;
    struct ir_error err;
    enum ir_status status;

    streams_start();
    settings_init(&settings);
    status = options_read(&settings_options, argc, argv, &settings, &arguments,
                          &err);
    s.output = output_of(settings.format);
    if (status == IR_OK)
        status = start(&s, &settings, &arguments.words, &err);
    if (status != IR_OK)
        complain(&s, &err);
    ir_close(s.searcher);
    buf_free(&s.query);
    buf_free(&s.out);
    options_free(&settings_options, &settings, &arguments);
    if (status != IR_OK || s.failed)
        return 2;
    return s.found ? 0 : 1;
}
