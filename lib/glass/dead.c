/* Inverts the term lists of documents once more. */
#include "glass/dead.h"
#include "glass/code.h"
#include "glass/prepare.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <xxhash.h>

#define RUNS_MOST 64 /* of few bytes, all read at the same time */
#define BATCH 32     /* terms that are inverted together */
#define POSTING (2 * CODE_UINT_MAX)
#define INFLATE_LEAST ((size_t)64 << 10)
/* Of all terms, each with two bytes and a number. */
#define LIST_MOST (DOC_TERM_BYTES_MAX + (size_t)DOC_TERMS_MAX * 12)

void dead_init(struct dead *d, const char *dir, size_t memory)
{
    memset(d, 0, sizeof(*d));
    d->dir = dir;
    d->memory = memory;
    d->inverter = inverter_new();
}

void dead_free(struct dead *d)
{
    inverter_free(d->inverter);
    runs_free(&d->runs);
    libdeflate_free_decompressor(d->inflater);
    free(d->plain);
    memset(d, 0, sizeof(*d));
}

void dead_sort(struct dead *d)
{
    inverter_sort(d->inverter);
}

/* ---- tags ---- */

static bool inflate_tag(struct dead *d, struct ir_text *tag)
{
    size_t size;

    if (!d->inflater)
        d->inflater = libdeflate_alloc_decompressor();
    if (!d->inflater)
        out_of_memory();
    if (!d->room)
        d->plain = xmalloc(d->room = INFLATE_LEAST);
    for (;;) {
        enum libdeflate_result got = libdeflate_deflate_decompress(
            d->inflater, tag->data, tag->size, d->plain, d->room, &size);

        if (got == LIBDEFLATE_SUCCESS) {
            *tag = (struct ir_text){(const char *)d->plain, size};
            return true;
        }
        if (got != LIBDEFLATE_INSUFFICIENT_SPACE || d->room >= LIST_MOST)
            return false;
        free(d->plain);
        d->plain = xmalloc(d->room *= 2);
    }
}

/* ---- term lists ---- */

/* A term list that is being read: the part before its terms, then a term with
 * each call. */
struct listed {
    const uint8_t *at, *end;
    uint64_t length, count;
    uint64_t wdf;
    size_t size;
    uint8_t name[CODE_KEY_MAX]; /* of the last term */
};

/* Is the next term, of so many bytes of the last one and more of its own,
 * greater than that? */
static bool follows(const struct listed *l, size_t same, size_t more)
{
    const struct ir_text own = {(const char *)l->at, more};
    const struct ir_text last = {(const char *)l->name + same, l->size - same};

    return text_compare(own, last) > 0;
}

/* The first term has nothing in common with one before. */
static bool next_term(struct listed *l, bool is_first)
{
    size_t same = 0, more;
    bool packed = false;

    if (l->end - l->at < 2 - is_first)
        return false;
    if (!is_first) {
        same = *l->at++;
        packed = same > l->size;
        if (packed) {
            l->wdf = same / (l->size + 1) - 1;
            same %= l->size + 1;
        }
    }
    more = *l->at++;
    if (more > (size_t)(l->end - l->at) || same > l->size ||
        same + more > DOC_TERM_MAX || !follows(l, same, more))
        return false;
    memcpy(l->name + same, l->at, more);
    l->at += more;
    l->size = same + more;
    return packed ||
           (take_uint(&l->at, l->end, &l->wdf) && l->wdf <= UINT32_MAX);
}

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
static void add_term(struct batch *b, const struct listed *l)
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
static bool fits(const struct listed *l)
{
    size_t size = l->size + 1 + CODE_DOCUMENT_MAX;

    for (size_t i = 0; i < l->size; i++)
        size += !l->name[i];
    return size <= CODE_KEY_MAX;
}

static bool add_terms(struct dead *d, uint32_t document, struct listed *l)
{
    struct batch b = {.count = 0};
    uint64_t sum = 0;

    if (l->at == l->end)
        return true;
    if (!take_uint(&l->at, l->end, &l->length) ||
        !take_uint(&l->at, l->end, &l->count))
        return false;
    for (uint64_t i = 0; i < l->count; i++) {
        if (!next_term(l, !i) || !fits(l))
            return false;
        sum += l->wdf;
        add_term(&b, l);
        if (b.count == BATCH)
            flush(d, &b, document);
    }
    flush(d, &b, document);
    return l->at == l->end && sum == l->length;
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
    struct listed l = {0};
    enum ir_status status = IR_OK;

    if (is_full(d)) {
        status = runs_add(&d->runs, d->dir, d->inverter, err);
        inverter_clear(d->inverter);
    }
    if (status != IR_OK)
        return status;
    if (!deflated || inflate_tag(d, &tag)) {
        l.at = (const uint8_t *)tag.data;
        l.end = l.at + tag.size;
        if (add_terms(d, document, &l)) {
            inverter_add_length(d->inverter, document, l.length);
            d->documents++;
            d->length += l.length;
            return IR_OK;
        }
    }
    return IR_CORRUPT;
}

enum ir_status dead_add_slots(struct dead *d, uint32_t document,
                              struct ir_text tag, bool deflated)
{
    const uint8_t *at, *end;
    uint64_t gap, slot = 0;
    bool good = !deflated || inflate_tag(d, &tag);

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
