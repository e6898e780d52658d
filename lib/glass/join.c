/* Joins a database and a segment, table by table. */
#include "glass/code.h"
#include "glass/dead.h"
#include "glass/glass.h"
#include "glass/join_lists.h"
#include "glass/table.h"
#include "glass/version.h"

#include <assert.h>
#include <pthread.h>

#define DEAD_MEMORY ((size_t)16 << 20) /* for what documents are deleted from */

struct join {
    const char *dir, *base_dir, *segment_dir; /* segment_dir: or NULL */
    const struct glass_change *change;
    struct version base, segment, out;
    struct dead dead;
};

/* ---- one table ---- */

/* Copy what both have before a key, NULL: all.  What the segment has before the
 * next item of the base may be copied too, for that is not before the key. */
static void copy_both(const struct joint *j, const struct ir_text *until)
{
    while (table_more(j->segment)) {
        struct ir_text key = table_key(j->segment), next;

        if (until && text_compare(key, *until) >= 0)
            break;
        table_copy(j->base, j->to, &key);
        if (!table_more(j->base)) {
            table_copy(j->segment, j->to, until);
            continue;
        }
        next = table_key(j->base);
        if (text_equal(key, next))
            table_damaged(j->segment, "it has a key of the other index");
        table_copy(j->segment, j->to, &next);
    }
    table_copy(j->base, j->to, until);
}

/* The item of the base with this key, after what comes before it. */
static bool take_at(const struct joint *j, struct ir_text key,
                    struct table_item *out)
{
    copy_both(j, &key);
    return table_more(j->base) && text_equal(table_key(j->base), key) &&
           table_take(j->base, out);
}

static struct ir_text document_key(uint8_t *bytes, uint32_t document)
{
    return (struct ir_text){(char *)bytes,
                            (size_t)(put_document(bytes, document) - bytes)};
}

/* Leave out what the termlist has of a document, and tell j->dead of it. */
static enum ir_status leave_document(struct join *j, const struct joint *tables,
                                     uint32_t document, struct ir_error *err)
{
    uint8_t bytes[CODE_DOCUMENT_MAX + 1];
    struct ir_text key = document_key(bytes, document);
    enum ir_status status;
    struct table_item item;

    if (!take_at(tables, key, &item)) {
        status = table_status(tables->base, err);
        return status != IR_OK
                   ? status
                   : ir_fail(err, IR_NOT_FOUND, "%s: no document %u",
                             j->base_dir, document);
    }
    status = dead_add(&j->dead, document, item.tag, item.deflated, err);
    bytes[key.size++] = 0;
    if (status == IR_OK && take_at(tables, key, &item))
        status = dead_add_slots(&j->dead, document, item.tag, item.deflated);
    if (status != IR_CORRUPT)
        return status;
    table_damaged(tables->base, "the lists of document %u", document);
    return table_status(tables->base, err);
}

static enum ir_status fill_termlist(struct join *j, const struct joint *tables,
                                    struct ir_error *err)
{
    const struct glass_change *change = j->change;
    enum ir_status status = IR_OK;

    for (size_t i = 0; i < change->deleted_count && status == IR_OK; i++)
        status = leave_document(j, tables, change->deleted[i], err);
    if (status == IR_OK)
        copy_both(tables, NULL);
    return status;
}

static enum ir_status fill_docdata(struct join *j, const struct joint *tables,
                                   struct ir_error *err)
{
    uint8_t bytes[CODE_DOCUMENT_MAX];
    struct table_item item;

    (void)err;
    for (size_t i = 0; i < j->change->deleted_count; i++)
        take_at(tables, document_key(bytes, j->change->deleted[i]), &item);
    copy_both(tables, NULL);
    return IR_OK;
}

static enum ir_status leave_positions(struct merge *m,
                                      const struct joint *tables,
                                      const struct list *list,
                                      struct ir_error *err)
{
    uint8_t key[CODE_KEY_MAX];
    uint8_t *document = put_term_end(put_term(key, list->name));
    struct table_item item;
    enum ir_status status;
    struct posting p;

    while ((status = merge_posting(m, &p, err)) == IR_OK) {
        const size_t size = (size_t)(put_document(document, p.document) - key);

        take_at(tables, (struct ir_text){(char *)key, size}, &item);
    }
    return status == IR_END ? IR_OK : status;
}

static enum ir_status fill_position(struct join *j, const struct joint *tables,
                                    struct ir_error *err)
{
    struct merge *m = merge_new(&j->dead.runs, j->dead.inverter);
    enum ir_status status;
    struct list list;

    while ((status = merge_next(m, &list, err)) == IR_OK) {
        if (list.kind == LIST_TERM)
            status = leave_positions(m, tables, &list, err);
        if (status != IR_OK)
            break;
    }
    merge_free(m);
    if (status != IR_END)
        return status;
    copy_both(tables, NULL);
    return IR_OK;
}

static enum ir_status fill_postlist(struct join *j, const struct joint *tables,
                                    struct ir_error *err)
{
    return join_lists(tables, &j->dead, j->change, err);
}

typedef enum ir_status fill_function(struct join *j, const struct joint *tables,
                                     struct ir_error *err);

static fill_function *const fills[GLASS_TABLES] = {
    [GLASS_POSTLIST] = fill_postlist,
    [GLASS_DOCDATA] = fill_docdata,
    [GLASS_TERMLIST] = fill_termlist,
    [GLASS_POSITION] = fill_position,
};

