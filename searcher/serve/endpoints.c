/* Answer requests that a worker takes: those that need an index, and the page. */
#include "searcher/serve/endpoints.h"
#include "searcher/exchange/exchange.h"
#include "searcher/output/json.h"
#include "searcher/serve/limits.h"
#include "searcher/serve/parameters.h"
#include "searcher/serve/shipped.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xxhash.h>

#define ZIP_LEVEL 1
#define ZIP_MIN 1400 /* bytes; less fits into one packet anyway */
#define JSON "application/json"
#define NDJSON "application/x-ndjson"
#define SECONDS_A_DAY 86400

static const struct text_list no_words;

/*
 * The tag of an answer from this revision: that, and a hash of all that the
 * answer depends on besides.  Dates such as "yesterday" change with the day.
 */
static void tag(struct desk *d, struct request *r,
                const struct ir_index_info *info, enum output_format format)
{
    struct buf key = BUF_INIT;

    atomic_store(&d->server->indexes[r->index].revision, info->revision);
    buf_addf(&key, "%d %u %lld %s\n", (int)format, d->generation,
             (long long)(time(NULL) / SECONDS_A_DAY), r->raw);
    buf_addt(&key, buf_text(&r->body));
    snprintf(r->reply.etag, sizeof(r->reply.etag), "W/\"%s-%llu-%016llx\"",
             info->uuid, (unsigned long long)info->revision,
             (unsigned long long)XXH3_64bits(key.data, key.size));
    buf_free(&key);
}

/* Tag what will be answered.  Who has no answer yet needs no tag before it, and
 * a search knows its revision afterwards. */
static enum ir_status tag_before(struct desk *d, struct request *r,
                                 enum output_format format,
                                 struct ir_error *err)
{
    const struct ir_index_info *info;
    enum ir_status status;

    if (r->target.endpoint == ENDPOINT_SEARCH &&
        !r->head.field[FIELD_NONE_MATCH].size)
        return IR_OK;
    status = ir_info(d->searchers[r->index], &info, err);
    if (status == IR_OK)
        tag(d, r, info, format);
    return status;
}

/* Run a session whose answer becomes the reply, a search's with its tag. */
static enum ir_status run(struct desk *d, struct request *r,
                          const struct settings *settings,
                          const struct text_list *words, bool *late,
                          struct ir_error *err)
{
    struct sink_memory memory = SINK_MEMORY;
    struct session session;
    enum ir_status status;

    session_init(&session, settings, &memory.sink);
    session.searcher = d->searchers[r->index];
    status = session_run(&session, words, err);
    *late = session.late;
    if (status == IR_OK && session.searched)
        tag(d, r, &session.index, settings->format);
    session_free(&session);
    if (status == IR_OK && memory.answer.size > EXCHANGE_ANSWER_MAX)
        status = ir_fail(err, IR_LIMIT,
                         "the answer is over %zu MB, more than a server gives; "
                         "ask for fewer hits or less context",
                         EXCHANGE_ANSWER_MAX >> 20);
    if (status == IR_OK) {
        buf_free(&r->reply.body);
        r->reply.body = memory.answer;
        memory.answer = (struct buf)BUF_INIT;
    }
    sink_memory_free(&memory);
    return status;
}

/* Say where in the query the fault is that a strict search found. */
static void refuse_query(struct desk *d, struct request *r,
                         const struct ir_error *err)
{
    const struct ir_warning *w = ir_refused(d->searchers[r->index]);
    struct fault f;

    if (err->status != IR_INVALID || !w) {
        desk_refuse(r, err);
        return;
    }
    fault_of(&f, err);
    f.code = w->code;
    snprintf(f.parameter, sizeof(f.parameter), "q");
    f.has_place = true;
    f.start = w->start;
    f.end = w->end;
    reply_fault(&r->reply, &f);
}

