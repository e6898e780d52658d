/*
 * Joins what the postlist table has: metadata, bounds of values, lists.
 *
 * Lists that neither gain nor lose documents are copied as they stand, and so
 * are those that only the segment has.  Of the others each chunk is looked at,
 * but its entries are copied as bytes unless one of them is to go.
 */
#include "glass/join_lists.h"
#include "glass/chunk.h"
#include "glass/postlist.h"

#include <assert.h>

struct lists {
    const struct joint *tables;
    struct merge *dead;
    struct list head; /* the next list that loses documents */
    uint8_t head_bytes[CODE_KEY_MAX];
    struct ir_text head_key; /* of that list; empty: there is none */
    bool losing;             /* the list at hand loses this document yet */
    uint32_t document;
    struct chunks out;
    struct buf kept; /* entries of a chunk */
    enum ir_status status;
    struct ir_error *err;
};

static enum ir_status status_of(const struct lists *l)
{
    enum ir_status status = l->status;

    if (status == IR_OK)
        status = table_status(l->tables->base, l->err);
    if (status == IR_OK)
        status = table_status(l->tables->segment, l->err);
    return status;
}

static bool good(const struct lists *l)
{
    return status_of(l) == IR_OK;
}

/* ---- metadata and bounds ---- */

/* Copy what the base has before a key, and go past the item with this key; is
 * there one? */
static bool take_at(const struct joint *j, struct ir_text key,
                    struct table_item *out)
{
    table_copy(j->base, j->to, &key);
    return table_more(j->base) && text_equal(table_key(j->base), key) &&
           table_take(j->base, out);
}

static void join_metas(const struct joint *j, const struct glass_change *change)
{
    uint8_t key[CODE_KEY_MAX];
    struct table_item before;

    for (size_t i = 0; i < change->meta_count; i++) {
        const struct glass_pair *one = &change->metas[i];
        size_t size = KEY_KIND + one->key.size;

        assert(size <= sizeof(key));
        put_bytes(put_bytes(key, KEY_META, KEY_KIND), one->key.data,
                  one->key.size);
        take_at(j, (struct ir_text){(char *)key, size}, &before);
        if (one->value.size)
            btree_add(j->to, key, size, one->value.data, one->value.size,
                      false);
    }
}

/* Add what a table says of a slot. */
static bool add_bounds(struct value_bounds *b, struct ir_text tag)
{
    const uint8_t *at = (const uint8_t *)tag.data, *end = at + tag.size;
    const uint64_t before = b->frequency;
    uint64_t frequency, size;
    struct ir_text least;

    if (!take_uint(&at, end, &frequency) || !take_uint(&at, end, &size) ||
        size > (uint64_t)(end - at) || frequency > UINT32_MAX || !frequency)
        return false;
    least = (struct ir_text){(const char *)at, (size_t)size};
    at += size;
    value_bounds_add(b, least);
    value_bounds_add(
        b, at == end ? least
                     : (struct ir_text){(const char *)at, (size_t)(end - at)});
    b->frequency = before + frequency;
    return true;
}

/* Bounds hold on when values go, unless none is left. */
static void join_slot(const struct joint *j, unsigned slot, uint64_t lost)
{
    struct value_bounds b = {0};
    struct table_item item;
    uint8_t bytes[KEY_KIND + 1];
    const struct ir_text key = {(char *)bytes, value_bounds_key(bytes, slot)};
    const bool gains =
        table_more(j->segment) && text_equal(table_key(j->segment), key);

    if (!gains && !lost)
        return;
    if (take_at(j, key, &item) && !add_bounds(&b, item.tag))
        table_damaged(j->base, "the bounds of slot %u", slot);
    if (b.frequency < lost)
        table_damaged(j->base, "slot %u has too few values", slot);
    else
        b.frequency -= lost; /* at 0, the next bounds are the first */
    if (gains && table_take(j->segment, &item) && !add_bounds(&b, item.tag))
        table_damaged(j->segment, "the bounds of slot %u", slot);
    value_bounds_put(j->to, slot, &b);
    value_bounds_free(&b);
}

/* ---- the lists that lose documents ---- */

static void next_head(struct lists *l)
{
    const enum ir_status status = merge_next(l->dead, &l->head, l->err);

    l->head_key = TEXT("");
    if (status == IR_OK)
        l->head_key = (struct ir_text){
            (char *)l->head_bytes,
            chunk_list_key(l->head_bytes, l->head.kind, l->head.name)};
    else if (status != IR_END)
        l->status = status;
}

