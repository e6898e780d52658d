/*
 * lexicon.h - the words of an index: those that a prefix stands for, and
 * those that a word may have been meant for.
 */
#ifndef SEARCH_INDEX_LEXICON_H
#define SEARCH_INDEX_LEXICON_H

#include "base/buf.h"
#include "search/index/deadline.h"
#include "search/plan/topics.h"
#include "store/store.h"
#include "text/stems.h"

#define LEXICON_PREFIX_MAX 100    /* stems that one prefix stands for */
#define LEXICON_TERMS_MAX 2000000 /* terms of a pass for a spelling */
#define LEXICON_WORDS_MAX 8       /* words corrected in one query */
#define LEXICON_GUESSES 8         /* kept for each of them */

/*
 * Fill in the words of the topic's prefixes, of each stem one.  Of more than
 * LEXICON_PREFIX_MAX the first in the order of the index are taken, and
 * the term says how many more there are.
 */
enum ir_status lexicon_expand(struct store *store, struct stems *stems,
                              struct topics *topics, struct topic *topic,
                              struct ir_error *err) IR_MUST_CHECK;

/* A word that may have been meant. */
struct guess {
    struct buf word;
    unsigned distance; /* edits away */
    uint64_t frequency;
    bool stem; /* known as a stem only; perhaps no word of its own */
};

/* A word that stands nowhere in the index, and what comes near it. */
struct unknown {
    struct ir_text form;                /* folded */
    struct guess best[LEXICON_GUESSES]; /* nearest first */
    size_t count;
    size_t chosen; /* the first of them that is a word; count: none */
};

/*
 * Find what the words were meant for, in one pass over the terms of the index.
 * A word of four or five letters may be one edit away, a longer one two; an
 * edit is a letter more, less or other, or two of them swapped.  Of the nearest
 * the most frequent is chosen.  *cut: the pass ended at LEXICON_TERMS_MAX.
 * Past the deadline (NULL: none) it ends as well, and what was found is no
 * answer.
 */
enum ir_status lexicon_respell(struct store *store, struct stems *stems,
                               struct unknown *words, size_t count,
                               struct deadline *deadline, bool *cut,
                               struct ir_error *err) IR_MUST_CHECK;
void unknown_free(struct unknown *u);

#endif
