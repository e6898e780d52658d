/*
 * variants.h - the words of an index that wildcards and fuzzy words expand to.
 *
 * A limited number of words of each pattern is kept and scored one by one: the
 * nearest, then the most frequent.  For the others only the set of articles
 * that contain any is kept, so that a pattern matches by all of its words,
 * however many there are.  A word that is its own stem has no term of its own,
 * so stems that are not words may be among them; they do no harm, since
 * verification decides.
 */
#ifndef SEARCH_PLAN_VARIANTS_H
#define SEARCH_PLAN_VARIANTS_H

#include "search/query/query.h"
#include "text/stems.h"
#include "text/words.h"

#define VARIANTS_MAX 200     /* words kept for one pattern */
#define VARIANTS_ALL_MAX 400 /* words kept for all patterns of a query ... */
#define VARIANTS_FEW 8       /* ... but at least this many for each */
#define VARIANTS_LOOKED_MAX 3000000 /* terms examined for one query */
#define VARIANTS_LEFT_MAX 100000    /* words not kept are counted up to this */
#define VARIANT_EDITS_MAX QUERY_EDITS_MAX

struct variant {
    struct buf word;
    bool stem;         /* found as a stem */
    unsigned distance; /* from a fuzzy word, in edits */
    uint64_t frequency;
    const struct lexeme *lexeme; /* set by variants_finish() */
};

struct store_set;

struct pattern {
    enum query_kind kind;  /* QUERY_WILD or QUERY_FUZZY */
    bool every;            /* a lone *: any word, not expanded */
    struct buf text;       /* folded */
    size_t prefix;         /* bytes before its first wildcard; 0: fuzzy */
    unsigned edits;        /* the maximum for a fuzzy word */
    struct variant *items; /* a heap while it fills, then sorted by rank */
    size_t count, room;
    bool cut;       /* words that fit are, or may be, not among items */
    uint64_t left;  /* number of these that were counted */
    bool uncounted; /* there may be more */
    /* Articles with words that are not among items: those that contain the
     * word, and those known only to contain its stem; or NULL. */
    struct store_set *forms, *stems;
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

/* Collect the patterns of a tree; then call pattern_offer() for words of the
 * index, and variants_finish(). */
void variants_start(struct variants *v, const struct query_node *root);
/* The caller must free the sets first: see patterns_free(). */
void variants_free(struct variants *v);
/* The pattern of a node's text, or of a piece of it; NULL if it is none. */
const struct pattern *variants_of(const struct variants *v,
                                  struct ir_text text);

/*
 * Add a word of the index to the pattern if it fits.  Returns the word that did
 * not get or lost its place, this one or one of lower rank, valid until the
 * next call; NULL if there is none.
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
 * Edit distance in letters with transpositions (Damerau, "optimal string
 * alignment") if it is at most `most', else a greater number.
 */
unsigned edit_distance(struct ir_text a, struct ir_text b, unsigned most);

/* Does the folded word fit the pattern?  *distance is in edits. */
bool pattern_takes(const struct pattern *p, struct ir_text word,
                   unsigned *distance);
/* Does the word fit?  * is any run of characters, ? exactly one. */
bool pattern_fits(struct ir_text pattern, struct ir_text word);

/* Does the variant have a term of its own?  If not, it is found by its stem,
 * which articles without the word may have too. */
static inline bool variant_is_sure(const struct variant *v)
{
    return v->lexeme->stem != v->lexeme;
}

/* Does no word of the index fit? */
static inline bool pattern_is_empty(const struct pattern *p)
{
    return !p->count && !p->forms && !p->stems && !p->every;
}

/* Do the terms of the index decide exactly which articles match it? */
bool pattern_is_sure(const struct pattern *p);
/* Add the possible first two bytes of words that fit the pattern to the filter;
 * false if they can be any. */
bool pattern_filter(const struct pattern *p, struct word_filter *filter);

struct fit {
    uint32_t pattern; /* in the order they were added */
    unsigned distance;
};

/* Caches, for each word, which patterns of a set it fits. */
struct fits;
struct fits *fits_new(void);
void fits_free(struct fits *f);
/* The pattern must outlive f. */
void fits_add(struct fits *f, const struct pattern *p);
/* The patterns that the word fits; valid until the next call. */
const struct fit *fits_of(struct fits *f, const struct lexeme *word,
                          size_t *count);

#endif
