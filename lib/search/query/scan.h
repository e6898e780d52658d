/*
 * scan.h - a query as tokens; for the files of the query language only.
 */
#ifndef SEARCH_QUERY_SCAN_H
#define SEARCH_QUERY_SCAN_H

#include "search/query/query.h"
#include "search/query/quotes.h"

enum query_token_kind {
    TOKEN_LEAF, /* a phrase may hold no word: then its text is empty */
    TOKEN_OPEN,
    TOKEN_CLOSE,  /* its weight is that of the group */
    TOKEN_PREFIX, /* works on what follows */
    TOKEN_INFIX,  /* joins what stands on its sides */
};

struct query_token {
    enum query_token_kind kind;
    /* What it makes.  The text of an operator is the word it is otherwise; of a
     * NEAR or ADJ that is a leaf, the words that it joins. */
    struct query_node node;
    bool unclosed; /* PHRASE: it ran to the end of the query */
    bool bare;     /* an operator that is a word in capitals */
    bool loose;    /* PREFIX: for all of what proximity operators join */
    const char *code, *message; /* of a warning, or NULL */
};

/* What is syntax elsewhere, and also stands in prose: told only if the query
 * holds syntax of ours. */
#define QUERY_DOUBTS_MAX 8
struct query_doubt {
    const char *message;
    size_t start, end;
};

struct query_scan {
    struct ir_text text;
    size_t at, chunk_end;
    bool literal;
    bool fresh;                 /* a sign may stand here */
    bool after_prefix;          /* what follows is no operator */
    bool after_close;           /* a quote or bracket ended right here */
    size_t open;                /* brackets */
    struct query_quotes quotes; /* found at the first one */
    size_t quote;               /* the first of them that is not passed */
    struct query *q;            /* is told what is odd; or NULL */
    struct query_doubt doubts[QUERY_DOUBTS_MAX];
    size_t doubt_count;
};

/* text is valid UTF-8 and lives as long as the tokens. */
void query_scan_start(struct query_scan *s, struct ir_text text, bool literal);
void query_scan_end(struct query_scan *s);
bool query_scan_next(struct query_scan *s, struct query_token *out);

bool query_is_space(uint32_t code);
/* Letters, numbers, marks and pictures; generous, for words.h decides. */
bool query_is_wordy(uint32_t code);
bool query_bears_word(struct ir_text text);

struct query_tokens {
    struct query_token *items; /* to be freed */
    size_t count, room;
};

/*
 * Read the tokens of q->text.  Every bracket that closes has one that opens,
 * though not the other way round, and every operator has its operands.
 */
void query_tokens_read(struct query_tokens *t, bool literal, struct query *q);

/* ---- foreign.c ---- */

/* Tell of text in [start, end), which is read as such, if it looks like syntax:
 * of another language, or of ours with a fault.  stray: a quote or bracket ended
 * right before it. */
void query_foreign(struct query_scan *s, size_t start, size_t end, bool stray);
/* The same of a sign that parts words. */
void query_foreign_sign(struct query_scan *s, size_t start, size_t end);

/* ---- operators.c ---- */

/* Is all of text an operator (AND, w/5, /s ...) or a count (atleast3)? */
bool query_operator(struct ir_text text, struct query_token *out);
/* Make an operator of places the one that NOT before it makes of it. */
void query_operator_negate(struct query_token *token);
bool query_is_proximity(enum query_kind kind);

/* ---- fields.c ---- */

/*
 * Does text begin with the name of a field and a colon, or is it a name that
 * stands before a bracket?  then is what follows text.  Fills out as a prefix;
 * returns the bytes of the name with its colon, or 0.  A name that may have
 * been meant as a field leaves a warning in out.
 */
enum query_next { NEXT_NONE, NEXT_QUOTE, NEXT_OPEN };
size_t query_field(struct ir_text text, enum query_next then,
                   struct query_token *out);
/* Turn the prefix out into the leaf with this value; false if it is none. */
bool query_field_value(struct ir_text value, struct query_token *out);
bool query_is_field(struct ir_text name);
struct ir_text query_trimmed(struct ir_text t); /* of the spaces round it */
/* The name that the canonical form uses. */
const char *query_field_name(const struct query_node *node);

/* ---- affixes.c ---- */

/* Fill out with the leaf that text makes: = * ? ~ and ^ are read. */
void query_word(struct ir_text text, struct query_token *out);
/* The same, if it holds a wildcard; false, out as it was, if not. */
bool query_wild(struct ir_text text, struct query_token *out);
/* Cut the comma and ^w off the end of a value. */
void query_cut_end(struct ir_text *value, struct query_token *out);
/* What follows a quote or bracket at once: ~n /n ^w.  False if all is text. */
bool query_suffix(struct ir_text text, struct query_token *out);
/* Digits, up to limit; false if there are none or other characters. */
bool query_number(struct ir_text text, uint64_t limit, uint64_t *out);
/* Clamp number into [1, IR_QUERY_NUMBER_MAX], with a warning. */
uint32_t query_bounded(uint64_t number, struct query_token *out);

#endif
