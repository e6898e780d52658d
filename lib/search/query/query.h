/*
 * query.h - the query language: text in, tree and warnings out.
 *
 * Any bytes parse to something, in linear time and memory, and bounded in
 * depth and size.  Nothing here knows an index, a stemmer or Xapian.
 *
 *   word "exact phrase"  =exact  topic:name
 *   *  title:*  source:*            every article, those that have one
 *   exp* *port ex*rt g?s            wildcards
 *   "nuclear tech*" al-q* "the * war"  also in quotes and compounds; there a
 *                                   lone star is any one word
 *   word~ word~1                    fuzzy
 *   "a b c d"/3 "a b c d"/0.5       minimum should match: three, half of them
 *   a NEAR/5 b  a w/5 b  a near5 b  a /5 b  "a b"~5
 *   "(a b) c"~5                     brackets inside hold alternatives: a or b
 *   a NEAR b  a /n5/ b
 *   a ADJ/3 b   a pre/3 b   a adj3 b  a onear/3 b  a ADJ b
 *   a /s b  a w/s b                 in one sentence
 *   a /p b  a w/p b  a SAME b       in one paragraph
 *   a NOT w/5 b  a NOT w/s b        an a with no b so near
 *   atleast3(x) atleast3 x repeat3:x
 *   title: headline: hlead: lead:   of a word, phrase or group; also
 *                                   headline( hlead( lead(
 *   source: section: byline: author: dateline: lang: url: id:  the same; also
 *                                   byline( dateline(
 *   date:2026-05  words:>500
 *   word^2 "a b"^0.5 (a b)^3        weight
 *   NOT a  -a  +a  a AND b  a OR b  ( )
 *
 * Precedence, tightest first: quotes and prefixes (= - + field: atleast), the
 * suffixes ~ ^ /, proximity, NOT, AND, OR, juxtaposition.  So `gas OR oil
 * waiver` needs the waiver and one of the two, and `NOT gas w/5 oil` refuses
 * the two near each other.  A chain of one proximity operator with one number
 * is one node of several parts; mixed operators associate to the left: `a w/3
 * b w/5 c` is `(a w/3 b) w/5 c`.  NEAR alone is NEAR/10 and ADJ alone ADJ/1.
 * A field applies to every word of a group: `title:(a b)` is `title:a
 * title:b`.
 *
 * AND, OR, NOT, SAME, NEAR and ADJ are operators in capitals only; those with a
 * slash or a number, the names of fields, and atleast, in either case.  The
 * minus of typesetters (U+2212) and full-width - and + are signs too.  An
 * operator without operands is a word, or the phrase of its words if it has a
 * slash; a sign inside a word or before a space is text.  Curly quotes are
 * quotes, apostrophes never are; each is closed by its own partner (see
 * lex.h).  | ! and && separate words as a space does.
 *
 * Pasted text is text:
 * - A name before a colon is a field only if it is one of the above and its
 *   value follows at once: `Source: Reuters` is two words.  An unknown name in
 *   small letters draws a warning; others (`Iran:gas`, `10:30`, `http://x`) do
 *   not.
 * - * and ? are wildcards inside a word of letters and digits, and in words
 *   that - / : . @ or & join; one ? at its end ends a question.  Two * in a
 *   row, three in a word, a word of digits with a * inside, and an address with
 *   :/ are text: `f**k`, `**bold**`, `2*3`.
 * - ^ and ~ are read at the end of a word that is no number: `10^6` is text.
 * - A line without a small letter is a headline if four words or more are in
 *   capitals, and at least twice two of them stand side by side: its AND, OR,
 *   NOT, SAME, NEAR and ADJ are words.
 *
 * Warnings, of which the first 32 are kept:
 *   unbalanced_quote unbalanced_bracket empty_phrase empty_brackets
 *   operator_as_word     it has no operand
 *   capitals_as_words    a headline: its operators are words
 *   ignored_plus         + beside OR
 *   only_negative
 *   unknown_field        text that looks like a field
 *   unknown_operator     text that looks like an operator: near/x XOR
 *   unknown_sign         a sign of another language, or of ours in the wrong
 *                        place: !a  a|b  oil^x  (a b)~5  /re/  \"
 *   field_apart          a space after the colon of a field: text
 *   field_pattern        a * in a byline or dateline: text
 *   bad_length           words: with something that is no length: text
 *   bad_date             a range whose second half is outside the quotes
 *   short_pattern        a wildcard with fewer than QUERY_WILD_LETTERS letters:
 *                        a word
 *   ignored_pattern      a wildcard among the words of a minimum: text
 *   ignored_fuzzy        ~ on what is not one word
 *   number_range         the nearest allowed number is used: at most
 *                        IR_QUERY_NUMBER_MAX, QUERY_EDITS_MAX
 *   weight_range         the same for a weight: IR_QUERY_WEIGHT_MAX
 *   ignored_weight       on a negation or a field
 *   ignored_order        NOT pre/n is NOT w/n
 *   ignored_field        it cannot be in that field: asked of the text
 *   no_place             an operand of a proximity operator, atleast or a scope
 *                        has no position (a field, a negation, a minimum):
 *                        asked of the whole article, or left out
 */
