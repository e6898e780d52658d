/*
 * planner.h - a plan while it is made; private to search/plan.
 *
 * Each section calls only those above it.
 */
#ifndef SEARCH_PLAN_PLANNER_H
#define SEARCH_PLAN_PLANNER_H

#include "search/plan/plan.h"

struct planner {
    struct plan *plan;
    struct words *walk;
    struct stems *stems;
    const struct stopwords *stop;
    struct synonyms *synonyms, *relatives;
    const struct topics *topics; /* has all that the query names */
    const struct variants *variants;
    struct query *query; /* gets the warnings */
    int64_t now;
    double weight;      /* of the node at hand, in the score */
    bool keep_stops;    /* the query has nothing else */
    bool lending;       /* the words are an expansion's, not the query's */
    bool capitals_mean; /* capitals make an acronym */
    uint32_t last;      /* the term before, for pairs */
};

/* Pairs of letters in the longest word of a script without spaces: more make a
 * sentence. */
#define PLAN_UNSPACED_PAIRS 3

/* How a leaf is used decides whether its words are evidence: USE_STOPS is a
 * phrase of stop words only, USE_BOUND is inside an operator that asks for
 * spans or counts, the last two are inside NOT. */
enum use {
    USE_LOOSE,
    USE_QUOTED,
    USE_STOPS,
    USE_BOUND,
    USE_NEGATED,
    USE_NEGATED_BOUND
};

static inline bool use_is_negated(enum use use)
{
    return use >= USE_NEGATED;
}

/* ---- plan_clauses.c ---- */

/* Do both ask for the same words?  Of WORD, RUN, PHRASE and groups of them. */
bool clause_same(const struct clause *a, const struct clause *b);
void clause_free(struct clause *c);

/* ---- plan_words.c ---- */

/*
 * Where an address begins in a text without white space: at a scheme
 * ("https://..."), at "www.", or at a host that has a path
 * ("pic.twitter.com/x1").  The size of the text if there is none.  A pasted
 * post or headline is about its words; the parts of its address ("com") are
 * not what was asked for.
 */
size_t url_start(struct ir_text text);

/* The form of a folded word, and the term of its stem, added if new. */
uint32_t planner_form(struct planner *b, struct ir_text text,
                      struct ir_text shown);
/* A term without a stem: what a topic's terms stand for, or all words that
 * fit a pattern. */
uint32_t planner_bare_term(struct planner *b, struct ir_text shown);
/* Pair this term with the one before. */
void planner_pair(struct planner *b, uint32_t term);
/* Count a form as asked for, unless it only fills a phrase. */
void planner_count(struct planner *b, uint32_t form, enum use use, bool joined);
/*
 * Add the words of a leaf to the items of c, as forms; *joined is the joined
 * form of the compound, if the leaf is one and nothing else.  c is loose if it
 * is a sentence in a script without spaces.
 */
void planner_leaf(struct planner *b, struct ir_text text, struct clause *c,
                  uint32_t *joined);

/* ---- expansions.c ---- */

/* Make a clause of one word or compound match its synonyms too, and a word its
 * relatives. */
void planner_synonyms(struct planner *b, enum use use, struct clause *c);
/* Fill c with all that means the topic; false if it has no term with a word. */
bool planner_topic(struct planner *b, const struct topic *topic, enum use use,
                   struct clause *c);
/* Fill c from a wildcard or fuzzy word; NEVER if no word of the index fits. */
void planner_pattern(struct planner *b, const struct query_node *node,
                     enum use use, struct clause *c);
/* planner_leaf() of a node that is wild; false if it cannot stand side by side,
 * since a pattern of it fits no word. */
bool planner_pieces(struct planner *b, const struct query_node *node,
                    struct clause *c, uint32_t *joined);

/* ---- plan_nodes.c ---- */

/* Is there a word that is no stop word, outside of negation? */
bool planner_has_content(struct planner *b, const struct query_node *node);
/* Fill c from the whole query; false when it leaves nothing to look for. */
bool planner_root(struct planner *b, const struct query_node *root,
                  struct clause *c);

#endif
