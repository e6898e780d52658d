/* Finishes documents: their terms are sorted, and all is one block of memory. */
#include "base/key_sort.h"
#include "glass/doc_build.h"

#include <assert.h>
#include <stdlib.h>

static const struct entry *entry_of(const struct doc_build *b, size_t i)
{
    return &b->entries[b->order[i].index];
}

static struct ir_text name_at(const struct doc_build *b, size_t i)
{
    return entry_name(entry_of(b, i), b->pool.data);
}

static int by_name(const void *a, const void *b, void *build)
{
    const struct keyed *x = a, *y = b;
    const struct doc_build *in = build;

    return text_compare(entry_name(&in->entries[x->index], in->pool.data),
                        entry_name(&in->entries[y->index], in->pool.data));
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
        t->name = entry_name(entry_of(b, i), bytes);
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
    if (!doc_broken(b)) {
        sort(b);
        merge(d);
    }
    error = b->error;
    doc_build_end(d);
    if (error.status != IR_OK)
        return ir_fail(err, error.status, "%s", error.message);
    return IR_OK;
}
