/* Documents as plain data: growing buffers while built, one block when
 * finished. */
#include "glass/doc.h"
#include "base/buf.h"
#include "base/key_sort.h"

#include <assert.h>
#include <stdlib.h>

/* What a builder keeps for the next document, at most, in bytes of each array;
 * most articles need a hundredth. */
#define KEEP ((size_t)1 << 20)

/* One call of doc_term: a name in the pool and a run of positions. */
struct entry {
    uint64_t key; /* the first bytes of the name */
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
    struct keyed *order; /* of the entries, twice as many: room to sort */
    size_t order_room;
    uint32_t *positions;
    size_t position_count, position_room;
    struct buf pool; /* names and values */
    struct slice values[DOC_SLOTS];
    struct buf data;
    bool lent;             /* it outlives the document */
    struct ir_error error; /* the first one */
};

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

static void end_build(struct doc *d)
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
    end_build(d);
    free(d->terms); /* the block with everything in it */
    free(d);
}

static struct ir_text name_of(const struct entry *e, const char *pool)
{
    return (struct ir_text){pool + e->at, e->size};
}

static bool broken(const struct doc_build *b)
{
    return b->error.status != IR_OK;
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

/* Append a name of two parts, and give its key. */
static uint64_t add_name(struct buf *pool, struct ir_text prefix,
                         struct ir_text rest)
{
    const size_t at = pool->size;
    char *to;

    buf_reserve(pool, prefix.size + rest.size + sizeof(uint64_t));
    to = pool->data + at;
    for (size_t i = 0; i < prefix.size; i++)
        *to++ = prefix.data[i];
    if (rest.size)
        memcpy(to, rest.data, rest.size);
    memset(to + rest.size, 0, sizeof(uint64_t));
    pool->size += prefix.size + rest.size;
    return key_of((struct ir_text){pool->data + at, sizeof(uint64_t)});
}

void doc_term_in(struct doc *d, const char *prefix, struct ir_text rest,
                 uint32_t wdf, const uint32_t *positions, size_t count)
{
    const struct ir_text start = text_of(prefix);
    struct doc_build *b = d->build;
    struct entry *e;

    assert(b);
    if (broken(b))
        return;
    check_room(b, start.size + rest.size, count);
    if (broken(b))
        return;
    if (b->count == b->room)
        b->entries = xgrow(b->entries, b->count, &b->room, sizeof(*e));
    e = &b->entries[b->count++];
    e->at = (uint32_t)b->pool.size;
    e->key = add_name(&b->pool, start, rest);
    e->size = (uint32_t)b->pool.size - e->at;
    e->wdf = wdf;
    e->first = (uint32_t)b->position_count;
    e->count = (uint32_t)count;
    check_name(b, name_of(e, b->pool.data));
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
    buf_clear(&b->data);
    buf_addt(&b->data, data);
}

static const struct entry *entry_of(const struct doc_build *b, size_t i)
{
    return &b->entries[b->order[i].index];
}

static struct ir_text name_at(const struct doc_build *b, size_t i)
{
    return name_of(entry_of(b, i), b->pool.data);
}

static int by_name(const void *a, const void *b, void *build)
{
    const struct keyed *x = a, *y = b;
    const struct doc_build *in = build;

    return text_compare(name_of(&in->entries[x->index], in->pool.data),
                        name_of(&in->entries[y->index], in->pool.data));
}

/* Where the entries end that begin with the same eight bytes as entry i. */
static size_t alike(const struct doc_build *b, size_t i)
{
    size_t end = i + 1;

    while (end < b->count && b->order[end].key == b->order[i].key)
        end++;
    return end;
}

static void sort(struct doc_build *b)
{
    size_t end;

    if (b->order_room < 2 * b->count) {
        free(b->order);
        b->order_room = 2 * b->room;
        b->order = xmalloc(b->order_room * sizeof(*b->order));
    }
    for (size_t i = 0; i < b->count; i++) {
        b->order[i].index = (uint32_t)i;
        b->order[i].key = b->entries[i].key;
    }
    key_sort(b->order, b->count, b->order + b->count);
    for (size_t i = 0; i < b->count; i = end) {
        end = alike(b, i);
        if (end > i + 1)
            qsort_r(b->order + i, end - i, sizeof(*b->order), by_name, b);
    }
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

    qsort(numbers, count, sizeof(*numbers), by_number);
    for (size_t i = 0; i < count; i++)
        if (!i || numbers[i] != numbers[kept - 1])
            numbers[kept++] = numbers[i];
    return kept;
}

/* Merge the entries [from, to) of the order, which have t's name, into t. */
static uint64_t join(struct doc *d, struct doc_term *t, size_t from, size_t to)
{
    uint32_t *all = d->positions + d->position_count;
    uint64_t wdf = 0;
    size_t have = 0;
    bool sorted = true;

    for (size_t i = from; i < to; i++) {
        const struct entry *e = entry_of(d->build, i);
        const uint32_t *positions =
            e->count ? d->build->positions + e->first : NULL;

        wdf += e->wdf;
        for (size_t j = 0; j < e->count; j++) {
            sorted &= !have || all[have - 1] < positions[j];
            all[have++] = positions[j];
        }
    }
    if (!sorted)
        have = tidy(all, have);
    t->wdf = (uint32_t)wdf;
    t->first = (uint32_t)d->position_count;
    t->count = (uint32_t)have;
    d->position_count += have;
    return wdf;
}

/* Everything in one block: terms, positions, then the bytes. */
static void lay_out(struct doc *d, size_t terms)
{
    struct doc_build *b = d->build;
    size_t size = terms * sizeof(*d->terms) +
                  b->position_count * sizeof(*d->positions) + b->pool.size +
                  b->data.size;
    char *bytes;

    d->terms = xmalloc(size);
    d->positions = (uint32_t *)(void *)(d->terms + terms);
    bytes = (char *)(d->positions + b->position_count);
    memcpy(bytes, b->pool.data, b->pool.size);
    for (size_t i = 0; i < DOC_SLOTS; i++)
        d->values[i] =
            (struct ir_text){bytes + b->values[i].at, b->values[i].size};
    d->data = (struct ir_text){bytes + b->pool.size, b->data.size};
    if (b->data.size)
        memcpy(bytes + b->pool.size, b->data.data, b->data.size);
    d->bytes = sizeof(*d) + d->id.size + size;
}

/* Where the entries with the name of entry i end. */
static size_t same(const struct doc_build *b, size_t i)
{
    size_t end = i + 1;

    while (end < b->count && b->order[end].key == b->order[i].key &&
           text_equal(name_at(b, end), name_at(b, i)))
        end++;
    return end;
}

static void merge(struct doc *d)
{
    struct doc_build *b = d->build;
    const char *bytes;
    uint64_t length = 0;

    lay_out(d, b->count); /* few are of the same name */
    bytes = (char *)(d->positions + b->position_count);
    for (size_t i = 0, next; i < b->count; i = next) {
        struct doc_term *t = &d->terms[d->term_count++];

        next = same(b, i);
        t->name = name_of(entry_of(b, i), bytes);
        length += join(d, t, i, next);
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
        sort(b);
        merge(d);
    }
    error = b->error;
    end_build(d);
    if (error.status != IR_OK)
        return ir_fail(err, error.status, "%s", error.message);
    return IR_OK;
}
