/* Sketches of texts: MinHash over shingles of folded words. */
#include "text/sketch.h"

#include <endian.h>
#include <xxhash.h>

#define EMPTY UINT32_MAX
#define STEP UINT64_C(0x9e3779b97f4a7c15)
#define MIX UINT64_C(0xd6e8feb86659fd93)

void sketch_start(struct sketch *s)
{
    memset(s, 0, sizeof(*s));
    memset(s->least, 0xff, sizeof(s->least));
    memset(s->lead, 0xff, sizeof(s->lead));
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

/* The bin of a hash; its lower half is the value. */
static inline uint64_t bin_of(uint64_t hash, size_t bins)
{
    return (hash >> 32) * bins >> 32;
}

static inline void lower(uint32_t *least, uint64_t hash, size_t bins)
{
    const uint64_t bin = bin_of(hash, bins);

    if ((uint32_t)hash < least[bin])
        least[bin] = (uint32_t)hash;
}

static inline void put(struct sketch *s, uint64_t shingle, unsigned copies)
{
    for (uint64_t end = shingle + copies; shingle != end; shingle++)
        lower(s->least, mixed(shingle, MIX), SKETCH_BINS);
}

static inline void put_lead(struct sketch *s, uint64_t shingle)
{
    lower(s->lead, mixed(shingle, MIX), SKETCH_LEAD_BINS);
}

void sketch_words(struct sketch *s, const uint64_t *hashes, size_t count)
{
    const uint64_t oldest = STEP * STEP * STEP * STEP; /* its factor */
    const uint64_t *end = hashes + count;
    uint64_t run = s->run;
    size_t words = s->words, numbered = s->numbered, numbers = s->numbers;

    for (; hashes < end; hashes++) {
        uint64_t *last = &s->hashes[words++ % SKETCH_SHINGLE];
        bool lead;

        run = run * STEP + *hashes - *last * oldest;
        *last = *hashes;
        numbers += *hashes & 1;
        if (*hashes & 1)
            numbered = words + SKETCH_SHINGLE;
        if (words < SKETCH_SHINGLE)
            continue;
        lead = words < SKETCH_LEAD + SKETCH_SHINGLE;
        put(s, run,
            words < numbered ? SKETCH_NUMBER_WEIGHT
            : lead           ? SKETCH_LEAD_WEIGHT
                             : 1);
        if (lead)
            put_lead(s, run);
    }
    s->run = run;
    s->words = words;
    s->numbers = numbers;
    s->numbered = numbered;
}

/* A text that is shorter than a shingle is one. */
static void end(struct sketch *s)
{
    if (!s->words || s->words >= SKETCH_SHINGLE)
        return;
    put(s, s->run, SKETCH_LEAD_WEIGHT);
    put_lead(s, s->run);
}

static void lower_all(uint32_t *least, const uint32_t *other, size_t bins)
{
    for (size_t i = 0; i < bins; i++)
        if (other[i] < least[i])
            least[i] = other[i];
}

/* Add the shingles of another text. */
static void join(struct sketch *s, struct sketch *other)
{
    end(other);
    lower_all(s->least, other->least, SKETCH_BINS);
    lower_all(s->lead, other->lead, SKETCH_LEAD_BINS);
}

/*
 * Fill empty bins, each with the value of another one, which depends on nothing
 * but the number of the bin, so that it is the same in a copy.
 */
static void fill(const uint32_t *least, size_t bins, uint32_t *out)
{
    for (size_t i = 0; i < bins; i++) {
        uint64_t bin = i;

        out[i] = least[i];
        while (out[i] == EMPTY) {
            bin = mixed(bin + STEP, MIX);
            out[i] = least[bin_of(bin, bins)];
        }
    }
}

static void write_number(unsigned char *out, uint64_t number)
{
    number = htole64(number);
    memcpy(out, &number, sizeof(number));
}

static uint64_t read_number(const unsigned char *at)
{
    uint64_t number;

    memcpy(&number, at, sizeof(number));
    return le64toh(number);
}

/* Write the lowest bit of each value. */
static unsigned char *write_bits(const uint32_t *least, size_t bins,
                                 unsigned char *out)
{
    uint32_t filled[SKETCH_BINS];

    fill(least, bins, filled);
    for (size_t i = 0; i < bins; i += 8, out++)
        for (size_t j = *out = 0; j < 8; j++)
            *out |= (unsigned char)((filled[i + j] & 1) << j);
    return out;
}

/* Each row is a hash of the least value of every SKETCH_ROWS-th bin. */
static uint64_t rows_of(const uint32_t *least)
{
    uint32_t lowest[SKETCH_ROWS], filled[SKETCH_ROWS];
    uint64_t rows = 0;

    memset(lowest, 0xff, sizeof(lowest));
    for (size_t i = 0; i < SKETCH_BINS; i++)
        if (least[i] < lowest[i % SKETCH_ROWS])
            lowest[i % SKETCH_ROWS] = least[i];
    fill(lowest, SKETCH_ROWS, filled);
    for (uint64_t i = 0; i < SKETCH_ROWS; i++) {
        const uint64_t hash = mixed(((uint64_t)filled[i] << 3 | i) * STEP, MIX);

        rows |= hash >> (64 - SKETCH_ROW_BITS) << SKETCH_ROW_BITS * i;
    }
    return rows;
}

bool sketch_finish(struct sketch *body, struct sketch *title,
                   unsigned char out[SKETCH_SIZE])
{
    const uint64_t brief =
        body->words < SKETCH_BRIEF + (SKETCH_TABLE - 1) * body->numbers;

    if (!body->words)
        return false;
    end(body);
    if (body->words < SKETCH_TITLED)
        join(body, title);
    write_number(out, rows_of(body->least) | brief << 63);
    out = write_bits(body->least, SKETCH_BINS, out + 8);
    write_bits(body->lead, SKETCH_LEAD_BINS, out);
    return true;
}

/* Every other bit is the same by chance. */
static double likeness(const unsigned char *a, const unsigned char *b,
                       size_t bins)
{
    int other = 0;

    for (size_t i = 0; i < bins / 8; i += 8)
        other += __builtin_popcountll(read_number(a + i) ^ read_number(b + i));
    return other * 2 < (int)bins ? 1 - 2.0 * other / (double)bins : 0;
}

double sketch_likeness(const unsigned char *a, const unsigned char *b)
{
    return likeness(a + 8, b + 8, SKETCH_BINS);
}

double sketch_lead_likeness(const unsigned char *a, const unsigned char *b)
{
    const size_t at = 8 + SKETCH_BINS / 8;

    return likeness(a + at, b + at, SKETCH_LEAD_BINS);
}

bool sketch_is_brief(const unsigned char *sketch)
{
    return read_number(sketch) >> 63;
}

uint64_t sketch_rows(const unsigned char *sketch)
{
    return read_number(sketch);
}
