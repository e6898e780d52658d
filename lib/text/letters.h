/*
 * letters.h - letters that people write with other letters, where Unicode does
 * not say so; private to lib/text.
 */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include "base/buf.h"

/*
 * What a small letter is folded to that has no decomposition of its own: the
 * letter without its stroke, hook or ligature (l for U+0142, ae for U+00E6), or
 * the one that is written for it in the same script (Arabic kaf for the Persian
 * one).  "" for what is only drawn (tatweel), NULL for all others.
 */
const char *letter_base(uint32_t code);

/*
 * The other spelling of a word that has a letter with one: ue for u with an
 * umlaut, dj for d with a stroke.  Each such letter is replaced and the rest
 * left as it is.  False, adding nothing, if there is no such letter.
 */
bool letters_respell(struct ir_text word, struct buf *out);

#endif
