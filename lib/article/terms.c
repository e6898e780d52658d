/* Makes terms and values: prefixes, length limits and hashes. */
#include "article/terms.h"
#include "text/calendar.h"
#include "text/fold.h"
#include "text/sketch.h"

#include <inttypes.h>
#include <xxhash.h>

/* Longer terms are cut to this and end in a hash of the whole. */
#define TERM_KEEP 160

static void add_cut(struct buf *out, struct ir_text whole)
{
    XXH128_hash_t hash;
    size_t keep = TERM_KEEP;

    if (whole.size <= TERM_TEXT_MAX) {
        buf_addt(out, whole);
        return;
    }
    while (keep && ((unsigned char)whole.data[keep] & 0xc0) == 0x80)
        keep--;
    hash = XXH3_128bits(whole.data, whole.size);
    buf_add(out, whole.data, keep);
    buf_addf(out, "#%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64,
             (uint64_t)hash.low64);
}

void term_unique(struct buf *out, struct ir_text id)
{
    buf_clear(out);
    buf_addc(out, 'Q');
    add_cut(out, id);
}

bool term_unique_is_whole(struct ir_text term)
{
    const size_t ends = 1 + 32; /* the hash */

    return term.size < TERM_KEEP - 3 + ends ||
           term.data[term.size - ends] != '#';
}

void term_origin(struct buf *out, struct ir_text file, uint64_t generation)
{
    buf_clear(out);
    buf_addc(out, 'P');
    add_cut(out, file);
    buf_addf(out, ":%0*" PRIx64, ORIGIN_DIGITS, generation);
}

void term_handle(struct buf *out, struct ir_text digits)
{
    size_t size =
        digits.size < TERM_HANDLE_DIGITS ? digits.size : TERM_HANDLE_DIGITS;

    buf_clear(out);
    buf_adds(out, TERM_HANDLE);
    buf_addt(out, text_slice(digits, 0, size));
}

void term_copy(struct buf *out, struct ir_text title, struct ir_text text)
{
    uint64_t seed = XXH3_64bits(title.data, title.size);

    buf_clear(out);
    buf_addf(out, "XF%016" PRIx64,
             (uint64_t)XXH3_64bits_withSeed(text.data, text.size, seed));
}

void term_row(struct buf *out, size_t i, uint32_t number)
{
    const unsigned first = '!', digits = '~' + 1 - '!';
    const unsigned name = (unsigned)i << SKETCH_ROW_BITS | number;

    buf_clear(out);
    buf_adds(out, "XM");
    buf_addc(out, (char)(first + name / digits));
    buf_addc(out, (char)(first + name % digits));
}

void term_word(struct buf *out, const char *prefix, struct ir_text word)
{
    buf_clear(out);
    buf_adds(out, prefix);
    buf_addt(out, word);
}

void term_name(struct buf *out, const char *prefix, struct ir_text name)
{
    struct buf folded = BUF_INIT, tidy = BUF_INIT;

    fold_add(name, &folded);
    for (size_t i = 0; i < folded.size; i++) {
        unsigned char c = (unsigned char)folded.data[i];

        if (c > ' ')
            buf_addc(&tidy, (char)c);
        else if (tidy.size && tidy.data[tidy.size - 1] != ' ')
            buf_addc(&tidy, ' ');
    }
    if (tidy.size && tidy.data[tidy.size - 1] == ' ')
        tidy.size--;
    buf_clear(out);
    if (tidy.size) {
        buf_adds(out, prefix);
        add_cut(out, buf_text(&tidy));
    }
    buf_free(&folded);
    buf_free(&tidy);
}

void term_date(struct buf *out, int64_t day, unsigned digits)
{
    struct calendar_day d = calendar_day(day);

    buf_clear(out);
    switch (digits) {
    case 8: buf_addf(out, "D%04d%02d%02d", d.year, d.month, d.day); break;
    case 6: buf_addf(out, "M%04d%02d", d.year, d.month); break;
    default: buf_addf(out, "Y%04d", d.year); break;
    }
}

void value_number_put(char out[VALUE_NUMBER], int64_t number)
{
    uint64_t bits = (uint64_t)number ^ UINT64_C(1) << 63;

    for (int i = VALUE_NUMBER; i-- > 0; bits >>= 8)
        out[i] = (char)bits;
}

void value_number(struct buf *out, int64_t number)
{
    char value[VALUE_NUMBER];

    value_number_put(value, number);
    buf_clear(out);
    buf_add(out, value, sizeof(value));
}

int64_t value_number_get(struct ir_text value)
{
    uint64_t bits = 0;

    if (value.size != VALUE_NUMBER)
        return 0;
    for (size_t i = 0; i < 8; i++)
        bits = bits << 8 | (unsigned char)value.data[i];
    return (int64_t)(bits ^ UINT64_C(1) << 63);
}
