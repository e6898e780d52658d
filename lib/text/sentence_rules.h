/*
 * sentence_rules.h - what ends a sentence; private to lib/text.
 */
#ifndef TEXT_SENTENCE_RULES_H
#define TEXT_SENTENCE_RULES_H

#include "base/base.h"

/* Bytes of the white space at at, 0 if there is none. */
size_t space_at(struct ir_text text, size_t at);
size_t skip_spaces(struct ir_text text, size_t at);
/* at, moved back over white space, but not before from. */
size_t trim_spaces(struct ir_text text, size_t from, size_t at);

/* Bytes of the sentence ending mark at at, 0 if there is none. */
size_t terminator_at(struct ir_text text, size_t at);
/* Does text[from, at) end like a sentence, closing quotes aside? */
bool ends_like_sentence(struct ir_text text, size_t from, size_t at);

/*
 * Does the mark at at end the sentence that begins at from?  Sets *past to the
 * end of the mark and of closing quotes after it.
 */
bool sentence_ends(struct ir_text text, size_t from, size_t at, size_t *past);

/* May the capitalised word at at follow "U.S." in a sentence of its own? */
bool starts_sentence(struct ir_text text, size_t at);

/*
 * Where licence lines and the initials of authors begin at the end of
 * text[from, size): sets up to two positions in cuts, in order, and returns how
 * many.
 */
size_t boilerplate_find(struct ir_text text, size_t from, size_t cuts[2]);

#endif
