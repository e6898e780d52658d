/*
 * sentences.h - where sentences and paragraphs begin.
 */
#ifndef TEXT_SENTENCES_H
#define TEXT_SENTENCES_H

#include "base/base.h"

enum sentence_mark {
    SENTENCE_PARAGRAPH = 1,   /* begins a paragraph */
    SENTENCE_BOILERPLATE = 2, /* licence line, initials: not a passage */
};

struct sentence {
    uint32_t start, end; /* bytes; end is after the last visible byte */
    uint32_t marks;      /* of enum sentence_mark */
};

struct sentences {
    struct sentence *items; /* in order, not overlapping, none empty */
    size_t count, room;
};

#define SENTENCES_INIT \
    {                  \
        NULL, 0, 0     \
    }
void sentences_free(struct sentences *s);

/*
 * Find the sentences of text[from, text.size), replacing what s held.  Ends
 * know abbreviations, initials, decimals, ellipses and closing quotes.  A
 * paragraph begins after a blank line; after a single newline, unless lines
 * are hard-wrapped and the line before is full or ends no sentence, or the
 * next one goes on in lower case; and, in a text that has lost its line ends
 * (no blank lines, 400 bytes a line), after a run of two or more spaces that
 * follows a full sentence.  Initials of authors and licence lines at the very
 * end are BOILERPLATE, cut off even where nothing else separates them.  A
 * sentence over SENTENCE_MAX bytes is cut at a space (or, where there is
 * none, between two code points).
 */
#define SENTENCE_MAX 4096
void sentences_find(struct sentences *s, struct ir_text text, size_t from);

/*
 * The headline, when the first line reads like one: two words or more in 8 to
 * 160 bytes, no sentence end (but ? and ! may), no dateline, no lower-case
 * beginning, something after it that does not go on with the same paragraph.
 * Returns the bytes of the headline, trimmed, and sets *body to where the rest
 * begins; else an empty text and *body 0.
 */
struct ir_text headline_find(struct ir_text text, size_t *body);

#endif