static void next_document(struct lists *l)
{
    struct posting p = {0};
    const enum ir_status status = merge_posting(l->dead, &p, l->err);

    l->losing = status == IR_OK;
    l->document = p.document;
    if (status != IR_OK && status != IR_END)
        l->status = status;
}

/* ---- chunks ---- */

/* The next chunk of the list. */
static bool take_chunk(struct lists *l, struct table *t, struct chunk *out)
{
    const struct ir_text key = {(char *)l->out.key, l->out.key_size};
    struct table_item item;
    enum list_kind kind;
    struct ir_text at;

    if (!table_more(t))
        return false;
    at = table_key(t);
    if (!text_equal(text_slice(at, 0, chunk_list_size(at, &kind)), key) ||
        !table_take(t, &item))
        return false;
    if (chunk_read(out, item.key, item.tag))
        return true;
    table_damaged(t, "a chunk of a list");
    return false;
}

/* Add entries of the documents from first to last: to the open chunk if they
 * fit that, else as a chunk. */
static bool add_entries(struct chunks *out, uint32_t first, uint32_t last,
                        struct ir_text entries)
{
    if (out->begun || out->entries.size)
        if (first <= out->last)
            return false;
    if (out->entries.size && out->entries.size + entries.size > CHUNK_BYTES)
        chunks_close(out, false);
    if (out->entries.size)
        buf_add_varint(&out->entries, first - out->last - 1);
    else
        out->first = first;
    buf_addt(&out->entries, entries);
    out->last = last;
    return true;
}

static struct ir_text between(const uint8_t *from, const uint8_t *to)
{
    return (struct ir_text){(const char *)from, (size_t)(to - from)};
}

/* Add a chunk without the documents that are to go.  What stays is copied in
 * spans; only the first gap after what is left out is another one. */
static bool add_some(struct lists *l, const struct chunk *c)
{
    struct chunk_walk w = chunk_walk(c, l->out.kind);
    const uint8_t *span = NULL, *end = NULL;
    uint32_t first = 0, last = 0;

    buf_clear(&l->kept);
    for (; chunk_walk_next(&w); end = w.at) {
        if (l->losing && l->document == w.document) {
            if (span)
                buf_addt(&l->kept, between(span, end));
            span = NULL;
            next_document(l);
            continue;
        }
        if (!span && first)
            buf_add_varint(&l->kept, w.document - last - 1);
        if (!span)
            span = w.body;
        if (!first)
            first = w.document;
        if (w.kind != LIST_VALUES)
            chunk_walk_skip(&w, l->losing ? l->document : UINT32_MAX);
        last = w.document;
    }
    if (span)
        buf_addt(&l->kept, between(span, end));
    if (w.bad || (l->out.kind != LIST_VALUES && w.document != c->last))
        return false;
    return !first || add_entries(&l->out, first, last, buf_text(&l->kept));
}

static void add_chunk(struct lists *l, struct table *t, const struct chunk *c)
{
    const bool loses = l->losing && l->document <= c->last;
    bool sound;

    if (l->out.kind == LIST_VALUES || loses)
        sound = add_some(l, c);
    else
        sound = add_entries(&l->out, c->first, c->last, c->entries);
    if (!sound || (loses && l->losing && l->document <= c->last))
        table_damaged(t, "a chunk from document %u on", c->first);
}

/* ---- lists ---- */

/* What both say of a term, less what it loses. */
static void add_heads(struct lists *l, const struct chunk *base,
                      const struct chunk *segment)
{
    const bool losing = l->losing && l->out.kind == LIST_TERM;
    const uint64_t lost = losing ? l->head.frequency : 0;
    const uint64_t lost_sum = losing ? l->head.sum : 0;

    if (base->frequency < lost || base->sum < lost_sum)
        table_damaged(l->tables->base, "a list of too few documents");
    l->out.frequency = base->frequency - lost + segment->frequency;
    l->out.sum = base->sum - lost_sum + segment->sum;
}

/* Of the kinds that have a first chunk, each must have it. */
static void check_first(const struct lists *l, struct table *t, bool has,
                        const struct chunk *c)
{
    if (has && l->out.kind != LIST_VALUES && !c->is_first)
        table_damaged(t, "a list without its first chunk");
}

