/*
 * plan.h - a parsed query in terms of the index: what to look for, how much
 * each word weighs, and what makes an article a match.
 *
 * A term is a distinct stem of the query, a form a distinct folded word that
 * was typed.  An article is evaluated from its matches (evidence.h) against
 * the tree of clauses; the store gets a query that lets through at least all
 * articles that the tree accepts.  What the tree asks of places is told in
 * places.h, what it asks of the article itself in filters.h.
 */
#ifndef SEARCH_PLAN_PLAN_H
#define SEARCH_PLAN_PLAN_H

#include "search/plan/filters.h"
#include "search/plan/stopwords.h"
#include "search/plan/synonyms.h"
#include "search/plan/topics.h"
#include "search/plan/variants.h"
#include "search/query/query.h"
#include "text/stems.h"
#include "text/words.h"

#define PLAN_NONE UINT32_MAX
#define PLAN_RUN_WORDS 16 /* that the store has to find side by side */
#define PLAN_NEAR_WORDS 4 /* that may stand for a part of a NEAR in the store */

struct plan_form {
    struct ir_text text; /* folded */
    uint32_t term;
    bool typed;     /* stands in the query, not only in a synonym */
    uint32_t count; /* times it was asked for outside of negation */
    double share;   /* count, times the weights it was asked with */
    double weight;  /* share * idf of the form; set by the search */
};

struct plan_term {
    const struct lexeme *stem; /* NULL: expansions or a pattern stand for it */
    uint32_t pattern;          /* of the plan, or PLAN_NONE */
    struct ir_text shown;      /* as first typed */
    uint32_t count; /* times asked for; 0: only fills phrases or is negated */
    bool lent;      /* no word of the query, only of expansions */
    bool fuzzy;     /* a correction of shown */
    uint64_t frequency; /* articles that hold it; set by the search */
    double share;       /* count, times the weights it was asked with */
    double weight;      /* share * idf; set by the search */
};

enum clause_kind {
    CLAUSE_WORD,   /* one term, any form of it */
    CLAUSE_RUN,    /* the terms side by side, or the joined term alone */
    CLAUSE_PHRASE, /* these very forms, side by side */
    CLAUSE_ALL,
    CLAUSE_ANY,
    CLAUSE_LIST, /* ALL or ANY, as the search decides */
    CLAUSE_NOT,
    CLAUSE_NEAR, /* parts within number words of each other */
    CLAUSE_ADJ,  /* in this order */
    CLAUSE_SENTENCE,
    CLAUSE_PARAGRAPH,
    CLAUSE_NOT_NEAR, /* the first of two parts, without the second nearby */
    CLAUSE_NOT_SENTENCE,
    CLAUSE_NOT_PARAGRAPH,
    CLAUSE_SCOPE,     /* its part, inside a place of the article */
    CLAUSE_ATLEAST,   /* its part, at number places */
    CLAUSE_MIN_MATCH, /* number of the parts or more */
    CLAUSE_FILTER,    /* what the article says of itself */
    CLAUSE_NEVER,     /* a pattern that no word of the index fits */
};

struct clause {
    enum clause_kind kind;
    bool loose;             /* RUN: in a list of any its words are enough */
    bool stored;            /* PHRASE: of one form, which the store knows */
    bool pattern;           /* WORD: of any words that fit a pattern */
    bool unsure;            /* WORD, RUN, PHRASE: with patterns of which only
                               the text tells where they stand */
    bool must;              /* required even in a list of any */
    double weight;          /* of all that it holds, in the score */
    struct ir_text shown;   /* a leaf: what a hit without it lacks */
    uint32_t id;            /* from 0, dense */
    uint32_t number;        /* see kind; FILTER: only the text can tell */
    uint32_t filter;        /* FILTER: of the plan */
    enum query_scope scope; /* SCOPE */
    uint32_t *items;        /* WORD: a term; RUN: terms; PHRASE: forms */
    size_t item_count;
    uint32_t joined; /* RUN: term, or PLAN_NONE */
    struct clause *parts;
    size_t part_count;
    bool group;          /* ANY: of words that stand for one term */
    size_t own;          /* its first parts that are the term itself */
    uint32_t expansions; /* the plan's expansion of its first other part */
};

