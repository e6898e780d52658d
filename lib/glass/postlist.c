/*
 * The tables of lists: postings in chunks of some 2000 bytes, values likewise,
 * positions one item for each term and document.
 */
#include "glass/postlist.h"
#include "base/buf.h"
#include "glass/code.h"

#include <assert.h>
#include <stdlib.h>

#define CHUNK 2000 /* bytes of entries from which on a chunk is closed */

void value_bounds_add(struct value_bounds *b, struct ir_text value)
{
    struct ir_text least = {b->least, b->least_size};
    struct ir_text most = {b->most, b->most_size};

    if (!b->frequency || text_compare(value, least) < 0) {
        b->least = xrealloc(b->least, value.size);
        memcpy(b->least, value.data, value.size);
        b->least_size = value.size;
    }
    if (!b->frequency || text_compare(value, most) > 0) {
        b->most = xrealloc(b->most, value.size);
        memcpy(b->most, value.data, value.size);
        b->most_size = value.size;
    }
    b->frequency++;
}

void value_bounds_free(struct value_bounds *b)
{
    free(b->least);
    free(b->most);
    memset(b, 0, sizeof(*b));
}

/* The last value that was set, unless it is empty. */
static enum ir_status add_meta(struct btree *t, struct merge *m,
                               const struct list *list, struct ir_error *err)
{
    uint8_t key[CODE_KEY_MAX];
    uint8_t *to = put_bytes(key, KEY_META, KEY_KIND);
    struct buf value = BUF_INIT;
    enum ir_status status;
    struct posting p;

    assert(list->name.size <= CODE_KEY_MAX - KEY_KIND);
    to = put_bytes(to, list->name.data, list->name.size);
    while ((status = merge_posting(m, &p, err)) == IR_OK) {
        buf_clear(&value);
        buf_add(&value, p.bytes, p.size);
    }
    if (status == IR_END && value.size)
        btree_add(t, key, (size_t)(to - key), value.data, value.size, false);
    buf_free(&value);
    return status == IR_END ? btree_status(t, err) : status;
}

static void add_bounds(struct btree *t, const struct value_bounds *bounds,
                       size_t slots)
{
    struct buf tag = BUF_INIT;

    for (size_t slot = 0; slot < slots; slot++) {
        const struct value_bounds *b = &bounds[slot];
        const bool same = b->frequency && b->least_size == b->most_size &&
                          !memcmp(b->least, b->most, b->least_size);
        uint8_t key[KEY_KIND + 1] = KEY_VALUE_STATISTICS;

        if (!b->frequency)
            continue;
        buf_clear(&tag);
        buf_add_varint(&tag, b->frequency);
        buf_add_varint(&tag, b->least_size);
        buf_add(&tag, b->least, b->least_size);
        if (!same)
            buf_add(&tag, b->most, b->most_size);
        /* Slots below 256; the number 0 is written as nothing. */
        key[KEY_KIND] = (uint8_t)slot;
        btree_add(t, key, KEY_KIND + (slot > 0), tag.data, tag.size, false);
    }
    buf_free(&tag);
}

/* A chunk that is being filled. */
struct chunk {
    struct btree *table;
    const struct list *list;
    struct buf entries, tag;
    uint32_t first, last; /* documents */
    bool is_first;        /* of its list */
};

static void open_chunk(struct chunk *c, const struct posting *p)
{
    buf_clear(&c->entries);
    c->first = c->last = p->document;
}

/* The key of a chunk of a term or of the lengths. */
static size_t chunk_key(const struct chunk *c, uint8_t *key)
{
    uint8_t *to = key;

    if (c->list->kind == LIST_LENGTHS)
        to = put_bytes(to, KEY_LENGTHS, KEY_KIND);
    else
        to = put_term(to, c->list->name);
    if (!c->is_first) {
        if (c->list->kind == LIST_TERM)
            to = put_term_end(to);
        to = put_document(to, c->first);
    }
    return (size_t)(to - key);
}