static void run_search(struct desk *d, struct request *r,
                       const struct settings *settings,
                       const struct text_list *words)
{
    struct ir_error err;
    bool late = false;
    enum ir_status status = tag_before(d, r, settings->format, &err);

    if (status == IR_OK && reply_unchanged(r))
        return;
    if (status == IR_OK)
        status = run(d, r, settings, words, &late, &err);
    if (status != IR_OK) {
        refuse_query(d, r, &err);
        return;
    }
    if (late)
        r->reply.etag[0] = '\0';
    r->reply.status = 200;
    r->reply.type = settings->format == OUTPUT_JSONL ? NDJSON : JSON;
}

/* The format that Accept asks for; false if it is none of ours. */
static bool choose_format(struct ir_text accept, enum output_format *out)
{
    static const char *const names[] = {JSON, "application/*", "*/*"};

    *out = OUTPUT_JSON;
    if (!accept.size)
        return true;
    if (head_lists(accept, NDJSON)) {
        *out = OUTPUT_JSONL;
        return true;
    }
    for (size_t i = 0; i < COUNT(names); i++)
        if (head_lists(accept, names[i]))
            return true;
    return false;
}

static struct ir_text query_of(const struct settings *settings)
{
    return settings->query.count ? text_of(settings->query.items[0]) : TEXT("");
}

static void search(struct desk *d, struct request *r)
{
    struct parameters p;
    struct fault f = {0};
    enum output_format format;
    const char *like =
        r->target.endpoint == ENDPOINT_SIMILAR ? r->target.id.data : NULL;

    if (!choose_format(r->head.field[FIELD_ACCEPT], &format)) {
        fault_set(&f, 406, "not_acceptable",
                  "a search is answered as " JSON " or " NDJSON);
        reply_fault(&r->reply, &f);
        return;
    }
    if (!parameters_read(&p, &r->target, buf_text(&r->body), like, format,
                         (double)d->server->settings->serve.time_max, &f))
        reply_fault(&r->reply, &f);
    else if (!desk_defers(d, r, &p.settings.request, query_of(&p.settings)))
        run_search(d, r, &p.settings, &no_words);
    parameters_free(&p);
}

static void print_topics(const struct ir_searcher *searcher, struct buf *out)
{
    struct json j = {out, false};
    struct ir_text name;

    json_open(&j, '[');
    for (size_t i = 0; (name = ir_topic_name(searcher, i)).size; i++)
        json_put_text(&j, name);
    json_close(&j, ']');
}

/* The document of --info, and what the server offers. */
static void info(struct desk *d, struct request *r)
{
    struct settings settings = d->server->indexes[r->index].settings;
    struct fault f = {0};
    struct ir_error err;
    bool late;
    enum ir_status status;

    settings.info = true;
    settings.format = OUTPUT_JSON;
    if (!parameters_only(&r->target, NULL, 0, &f)) {
        reply_fault(&r->reply, &f);
        return;
    }
    status = run(d, r, &settings, &no_words, &late, &err);
    if (status != IR_OK) {
        desk_refuse(r, &err);
        return;
    }
    r->reply.body.size -= strlen("}\n");
    buf_adds(&r->reply.body, ",\"topics\":");
    print_topics(d->searchers[r->index], &r->reply.body);
    buf_adds(&r->reply.body, ",\"server\":");
    limits_print(d->server, &r->reply.body);
    buf_adds(&r->reply.body, "}\n");
    r->reply.status = 200;
    r->reply.type = JSON;
}

/* The settings of irsearch --terms; false with a fault. */
static bool read_suggest(const struct target *t, struct settings *s,
                         struct fault *f)
{
    static const char *const names[] = {"q", "limit"};
    const char *limit = parameter_value(t, "limit");
    struct ir_error err;

    settings_init(s);
    s->format = OUTPUT_JSON;
    s->terms = parameter_value(t, "q");
    if (!parameters_only(t, names, COUNT(names), f))
        return false;
    if (!s->terms)
        return fault_parameter(f, TEXT("q"), "no_query", "no query: q");
    if (limit &&
        options_set(&settings_options, "limit", limit, s, &err) != IR_OK) {
        fault_of(f, &err);
        return false;
    }
    if (limit)
        s->request.limit = s->limit;
    return s->request.limit <= IR_SUGGESTIONS_MAX ||
           fault_parameter(f, TEXT("limit"), "invalid",
                           "parameter limit: at most %d words are suggested",
                           IR_SUGGESTIONS_MAX);
}

