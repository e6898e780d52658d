/*
 * lex.h - a query as tokens; private to search/query.
 *
 * From the characters up: each section calls only those above it.
 */
#ifndef SEARCH_QUERY_LEX_H
#define SEARCH_QUERY_LEX_H

#include "search/query/query.h"

enum query_token_kind {
    TOKEN_LEAF, /* the text of a phrase is empty if it holds no word */
    TOKEN_OPEN,
    TOKEN_CLOSE,  /* its weight is that of the group */
    TOKEN_PREFIX, /* applies to the operand that follows */
    TOKEN_INFIX,  /* joins the operands on its sides */
};

struct query_token {
    enum query_token_kind kind;
    /*
     * The node that it makes.  The text of an operator is the word that it
     * becomes when it has no operand; that of a leaf with a proximity
     * operator, "a b"~5, is the words that it joins.
     */
    struct query_node node;
    bool unclosed; /* PHRASE: it runs to the end of the query */
    bool bare;     /* an operator that is a word in capitals */
    bool loose;    /* PREFIX: for all that proximity operators join */
    const char *code, *message; /* of a warning, or NULL */
};

/* Keep the first warning of a token. */
static inline void query_note(struct query_token *token, const char *code,
                              const char *message)
{
    if (token->code)
        return;
    token->code = code;
    token->message = message;
}

/* ---- chars.c ---- */

/* Letters, numbers, marks and pictures; a superset of what words.h reads. */
bool query_is_wordy(uint32_t code);
/* Has it a character that is wordy? */
bool query_bears_word(struct ir_text text);
struct ir_text query_trimmed(struct ir_text t); /* without spaces around it */
/* Without the stops, commas and brackets that end a clause. */
struct ir_text query_without_stops(struct ir_text t);
/* Digits and the signs of numbers only: no operand of ^ ~ * and ?. */
bool query_is_numeric(struct ir_text t);
/* Only letters, digits, apostrophes between them, and bytes of others. */
bool query_is_one_word(struct ir_text t, const char *others);

/*
 * The quotation marks of a query, paired.  A mark ends what its partner
 * opened: "a" and “a” „a“ «a» »a« ”a”.  What stands between is text, other
 * marks too, if they are paired: "says “no” to".  A mark of another kind ends
 * it as well where only an end can stand and the partner never comes: “a" is
 * meant.
 */
#define QUOTE_OPEN SIZE_MAX /* no other mark ends it */

struct query_quote {
    size_t start, next; /* bytes of the mark */
    size_t end;         /* index of the mark that ends what it opens */
};

struct query_quotes {
    struct query_quote *items; /* in order; to be freed */
    size_t count, room;
};

bool query_is_quote(uint32_t code);
void query_quotes_find(struct ir_text text, struct query_quotes *out);

/* ---- wildcards.c ---- */

/*
 * Fill out's node with the pattern, or compound with patterns, that text is;
 * without stops.  False if it holds no wildcard and nothing was filled.
 */
bool query_wild(struct ir_text text, struct query_token *out);

/* ---- affixes.c ---- */

/* Fill out with the leaf that text makes: = * ? ~ and ^ are read. */
void query_word(struct ir_text text, struct query_token *out);
/* Cut the comma and ^w off the end of a value. */
void query_cut_end(struct ir_text *value, struct query_token *out);
/* What follows a quote or bracket at once: ~n /n ^w.  False if all is text. */
bool query_suffix(struct ir_text text, struct query_token *out);
/* Digits, up to limit; false if there are none or other characters. */
bool query_number(struct ir_text text, uint64_t limit, uint64_t *out);
/* Clamp number into [1, IR_QUERY_NUMBER_MAX], with a warning. */
uint32_t query_bounded(uint64_t number, struct query_token *out);

/* ---- names.c ---- */

/* Is all of text an operator (AND, w/5, /s ...) or a count (atleast3)? */
bool query_operator(struct ir_text text, struct query_token *out);
/* Make of a proximity operator the one that it is after NOT. */
void query_operator_negate(struct query_token *token);

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
/* The name of a field in the canonical form; "" if the node has none. */
const char *query_field_name(const struct query_node *node);

/* ---- foreign.c ---- */

/* What is read as text, at [start, end). */
struct query_stray {
    struct query *q;     /* gets the warnings */
    struct ir_text text; /* the whole query */
    size_t start, end;
    bool after_close; /* a quote or bracket ended right before it */
    bool in_brackets;
};
/*
 * Warn of it if it looks like syntax: of another language, or of ours with a
 * fault.  What also stands in prose is returned instead, as a message to warn
 * with only if the query holds syntax of ours; else NULL.
 */
const char *query_foreign(const struct query_stray *s);
/* The same of a sign that parts words: | ! or &&. */
const char *query_foreign_sign(const struct query_stray *s);

/* ---- lex.c ---- */

#define QUERY_DOUBTS_MAX 8
struct query_doubt {
    const char *message;
    size_t start, end;
};

struct query_lexer {
    struct ir_text text;
    size_t at, chunk_end;
    bool literal;
    bool fresh;                 /* a sign may stand here */
    bool after_prefix;          /* what follows is no operator */
    bool after_close;           /* a quote or bracket ended right here */
    size_t open;                /* brackets */
    struct query_quotes quotes; /* found at the first one */
    size_t quote;               /* the first of them that is not passed */
    struct query *q;            /* gets the warnings; or NULL */
    struct query_doubt doubts[QUERY_DOUBTS_MAX];
    size_t doubt_count;
};

/* text is valid UTF-8 and lives as long as the tokens. */
void query_lex_start(struct query_lexer *s, struct ir_text text, bool literal);
void query_lex_end(struct query_lexer *s);
/* False at the end. */
bool query_lex_next(struct query_lexer *s, struct query_token *out);

/* ---- tokens.c ---- */

struct query_tokens {
    struct query_token *items; /* to be freed */
    size_t count, room;
};

/*
 * Read the tokens of q->text.  Every bracket that closes has one that opens,
 * though not the other way round, and every operator has its operands.
 */
void query_tokens_read(struct query_tokens *t, bool literal, struct query *q);

#endif
