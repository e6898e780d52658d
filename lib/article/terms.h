/*
 * terms.h - the terms, value slots and tallies of an article in the index, as
 * irindex writes and irsearch reads them.  Prefixes follow Xapian Omega.
 *
 *   Z + stem    positions  every word of title and body; a title word adds
 *                          TERM_TITLE_WDF to the frequency
 *   word        -          the folded word, if it is not its own stem
 *   ZS + stem   positions  the words of the title
 *   S + word    -          the folded title word, if it is not its own stem
 *   Q + id      -          the unique term
 *   A L XSO XSE -          byline, language, source, section: folded, words
 *                          separated by single spaces, cut at TERM_TEXT_MAX
 *   XBY + word  -          the folded words of the byline; of the dateline
 *   XDA + word             (field_words.h); not before format 3 of an index
 *   D M Y       -          the article's own day YYYYMMDD, its month YYYYMM, its
 *                          year YYYY
 *   P + file    -          the file it was read from and the revision before
 *                          that, unless the file's name is its id and the
 *                          file holds nothing else
 *   XF + hash   -          of title and text: equal for exact copies
 *   XH + digits -          the first TERM_HANDLE_DIGITS of the fingerprint
 *   XM + row    -          each row of the sketch (sketch.h), by which near
 *                          copies are found; not before format 5
 *
 * Only Z terms have a frequency (wdf) above 0, so that Xapian's document
 * length is the number of words.
 */
#ifndef ARTICLE_TERMS_H
#define ARTICLE_TERMS_H

#include "base/buf.h"

/* Positions count from 1 in the title; the body follows after a gap. */
#define TERM_TITLE_POSITION 1
#define TERM_BODY_GAP 100         /* longer than any window or phrase */
#define TERM_TITLE_WORDS_MAX 1000 /* words of a title that are indexed */
#define TERM_TITLE_WDF 2
#define TERM_TEXT_MAX 200 /* bytes of a name in a filter term */

#define TERM_HANDLE "XH"
#define TERM_BYLINE "XBY"
#define TERM_DATELINE "XDA"

/* SLOT_REVISION: of the index, that the article came or changed with; articles
 * of older versions have none. */
enum term_slot { SLOT_DATE, SLOT_WORDS, SLOT_REVISION, SLOT_SKETCH };
enum term_tally { TALLY_SENTENCES, TALLY_WORDS, TALLY_BYTES };

/*
 * These replace the contents of out with a term.  One that would be too long
 * for the index is cut and ends in a hash of the whole.
 */
void term_unique(struct buf *out, struct ir_text id);
void term_word(struct buf *out, const char *prefix, struct ir_text word);
/* Is the id in a unique term whole, not cut? */
bool term_unique_is_whole(struct ir_text term);
/*
 * The term that all articles read from a file at one time share.  It ends in
 * ORIGIN_DIGITS digits, the generation; what is before them is the same for
 * all generations of the file.
 */
#define ORIGIN_DIGITS 12
void term_origin(struct buf *out, struct ir_text file, uint64_t generation);
/* For the first digits of a fingerprint; more are left out. */
#define TERM_HANDLE_PREFIX (sizeof(TERM_HANDLE) - 1) /* bytes before them */
#define TERM_HANDLE_DIGITS 16
void term_handle(struct buf *out, struct ir_text digits);
void term_copy(struct buf *out, struct ir_text title, struct ir_text text);
/* For row i of a sketch, and its number; there are fewer than 8836 of these. */
void term_row(struct buf *out, size_t i, uint32_t number);
/* For A, L, XSO and XSE: folds name and normalises spaces; out is empty if
 * nothing is left. */
void term_name(struct buf *out, const char *prefix, struct ir_text name);
/* For D, M and Y: day counts from 1970-01-01; digits is 8, 6 or 4. */
void term_date(struct buf *out, int64_t day, unsigned digits);

/* A number as 8 bytes that sort as the number does, for value slots. */
#define VALUE_NUMBER 8
void value_number_put(char out[VALUE_NUMBER], int64_t number);
void value_number(struct buf *out, int64_t number);
/* The number in a value; 0 if it is not VALUE_NUMBER bytes. */
int64_t value_number_get(struct ir_text value);

#endif
