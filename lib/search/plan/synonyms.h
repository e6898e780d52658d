/*
 * synonyms.h - words that an index was told to treat alike.
 */
#ifndef SEARCH_PLAN_SYNONYMS_H
#define SEARCH_PLAN_SYNONYMS_H

#include "text/stems.h"
#include "text/words.h"

/*
 * Groups for English, in the format of synonyms_new(), as a list that can grow:
 * a group earns its place by losing nothing on the judged collections.
 */
extern const char relatives_english[];

struct synonyms; /* groups of words and of runs of words */

/*
 * text holds lines of two or more words parted by commas; lines beginning
 * with # are comments.  A member may be several words ("united states").
 * stems must outlive it; a member is stemmed when it is first asked about.
 */
struct synonyms *synonyms_new(const char *text, struct stems *stems);
void synonyms_free(struct synonyms *s);

/*
 * The members, as they were written, of the first group that holds a word of
 * this stem; the count, 0 if there is none.  They live as long
 * as s.
 */
size_t synonyms_find(struct synonyms *s, struct ir_text stem,
                     const struct ir_text **members);

#endif