#ifndef SEARCH_QUERY_QUERY_H
#define SEARCH_QUERY_QUERY_H

#include "base/buf.h"

#define QUERY_WILD_LETTERS 2 /* fewest letters and digits of a wildcard */
#define QUERY_EDITS_MAX 2    /* n of word~n */

/*
 * A LIST answered as all: every part must match.  Answered as any: every MUST
 * part and every filter (FIELD, DATE, LENGTH, EVERY, MUST or not), no NOT part,
 * and, if only filters are MUST, one of the other parts if there are any.
 *
 * A NOT may stand anywhere, also in OR and alone, but not inside a node that
 * asks for spans.  It finds what its part, as a query of its own answered as
 * all, does not find; so a LIST inside it is answered as all, and so is one in
 * the second part of NOT_NEAR and its kin.
 *
 * A span is a run of words in one text.  WORD, EXACT, WILD, FUZZY, PHRASE,
 * TOPIC, the proximity nodes (NEAR to NOT_PARAGRAPH) and SCOPE have spans, and
 * so have LIST, AND and OR of these.  Nothing else, and no MUST, is inside a
 * proximity node, ATLEAST or SCOPE; directly in SCOPE there is no LIST, AND,
 * OR or SCOPE either.
 */
enum query_kind {
    QUERY_LIST, /* side by side: all, or any (the request decides) */
    QUERY_AND,  /* all */
    QUERY_OR,   /* any */
    QUERY_NOT,  /* its one part must not match; never NOT or MUST itself */
    QUERY_MUST, /* in a LIST only; its one part must match, even in any */
    QUERY_WORD, /* text between spaces; if it holds several words ("Iran-Iraq"),
                   they are one thing: side by side, or joined */
    QUERY_PHRASE, /* text between quotes */
    QUERY_TOPIC,  /* text is the name of a topic: see topics.h */

    QUERY_EXACT, /* text in its folded form, unstemmed */
    QUERY_WILD,  /* text: * for any characters of a word, ? for exactly one */
    QUERY_FUZZY, /* text with at most number edits; 0: by its length */
    QUERY_MIN_MATCH, /* minimum should match: number of the words of text, as
                        WORDs; if 0, share of them */

    QUERY_NEAR,      /* parts within number words, in any order */
    QUERY_ADJ,       /* in this order */
    QUERY_SENTENCE,  /* parts in one sentence; of words each has its own */
    QUERY_PARAGRAPH, /* in one paragraph */
    /* Of two parts: a span of the first, none of the second that near. */
    QUERY_NOT_NEAR,
    QUERY_NOT_SENTENCE,
    QUERY_NOT_PARAGRAPH,

    QUERY_ATLEAST, /* its one part, at number spans or more */
    QUERY_SCOPE,   /* spans of its one part inside scope */
    QUERY_FIELD,   /* text is in field; * at its end: begins it */
    QUERY_DATE,    /* published in text, as typed */
    QUERY_LENGTH,  /* low to high words, both included; low <= high */
    QUERY_EVERY,   /* every article; within: that has a word in scope */
};

/* Does it ask for a field of the article, not for words? */
static inline bool query_is_filter(enum query_kind kind)
{
    return kind >= QUERY_FIELD;
}

/* Does it join spans that are near each other? */
static inline bool query_is_proximity(enum query_kind kind)
{
    return kind >= QUERY_NEAR && kind <= QUERY_NOT_PARAGRAPH;
}

enum query_scope { SCOPE_TITLE, SCOPE_LEAD, SCOPE_HLEAD /* either */ };

