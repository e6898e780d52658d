/*
 * planner.h - builds a plan; private to search/plan.
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
    struct query *query; /* collects warnings */
    int64_t now;
    double weight;      /* factor of the current node's scores */
    bool keep_stops;    /* the query consists of stop words only */
    bool lending;       /* the words are an expansion's, not the query's */
    bool capitals_mean; /* a word in capitals is an acronym */
    size_t asked;       /* where the words end that only ask, as an offset */
    uint32_t last;      /* the term before, for pairs */
};

/* Bigrams in the longest word of a script without spaces; text with more is a
 * sentence. */
#define PLAN_UNSPACED_PAIRS 3

/* The context of a leaf, which decides whether its words score: USE_STOPS is a
 * phrase of stop words only, USE_BOUND is inside an operator on spans or
 * counts, the last two are inside NOT. */
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

/* Are both the same words?  For WORD, RUN, PHRASE and groups of them. */
bool clause_same(const struct clause *a, const struct clause *b);
void clause_free(struct clause *c);

/* ---- plan_words.c ---- */

/*
 * The offset at which a URL begins in a text without white space: at a scheme
 * ("https://..."), at "www.", or at a host with a path
 * ("pic.twitter.com/x1"); the size of the text if there is none.  URLs in
 * pasted text are not searched for: their parts ("com") are noise.
 */
size_t url_start(struct ir_text text);

/* The form of a folded word, and the term of its stem, added if new. */
uint32_t planner_form(struct planner *b, struct ir_text text,
                      struct ir_text shown);
/* A term without a stem, for a topic or a pattern. */
uint32_t planner_bare_term(struct planner *b, struct ir_text shown);
/* Add a pair of the term before and this one. */
void planner_pair(struct planner *b, uint32_t term);
/* Does the form score, or only fill a phrase? */
bool planner_scores(const struct planner *b, uint32_t form, enum use use);
/* Count an occurrence of a form in the query, if it scores. */
void planner_count(struct planner *b, uint32_t form, enum use use, bool joined);
/*
 * Add the words of a leaf to the items of c, as forms; *joined is the joined
 * form of the compound, if the leaf is one and nothing else.  c is loose if it
 * is a sentence in a script without spaces.
 */
void planner_leaf(struct planner *b, struct ir_text text, struct clause *c,
                  uint32_t *joined);

/* ---- expansions.c ---- */

/* Expand a clause of one word or compound by its synonyms, and a word by its
 * relatives. */
void planner_synonyms(struct planner *b, enum use use, struct clause *c);
/* Fill c with the terms of a topic; false if none has a word. */
bool planner_topic(struct planner *b, const struct topic *topic, enum use use,
                   struct clause *c);
/* Fill c from a wildcard or fuzzy word; NEVER if no word of the index fits. */
void planner_pattern(struct planner *b, const struct query_node *node,
                     enum use use, struct clause *c);
/* planner_leaf() of a node with wildcards; false if it cannot match, since no
 * word fits one of its patterns, which c then lacks. */
bool planner_pieces(struct planner *b, const struct query_node *node,
                    struct clause *c, uint32_t *joined);

/* ---- asking.c ---- */

/*
 * Find the words at the start of the query that only ask, as in "find articles
 * about", and set b->asked: two or more stop words and words that ask, of which
 * one tells a request by itself.  "deal with" has none, nor has "find".
 */
void planner_asking(struct planner *b, const struct query_node *root);
/* Is the form of a leaf a word that is not searched for outside of quotes? */
bool planner_ignores(const struct planner *b, const struct query_node *leaf,
                     struct ir_text form);

/* ---- plan_text.c ---- */

/* Fill c from a WORD, EXACT or PHRASE; must: it is required even as `any'.
 * False if nothing is left to search for. */
bool planner_text(struct planner *b, const struct query_node *node,
                  enum use use, bool must, struct clause *c);

/* ---- plan_nodes.c ---- */

/* Is there a word other than stop words, outside of negation? */
bool planner_has_content(struct planner *b, const struct query_node *node);
/* Fill c from the whole query; false if nothing is left to search for. */
bool planner_root(struct planner *b, const struct query_node *root,
                  struct clause *c);

#endif
