/* Encodes and decodes the stored form of an article. */
#include "article/record.h"
#include "article/terms.h"
#include "base/compressor.h"
#include "text/date.h"

#include <libdeflate.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <xxhash.h>

/* Records of version 1 have no utc_offset, which is then 0; those of version 2
 * always have their path. */
#define RECORD_VERSION 3
/* What the byte of flags says. */
#define HAS_DATE 1
#define DATE_ONLY 2
#define PATH_IS_ID 4 /* and is not stored */
/*
 * Why level 1, which compressor.h has: measured on 33,724 news articles, 113 MB
 * of records, each level in turn; the last column is the time to read all of
 * them again:
 *   level  of the size     MB/s   inflate
 *       1       0.4203      106   0.33 s
 *       4       0.4222       70   0.34 s
 *       6       0.4157       60   0.34 s
 *       9       0.4135       50   0.34 s
 *      12       0.4070       11   0.35 s
 * Level 6 took a fifth of the time of an index and made it 0.2 % smaller.  A
 * preset dictionary cut from the same archive would gain 9 %, but libdeflate
 * cannot read it, and it inflates in half of zlib's time: reading is the hot
 * path.
 */
/* Deflate cannot do better than 1032:1: reject a record that claims more. */
#define RECORD_RATIO_MAX 1040

/* The text fields in the order in which they are stored, before the text. */
static const size_t fields[] = {
    offsetof(struct ir_article, title),   offsetof(struct ir_article, source),
    offsetof(struct ir_article, section), offsetof(struct ir_article, byline),
    offsetof(struct ir_article, lang),    offsetof(struct ir_article, url),
    offsetof(struct ir_article, path),
};

static struct ir_text *field(struct ir_article *a, size_t i)
{
    return (struct ir_text *)(void *)((char *)a + fields[i]);
}

static uint64_t digest(struct ir_text id, struct ir_text plain)
{
    return XXH3_64bits_withSeed(plain.data, plain.size,
                                XXH3_64bits(id.data, id.size));
}

static void add_text(struct buf *out, struct ir_text t)
{
    buf_add_varint(out, t.size);
    buf_addt(out, t);
}

static void add_sentences(struct buf *out, const struct sentences *s)
{
    uint32_t at = 0;

    buf_add_varint(out, s->count);
    for (size_t i = 0; i < s->count; i++) {
        const struct sentence *one = &s->items[i];

        buf_add_varint(out, (uint64_t)(one->start - at) << 2 | one->marks);
        buf_add_varint(out, one->end - one->start);
        at = one->end;
    }
}

/* "sha256:" and the digits. */
static void write_fingerprint(const unsigned char *bytes, size_t size,
                              char *out)
{
    static const char hex[] = "0123456789abcdef";

    memcpy(out, "sha256:", 8);
    out += 7;
    for (size_t i = 0; i < size; i++) {
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 15];
    }
    *out = '\0';
}

static void add_plain(struct buf *out, struct ir_article *a,
                      const struct sentences *s)
{
    const bool path_is_id = a->path.size && text_equal(a->path, a->id);
    struct sha256_ctx sha;
    unsigned char bytes[SHA256_DIGEST_SIZE];

    if (path_is_id)
        a->path.size = 0;
    sha256_init(&sha);
    sha256_update(&sha, a->text.size, (const unsigned char *)a->text.data);
    sha256_digest(&sha, sizeof(bytes), bytes);
    write_fingerprint(bytes, sizeof(bytes), a->fingerprint);
    buf_add(out, bytes, sizeof(bytes));
    for (size_t i = 0; i < COUNT(fields); i++)
        add_text(out, *field(a, i));
    buf_addc(out, (char)((a->has_date ? HAS_DATE : 0) |
                         (a->date_only ? DATE_ONLY : 0) |
                         (path_is_id ? PATH_IS_ID : 0)));
    buf_add_u64(out, (uint64_t)a->date);
    buf_add_varint(out, (uint64_t)(a->utc_offset + DATE_OFFSET_MAX));
    buf_add_varint(out, a->words);
    add_sentences(out, s);
    add_text(out, a->text);
}

enum ir_status record_encode(struct ir_article *a, const struct sentences *s,
                             struct buf *out, struct ir_error *err)
{
    struct ir_article copy = *a;
    struct buf plain = BUF_INIT;
    struct libdeflate_compressor *compressor = compressor_get();
    size_t room, size;

    if (a->text.size > RECORD_TEXT_MAX)
        return ir_fail(err, IR_LIMIT, "text of %zu bytes, at most %u",
                       a->text.size, RECORD_TEXT_MAX);
    buf_reserve(&plain, a->text.size + 256 + s->count * 4);
    add_plain(&plain, &copy, s);
    memcpy(a->fingerprint, copy.fingerprint, sizeof(a->fingerprint));
    buf_clear(out);
    buf_adds(out, "IR");
    buf_addc(out, RECORD_VERSION);
    add_text(out, a->id);
    buf_add_u64(out, digest(a->id, buf_text(&plain)));
    buf_add_varint(out, plain.size);
    room = libdeflate_zlib_compress_bound(compressor, plain.size);
    buf_reserve(out, room);
    size = libdeflate_zlib_compress(compressor, plain.data, plain.size,
                                    out->data + out->size, room);
    out->size += size;
    out->data[out->size] = '\0';
    buf_free(&plain);
    return IR_OK;
}

void record_encode_done(void)
{
    compressor_done();
}