enum query_field {
    FIELD_SOURCE,
    FIELD_SECTION,
    FIELD_BYLINE,
    FIELD_DATELINE,
    FIELD_LANG,
    FIELD_URL,
    FIELD_ID,
};

/*
 * LIST, AND and OR have two parts or more.  None is of the same kind, except
 * one with a weight, or a LIST with NOT or MUST in a LIST.  Proximity nodes
 * have two parts or more, NOT_NEAR and its kin exactly two.  Trees are at most
 * 2 * IR_QUERY_DEPTH_MAX + 4 nodes deep, so a walk may recurse.
 */
struct query_node {
    enum query_kind kind;
    enum query_scope scope;
    enum query_field field;
    bool within; /* EVERY */
    uint32_t number;
    bool wild;     /* WORD, PHRASE: pieces of its text are patterns */
    double share;  /* above 0, up to 1 */
    double weight; /* of all that it holds: 0 to IR_QUERY_WEIGHT_MAX; on leaves
                      and groups only, elsewhere 1; in thousandths */
    uint64_t low, high;
    struct ir_text text;      /* of a leaf: what to match, valid UTF-8 */
    size_t start, end;        /* bytes of the query it came from */
    struct query_node *parts; /* first part, or NULL for a leaf */
    struct query_node *next;  /* next part of the same parent */
    /* Private from here. */
    size_t depth;            /* groups inside groups */
    struct query_node *last; /* part of a group, so that it can be joined */
    size_t deepest, plain;   /* of its parts; no filters, without a sign */
    bool mixed, limited;     /* some have a sign, or are filters */
    bool noted;              /* a warning has named it */
};

/*
 * The text of a wild node, piece by piece: words as they were typed, and
 * patterns.  A compound without spaces, `al-q*`, is several pieces.
 */
struct query_piece {
    struct ir_text text;
    bool pattern;
    bool any; /* the pattern is a lone star */
};
struct query_pieces {
    struct ir_text text, chunk; /* private from here */
    size_t at, done;
    bool whole, questions;
};
void query_pieces_start(struct query_pieces *p, struct ir_text text);
/* False at the end. */
bool query_pieces_next(struct query_pieces *p, struct query_piece *out);
bool query_has_patterns(struct ir_text text);
/* The compound as one pattern; false if text is not one compound, joined by
 * hyphens alone, with enough letters. */
bool query_joined_pattern(struct ir_text text, struct ir_text *out);

/* White space of any script, and control characters. */
bool query_is_space(uint32_t code);

struct query_block;

struct query {
    struct query_node *root; /* NULL when the query contains no word */
    struct buf text; /* the query, bad bytes replaced; nodes point here */
    struct ir_warning *warnings;
    size_t warning_count;
    struct query_block *blocks; /* private: all nodes */
};

/*
 * Parse a query; with literal it has no syntax, every character is text.
 * Answers IR_OK, or IR_LIMIT with the limit in the message, if one of
 * IR_QUERY_MAX, _DEPTH_MAX, _LEAVES_MAX or _WILD_MAX is exceeded: out is not
 * touched then.  Everything else is a warning in out, which query_free() frees.
 * An operator read as a word has its text in lower case, for it is no acronym.
 */
enum ir_status query_parse(struct ir_text text, bool literal, struct query *out,
                           struct ir_error *err) IR_MUST_CHECK;
void query_free(struct query *q);

/*
 * Add a warning about bytes of q; only the first 32 are kept.  A message says
 * what is wrong and, after the last "; ", what is done about it, which a strict
 * request leaves out.  query_fault() puts the bytes in front of it, in quotes
 * and cut to QUERY_SHOWN_MAX.
 */
#define QUERY_SHOWN_MAX 40 /* bytes */
void query_fault(struct query *q, const char *code, const char *message,
                 size_t start, size_t end);
void query_warn(struct query *q, const char *code, const char *message,
                size_t start, size_t end);

/*
 * Require topics too, as `(query) AND topic:name ...` would.  Call it once;
 * the names must outlive the query.
 */
void query_require(struct query *q, const struct ir_text *topics, size_t count);

/*
 * Append the canonical form, in which every operator is written out.  It parses
 * to the same meaning and the same canonical form.  list is " AND " or " OR ",
 * as lists were answered; only a list with MUST and optional parts cannot be
 * written with it and stays a list: `a OR b +c`.  The form is some bytes longer
 * for each word, so it may exceed IR_QUERY_MAX, but no other limit.
 */
void query_print(const struct query *q, const char *list, struct buf *out);

#endif
