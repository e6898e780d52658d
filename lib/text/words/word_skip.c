/* Skips plain words that the filter does not want, a block of bytes at once. */
#include "text/bytes.h"
#include "text/words/word_walk.h"

#ifdef BYTES_AT_ONCE

enum { BLOCK = 64 }; /* bytes, one bit of a mask each */

static uint64_t mask_of(__m128i set, unsigned shift)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(set) << shift;
}

/*
 * Make the masks of the 64 bytes at `at`, which is not inside a word.  A word
 * is not plain, and its end is marked as hard, if it is followed by a connector
 * and more, by #, or by a byte that is not ASCII.
 */
static void read_block(struct words *w, size_t at)
{
    uint64_t letters = 0, connectors = 0, signs = 0, high = 0, maybe = 0, ends;
    unsigned firsts = w->filter->first_count;

    for (unsigned i = 0; i < BLOCK; i += 16) {
        __m128i bytes =
            _mm_loadu_si128((const __m128i *)(const void *)(w->data + at + i));
        __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        __m128i sign = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('#'));
        __m128i first = _mm_setzero_si128();

        letters |= mask_of(bytes_of_words(bytes), i);
        connectors |=
            mask_of(_mm_or_si128(_mm_or_si128(bytes_between(bytes, '&', '\''),
                                              bytes_between(bytes, '+', '.')),
                                 _mm_cmpeq_epi8(bytes, _mm_set1_epi8('`'))),
                    i);
        signs |= mask_of(sign, i);
        high |= mask_of(bytes, i);
        for (unsigned j = 0; j < firsts && firsts <= WORD_FILTER_FIRST; j++)
            first = _mm_or_si128(
                first, _mm_cmpeq_epi8(
                           lower, _mm_set1_epi8((char)w->filter->first[j])));
        maybe |= mask_of(first, i);
    }
    ends = letters << 1 & ~letters;
    connectors |= signs;
    w->block = at;
    w->letters = letters;
    w->high = high;
    w->maybe = firsts <= WORD_FILTER_FIRST ? maybe : UINT64_MAX;
    w->hard =
        high | (ends & signs) |
        (ends & connectors &
         ((letters | connectors | high) >> 1 | UINT64_C(1) << (BLOCK - 1)));
}

static uint64_t below(size_t bit)
{
    return bit < BLOCK ? (UINT64_C(1) << bit) - 1 : UINT64_MAX;
}

/* Where the run of letters that ends at bit begins; bit if there is none. */
static size_t run_start(uint64_t letters, size_t bit)
{
    uint64_t gaps = ~letters & below(bit);

    return gaps ? BLOCK - (size_t)__builtin_clzll(gaps) : 0;
}

/* The number of bits set, in place of a call: not all processors that we build
 * for have an instruction for it.  Bits are added by twos, fours and eights. */
static uint32_t count(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) +
           (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* May the filter want the word at bit, or its dotted form? */
static bool may_be_wanted(const struct words *w, size_t bit)
{
    const char *at = w->data + w->block + bit;
    unsigned longer = bit + 1 < BLOCK ? w->letters >> (bit + 1) & 1 : 0;
    unsigned char first = (unsigned char)(at[0] | 0x20);
    unsigned char second = (unsigned char)((at[1] | 0x20) & (0 - longer));

    return word_filter_has(w->filter, first, second) ||
           (w->filter->dotted && word_filter_has(w->filter, first, '.'));
}

/* Skip words within the block; true if the next block is to be tried too. */
static bool skip_in_block(struct words *w)
{
    size_t from = w->at - w->block, stop = w->stop - w->block, end = BLOCK;
    uint64_t letters = w->letters & ~below(from);
    /* A hard end at `from` is that of a word already read; keep others. */
    uint64_t hard = w->hard & ~below(from) & (w->high | ~(UINT64_C(1) << from));
    uint64_t starts;

    if (hard)
        end = (size_t)__builtin_ctzll(hard);
    if (stop < end)
        end = stop;
    if (end > from && letters >> (end - 1) & 1)
        end = run_start(letters, end);
    starts = letters & ~(letters << 1) & below(end);
    for (uint64_t some = starts & w->maybe; some; some &= some - 1) {
        size_t bit = (size_t)__builtin_ctzll(some);

        if (may_be_wanted(w, bit)) {
            w->position += count(starts & below(bit));
            w->at = w->block + bit;
            return false;
        }
    }
    w->position += count(starts);
    w->at = w->block + end;
    if (hard || stop < BLOCK)
        return false;
    w->blocked = false;
    return end > 0;
}

/* Is w->at within the block that was read?  Read one if not. */
static bool in_block(struct words *w)
{
    if (w->at >= w->stop)
        return false;
    if (w->blocked && w->at - w->block < BLOCK)
        return true;
    w->blocked = w->size - w->at >= BLOCK;
    if (w->blocked)
        read_block(w, w->at);
    return w->blocked;
}

void words_skip(struct words *w)
{
    while (in_block(w) && skip_in_block(w))
        ;
}

#else

void words_skip(struct words *w)
{
    (void)w;
}

#endif
