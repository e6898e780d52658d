/*
 * oracle.h - a second, naive matcher, to check the engine by: it compares every
 * word of an article with every node of the query.
 *
 * It uses the tokenizer, sentence splitter and stemmers of the index, and shares
 * no other code with the engine.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "base/seen.h"
#include "search/plan/stopwords.h"
#include "search/query/query.h"
#include "text/sentences.h"
#include "text/stems.h"
#include "text/words.h"

/* ---- articles ---- */

struct oracle_word {
    enum ir_field field;
    uint32_t position; /* of title or body, from 0 */
    uint32_t last;     /* of a compound as one word: of its last part */
    uint32_t flags;    /* enum word_flag */
    size_t start, end; /* bytes */
    const struct lexeme *form;
};

/* Where a position lies. */
struct oracle_unit {
    uint32_t sentence, paragraph;
};

struct oracle_article {
    const struct ir_article *article; /* the caller's */
    size_t number;                    /* of the article, from 0 */
    struct oracle_word *words;        /* title and body, in order */
    size_t count, room;
    struct oracle_unit *units[2]; /* by field and position */
    uint32_t positions[2];
};

void oracle_read(struct oracle_article *out, size_t number,
                 const struct ir_article *article, struct stems *stems);
void oracle_article_free(struct oracle_article *a);

/* ---- spans: called spots here, to share no name with the engine ---- */

struct spot {
    enum ir_field field;
    uint32_t first, last; /* positions */
};

struct spots {
    struct spot *items;
    size_t count, room;
};

void spots_free(struct spots *s);
void spots_add(struct spots *s, struct spot spot); /* unless present */
bool spot_within(struct spot spot, struct spot other);

/* Do two positions of a field lie in one sentence, or one paragraph? */
bool oracle_same_unit(const struct oracle_article *a, enum ir_field field,
                      uint32_t one, uint32_t other, bool sentence);
/* NEAR and ADJ, as query.h defines them. */
void oracle_near(const struct spots *parts, size_t count, uint32_t distance,
                 bool ordered, struct spots *out);
/* alone[i]: part i shares no word with another such part. */
void oracle_together(const struct oracle_article *a, const struct spots *parts,
                     const bool *alone, size_t count, bool sentence,
                     struct spots *out);
/* The spots that none of others is near, or in one sentence or paragraph
 * with. */
void oracle_apart(const struct spots *spots, const struct spots *others,
                  uint32_t distance, struct spots *out);
void oracle_outside(const struct oracle_article *a, const struct spots *spots,
                    const struct spots *others, bool sentence,
                    struct spots *out);

/*
 * Append the word folded, by a table of the letters that tests use; respelt: in
 * its other spelling (ue for an umlaut).  True if it has one.
 */
bool oracle_fold(struct ir_text text, bool respelt, struct buf *out);

/* ---- questions ---- */

#define ORACLE_WORDS 16 /* of one leaf, at most */
/* The one topic that the oracle knows: any of these words, by stem. */
#define ORACLE_TOPIC "fuels"
#define ORACLE_TOPIC_WORDS "gas oil power"

/* What is known of a leaf: whether a form fits word i, by i and the form's id,
 * and the spans in each article. */
struct oracle_known {
    unsigned char *fits;
    struct spots **spots; /* NULL: not looked for yet */
};

/* Many questions have the same leaves, and ask for them many times. */
struct oracle_memory {
    size_t articles;   /* their numbers are below */
    size_t forms;      /* ids of their words are below */
    struct seen known; /* by content: a struct oracle_known * */
};

/* After oracle_read() of all articles. */
void oracle_memory_start(struct oracle_memory *m, size_t articles,
                         const struct stems *stems);
void oracle_memory_end(struct oracle_memory *m);

struct oracle_leaf;
/* What there is or will be to know of the leaf. */
struct oracle_known *oracle_known(struct oracle_memory *m,
                                  const struct oracle_leaf *leaf);

/* A leaf of the query, prepared for matching. */
struct oracle_leaf {
    const struct query_node *node;
    size_t part; /* of a MIN_MATCH: which of its words; 0 is all of it */
    const struct lexeme *forms[ORACLE_WORDS]; /* side by side */
    size_t count; /* 0: of a pattern or topic, which is one word */
    size_t terms; /* of a topic: any of so many forms */
    const struct lexeme *joined; /* a compound as one word, or NULL */
    struct buf text; /* of WILD and FUZZY, folded; of a compound with
                                    patterns as one word */
    struct buf patterns[ORACLE_WORDS]; /* in place of forms[i], or empty */
    struct oracle_known *known;        /* the memory's */
};

struct question {
    const struct query *query;
    struct stopwords *stop; /* the caller's */
    struct oracle_memory *memory;
    struct oracle_leaf *leaves;
    size_t count, room;
    bool capitals_mean;
};

void question_start(struct question *q, const struct query *query,
                    struct oracle_memory *memory, struct stems *stems,
                    struct stopwords *stop);
void question_end(struct question *q);
const struct oracle_leaf *question_leaf(const struct question *q,
                                        const struct query_node *node);
/* Word i of a MIN_MATCH, from 0; NULL: it has no more. */
const struct oracle_leaf *question_word(const struct question *q,
                                        const struct query_node *node,
                                        size_t i);
/* Is there something but stop words and filters, outside of negation?  Then
 * stop words ask for nothing. */
bool question_has_content(const struct question *q,
                          const struct query_node *node);
/* Is a leaf nothing but stop words, and no compound? */
bool question_only_stops(const struct question *q,
                         const struct query_node *node);
/* Does the word match the leaf's i-th?  By stem, unless the query asks for the
 * exact form. */
bool oracle_fits(const struct question *q, const struct oracle_leaf *leaf,
                 size_t i, const struct oracle_word *word);
/* Does the word match the leaf's compound as one word? */
bool oracle_fits_joined(const struct question *q,
                        const struct oracle_leaf *leaf,
                        const struct oracle_word *word);
/* The spans of a leaf, the memory's. */
const struct spots *oracle_leaf_spots(const struct question *q,
                                      const struct oracle_leaf *leaf,
                                      const struct oracle_article *a);

/* ---- answers ---- */

enum truth { NO, YES, NOTHING /* the query asks for nothing */ };

/* any: a list needs one of its parts, not all. */
enum truth oracle_answer(const struct question *q,
                         const struct oracle_article *a, bool any);

/* The context in which a node is evaluated. */
struct oracle_reader {
    const struct question *q;
    const struct oracle_article *a;
    bool any;     /* a list needs one part */
    bool negated; /* inside NOT every list is answered as all */
    bool must;    /* right under MUST */
    bool stops;   /* a stop word is a word */
};

enum truth oracle_holds(const struct oracle_reader *r,
                        const struct query_node *node);
/* The spans of a node that has spans. */
void oracle_spans(const struct oracle_reader *r, const struct query_node *node,
                  struct spots *out);
/* The number of words at which a span begins. */
size_t oracle_count_spans(const struct oracle_reader *r,
                          const struct query_node *node);

/* Do the article's metadata match a FIELD, DATE or LENGTH node? */
bool oracle_says(const struct query_node *node, const struct oracle_article *a);

/*
 * Set marked[i] for each word of the article that the answer rests on; marked
 * has room for all of them and is cleared first.
 */
void oracle_mark(const struct question *q, const struct oracle_article *a,
                 bool any, bool *marked);

#endif
