/* The walk over words, with a fast path for plain ASCII words. */
#include "text/words.h"

#include "text/bytes.h"
#include "text/utf8.h"
#include "text/words/word_walk.h"

#include <stdlib.h>

enum step { STEP_WORD, STEP_QUEUE, STEP_TOKEN, STEP_END };

struct words *words_new(void)
{
    struct words *w = xmalloc(sizeof(*w));

    w->plain = (struct buf)BUF_INIT;
    w->folded = (struct buf)BUF_INIT;
    w->spelt = (struct buf)BUF_INIT;
    words_start(w, TEXT(""), 0, 0, NULL);
    return w;
}

void words_free(struct words *w)
{
    if (!w)
        return;
    buf_free(&w->plain);
    buf_free(&w->folded);
    buf_free(&w->spelt);
    free(w);
}

void words_start(struct words *w, struct ir_text text, size_t from,
                 uint32_t position, const struct word_filter *filter)
{
    w->data = text.data;
    w->size = text.size;
    w->stop = text.size;
    w->from = from < text.size ? from : text.size;
    w->at = w->from;
    w->position = position;
    w->filter = filter;
    w->in_compound = false;
    w->in_pairs = false;
    w->blocked = false;
    w->queued = 0;
    w->given = 0;
    w->formed = 0;
}

void words_until(struct words *w, size_t stop)
{
    w->stop = stop < w->size ? stop : w->size;
}

uint32_t words_position(const struct words *w)
{
    return w->position;
}

/* The class of the byte at `at`; at the end that of a space. */
static unsigned class_at(const struct words *w, size_t at)
{
    return at < w->size ? ascii_classes[(unsigned char)w->data[at]] : 0;
}

/*
 * A word ends at end, and an apostrophe after it at `at`.  Where to continue:
 * after a possessive s that ends the word, at end if no letter follows, 0 if
 * read_token() must decide.
 */
static size_t past_possessive(const struct words *w, size_t end, size_t at)
{
    unsigned after = class_at(w, at);

    if (!(after & (ASCII_LETTER | ASCII_HIGH)))
        return end;
    if ((after & ASCII_HIGH) || (w->data[at] | 0x20) != 's')
        return 0;
    after = class_at(w, at + 1);
    if (after & (ASCII_WORD | ASCII_HIGH))
        return 0;
    if ((after & ASCII_CONNECT) &&
        (w->data[at + 1] == '-' || w->data[at + 1] == '\'' ||
         w->data[at + 1] == '`'))
        return 0;
    return at + 1;
}

/* past_connector() for a byte that is not ASCII. */
static size_t past_high(const struct words *w, size_t end)
{
    const unsigned char *p = (const unsigned char *)w->data + end;

    if (w->size - end >= 2 && p[0] == 0xc2)
        return p[1] == 0xa0 || p[1] == 0xab || p[1] == 0xbb ? end : 0;
    if (w->size - end < 3 || p[0] != 0xe2 || p[1] != 0x80)
        return 0;
    switch (p[2]) {
    case 0x94:
    case 0x9c:
    case 0x9d:
    case 0xa6: return end;
    case 0x93:
        return class_at(w, end + 3) & (ASCII_LETTER | ASCII_HIGH) ? 0 : end;
    case 0x98:
    case 0x99: return past_possessive(w, end, end + 3);
    default: return 0;
    }
}

/*
 * A run of letters and digits ends at end, before a character that may be part
 * of the word.  Where to continue if it is not; 0 if read_token() must decide.
 */
static size_t past_connector(const struct words *w, size_t start, size_t end)
{
    unsigned next = class_at(w, end + 1);
    bool digit = !(class_at(w, end - 1) & ASCII_LETTER);

    switch (w->data[end]) {
    case '.':
        if (end - start == 1 && !digit)
            return next & (ASCII_LETTER | ASCII_HIGH) ? 0 : end;
        return digit && (next & ASCII_WORD) ? 0 : end;
    case ',': return digit && (next & ASCII_WORD) ? 0 : end;
    case '-': return next & (ASCII_WORD | ASCII_HIGH) ? 0 : end;
    case '`':
    case '\'': return past_possessive(w, end, end + 1);
    case '&': return next & ASCII_UPPER ? 0 : end;
    case '+': return next & ASCII_CONNECT ? 0 : end;
    case '#': return end - start == 1 ? 0 : end;
    default: return past_high(w, end);
    }
}

/* The folded form of an ASCII word: setting one bit makes letters lower case,
 * and digits have it. */
static struct ir_text lower(struct words *w, size_t start, size_t size)
{
    const uint64_t bits = UINT64_C(0x2020202020202020);
    struct ir_text form = {w->forms, size};

    if (size > WORD_MAX) {
        form.size = 0;
    } else if (w->size - start >= WORD_MAX) {
        for (size_t i = 0; i < size; i += 16) { /* most take one turn */
            uint64_t half[2];

            memcpy(half, w->data + start + i, 16);
            half[0] |= bits;
            half[1] |= bits;
            memcpy(w->forms + i, half, 16);
        }
    } else {
        for (size_t i = 0; i < size; i++)
            w->forms[i] = (char)(w->data[start + i] | 0x20);
    }
    w->formed = form.size;
    return form;
}

