/*
 * word_walk.h - the state of a walk over words; private to text/words.
 *
 * words.c drives the walk and reads plain words, and word_skip.c skips those
 * that the filter does not want; word_token.c and word_units.c read all others.
 * Words are queued by word_walk.c, characters classified by word_chars.c.
 */
#ifndef TEXT_WORDS_WORD_WALK_H
#define TEXT_WORDS_WORD_WALK_H

#include "text/utf8.h"
#include "text/words.h"
#include "text/words/word_chars.h"

enum {
    PARTS_MAX = 16, /* hyphen parts read at once */
    SIDES_MAX = 4,  /* sides of apostrophes that get forms of their own */
    QUEUE_MAX = PARTS_MAX * (SIDES_MAX + 3) + 1,
    FORMS_MAX = WORD_MAX * PARTS_MAX * (SIDES_MAX + 4),
    PLAIN_MAX = 16 * WORD_MAX, /* bytes before folding worth looking at */
};

struct words {
    const char *data;
    size_t from, at, size;
    size_t stop;       /* words from here on are held back */
    uint32_t position; /* of the next word */
    const struct word_filter *filter;
    bool in_compound; /* at is inside a compound of over PARTS_MAX parts */
    bool in_pairs;    /* the character at at has been in a pair */
    bool blocked;     /* there are masks of the block at: */
    size_t block;     /* private to word_skip.c, as are its masks */
    uint64_t letters; /* and digits */
    uint64_t maybe;   /* the filter may want a word that begins so */
    uint64_t high;    /* no ASCII */
    uint64_t hard;    /* the word before it is not plain, or no ASCII */
    size_t queued, given;
    size_t formed; /* bytes of forms in use */
    struct buf plain, folded, spelt;
    struct word queue[QUEUE_MAX];
    char forms[FORMS_MAX];
};

static inline bool word_wanted(const struct words *w, unsigned char first,
                               unsigned char second)
{
    return !w->filter || word_filter_has(w->filter, first, second);
}

/* The class of the character at at, and where the next one is. */
static inline enum char_class word_peek(const struct words *w, size_t at,
                                        size_t *next)
{
    *next = at;
    if (at >= w->size)
        return CHAR_OTHER;
    return char_class(utf8_next(w->data, w->size, next));
}

static inline enum char_class word_class(const struct words *w, size_t at)
{
    size_t next;

    return word_peek(w, at, &next);
}

/* ---- word_walk.c ---- */

/* Queue a word of the position, if the filter wants it. */
void word_push(struct words *w, size_t start, size_t end, struct ir_text form,
               unsigned flags);
/* Queue the dotted form of an acronym, if form is an everyday word too. */
void word_push_acronym(struct words *w, size_t start, size_t end,
                       struct ir_text form);
/* Do capitals at [start, end) mean anything, or is all the text in them? */
bool capitals_mean(const struct words *w, size_t start, size_t end);
/* The folded form of a text, kept in w->forms; empty if it is too long. */
struct ir_text word_fold(struct words *w, struct ir_text plain);

/*
 * Each of these reads what begins at w->at into the queue, all of one
 * position or more, and moves w->at behind it.
 */

/* ---- word_token.c: a word or compound of letters and digits ---- */
void compound_read(struct words *w);

/* ---- word_units.c: a letter of a script without spaces, and a symbol ---- */
void pair_read(struct words *w);
void symbol_read(struct words *w);

/* ---- word_skip.c ---- */

/*
 * Given a filter, go on from w->at, where no word has begun, over plain words
 * that it does not want, counting them.
 */
void words_skip(struct words *w);

#endif
