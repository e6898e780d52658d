/*
 * word_walk.h - the state of a walk over words; private to text/words.
 *
 * words.c runs the walk and reads plain words; word_skip.c skips plain words
 * that the filter does not want; word_token.c and word_units.c read all other
 * words, into the queue of word_walk.c.  word_chars.c has the classes of
 * characters.
 */
#ifndef TEXT_WORDS_WORD_WALK_H
#define TEXT_WORDS_WORD_WALK_H

#include "text/utf8.h"
#include "text/words.h"
#include "text/words/word_chars.h"

enum {
    PARTS_MAX = 16, /* parts of a compound in the queue at a time */
    SIDES_MAX = 4,  /* a word with more sides of apostrophes has no ASIDE */
    QUEUE_MAX = PARTS_MAX * (SIDES_MAX + 3) + 1,
    FORMS_MAX = WORD_MAX * PARTS_MAX * (SIDES_MAX + 4),
    PLAIN_MAX = 16 * WORD_MAX, /* a word of more bytes gets no form */
};

struct words {
    const char *data;
    size_t from, at, size;
    size_t stop;       /* see words_until() */
    uint32_t position; /* of the next word */
    const struct word_filter *filter;
    bool in_compound; /* `at` is inside a compound of over PARTS_MAX parts */
    bool in_pairs;    /* the character at `at` was second in a pair */
    /* Private to word_skip.c: a block of 64 bytes, with masks of a bit each. */
    bool blocked;     /* the block and its masks are valid */
    size_t block;     /* where it begins */
    uint64_t letters; /* letters and digits */
    uint64_t maybe;   /* the filter may want a word that begins with it */
    uint64_t high;    /* not ASCII */
    uint64_t hard;    /* not ASCII, or follows a word that is not plain */
    /* Words read but not yet given, and the memory of their forms. */
    size_t queued, given;
    size_t formed; /* bytes of forms in use */
    struct buf plain, folded, spelt;
    struct word queue[QUEUE_MAX];
    char forms[FORMS_MAX + WORD_PAD];
};

static inline bool word_wanted(const struct words *w, unsigned char first,
                               unsigned char second)
{
    return !w->filter || word_filter_has(w->filter, first, second);
}

/* The class of the character at `at`, CHAR_OTHER at the end, and where the next
 * one begins. */
static inline enum char_class word_peek(const struct words *w, size_t at,
                                        size_t *next)
{
    *next = at;
    if (at >= w->size)
        return CHAR_OTHER;
    if (!(w->data[at] & 0x80)) {
        *next = at + 1;
        return class_of_ascii((unsigned char)w->data[at]);
    }
    return char_class(utf8_next(w->data, w->size, next));
}

static inline enum char_class word_class(const struct words *w, size_t at)
{
    size_t next;

    return word_peek(w, at, &next);
}

/* ---- word_walk.c ---- */

/* Queue a word at w->position, if the filter wants it. */
void word_push(struct words *w, size_t start, size_t end, struct ir_text form,
               unsigned flags);
/* Queue the dotted form of an acronym if form is an everyday word. */
void word_push_acronym(struct words *w, size_t start, size_t end,
                       struct ir_text form);
/* Do the capitals of the word [start, end) mean an acronym, or is the rest of
 * its line in capitals too? */
bool capitals_mean(const struct words *w, size_t start, size_t end);
/* The folded form of plain, valid until the next words_next(); empty if it is
 * longer than WORD_MAX. */
struct ir_text word_fold(struct words *w, struct ir_text plain);

/*
 * Each of these reads the word at w->at, queues all its forms, which may be at
 * several positions, and moves w->at and w->position past it.
 */

/* ---- word_token.c: a word or compound of letters and digits ---- */
void compound_read(struct words *w);

/* ---- word_units.c: a letter of a script without spaces, and a symbol ---- */
void pair_read(struct words *w);
void symbol_read(struct words *w);

/* ---- word_skip.c ---- */

/*
 * Move w->at and w->position past plain words that the filter, not NULL, does
 * not want.  w->at must not be inside a word, before and after.
 */
void words_skip(struct words *w);

#endif
