/*
 * letters.h - letters that are also written with other letters, but have no
 * decomposition in Unicode; private to lib/text.
 */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include "base/buf.h"

/*
 * What a lower-case letter without a decomposition folds to: the letter without
 * its stroke or hook (l for U+0142), the letters of a ligature (ae for U+00E6),
 * or a letter of the same script (Arabic kaf for the Persian one); "" for
 * tatweel, which only lengthens a word; NULL for all others.  The string is a
 * constant.
 */
const char *letter_base(uint32_t code);

/*
 * Append the word as it is spelt where such letters are not available: with ue
 * for u with an umlaut, dj for d with a stroke; its other letters stay, so the
 * result is not folded.  False, adding nothing, if it has no such letter.
 */
bool letters_respell(struct ir_text word, struct buf *out);

#endif
