/* A deflate stream of one block, by codes that are given (RFC 1951). */
#include "base/deflate.h"

#include <endian.h>

#define MATCH_LEAST 4
#define MATCH_MOST 258
#define NEAR 4096    /* the farthest that the shortest match may lie */
#define WINDOW 32768 /* the farthest of any */
#define HASH_BITS \
    12         /* of 16 KB: clearing them takes less than 300 bytes of
                          text, and they stay in the first cache */
#define WORD 8 /* bytes written at once */
#define INNER_CODES 19
#define INNER_REPEAT 16 /* the code before, 3 to 6 times again */
#define END 256         /* literal that ends the block */

/* What is written, low bits first. */
struct bits {
    uint64_t waiting;
    unsigned count;
    uint8_t *to;
};

/* At most 42 bits: the longest match. */
static inline void put(struct bits *b, uint64_t value, unsigned count)
{
    uint64_t eight;

    b->waiting |= value << b->count;
    b->count += count;
    eight = htole64(b->waiting);
    memcpy(b->to, &eight, sizeof(eight));
    b->to += b->count >> 3;
    b->waiting >>= b->count & ~7u;
    b->count &= 7;
}

static void put_code(struct bits *b, uint32_t code)
{
    put(b, code >> 5, code & 31);
}

static unsigned digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* Huffman codes of so many bits, in order, each as (code << 5 | bits) with the
 * code's first bit lowest. */
static void make_codes(const char *digits, size_t count, uint32_t *codes)
{
    uint32_t next = 0;

    for (unsigned bits = 1; bits <= DEFLATE_CODE_MAX; bits++, next <<= 1)
        for (size_t i = 0; i < count; i++) {
            uint32_t code = 0;

            if (digit(digits[i]) != bits)
                continue;
            for (unsigned j = 0; j < bits; j++)
                code |= (next >> j & 1) << (bits - 1 - j);
            codes[i] = code << 5 | bits;
            next++;
        }
}

static unsigned highest_bit(uint32_t n)
{
    return 31 - (unsigned)__builtin_clz(n);
}

/* The class of a length, and in *extra the bits that tell it in its class. */
static unsigned length_class(unsigned length, unsigned *extra)
{
    const unsigned n = length - 3;

    *extra = n < 8 || length == MATCH_MOST ? 0 : highest_bit(n) - 2;
    if (length == MATCH_MOST)
        return 28;
    return n < 8 ? n : 4 * *extra + (n >> *extra);
}

static unsigned distance_class(unsigned distance, unsigned *extra)
{
    const unsigned n = distance - 1;

    *extra = n < 4 ? 0 : highest_bit(n) - 1;
    return n < 4 ? n : 2 * *extra + (n >> *extra);
}

static void make_lengths(struct deflate *d, const uint32_t *codes)
{
    for (unsigned length = 3; length <= MATCH_MOST; length++) {
        unsigned extra, class = length_class(length, &extra);
        const uint32_t code = codes[class] >> 5, bits = codes[class] & 31;
        const uint32_t rest = (length - 3) & ((1u << extra) - 1);

        d->lengths[length] = (code | rest << bits) << 5 | (bits + extra);
    }
}

/* The bits of all codes, in codes of their own. */
static void put_lengths(struct bits *b, const struct deflate_lengths *lengths)
{
    const char *at = lengths->codes;
    const char *end = at + DEFLATE_LITERALS + DEFLATE_DISTANCES;
    uint32_t codes[INNER_CODES] = {0};
    size_t same;

    make_codes(lengths->inner, INNER_CODES, codes);
    while (at < end) {
        const char *const code = at++;

        put_code(b, codes[digit(*code)]);
        for (;; at += same) {
            for (same = 0; at + same < end && at[same] == *code && same < 6;)
                same++;
            if (same < 3)
                break;
            put_code(b, codes[INNER_REPEAT]);
            put(b, same - 3, 2);
        }
    }
}

static void make_head(struct deflate *d, const struct deflate_lengths *lengths)
{
    static const uint8_t order[INNER_CODES] = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    struct bits b = {0, 0, d->head};

    put(&b, 1 | 2 << 1, 3); /* the last block, of codes that are given */
    put(&b, DEFLATE_LITERALS - 257, 5);
    put(&b, DEFLATE_DISTANCES - 1, 5);
    put(&b, INNER_CODES - 4, 4);
    for (size_t i = 0; i < INNER_CODES; i++)
        put(&b, digit(lengths->inner[order[i]]), 3);
    put_lengths(&b, lengths);
    d->head_bits = (size_t)(b.to - d->head) * 8 + b.count;
}

