/* Reads the openings of articles into vectors. */
#include "search/run/openings.h"
#include "article/terms.h"
#include "search/match/score.h"
#include "text/bytes.h"

#include <endian.h>
#include <stdlib.h>

#define SATURATION 0.9 /* of tf */
#define KEY_SIZE sizeof(uint64_t)

#define SLOTS 16384    /* a power of two, of which most stay free */
#define TERMS_MAX 8192 /* more words than these are left out */

/* A word.  Valid in one search only, so that nothing needs to be cleared for
 * the next. */
struct last_seen {
    uint64_t key;
    uint32_t search;
    uint32_t term;    /* its number in this search */
    uint32_t article; /* the last that has it */
    uint32_t item;    /* of that article's vector */
};

struct openings {
    struct vector *vectors;
    size_t count, room;
    struct last_seen *seen; /* SLOTS of them */
    uint32_t search;
    uint32_t *holders; /* by term: the number of articles that have it */
    size_t terms, term_room;
};

struct openings *openings_new(void)
{
    struct openings *o = xcalloc(1, sizeof(*o));

    o->seen = xcalloc(SLOTS, sizeof(*o->seen));
    return o;
}

void openings_free(struct openings *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < o->room; i++)
        vector_free(&o->vectors[i]);
    free(o->vectors);
    free(o->seen);
    free(o->holders);
    free(o);
}

void openings_start(struct openings *o)
{
    o->count = o->terms = 0;
    if (++o->search)
        return;
    memset(o->seen, 0, SLOTS * sizeof(*o->seen));
    o->search = 1;
}

/* The slot of a key, or a free one. */
static struct last_seen *seen_of(struct openings *o, uint64_t key)
{
    size_t at = (key * 0x9e3779b97f4a7c15u) >> 50;

    while (o->seen[at].search == o->search && o->seen[at].key != key)
        at = (at + 1) & (SLOTS - 1);
    return &o->seen[at];
}

/* With room for all words of a title and a body. */
static struct vector *vector_new(struct openings *o)
{
    size_t room = o->room;
    struct vector *v;

    o->vectors = xgrow(o->vectors, o->count, &o->room, sizeof(*o->vectors));
    if (o->room > room)
        memset(o->vectors + room, 0, (o->room - room) * sizeof(*o->vectors));
    v = &o->vectors[o->count++];
    v->count = 0;
    if (!v->room) {
        v->room = (size_t)2 * OPENING_WORDS;
        v->items = xmalloc(v->room * sizeof(*v->items));
    }
    return v;
}

static void add_word(struct openings *o, struct vector *v, uint64_t key,
                     double times)
{
    struct last_seen *s = seen_of(o, key);
    uint32_t article = (uint32_t)o->count;

    if (s->search != o->search) {
        if (o->terms == TERMS_MAX)
            return;
        o->holders =
            xgrow(o->holders, o->terms, &o->term_room, sizeof(*o->holders));
        o->holders[o->terms] = 0;
        *s = (struct last_seen){
            .key = key, .search = o->search, .term = (uint32_t)o->terms++};
    }
    if (s->article == article) {
        v->items[s->item].weight += times;
        return;
    }
    if (v->count == v->room)
        return;
    s->article = article;
    s->item = (uint32_t)v->count;
    o->holders[s->term]++;
    v->items[v->count++] = (struct vector_item){s->term, times};
}

/* Its first bytes: as good as a stem, which would take most of the time. */
static uint64_t key_of(struct ir_text w)
{
    uint64_t key = 0;

    memcpy(&key, w.data, w.size < KEY_SIZE ? w.size : KEY_SIZE);
    return le64toh(key);
}

/* By bits: is the character an ASCII letter or digit? */
static const uint32_t plain[8] = {0, 0x03ff0000, 0x07fffffe, 0x07fffffe};

static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;

    return plain[byte >> 5] >> (byte & 31) & 1;
}