static enum ir_status open_tables(struct join *j, enum glass_table which,
                                  struct joint *out, struct ir_error *err)
{
    static const struct btree_root none = {.empty = true};
    const char *name = glass_names[which];
    enum ir_status status = table_open(j->base_dir, name, &j->base.roots[which],
                                       j->base.revision, &out->base, err);

    if (status == IR_OK)
        status = table_open(j->segment_dir, name,
                            j->segment_dir ? &j->segment.roots[which] : &none,
                            j->segment.revision, &out->segment, err);
    if (status == IR_OK)
        status = btree_new(j->dir, name, &out->to, err);
    return status;
}

static enum ir_status join_table(struct join *j, enum glass_table which,
                                 struct ir_error *err)
{
    struct joint tables = {NULL, NULL, NULL};
    enum ir_status status = open_tables(j, which, &tables, err);

    if (status == IR_OK)
        status = fills[which](j, &tables, err);
    if (status == IR_OK)
        status = table_status(tables.base, err);
    if (status == IR_OK)
        status = table_status(tables.segment, err);
    if (status == IR_OK)
        status =
            btree_end(tables.to, j->change->sync, &j->out.roots[which], err);
    table_close(tables.base);
    table_close(tables.segment);
    btree_free(tables.to);
    return status;
}

/* ---- all of them ---- */

/* The part that has a thread of its own. */
struct position_job {
    struct join *join;
    enum ir_status status;
    struct ir_error err;
};

static void *join_positions(void *arg)
{
    struct position_job *job = arg;

    job->status = join_table(job->join, GLASS_POSITION, &job->err);
    return NULL;
}

/* The term lists come first: they tell which lists lose documents. */
static enum ir_status join_tables(struct join *j, struct ir_error *err)
{
    struct position_job job = {.join = j, .status = IR_OK};
    enum ir_status status = join_table(j, GLASS_TERMLIST, err);
    pthread_t thread;
    bool alone;

    if (status != IR_OK)
        return status;
    dead_sort(&j->dead);
    alone = j->change->alone ||
            pthread_create(&thread, NULL, join_positions, &job) != 0;
    status = join_table(j, GLASS_POSTLIST, err);
    if (status == IR_OK)
        status = join_table(j, GLASS_DOCDATA, err);
    if (alone)
        join_positions(&job);
    else
        pthread_join(thread, NULL);
    if (status == IR_OK && job.status != IR_OK)
        return ir_fail(err, job.status, "%s", job.err.message);
    return status;
}

/* Bounds that no document with a term is left for begin anew. */
static enum ir_status add_versions(struct join *j, struct ir_error *err)
{
    const struct version *base = &j->base, *segment = &j->segment;
    struct version *out = &j->out;

    if (base->documents < j->dead.documents || base->total < j->dead.length)
        return ir_fail(err, IR_CORRUPT, "%s/iamglass: its counts are too low",
                       j->base_dir);
    memcpy(out->uuid, base->uuid, sizeof(out->uuid));
    out->revision = base->revision + 1;
    out->documents = base->documents - j->dead.documents + segment->documents;
    out->last = j->segment_dir ? segment->last : base->last;
    out->total = base->total - j->dead.length + segment->total;
    out->length_least = segment->length_least;
    out->length_most = segment->length_most;
    out->wdf_most = segment->wdf_most;
    if (base->total == j->dead.length)
        return IR_OK;
    if (!out->length_least ||
        (base->length_least && base->length_least < out->length_least))
        out->length_least = base->length_least;
    if (base->length_most > out->length_most)
        out->length_most = base->length_most;
    if (base->wdf_most > out->wdf_most)
        out->wdf_most = base->wdf_most;
    return IR_OK;
}

static bool has_lists(const struct version *v)
{
    return !v->documents || !v->roots[GLASS_TERMLIST].empty;
}

static enum ir_status read_versions(struct join *j, struct ir_error *err)
{
    enum ir_status status = version_read(j->base_dir, &j->base, err);

    if (status == IR_OK && (j->base.others || !has_lists(&j->base)))
        return ir_fail(err, IR_INCOMPATIBLE,
                       "%s: it has spellings or synonyms, or no term lists",
                       j->base_dir);
    if (status == IR_OK && j->segment_dir)
        status = version_read(j->segment_dir, &j->segment, err);
    if (status != IR_OK || !j->segment_dir)
        return status;
    if (j->segment.last - j->segment.documents < j->base.last)
        return ir_fail(err, IR_CORRUPT,
                       "%s/iamglass: its documents begin before %u",
                       j->segment_dir, j->base.last);
    return IR_OK;
}

bool glass_can_join(const char *base)
{
    struct version v;

    return version_read(base, &v, NULL) == IR_OK && !v.others && has_lists(&v);
}

enum ir_status glass_join(const char *dir, const char *base,
                          const char *segment,
                          const struct glass_change *change,
                          struct ir_error *err)
{
    struct join j = {
        .dir = dir, .base_dir = base, .segment_dir = segment, .change = change};
    enum ir_status status = read_versions(&j, err);

    if (status != IR_OK)
        return status;
    dead_init(&j.dead, dir, DEAD_MEMORY);
    status = join_tables(&j, err);
    if (status == IR_OK)
        status = add_versions(&j, err);
    dead_free(&j.dead);
    if (status == IR_OK)
        status = version_write(dir, &j.out, change->sync, err);
    return status;
}
