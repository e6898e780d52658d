#include "tests/glass_join.h"
#include "store/dirs.h"
#include "tests/chance.h"
#include "tests/glass_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define METAS 3 /* changed by a join at most */

char oracle_dir[96], segment_dir[96], joined_dir[96];

/* ---- both through Xapian ---- */

static struct store_writer *open_at(const char *dir, size_t bulk_memory)
{
    const struct store_writer_options options = {.create = true,
                                                 .bulk_memory = bulk_memory};
    struct store_writer *w;

    ok(store_writer_open(dir, &options, &w, &err));
    return w;
}

/* Without tallies, for those are the store's own metadata and values. */
static struct doc *new_doc(const struct twins *t, size_t number)
{
    struct doc *d = shape_doc(t->shape, number);

    memset(d->tallies, 0, sizeof(d->tallies));
    return d;
}

static void keep(struct twins *t, size_t number, struct doc *d)
{
    doc_free(t->docs[number]);
    t->docs[number] = d;
    if (number >= t->count)
        t->count = number + 1;
}

static void put_both(struct twins *t, struct store_writer **w, size_t number)
{
    struct doc *d = new_doc(t, number);

    for (size_t i = 0; i < 2; i++)
        ok(store_put(w[i], copy_doc(d), NULL, &err));
    keep(t, number, d);
}

static void delete_both(struct twins *t, struct store_writer **w, size_t number)
{
    if (!t->docs[number])
        return;
    for (size_t i = 0; i < 2; i++)
        ok(store_delete(w[i], id_of(number), &err));
    keep(t, number, NULL);
}

static void set_both(struct store_writer **w, const char *key,
                     const char *value)
{
    for (size_t i = 0; i < 2; i++)
        ok(store_set_meta(w[i], key, value, &err));
}

static void open_both(struct store_writer **w, size_t bulk_memory)
{
    w[0] = open_at(index_dir, bulk_memory);
    w[1] = open_at(oracle_dir, 0);
}

static void close_both(struct store_writer **w)
{
    for (size_t i = 0; i < 2; i++) {
        ok(store_commit(w[i], &err));
        store_writer_close(w[i]);
    }
}

static void commit_some(struct store_writer **w)
{
    if (!below(10))
        for (size_t i = 0; i < 2; i++)
            ok(store_commit(w[i], &err));
}

void twins_make(struct twins *t, const struct shape *s, bool aged)
{
    struct store_writer *w[2];

    snprintf(oracle_dir, sizeof(oracle_dir), "%s/oracle", scratch);
    snprintf(segment_dir, sizeof(segment_dir), "%s/segment", scratch);
    snprintf(joined_dir, sizeof(joined_dir), "%s/joined", scratch);
    memset(t, 0, sizeof(*t));
    t->shape = s;
    t->docs = calloc(20 * s->documents + 1000, sizeof(*t->docs));
    open_both(w, aged ? 0 : s->memory);
    for (size_t i = 0; i < s->documents; i++) {
        put_both(t, w, i);
        if (aged)
            commit_some(w);
    }
    if (s->meta)
        set_both(w, "first", "one");
    close_both(w);
    if (aged)
        twins_update(t, s->documents / 2);
}

void twins_free(struct twins *t)
{
    for (size_t i = 0; i < t->count; i++)
        doc_free(t->docs[i]);
    free(t->docs);
}

/* The first document stays, and keeps bounds as they are. */
static size_t any_but_first(const struct twins *t)
{
    return 1 + below(t->count - 1);
}

void twins_update(struct twins *t, size_t changes)
{
    struct store_writer *w[2];

    open_both(w, 0);
    for (size_t i = 0; i < changes && t->count > 1; i++) {
        if (!below(3))
            put_both(t, w, t->count);
        else if (below(2))
            put_both(t, w, any_but_first(t));
        else
            delete_both(t, w, any_but_first(t));
        commit_some(w);
    }
    close_both(w);
}

/* ---- a join ---- */

