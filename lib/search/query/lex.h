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
 * The quotation marks of a query, in pairs.  A mark closes what its partner
 * opened: "a" and “a” „a“ «a» »a« ”a”.  Other pairs of marks in between are
 * text: "says “no” to".  A mark of another kind closes the quotation too if it
 * is at the end of a word and the partner never follows: “a" is a phrase.
 */
#define QUOTE_OPEN SIZE_MAX /* it is never closed */

struct query_quote {
    size_t start, next; /* bytes of the mark */
    size_t end;         /* index of the mark that closes it */
};

struct query_quotes {
    struct query_quote *items; /* in order; to be freed */
    size_t count, room;
};

bool query_is_quote(uint32_t code);
void query_quotes_find(struct ir_text text, struct query_quotes *out);

/* ---- wildcards.c ---- */

/*
 * Read text as a pattern, or a compound with patterns, into out's node, without
 * trailing punctuation.  False, leaving out alone, if it has no wildcard.
 */
bool query_wild(struct ir_text text, struct query_token *out);

/* ---- affixes.c ---- */

/* Read text as a leaf into out, with its = * ? ~ and ^. */
void query_word(struct ir_text text, struct query_token *out);
/* Cut the comma and ^w off the end of a value. */
void query_cut_end(struct ir_text *value, struct query_token *out);
/* Read the suffix right after a quote or bracket: ~n /n ^w.  False if text is
 * none. */
bool query_suffix(struct ir_text text, struct query_token *out);
/* Digits, up to limit; false if there are none or other characters. */
bool query_number(struct ir_text text, uint64_t limit, uint64_t *out);
/* Clamp number into [1, IR_QUERY_NUMBER_MAX], with a warning. */
uint32_t query_bounded(uint64_t number, struct query_token *out);

/* ---- names.c ---- */

/* Is all of text an operator (AND, w/5, /s ...) or a count (atleast3)? */
bool query_operator(struct ir_text text, struct query_token *out);
/* Turn a proximity operator into its negation: NEAR into NOT NEAR ... */
void query_operator_negate(struct query_token *token);

/*
 * Read a field name followed by a colon, or by a bracket, at the start of text
 * into out, as a prefix; `then' is what follows text.  Returns the size of the
 * name with its colon in bytes, or 0.  A name that looks like a field but is
 * none leaves a warning in out.
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

/* Something that is read as text: bytes [start, end). */
struct query_stray {
    struct query *q;     /* gets the warnings */
    struct ir_text text; /* the whole query */
    size_t start, end;
    bool after_close; /* a quote or bracket ended right before it */
    bool in_brackets;
};
/*
 * Add a warning if it looks like the syntax of another query language, or like
 * faulty syntax of ours.  For what also occurs in prose, returns the message
 * instead: warn with it only if the query has syntax of ours.  Else NULL.
 */
const char *query_foreign(const struct query_stray *s);
/* The same for a sign that separates words: | ! or &&. */
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
    bool fresh;                 /* + and - are signs here */
    bool after_prefix;          /* what follows is not an operator */
    bool after_close;           /* right after a quote or bracket */
    size_t open;                /* number of open brackets */
    struct query_quotes quotes; /* found when the first one is reached */
    size_t quote;               /* the next of them */
    struct query *q;            /* collects warnings; or NULL */
    struct query_doubt doubts[QUERY_DOUBTS_MAX];
    size_t doubt_count;
};

/* text must be valid UTF-8 and outlive the tokens. */
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
 * Read the tokens of q->text and repair them, with warnings: every closing
 * bracket has an opening one (not the reverse), and every operator its
 * operands.
 */
void query_tokens_read(struct query_tokens *t, bool literal, struct query *q);

#endif
