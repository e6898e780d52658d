/*
 * variants.h - the words of an index that a wildcard or a fuzzy word stands
 * for.
 *
 * They are the folded words that articles hold.  Of more than there is room
 * for the nearest are taken, then the most frequent.  A word that is its own
 * stem is known by its stem alone, so a stem that is no word may be among them;
 * it fits nothing, as texts decide.
 */
#ifndef SEARCHER_PLAN_VARIANTS_H
#define SEARCHER_PLAN_VARIANTS_H

#include "searcher/query/query.h"

#define VARIANTS_MAX 200            /* words of one pattern */
#define VARIANTS_ALL_MAX 400        /* of all patterns of a query together */
#define VARIANTS_LOOKED_MAX 3000000 /* terms looked at for one query */

struct variant {
    struct buf word;
    unsigned distance; /* edits from a fuzzy word */
    uint64_t frequency;
};

struct pattern {
    const struct query_node *node;
    struct buf text;       /* folded */
    size_t prefix;         /* bytes before its first wildcard; 0: fuzzy */
    unsigned edits;        /* of a fuzzy word, at most */
    struct variant *items; /* a heap while it fills, then by rank */
    size_t count, room;
    bool cut; /* there are more of them than room */
};

struct variants {
    struct pattern *items;
    size_t count, room;
    size_t looked;
    bool stopped; /* at VARIANTS_LOOKED_MAX */
};

/* The patterns of a tree, not yet looked for. */
void variants_start(struct variants *v, const struct query_node *root);
void variants_free(struct variants *v);
const struct pattern *variants_of(const struct variants *v,
                                  const struct query_node *node);

/* Take a word of the index into those patterns that it fits. */
void variants_offer(struct variants *v, struct ir_text word,
                    uint64_t frequency);
/* The same for the i-th pattern alone. */
void variants_offer_one(struct variants *v, size_t i, struct ir_text word,
                        uint64_t frequency);
void variants_finish(struct variants *v); /* puts them in order */

/* Does the word fit?  * is any run of characters, ? exactly one. */
bool pattern_fits(struct ir_text pattern, struct ir_text word);

#endif
