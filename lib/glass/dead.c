/* Inverts the term lists of documents once more. */
#include "glass/dead.h"
#include "glass/prepare.h"
#include "glass/term_list.h"

#include <xxhash.h>

#define RUNS_MOST 64 /* of few bytes, all read at the same time */
#define BATCH 32     /* terms that are inverted together */
#define POSTING (2 * CODE_UINT_MAX)

void dead_init(struct dead *d, const char *dir, size_t memory)
{
    memset(d, 0, sizeof(*d));
    d->dir = dir;
    d->memory = memory;
    d->inverter = inverter_new();
    d->inflater.most = TERM_LIST_MAX;
}

void dead_free(struct dead *d)
{
    inverter_free(d->inverter);
    runs_free(&d->runs);
    inflater_free(&d->inflater);
    memset(d, 0, sizeof(*d));
}

void dead_sort(struct dead *d)
{
    inverter_sort(d->inverter);
}

/* ---- term lists ---- */

/* Terms that go to the inverter together. */
struct batch {
    struct doc_term terms[BATCH];
    uint8_t names[BATCH][CODE_KEY_MAX];
    uint32_t hashes[BATCH], ends[BATCH];
    uint8_t postings[BATCH * POSTING];
    size_t count;
};

static void flush(struct dead *d, struct batch *b, uint32_t document)
{
    const struct prepared p = {
        .hashes = b->hashes, .ends = b->ends, .postings = b->postings};

    inverter_add_terms(d->inverter, document, b->terms, b->count, &p);
    b->count = 0;
}

/* A posting of a frequency, without positions. */
static void add_term(struct batch *b, const struct term_list *l)
{
    const size_t i = b->count++;
    uint8_t *to = b->postings + (i ? b->ends[i - 1] : 0);

    memcpy(b->names[i], l->name, l->size);
    b->terms[i] = (struct doc_term){
        .name = {(const char *)b->names[i], l->size}, .wdf = (uint32_t)l->wdf};
    b->hashes[i] = (uint32_t)XXH3_64bits(l->name, l->size);
    to = put_uint(put_uint(to, l->wdf), 0);
    b->ends[i] = (uint32_t)(to - b->postings);
}

/* Does its key, with a document, fit? */
static bool fits(const struct term_list *l)
{
    size_t size = l->size + 1 + CODE_DOCUMENT_MAX;

    for (size_t i = 0; i < l->size; i++)
        size += !l->name[i];
    return size <= CODE_KEY_MAX;
}

static bool add_terms(struct dead *d, uint32_t document, struct term_list *l)
{
    struct batch b = {.count = 0};
    uint64_t sum = 0;

    for (uint64_t i = 0; i < l->count; i++) {
        if (!term_list_next(l) || !fits(l))
            return false;
        sum += l->wdf;
        add_term(&b, l);
        if (b.count == BATCH)
            flush(d, &b, document);
    }
    flush(d, &b, document);
    return term_list_ended(l) && sum == l->length;
}

/* ---- adding ---- */

static bool is_full(const struct dead *d)
{
    return inverter_bytes(d->inverter) >= d->memory &&
           inverter_size(d->inverter) >= runs_size(&d->runs) / RUNS_MOST;
}

enum ir_status dead_add(struct dead *d, uint32_t document, struct ir_text tag,
                        bool deflated, struct ir_error *err)
{
    struct term_list l;
    enum ir_status status = IR_OK;

    if (is_full(d)) {
        status = runs_add(&d->runs, d->dir, d->inverter, err);
        inverter_clear(d->inverter);
    }
    if (status != IR_OK)
        return status;
    if ((deflated && !inflater_expand(&d->inflater, &tag)) ||
        !term_list_start(&l, tag) || !add_terms(d, document, &l))
        return IR_CORRUPT;
    inverter_add_length(d->inverter, document, l.length);
    d->documents++;
    d->length += l.length;
    return IR_OK;
}

enum ir_status dead_add_slots(struct dead *d, uint32_t document,
                              struct ir_text tag, bool deflated)
{
    const uint8_t *at, *end;
    uint64_t gap, slot = 0;
    bool good = !deflated || inflater_expand(&d->inflater, &tag);

    at = (const uint8_t *)tag.data;
    end = at + tag.size;
    for (bool begun = false; good && at < end; begun = true) {
        good = take_uint(&at, end, &gap) && gap < DEAD_SLOTS;
        slot += begun + gap;
        if (!good || slot >= DEAD_SLOTS)
            break;
        inverter_add_value(d->inverter, (unsigned)slot, document, TEXT(""));
        d->values[slot]++;
    }
    return good && slot < DEAD_SLOTS ? IR_OK : IR_CORRUPT;
}
