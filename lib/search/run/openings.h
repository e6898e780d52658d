/*
 * openings.h - the openings of articles as sparse vectors over their words.
 *
 *   v(d)_t = tf / (tf + 0.9) * idf(t), as in score.h
 *
 * over the words t among the first OPENING_WORDS of the title and of the body;
 * tf counts title words TERM_TITLE_WDF times, and idf is that of t among these
 * articles.
 * Words are told apart by their first eight bytes.  News says in its opening
 * what it is about, and common words are in most of them, so that neither whole
 * texts nor stop words nor the frequencies of the index are needed.
 */
#ifndef SEARCH_RUN_OPENINGS_H
#define SEARCH_RUN_OPENINGS_H

#include "article/record.h"
#include "search/index/vocabulary.h"
#include "text/words.h"

#define OPENING_WORDS 100

struct openings; /* of one search; its room is used by the next */

struct openings *openings_new(void);
void openings_free(struct openings *o);
/* Forget all articles.  Call before the first of a search. */
void openings_start(struct openings *o);
/* Add an article; answers its number, from 0.  walk is used during the call
 * only. */
size_t openings_add(struct openings *o, const struct record *r,
                    struct words *walk);
/* Multiply all vectors by the logarithm.  Call once, after the last article. */
void openings_weigh(struct openings *o);
/* The vector of an article; its terms are below openings_terms(). */
const struct vector *openings_vector(const struct openings *o, size_t article);
size_t openings_terms(const struct openings *o);

#endif