/* Where the ASCII letters and digits from `at' on end. */
static size_t plain_end(struct ir_text text, size_t at)
{
#ifdef BYTES_AT_ONCE
    while (text.size - at >= BYTES_AT_ONCE) {
        unsigned words = bytes_bits(bytes_of_words(bytes_load(text.data + at)));

        if (words != (1u << BYTES_AT_ONCE) - 1)
            return at + (size_t)__builtin_ctz(~words);
        at += BYTES_AT_ONCE;
    }
#endif
    while (at < text.size && is_plain(text.data[at]))
        at++;
    return at;
}

/* key_of() of a word of ASCII letters and digits in lower case, which one bit
 * makes of them. */
static uint64_t key_of_plain(struct ir_text text, size_t start, size_t end)
{
    size_t size = end - start < KEY_SIZE ? end - start : KEY_SIZE;
    unsigned other = (unsigned)(8 * (KEY_SIZE - size));
    const uint64_t lower = UINT64_C(0x2020202020202020);
    uint64_t key = 0;

    if (text.size - start < KEY_SIZE)
        memcpy(&key, text.data + start, size);
    else
        memcpy(&key, text.data + start, KEY_SIZE);
    return (le64toh(key) | lower) << other >> other;
}

/* The length of what parts words at `at': an ASCII character, the end, or
 * general punctuation such as quotes and dashes.  Else 0. */
static size_t gap_at(struct ir_text text, size_t at)
{
    if (at == text.size || !(text.data[at] & 0x80))
        return 1;
    return text.size - at >= 3 && !memcmp(text.data + at, "\xe2\x80", 2) ? 3
                                                                         : 0;
}

/*
 * Add words of ASCII letters and digits, but no single ones, which are what is
 * left of apostrophes and initials.  Nothing is matched by these words, so the
 * rules of words.h, which take five times as long, may be left aside.  Answers
 * where another character may be part of a word.
 */
static size_t add_plain(struct openings *o, struct vector *v,
                        struct ir_text text, size_t at, double times,
                        uint32_t *words)
{
    while (*words < OPENING_WORDS) {
        size_t start = at, gap;

        at = plain_end(text, at);
        gap = gap_at(text, at);
        if (!gap)
            return start;
        if (at - start > 1) {
            add_word(o, v, key_of_plain(text, start, at), times);
            ++*words;
        }
        if (at == text.size)
            break;
        at += gap;
    }
    return text.size;
}

static void add_text(struct openings *o, struct vector *v, struct ir_text text,
                     size_t from, double times, struct words *walk)
{
    struct word word;
    uint32_t words = 0;

    from = add_plain(o, v, text, from, times, &words);
    words_start(walk, text, from, words, NULL);
    while (words_next(walk, &word) && word.position < OPENING_WORDS)
        if (word.form.size && !(word.flags & WORD_BESIDE))
            add_word(o, v, key_of(word.form), times);
}

size_t openings_add(struct openings *o, const struct record *r,
                    struct words *walk)
{
    struct vector *v = vector_new(o);
    /* The text may begin with the title. */
    size_t from = r->sentences.count ? r->sentences.items[0].start : 0;

    add_text(o, v, r->article.title, 0, TERM_TITLE_WDF, walk);
    add_text(o, v, r->article.text, from, 1, walk);
    return o->count - 1;
}

void openings_weigh(struct openings *o)
{
    double *idf = xmalloc((o->count + 1) * sizeof(*idf));

    for (size_t df = 1; df <= o->count; df++)
        idf[df] = score_idf((double)o->count, (double)df);
    for (size_t i = 0; i < o->count; i++)
        for (size_t j = 0; j < o->vectors[i].count; j++) {
            struct vector_item *item = &o->vectors[i].items[j];

            item->weight = item->weight / (item->weight + SATURATION) *
                           idf[o->holders[item->term]];
        }
    free(idf);
}

const struct vector *openings_vector(const struct openings *o, size_t article)
{
    return &o->vectors[article];
}

size_t openings_terms(const struct openings *o)
{
    return o->terms;
}
