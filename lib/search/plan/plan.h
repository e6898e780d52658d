/*
 * plan.h - a parsed query in terms of the index: what to look for, how much
 * each word weighs, and what makes an article a match.
 *
 * A term is a distinct stem of the query, a form a distinct folded word that
 * was typed.  The tree of clauses is the one definition of a match: evidence.h
 * evaluates it on an article, and the store gets a query that lets at least
 * all of its matches through.  Filters on the article are in filters.h.
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
    bool typed;     /* in the query itself, not only in a synonym */
    uint32_t count; /* times it was asked for outside of negation */
    double share;   /* count, times the weights it was asked with */
    double weight;  /* share * idf of the form; set by the search */
};

struct plan_term {
    const struct lexeme
        *stem;            /* NULL: it has expansions or a pattern instead */
    uint32_t pattern;     /* of the plan, or PLAN_NONE */
    struct ir_text shown; /* as first typed */
    uint32_t count; /* times asked for; 0: only fills phrases or is negated */
    bool lent;      /* only in expansions, not in the query */
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
    CLAUSE_SCOPE,     /* its part, in title or lead */
    CLAUSE_ATLEAST,   /* its part, at number spans or more */
    CLAUSE_MIN_MATCH, /* number of the parts or more */
    CLAUSE_FILTER,    /* a field, date or length of the article */
    CLAUSE_NEVER,     /* a pattern that no word of the index matches */
};

struct clause {
    enum clause_kind kind;
    bool loose;             /* RUN: in a list of any its words are enough */
    bool stored;            /* PHRASE: of one form, which the store knows */
    bool pattern;           /* WORD: of any words that fit a pattern */
    bool unsure;            /* WORD, RUN, PHRASE: it has patterns, whose
                               positions only the text has */
    bool must;              /* required even in a list of any */
    double weight;          /* of all that it holds, in the score */
    struct ir_text shown;   /* a leaf: its text, for what a hit lacks */
    uint32_t id;            /* from 0, dense */
    uint32_t number;        /* see kind; FILTER: true: the text decides */
    uint32_t filter;        /* FILTER: of the plan */
    enum query_scope scope; /* SCOPE */
    uint32_t *items;        /* WORD: a term; RUN: terms; PHRASE: forms */
    size_t item_count;
    uint32_t joined; /* RUN: term, or PLAN_NONE */
    struct clause *parts;
    size_t part_count;
    bool group;          /* ANY: a term and its expansions */
    size_t own;          /* so many first parts are the term itself */
    uint32_t expansions; /* the plan's first expansion among the others */
};

/*
 * A word or run that matches in place of a term: a term of a topic, a synonym,
 * a relative, another spelling.  Its own words are evidence only if the query
 * asks for them too.
 */
struct plan_expansion {
    struct clause what; /* WORD, RUN or PHRASE; the clause owns its items */
    uint32_t term;
    uint32_t first; /* expansion of its group */
    enum ir_how how;
    double weight; /* of a match; one of the term itself has 1 */
    double scale;  /* of the score in the store, for all of this weight */
    bool negated;  /* inside NOT, so it is no evidence */
    uint32_t next; /* one beginning with the same term, or PLAN_NONE */
};

/*
 * A wildcard or fuzzy word: a term whose matches are all words that fit, and a
 * form, so that it may be an item of a phrase.
 */
#define PLAN_DISTANCES (VARIANT_EDITS_MAX + 1)
struct plan_pattern {
    const struct pattern *words;
    uint32_t term, form;
    /* Factors of the score in the store: of the words at each distance, and of
     * all those that were cut; set by the search. */
    double scales[PLAN_DISTANCES], rest;
};
/* The weight of a word so many edits away. */
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
    size_t nearest; /* the most parts of a NEAR */
    bool exact;     /* the store alone decides what matches */
    bool grows;     /* more text never makes an article match no longer */
    bool empty;     /* no word at all */
    bool weighted;  /* a term scores its share wherever it is */
    bool filtered;  /* filter may be used */
    struct word_filter filter;
    uint32_t *term_of_lexeme; /* by lexeme id, PLAN_NONE: none */
    uint32_t *form_of_lexeme;
    size_t lexeme_count;
};

/* What the planner knows about words. */
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
 * Never NULL.  stems, q and the topics must outlive the plan, and words->topics
 * must have all topics that q names.  A word with synonyms matches by any of
 * them, with PLAN_SYNONYM_SHARE of its weight, or PLAN_RELATIVE_SHARE if it is
 * a relative only.  Invalid dates are left out, with a warning in q.
 */
#define PLAN_SYNONYM_SHARE 0.5
#define PLAN_RELATIVE_SHARE 0.1
struct plan *plan_new(struct query *q, struct stems *stems,
                      const struct plan_words *words);
void plan_free(struct plan *p);

/* The term of item i of a WORD, RUN or PHRASE. */
uint32_t plan_clause_term(const struct plan *p, const struct clause *c,
                          size_t i);

/* Does the store have a term of its own for this form?  Not if it is its own
 * stem. */
bool plan_is_stored(const struct plan *p, uint32_t form);

/* How many terms a WORD, or a group of single words, matches by; 0 for
 * anything else.  And each of these terms. */
size_t clause_words(const struct clause *c);
uint32_t clause_word(const struct clause *c, size_t i);

/* Is it a NEAR or ADJ whose parts are all words with positions in the store?
 * With two parts the store decides it alone. */
bool clause_is_near(const struct clause *c);

/* Does it take the text to decide whether the clause matches? */
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

/* The term that a lexeme of the same stems matches, or PLAN_NONE. */
static inline uint32_t plan_term_of(const struct plan *p,
                                    const struct lexeme *lexeme)
{
    uint32_t id = lexeme->stem->id;

    return id < p->lexeme_count ? p->term_of_lexeme[id] : PLAN_NONE;
}

#endif
