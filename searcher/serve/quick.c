/* The endpoints that need no index, and are never queued. */
#include "searcher/serve/endpoints.h"
#include "searcher/serve/parameters.h"
#include "searcher/serve/shipped.h"
#include "searcher/serve/workers.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#define PLAIN "text/plain; charset=utf-8"

/* The bytes of the files of an index. */
static uint64_t folder_bytes(const char *path)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;
    uint64_t bytes = 0;

    while (dir && (entry = readdir(dir))) {
        struct stat st;

        if (!fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) &&
            S_ISREG(st.st_mode))
            bytes += (uint64_t)st.st_size;
    }
    if (dir)
        closedir(dir);
    return bytes;
}

static void print_indexes(struct server *s, struct buf *out)
{
    buf_adds(out, "# HELP irsearch_index_revision The revision that was last "
                  "searched.\n# TYPE irsearch_index_revision gauge\n");
    for (size_t i = 0; i < s->index_count; i++)
        buf_addf(out, "irsearch_index_revision{index=\"%.*s\"} %llu\n",
                 (int)s->indexes[i].name.size, s->indexes[i].name.data,
                 (unsigned long long)atomic_load(&s->indexes[i].revision));
    buf_adds(out, "# HELP irsearch_index_bytes Size of the index's files.\n"
                  "# TYPE irsearch_index_bytes gauge\n");
    for (size_t i = 0; i < s->index_count; i++) {
        const struct text_list *db = &s->indexes[i].settings.db;
        uint64_t bytes = 0;

        for (size_t k = 0; k < db->count; k++)
            bytes += folder_bytes(db->items[k]);
        buf_addf(out, "irsearch_index_bytes{index=\"%.*s\"} %llu\n",
                 (int)s->indexes[i].name.size, s->indexes[i].name.data,
                 (unsigned long long)bytes);
    }
}

static void print_metrics(struct server *s, struct buf *out)
{
    size_t waiting, running;

    queue_counts(&s->queue, &waiting, &running);
    metrics_print(&s->metrics, out);
    metrics_print_gauge("irsearch_requests_in_flight",
                        "Requests that are being answered.", running, out);
    metrics_print_gauge("irsearch_queue_length",
                        "Requests that wait for a worker.", waiting, out);
    metrics_print_gauge("irsearch_connections", "Open connections.",
                        callers_count(s->callers), out);
    print_indexes(s, out);
}

bool endpoint_quick(struct server *s, struct request *r)
{
    struct reply *reply = &r->reply;
    struct fault f = {0};

    if (r->target.endpoint != ENDPOINT_LIVE &&
        r->target.endpoint != ENDPOINT_METRICS &&
        r->target.endpoint != ENDPOINT_OPENAPI)
        return false;
    if (!parameters_only(&r->target, NULL, 0, &f)) {
        reply_fault(reply, &f);
        return true;
    }
    reply->status = 200;
    reply->type = PLAIN;
    if (r->target.endpoint == ENDPOINT_LIVE) {
        buf_adds(&reply->body, "ok\n");
    } else if (r->target.endpoint == ENDPOINT_OPENAPI) {
        reply->type = "application/json";
        buf_adds(&reply->body, openapi_shipped);
    } else {
        reply->type = "text/plain; version=0.0.4; charset=utf-8";
        print_metrics(s, &reply->body);
    }
    return true;
}
