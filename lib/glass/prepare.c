/* Encodes what the tables store of a document. */
#include "glass/prepare.h"
#include "base/compressor.h"
#include "glass/code.h"
#include "glass/glass.h"
#include "glass/inflate.h"
#include "glass/positions.h"

#include <assert.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <xxhash.h>

#define DEFLATE_LEAST 18 /* bytes that Xapian would not try to deflate */

/* Bytes that stay for the next document; most take a hundredth. */
#define KEEP ((size_t)1 << 20)

/* Of each thread. */
static _Thread_local uint8_t *scratch; /* to write in before sizes are known */
static _Thread_local size_t scratch_room;

static void free_scratch(void)
{
    free(scratch);
    scratch = NULL;
    scratch_room = 0;
}

void glass_prepare_done(void)
{
    compressor_done();
    free_scratch();
}

static void *take_scratch(size_t size)
{
    if (scratch_room < size) {
        free_scratch();
        scratch = xmalloc(size);
        scratch_room = size;
    }
    return scratch;
}

static size_t same_begin(struct ir_text a, struct ir_text b)
{
    const size_t most = a.size < b.size ? a.size : b.size;
    size_t i = 0;

    while (i < most && a.data[i] == b.data[i])
        i++;
    return i;
}

/* A term of a term list, by what it has more than the one before.  A small
 * frequency stands in one byte with the number of bytes that are the same;
 * readers tell it by being greater than the length of the term before. */
static uint8_t *put_listed(uint8_t *to, const struct doc_term *t,
                           struct ir_text before)
{
    const size_t same = same_begin(before, t->name);
    const uint64_t both = (uint64_t)(t->wdf + 1) * (before.size + 1) + same;
    const bool packed = t->wdf < 127 && both < 256;

    *to++ = (uint8_t)(packed ? both : same);
    *to++ = (uint8_t)(t->name.size - same);
    to = put_bytes(to, t->name.data + same, t->name.size - same);
    return packed ? to : put_uint(to, t->wdf);
}

static size_t list_bound(const struct doc *d)
{
    size_t size = 2 * CODE_UINT_MAX;

    for (size_t i = 0; i < d->term_count; i++)
        size += d->terms[i].name.size + 2 + CODE_UINT_MAX;
    return size;
}

static size_t put_list(uint8_t *to, const struct doc *d, uint64_t length)
{
    const uint8_t *begin = to;
    const struct doc_term *t = d->terms;

    if (!d->term_count)
        return 0;
    to = put_uint(to, length);
    to = put_uint(to, d->term_count);
    *to++ = (uint8_t)t->name.size;
    to = put_bytes(to, t->name.data, t->name.size);
    to = put_uint(to, t->wdf);
    for (size_t i = 1; i < d->term_count; i++)
        to = put_listed(to, &t[i], t[i - 1].name);
    return (size_t)(to - begin);
}

/* Write the term list, deflated if that makes it shorter: of one, which no
 * search reads, level 6 would save a tenth more and take three times as long.  A
 * long one always is a deflate stream: others Xapian deflates when it compacts. */
static void add_list(struct prepared *p, uint8_t *to, const uint8_t *plain,
                     size_t size)
{
    size_t less = 0;

    if (size > DEFLATE_LEAST)
        less = libdeflate_deflate_compress(compressor_get(), plain, size, to,
                                           size - 1);
    if (less && !inflate_is_safe(to, less, size))
        less = 0;
    if (!less && size >= INFLATE_PIECE)
        less = inflate_store(to, plain, size);
    p->list_deflated = less;
    p->list_size = less ? less : size;
    p->list = to;
    if (!less)
        put_bytes(to, plain, size);
}

static size_t postings_bound(const struct doc *d)
{
    return d->term_count * (2 * CODE_UINT_MAX + positions_bound(0)) +
           positions_bound(d->position_count);
}

static uint8_t *put_posting(uint8_t *to, const struct doc_term *t,
                            const uint32_t *positions)
{
    uint8_t *size, *end;
    ptrdiff_t bytes;

    to = put_uint(to, t->wdf);
    size = to;
    if (!t->count)
        return put_uint(to, 0);
    end = positions_put(size + 1, positions + t->first, t->count);
    bytes = end - (size + 1);
    if (bytes < 0x80) {
        *size = (uint8_t)bytes;
        return end;
    }
    /* Their size takes more than the byte left for it: again. */
    to = put_uint(size, (uint64_t)bytes);
    return positions_put(to, positions + t->first, t->count);
}

static void add_postings(struct prepared *p, const struct doc *d,
                         uint8_t *postings, uint32_t *ends, uint32_t *hashes)
{
    uint8_t *to = postings;

    for (size_t i = 0; i < d->term_count; i++) {
        const struct doc_term *t = &d->terms[i];

        hashes[i] = (uint32_t)XXH3_64bits(t->name.data, t->name.size);
        to = put_posting(to, t, d->positions);
        ends[i] = (uint32_t)(to - postings);
        p->length += t->wdf;
        if (t->wdf > p->wdf_max)
            p->wdf_max = t->wdf;
    }
    p->postings = postings;
    p->ends = ends;
    p->hashes = hashes;
}

static void unprepare(void *prepared)
{
    free(prepared);
}

const struct prepared *prepared_of(const struct doc *d)
{
    return d->unprepare == unprepare ? d->prepared : NULL;
}

/* What is kept takes a fifth of what it is written in: many documents wait at
 * the same time. */
static struct prepared *encode(const struct doc *d)
{
    const size_t count = d->term_count, most = list_bound(d);
    const size_t numbers = 2 * count * sizeof(uint32_t);
    uint32_t *ends = take_scratch(numbers + postings_bound(d) + most);
    uint8_t *postings = (uint8_t *)(ends + 2 * count), *list;
    struct prepared made = {0}, *p;
    size_t body, size;

    add_postings(&made, d, postings, ends, ends + count);
    body = count ? ends[count - 1] : 0;
    list = postings + body;
    size = put_list(list, d, made.length);
    p = xmalloc(sizeof(*p) + numbers + body + inflate_store_bound(size));
    *p = made;
    p->ends = (uint32_t *)(void *)(p + 1);
    p->hashes = p->ends + count;
    postings = put_bytes((uint8_t *)(p + 1), ends, numbers);
    p->postings = postings;
    add_list(p, put_bytes(postings, ends + 2 * count, body), list, size);
    return p;
}

void glass_prepare(struct doc *d)
{
    assert(!d->build && "doc_finish comes first");
    if (prepared_of(d))
        return;
    if (d->prepared) /* for another writer */
        d->unprepare(d->prepared);
    d->prepared = encode(d);
    d->unprepare = unprepare;
    if (scratch_room > KEEP)
        free_scratch();
}
