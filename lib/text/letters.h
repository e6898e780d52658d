/*
 * letters.h - letters that people replace by others, beyond what Unicode
 * decomposes; private to lib/text.
 */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include "base/buf.h"

/*
 * What a small letter without a decomposition folds to: the letter without its
 * stroke, hook or ligature (l for U+0142, ae for U+00E6), or one of the same
 * script (Arabic kaf for the Persian one); "" for tatweel, which is no letter;
 * NULL for all others.
 */
const char *letter_base(uint32_t code);

/*
 * The other spelling of a word that has a letter with one: ue for u with an
 * umlaut, dj for d with a stroke.  Each such letter is replaced and the rest
 * left as it is.  False, adding nothing, if there is no such letter.
 */
bool letters_respell(struct ir_text word, struct buf *out);

#endif
