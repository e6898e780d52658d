/*
 * vocabulary.h - articles as vectors of their stems, and how rare each is.
 *
 * v(d)_t = tf / (tf + 0.9 * (0.6 + 0.4 * length)) * idf(t), over the stems t
 * that are no stop words and that another article holds too; length is that
 * of the article in mean lengths, tf counts title words TERM_TITLE_WDF times.
 */
#ifndef SEARCH_INDEX_VOCABULARY_H
#define SEARCH_INDEX_VOCABULARY_H

#include "search/match/score.h"
#include "search/plan/stopwords.h"
#include "store/store.h"
#include "text/stems.h"

struct vector_item {
    uint32_t term;
    double weight; /* >= 0 */
};

/* A text as a sparse vector; each term occurs once, in any order. */
struct vector {
    struct vector_item *items;
    size_t count, room;
};

void vector_add(struct vector *v, uint32_t term, double weight);
void vector_free(struct vector *v);

/* Stems of the index with their frequencies, kept from search to search. */
struct vocabulary;

struct vocabulary *vocabulary_new(const struct stopwords *stop,
                                  struct stems *stems);
void vocabulary_free(struct vocabulary *v);

/*
 * Begin a search: forget what was of another revision of the index, and
 * everything when there are more than VOCABULARY_MAX stems.
 */
#define VOCABULARY_MAX 500000
void vocabulary_start(struct vocabulary *v, const struct ir_index_info *index);

/* Replace the vector by the document's, not yet multiplied by idf. */
enum ir_status vocabulary_read(struct vocabulary *v, struct store *s,
                               uint32_t document, double length,
                               struct vector *out,
                               struct ir_error *err) IR_MUST_CHECK;

/*
 * Multiply by idf, and drop stems that no other article of the index holds.
 * Among several vectors a stem that one alone holds is part of no cosine but
 * of the length of one: it is not looked up, which would take longer than all
 * the rest, but counts as VOCABULARY_ALONE of the largest idf there can be.
 */
#define VOCABULARY_ALONE 0.7
enum ir_status vocabulary_weigh(struct vocabulary *v, struct store *s,
                                struct vector *vectors, size_t count,
                                struct ir_error *err) IR_MUST_CHECK;

/* The stem of a term of a vector; lives until the next start. */
struct ir_text vocabulary_stem(const struct vocabulary *v, uint32_t term);
size_t vocabulary_count(const struct vocabulary *v); /* terms are below it */

#endif
