/* Sketches of texts: MinHash over shingles of folded words. */
#include "text/sketch.h"

#include <xxhash.h>

#define EMPTY UINT32_MAX
#define STEP UINT64_C(0x9e3779b97f4a7c15)
#define MIX UINT64_C(0xd6e8feb86659fd93)

void sketch_start(struct sketch *s)
{
    memset(s, 0, sizeof(*s));
    memset(s->least, 0xff, sizeof(s->least));
}

/* All bits of the product of two numbers. */
static inline uint64_t mixed(uint64_t a, uint64_t b)
{
    return a * b ^ (uint64_t)((unsigned __int128)a * b >> 64);
}

uint64_t sketch_hash(struct ir_text form)
{
    const bool number = form.size && ascii_digit(*form.data);

    return (XXH3_64bits(form.data, form.size) | 1) - !number;
}

static inline uint64_t bin_of(uint64_t hash)
{
    return (hash >> 32) * SKETCH_BINS >> 32;
}

static inline void put(uint32_t *least, uint64_t shingle, unsigned copies)
{
    for (uint64_t end = shingle + copies; shingle != end; shingle++) {
        const uint64_t hash = mixed(shingle, MIX);
        const uint64_t bin = bin_of(hash);

        if ((uint32_t)hash < least[bin])
            least[bin] = (uint32_t)hash;
    }
}

void sketch_words(struct sketch *s, const uint64_t *hashes, size_t count)
{
    const uint64_t oldest = STEP * STEP * STEP * STEP; /* its factor */
    const uint64_t *end = hashes + count;
    uint64_t run = s->run;
    size_t words = s->words, numbered = s->numbered;

    for (; hashes < end; hashes++) {
        uint64_t *last = &s->hashes[words++ % SKETCH_SHINGLE];
        unsigned copies;

        run = run * STEP + *hashes - *last * oldest;
        *last = *hashes;
        if (*hashes & 1)
            numbered = words + SKETCH_SHINGLE;
        if (words < SKETCH_SHINGLE)
            continue;
        copies = words < numbered                       ? SKETCH_NUMBER_WEIGHT
                 : words < SKETCH_LEAD + SKETCH_SHINGLE ? SKETCH_LEAD_WEIGHT
                                                        : 1;
        put(s->least, run, copies);
    }
    s->run = run;
    s->words = words;
    s->numbered = numbered;
}

/*
 * The value of an empty bin: that of another one, which depends on nothing but
 * the number of the bin, so that it is the same in a copy.
 */
static uint32_t borrowed(const uint32_t *least, uint64_t bin)
{
    for (;;) {
        uint32_t value;

        bin = mixed(bin + STEP, MIX);
        value = least[bin_of(bin)];
        if (value != EMPTY)
            return value;
    }
}

/* A text that is shorter than a shingle is one. */
static void end(struct sketch *s)
{
    if (s->words && s->words < SKETCH_SHINGLE)
        put(s->least, s->run, SKETCH_LEAD_WEIGHT);
}

/* Add the shingles of another text. */
static void join(struct sketch *s, struct sketch *other)
{
    end(other);
    for (size_t i = 0; i < SKETCH_BINS; i++)
        if (other->least[i] < s->least[i])
            s->least[i] = other->least[i];
}

static void write_sketch(const uint32_t *least, unsigned char *out)
{
    uint32_t filled[SKETCH_BINS];

    for (uint32_t i = 0; i < SKETCH_BINS; i++)
        filled[i] = least[i] == EMPTY ? borrowed(least, i) : least[i];
    for (uint32_t i = 0; i < SKETCH_WHOLE; i++) {
        *out++ = (unsigned char)filled[i];
        *out++ = (unsigned char)(filled[i] >> 8);
    }
    for (uint32_t i = SKETCH_WHOLE; i < SKETCH_BINS; i += 4)
        *out++ =
            (unsigned char)((filled[i] & 3) << 6 | (filled[i + 1] & 3) << 4 |
                            (filled[i + 2] & 3) << 2 | (filled[i + 3] & 3));
}

bool sketch_finish(struct sketch *body, struct sketch *title,
                   unsigned char out[SKETCH_SIZE])
{
    if (!body->words)
        return false;
    end(body);
    if (body->words < SKETCH_TITLED)
        join(body, title);
    write_sketch(body->least, out);
    return true;
}

double sketch_likeness(const unsigned char *a, const unsigned char *b)
{
    const double by_chance = 1.0 / 4, others = SKETCH_BINS - SKETCH_WHOLE;
    unsigned whole = 0, small = 0;
    double share;

    for (size_t i = 0; i < 2 * SKETCH_WHOLE; i += 2)
        whole += a[i] == b[i] && a[i + 1] == b[i + 1];
    for (size_t i = 2 * SKETCH_WHOLE; i < SKETCH_SIZE; i++) {
        unsigned differ = a[i] ^ b[i];

        small +=
            4 - (unsigned)__builtin_popcount((differ | differ >> 1) & 0x55);
    }
    share = (small - others * by_chance) / (1 - by_chance) + whole;
    return share > 0 ? share / SKETCH_BINS : 0;
}

uint32_t sketch_band(const unsigned char *sketch, size_t i)
{
    uint64_t band = i;

    for (size_t j = 0; j < 2 * SKETCH_ROWS; j++)
        band = band << 8 | sketch[2 * SKETCH_ROWS * i + j];
    band *= MIX;
    return (uint32_t)((band ^ band >> 32) * MIX >> (64 - SKETCH_BAND_BITS));
}
