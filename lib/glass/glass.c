/* The writer of a database: the tables by document, then those of lists. */
#include "glass/glass.h"
#include "base/buf.h"
#include "glass/btree.h"
#include "glass/code.h"
#include "glass/inflate.h"
#include "glass/inverter.h"
#include "glass/merge.h"
#include "glass/postlist.h"
#include "glass/prepare.h"
#include "glass/version.h"

#include <pthread.h>
#include <stdlib.h>

#define SLOTS (DOC_SLOTS + 1)
/* Bytes of memory of a run, whatever there is: larger ones do not fit the
 * processor's caches, and take a tenth longer in all. */
#define RUN_MOST ((size_t)32 << 20)
#define RUN_LEAST ((size_t)64 << 10) /* bytes of a run */
#define RUNS_MOST 64 /* of the greatest size are as much as all runs */

struct glass {
    char *dir;
    struct glass_options options;
    struct btree *tables[GLASS_TABLES];
    struct inverter *inverter;
    struct runs runs;
    struct value_bounds bounds[SLOTS];
    struct version version;
    struct buf data; /* of a document, with its mark */
};

void glass_free(struct glass *g)
{
    if (!g)
        return;
    for (unsigned i = 0; i < GLASS_TABLES; i++)
        btree_free(g->tables[i]);
    inverter_free(g->inverter);
    runs_free(&g->runs);
    for (unsigned i = 0; i < SLOTS; i++)
        value_bounds_free(&g->bounds[i]);
    buf_free(&g->data);
    free(g->dir);
    free(g);
}

enum ir_status glass_new(const char *dir, const struct glass_options *options,
                         struct glass **out, struct ir_error *err)
{
    struct glass *g = xcalloc(1, sizeof(*g));
    enum ir_status status = IR_OK;

    g->dir = xstrdup(dir);
    g->options = *options;
    g->version.last = options->after;
    g->data = (struct buf)BUF_INIT;
    g->inverter = inverter_new();
    for (unsigned i = 0; i < GLASS_TABLES && status == IR_OK; i++)
        status = btree_new(dir, glass_names[i], &g->tables[i], err);
    if (status != IR_OK)
        glass_free(g);
    else
        *out = g;
    return status;
}

bool glass_is_known(const char *dir)
{
    struct version v;

    return version_read(dir, &v, NULL) == IR_OK;
}

/* ---- adding ---- */

/* The slots that are in use, each less the one before less 1. */
static void add_slots(struct glass *g, const struct doc *d,
                      struct ir_text extra)
{
    uint8_t key[CODE_DOCUMENT_MAX + 1], tag[SLOTS];
    uint8_t *to = put_document(key, g->version.last);
    size_t size = 0;
    unsigned next = 0;

    for (unsigned slot = 0; slot < SLOTS; slot++) {
        const struct ir_text value = slot < DOC_SLOTS ? d->values[slot] : extra;

        if (!value.size)
            continue;
        inverter_add_value(g->inverter, slot, g->version.last, value);
        value_bounds_add(&g->bounds[slot], value);
        tag[size++] = (uint8_t)(slot - next);
        next = slot + 1;
    }
    if (!size)
        return;
    *to++ = 0;
    btree_add(g->tables[GLASS_TERMLIST], key, (size_t)(to - key), tag, size,
              false);
}

/* The data is compressed already: it is stored as it is, or what is long in a
 * stream that Xapian does not deflate when it compacts. */
static void add_data(struct glass *g, const struct doc *d, struct ir_text mark)
{
    uint8_t key[CODE_DOCUMENT_MAX];
    size_t size = (size_t)(put_document(key, g->version.last) - key);
    uint8_t *stored;

    if (!d->data.size && !mark.size)
        return;
    buf_clear(&g->data);
    buf_addt(&g->data, d->data);
    buf_addt(&g->data, mark);
    if (g->data.size < INFLATE_PIECE) {
        btree_add(g->tables[GLASS_DOCDATA], key, size, g->data.data,
                  g->data.size, false);
        return;
    }
    stored = xmalloc(inflate_store_bound(g->data.size));
    btree_add(g->tables[GLASS_DOCDATA], key, size, stored,
              inflate_store(stored, g->data.data, g->data.size), true);
    free(stored);
}

