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
    CHAR_PAIR,   /* a letter of a script without spaces */
    CHAR_SYMBOL, /* a picture: a word of its own */
    /* From here on: continue a word, begin none. */
    CHAR_MARK,
    CHAR_IGNORED, /* soft hyphen, joiners, bidi controls */
};

enum ascii_class {
    ASCII_WORD = 1,    /* letters and digits */
    ASCII_CONNECT = 2, /* may join two halves of a word */
    ASCII_HIGH = 4,    /* no ASCII at all */
    ASCII_LETTER = 8,
    ASCII_UPPER = 16,
    ASCII_LOWER = 32,
};

extern const unsigned char ascii_classes[256];

enum char_class char_class(uint32_t code);
/* Is the folded form one of the short words of everyday English? */
bool everyday_word(const char *form, size_t size);

/* Does it continue a word whatever its neighbours are? */
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
