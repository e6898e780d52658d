/* What a server does, as lines of JSON. */
#include "searcher/serve/access_log.h"
#include "command/streams.h"
#include "searcher/output/json.h"
#include "text/date.h"

#include <time.h>

#define TEXT_MAX 400 /* bytes of a path or a query */

static struct json start(struct buf *out, const char *level)
{
    struct json j = {out, false};
    struct buf now = BUF_INIT;

    date_add(&now, (int64_t)time(NULL), 0, false);
    json_open(&j, '{');
    json_key_text(&j, "time", buf_text(&now));
    json_key_string(&j, "level", level);
    buf_free(&now);
    return j;
}

static void finish(struct json *j, struct buf *out)
{
    json_close(j, '}');
    buf_addc(out, '\n');
    streams_complain(buf_text(out));
    buf_free(out);
}

void log_event(const char *level, const char *message)
{
    struct buf out = BUF_INIT;
    struct json j = start(&out, level);

    json_key_string(&j, "message", message);
    finish(&j, &out);
}

static struct ir_text cut(struct ir_text t)
{
    return t.size > TEXT_MAX ? text_slice(t, 0, TEXT_MAX) : t;
}

void log_request(const struct request *r, const struct caller *caller,
                 bool queries)
{
    static const char *const methods[] = {"other", "GET", "HEAD", "POST"};
    struct buf out = BUF_INIT;
    struct json j = start(&out, "info");
    size_t path = strcspn(r->raw, "?");

    json_key_string(&j, "client", caller ? caller->name : "");
    json_key_string(&j, "method", methods[r->head.method]);
    json_key_text(&j, "path", cut((struct ir_text){r->raw, path}));
    if (queries && r->raw[path])
        json_key_text(&j, "query", cut(text_of(r->raw + path + 1)));
    if (queries && r->body.size)
        json_key_text(&j, "body", cut(buf_text(&r->body)));
    json_key_number(&j, "status", r->reply.status);
    json_key(&j, "took_ms");
    json_put_decimal(&j, (clock_seconds() - r->start) * 1000);
    finish(&j, &out);
}