static void close_chunk(struct chunk *c, bool is_last)
{
    const bool counted = c->list->kind == LIST_TERM;
    uint8_t key[CODE_KEY_MAX];

    buf_clear(&c->tag);
    if (c->is_first) {
        buf_add_varint(&c->tag, counted ? c->list->frequency : 0);
        buf_add_varint(&c->tag, counted ? c->list->sum : 0);
        buf_add_varint(&c->tag, c->first - 1);
    }
    buf_addc(&c->tag, is_last ? '1' : '0');
    buf_add_varint(&c->tag, c->last - c->first);
    buf_addt(&c->tag, buf_text(&c->entries));
    btree_add(c->table, key, chunk_key(c, key), c->tag.data, c->tag.size,
              false);
    c->is_first = false;
}

static void add_entry(struct chunk *c, const struct posting *p)
{
    uint8_t bytes[2 * CODE_UINT_MAX];
    uint8_t *to = bytes;

    if (c->entries.size >= CHUNK) {
        close_chunk(c, false);
        open_chunk(c, p);
    } else if (p->document != c->first)
        to = put_uint(to, p->document - c->last - 1);
    to = put_uint(to, p->number);
    buf_add(&c->entries, bytes, (size_t)(to - bytes));
    c->last = p->document;
}

static void close_values(struct chunk *c)
{
    uint8_t key[KEY_KIND + CODE_UINT_MAX + CODE_DOCUMENT_MAX];
    uint8_t *to = put_bytes(key, KEY_VALUES, KEY_KIND);

    to = put_uint(to, (unsigned char)*c->list->name.data);
    to = put_document(to, c->first);
    btree_add(c->table, key, (size_t)(to - key), c->entries.data,
              c->entries.size, false);
    buf_clear(&c->entries);
}

static void add_value(struct chunk *c, const struct posting *p)
{
    if (!c->entries.size)
        open_chunk(c, p);
    else
        buf_add_varint(&c->entries, p->document - c->last - 1);
    buf_add_varint(&c->entries, p->size);
    buf_add(&c->entries, p->bytes, p->size);
    c->last = p->document;
    if (c->entries.size >= CHUNK)
        close_values(c);
}

static enum ir_status add_list(struct chunk *c, struct merge *m,
                               struct ir_error *err)
{
    const bool values = c->list->kind == LIST_VALUES;
    enum ir_status status;
    struct posting p;

    c->is_first = true;
    c->first = c->last = c->list->first;
    buf_clear(&c->entries);
    while ((status = merge_posting(m, &p, err)) == IR_OK)
        if (values)
            add_value(c, &p);
        else
            add_entry(c, &p);
    if (status != IR_END)
        return status;
    if (!values)
        close_chunk(c, true);
    else if (c->entries.size)
        close_values(c);
    return btree_status(c->table, err);
}

enum ir_status postlist_fill(struct btree *t, struct merge *m,
                             const struct value_bounds *bounds, size_t slots,
                             struct ir_error *err)
{
    struct list list;
    struct chunk c = {
        .table = t, .list = &list, .entries = BUF_INIT, .tag = BUF_INIT};
    enum ir_status status;
    bool bounded = false;

    while ((status = merge_next(m, &list, err)) == IR_OK) {
        if (!bounded && list.kind != LIST_META) {
            add_bounds(t, bounds, slots);
            bounded = true;
        }
        status = list.kind == LIST_META ? add_meta(t, m, &list, err)
                                        : add_list(&c, m, err);
        if (status != IR_OK)
            break;
    }
    buf_free(&c.entries);
    buf_free(&c.tag);
    return status == IR_END ? btree_status(t, err) : status;
}

static enum ir_status add_positions(struct btree *t, struct merge *m,
                                    const struct list *list,
                                    struct ir_error *err)
{
    uint8_t key[CODE_KEY_MAX];
    uint8_t *document = put_term_end(put_term(key, list->name));
    enum ir_status status;
    struct posting p;

    while ((status = merge_posting(m, &p, err)) == IR_OK)
        if (p.size)
            btree_add(t, key,
                      (size_t)(put_document(document, p.document) - key),
                      p.bytes, p.size, false);
    return status == IR_END ? btree_status(t, err) : status;
}

enum ir_status positions_fill(struct btree *t, struct merge *m,
                              struct ir_error *err)
{
    enum ir_status status;
    struct list list;

    while ((status = merge_next(m, &list, err)) == IR_OK) {
        if (list.kind == LIST_TERM)
            status = add_positions(t, m, &list, err);
        if (status != IR_OK)
            break;
    }
    return status == IR_END ? IR_OK : status;
}
