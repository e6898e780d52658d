/*
 * sentences.h - where sentences and paragraphs begin.
 */
#ifndef TEXT_SENTENCES_H
#define TEXT_SENTENCES_H

#include "base/base.h"

enum sentence_mark {
    SENTENCE_PARAGRAPH = 1,   /* begins a paragraph */
    SENTENCE_BOILERPLATE = 2, /* licence line or initials, not in passages */
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
 * Find the sentences of text[from, text.size) and replace those of s by them.
 * The stops of abbreviations, initials, decimals and ellipses do not end a
 * sentence; closing quotes belong to the sentence before them.
 *
 * A paragraph begins after a blank line.  It begins after a single newline too,
 * unless the next line begins in lower case, or lines are hard-wrapped and the
 * line before is full or does not end a sentence.  In a text that has lost its
 * line ends (no blank lines, 400 bytes a line) it begins after a sentence and
 * two or more spaces.
 *
 * Authors' initials and licence lines at the very end are BOILERPLATE, and
 * sentences of their own even if nothing separates them.  A sentence over
 * SENTENCE_MAX bytes is cut at a space, or between characters if it has none.
 */
#define SENTENCE_MAX 4096
void sentences_find(struct sentences *s, struct ir_text text, size_t from);

/*
 * The headline of a text, if its first line reads like one: it has two words or
 * more in 8 to 160 bytes, does not begin in lower case or with a dateline, does
 * not end like a sentence except in ? or !, and other text follows that is not
 * the same paragraph.  Returns that part of text, trimmed, and sets *body to
 * where the rest begins; or returns an empty text and sets *body to 0.
 */
struct ir_text headline_find(struct ir_text text, size_t *body);

#endif