static bool all_upper(const struct words *w, size_t start, size_t size)
{
    unsigned all = ASCII_UPPER;

    for (size_t i = 0; i < size; i++)
        all &= class_at(w, start + i);
    return all;
}

/* May the word be an acronym, by its length and capitals? */
static bool acronym(const struct words *w, size_t start, size_t end)
{
    if (end - start > 3 || end - start < 2 || w->data[start] & 0x20)
        return false; /* most often */
    return all_upper(w, start, end - start) && capitals_mean(w, start, end);
}

/* Put the word into out; or into the queue if it may have a second form.  Too
 * long a word is dropped if there is a filter. */
static enum step give(struct words *w, size_t start, size_t end,
                      struct word *out)
{
    struct ir_text form = lower(w, start, end - start);

    if (acronym(w, start, end)) {
        word_push(w, start, end, form, 0);
        word_push_acronym(w, start, end, form);
        w->position++;
        return STEP_QUEUE;
    }
    out->start = start;
    out->end = end;
    out->position = w->position++;
    out->flags = 0;
    out->form = form;
    return w->filter && !form.size ? STEP_QUEUE : STEP_WORD;
}

/* Skip a character that is not ASCII; false if a word begins with it. */
static bool skip_high(const struct words *w, size_t *at)
{
    const unsigned char *p = (const unsigned char *)w->data + *at;
    size_t next = *at;
    enum char_class class;

    if (w->size - *at >= 3 && p[0] == 0xe2 && p[1] == 0x80) {
        *at += 3; /* no letters among U+2000 to U+203F */
        return true;
    }
    class = char_class(utf8_next(w->data, w->size, &next));
    if (char_begins(class))
        return false;
    *at = next;
    return true;
}

/* Does the filter want neither the word nor its dotted form? */
static bool unwanted(const struct words *w, size_t start, size_t end)
{
    unsigned char first = (unsigned char)(w->data[start] | 0x20), second = 0;

    if (end - start > 1)
        second = (unsigned char)(w->data[start + 1] | 0x20);
    if (word_wanted(w, first, second))
        return false;
    return !word_wanted(w, first, '.') || !acronym(w, start, end);
}

/* Where the run of letters and digits ends that goes on at `at`. */
static size_t run_end(const struct words *w, size_t at)
{
    while (class_at(w, at) & ASCII_WORD)
        at++;
    return at;
}

/*
 * Find the next letter, digit or byte that is not ASCII, and where the run of
 * letters and digits ends that begins with it: at once in most cases, as where
 * words begin and end cannot be foretold byte by byte.
 */
static size_t find_run(const struct words *w, size_t at, size_t *end)
{
    size_t start;

#ifdef BYTES_AT_ONCE
    for (; w->size - at >= BYTES_AT_ONCE; at += BYTES_AT_ONCE) {
        const __m128i bytes = bytes_load(w->data + at);
        const unsigned word = bytes_bits(bytes_of_words(bytes));
        const unsigned any = word | bytes_bits(bytes);
        unsigned first;

        if (!any)
            continue;
        first = (unsigned)__builtin_ctz(any);
        start = at + first;
        *end = start + (unsigned)__builtin_ctz(~word >> first);
        if (*end == at + BYTES_AT_ONCE)
            *end = run_end(w, *end);
        return start;
    }
#endif
    while (at < w->size && !(class_at(w, at) & (ASCII_WORD | ASCII_HIGH)))
        at++;
    *end = run_end(w, at);
    return at;
}

/* Go to the next plain word that is wanted, or to one for read_token(). */
static enum step scan(struct words *w, struct word *out)
{
    size_t at = w->at, stop = w->stop, start, end = 0;

    for (;;) {
        if (w->filter) {
            w->at = at;
            words_skip(w);
            at = w->at;
        }
        start = at < stop ? find_run(w, at, &end) : at;
        if (start >= stop) {
            w->at = at < stop ? stop : at;
            return STEP_END;
        }
        at = start;
        if (start == end) {
            if (skip_high(w, &at))
                continue;
            w->at = at;
            return STEP_TOKEN;
        }
        at = end;
        if (class_at(w, at) & (ASCII_CONNECT | ASCII_HIGH))
            at = past_connector(w, start, end);
        w->at = at ? at : start;
        if (!at)
            return STEP_TOKEN;
        if (!w->filter || !unwanted(w, start, end))
            return give(w, start, end, out);
        w->position++;
    }
}

/* Read a word that is not plain into the queue. */
static void read_token(struct words *w)
{
    switch ((int)word_class(w, w->at)) {
    case CHAR_PAIR: pair_read(w); break;
    case CHAR_SYMBOL: symbol_read(w); break;
    default: compound_read(w);
    }
}

bool words_next(struct words *w, struct word *out)
{
    for (;;) {
        enum step step;

        if (w->given < w->queued) {
            *out = w->queue[w->given++];
            return true;
        }
        w->queued = 0;
        w->given = 0;
        w->formed = 0;
        if (w->at >= w->stop)
            return false;
        step = w->in_compound || w->in_pairs ? STEP_TOKEN : scan(w, out);
        if (step == STEP_WORD)
            return true;
        if (step == STEP_END)
            return false;
        if (step == STEP_TOKEN)
            read_token(w);
    }
}
