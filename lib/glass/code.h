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

/* The same of bytes that may be damaged: move *at on; false if there is no
 * whole number. */
static inline bool take_uint(const uint8_t **at, const uint8_t *end,
                             uint64_t *n)
{
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        const uint8_t byte = *(*at)++;

        *n = (shift ? *n : 0) | (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

/* Most are a few bytes, too few for a call: their first four or eight and their
 * last four or eight, which may be partly the same. */
static inline uint8_t *put_bytes(uint8_t *to, const void *bytes, size_t size)
{
    const uint8_t *from = bytes;

    if (size > 16)
        memcpy(to, from, size);
    else if (size >= 8) {
        memcpy(to, from, 8);
        /* cppcheck takes a caller's few bytes for 16. */
        /* cppcheck-suppress pointerOutOfBoundsCond */
        memcpy(to + (size - 8), from + (size - 8), 8);
    } else if (size >= 4) {
        memcpy(to, from, 4);
        memcpy(to + (size - 4), from + (size - 4), 4);
    } else
        for (size_t i = 0; i < size; i++)
            to[i] = from[i];
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

static inline uint32_t get_be16(const uint8_t *from)
{
    return (uint32_t)from[0] << 8 | from[1];
}

static inline uint32_t get_be32(const uint8_t *from)
{
    return get_be16(from) << 16 | get_be16(from + 2);
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

/* Read one of bytes that may be damaged, as take_uint() does. */
static inline bool take_document(const uint8_t **at, const uint8_t *end,
                                 uint32_t *n)
{
    const uint8_t first = *at < end ? **at : 0;
    const size_t size = first < 0x80   ? 2
                        : first < 0xc0 ? 3
                        : first < 0xe0 ? 4
                                       : 5;

    if ((size_t)(end - *at) < size || first > 0xe0)
        return false;
    *n = size == 2 ? first : size == 3 ? first & 0x3f : first & 0x1f;
    for (size_t i = 1; i < size; i++)
        *n = *n << 8 | (*at)[i];
    *at += size;
    return true;
}

/* A term in a key: a zero byte is followed by 0xff.  If something is to follow
 * it in the key, put_term_end() comes after it. */
static inline uint8_t *put_term(uint8_t *to, struct ir_text term)
{
    if (!text_find(term, 0))
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
