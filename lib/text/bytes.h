/*
 * bytes.h - the classes of 16 bytes at once.
 *
 * Without SSE2 there is no BYTES_AT_ONCE, and callers go byte by byte.
 */
#ifndef TEXT_BYTES_H
#define TEXT_BYTES_H

#ifdef __SSE2__
#    include <emmintrin.h>

#    define BYTES_AT_ONCE 16

static inline __m128i bytes_load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* A bit of each, that of the first byte lowest. */
static inline unsigned bytes_bits(__m128i set)
{
    return (unsigned)_mm_movemask_epi8(set);
}

static inline __m128i bytes_equal(__m128i bytes, char c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

/* Which of the bytes are ASCII, and not NUL. */
static inline __m128i bytes_of_ascii(__m128i bytes)
{
    return _mm_cmpgt_epi8(bytes, _mm_setzero_si128());
}

/* Which of the bytes are from first to last, both ASCII.  They are shifted so
 * that last becomes the greatest value, and one comparison is enough. */
static inline __m128i bytes_between(__m128i bytes, char first, char last)
{
    return _mm_cmpgt_epi8(
        _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x7f - last))),
        _mm_set1_epi8((char)(0x7f - last + first - 1)));
}

static inline __m128i bytes_of_letters(__m128i bytes)
{
    return bytes_between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
}

/* Which of them are ASCII letters and digits. */
static inline __m128i bytes_of_words(__m128i bytes)
{
    return _mm_or_si128(bytes_of_letters(bytes),
                        bytes_between(bytes, '0', '9'));
}
#endif

#endif
