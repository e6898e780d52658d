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
 * letters such as o-slash replaced by plain ones and those of Persian by Arabic
 * ones (letters.h), decimal digits of all scripts by ASCII ones; tatweel, soft
 * hyphens, zero-width and bidi controls removed.  Idempotent.
 */
void fold_add(struct ir_text word, struct buf *out);

/* The same for a word, or part of one, as typed: without apostrophes and
 * hyphens, which no form holds. */
void fold_bare(struct ir_text word, struct buf *out);

#endif
