/*
 * query_scan.h - a query as tokens; for the files of the query language only.
 */
#ifndef SEARCHER_QUERY_SCAN_H
#define SEARCHER_QUERY_SCAN_H

#include "searcher/query.h"

enum query_token_kind {
    TOKEN_WORD,
    TOKEN_PHRASE, /* its text may hold no word: then it is empty */
    TOKEN_TOPIC,  /* its text is the name */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_PREFIX, /* works on what follows */
    TOKEN_INFIX,  /* joins what stands on its sides */
};

struct query_token {
    enum query_token_kind kind;
    enum query_kind makes; /* WORD, PHRASE ...: this node */
    struct ir_text text;   /* of an operator: the word it is otherwise */
    size_t start, end;
    bool unclosed; /* PHRASE: it ran to the end of the query */
};

struct query_scan {
    struct ir_text text;
    size_t at;
    bool literal;
    bool fresh;      /* a sign may stand here */
    bool after_sign; /* what follows is no operator */
};

/* text is valid UTF-8 and lives as long as the tokens. */
void query_scan_start(struct query_scan *s, struct ir_text text, bool literal);
bool query_scan_next(struct query_scan *s, struct query_token *out);

bool query_is_space(uint32_t code);
bool query_is_quote(uint32_t code);

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
