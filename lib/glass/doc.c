/* Builds documents, in growing buffers. */
#include "glass/doc.h"
#include "base/key_sort.h"
#include "glass/doc_build.h"

#include <assert.h>
#include <stdlib.h>

/* What a builder keeps for the next document, at most, in bytes of each array;
 * most articles need a hundredth. */
#define KEEP ((size_t)1 << 20)

struct doc_build *doc_build_new(void)
{
    struct doc_build *b = xcalloc(1, sizeof(*b));

    b->pool = b->data = (struct buf)BUF_INIT;
    return b;
}

void doc_build_free(struct doc_build *b)
{
    if (!b)
        return;
    free(b->entries);
    free(b->order);
    free(b->positions);
    buf_free(&b->pool);
    buf_free(&b->data);
    free(b);
}

/* Make it empty, and give back what only a very long document needs. */
static void clear(struct doc_build *b)
{
    const struct doc_build none = {.pool = b->pool, .data = b->data};

    if (b->room * sizeof(*b->entries) > KEEP ||
        b->position_room * sizeof(*b->positions) > KEEP ||
        b->pool.room > KEEP || b->data.room > KEEP) {
        free(b->entries);
        free(b->order);
        free(b->positions);
        *b = none;
        buf_free(&b->pool);
        buf_free(&b->data);
    }
    b->count = b->position_count = 0;
    buf_clear(&b->pool);
    buf_clear(&b->data);
    memset(b->values, 0, sizeof(b->values));
    b->error.status = IR_OK;
}

struct doc *doc_new_in(struct doc_build *build, struct ir_text id)
{
    struct doc *d = xcalloc(1, sizeof(*d) + id.size + 1);
    char *copy = (char *)(d + 1);

    clear(build);
    build->lent = true;
    d->build = build;
    if (id.size)
        memcpy(copy, id.data, id.size);
    d->id = (struct ir_text){copy, id.size};
    return d;
}

struct doc *doc_new(struct ir_text id)
{
    struct doc *d = doc_new_in(doc_build_new(), id);

    d->build->lent = false;
    return d;
}

void doc_build_end(struct doc *d)
{
    if (d->build && !d->build->lent)
        doc_build_free(d->build);
    d->build = NULL;
}

void doc_free(struct doc *d)
{
    if (!d)
        return;
    if (d->prepared)
        d->unprepare(d->prepared);
    doc_build_end(d);
    free(d->terms); /* the block with everything in it */
    free(d);
}

/* Xapian doubles NULs in keys, but checks the length only on commit, when the
 * whole batch would be lost.  Two 0xff are the prefix of the store's padding. */
static void check_name(struct doc_build *b, struct ir_text name)
{
    size_t size = name.size;

    if (!size) {
        ir_fail(&b->error, IR_INVALID, "a term is empty");
        return;
    }
    if (size >= 2 && !memcmp(name.data, "\xff\xff", 2))
        ir_fail(&b->error, IR_INVALID, "a term begins with reserved bytes");
    if (size * 2 > DOC_TERM_MAX && size <= DOC_TERM_MAX)
        for (size_t i = 0; i < name.size; i++)
            size += !name.data[i];
    if (size > DOC_TERM_MAX)
        ir_fail(&b->error, IR_LIMIT,
                "a term of %zu bytes is over the limit of %d: %.*s...", size,
                DOC_TERM_MAX, 40, name.data);
}

static void check_room(struct doc_build *b, size_t bytes, size_t positions)
{
    if (b->pool.size + bytes > DOC_TERM_BYTES_MAX)
        ir_fail(&b->error, IR_LIMIT, "terms are over the limit of %u bytes",
                DOC_TERM_BYTES_MAX);
    if (positions > DOC_POSITIONS_MAX - b->position_count)
        ir_fail(&b->error, IR_LIMIT, "positions are over the limit of %u",
                DOC_POSITIONS_MAX);
}

static void add_positions(struct doc_build *b, const uint32_t *positions,
                          size_t count)
{
    size_t need = b->position_count + count;

    if (need > b->position_room) {
        b->position_room = need < 256 ? 512 : need * 2;
        b->positions =
            xrealloc(b->positions, b->position_room * sizeof(*positions));
    }
    for (size_t i = 0; i < count; i++)
        b->positions[b->position_count + i] = positions[i];
    b->position_count = need;
}

/* The key of a name of two parts: read from there, as what was just written in
 * other pieces would have to be waited for. */
static uint64_t key_of_parts(struct ir_text prefix, struct ir_text rest)
{
    uint64_t key = key_of(rest);

    for (size_t i = prefix.size; i-- > 0;)
        key = key >> 8 | (uint64_t)(unsigned char)prefix.data[i] << 56;
    return key;
}

static void add_name(struct buf *pool, struct ir_text prefix,
                     struct ir_text rest)
{
    char *to;

    buf_reserve(pool, prefix.size + rest.size);
    to = pool->data + pool->size;
    for (size_t i = 0; i < prefix.size; i++)
        *to++ = prefix.data[i];
    if (rest.size)
        memcpy(to, rest.data, rest.size);
    pool->size += prefix.size + rest.size;
}

void doc_term_in(struct doc *d, const char *prefix, struct ir_text rest,
                 uint32_t wdf, const uint32_t *positions, size_t count)
{
    const struct ir_text start = text_of(prefix);
    struct doc_build *b = d->build;
    struct entry *e;

    assert(b);
    if (doc_broken(b))
        return;
    check_room(b, start.size + rest.size, count);
    if (doc_broken(b))
        return;
    if (b->count == b->room)
        b->entries = xgrow(b->entries, b->count, &b->room, sizeof(*e));
    e = &b->entries[b->count++];
    e->at = (uint32_t)b->pool.size;
    add_name(&b->pool, start, rest);
    e->size = (uint32_t)b->pool.size - e->at;
    e->key = key_of_parts(start, rest);
    e->wdf = wdf;
    e->first = (uint32_t)b->position_count;
    e->count = (uint32_t)count;
    check_name(b, entry_name(e, b->pool.data));
    add_positions(b, positions, count);
}

void doc_term_at(struct doc *d, struct ir_text name, uint32_t wdf,
                 const uint32_t *positions, size_t count)
{
    doc_term_in(d, "", name, wdf, positions, count);
}

void doc_term(struct doc *d, struct ir_text name, uint32_t wdf)
{
    doc_term_in(d, "", name, wdf, NULL, 0);
}

void doc_value(struct doc *d, unsigned slot, struct ir_text value)
{
    struct doc_build *b = d->build;

    assert(b && slot < DOC_SLOTS);
    if (doc_broken(b))
        return;
    if (value.size > DOC_VALUE_MAX) {
        ir_fail(&b->error, IR_LIMIT,
                "value %u of %zu bytes is over the limit of %u", slot,
                value.size, DOC_VALUE_MAX);
        return;
    }
    b->values[slot].at = b->pool.size;
    b->values[slot].size = value.size;
    buf_add(&b->pool, value.data, value.size);
}

void doc_data(struct doc *d, struct ir_text data)
{
    struct doc_build *b = d->build;

    assert(b);
    if (doc_broken(b))
        return;
    if (data.size > DOC_DATA_MAX) {
        ir_fail(&b->error, IR_LIMIT,
                "data of %zu bytes is over the limit of %u", data.size,
                DOC_DATA_MAX);
        return;
    }
    buf_clear(&b->data);
    buf_addt(&b->data, data);
}
