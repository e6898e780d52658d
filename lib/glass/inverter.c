/* Lists of postings in memory: a hash table of terms over an arena. */
#include "glass/inverter.h"
#include "glass/code.h"
#include "glass/growing.h"

#include <stdlib.h>
#include <xxhash.h>

#define BLOCK ((size_t)1 << 20) /* of the arena */
#define PIECE_LEAST 24          /* bytes of the first piece of a list */
#define PIECE_MOST 16368
#define TABLE_LEAST ((size_t)1 << 12)

struct inverter *inverter_new(void)
{
    struct inverter *v = xcalloc(1, sizeof(*v));

    v->room = TABLE_LEAST;
    v->table = xcalloc(v->room, sizeof(*v->table));
    return v;
}

static void free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;

        free(b);
        b = next;
    }
}

void inverter_free(struct inverter *v)
{
    if (!v)
        return;
    free_blocks(v->blocks);
    free_blocks(v->spare);
    free(v->table);
    free(v->sorted);
    free(v);
}

static struct block *take_block(struct inverter *v, size_t size)
{
    struct block *b = v->spare;

    if (size <= BLOCK && b) {
        v->spare = b->next;
        return b;
    }
    if (size < BLOCK)
        size = BLOCK;
    b = xmalloc(sizeof(*b) + size);
    b->size = size;
    return b;
}

static void *take(struct inverter *v, size_t size)
{
    void *taken;

    size = (size + 7) & ~(size_t)7;
    if (!v->blocks || (size_t)(v->end - v->at) < size) {
        struct block *b = take_block(v, size);

        b->next = v->blocks;
        v->blocks = b;
        v->at = (uint8_t *)(b + 1);
        v->end = v->at + b->size;
        v->arena += b->size;
    }
    taken = v->at;
    v->at += size;
    return taken;
}

/* The places that one document of very many terms needed would count as used
 * memory for ever, so that each document after it became a run of its own. */
static void shrink_table(struct inverter *v)
{
    size_t room = v->room;

    while (room > TABLE_LEAST && v->count < room / 8)
        room /= 2;
    if (room < v->room)
        v->table = xrealloc(v->table, room * sizeof(*v->table));
    v->room = room;
}

void inverter_clear(struct inverter *v)
{
    while (v->blocks) {
        struct block *b = v->blocks;

        v->blocks = b->next;
        if (b->size > BLOCK) {
            free(b);
            continue;
        }
        b->next = v->spare;
        v->spare = b;
    }
    v->at = v->end = NULL;
    v->arena = 0;
    v->size = 0;
    shrink_table(v);
    v->count = v->metas = 0;
    memset(v->table, 0, v->room * sizeof(*v->table));
    memset(v->values, 0, sizeof(v->values));
    memset(&v->lengths, 0, sizeof(v->lengths));
}

size_t inverter_bytes(const struct inverter *v)
{
    return v->arena + v->room * sizeof(*v->table);
}

size_t inverter_size(const struct inverter *v)
{
    return v->size;
}

static void add_piece(struct inverter *v, struct growing *l, size_t size)
{
    struct piece *before = l->end, *p;
    size_t room = before ? before->room * 2 : PIECE_LEAST;

    if (room > PIECE_MOST)
        room = PIECE_MOST;
    if (room < size)
        room = size;
    p = take(v, sizeof(*p) + room);
    p->next = NULL;
    p->room = room;
    if (before)
        before->next = p;
    else
        l->begin = p;
    l->end = p;
    l->at = p->bytes;
    l->stop = p->bytes + room;
}

static void append(struct inverter *v, struct growing *l, const uint8_t *bytes,
                   size_t size)
{
    const size_t left = (size_t)(l->stop - l->at);

    l->bytes += size;
    v->size += size;
    if (left < size) {
        if (left)
            put_bytes(l->at, bytes, left);
        add_piece(v, l, size - left);
        bytes += left;
        size -= left;
    }
    l->at = put_bytes(l->at, bytes, size);
}

/* Count a posting and write its gap; returns the place after it. */
static uint8_t *begin_posting(struct growing *l, uint32_t document,
                              uint64_t number, uint8_t *to)
{
    if (l->frequency)
        to = put_uint(to, document - l->last - 1);
    else
        l->first = document;
    l->last = document;
    l->frequency++;
    l->sum += number;
    return to;
}

