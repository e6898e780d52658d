/*
 * variants.h - the words of an index that a wildcard or a fuzzy word stands
 * for.
 *
 * They are the folded words that articles hold.  A limited number of each
 * pattern is kept and scored one by one: the nearest, then the most frequent.
 * Of the others only the set of articles that hold any is kept, so a pattern
 * matches by all of its words, however many there are.  A word that is its own
 * stem is known by its stem alone, so stems that are no word may be among them;
 * they match nothing, for the texts decide.
 */
#ifndef SEARCH_PLAN_VARIANTS_H
#define SEARCH_PLAN_VARIANTS_H

#include "search/query/query.h"
#include "text/stems.h"
#include "text/words.h"

#define VARIANTS_MAX 200     /* words of one pattern that are kept */
#define VARIANTS_ALL_MAX 400 /* of all patterns of a query together ... */
#define VARIANTS_FEW 8       /* ... but at least so many of each */
#define VARIANTS_LOOKED_MAX 3000000 /* terms looked at for one query */
#define VARIANTS_LEFT_MAX 100000    /* words left out that are counted */
#define VARIANT_EDITS_MAX QUERY_EDITS_MAX

struct variant {
    struct buf word;
    bool stem;         /* it came as a stem */
    unsigned distance; /* edits from a fuzzy word */
    uint64_t frequency;
    const struct lexeme *lexeme; /* of the kept ones, set by variants_finish */
};

struct store_union;

struct pattern {
    enum query_kind kind;  /* QUERY_WILD or QUERY_FUZZY */
    bool every;            /* a lone star: any word, nothing is looked up */
    struct buf text;       /* folded */
    size_t prefix;         /* bytes before its first wildcard; 0: fuzzy */
    unsigned edits;        /* of a fuzzy word, at most */
    struct variant *items; /* a heap while it fills, then by rank */
    size_t count, room;
    bool cut;       /* words that fit were left out, or there may be such */
    uint64_t left;  /* how many of them were counted */
    bool uncounted; /* there may be more than these */
    /* Articles with words that were cut: those that hold one for sure, and
     * those that hold the stem it is known by.  NULL: there are none. */
    struct store_union *forms, *stems;
};

/* The pattern of a text in the query. */
struct variants_node {
    struct ir_text text; /* identified by its address */
    const struct query_node *node;
    size_t pattern;
};

struct variants {
    struct pattern *items; /* no two alike */
    size_t count, room;
    struct variants_node *nodes;
    size_t node_count, node_room;
    size_t looked;
};

/* Collect the patterns of a tree; their words are still to be offered. */
void variants_start(struct variants *v, const struct query_node *root);
/* The caller frees the sets first. */
void variants_free(struct variants *v);
/* The pattern of a node's text, or of a piece of it; NULL if it is none. */
const struct pattern *variants_of(const struct variants *v,
                                  struct ir_text text);

/*
 * Add a word of the index to the pattern if it fits.  Returns the word that was
 * cut for lack of room, this one or a worse one, until the next call; NULL if
 * none was.
 */
const struct variant *pattern_offer(struct pattern *p, struct ir_text word,
                                    bool stem, uint64_t frequency);
/* Sort the words and look up their lexemes. */
void variants_finish(struct variants *v, struct stems *stems);

/* For messages: "12 more words are", or "12 or more words are" if not all were
 * counted. */
void variants_say_left(uint64_t left, bool uncounted, char out[48]);

/* ---- patterns.c ---- */

/*
 * Edits from a to b (Damerau's, of which none overlap) if there are at most
 * most of them, else a greater number.
 */
unsigned edit_distance(struct ir_text a, struct ir_text b, unsigned most);

/* Does the folded word fit the pattern?  *distance is in edits. */
bool pattern_takes(const struct pattern *p, struct ir_text word,
                   unsigned *distance);
/* Does the word fit?  * is any run of characters, ? exactly one. */
bool pattern_fits(struct ir_text pattern, struct ir_text word);

/* Has the variant a term of its own?  Otherwise it is known by its stem, which
 * articles without the word may hold too. */
static inline bool variant_is_sure(const struct variant *v)
{
    return v->lexeme->stem != v->lexeme;
}

/* Does no word of the index fit? */
static inline bool pattern_is_empty(const struct pattern *p)
{
    return !p->count && !p->forms && !p->stems && !p->every;
}

/* Does the index know exactly which articles hold a word of it? */
bool pattern_is_sure(const struct pattern *p);
/* Add the first two bytes of all words that can fit the pattern; false if they
 * are not known. */
bool pattern_filter(const struct pattern *p, struct word_filter *filter);

struct fit {
    uint32_t pattern; /* in the order they were added */
    unsigned distance;
};

/* Which patterns of a set a word of a text fits, decided once per word. */
struct fits;
struct fits *fits_new(void);
void fits_free(struct fits *f);
/* The pattern must outlive f. */
void fits_add(struct fits *f, const struct pattern *p);
/* The patterns that the word fits; valid until the next call. */
const struct fit *fits_of(struct fits *f, const struct lexeme *word,
                          size_t *count);

#endif