static void add_chunks(struct lists *l, struct table *t, struct chunk *c,
                       bool more)
{
    while (more && good(l)) {
        add_chunk(l, t, c);
        more = take_chunk(l, t, c);
    }
}

static void join_list(struct lists *l)
{
    struct table *base = l->tables->base, *segment = l->tables->segment;
    struct chunk one = {0}, other = {0};
    const bool has = take_chunk(l, base, &one);
    const bool gains = take_chunk(l, segment, &other);

    check_first(l, base, has, &one);
    check_first(l, segment, gains, &other);
    add_heads(l, &one, &other);
    add_chunks(l, base, &one, has);
    if (l->losing && good(l))
        table_damaged(base, "a list lacks document %u", l->document);
    add_chunks(l, segment, &other, gains);
    if (l->out.entries.size)
        chunks_close(&l->out, true);
    if (good(l) && l->out.kind == LIST_TERM &&
        l->out.begun != (l->out.frequency > 0))
        table_damaged(base, "a list of another number of documents");
}

/* The first list that gains or loses documents. */
static bool next_list(struct lists *l, struct ir_text *key,
                      enum list_kind *kind)
{
    const bool gains = table_more(l->tables->segment);
    struct ir_text other;

    *key = l->head_key;
    *kind = l->head.kind;
    if (!gains)
        return key->size;
    other = table_key(l->tables->segment);
    if (!key->size || text_compare(other, *key) < 0) {
        *key = text_slice(other, 0, chunk_list_size(other, kind));
        if (*kind == LIST_META)
            table_damaged(l->tables->segment,
                          "it has metadata, or bounds of unknown slots");
    }
    return true;
}

/* Copy what only the segment has before the next list of another. */
static void copy_new(struct lists *l)
{
    struct table *base = l->tables->base, *segment = l->tables->segment;
    struct ir_text until = l->head_key;

    if (table_more(base) &&
        (!until.size || text_compare(table_key(base), until) < 0))
        until = table_key(base);
    if (until.size && text_compare(table_key(segment), until) >= 0)
        table_damaged(segment, "a list without its first chunk");
    table_copy(segment, l->tables->to, until.size ? &until : NULL);
}

static void join_next(struct lists *l, struct ir_text key, enum list_kind kind)
{
    struct table *base = l->tables->base;
    const bool loses = text_equal(key, l->head_key);
    enum list_kind other;
    struct ir_text at;

    table_copy(base, l->tables->to, &key);
    if (!loses) {
        at = table_more(base) ? table_key(base) : TEXT("");
        if (!at.size ||
            !text_equal(text_slice(at, 0, chunk_list_size(at, &other)), key)) {
            copy_new(l);
            return;
        }
    }
    chunks_begin(&l->out, l->tables->to, kind, key);
    if (loses)
        next_document(l);
    join_list(l);
    if (loses)
        next_head(l);
}

/* What begins with this much has room for a document in its chunks' keys. */
#define LIST_KEY_MAX (CODE_KEY_MAX - 1 - CODE_DOCUMENT_MAX)

static enum ir_status join_all(struct lists *l)
{
    enum list_kind kind;
    struct ir_text key;

    next_head(l);
    while (good(l) && next_list(l, &key, &kind) && good(l)) {
        if (key.size > LIST_KEY_MAX)
            table_damaged(l->tables->segment, "a list with too long a key");
        else
            join_next(l, key, kind);
    }
    if (good(l))
        table_copy(l->tables->base, l->tables->to, NULL);
    return status_of(l);
}

enum ir_status join_lists(const struct joint *j, const struct dead *dead,
                          const struct glass_change *change,
                          struct ir_error *err)
{
    struct lists l = {.tables = j,
                      .out = CHUNKS_INIT,
                      .kept = BUF_INIT,
                      .status = IR_OK,
                      .err = err};
    enum ir_status status;

    l.dead = merge_new(&dead->runs, dead->inverter);
    join_metas(j, change);
    for (unsigned slot = 0; slot < DEAD_SLOTS; slot++)
        join_slot(j, slot, dead->values[slot]);
    status = join_all(&l);
    merge_free(l.dead);
    chunks_free(&l.out);
    buf_free(&l.kept);
    return status;
}