static void double_table(struct inverter *v)
{
    size_t room = v->room * 2;
    struct place *table = xcalloc(room, sizeof(*table));

    for (size_t i = 0; i < v->room; i++) {
        size_t at = v->table[i].hash & (room - 1);

        if (!v->table[i].list)
            continue;
        while (table[at].list)
            at = (at + 1) & (room - 1);
        table[at] = v->table[i];
    }
    free(v->table);
    v->table = table;
    v->room = room;
}

static bool is_named(const struct growing *l, enum list_kind kind,
                     struct ir_text name)
{
    return l->kind == kind && !memcmp(l + 1, name.data, name.size);
}

static struct growing *find(struct inverter *v, enum list_kind kind,
                            struct ir_text name, uint32_t hash)
{
    size_t at = hash & (v->room - 1);
    struct growing *l;

    for (; v->table[at].list; at = (at + 1) & (v->room - 1))
        if (v->table[at].hash == hash && v->table[at].name_size == name.size &&
            is_named(v->table[at].list, kind, name))
            return v->table[at].list;
    l = take(v, sizeof(*l) + name.size);
    memset(l, 0, sizeof(*l));
    l->kind = kind;
    l->name_size = (uint32_t)name.size;
    memcpy(l + 1, name.data, name.size);
    v->table[at] = (struct place){l, hash, l->name_size};
    v->metas += kind == LIST_META;
    if (++v->count > v->room / 2)
        double_table(v);
    return l;
}

static void add_term(struct inverter *v, struct growing *l, uint32_t document,
                     uint64_t number, const uint8_t *body, size_t size)
{
    uint8_t gap[CODE_UINT_MAX];
    uint8_t *to;

    if ((size_t)(l->stop - l->at) >= sizeof(gap) + size) { /* most often */
        to = begin_posting(l, document, number, l->at);
        to = put_bytes(to, body, size);
        l->bytes += (uint64_t)(to - l->at);
        v->size += (size_t)(to - l->at);
        l->at = to;
        return;
    }
    to = begin_posting(l, document, number, gap);
    if (to > gap)
        append(v, l, gap, (size_t)(to - gap));
    append(v, l, body, size);
}

/* Find the lists of up to AHEAD terms.  They are all over the memory, so what
 * will be looked at is asked for in time. */
static void find_all(struct inverter *v, const struct doc_term *terms,
                     const uint32_t *hashes, size_t count,
                     struct growing **found)
{
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&v->table[hashes[i] & (v->room - 1)]);
    for (size_t i = 0; i < count; i++) {
        const struct growing *l = v->table[hashes[i] & (v->room - 1)].list;

        if (l)
            growing_fetch(l);
    }
    for (size_t i = 0; i < count; i++) {
        found[i] = find(v, LIST_TERM, terms[i].name, hashes[i]);
        __builtin_prefetch(found[i]->at, 1);
    }
}

void inverter_add_terms(struct inverter *v, uint32_t document,
                        const struct doc_term *terms, size_t count,
                        const struct prepared *p)
{
    struct growing *found[AHEAD];
    const uint8_t *body = p->postings;

    for (size_t i = 0; i < count; i++) {
        const uint8_t *end = p->postings + p->ends[i];

        if (i % AHEAD == 0)
            find_all(v, terms + i, p->hashes + i,
                     count - i < AHEAD ? count - i : AHEAD, found);
        add_term(v, found[i % AHEAD], document, terms[i].wdf, body,
                 (size_t)(end - body));
        body = end;
    }
}

static void add_bytes(struct inverter *v, struct growing *l, uint32_t document,
                      struct ir_text value)
{
    uint8_t bytes[POSTING_HEAD_MAX];
    uint8_t *to = begin_posting(l, document, 0, bytes);

    to = put_uint(to, 0);
    to = put_uint(to, value.size);
    append(v, l, bytes, (size_t)(to - bytes));
    append(v, l, (const uint8_t *)value.data, value.size);
}

void inverter_add_value(struct inverter *v, unsigned slot, uint32_t document,
                        struct ir_text value)
{
    add_bytes(v, &v->values[slot], document, value);
}

void inverter_add_length(struct inverter *v, uint32_t document, uint64_t length)
{
    uint8_t bytes[POSTING_HEAD_MAX];
    uint8_t *to = begin_posting(&v->lengths, document, length, bytes);

    to = put_uint(to, length);
    to = put_uint(to, 0);
    append(v, &v->lengths, bytes, (size_t)(to - bytes));
}

void inverter_add_meta(struct inverter *v, struct ir_text key,
                       struct ir_text value)
{
    struct growing *l =
        find(v, LIST_META, key, (uint32_t)XXH3_64bits(key.data, key.size));

    add_bytes(v, l, l->last + 1, value);
}
