/* Documents as plain data: growing buffers while built, one block when
 * finished. */
#include "glass/doc.h"
#include "base/buf.h"

#include <assert.h>
#include <stdlib.h>

/* One call of doc_term: a name in the pool and a run of positions. */
struct entry {
    uint64_t key; /* the first 8 bytes of the name, so that most
                     comparisons need not look at the pool */
    uint32_t at, size;
    uint32_t wdf;
    uint32_t first, count;
};

struct slice {
    size_t at, size;
};

struct doc_build {
    struct entry *entries;
    size_t count, room;
    uint32_t *positions;
    size_t position_count, position_room;
    struct buf pool; /* names and values */
    struct slice values[DOC_SLOTS];
    char *data;
    size_t data_size;
    struct ir_error error; /* the first one */
};

struct doc *doc_new(struct ir_text id)
{
    struct doc *d = xcalloc(1, sizeof(*d) + id.size + 1);
    char *copy = (char *)(d + 1);

    d->build = xcalloc(1, sizeof(*d->build));
    d->build->pool = (struct buf)BUF_INIT;
    if (id.size)
        memcpy(copy, id.data, id.size);
    d->id = (struct ir_text){copy, id.size};
    return d;
}

static void free_build(struct doc_build *b)
{
    if (!b)
        return;
    free(b->entries);
    free(b->positions);
    buf_free(&b->pool);
    free(b->data);
    free(b);
}

void doc_free(struct doc *d)
{
    if (!d)
        return;
    if (d->prepared)
        d->unprepare(d->prepared);
    free_build(d->build);
    free(d->terms); /* the block with everything in it */
    free(d);
}

static bool broken(const struct doc_build *b)
{
    return b->error.status != IR_OK;
}

static uint64_t key_of(struct ir_text name)
{
    unsigned char bytes[8] = {0};
    uint64_t key = 0;

    memcpy(bytes, name.data, name.size < 8 ? name.size : 8);
    for (size_t i = 0; i < 8; i++)
        key = key << 8 | bytes[i];
    return key;
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

    if (!count)
        return;
    if (need > b->position_room) {
        b->position_room = need < 256 ? 512 : need * 2;
        b->positions =
            xrealloc(b->positions, b->position_room * sizeof(*positions));
    }
    memcpy(b->positions + b->position_count, positions,
           count * sizeof(*positions));
    b->position_count = need;
}

void doc_term_at(struct doc *d, struct ir_text name, uint32_t wdf,
                 const uint32_t *positions, size_t count)
{
    struct doc_build *b = d->build;
    struct entry *e;

    assert(b);
    if (broken(b))
        return;
    check_name(b, name);
    check_room(b, name.size, count);
    if (broken(b))
        return;
    b->entries = xgrow(b->entries, b->count, &b->room, sizeof(*e));
    e = &b->entries[b->count++];
    e->key = key_of(name);
    e->at = (uint32_t)b->pool.size;
    e->size = (uint32_t)name.size;
    e->wdf = wdf;
    e->first = (uint32_t)b->position_count;
    e->count = (uint32_t)count;
    buf_add(&b->pool, name.data, name.size);
    add_positions(b, positions, count);
}

void doc_term(struct doc *d, struct ir_text name, uint32_t wdf)
{
    doc_term_at(d, name, wdf, NULL, 0);
}

void doc_value(struct doc *d, unsigned slot, struct ir_text value)
{
    struct doc_build *b = d->build;

    assert(b && slot < DOC_SLOTS);
    if (broken(b))
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
    if (broken(b))
        return;
    if (data.size > DOC_DATA_MAX) {
        ir_fail(&b->error, IR_LIMIT,
                "data of %zu bytes is over the limit of %u", data.size,
                DOC_DATA_MAX);
        return;
    }
    free(b->data);
    b->data = xmalloc(data.size);
    b->data_size = data.size;
    if (data.size)
        memcpy(b->data, data.data, data.size);
}

static struct ir_text name_of(const struct entry *e, const char *pool)
{
    return (struct ir_text){pool + e->at, e->size};
}

