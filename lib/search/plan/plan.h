/*
 * plan.h - a query in terms of the index: its terms, their weights and
 * expansions, and the clauses that decide what matches.
 *
 * A term is a distinct stem of the query, a form a distinct folded word that
 * was typed.  The tree of clauses defines what matches: evidence.h evaluates
 * it on an article, and compile.h derives a query whose results include all
 * its matches.
 */
#ifndef SEARCH_PLAN_PLAN_H
#define SEARCH_PLAN_PLAN_H

#include "search/plan/answers.h"
#include "search/plan/filters.h"
#include "search/plan/stopwords.h"
#include "search/plan/synonyms.h"
#include "search/plan/topics.h"
#include "search/plan/variants.h"
#include "search/query/query.h"
#include "text/stems.h"
#include "text/words.h"

#define PLAN_NONE UINT32_MAX
/* Weight of each word of a compound, and of its joined form: plant-based would
 * otherwise count for three words. */
#define PLAN_COMPOUND_SHARE 0.5
#define PLAN_RUN_WORDS 16 /* words of a phrase in the store, at most */
#define PLAN_NEAR_WORDS 4 /* alternatives in a part of NEAR in the store */

struct plan_form {
    struct ir_text text; /* folded */
    uint32_t term;
    bool typed;     /* in the query itself, not only in a synonym */
    uint32_t count; /* occurrences in the query outside of negation */
    double share;   /* sum of their weights in the query */
    double weight;  /* share * idf of the form; set by weigh() */
    /* Of one that is its own stem: whether the other words of the stem are
     * known, and the articles that contain one; NULL: none does.  Set by
     * decided.h. */
    bool told_apart;
    const struct store_set *others;
};

struct plan_term {
    const struct lexeme
        *stem;            /* NULL: it has expansions or a pattern instead */
    uint32_t pattern;     /* of the plan, or PLAN_NONE */
    struct ir_text shown; /* as first typed */
    uint32_t count;       /* occurrences; 0: only inside phrases, or negated */
    bool lent;            /* only in expansions, not in the query */
    bool fuzzy;           /* a correction of shown */
    uint64_t frequency;   /* document frequency; set by weigh() */
    double share;         /* sum of the weights of its occurrences */
    double weight;        /* share * idf; set by weigh() */
};

enum clause_kind {
    CLAUSE_WORD,   /* one term, any form of it */
    CLAUSE_RUN,    /* the terms side by side, or the joined term alone */
    CLAUSE_PHRASE, /* these very forms, side by side */
    CLAUSE_ALL,
    CLAUSE_ANY,
    CLAUSE_LIST, /* ALL or ANY: the request decides (`any') */
    CLAUSE_NOT,
    CLAUSE_NEAR, /* parts within number words of each other */
    CLAUSE_ADJ,  /* in this order */
    CLAUSE_SENTENCE,
    CLAUSE_PARAGRAPH,
    CLAUSE_NOT_NEAR, /* the first of two parts, without the second nearby */
    CLAUSE_NOT_SENTENCE,
    CLAUSE_NOT_PARAGRAPH,
    CLAUSE_SCOPE,     /* its part, in title or lead */
    CLAUSE_ATLEAST,   /* its part, at number spans or more */
    CLAUSE_MIN_MATCH, /* number of the parts or more */
    CLAUSE_FILTER,    /* a field, date or length of the article */
    CLAUSE_NEVER,     /* a pattern that no word of the index matches */
};

struct clause {
    enum clause_kind kind;
    bool loose;             /* RUN: with `any', one of its words is enough */
    bool stored;            /* PHRASE: one form, with a term in the store */
    bool sole;              /* PHRASE: one form, no other has its stem */
    bool pattern;           /* WORD: its term is a pattern */
    bool unsure;            /* WORD, RUN, PHRASE: has patterns, for which the
                               store has no positions */
    bool must;              /* required even with `any' */
    double weight;          /* factor of the scores of its words */
    struct ir_text shown;   /* a leaf: its text, to list what a hit lacks */
    uint32_t id;            /* from 0, dense */
    uint32_t number;        /* see kind; FILTER: 1 if verification decides */
    uint32_t filter;        /* FILTER: of the plan */
    enum query_scope scope; /* SCOPE */
    uint32_t *items;        /* WORD: a term; RUN: terms; PHRASE: forms */
    size_t item_count;
    uint32_t joined; /* RUN: term, or PLAN_NONE */
    /* PHRASE of several words, RUN of a compound: the terms that score wherever
     * they occur, if it is a part of a LIST read as `any'.  They make no match. */
    uint32_t *scattered;
    size_t scattered_count;
    struct clause *parts;
    size_t part_count;
    bool group;          /* ANY: a term and its expansions */
    size_t own;          /* number of first parts that are the term itself */
    uint32_t expansions; /* the plan's first expansion among the others */
};

/*
 * An expansion term: a word or run that matches in place of a term, from a
 * topic, a group of synonyms or relatives, or another spelling.  Its own words
 * are matches by themselves only if they are in the query too.
 */
