/*
 * words.h - the tokenizer, which indexing, searching and highlighting share.
 *
 * Text is valid UTF-8.  Positions count words as a reader would, from 0.  A
 * word may have several forms at one position: its main form comes first, then
 * other ways to write it:
 *   Iran-Iraq      iran@0 (PART), iraniraq@0 (JOINED), iraq@1 (PART)
 *   Ale-Es'haq     ale@0 (PART), aleeshaq@0 (JOINED), eshaq@1 (PART), and
 *                  es@1, haq@1 (ASIDE)
 *   Es'haq         eshaq@0, es@0, haq@0 (ASIDE): the sides of an apostrophe, if
 *                  they have 2 letters or more, unless the last side is a
 *                  contraction (t s d m re ve ll): don't is only dont
 *   Iran's         iran (a possessive s is dropped; also the s' of plurals)
 *   U.S. and US    us@0, and u.s@0 (ACRONYM): see below
 *   1,234          1234;  10.5 -> 10.5;  $20 -> 20;  20% -> 20
 *   C++ R&D C#     c++, r&d, c#
 *   COVID-19       covid@0 (PART), covid19@0 (JOINED), 19@1 (PART)
 *   Müller         muller@0, and mueller@0 (SPELLING): as it is spelt where
 *                  there are no umlauts; see letters.h
 *   می‌شود          as if it had a hyphen, where Arabic script has a U+200C
 *   東京都         東京@0, 東@0 (UNIT), 京都@1, 京@1 (UNIT), 都@2 (UNIT)
 *   👩‍💻            one word without joiners, and 👩@0, 💻@0 (ASIDE)
 * An apostrophe is one only between letters: ' or U+2019, or a character that
 * people type instead (quotes and accents of that shape, primes, okina, ain and
 * hamza: see word_apostrophe()).  Hyphens are - U+2010 U+2011 and, between
 * letters, U+2013.  Text in a script without spaces (Han, kana, Thai, Lao,
 * Khmer, Myanmar) becomes overlapping pairs and single characters, with one
 * position for each character.  Emoji and other pictures are words of their
 * own, even without spaces around them; skin tones and variation selectors are
 * ignored.  A compound of over 16 parts, or of over WORD_MAX bytes without its
 * hyphens, has no JOINED form.  A word over WORD_MAX bytes, or one that folds
 * to nothing, has its position but an empty form, which callers skip.
 *
 * start and end are the bytes of the text that a form was made from: without
 * the possessive s, with the last stop of U.S., the whole compound for JOINED,
 * one side for ASIDE.
 *
 * ACRONYM: a word of 2 or 3 letters in capitals ("US", "WHO", "IT") or with
 * stops ("U.S.") whose folded form is also an everyday English word gets a
 * second form with a stop after each letter but the last ("u.s").  So a query
 * "US" finds only the acronym while "us" finds both.  Capitals mean nothing if
 * the other letters of the line, up to 64 bytes on each side, are all capitals:
 * there words without stops get no such form.  A word alone in its line does.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/buf.h"

#define WORD_MAX 64 /* bytes of a folded word; longer ones are not indexed */
#define WORD_PAD 16

enum word_flag {
    WORD_PART = 1,      /* one part of a hyphenated compound */
    WORD_JOINED = 2,    /* the whole compound without its hyphens */
    WORD_ASIDE = 4,     /* one side of an apostrophe */
    WORD_ACRONYM = 8,   /* the dotted form of an acronym */
    WORD_SPELLING = 16, /* another spelling: ue for an umlaut */
    WORD_UNIT = 32,  /* one character of a script without spaces; the last one
                     of a run is the only form at its position */
    WORD_MORE = 256, /* added to JOINED for each part after the first */
    /* Forms that a query may match, but that are not the word itself. */
    WORD_BESIDE = WORD_ASIDE | WORD_SPELLING | WORD_UNIT,
};

struct word {
    size_t start, end; /* bytes of the text that it was made from */
    uint32_t position; /* of its first part */
    uint32_t flags;    /* enum word_flag */
    /* Folded; valid until the next words_next().  WORD_PAD bytes that may be
     * read follow it, unless it is empty. */
    struct ir_text form;
};

/* The position of the last part of a word at position with these flags. */
static inline uint32_t word_last(uint32_t position, uint32_t flags)
{
    return position + flags / WORD_MORE;
}

/*
 * Which words are wanted, by the first two bytes of their folded form, of which
 * the second is NUL in a form of one byte.  A walk with a filter gives only
 * these, never empty forms, with the positions that they have without one, and
 * is faster.  All zeros wants no word.
 */
#define WORD_FILTER_FIRST 8
struct word_filter {
    uint64_t bits[65536 / 64];
    bool dotted; /* some have a stop as their second byte */
    unsigned char first[WORD_FILTER_FIRST]; /* their first bytes, if few */
    unsigned first_count; /* of these; WORD_FILTER_FIRST + 1: there are more */
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

/* Is it ' or a quote, prime or letter that is used as an apostrophe? */
bool word_apostrophe(uint32_t code);
/* Is it - U+2010 U+2011 or U+2013, which is a hyphen between letters only? */
bool word_hyphen(uint32_t code);
/* Is it a letter of a script that has no spaces between words? */
bool word_unspaced(uint32_t code);
/* Is it a letter of any other script? */
bool word_letter(uint32_t code);

struct words *words_new(void);    /* never NULL; a walk over an empty text */
void words_free(struct words *w); /* NULL is allowed */
/*
 * Start to walk text[from, text.size) with this first position, whatever w did
 * before; its memory is reused.  filter may be NULL.  filter and text must
 * outlive the walk.
 */
void words_start(struct words *w, struct ir_text text, size_t from,
                 uint32_t position, const struct word_filter *filter);
/*
 * Let words_next() end before words that begin at stop or later.  Called again
 * with a higher stop the walk goes on, so a text can be read sentence by
 * sentence and has the same words as when it is read as a whole.
 */
void words_until(struct words *w, size_t stop);
/* The next word, in order of position; false at the end. */
bool words_next(struct words *w, struct word *out);
/* The position of the next word: at the end, one after the last. */
uint32_t words_position(const struct words *w);

#endif
