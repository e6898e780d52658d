/*
 * snippet.h - the words of a passage around its matches, for people to read.
 */
#ifndef SEARCH_MATCH_SNIPPET_H
#define SEARCH_MATCH_SNIPPET_H

#include "base/arena.h"
#include "text/sentences.h"

struct snippet_match {
    size_t start, end; /* bytes of the text */
    uint32_t term;     /* below term_count */
};

struct snippet_source {
    struct ir_text text;
    const struct sentence *sentences; /* of the passage, in order */
    size_t sentence_count;
    const struct snippet_match *matches; /* in the passage, in order */
    size_t match_count;
    const double *weights; /* of each term; NULL: all are equal */
    size_t term_count;
    size_t columns; /* that the snippet may take on a terminal */
};

/*
 * Cut the passage to whole words, with "..." (one character) where a sentence is
 * cut and between two parts.  A passage that fits is the snippet.  Otherwise it
 * is the part with the heaviest terms, each counted once, or two such parts if
 * they have more terms than one; a part begins at the start of a sentence if its
 * matches fit behind that, and without any match it is the beginning.  White
 * space becomes one space.  The spans of the result are matches.  Only words that are wider than the snippet are broken, between
 * characters, as is text of wide characters, which has no spaces.  The result
 * is in the arena.
 */
const struct ir_snippet *snippet_cut(const struct snippet_source *from,
                                     struct arena *arena);

#endif
