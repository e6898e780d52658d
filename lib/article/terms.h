/*
 * terms.h - how an article becomes terms, values and tallies: what the two
 * programs agree on.  Prefixes are Omega's where it has one.
 *
 *   Z + stem    positions  every word of title and body; title words count
 *                          TITLE_WDF in the frequency
 *   word        -          the folded word, where it is not its own stem
 *   ZS + stem   positions  the words of the title
 *   S + word    -          the folded word, where it is not its own stem
 *   Q + id      -          the unique term
 *   A L XSO XSE -          byline, language, source, section: folded, words
 *                          joined by single spaces, cut at TERM_TEXT_MAX
 *   D M Y       -          the article's own day YYYYMMDD, its month YYYYMM, its
 *                          year YYYY
 *   P + file    -          the file it was read from and the revision before
 *                          that, unless the file's name is its id and the
 *                          file holds nothing else
 *   XF + hash   -          of title and text: exact copies share it
 *
 * Only Z terms have a frequency (wdf) above 0, so Xapian's document length is
 * the number of words.  A word that is its own stem needs no term of its own:
 * its Z term stands for both.
 */
#ifndef ARTICLE_TERMS_H
#define ARTICLE_TERMS_H

#include "base/buf.h"

/* Title words stand at positions from 1, the body follows after a gap. */
#define TERM_TITLE_POSITION 1
#define TERM_BODY_GAP 100         /* no window or phrase may be longer */
#define TERM_TITLE_WORDS_MAX 1000 /* further words of a title are not indexed */
#define TERM_TITLE_WDF 2
#define TERM_TEXT_MAX 200 /* bytes of a name in a filter term */

enum term_slot { SLOT_DATE, SLOT_WORDS, SLOT_REVISION, SLOT_CLUSTER };
enum term_tally { TALLY_SENTENCES, TALLY_WORDS, TALLY_BYTES };

/*
 * Each replaces what out held.  A term that would be too long for the index
 * ends in a hash of the whole.
 */
void term_unique(struct buf *out, struct ir_text id);
void term_word(struct buf *out, const char *prefix, struct ir_text word);
/*
 * All articles that came from a file at one reading share a term.  It begins
 * with that of generation 0 less its digits, ORIGIN_DIGITS of them.
 */
#define ORIGIN_DIGITS 12
void term_origin(struct buf *out, struct ir_text file, uint64_t generation);
void term_copy(struct buf *out, struct ir_text title, struct ir_text text);
/* For A L XSO XSE: folds and normalises; empty if nothing is left. */
void term_name(struct buf *out, const char *prefix, struct ir_text name);
/* day counts from 1970-01-01; digits 8, 6 or 4 for D, M or Y. */
void term_date(struct buf *out, int64_t day, unsigned digits);

/* A number as 8 bytes that sort like it, for value slots. */
void value_number(struct buf *out, int64_t number);
int64_t value_number_get(struct ir_text value); /* 0 if it is not one */

#endif
