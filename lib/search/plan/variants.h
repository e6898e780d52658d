/*
 * variants.h - the words of an index that a wildcard or a fuzzy word stands
 * for.
 *
 * They are the folded words that articles hold.  Only so many of a pattern are
 * kept, to be scored one by one: the nearest, then the most frequent.  What
 * there is no room for is only known by the articles that hold it, as a set, so
 * that a pattern matches by all of its words, however many these are.  A word
 * that is its own stem is known by its stem alone, so a stem that is no word
 * may be among them; it fits nothing, as texts decide.
 */
#ifndef SEARCH_PLAN_VARIANTS_H
#define SEARCH_PLAN_VARIANTS_H

#include "search/query/query.h"
#include "text/stems.h"
#include "text/words.h"

#define VARIANTS_MAX 200     /* words of one pattern that are kept */
#define VARIANTS_ALL_MAX 400 /* of all patterns of a query together ... */
#define VARIANTS_FEW 8       /* ... but for so many of each */
#define VARIANTS_LOOKED_MAX 3000000 /* terms looked at for one query */
#define VARIANTS_LEFT_MAX 100000    /* words left out that are counted */
#define VARIANT_EDITS_MAX QUERY_EDITS_MAX

struct variant {
    struct buf word;
    bool stem;         /* it was met as a stem */
    unsigned distance; /* edits from a fuzzy word */
    uint64_t frequency;
    const struct lexeme *lexeme; /* of the kept ones, set by variants_finish */
};

struct store_union;

struct pattern {
    enum query_kind kind;  /* QUERY_WILD or QUERY_FUZZY */
    bool every;            /* a lone star: any word, none is looked for */
    struct buf text;       /* folded */
    size_t prefix;         /* bytes before its first wildcard; 0: fuzzy */
    unsigned edits;        /* of a fuzzy word, at most */
    struct variant *items; /* a heap while it fills, then by rank */
    size_t count, room;
    bool cut;       /* words that fit were left out, or there may be such */
    uint64_t left;  /* how many of them were counted */
    bool uncounted; /* there may be more than these */
    /* Articles with words that have no room: those that hold one for sure, and
     * those that hold a stem as which it is known.  NULL: there are none. */
    struct store_union *forms, *stems;
};

/* Which pattern a text of the query is. */
struct variants_node {
    struct ir_text text; /* where it stands tells it from others */
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

/* The patterns of a tree, not yet looked for. */
void variants_start(struct variants *v, const struct query_node *root);
/* The sets are the caller's to free before. */
void variants_free(struct variants *v);
/* Of a node's text, or of a piece of it; NULL: it is none. */
const struct pattern *variants_of(const struct variants *v,
                                  struct ir_text text);

/*
 * Take a word of the index into the pattern, if it fits.  What loses its place
 * by that, the word itself or a worse one, is answered, and lives until the
 * next call.
 */
const struct variant *pattern_offer(struct pattern *p, struct ir_text word,
                                    bool stem, uint64_t frequency);
/* Put the words in order, and look up what they are. */
void variants_finish(struct variants *v, struct stems *stems);

/* For messages: "12 more words are", "12 or more words are" if not all of them
 * were counted. */
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

/* Is the variant known by a term of its own?  Otherwise by its stem, which
 * articles may hold that do not hold the word. */
static inline bool variant_is_sure(const struct variant *v)
{
    return v->lexeme->stem != v->lexeme;
}

/* Is there no word of the index that fits? */
static inline bool pattern_is_empty(const struct pattern *p)
{
    return !p->count && !p->forms && !p->stems && !p->every;
}

/* Does what the index knows tell which articles hold a word of it? */
bool pattern_is_sure(const struct pattern *p);
/* Add what words that fit the pattern can begin with; false if that is not
 * known. */
bool pattern_filter(const struct pattern *p, struct word_filter *filter);

struct fit {
    uint32_t pattern; /* in the order they were added */
    unsigned distance;
};

/* Which of some patterns a word of a text fits, decided once for each word. */
struct fits;
struct fits *fits_new(void);
void fits_free(struct fits *f);
/* The pattern must outlive f. */
void fits_add(struct fits *f, const struct pattern *p);
/* Those that the word fits, until the next call. */
const struct fit *fits_of(struct fits *f, const struct lexeme *word,
                          size_t *count);

#endif
