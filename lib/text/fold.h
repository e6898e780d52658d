/*
 * fold.h - the form in which words are compared.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/buf.h"

/*
 * Append the folded form of a valid UTF-8 word: NFKC, case folded, combining
 * marks of Latin, Greek, Cyrillic, Hebrew and Arabic stripped (those of other
 * scripts carry vowels and stay; so does the breve of Cyrillic short i and u),
 * letters such as o-slash made the plain ones and those of Persian the Arabic
 * ones (letters.h), decimal digits of all scripts made ASCII, tatweel, soft
 * hyphens, zero-width and bidi controls removed.  Idempotent.
 */
void fold_add(struct ir_text word, struct buf *out);

/* The same of a word or a part of one as somebody typed it: no form holds
 * apostrophes or hyphens, so they are left out. */
void fold_bare(struct ir_text word, struct buf *out);

#endif