static int by_name(const void *a, const void *b, void *pool)
{
    const struct entry *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return text_compare(name_of(x, pool), name_of(y, pool));
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Sort and remove duplicates; returns the number left. */
static size_t tidy(uint32_t *numbers, size_t count)
{
    size_t kept = 0;
    bool sorted = true;

    for (size_t i = 1; i < count; i++)
        sorted &= numbers[i - 1] < numbers[i];
    if (sorted)
        return count;
    qsort(numbers, count, sizeof(*numbers), by_number);
    for (size_t i = 0; i < count; i++)
        if (!i || numbers[i] != numbers[kept - 1])
            numbers[kept++] = numbers[i];
    return kept;
}

/* Merge the entries that have t's name into t. */
static uint64_t join(struct doc *d, struct doc_term *t, const struct entry *e,
                     size_t count)
{
    uint32_t *to = d->positions + d->position_count;
    uint64_t wdf = 0;
    size_t have = 0;

    for (size_t i = 0; i < count; i++) {
        wdf += e[i].wdf;
        if (e[i].count)
            memcpy(to + have, d->build->positions + e[i].first,
                   e[i].count * sizeof(*to));
        have += e[i].count;
    }
    t->wdf = (uint32_t)wdf;
    t->first = (uint32_t)d->position_count;
    t->count = (uint32_t)tidy(to, have);
    d->position_count += t->count;
    return wdf;
}

/* Everything in one block: terms, positions, then the bytes. */
static void lay_out(struct doc *d, size_t terms)
{
    struct doc_build *b = d->build;
    size_t size = terms * sizeof(*d->terms) +
                  b->position_count * sizeof(*d->positions) + b->pool.size +
                  b->data_size;
    char *bytes;

    d->terms = xmalloc(size);
    d->positions = (uint32_t *)(void *)(d->terms + terms);
    bytes = (char *)(d->positions + b->position_count);
    memcpy(bytes, b->pool.data, b->pool.size);
    for (size_t i = 0; i < DOC_SLOTS; i++)
        d->values[i] =
            (struct ir_text){bytes + b->values[i].at, b->values[i].size};
    d->data = (struct ir_text){bytes + b->pool.size, b->data_size};
    if (b->data_size)
        memcpy(bytes + b->pool.size, b->data, b->data_size);
    d->bytes = sizeof(*d) + d->id.size + size;
}

static size_t count_names(const struct doc_build *b)
{
    size_t names = 1;

    for (size_t i = 1; i < b->count; i++)
        names += by_name(&b->entries[i - 1], &b->entries[i], b->pool.data) != 0;
    return names;
}

static void merge(struct doc *d)
{
    struct doc_build *b = d->build;
    const char *bytes;
    uint64_t length = 0;

    lay_out(d, count_names(b));
    bytes = (char *)(d->positions + b->position_count);
    for (size_t i = 0, next; i < b->count; i = next) {
        struct doc_term *t = &d->terms[d->term_count++];

        for (next = i + 1; next < b->count; next++)
            if (by_name(&b->entries[i], &b->entries[next], b->pool.data))
                break;
        t->name = name_of(&b->entries[i], bytes);
        length += join(d, t, &b->entries[i], next - i);
    }
    if (length > UINT32_MAX)
        ir_fail(&b->error, IR_LIMIT,
                "the lengths of a document add up to over "
                "4294967295");
    if (d->term_count > DOC_TERMS_MAX)
        ir_fail(&b->error, IR_LIMIT, "%zu terms are over the limit of %d",
                d->term_count, DOC_TERMS_MAX);
}

enum ir_status doc_finish(struct doc *d, struct ir_error *err)
{
    struct doc_build *b = d->build;
    struct ir_error error;

    assert(b);
    doc_term(d, d->id, 0);
    if (!broken(b)) {
        qsort_r(b->entries, b->count, sizeof(*b->entries), by_name,
                b->pool.data);
        merge(d);
    }
    error = b->error;
    free_build(b);
    d->build = NULL;
    if (error.status != IR_OK)
        return ir_fail(err, error.status, "%s", error.message);
    return IR_OK;
}
