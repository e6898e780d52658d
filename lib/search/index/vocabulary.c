/* A hash table of stems, numbered in the order of their first use. */
#include "search/index/vocabulary.h"
#include "article/terms.h"
#include "base/arena.h"

#include <stdlib.h>
#define XXH_INLINE_ALL /* names are short: a call would double the cost */
#include <xxhash.h>

#define PREFIX "Z"
#define FIRST_SLOTS 512 /* a power of two */
#define NOT_ASKED UINT64_MAX

struct entry {
    uint64_t frequency; /* or NOT_ASKED */
    double idf;         /* 0: skip the stem */
    uint64_t hash;
    uint32_t size;
    uint32_t seen; /* number of vectors being weighed that have it */
    bool stop;
    char name[]; /* of the term, with its prefix */
};

struct slot {
    uint32_t tag;   /* half of the hash */
    uint32_t entry; /* index + 1; 0: free slot */
};

struct vocabulary {
    const struct stopwords *stop;
    struct stems *stems;
    struct arena arena;
    struct entry **entries;
    size_t count, room;
    struct slot *slots;
    size_t slot_count;
    struct store_bag *bag;
    struct entry **asked; /* scratch */
    size_t asked_room;
    char uuid[40]; /* of the index that the frequencies are from */
    uint64_t revision;
    double articles;
};

void vector_add(struct vector *v, uint32_t term, double weight)
{
    v->items = xgrow(v->items, v->count, &v->room, sizeof(*v->items));
    v->items[v->count].term = term;
    v->items[v->count++].weight = weight;
}

void vector_free(struct vector *v)
{
    free(v->items);
    *v = (struct vector){NULL, 0, 0};
}

struct vocabulary *vocabulary_new(const struct stopwords *stop,
                                  struct stems *stems)
{
    struct vocabulary *v = xcalloc(1, sizeof(*v));

    v->stop = stop;
    v->stems = stems;
    v->slot_count = FIRST_SLOTS;
    v->slots = xcalloc(v->slot_count, sizeof(*v->slots));
    v->bag = store_bag_new();
    return v;
}

void vocabulary_free(struct vocabulary *v)
{
    if (!v)
        return;
    arena_free(&v->arena);
    store_bag_free(v->bag);
    free(v->entries);
    free(v->slots);
    free(v->asked);
    free(v);
}

static void put_slot(struct vocabulary *v, uint64_t hash, size_t entry)
{
    size_t at = hash & (v->slot_count - 1);

    while (v->slots[at].entry)
        at = (at + 1) & (v->slot_count - 1);
    v->slots[at].tag = (uint32_t)(hash >> 32);
    v->slots[at].entry = (uint32_t)entry + 1;
}

static void double_slots(struct vocabulary *v)
{
    free(v->slots);
    v->slot_count *= 2;
    v->slots = xcalloc(v->slot_count, sizeof(*v->slots));
    for (size_t i = 0; i < v->count; i++)
        put_slot(v, v->entries[i]->hash, i);
}

static uint32_t add(struct vocabulary *v, struct ir_text name, uint64_t hash)
{
    struct entry *e = arena_alloc(&v->arena, sizeof(*e) + name.size + 1);

    e->hash = hash;
    e->frequency = NOT_ASKED;
    e->size = (uint32_t)name.size;
    memcpy(e->name, name.data, name.size);
    v->entries = xgrow(v->entries, v->count, &v->room, sizeof(e));
    v->entries[v->count] = e;
    put_slot(v, hash, v->count++);
    if (v->count * 2 > v->slot_count)
        double_slots(v);
    return (uint32_t)v->count - 1;
}

/* A random seed, so that nobody can choose words that collide. */
static uint32_t number(struct vocabulary *v, struct ir_text name)
{
    uint64_t hash =
        XXH3_64bits_withSeed(name.data, name.size, (uint64_t)(uintptr_t)v);
    size_t at = hash & (v->slot_count - 1);

    for (; v->slots[at].entry; at = (at + 1) & (v->slot_count - 1)) {
        const struct entry *e;

        if (v->slots[at].tag != (uint32_t)(hash >> 32))
            continue;
        e = v->entries[v->slots[at].entry - 1];
        if (e->size == name.size && !memcmp(e->name, name.data, name.size))
            return v->slots[at].entry - 1;
    }
    return add(v, name, hash);
}

static void forget(struct vocabulary *v)
{
    arena_free(&v->arena);
    v->count = 0;
    memset(v->slots, 0, v->slot_count * sizeof(*v->slots));
}

static void add_stop_words(struct vocabulary *v)
{
    struct buf name = BUF_INIT;

    for (size_t i = 0; i < stopwords_count(v->stop); i++) {
        struct ir_text word = stopwords_word(v->stop, i);
        struct entry *e;
        uint32_t term;

        term_word(&name, PREFIX, stems_get(v->stems, word)->stem->form);
        term = number(v, buf_text(&name));
        e = v->entries[term];
        e->stop = true;
        e->frequency = 0;
    }
    buf_free(&name);
}