/* The document of --terms. */
static void suggest(struct desk *d, struct request *r)
{
    struct settings settings;
    struct fault f = {0};

    if (read_suggest(&r->target, &settings, &f))
        run_search(d, r, &settings, &no_words);
    else
        reply_fault(&r->reply, &f);
}

/* The document of --verify, for one citation or quotation. */
static void verify(struct desk *d, struct request *r)
{
    struct arena arena = ARENA_INIT;
    struct settings settings;
    struct text_list words = {0};
    struct fault f = {0};
    const char *q =
        parameter_only(&r->target, buf_text(&r->body), "q", &arena, &f);

    settings_init(&settings);
    settings.format = OUTPUT_JSON;
    settings.verify = true;
    if (q) {
        text_list_add(&words, q);
        run_search(d, r, &settings, &words);
        text_list_free(&words);
    } else {
        reply_fault(&r->reply, &f);
    }
    arena_free(&arena);
}

static void ready(struct desk *d, struct request *r)
{
    const struct ir_index_info *info;
    struct ir_error err;
    bool good = true;

    for (size_t i = 0; i < d->server->index_count; i++)
        good = good && d->searchers[i] &&
               ir_info(d->searchers[i], &info, &err) == IR_OK;
    buf_adds(&r->reply.body, good ? "ok\n" : "an index cannot be read\n");
    r->reply.status = good ? 200 : 503;
    r->reply.type = "text/plain; charset=utf-8";
}

/* Its parameters are for its script. */
static void page(struct request *r)
{
    struct reply *reply = &r->reply;

    snprintf(reply->etag, sizeof(reply->etag), "W/\"%016llx\"",
             (unsigned long long)XXH3_64bits(page_shipped, page_shipped_size));
    reply->policy = page_policy;
    reply->type = "text/html; charset=utf-8";
    if (reply_unchanged(r))
        return;
    buf_add(&reply->body, page_shipped, page_shipped_size);
    reply->status = 200;
}

void endpoint_answer(struct desk *d, struct request *r)
{
    struct fault f;

    if (r->target.endpoint == ENDPOINT_READY) {
        ready(d, r);
    } else if (r->target.endpoint == ENDPOINT_PAGE) {
        page(r);
    } else if (!d->searchers[r->index]) {
        fault_set(&f, 503, "index_not_open", "the index cannot be opened");
        reply_fault(&r->reply, &f);
    } else if (r->target.endpoint == ENDPOINT_ARTICLE) {
        endpoint_article(d, r);
    } else if (r->target.endpoint == ENDPOINT_INFO) {
        info(d, r);
    } else if (r->target.endpoint == ENDPOINT_RUN) {
        endpoint_run(d, r);
    } else if (r->target.endpoint == ENDPOINT_SUGGEST) {
        suggest(d, r);
    } else if (r->target.endpoint == ENDPOINT_VERIFY) {
        verify(d, r);
    } else {
        search(d, r);
    }
}

void endpoint_compress(struct desk *d, struct request *r)
{
    struct reply *reply = &r->reply;
    struct buf zipped = BUF_INIT;
    size_t room, size;

    if (reply->body.size < ZIP_MIN ||
        !head_lists(r->head.field[FIELD_ENCODING], "gzip"))
        return;
    if (!d->compressor)
        d->compressor = libdeflate_alloc_compressor(ZIP_LEVEL);
    if (!d->compressor)
        return;
    room = libdeflate_gzip_compress_bound(d->compressor, reply->body.size);
    buf_reserve(&zipped, room);
    size = libdeflate_gzip_compress(d->compressor, reply->body.data,
                                    reply->body.size, zipped.data, room);
    if (size) {
        zipped.size = size;
        buf_free(&reply->body);
        reply->body = zipped;
        reply->zipped = true;
    } else {
        buf_free(&zipped);
    }
}
