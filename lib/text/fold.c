/* Folding: NFKC, lower case, no accents.  Most characters take a fast path. */
#include "text/fold.h"

#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdatomic.h>
#include <utf8proc.h>

enum {
    SLICE = 512,    /* code points that are normalised together */
    EXPANSION = 64, /* more than any code point decomposes to */
    TABLE = 0x800,  /* code points of two bytes */
    LONG_WAY = 1,   /* not in the table; nothing folds to U+0001 */
    BREVE = 0x306,
    HAMZA = 0x654,
    AE = 0x6d5, /* with a hamza it is the heh of Persian */
    HEH = 0x647,
};

/*
 * What a code point of one or two bytes folds to, if that is a single starter,
 * else LONG_WAY.  0: not computed yet.  Threads may compute the same entry at
 * the same time, as they write the same value.
 */
static _Atomic uint16_t table[TABLE];

/* Combining marks that do not make another letter, in order. */
static const uint32_t stripped[][2] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x5bf, 0x5bf},
    {0x5c1, 0x5c2},   {0x5c4, 0x5c5},   {0x5c7, 0x5c7},   {0x610, 0x61a},
    {0x64b, 0x65f},   {0x670, 0x670},   {0x6d6, 0x6dc},   {0x6df, 0x6e4},
    {0x6e7, 0x6e8},   {0x6ea, 0x6ed},   {0x8ca, 0x8e1},   {0x8e3, 0x8ff},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xa66f, 0xa67d},
    {0xfb1e, 0xfb1e}, {0xfe20, 0xfe2f},
};

struct slice {
    utf8proc_int32_t codes[2 * SLICE];
    size_t count;
};

/* Is the mark removed?  A breve makes Cyrillic i and u another letter, on which
 * stems depend, so that one is kept. */
static bool strips(uint32_t code, uint32_t before)
{
    if (code == BREVE && (before == 0x438 || before == 0x443))
        return false;
    for (size_t i = 0; i < COUNT(stripped) && code >= stripped[i][0]; i++)
        if (code <= stripped[i][1])
            return true;
    return false;
}

/* The ASCII digit of code, or 0.  The digits of a script are ten consecutive
 * code points. */
static uint32_t digit_of(uint32_t code)
{
    static const uint32_t zeros[] = {
        0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,
        0xbe6,   0xc66,   0xce6,   0xd66,   0xde6,   0xe50,   0xed0,   0xf20,
        0x1040,  0x1090,  0x17e0,  0x1810,  0x1946,  0x19d0,  0x1a80,  0x1a90,
        0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,  0xa900,  0xa9d0,
        0xa9f0,  0xaa50,  0xabf0,  0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136,
        0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0,
        0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1e140,
        0x1e2f0, 0x1e950,
    };

    for (size_t i = 0; i < COUNT(zeros) && code >= zeros[i]; i++)
        if (code < zeros[i] + 10)
            return '0' + code - zeros[i];
    return code;
}

/* Put marks into canonical order: sort them by class, in a stable way. */
static void put_in_order(struct slice *s)
{
    for (size_t i = 1; i < s->count; i++) {
        utf8proc_int32_t code = s->codes[i];
        int class = utf8proc_get_property(code)->combining_class;
        size_t at = i;

        for (; class && at > 0; at--) {
            if (utf8proc_get_property(s->codes[at - 1])->combining_class <=
                class)
                break;
            s->codes[at] = s->codes[at - 1];
        }
        s->codes[at] = code;
    }
}