struct plan_expansion {
    struct clause what; /* WORD, RUN or PHRASE; the clause owns its items */
    uint32_t term;
    uint32_t first; /* the first expansion of its group */
    enum ir_how how;
    double weight; /* of a match; a match of the term itself has 1 */
    double scale;  /* factor in the store of all with this weight */
    bool negated;  /* inside NOT: gives no matches */
    uint32_t next; /* the next that begins with the same term, or PLAN_NONE */
};

/*
 * A wildcard or fuzzy word: a term that all words which fit it match, and a
 * form, so that it can be an item of a phrase.
 */
#define PLAN_DISTANCES (VARIANT_EDITS_MAX + 1)
struct plan_pattern {
    const struct pattern *words;
    uint32_t term, form;
    /* Factors of scores in the store, set by weigh(): of the words at each
     * distance, and of those over the limit. */
    double scales[PLAN_DISTANCES], rest;
};
/* Weight of a match by edit distance. */
extern const double plan_distance_shares[PLAN_DISTANCES];

/* Two terms that are side by side in the query. */
struct plan_pair {
    uint32_t first, second; /* terms */
};

struct plan {
    struct plan_form *forms;
    size_t form_count, form_room;
    struct plan_term *terms;
    size_t term_count, term_room;
    struct plan_pair *pairs;
    size_t pair_count, pair_room;
    struct plan_expansion *expansions;
    size_t expansion_count, expansion_room;
    struct plan_pattern *patterns;
    size_t pattern_count, pattern_room;
    struct fits *fits;         /* its patterns, in the same order */
    uint32_t *first_expansion; /* by the term it begins with, or PLAN_NONE */
    struct plan_filter *filters;
    size_t filter_count, filter_room;
    struct clause root; /* a LIST, ALL, ANY ... */
    size_t clause_count;
    size_t nearest;         /* the largest number of parts of a NEAR */
    bool exact;             /* candidates need no verification */
    bool grows;             /* monotone: more text cannot end a match */
    bool empty;             /* has no word */
    bool weighted;          /* forms score by the share of their term */
    bool filtered;          /* filter is set */
    enum answer_kind asked; /* set by who makes the plan; 0: nothing special */
    struct word_filter filter;
    uint32_t *term_of_lexeme; /* by lexeme id, PLAN_NONE: none */
    uint32_t *form_of_lexeme;
    size_t lexeme_count;
};

/* Word lists for the planner. */
struct plan_words {
    const struct stopwords *stop;
    struct synonyms *synonyms;       /* may be NULL */
    struct synonyms *relatives;      /* may be NULL */
    const struct topics *topics;     /* may be NULL if q names none */
    const struct variants *variants; /* must outlive the plan; NULL: no word
                                        fits any pattern */
    int64_t now; /* seconds since 1970, for dates such as yesterday */
};

/*
 * Make a plan; never NULL.  stems, q and the topics must outlive it, and
 * words->topics must have all topics that q names.  A synonym of a word matches
 * with PLAN_SYNONYM_SHARE of its weight, a relative with PLAN_RELATIVE_SHARE.
 * Invalid dates are left out, with a warning in q.
 */
#define PLAN_SYNONYM_SHARE 0.5
#define PLAN_RELATIVE_SHARE 0.1
struct plan *plan_new(struct query *q, struct stems *stems,
                      const struct plan_words *words);
void plan_free(struct plan *p);
/* Tell the clauses what is known by now to be decided without the text: call
 * it when the marks of filters or forms have been set. */
void plan_settle(struct plan *p);

/* The term of item i of a WORD, RUN or PHRASE. */
uint32_t plan_clause_term(const struct plan *p, const struct clause *c,
                          size_t i);

/* Does the form have a term of its own in the store?  Not if it is its own
 * stem. */
bool plan_is_stored(const struct plan *p, uint32_t form);

/* Is the clause one exact form that is its own stem? */
bool clause_is_own_stem(const struct plan *p, const struct clause *c);

/* The number of alternative terms of a WORD, or of a group of single words; 0
 * for other clauses.  And term i of these. */
size_t clause_words(const struct clause *c);
uint32_t clause_word(const struct clause *c, size_t i);

/* Is it a NEAR or ADJ of words that all have positions in the store?  With two
 * parts it then needs no verification. */
bool clause_is_near(const struct clause *c);

/* Does it take verification to decide whether the clause matches? */
bool clause_needs_text(const struct clause *c);

/* Can more text end a match? */
bool clause_excludes(const struct clause *c);

/* The form of a lexeme of the plan's stems if it was typed, or PLAN_NONE. */
static inline uint32_t plan_form_of(const struct plan *p,
                                    const struct lexeme *lexeme)
{
    return lexeme->id < p->lexeme_count ? p->form_of_lexeme[lexeme->id]
                                        : PLAN_NONE;
}

/* The term that a lexeme of the plan's stems matches, or PLAN_NONE. */
static inline uint32_t plan_term_of(const struct plan *p,
                                    const struct lexeme *lexeme)
{
    uint32_t id = lexeme->stem->id;

    return id < p->lexeme_count ? p->term_of_lexeme[id] : PLAN_NONE;
}

#endif