void deflate_init(struct deflate *d, const struct deflate_lengths *lengths)
{
    uint32_t codes[DEFLATE_LITERALS];

    make_codes(lengths->codes, DEFLATE_LITERALS, codes);
    memcpy(d->literals, codes, sizeof(d->literals));
    make_lengths(d, codes + END + 1);
    make_codes(lengths->codes + DEFLATE_LITERALS, DEFLATE_DISTANCES,
               d->distances);
    make_head(d, lengths);
}

static uint32_t four(const uint8_t *at)
{
    uint32_t value;

    memcpy(&value, at, sizeof(value));
    return value;
}

static uint32_t hash(uint32_t value)
{
    return value * 2654435761u >> (32 - HASH_BITS);
}

/* How many bytes at a are those at b, which ends at end; the first
 * MATCH_LEAST are. */
static unsigned match(const uint8_t *a, const uint8_t *b, const uint8_t *end)
{
    const uint8_t *begin = b;

    if (end - b > MATCH_MOST)
        end = b + MATCH_MOST;
    a += MATCH_LEAST;
    b += MATCH_LEAST;
    for (; end - b >= 4 && four(a) == four(b); b += 4)
        a += 4;
    while (b < end && *a == *b) {
        a++;
        b++;
    }
    return (unsigned)(b - begin);
}

static void put_match(struct bits *b, const struct deflate *d, unsigned length,
                      unsigned distance)
{
    unsigned extra, class = distance_class(distance, &extra);
    const uint32_t first = d->lengths[length], second = d->distances[class];
    const unsigned bits = first & 31, more = second & 31;
    const uint64_t rest = (distance - 1) & ((1u << extra) - 1);

    put(b,
        (first >> 5) | (uint64_t)(second >> 5) << bits | rest << (bits + more),
        bits + more + extra);
}

/* The place of the last bytes with the same hash as those at `at', which takes
 * their place. */
static inline uint32_t swap(uint32_t *last, uint32_t value, uint32_t at)
{
    uint32_t *one = &last[hash(value)], was = *one;

    *one = at;
    return was;
}

/* Note where the bytes are that a match covers. */
static void pass(uint32_t *last, const uint8_t *text, uint32_t at, uint32_t end)
{
    for (; at < end; at++)
        last[hash(four(text + at))] = at;
}

static size_t finish(const struct deflate *d, struct bits *b, const uint8_t *to)
{
    put_code(b, d->literals[END]);
    put(b, 0, 7); /* what is left of a byte */
    return (size_t)(b->to - to);
}

static struct bits begin(const struct deflate *d, uint8_t *to)
{
    const size_t whole = d->head_bits / 8;
    struct bits b = {0, d->head_bits % 8, to + whole};

    memcpy(to, d->head, whole);
    b.waiting = d->head[whole];
    return b;
}

size_t deflate_run(const struct deflate *d, const void *plain, size_t size,
                   void *to, size_t room)
{
    const uint8_t *text = plain, *limit = (uint8_t *)to + room;
    uint32_t last[1 << HASH_BITS] = {0}, at = 0;
    struct bits b;

    if (room < d->head_bits / 8 + 4 * WORD || size > UINT32_MAX)
        return 0;
    limit -= 3 * WORD; /* a token, the end, and the bytes that put() writes */
    b = begin(d, to);
    while (at < size && b.to < limit) {
        const uint32_t value = size - at < 4 ? 0 : four(text + at);
        const uint32_t from = size - at < 4 ? at : swap(last, value, at);
        const uint32_t distance = at - from;
        unsigned length;

        if (!distance || distance > WINDOW || four(text + from) != value) {
            put_code(&b, d->literals[text[at++]]);
            continue;
        }
        length = match(text + from, text + at, text + size);
        if (length == MATCH_LEAST && distance > NEAR) {
            put_code(&b, d->literals[text[at++]]);
            continue;
        }
        put_match(&b, d, length, distance);
        pass(last, text, at + 1, at + (size - at < length + 4 ? 1 : length));
        at += length;
    }
    return at < size ? 0 : finish(d, &b, to);
}
