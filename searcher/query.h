/*
 * query.h - the query language: text in, tree and warnings out.
 *
 * Total: any bytes parse to something.  Linear in time and memory, bounded in
 * depth and size.  Knows no index, no stemmer and no Xapian.
 *
 *   word "exact phrase"  topic:name  a OR b  a AND b  NOT a  -a  +a  ( )
 *
 * Prefixes bind first, then AND, then OR, then standing side by side: so
 * `gas OR oil waiver` asks for the waiver and one of the two.  Operators are
 * written in capitals.  One that lacks something to work on is a word; so is
 * a sign inside a word, or before a space.  Curly quotes are quotes,
 * apostrophes never; | ! and && part words as a space does.
 *
 * Warnings, of which the first 32 are kept: unbalanced_quote,
 * unbalanced_bracket, empty_phrase, empty_brackets, operator_as_word,
 * ignored_plus (beside OR), only_negative.
 */
#ifndef SEARCHER_QUERY_H
#define SEARCHER_QUERY_H

#include "base/buf.h"

/*
 * A LIST answered as all: every part must match.  Answered as any: every MUST
 * part and no NOT part; and if no part is MUST, one of the others, if there
 * are others.  A NOT may stand anywhere, also in OR, and alone; a LIST inside
 * it is answered as all.
 */
enum query_kind {
    QUERY_LIST, /* side by side: all, or any (the request decides) */
    QUERY_AND,  /* all */
    QUERY_OR,   /* any */
    QUERY_NOT,  /* its one part must not match; never NOT or MUST itself */
    QUERY_MUST, /* stands in a LIST only; its one part must match, even in any */
    QUERY_WORD, /* text between spaces: may hold several words ("Iran-Iraq") */
    QUERY_PHRASE, /* text between quotes */
    QUERY_TOPIC,  /* text is the name of a topic: see topics.h */
};

/*
 * LIST, AND and OR have two parts or more, and never a part of their own kind,
 * but for a LIST with NOT or MUST in a LIST.  Trees are at most
 * 2 * IR_QUERY_DEPTH_MAX + 2 nodes deep, so a walk may recurse.
 */
struct query_node {
    enum query_kind kind;
    struct ir_text text;      /* of a leaf: what to match, valid UTF-8 */
    size_t start, end;        /* bytes of the query it came from */
    struct query_node *parts; /* first part, or NULL for a leaf */
    struct query_node *next;  /* next part of the same parent */
    size_t depth;             /* private: groups inside groups */
};

struct query {
    struct query_node *root; /* NULL when the query holds no word */
    struct buf text; /* the query, bad bytes replaced; nodes point here */
    struct ir_warning *warnings;
    size_t warning_count;
    struct query_node *nodes; /* private: all of them */
    struct query_node *added; /* private: by query_require() */
};

/*
 * literal: no syntax at all, every character is text.  Fails only with
 * IR_LIMIT, naming the limit: IR_QUERY_MAX, _DEPTH_MAX or _LEAVES_MAX.  An
 * operator read as a word has its text in lower case, for it is no acronym.
 */
enum ir_status query_parse(struct ir_text text, bool literal, struct query *out,
                           struct ir_error *err) IR_MUST_CHECK;
void query_free(struct query *q);

/* Note what is odd about bytes of q; only the first 32 are kept. */
void query_warn(struct query *q, const char *code, const char *message,
                size_t start, size_t end);

/*
 * Ask for topics as well, as `(query) AND topic:name ...` would.  Once only;
 * the names must outlive the query.
 */
void query_require(struct query *q, const struct ir_text *topics, size_t count);

/*
 * Append the canonical form, in which every operator is written out; it
 * parses back to the same meaning and to the same canonical form.  Lists are
 * written with `list`, " AND " or " OR ", as they were answered; only a MUST
 * beside optional parts cannot be said so and stays a list: `a OR b +c`.
 * Longer than the query by some bytes for each word, so it may be over
 * IR_QUERY_MAX, but over no other limit.
 */
void query_print(const struct query *q, const char *list, struct buf *out);

#endif