void vocabulary_start(struct vocabulary *v, const struct ir_index_info *index)
{
    if (v->count && v->count <= VOCABULARY_MAX &&
        v->revision == index->revision && !strcmp(v->uuid, index->uuid))
        return;
    forget(v);
    add_stop_words(v);
    memcpy(v->uuid, index->uuid, sizeof(v->uuid));
    v->revision = index->revision;
    v->articles = (double)index->articles;
}

enum ir_status vocabulary_read(struct vocabulary *v, struct store *s,
                               uint32_t document, double length,
                               struct vector *out, struct ir_error *err)
{
    double k = 0.9 * (0.6 + 0.4 * length);
    enum ir_status status =
        store_bag_read(v->bag, s, document, text_of(PREFIX), err);

    out->count = 0;
    if (status != IR_OK)
        return status;
    for (size_t i = 0; i < store_bag_count(v->bag); i++) {
        uint32_t tf;
        uint32_t term = number(v, store_bag_term(v->bag, i, &tf));

        if (!v->entries[term]->stop)
            vector_add(out, term, tf / (tf + k));
    }
    return IR_OK;
}

/* In byte order, so that the store reads its blocks sequentially. */
static int compare_entries(const void *a, const void *b)
{
    const struct entry *l = *(struct entry *const *)a;
    const struct entry *r = *(struct entry *const *)b;

    return text_compare((struct ir_text){l->name, l->size},
                        (struct ir_text){r->name, r->size});
}

static void see(struct vocabulary *v, const struct vector *vectors,
                size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < vectors[i].count; j++)
            v->entries[vectors[i].items[j].term]->seen = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < vectors[i].count; j++)
            v->entries[vectors[i].items[j].term]->seen++;
}

/* Collect the stems whose frequency must be looked up. */
static size_t find_unasked(struct vocabulary *v, const struct vector *vectors,
                           size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < vectors[i].count; j++) {
            struct entry *e = v->entries[vectors[i].items[j].term];

            if (e->frequency != NOT_ASKED || (e->seen < 2 && count > 1))
                continue;
            e->frequency = 0;
            v->asked =
                xgrow(v->asked, found, &v->asked_room, sizeof(*v->asked));
            v->asked[found++] = e;
        }
    if (found)
        qsort(v->asked, found, sizeof(*v->asked), compare_entries);
    return found;
}

/* Look the frequency up. */
static enum ir_status look_up(struct vocabulary *v, struct store *s,
                              struct entry *e, struct ir_error *err)
{
    const struct ir_text name = {e->name, e->size};
    enum ir_status status = store_frequency(s, name, &e->frequency, err);

    if (status == IR_OK && e->frequency > 1)
        e->idf = score_idf(v->articles, (double)e->frequency);
    return status;
}

static enum ir_status ask(struct vocabulary *v, struct store *s, size_t count,
                          struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < count; i++)
        status = look_up(v, s, v->asked[i], err);
    if (status != IR_OK)
        forget(v); /* some entries have no frequency yet */
    return status;
}

enum ir_status vocabulary_frequency(struct vocabulary *v, struct store *s,
                                    uint32_t term, uint64_t *out,
                                    struct ir_error *err)
{
    struct entry *e = v->entries[term];
    enum ir_status status = IR_OK;

    if (e->frequency == NOT_ASKED)
        status = look_up(v, s, e, err);
    if (status != IR_OK)
        e->frequency = NOT_ASKED;
    *out = e->frequency;
    return status;
}

enum ir_status vocabulary_weigh(struct vocabulary *v, struct store *s,
                                struct vector *vectors, size_t count,
                                struct ir_error *err)
{
    double alone = VOCABULARY_ALONE * score_idf(v->articles, 1);
    enum ir_status status;

    see(v, vectors, count);
    status = ask(v, s, find_unasked(v, vectors, count), err);
    for (size_t i = 0; status == IR_OK && i < count; i++) {
        struct vector *d = &vectors[i];
        size_t kept = 0;

        for (size_t j = 0; j < d->count; j++) {
            const struct entry *e = v->entries[d->items[j].term];
            double idf = e->seen < 2 && count > 1 ? alone : e->idf;

            d->items[kept] = d->items[j];
            d->items[kept].weight *= idf;
            kept += idf > 0;
        }
        d->count = kept;
    }
    return status;
}

struct ir_text vocabulary_stem(const struct vocabulary *v, uint32_t term)
{
    const struct entry *e = v->entries[term];

    return (struct ir_text){e->name + strlen(PREFIX), e->size - strlen(PREFIX)};
}

size_t vocabulary_count(const struct vocabulary *v)
{
    return v->count;
}