struct record_decoder {
    struct libdeflate_decompressor *inflate;
};

struct record_decoder *record_decoder_new(void)
{
    struct record_decoder *d = xmalloc(sizeof(*d));

    d->inflate = libdeflate_alloc_decompressor();
    if (!d->inflate)
        out_of_memory();
    return d;
}

void record_decoder_free(struct record_decoder *d)
{
    if (!d)
        return;
    libdeflate_free_decompressor(d->inflate);
    free(d);
}

void record_free(struct record *r)
{
    buf_free(&r->plain);
    sentences_free(&r->sentences);
    memset(&r->article, 0, sizeof(r->article));
}

static struct ir_text read_text(struct decoder *c)
{
    return decoder_bytes(c, decoder_varint(c));
}

static bool read_sentences(struct decoder *c, struct sentences *s)
{
    uint64_t count = decoder_varint(c), at = 0;

    s->count = 0;
    if (count > (uint64_t)(c->end - c->at))
        return false;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t head = decoder_varint(c), size = decoder_varint(c);
        struct sentence one = {0, 0, head & 3};

        if (c->bad || head >> 2 > RECORD_TEXT_MAX || size > RECORD_TEXT_MAX)
            return false;
        one.start = (uint32_t)(at + (head >> 2));
        one.end = (uint32_t)(one.start + size);
        at = one.end;
        if (at > RECORD_TEXT_MAX)
            return false;
        s->items = xgrow(s->items, s->count, &s->room, sizeof(struct sentence));
        s->items[s->count++] = one;
    }
    return true;
}

static bool read_offset(struct decoder *c, struct ir_article *a)
{
    uint64_t offset = decoder_varint(c);

    if (offset > 2 * DATE_OFFSET_MAX)
        return false;
    a->utc_offset = (int)offset - DATE_OFFSET_MAX;
    return true;
}

static bool read_plain(struct record *r, int version)
{
    struct ir_article *a = &r->article;
    struct decoder c;
    struct ir_text sha;
    const char *flag;

    decoder_start(&c, buf_text(&r->plain));
    sha = decoder_bytes(&c, SHA256_DIGEST_SIZE);
    for (size_t i = 0; i < COUNT(fields); i++)
        *field(a, i) = read_text(&c);
    flag = decoder_bytes(&c, 1).data;
    a->has_date = *flag & HAS_DATE;
    a->date_only = *flag & DATE_ONLY;
    if (*flag & PATH_IS_ID)
        a->path = a->id;
    a->date = (int64_t)decoder_u64(&c);
    if (version > 1 && !read_offset(&c, a))
        return false;
    a->words = (uint32_t)decoder_varint(&c);
    if (!read_sentences(&c, &r->sentences))
        return false;
    a->sentences = (uint32_t)r->sentences.count;
    a->text = read_text(&c);
    write_fingerprint((const unsigned char *)sha.data, sha.size,
                      a->fingerprint);
    if (c.bad || c.at != c.end)
        return false;
    return !a->sentences ||
           r->sentences.items[a->sentences - 1].end <= a->text.size;
}

static enum ir_status damaged(struct ir_text id, struct ir_error *err)
{
    return ir_fail(err, IR_CORRUPT,
                   "the record of article \"%.*s\" is damaged; run irindex "
                   "--check",
                   (int)(id.size > 100 ? 100 : id.size), id.data);
}

struct ir_text record_id(struct ir_text bytes)
{
    struct decoder c;

    decoder_start(&c, bytes);
    decoder_bytes(&c, 3);
    return read_text(&c);
}

/* The id points into the caller's bytes: copy it after the payload. */
static void keep_id(struct record *r)
{
    struct ir_text *id = &r->article.id;
    char *own = r->plain.data + r->plain.size;

    if (id->size)
        memcpy(own, id->data, id->size);
    id->data = own;
}

enum ir_status record_decode(struct record_decoder *d, struct ir_text bytes,
                             struct record *r, struct ir_error *err)
{
    struct decoder c;
    struct ir_text magic, version, packed;
    uint64_t check, size;
    size_t got = 0;

    memset(&r->article, 0, sizeof(r->article));
    decoder_start(&c, bytes);
    magic = decoder_bytes(&c, 2);
    version = decoder_bytes(&c, 1);
    if (c.bad || memcmp(magic.data, "IR", 2))
        return ir_fail(err, IR_CORRUPT, "a record is not one of irindex's");
    if (version.data[0] < 1 || version.data[0] > RECORD_VERSION)
        return ir_fail(err, IR_INCOMPATIBLE,
                       "a record is of version %d, this program reads 1 to %d",
                       version.data[0], RECORD_VERSION);
    r->article.id = read_text(&c);
    check = decoder_u64(&c);
    size = decoder_varint(&c);
    packed = decoder_bytes(&c, (uint64_t)(c.end - c.at));
    if (c.bad || size / RECORD_RATIO_MAX > packed.size)
        return damaged(r->article.id, err);
    buf_clear(&r->plain);
    buf_reserve(&r->plain, (size_t)size + r->article.id.size);
    if (libdeflate_zlib_decompress(d->inflate, packed.data, packed.size,
                                   r->plain.data, (size_t)size, &got) ||
        got != size)
        return damaged(r->article.id, err);
    r->plain.size = got;
    keep_id(r);
    if (digest(r->article.id, buf_text(&r->plain)) != check ||
        !read_plain(r, version.data[0]))
        return damaged(r->article.id, err);
    return IR_OK;
}
