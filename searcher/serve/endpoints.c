/* Answer requests that a worker takes: those that need an index, and the page. */
#include "searcher/serve/endpoints.h"
#include "searcher/output/json.h"
#include "searcher/serve/access_log.h"
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

/* Refuse, and tell the operator what the client is not told. */
static void refuse(struct request *r, const struct ir_error *err)
{
    struct fault f;

    fault_of(&f, err);
    if (f.status == 500)
        log_event("error", err->message);
    reply_fault(&r->reply, &f);
}

/*
 * The tag of a search: the revision, and a hash of all that the answer depends
 * on besides.  Dates such as "yesterday" change with the day.
 */
static enum ir_status tag_search(struct desk *d, struct request *r,
                                 enum output_format format,
                                 struct ir_error *err)
{
    const struct ir_index_info *info;
    enum ir_status status = ir_info(d->searchers[r->index], &info, err);
    struct buf key = BUF_INIT;

    if (status != IR_OK)
        return status;
    atomic_store(&d->server->indexes[r->index].revision, info->revision);
    buf_addf(&key, "%d %u %lld %s\n", (int)format, d->generation,
             (long long)(time(NULL) / SECONDS_A_DAY), r->raw);
    buf_addt(&key, buf_text(&r->body));
    snprintf(r->reply.etag, sizeof(r->reply.etag), "W/\"%s-%llu-%016llx\"",
             info->uuid, (unsigned long long)info->revision,
             (unsigned long long)XXH3_64bits(key.data, key.size));
    buf_free(&key);
    return IR_OK;
}

/* Run a session whose answer becomes the reply. */
static enum ir_status run(struct desk *d, struct request *r,
                          const struct settings *settings, bool *late,
                          struct ir_error *err)
{
    static const struct text_list none;
    struct sink_memory memory = SINK_MEMORY;
    struct session session;
    enum ir_status status;

    session_init(&session, settings, &memory.sink);
    session.searcher = d->searchers[r->index];
    status = session_run(&session, &none, err);
    *late = session.late;
    session_free(&session);
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
        refuse(r, err);
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
                       const struct settings *settings)
{
    struct ir_error err;
    bool late = false;
    enum ir_status status = tag_search(d, r, settings->format, &err);

    if (status == IR_OK && reply_unchanged(r))
        return;
    if (status == IR_OK)
        status = run(d, r, settings, &late, &err);
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
        run_search(d, r, &p.settings);
    parameters_free(&p);
}

static bool read_place(const struct target *t, const char *name, size_t most,
                       size_t *out, struct fault *f)
{
    const char *value = parameter_value(t, name);
    char *end;

    if (!value)
        return true;
    *out = strtoull(value, &end, 10);
    if (!ascii_digit(*value) || *end || *out > most)
        return fault_parameter(f, text_of(name), "invalid",
                               "parameter %s: \"%.60s\" is not a number from 0 "
                               "to %zu, the length of the text",
                               name, value, most);
    return true;
}

static bool splits_character(struct ir_text text, size_t at)
{
    return at < text.size && ((unsigned char)text.data[at] & 0xc0) == 0x80;
}

/* Print only the bytes [start, end) of the text. */
static bool print_range(const struct target *t, const struct ir_article *a,
                        struct buf *out, struct fault *f)
{
    size_t start = 0, end = a->text.size;
    struct json j = {out, false};

    if (!read_place(t, "start", a->text.size, &start, f) ||
        !read_place(t, "end", a->text.size, &end, f))
        return false;
    if (start > end || splits_character(a->text, start) ||
        splits_character(a->text, end))
        return fault_parameter(f, TEXT("start"), "invalid",
                               start > end
                                   ? "start is after end"
                                   : "start or end is within a character");
    json_open(&j, '{');
    json_key_text(&j, "id", a->id);
    json_key_text(&j, "fingerprint", text_of(a->fingerprint));
    json_key_number(&j, "start", start);
    json_key_number(&j, "end", end);
    json_key_text(&j, "text", text_slice(a->text, start, end));
    json_close(&j, '}');
    buf_addc(out, '\n');
    return true;
}

static bool print_article(struct request *r, const struct ir_article *a,
                          struct fault *f)
{
    struct page page = {.out = &r->reply.body};

    if (r->target.count) {
        if (!print_range(&r->target, a, &r->reply.body, f))
            return false;
    } else {
        output_json.article(&page, a);
    }
    /* Titles and dates may change while the text does not. */
    snprintf(r->reply.etag, sizeof(r->reply.etag), "W/\"%s-%08x\"",
             a->fingerprint,
             (unsigned)XXH3_64bits(r->reply.body.data, r->reply.body.size));
    return true;
}

static void article(struct desk *d, struct request *r)
{
    static const char *const names[] = {"start", "end"};
    struct ir_article *a = NULL;
    struct ir_error err;
    struct fault f = {0};
    enum ir_status status = IR_OK;

    if (parameters_only(&r->target, names, COUNT(names), &f))
        status = ir_get(d->searchers[r->index], r->target.id, &a, &err);
    if (status != IR_OK) {
        refuse(r, &err);
        return;
    }
    if (f.status || !print_article(r, a, &f)) {
        reply_fault(&r->reply, &f);
    } else if (!reply_unchanged(r)) {
        r->reply.status = 200;
        r->reply.type = JSON;
    }
    ir_article_free(a);
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
    status = run(d, r, &settings, &late, &err);
    if (status != IR_OK) {
        refuse(r, &err);
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
        article(d, r);
    } else if (r->target.endpoint == ENDPOINT_INFO) {
        info(d, r);
    } else if (r->target.endpoint == ENDPOINT_RUN) {
        endpoint_run(d, r);
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