void write_segment(struct doc *const *docs, size_t count, uint32_t after)
{
    const struct glass_options options = {64 << 10, false, after, false};
    const struct glass_extra extra = {{"\0", 1}, {NULL, 0}};
    struct glass *g;

    ck_assert_int_eq(mkdir(segment_dir, 0700), 0);
    ok(glass_new(segment_dir, &options, &g, &err));
    for (size_t i = 0; i < count; i++) {
        struct doc *copy = copy_doc(docs[i]);

        ok(glass_add(g, copy, &extra, 0, &err));
        doc_free(copy);
    }
    ck_assert_uint_eq(glass_count(g), count);
    ok(glass_finish(g, &err));
    glass_free(g);
}

void move_dir(const char *from, const char *to)
{
    dir_remove(to);
    ck_assert_int_eq(rename(from, to), 0);
}

static int ascending(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* What a join is told. */
struct plan {
    uint32_t *deleted; /* numbers in the index */
    size_t deleted_count;
    struct doc **added;
    size_t added_count;
    struct glass_pair metas[METAS];
    char *values[METAS];
    size_t meta_count;
};

/* Delete some, and in the place of some of them have another. */
static void plan_deletes(struct twins *t, struct plan *p, size_t most,
                         struct store_writer *oracle)
{
    struct store *s = open_store();

    for (size_t i = 0; i < most && t->count > 1; i++) {
        const size_t number = any_but_first(t);
        uint32_t document;

        if (!t->docs[number])
            continue;
        ok(store_document(s, id_of(number), &document, &err));
        p->deleted[p->deleted_count++] = document;
        ok(store_delete(oracle, id_of(number), &err));
        keep(t, number, NULL);
    }
    qsort(p->deleted, p->deleted_count, sizeof(*p->deleted), ascending);
    store_close(s);
}

static void plan_put(struct twins *t, struct plan *p, size_t number,
                     struct store_writer *oracle)
{
    struct doc *d = new_doc(t, number);

    ok(store_put(oracle, copy_doc(d), NULL, &err));
    keep(t, number, d);
    p->added[p->added_count++] = d;
}

static void plan_metas(struct twins *t, struct plan *p,
                       struct store_writer *oracle)
{
    static const char *const keys[METAS] = {"a", "first", "zz"};

    for (size_t i = 0; i < METAS; i++) {
        char *value = chance_bytes(below(3) ? below(t->shape->meta + 1) : 0);

        if (!t->shape->meta || !below(3)) {
            free(value);
            continue;
        }
        ok(store_set_meta(oracle, keys[i], value, &err));
        p->values[p->meta_count] = value;
        p->metas[p->meta_count++] =
            (struct glass_pair){text_of(keys[i]), text_of(value)};
    }
}

static void run_plan(const struct plan *p, const struct read_version *base)
{
    const struct glass_change change = {
        p->deleted, p->deleted_count, p->metas, p->meta_count, false, false};
    const bool adds = p->added_count;

    ck_assert(glass_can_join(index_dir));
    if (adds)
        write_segment(p->added, p->added_count, (uint32_t)base->last);
    ck_assert_int_eq(mkdir(joined_dir, 0700), 0);
    ok(glass_join(joined_dir, index_dir, adds ? segment_dir : NULL, &change,
                  &err));
    move_dir(joined_dir, index_dir);
    dir_remove(segment_dir);
}

void twins_join(struct twins *t, size_t deleted, size_t added)
{
    struct store_writer *oracle = open_at(oracle_dir, 0);
    struct read_version base, joined;
    struct plan p = {0};
    size_t before = t->count;

    p.deleted = calloc(deleted + 1, sizeof(*p.deleted));
    p.added = calloc(deleted + added + 1, sizeof(*p.added));
    plan_deletes(t, &p, deleted, oracle);
    for (size_t i = 1; i < before && p.added_count < deleted / 2; i++)
        if (!t->docs[i] && below(2))
            plan_put(t, &p, i, oracle);
    for (size_t i = 0; i < added; i++)
        plan_put(t, &p, t->count, oracle);
    plan_metas(t, &p, oracle);
    ok(store_commit(oracle, &err));
    store_writer_close(oracle);
    read_version(index_dir, &base);
    run_plan(&p, &base);
    read_version(index_dir, &joined);
    ck_assert_uint_eq(joined.revision, base.revision + 1);
    for (size_t i = 0; i < p.meta_count; i++)
        free(p.values[i]);
    free(p.deleted);
    free(p.added);
}
