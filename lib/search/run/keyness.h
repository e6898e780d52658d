/*
 * keyness.h - which words are more frequent in some articles than in all.
 */
#ifndef SEARCH_RUN_KEYNESS_H
#define SEARCH_RUN_KEYNESS_H

#include "search/index/deadline.h"
#include "search/index/vocabulary.h"

/* G2 of irsearch_terms.h: of n among `all' articles a have the word, and w of
 * all do.  0 if it is not more frequent in the n. */
double keyness(double a, double w, double n, double all);

/* A word that is more frequent in the set. */
struct key_word {
    struct ir_text stem;      /* valid until the vocabulary is started again */
    uint64_t articles, whole; /* of the set, of the index, that have it */
    double score;
};

struct key_words {
    struct key_word *items; /* highest score first; ties by the stem's bytes */
    size_t count;
    uint64_t looked; /* documents of the set that were looked at */
};

/*
 * Find at most `most' key words of a set that belongs to s, which has so many
 * documents; v has been started.  If the set has more than IR_TERMS_LOOKED_MAX
 * documents, every k-th is looked at to choose some words, of which then all
 * holders are counted.  After the deadline it ends early.  Fails as the store
 * does; free items in any case.
 */
enum ir_status key_words_find(struct vocabulary *v, struct store *s,
                              const struct store_set *set, uint64_t documents,
                              size_t most, struct deadline *deadline,
                              struct key_words *out,
                              struct ir_error *err) IR_MUST_CHECK;

#endif
