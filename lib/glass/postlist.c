/*
 * The tables of lists: postings in chunks of some 2000 bytes, values likewise,
 * positions one item for each term and document.
 */
#include "glass/postlist.h"
#include "glass/chunk.h"

#include <assert.h>
#include <stdlib.h>

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

size_t value_bounds_key(uint8_t *to, unsigned slot)
{
    uint8_t *end = put_bytes(to, KEY_VALUE_STATISTICS, KEY_KIND);

    assert(slot < 256);
    if (slot) /* the number 0 is written as nothing */
        *end++ = (uint8_t)slot;
    return (size_t)(end - to);
}

void value_bounds_put(struct btree *t, unsigned slot,
                      const struct value_bounds *b)
{
    const bool same = b->frequency && b->least_size == b->most_size &&
                      !memcmp(b->least, b->most, b->least_size);
    uint8_t key[KEY_KIND + 1];
    struct buf tag = BUF_INIT;

    if (!b->frequency)
        return;
    buf_add_varint(&tag, b->frequency);
    buf_add_varint(&tag, b->least_size);
    buf_add(&tag, b->least, b->least_size);
    if (!same)
        buf_add(&tag, b->most, b->most_size);
    btree_add(t, key, value_bounds_key(key, slot), tag.data, tag.size, false);
    buf_free(&tag);
}

static void add_entry(struct chunks *c, const struct posting *p)
{
    struct buf *entries = &c->entries;
    uint8_t *to;

    if (entries->size >= CHUNK_BYTES)
        chunks_close(c, false);
    buf_reserve(entries, 2 * CODE_UINT_MAX);
    to = (uint8_t *)entries->data + entries->size;
    if (!entries->size)
        c->first = p->document;
    else
        to = put_uint(to, p->document - c->last - 1);
    to = put_uint(to, p->number);
    *to = '\0';
    entries->size = (size_t)((char *)to - entries->data);
    c->last = p->document;
}

static void add_value(struct chunks *c, const struct posting *p)
{
    if (!c->entries.size)
        c->first = p->document;
    else
        buf_add_varint(&c->entries, p->document - c->last - 1);
    buf_add_varint(&c->entries, p->size);
    buf_add(&c->entries, p->bytes, p->size);
    c->last = p->document;
    if (c->entries.size >= CHUNK_BYTES)
        chunks_close(c, false);
}

static enum ir_status add_list(struct chunks *c, struct btree *t,
                               struct merge *m, const struct list *list,
                               struct ir_error *err)
{
    uint8_t key[CODE_KEY_MAX];
    const size_t size = chunk_list_key(key, list->kind, list->name);
    enum ir_status status;
    struct posting p;

    chunks_begin(c, t, list->kind, (struct ir_text){(char *)key, size});
    if (list->kind == LIST_TERM) {
        c->frequency = list->frequency;
        c->sum = list->sum;
    }
    while ((status = merge_posting(m, &p, err)) == IR_OK)
        if (list->kind == LIST_VALUES)
            add_value(c, &p);
        else
            add_entry(c, &p);
    if (status != IR_END)
        return status;
    if (c->entries.size)
        chunks_close(c, true);
    return btree_status(t, err);
}

enum ir_status postlist_fill(struct btree *t, struct merge *m,
                             const struct value_bounds *bounds, unsigned slots,
                             struct ir_error *err)
{
    struct list list;
    struct chunks c = CHUNKS_INIT;
    enum ir_status status;
    bool bounded = false;

    while ((status = merge_next(m, &list, err)) == IR_OK) {
        if (!bounded && list.kind != LIST_META) {
            for (unsigned slot = 0; slot < slots; slot++)
                value_bounds_put(t, slot, &bounds[slot]);
            bounded = true;
        }
        status = list.kind == LIST_META ? add_meta(t, m, &list, err)
                                        : add_list(&c, t, m, &list, err);
        if (status != IR_OK)
            break;
    }
    chunks_free(&c);
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