static void count(struct version *v, const struct prepared *p)
{
    v->documents++;
    v->total += p->length;
    if (p->length && (!v->length_least || p->length < v->length_least))
        v->length_least = p->length;
    if (p->length > v->length_most)
        v->length_most = p->length;
    if (p->wdf_max > v->wdf_most)
        v->wdf_most = p->wdf_max;
}

/* Few runs, however little memory there is: all are read at the same time. */
static bool is_full(const struct glass *g, size_t taken)
{
    const size_t size = inverter_size(g->inverter);
    const size_t used = inverter_bytes(g->inverter);

    return (used >= RUN_MOST || used + taken >= g->options.memory) &&
           size >= RUN_LEAST && size >= runs_size(&g->runs) / RUNS_MOST;
}

enum ir_status glass_add(struct glass *g, struct doc *d,
                         const struct glass_extra *extra, size_t taken,
                         struct ir_error *err)
{
    uint8_t key[CODE_DOCUMENT_MAX];
    const struct prepared *p;
    enum ir_status status;

    if (g->version.last == UINT32_MAX)
        return ir_fail(err, IR_LIMIT, "an index has at most %u articles",
                       UINT32_MAX);
    glass_prepare(d);
    p = prepared_of(d);
    g->version.last++;
    count(&g->version, p);
    btree_add(g->tables[GLASS_TERMLIST], key,
              (size_t)(put_document(key, g->version.last) - key), p->list,
              p->list_size, p->list_deflated);
    add_slots(g, d, extra->value);
    add_data(g, d, extra->mark);
    inverter_add_terms(g->inverter, g->version.last, d->terms, d->term_count,
                       p);
    inverter_add_length(g->inverter, g->version.last, p->length);
    status = btree_status(g->tables[GLASS_DOCDATA], err);
    if (status == IR_OK)
        status = btree_status(g->tables[GLASS_TERMLIST], err);
    if (status != IR_OK || !is_full(g, taken))
        return status;
    status = runs_add(&g->runs, g->dir, g->inverter, err);
    inverter_clear(g->inverter);
    return status;
}

void glass_meta(struct glass *g, struct ir_text key, struct ir_text value)
{
    inverter_add_meta(g->inverter, key, value);
}

uint32_t glass_count(const struct glass *g)
{
    return (uint32_t)g->version.documents;
}

/* ---- finishing ---- */

static enum ir_status end_table(struct glass *g, enum glass_table which,
                                struct ir_error *err)
{
    return btree_end(g->tables[which], g->options.sync,
                     &g->version.roots[which], err);
}

/* The part of finishing that has a thread of its own. */
struct position_job {
    struct glass *glass;
    enum ir_status status;
    struct ir_error err;
};

static void *fill_positions(void *arg)
{
    struct position_job *job = arg;
    struct glass *g = job->glass;
    struct merge *m = merge_new(&g->runs, g->inverter);

    job->status = positions_fill(g->tables[GLASS_POSITION], m, &job->err);
    merge_free(m);
    if (job->status == IR_OK)
        job->status = end_table(g, GLASS_POSITION, &job->err);
    return NULL;
}

static enum ir_status fill_postlist(struct glass *g, struct ir_error *err)
{
    struct merge *m = merge_new(&g->runs, g->inverter);
    enum ir_status status =
        postlist_fill(g->tables[GLASS_POSTLIST], m, g->bounds, SLOTS, err);

    merge_free(m);
    if (status == IR_OK)
        status = end_table(g, GLASS_POSTLIST, err);
    if (status == IR_OK)
        status = end_table(g, GLASS_DOCDATA, err);
    if (status == IR_OK)
        status = end_table(g, GLASS_TERMLIST, err);
    return status;
}

static enum ir_status fill(struct glass *g, struct ir_error *err)
{
    struct position_job job = {.glass = g, .status = IR_OK};
    enum ir_status status;
    pthread_t thread;
    bool alone;

    inverter_sort(g->inverter);
    alone = g->options.alone ||
            pthread_create(&thread, NULL, fill_positions, &job) != 0;
    status = fill_postlist(g, err);
    if (alone)
        fill_positions(&job);
    else
        pthread_join(thread, NULL);
    if (status == IR_OK && job.status != IR_OK)
        return ir_fail(err, job.status, "%s", job.err.message);
    return status;
}

enum ir_status glass_finish(struct glass *g, struct ir_error *err)
{
    enum ir_status status = fill(g, err);

    if (status != IR_OK)
        return status;
    return version_write(g->dir, &g->version, g->options.sync, err);
}
