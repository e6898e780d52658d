/*
 * words.h - where the words of a text are: the one notion of a word that
 * indexing, searching and highlighting share.
 *
 * Text is valid UTF-8.  Positions count from 0, one for each word as a reader
 * would count them; forms that share a position are the same word written
 * otherwise and come after its main form:
 *   Iran-Iraq      iran@0 (PART), iraniraq@0 (JOINED), iraq@1 (PART)
 *   Ale-Es'haq     ale@0 (PART), aleeshaq@0 (JOINED), eshaq@1 (PART), and
 *                  es@1, haq@1 (ASIDE)
 *   Es'haq         eshaq@0, es@0, haq@0 (ASIDE).  ASIDE forms are the sides of
 *                  an apostrophe, 2 letters or more, unless the last side is a
 *                  contraction (t s d m re ve ll): don't -> dont
 *   Iran's         iran (a possessive s is dropped; also the s' of plurals)
 *   U.S. and US    us@0, and u.s@0 (ACRONYM): see below
 *   1,234          1234;  10.5 -> 10.5;  $20 -> 20;  20% -> 20
 *   C++ R&D C#     c++, r&d, c#
 *   COVID-19       covid@0 (PART), covid19@0 (JOINED), 19@1 (PART)
 *   Müller         muller@0, and mueller@0 (SPELLING): the word without its
 *                  umlaut, dj, aa or schwa; see letters.h
 *   می‌شود          as if it had a hyphen, where Arabic script has a U+200C
 *   東京都         東京@0, 東@0 (UNIT), 京都@1, 京@1 (UNIT), 都@2 (UNIT)
 *   👩‍💻            one word without joiners, and 👩@0, 💻@0 (ASIDE)
 * Apostrophes, between letters, are ' U+2019 and what people use for them:
 * other quotes and accents of that shape, primes, okina, ain and hamza (the
 * list is word_apostrophe()'s); hyphens are - U+2010 U+2011 and, between
 * letters, U+2013.  Scripts without spaces (Han, kana, Thai, Lao, Khmer,
 * Myanmar) become overlapping pairs and single characters, one position a
 * character.  Emoji and other pictures are words, whatever is beside them;
 * skin colours and variation selectors are no part of them.  A compound of
 * over 16 parts, or of over WORD_MAX bytes without its hyphens, has no JOINED
 * form.  Words over WORD_MAX bytes, or that fold to nothing, hold their
 * position but have an empty form: nothing is indexed for them, callers skip
 * forms of size 0.
 *
 * start and end span the visible source of a form: without the possessive s,
 * with the last stop of U.S., the whole compound for JOINED, only its side
 * for ASIDE.
 *
 * ACRONYM: a word of 2 or 3 letters written in capitals ("US", "WHO", "IT")
 * or with stops ("U.S.") whose folded form is also an everyday English word
 * gets a second form with a stop after each letter but the last ("u.s").  So a
 * query "US" finds only the acronym while "us" finds both.  In a line without
 * a lower-case letter nearby (64 bytes) capitals say nothing: undotted words
 * there get no such form, unless there is no other letter at all.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/buf.h"

#define WORD_MAX 64 /* bytes of a folded word; longer ones are not indexed */

enum word_flag {
    WORD_PART = 1,      /* one part of a hyphen compound */
    WORD_JOINED = 2,    /* the whole compound without its hyphens */
    WORD_ASIDE = 4,     /* one side of an apostrophe */
    WORD_ACRONYM = 8,   /* the dotted form of an acronym */
    WORD_SPELLING = 16, /* another spelling: ue for an umlaut */
    WORD_UNIT = 32,  /* one character of a run without spaces; of the last one
                     no other form has the position */
    WORD_MORE = 256, /* of JOINED, for each part after the first */
    /* Alternatives that a query may ask for, not the word itself. */
    WORD_BESIDE = WORD_ASIDE | WORD_SPELLING | WORD_UNIT,
};

struct word {
    size_t start, end;   /* bytes of the text that it was made from */
    uint32_t position;   /* of its first part */
    uint32_t flags;      /* of enum word_flag */
    struct ir_text form; /* folded; lives until the next words_next() */
};

/* The position of the last part of a word of these flags. */
static inline uint32_t word_last(uint32_t position, uint32_t flags)
{
    return position + flags / WORD_MORE;
}

/*
 * Which words are wanted, by the first two bytes of their folded form (a
 * one-byte form counts as byte and NUL; an empty one is never wanted).  A walk
 * with a filter gives only these, at the same positions, and is faster.
 */
#define WORD_FILTER_FIRST 8
struct word_filter {
    uint64_t bits[65536 / 64];
    bool dotted; /* some of them have a stop as their second byte */
    unsigned char first[WORD_FILTER_FIRST]; /* their first bytes, if so few */
    unsigned first_count;                   /* WORD_FILTER_FIRST + 1: more */
};

static inline void word_filter_add(struct word_filter *f, unsigned char first,
                                   unsigned char second)
{
    unsigned i = (unsigned)first << 8 | second;

    f->bits[i / 64] |= UINT64_C(1) << i % 64;
    f->dotted = f->dotted || second == '.';
    for (unsigned at = 0; at < f->first_count && at < WORD_FILTER_FIRST; at++)
        if (f->first[at] == first)
            return;
    if (f->first_count < WORD_FILTER_FIRST)
        f->first[f->first_count] = first;
    if (f->first_count <= WORD_FILTER_FIRST)
        f->first_count++;
}

static inline bool word_filter_has(const struct word_filter *f,
                                   unsigned char first, unsigned char second)
{
    unsigned i = (unsigned)first << 8 | second;

    return f->bits[i / 64] >> i % 64 & 1;
}

struct words; /* a walk over one text */

/* ' and its kin: quotes, primes and letters that stand for one. */
bool word_apostrophe(uint32_t code);
/* - U+2010 U+2011 and, which only stands between letters, U+2013. */
bool word_hyphen(uint32_t code);
/* Is it a letter of a script without spaces, where no word ends? */
bool word_unspaced(uint32_t code);
/* Is it a letter of any other script? */
bool word_letter(uint32_t code);

struct words *words_new(void);
void words_free(struct words *w);
/*
 * Walk text[from, text.size), the first position being position.  filter may
 * be NULL; filter and text must outlive the walk.  May be started again and
 * again; keeps its buffers.
 */
void words_start(struct words *w, struct ir_text text, size_t from,
                 uint32_t position, const struct word_filter *filter);
/*
 * End the walk before the words that begin at stop or later, until it is
 * called again with a higher one: so a text is read sentence by sentence and
 * its words are those of the whole.
 */
void words_until(struct words *w, size_t stop);
/* The next word, in order of position; false at the end. */
bool words_next(struct words *w, struct word *out);
/* The position that the next word would have: after the end, start + count. */
uint32_t words_position(const struct words *w);

#endif
