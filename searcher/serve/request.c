/* A request on its way through the server. */
#include "searcher/serve/request.h"

#include <stdlib.h>

struct request *request_new(struct MHD_Connection *connection,
                            struct caller *caller, const char *target)
{
    struct request *r = xcalloc(1, sizeof(*r));

    r->connection = connection;
    r->caller = caller;
    r->raw = xstrdup(target);
    r->line.target = target;
    r->line.target_size = strlen(target);
    r->body = r->reply.body = (struct buf)BUF_INIT;
    r->start = clock_seconds();
    return r;
}

void request_free(struct request *r)
{
    if (!r)
        return;
    target_free(&r->target);
    buf_free(&r->body);
    buf_free(&r->reply.body);
    free(r->raw);
    free(r);
}

void reply_clear(struct reply *reply)
{
    struct buf body = reply->body;

    buf_clear(&body);
    *reply = (struct reply){.body = body};
}

void reply_fault(struct reply *reply, const struct fault *f)
{
    buf_clear(&reply->body);
    fault_print(f, &reply->body);
    reply->status = f->status;
    reply->type = "application/problem+json";
    reply->closes = reply->closes || f->closes;
    reply->etag[0] = '\0';
    reply->cancelled = f->cancelled;
}

/* Is one of the tags of If-None-Match this one? */
static bool has_tag(struct ir_text list, const char *etag)
{
    const char *mark = strchr(etag, '"');

    return mark && list.size &&
           memmem(list.data, list.size, mark, strlen(mark));
}

bool reply_unchanged(struct request *r)
{
    if (!has_tag(r->head.field[FIELD_NONE_MATCH], r->reply.etag))
        return false;
    buf_clear(&r->reply.body);
    r->reply.status = 304;
    return true;
}
