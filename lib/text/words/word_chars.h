/*
 * word_chars.h - the classes of characters in words; private to text/words.
 */
#ifndef TEXT_WORDS_WORD_CHARS_H
#define TEXT_WORDS_WORD_CHARS_H

#include "base/base.h"

enum char_class {
    CHAR_OTHER, /* separates words */
    CHAR_LETTER,
    CHAR_DIGIT,
    CHAR_PAIR,   /* a letter of a script without spaces, read in pairs */
    CHAR_SYMBOL, /* a picture, which is a word of its own */
    /* These continue a word but do not begin one. */
    CHAR_MARK,
    CHAR_IGNORED, /* soft hyphen, joiners, bidi controls */
};

enum ascii_class {
    ASCII_WORD = 1,    /* letters and digits */
    ASCII_CONNECT = 2, /* may be in a word, or at its end, as in C++ */
    ASCII_HIGH = 4,    /* not ASCII: a byte of a longer sequence */
    ASCII_LETTER = 8,
    ASCII_UPPER = 16,
    ASCII_LOWER = 32,
};

extern const unsigned char ascii_classes[256]; /* of each byte */

enum char_class char_class(uint32_t code);
static inline enum char_class class_of_ascii(unsigned char c)
{
    if (!(ascii_classes[c] & ASCII_WORD))
        return CHAR_OTHER;
    return ascii_classes[c] & ASCII_LETTER ? CHAR_LETTER : CHAR_DIGIT;
}
/* Is a folded form one of the English words of 2 or 3 letters that in capitals
 * may be an acronym, such as us, who and it? */
bool everyday_word(const char *form, size_t size);

/* Does it continue a word, whatever follows it? */
static inline bool char_continues(enum char_class class)
{
    return class == CHAR_LETTER || class == CHAR_DIGIT || class >= CHAR_MARK;
}

/* Does a word begin with it? */
static inline bool char_begins(enum char_class class)
{
    return class != CHAR_OTHER && class < CHAR_MARK;
}

/* Does it belong to the character before it? */
static inline bool char_extends(enum char_class class)
{
    return class == CHAR_MARK || class == CHAR_IGNORED;
}

#endif
