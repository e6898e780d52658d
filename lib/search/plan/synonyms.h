/*
 * synonyms.h - groups of terms that mean the same.
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

struct
    synonyms; /* groups of terms, each a word or several words side by side */

/*
 * text has a group per line, its terms separated by commas; lines beginning
 * with # are comments.  A term may be several words ("united states").
 * stems must outlive it; terms are stemmed on each look-up.
 */
struct synonyms *synonyms_new(const char *text, struct stems *stems);
void synonyms_free(struct synonyms *s);

/*
 * Find the first group in which a single word has this stem.  Returns its number
 * of terms, 0 if there is no such group, and sets *terms to them, as they were
 * written; they live as long as s.
 */
size_t synonyms_find(struct synonyms *s, struct ir_text stem,
                     const struct ir_text **terms);

#endif
