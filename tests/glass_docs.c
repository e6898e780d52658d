#include "tests/glass_docs.h"
#include "tests/chance.h"

#include <stdio.h>
#include <stdlib.h>

#define RUN 6 /* positions of a term in one place, at most */

char *chance_bytes(size_t size)
{
    char *bytes = malloc(size + 1);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(1 + below(255));
    bytes[size] = '\0';
    return bytes;
}

struct ir_text id_of(size_t number)
{
    static char id[32];

    snprintf(id, sizeof(id), "Q%zu", number);
    return text_of(id);
}

/* Few numbers are small, and those are frequent. */
static size_t skewed(size_t n)
{
    return below(1 + below(1 + below(n)));
}

/* Term n of the vocabulary: always the same for a number. */
static struct ir_text name_term(const struct shape *s, size_t n, char *name)
{
    static const char odd[] = {0, 1, '\xff', 'a', 0x7f, '\xfe'};
    size_t size = 0;

    if (s->long_terms) {
        memset(name, 'l', DOC_TERM_MAX);
        snprintf(name + DOC_TERM_MAX - 8, 9, "%08zu", n);
        return (struct ir_text){name, DOC_TERM_MAX};
    }
    if (!s->odd_terms) {
        snprintf(name, DOC_TERM_MAX + 1, "t%zx", n * 2654435761u % 1000003);
        return text_of(name);
    }
    name[size++] = 'o';
    for (size_t left = n; left; left /= COUNT(odd))
        name[size++] = odd[left % COUNT(odd)];
    for (size_t i = n % 100; i--;) /* some reach 245 with their NULs doubled */
        name[size++] = odd[n % 2];
    return (struct ir_text){name, size};
}

static void add_positions(struct doc *d, const struct shape *s,
                          struct ir_text name)
{
    uint32_t at[4 * RUN];
    size_t count = 0, runs = 1 + below(below(8) ? 2 : 4);
    uint32_t most = s->far ? s->far : 400;

    while (runs--) {
        uint32_t next = (uint32_t)below((size_t)most + 1);

        for (size_t i = 1 + below(RUN); i--; next += 1 + (uint32_t)below(3))
            at[count++] = next;
        if (s->far && !below(4))
            at[count - 1] = below(2) ? 0 : s->far;
    }
    doc_term_at(d, name, below(20) ? (uint32_t)count : (uint32_t)below(100000),
                at, count);
}

static void add_terms(struct doc *d, const struct shape *s)
{
    size_t count = s->empty && below(5) ? 0 : below(s->terms + 1);
    char name[DOC_TERM_MAX + 16];

    for (size_t i = 0; i < s->common; i++) {
        snprintf(name, sizeof(name), "common%zu", i);
        add_positions(d, s, text_of(name));
    }
    while (count--) {
        struct ir_text term = name_term(s, skewed(s->vocabulary), name);

        if (below(10))
            add_positions(d, s, term);
        else
            doc_term(d, term, (uint32_t)below(3));
    }
}

static void add_values(struct doc *d, const struct shape *s, bool all)
{
    for (unsigned slot = 0; slot < DOC_SLOTS; slot++) {
        size_t size = s->value ? 1 + below(s->value) : 0;
        char *bytes;

        if (!all && (below(slot + 1) || !size))
            continue;
        bytes = chance_bytes(size + 1);
        bytes[0] = (char)('a' + below(20));
        doc_value(d, slot, (struct ir_text){bytes, size + 1});
        free(bytes);
    }
    for (size_t i = 0; i < DOC_TALLIES; i++)
        d->tallies[i] = all ? 1 + i : below(2) ? 0 : below(1000000);
}

struct doc *shape_doc(const struct shape *s, size_t number)
{
    struct doc *d = doc_new(id_of(number));
    size_t size = s->data && below(4) ? below(s->data) : 0;
    char *data = chance_bytes(size);

    add_terms(d, s);
    if (!number)
        doc_term(d, TEXT("first"), 1);
    add_values(d, s, !number);
    doc_data(d, (struct ir_text){data, size});
    free(data);
    ok(doc_finish(d, &err));
    return d;
}

struct doc *copy_doc(const struct doc *d)
{
    struct doc *copy = doc_new(d->id);

    for (size_t i = 0; i < d->term_count; i++) {
        const struct doc_term *t = &d->terms[i];

        doc_term_at(copy, t->name, t->wdf, d->positions + t->first, t->count);
    }
    for (unsigned slot = 0; slot < DOC_SLOTS; slot++)
        if (d->values[slot].size)
            doc_value(copy, slot, d->values[slot]);
    doc_data(copy, d->data);
    memcpy(copy->tallies, d->tallies, sizeof(copy->tallies));
    ok(doc_finish(copy, &err));
    return copy;
}

static uint64_t length_of(const struct doc *d)
{
    uint64_t length = 0;

    for (size_t i = 0; i < d->term_count; i++)
        length += d->terms[i].wdf;
    return length;
}

void facts_add(struct facts *f, const struct doc *d)
{
    const uint64_t length = length_of(d);

    f->documents++;
    f->last++;
    f->total += length;
    if (length && (!f->least || length < f->least))
        f->least = length;
    if (length > f->most)
        f->most = length;
    for (size_t i = 0; i < d->term_count; i++)
        if (d->terms[i].wdf > f->wdf)
            f->wdf = d->terms[i].wdf;
}

void facts_delete(struct facts *f, const struct doc *d)
{
    f->documents--;
    f->total -= length_of(d);
}
