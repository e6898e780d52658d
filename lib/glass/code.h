/*
 * code.h - how glass writes numbers, terms and keys.
 *
 * Each put_ function writes at `to', which must have room, and returns the
 * place after what it wrote.
 */
#ifndef GLASS_CODE_H
#define GLASS_CODE_H

#include "base/base.h"

#define CODE_UINT_MAX 10    /* bytes that put_uint() writes at most */
#define CODE_DOCUMENT_MAX 5 /* the same for put_document() */
#define CODE_KEY_MAX 255    /* bytes of a key */

/* A number, 7 bits a byte, low bits first. */
static inline uint8_t *put_uint(uint8_t *to, uint64_t n)
{
    while (n >= 0x80) {
        *to++ = (uint8_t)(n | 0x80);
        n >>= 7;
    }
    *to++ = (uint8_t)n;
    return to;
}

/* Read what put_uint() wrote; the caller knows that it is whole. */
static inline const uint8_t *get_uint(const uint8_t *from, uint64_t *n)
{
    unsigned shift = 0;

    for (*n = 0; *from & 0x80; shift += 7)
        *n |= (uint64_t)(*from++ & 0x7f) << shift;
    *n |= (uint64_t)*from++ << shift;
    return from;
}

static inline uint8_t *put_bytes(uint8_t *to, const void *bytes, size_t size)
{
    if (size)
        memcpy(to, bytes, size);
    return to + size;
}

static inline uint8_t *put_be16(uint8_t *to, uint32_t n)
{
    to[0] = (uint8_t)(n >> 8);
    to[1] = (uint8_t)n;
    return to + 2;
}

static inline uint8_t *put_be32(uint8_t *to, uint32_t n)
{
    put_be16(to, n >> 16);
    put_be16(to + 2, n);
    return to + 4;
}

/*
 * A document number in a key: sorts as the number does.  Below 2^15 it takes
 * two bytes; else the first byte has as many high ones as there are bytes
 * beyond two, then a zero.
 */
static inline uint8_t *put_document(uint8_t *to, uint32_t n)
{
    unsigned size = n < 1u << 22 ? 3 : n < 1u << 29 ? 4 : 5;

    if (n < 1u << 15)
        return put_be16(to, n);
    for (unsigned i = size; i-- > 0; n >>= 8)
        to[i] = (uint8_t)n;
    to[0] = (uint8_t)(to[0] | 0xff << (10 - size));
    return to + size;
}

/* A term in a key: a zero byte is followed by 0xff.  If something is to follow
 * it in the key, put_term_end() comes after it. */
static inline uint8_t *put_term(uint8_t *to, struct ir_text term)
{
    if (!memchr(term.data, 0, term.size))
        return put_bytes(to, term.data, term.size);
    for (size_t i = 0; i < term.size; i++) {
        *to++ = (uint8_t)term.data[i];
        if (!term.data[i])
            *to++ = 0xff;
    }
    return to;
}

static inline uint8_t *put_term_end(uint8_t *to)
{
    *to = 0;
    return to + 1;
}

/* The first key bytes of what is not a term in the postlist table. */
#define KEY_META "\0\300"
#define KEY_VALUE_STATISTICS "\0\320"
#define KEY_VALUES "\0\330"
#define KEY_LENGTHS "\0\340"
#define KEY_KIND 2 /* bytes of each */

#endif
