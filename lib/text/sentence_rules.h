/*
 * sentence_rules.h - what ends a sentence; private to lib/text.
 */
#ifndef TEXT_SENTENCE_RULES_H
#define TEXT_SENTENCE_RULES_H

#include "base/base.h"

/*
 * Below, at is a place in text, at most text.size, and from is where to stop
 * looking back.
 */

/* Length of the white space character at at, or 0. */
size_t space_at(struct ir_text text, size_t at);
/* at, moved forward over white space. */
size_t skip_spaces(struct ir_text text, size_t at);
/* at, moved back over white space. */
size_t trim_spaces(struct ir_text text, size_t from, size_t at);

/* Length of the mark at at that may end a sentence, such as . or ?, or 0. */
size_t terminator_at(struct ir_text text, size_t at);
/* Does text[from, at) end like a sentence, closing quotes aside? */
bool ends_like_sentence(struct ir_text text, size_t from, size_t at);

/*
 * Does the mark at at end the sentence that begins at from?  Sets *past, in any
 * case, to the end of the mark and of the closing quotes after it.
 */
bool sentence_ends(struct ir_text text, size_t from, size_t at, size_t *past);

/* Does the capitalised word at at, after an abbreviation such as "U.S.", begin
 * a new sentence? */
bool starts_sentence(struct ir_text text, size_t at);

/*
 * Find the authors' initials and the licence lines at the end of
 * text[from, text.size): sets cuts to where they begin, in order, and returns
 * how many there are, 0 to 2.
 */
size_t boilerplate_find(struct ir_text text, size_t from, size_t cuts[2]);

#endif
