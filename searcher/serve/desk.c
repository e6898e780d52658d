/* What a worker has for itself: the indexes, open. */
#include "searcher/serve/access_log.h"
#include "searcher/serve/effort.h"
#include "searcher/serve/endpoints.h"

#include <libdeflate.h>
#include <stdlib.h>

/* Open those that are not open, or all of another generation. */
static void open_all(struct desk *d, unsigned generation)
{
    struct server *s = d->server;

    for (size_t i = 0; i < s->index_count; i++) {
        struct ir_searcher *opened;
        struct ir_error err;

        if (d->searchers[i] && d->generation == generation)
            continue;
        if (session_open(&s->indexes[i].settings, &opened, &err) != IR_OK) {
            log_event("error", err.message);
            continue;
        }
        ir_close(d->searchers[i]);
        d->searchers[i] = opened;
    }
    d->generation = generation;
}

static bool is_open(const struct desk *d, unsigned generation)
{
    bool good = d->generation == generation;

    for (size_t i = 0; i < d->server->index_count; i++)
        good = good && d->searchers[i];
    return good;
}

void desk_open(struct desk *d)
{
    unsigned generation = atomic_load(&d->server->generation);

    if (!d->searchers)
        d->searchers = xcalloc(d->server->index_count, sizeof(*d->searchers));
    if (is_open(d, generation))
        return;
    pthread_mutex_lock(&d->server->opening);
    open_all(d, generation);
    pthread_mutex_unlock(&d->server->opening);
}

void desk_close(struct desk *d)
{
    for (size_t i = 0; d->searchers && i < d->server->index_count; i++)
        ir_close(d->searchers[i]);
    free(d->searchers);
    libdeflate_free_compressor(d->compressor);
}

bool desk_defers(const struct desk *d, struct request *r,
                 const struct ir_request *request, struct ir_text query)
{
    r->looks_long = d->quick && (r->target.endpoint == ENDPOINT_TERMS ||
                                 effort_looks_long(request, query));
    return r->looks_long;
}

void desk_refuse(struct request *r, const struct ir_error *err)
{
    struct fault f;

    fault_of(&f, err);
    if (f.status == 500 || err->status == IR_ENDLESS)
        log_event("error", err->message);
    reply_fault(&r->reply, &f);
}
