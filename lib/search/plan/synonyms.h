/*
 * synonyms.h - groups of words that a search treats alike.
 */
#ifndef SEARCH_PLAN_SYNONYMS_H
#define SEARCH_PLAN_SYNONYMS_H

#include "text/stems.h"
#include "text/words.h"

/*
 * Groups for English, in the format of synonyms_new().  A group is added if it
 * costs nothing on the judged collections.
 */
extern const char relatives_english[];

struct synonyms; /* groups of words and of runs of words */

/*
 * text holds lines of two or more words separated by commas; lines beginning
 * with # are comments.  A member may be several words ("united states").
 * stems must outlive it; a member is stemmed when it is first asked about.
 */
struct synonyms *synonyms_new(const char *text, struct stems *stems);
void synonyms_free(struct synonyms *s);

/*
 * Find the first group that has a single word of this stem.  Returns how many
 * members it has, 0 if there is no such group, and sets *members to them, as
 * they were written; they live as long as s.
 */
size_t synonyms_find(struct synonyms *s, struct ir_text stem,
                     const struct ir_text **members);

#endif
