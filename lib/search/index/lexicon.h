/*
 * lexicon.h - scans of the index's terms: words with a given prefix, and
 * corrections of words that are not in the index.
 */
#ifndef SEARCH_INDEX_LEXICON_H
#define SEARCH_INDEX_LEXICON_H

#include "base/buf.h"
#include "search/index/deadline.h"
#include "search/plan/topics.h"
#include "store/store.h"
#include "text/stems.h"

#define LEXICON_PREFIX_MAX 100    /* stems that one prefix expands to */
#define LEXICON_TERMS_MAX 2000000 /* terms scanned for corrections */
#define LEXICON_WORDS_MAX 8       /* words corrected in one query */
#define LEXICON_GUESSES 8         /* corrections kept for each of them */

/*
 * Expand the topic's prefixes to words of the index, one for each stem: at
 * most LEXICON_PREFIX_MAX in byte order; the topic's term has the number of
 * those left out.  Fails as the store does.
 */
enum ir_status lexicon_expand(struct store *store, struct stems *stems,
                              struct topics *topics, struct topic *topic,
                              struct ir_error *err) IR_MUST_CHECK;

/* A possible correction. */
struct guess {
    struct buf word;
    unsigned distance;  /* in edits */
    uint64_t frequency; /* articles that contain it */
    bool stem;          /* found as a stem only; may not be a word */
};

/* A word that is not in the index, and its corrections. */
struct unknown {
    struct ir_text form;                /* folded */
    struct guess best[LEXICON_GUESSES]; /* nearest first */
    size_t count;
    size_t chosen; /* the first in best that is a word; count: none */
};

/*
 * Find corrections of the words in one pass over the terms of the index.
 * A word of four or five letters may be one edit away, a longer one two, in
 * optimal string alignment distance: insertion, deletion, substitution, or
 * transposition of neighbouring letters.  Of the nearest the most frequent is
 * chosen.  *cut is set if the pass ended at LEXICON_TERMS_MAX.  After the
 * deadline (NULL: none) it ends early; do not use the words then.  Fails as
 * the store does; unknown_free() them all the same.
 */
enum ir_status lexicon_respell(struct store *store, struct stems *stems,
                               struct unknown *words, size_t count,
                               struct deadline *deadline, bool *cut,
                               struct ir_error *err) IR_MUST_CHECK;
void unknown_free(struct unknown *u);

#endif