static void flush(struct slice *s, struct buf *out)
{
    utf8proc_ssize_t count;

    put_in_order(s);
    count = utf8proc_normalize_utf32(s->codes, (utf8proc_ssize_t)s->count,
                                     UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        utf8_add(out, (uint32_t)s->codes[i]);
    s->count = 0;
}

static void add_letter(struct slice *s, uint32_t code)
{
    const char *base = letter_base(code);
    size_t at = 0, size = base ? strlen(base) : 0;

    if (!base)
        s->codes[s->count++] = (utf8proc_int32_t)digit_of(code);
    while (at < size)
        s->codes[s->count++] = (utf8proc_int32_t)utf8_next(base, size, &at);
}

/* Add what code decomposes to, without the marks that are removed. */
static void decompose(struct slice *s, uint32_t code)
{
    utf8proc_int32_t codes[EXPANSION];
    utf8proc_ssize_t count;

    if (code == 0x13f || code == 0x140) /* Catalan l: its dot would be kept */
        code = 'l';

    count = utf8proc_decompose_char((utf8proc_int32_t)code, codes, EXPANSION,
                                    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                        UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |
                                        UTF8PROC_STABLE,
                                    NULL);
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        uint32_t before = s->count ? (uint32_t)s->codes[s->count - 1] : 0;

        if (before == AE && codes[i] == HAMZA)
            s->codes[s->count - 1] = HEH;
        if (!strips((uint32_t)codes[i], before))
            add_letter(s, (uint32_t)codes[i]);
    }
}

/* Works on slices: sorting one long run of marks would take quadratic time. */
static void fold_general(struct ir_text word, struct buf *out)
{
    struct slice s;
    size_t at = 0;

    s.count = 0;
    while (at < word.size) {
        uint32_t code = utf8_next(word.data, word.size, &at);
        bool starter =
            !utf8proc_get_property((utf8proc_int32_t)code)->combining_class;

        if (s.count >= 2 * SLICE - EXPANSION || (s.count >= SLICE && starter))
            flush(&s, out);
        decompose(&s, code);
    }
    flush(&s, out);
}

static uint16_t table_entry(uint32_t code)
{
    struct slice s;
    uint32_t folded;

    s.count = 0;
    decompose(&s, code);
    if (s.count > 1)
        s.count = (size_t)utf8proc_normalize_utf32(
            s.codes, (utf8proc_ssize_t)s.count,
            UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    folded = s.count == 1 ? (uint32_t)s.codes[0] : 0;
    if (folded <= LONG_WAY || folded >= TABLE ||
        utf8proc_get_property((utf8proc_int32_t)folded)->combining_class)
        return LONG_WAY;
    return (uint16_t)folded;
}

static uint32_t from_table(uint32_t code)
{
    uint16_t folded = atomic_load_explicit(&table[code], memory_order_relaxed);

    if (!folded) {
        folded = table_entry(code);
        atomic_store_explicit(&table[code], folded, memory_order_relaxed);
    }
    return folded == LONG_WAY ? 0 : folded;
}

/* The one starter that code folds to, whatever is beside it; 0 if it is not so
 * simple. */
static uint32_t fold_alone(uint32_t code)
{
    if (code < TABLE)
        return from_table(code);
    if ((code >= 0x4e00 && code <= 0x9fff) ||
        (code >= 0xac00 && code <= 0xd7a3))
        return code;
    return 0;
}

static bool fold_table(struct ir_text word, struct buf *out)
{
    size_t before = out->size, at = 0;

    while (at < word.size) {
        uint32_t code = fold_alone(utf8_next(word.data, word.size, &at));

        if (!code) {
            out->size = before;
            out->data[before] = '\0';
            return false;
        }
        utf8_add(out, code);
    }
    return true;
}

static bool fold_ascii(struct ir_text word, struct buf *out)
{
    char *to;

    for (size_t i = 0; i < word.size; i++)
        if ((unsigned char)word.data[i] >= 0x80)
            return false;
    buf_reserve(out, word.size);
    to = out->data + out->size;
    for (size_t i = 0; i < word.size; i++) {
        char c = word.data[i];

        to[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    to[word.size] = '\0';
    out->size += word.size;
    return true;
}

void fold_add(struct ir_text word, struct buf *out)
{
    if (fold_ascii(word, out))
        return;
    if (!fold_table(word, out))
        fold_general(word, out);
}

void fold_bare(struct ir_text word, struct buf *out)
{
    struct buf bare = BUF_INIT;
    size_t at = 0;

    while (at < word.size) {
        uint32_t code = utf8_next(word.data, word.size, &at);

        if (!word_apostrophe(code) && !word_hyphen(code))
            utf8_add(&bare, code);
    }
    fold_add(buf_text(&bare), out);
    buf_free(&bare);
}
