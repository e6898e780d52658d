/*
 * lex.h - a query as tokens; private to search/query.
 *
 * The sections are in order of dependency: each calls only those above it.  No
 * text here is copied: what a function returns is a part of its argument, or
 * of a string literal.
 */
#ifndef SEARCH_QUERY_LEX_H
#define SEARCH_QUERY_LEX_H

#include "search/query/query.h"

enum query_token_kind {
    TOKEN_LEAF, /* the text of a phrase is empty if it holds no word */
    TOKEN_OPEN,
    TOKEN_CLOSE,  /* node.weight is the weight of the group that it closes */
    TOKEN_PREFIX, /* applies to the operand after it */
    TOKEN_INFIX,  /* joins the operands before and after it */
};

struct query_token {
    enum query_token_kind kind;
    /*
     * The node that it makes.  The text of an operator is the word that it
     * becomes if it has no operand; that of a leaf whose kind is a proximity
     * operator, "a b"~5, is the words to join.
     */
    struct query_node node;
    bool unclosed; /* a phrase without its closing quote */
    bool bare;     /* an operator that is a word in capitals */
    bool loose; /* a prefix that binds looser than proximity operators: NOT */
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

/* May it be part of a word?  True for every character that words.h reads as
 * one: letters, numbers, marks and pictures. */
bool query_is_wordy(uint32_t code);
/* Does text have a character that may be part of a word? */
bool query_bears_word(struct ir_text text);
/* t without white space at its ends. */
struct ir_text query_trimmed(struct ir_text t);
/* Does it end in a curly apostrophe, which closes a quotation as well? */
bool query_ends_curly(struct ir_text t);
/* t without stops, commas, apostrophes and closing brackets at its end. */
struct ir_text query_without_stops(struct ir_text t);
/* Is t only digits and signs of numbers and formulas, as 10^6 and 2*3 are?
 * There ^ ~ * and ? are text. */
bool query_is_numeric(struct ir_text t);
/* Is t made of letters, digits, apostrophes between them, and characters of
 * others only?  others may be "". */
bool query_is_one_word(struct ir_text t, const char *others);

/*
 * The quotation marks of a query, in pairs.  A quotation ends at the mark that
 * belongs to the one that opened it: "a" and “a” „a“ «a» »a« ”a”.  Pairs of
 * other marks inside are text: "says “no” to".  If that mark never follows, a
 * mark of another kind at the end of a word closes it: “a" is a phrase.
 */
#define QUOTE_OPEN SIZE_MAX /* the quotation is never closed */

struct query_quote {
    size_t start, next; /* bytes [start, next) of the query are the mark */
    size_t end;         /* index of the closing mark, or QUOTE_OPEN */
};

struct query_quotes {
    struct query_quote *items; /* in order; freed by the caller with free() */
    size_t count, room;
};

bool query_is_quote(uint32_t code);
/* Add the marks of text to out, which is all zeros. */
void query_quotes_find(struct ir_text text, struct query_quotes *out);

/* ---- wildcards.c ---- */

/*
 * Read text, without punctuation at its end, as a pattern or as a compound with
 * patterns into out->node.  False, leaving out as it was, if there is none.
 */
bool query_wild(struct ir_text text, struct query_token *out);

/* ---- affixes.c ---- */

/* Read text, a word with any = * ? ~ and ^, as a leaf into out. */
void query_word(struct ir_text text, struct query_token *out);
/* The same in prose: a wildcard in out is text. */
void query_word_of_prose(struct query_token *out);
/* Cut a comma and ^w off the end of a field's value; out gets the weight. */
void query_cut_end(struct ir_text *value, struct query_token *out);
/* Read text, which follows a quote or bracket, as the suffix ~n, /n or ^w of
 * out.  False, leaving out as it was, if it is not one. */
bool query_suffix(struct ir_text text, struct query_token *out);
/* Read text, all digits, as a number; a greater one than limit becomes limit.
 * False if there are other characters or none. */
bool query_number(struct ir_text text, uint64_t limit, uint64_t *out);
/* The nearest number in [1, IR_QUERY_NUMBER_MAX]; out gets a warning if it is
 * another one. */
uint32_t query_bounded(uint64_t number, struct query_token *out);

/* ---- names.c ---- */

/* Read all of text as an operator (AND, w/5, /s ...) or count (atleast3) into
 * out; false if it is not one. */
bool query_operator(struct ir_text text, struct query_token *out);
/* Turn a proximity operator into its negation, as NEAR into NOT NEAR. */
void query_operator_negate(struct query_token *token);

/*
 * Read the name of a field, with its colon or before a bracket, at the start of
 * text into out, as a prefix.  `then` says what comes after text.  Returns the
 * bytes of the name and colon; or 0 if there is no field, with a warning in out
 * if it looks as if one was meant.
 */
enum query_next { NEXT_NONE, NEXT_QUOTE, NEXT_OPEN };
size_t query_field(struct ir_text text, enum query_next then,
                   struct query_token *out);
/* Turn out, a prefix of query_field(), into the leaf with this value; false if
 * the field cannot have it. */
bool query_field_value(struct ir_text value, struct query_token *out);
bool query_is_field(struct ir_text name); /* without its colon, in any case */
/* The name that the canonical form has for a node's field, "" if the node is
 * not about a field. */
const char *query_field_name(const struct query_node *node);

/* ---- foreign.c ---- */

/* Bytes [start, end) of a query, which are read as text. */
struct query_stray {
    struct query *q;     /* gets the warnings */
    struct ir_text text; /* the whole query */
    size_t start, end;
    bool after_close; /* it follows a quote or bracket without a space */
    bool in_brackets;
};
/*
 * Add a warning to s->q if the text looks like syntax of another query language
 * or like a mistake in ours.  If it may as well be prose, add none but return
 * the message, a literal: the caller warns if the query has other syntax.
 * Otherwise return NULL.
 */
const char *query_foreign(const struct query_stray *s);
/* The same for a sign that separates words: | ! or &&. */
const char *query_foreign_sign(const struct query_stray *s);

/* ---- the state of shapes.c and lex.c ---- */

/* A warning that is given only if the query has syntax: see query_foreign(). */
#define QUERY_DOUBTS_MAX 8
struct query_doubt {
    const char *message;
    size_t start, end;
};

struct query_lexer {
    struct ir_text text;
    size_t at, chunk_end;
    bool literal;
    bool prose;        /* signs, and operators but AND and OR, are text */
    bool lone_quotes;  /* a quote that is never closed separates words */
    bool fresh;        /* + or - here is a sign, not text */
    bool after_prefix; /* a word here is not an operator */
    bool after_close;  /* a quote or bracket has just ended */
    size_t open;       /* number of open brackets */
    struct query_quotes quotes; /* filled when the first mark is reached */
    size_t quote;               /* index of the next mark */
    struct query *q;            /* gets the warnings; NULL: give none */
    struct query_doubt doubts[QUERY_DOUBTS_MAX];
    size_t doubt_count;
};

/* What the character at `at`, which ends before *next, may begin. */
enum query_shape {
    SHAPE_TEXT,
    SHAPE_SPACE,
    SHAPE_SIGN, /* separates words as a space does */
    SHAPE_QUOTE,
    SHAPE_OPEN,
    SHAPE_CLOSE,
};

/* ---- shapes.c ---- */

enum query_shape query_shape_at(const struct query_lexer *s, size_t at,
                                size_t *next);
/* The end of the text at `at`, up to another shape. */
size_t query_text_end(const struct query_lexer *s, size_t at);
/* The end of the invisible characters and, if signs is set, of the signs
 * without a meaning at the start of [start, end). */
size_t query_skip_leading(const struct query_lexer *s, size_t start, size_t end,
                          bool signs);
/* What follows a field that ends at `at`. */
enum query_next query_next_of(const struct query_lexer *s, size_t at);
/* Hyphen, minus sign U+2212 or full-width hyphen. */
bool query_is_minus(uint32_t code);
/* Does the + or - at `at` stand before something that it may apply to? */
bool query_sign_stands(const struct query_lexer *s, size_t at, size_t end);

/* ---- lex.c ---- */

/* Begin to read text, valid UTF-8 that must outlive the tokens; with literal
 * it has no syntax.  q is NULL; the caller may set it. */
void query_lex_start(struct query_lexer *s, struct ir_text text, bool literal);
void query_lex_end(struct query_lexer *s); /* free what s owns */
/* Read the next token; false at the end. */
bool query_lex_next(struct query_lexer *s, struct query_token *out);

/* All tokens of a query. */
struct query_tokens {
    struct query_token *items; /* freed by the caller with free() */
    size_t count, room;
};

/* ---- prose.c ---- */

/* Turn an operator into the word that it would be without an operand. */
void query_to_word(struct query_token *token);
/* Is text long enough for prose? */
bool query_prose_possible(struct ir_text text);
/* Is text, which holds these tokens if it is read as syntax, a sentence, as
 * query.h says? */
bool query_is_prose(const struct query_tokens *t, struct ir_text text);
/* Turn operators into words where they are none: in a headline in capitals, and
 * NOT after a verb such as `is'; with warnings in q. */
void query_prose_operators(struct query_tokens *t, struct query *q);

/* ---- tokens.c ---- */

/*
 * Add the tokens of q->text to t, which is all zeros, and repair them, with
 * warnings in q: then every closing bracket has an opening one, though not the
 * reverse, and every operator has its operands.
 */
void query_tokens_read(struct query_tokens *t, bool literal, struct query *q);

#endif
