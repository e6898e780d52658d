/*
 * fold.h - the form in which words are compared.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/buf.h"

/*
 * Append the folded form of a word, which must be valid UTF-8.  It is in NFKC
 * and case folded.  Removed are combining marks of Latin, Greek, Cyrillic,
 * Hebrew and Arabic (but not the breve of Cyrillic short i and short u, nor the
 * marks of other scripts, which are vowels), tatweel, soft hyphens, zero-width
 * characters and bidi controls.  Letters such as o-slash become plain letters,
 * Persian letters Arabic ones (see letters.h), and decimal digits of any script
 * ASCII ones.  A folded form folds to itself, and may be empty.
 */
void fold_add(struct ir_text word, struct buf *out);

/* The same for a word or part of a word as a user typed it: apostrophes and
 * hyphens are removed too, as the forms of words.h have none. */
void fold_bare(struct ir_text word, struct buf *out);

#endif
