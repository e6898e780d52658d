/*
 * vocabulary.h - articles as sparse tf-idf vectors over their stems.
 *
 *   v(d)_t = tf / (tf + 0.9 * (0.6 + 0.4 * length)) * idf(t)
 *
 * over the stems t that are not stop words and occur in at least two articles;
 * length is the article's relative to the mean, tf counts title words
 * TERM_TITLE_WDF times, and idf is score_idf().
 */
#ifndef SEARCH_INDEX_VOCABULARY_H
#define SEARCH_INDEX_VOCABULARY_H

#include "search/match/score.h"
#include "search/plan/stopwords.h"
#include "store/store.h"
#include "text/stems.h"

struct vector_item {
    uint32_t term; /* number in the vocabulary, from 0 */
    double weight; /* >= 0 */
};

/* A sparse vector; each term occurs once, in any order. */
struct vector {
    struct vector_item *items;
    size_t count, room;
};

void vector_add(struct vector *v, uint32_t term, double weight);
void vector_free(struct vector *v);

/* Numbers the stems of an index and caches their frequencies between
 * searches. */
struct vocabulary;

/* stop and stems must outlive it. */

struct vocabulary *vocabulary_new(const struct stopwords *stop,
                                  struct stems *stems);
void vocabulary_free(struct vocabulary *v);

/*
 * Call before each search: drops frequencies from another revision of the
 * index, and all stems when there are more than VOCABULARY_MAX.
 */
#define VOCABULARY_MAX (1u << 16)
void vocabulary_start(struct vocabulary *v, const struct ir_index_info *index);

/* Replace out by the document's vector, without the factor idf; length is
 * relative to the mean.  Fails as the store does. */
enum ir_status vocabulary_read(struct vocabulary *v, struct store *s,
                               uint32_t document, double length,
                               struct vector *out,
                               struct ir_error *err) IR_MUST_CHECK;

/*
 * Multiply the vectors by idf and drop stems that occur in one article only.
 * When several vectors are given, a stem that only one of them has cannot add
 * to a dot product, only to the length of its vector; looking up its frequency
 * would dominate the cost, so its idf is taken to be VOCABULARY_ALONE times
 * the largest possible one.  Fails as the store does.
 */
#define VOCABULARY_ALONE 0.7
enum ir_status vocabulary_weigh(struct vocabulary *v, struct store *s,
                                struct vector *vectors, size_t count,
                                struct ir_error *err) IR_MUST_CHECK;

/* The stem of a term; valid until the next vocabulary_start(). */
struct ir_text vocabulary_stem(const struct vocabulary *v, uint32_t term);
/* The number of articles that have the stem, 0 for a stop word.  Fails as the
 * store does. */
enum ir_status vocabulary_frequency(struct vocabulary *v, struct store *s,
                                    uint32_t term, uint64_t *out,
                                    struct ir_error *err) IR_MUST_CHECK;
/* All terms are below this number. */
size_t vocabulary_count(const struct vocabulary *v);

#endif