/*
 * A word or run that stands for a term: of a topic, or a word's synonym.  Its
 * own words are evidence only if the query asks for them as well.
 */
struct plan_expansion {
    struct clause what; /* WORD, RUN or PHRASE; items are not its own */
    uint32_t term;
    uint32_t first; /* expansion of those that came in with it */
    enum ir_how how;
    double weight; /* of a match, against one of the term itself */
    double scale;  /* of the store's score of all expansions of this weight */
    bool negated;  /* it may not match, so it is no evidence */
    uint32_t next; /* that begins with the same term, or PLAN_NONE */
};

/*
 * A wildcard or fuzzy word: a term whose matches are all words that fit, and a
 * form, so that it may be an item of a phrase.
 */
#define PLAN_DISTANCES (VARIANT_EDITS_MAX + 1)
struct plan_pattern {
    const struct pattern *words;
    uint32_t term, form;
    /* Of the store's score: of the words at each distance, and of all those
     * that have no room; set by the search. */
    double scales[PLAN_DISTANCES], rest;
};
/* How much a word so many edits away counts. */
extern const double plan_distance_shares[PLAN_DISTANCES];

/* Two terms that stand side by side in the query. */
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
    size_t nearest; /* the most parts of a NEAR */
    bool exact;     /* the store alone decides what matches */
    bool grows;     /* what a part of an article satisfies, all of it does */
    bool empty;     /* no word at all */
    bool weighted;  /* a term scores its share wherever it stands */
    bool filtered;  /* filter may be used */
    struct word_filter filter;
    uint32_t *term_of_lexeme; /* by lexeme id, PLAN_NONE: none */
    uint32_t *form_of_lexeme;
    size_t lexeme_count;
};

/* What is known about words. */
struct plan_words {
    const struct stopwords *stop;
    struct synonyms *synonyms;       /* may be NULL */
    struct synonyms *relatives;      /* may be NULL */
    const struct topics *topics;     /* may be NULL if q names none */
    const struct variants *variants; /* NULL: no word fits a pattern; to
                                        outlive the plan */
    int64_t now; /* in seconds, for dates such as yesterday */
};

/*
 * stems, q and topics must outlive the plan.  A word with synonyms becomes any
 * of them; what stands for another word weighs PLAN_SYNONYM_SHARE of its own,
 * or PLAN_RELATIVE_SHARE if it is only of the same family.
 * All topics that q names must be known.  Warns of dates that are none; these
 * are left out.
 */
#define PLAN_SYNONYM_SHARE 0.5
#define PLAN_RELATIVE_SHARE 0.1
struct plan *plan_new(struct query *q, struct stems *stems,
                      const struct plan_words *words);
void plan_free(struct plan *p);

/* The term of item i of a WORD, RUN or PHRASE. */
uint32_t plan_clause_term(const struct plan *p, const struct clause *c,
                          size_t i);

/* Is there a term of the store for this form alone?  Not if it is its own
 * stem. */
bool plan_is_stored(const struct plan *p, uint32_t form);

/* How many words a WORD stands for, or a group of single words: any of them;
 * 0: it is something else.  And the term of each. */
size_t clause_words(const struct clause *c);
uint32_t clause_word(const struct clause *c, size_t i);

/* Are all parts of a NEAR or ADJ words that the store knows the places of?  Of
 * two parts it decides alone. */
bool clause_is_near(const struct clause *c);

/* Can only the text tell whether the clause matches? */
bool clause_needs_text(const struct clause *c);

/* Can more text make an article match no longer? */
bool clause_excludes(const struct clause *c);

/* The very form that was typed, of the same stems, or PLAN_NONE. */
static inline uint32_t plan_form_of(const struct plan *p,
                                    const struct lexeme *lexeme)
{
    return lexeme->id < p->lexeme_count ? p->form_of_lexeme[lexeme->id]
                                        : PLAN_NONE;
}

/* The term that a lexeme of the same stems answers, or PLAN_NONE. */
static inline uint32_t plan_term_of(const struct plan *p,
                                    const struct lexeme *lexeme)
{
    uint32_t id = lexeme->stem->id;

    return id < p->lexeme_count ? p->term_of_lexeme[id] : PLAN_NONE;
}

#endif
