/*
 * query.h - the query language: text in, tree and warnings out.
 *
 * Every query within the limits parses, whatever its bytes, in linear time and
 * memory.  Nothing here needs an index, a stemmer or Xapian.
 *
 *   word "exact phrase"  =exact  topic:name
 *   *  title:*  source:*            every article; those with a title, a source
 *   exp* *port ex*rt g?s            wildcards
 *   "nuclear tech*" al-q* "the * war"  also in quotes and compounds; in quotes
 *                                   a * by itself is any one word
 *   word~ word~1                    fuzzy
 *   "a b c d"/3 "a b c d"/0.5       minimum should match: three, half of them
 *   a NEAR/5 b  a w/5 b  a near5 b  a /5 b  "a b"~5
 *   "(a b) c"~5                     alternatives in brackets: a or b
 *   a NEAR b  a /n5/ b
 *   a ADJ/3 b   a pre/3 b   a adj3 b  a onear/3 b  a ADJ b
 *   a /s b  a w/s b                 in one sentence
 *   a /p b  a w/p b  a SAME b       in one paragraph
 *   a NOT w/5 b  a NOT w/s b        an a without a b that near
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
 * waiver` requires waiver and one of gas and oil, and `NOT gas w/5 oil`
 * excludes articles with the two near each other.  A chain of the same
 * proximity operator with the same number is one node of several parts; mixed
 * operators associate to the left: `a w/3 b w/5 c` is `(a w/3 b) w/5 c`.  NEAR
 * without a number is NEAR/10, and ADJ is ADJ/1.  A field applies to every word
 * of a group: `title:(a b)` is `title:a title:b`.
 *
 * AND, OR, NOT, SAME, NEAR and ADJ are operators in capitals only; operators
 * with a slash or a number, names of fields, and atleast in any case.  U+2212
 * (minus sign) and the full-width - and + are read as - and +.  An operator
 * without operands is a word, or the phrase of its words if it has a slash; a
 * sign inside a word or before a space is text.  Curly quotes are quotes,
 * apostrophes never are; lex.h says which mark closes which.  | ! and &&
 * separate words as a space does.
 *
 * Text that looks like syntax by chance, as pasted text may, stays text:
 * - A name before a colon is a field only if it is one of the above and its
 *   value follows without a space: `Source: Reuters` is two words.  An unknown
 *   name in lower case gives a warning; others (`Iran:gas`, `10:30`,
 *   `http://x`) do not.
 * - * and ? are wildcards inside a word of letters and digits, and in words
 *   that - / : . @ or & join; a single ? at the end of a word is a question
 *   mark.  Two * in a row, three in a word, a word of digits with a * inside,
 *   and an address with :/ are text: `f**k`, `**bold**`, `2*3`.
 * - ^ and ~ are suffixes of a word, not of a number: `10^6` is text.
 * - A line without lower-case letters is taken for a headline if four or more
 *   of its words are in capitals, two such words are adjacent in at least two
 *   places, and brackets neither hold an operator nor follow one: its AND, OR,
 *   NOT, SAME, NEAR and ADJ are words.
 * - NOT between a verb such as `is' and a word is a word.
 *
 * A query is prose if it has six words or more; no syntax but word operators,
 * + - and quotes, and of AND and OR at most one, without NOT, + and -; none
 * inside or before brackets, no sign before a quote or twice at the end; and if
 *   it ends in a full stop or exclamation mark; or
 *   it does not begin with a lower-case letter, and has a verb or pronoun such
 *   as `says' or `they', a mark that ends a part of a sentence, or a dash
 *   between words; or the same beginning, and a source at its end: `-CNN'.
 * In prose only AND, OR, brackets and closed quotes have a meaning: NOT, SAME,
 * NEAR, ADJ, + - * ? and names of fields in capitals are text, and a quote that
 * is never closed is left out.
 *
 * Warnings, of which the first 32 are kept:
 *   unbalanced_quote unbalanced_bracket empty_phrase empty_brackets
 *   operator_as_word     an operator without an operand is a word
 *   capitals_as_words    a headline: its operators are words
 *   prose_as_words       prose: this operator, sign or wildcard is text
 *   ignored_plus         + beside OR
 *   only_negative
 *   unknown_field        text that looks like a field
 *   unknown_operator     text that looks like an operator: near/x XOR
 *   unknown_sign         a sign of another query language, or one of ours in
 *                        the wrong place: !a  a|b  oil^x  (a b)~5  /re/  \"
 *   field_apart          a field with a space after its colon is text
 *   field_pattern        a * in a byline or dateline is text
 *   bad_length           words: without a number or range after it is text
 *   bad_date             a range of dates only half of which is in quotes
 *   short_pattern        a wildcard with fewer than QUERY_WILD_LETTERS letters
 *                        and digits is a word
 *   ignored_pattern      a wildcard in "a b c"/2 is text
 *   ignored_fuzzy        ~ after something other than one word
 *   number_range         a number was changed to the nearest one allowed, at
 *                        most IR_QUERY_NUMBER_MAX or QUERY_EDITS_MAX
 *   weight_range         the same for a weight, at most IR_QUERY_WEIGHT_MAX
 *   ignored_weight       on a negation or a field
 *   ignored_order        NOT pre/n is read as NOT w/n
 *   ignored_field        a field before something that it cannot apply to: the
 *                        field is ignored
 *   no_place             an operand of a proximity operator, of atleast or of
 *                        title: and its kind has no position in the text (a
 *                        field, a negation, a minimum): it applies to the whole
 *                        article, or is left out
 */
#ifndef SEARCH_QUERY_QUERY_H
#define SEARCH_QUERY_QUERY_H

#include "base/buf.h"

#define QUERY_WILD_LETTERS 2 /* fewest letters and digits of a wildcard */
#define QUERY_EDITS_MAX 2    /* greatest n of word~n */

/*
 * What matches.  The request decides whether a LIST is answered as all or as
 * any.  As all, every part must match.  As any, these must match: every MUST,
 * every filter (FIELD, DATE, LENGTH or EVERY, in a MUST or not), and no NOT;
 * and unless a MUST has words, one of the remaining parts, if there are any.
 *
 * A NOT may be the whole query and a part of LIST, AND or OR, but is never
 * inside a node that needs spans.  It matches the articles that its part, as a
 * query of its own answered as all, does not match.  So every LIST in it is
 * answered as all; so is every LIST in the second part of NOT_NEAR,
 * NOT_SENTENCE and NOT_PARAGRAPH.
 *
 * A span is a run of words in the title or in the text.  WORD, EXACT, WILD,
 * FUZZY, PHRASE, TOPIC, the proximity nodes (NEAR to NOT_PARAGRAPH) and SCOPE
 * have spans, and so have LIST, AND and OR of these.  The parts of a proximity
 * node, of ATLEAST and of SCOPE, at any depth, are nodes with spans, and none
 * is a MUST; the part of a SCOPE is not a LIST, AND, OR or SCOPE either.
 */
enum query_kind {
    QUERY_LIST,   /* juxtaposition: all or any, see above */
    QUERY_AND,    /* all */
    QUERY_OR,     /* any */
    QUERY_NOT,    /* its one part must not match; never NOT or MUST itself */
    QUERY_MUST,   /* in a LIST only; its one part must match, even in any */
    QUERY_WORD,   /* text between spaces; if it has several words, as Iran-Iraq
                   does, they match side by side or written as one */
    QUERY_PHRASE, /* text between quotes */
    QUERY_TOPIC,  /* text is the name of a topic: see topics.h */

    QUERY_EXACT, /* text without stemming: words of the same folded form */
    QUERY_WILD,  /* text: * for any characters of a word, ? for exactly one */
    QUERY_FUZZY, /* within number edits of text; if 0, as its length allows */
    QUERY_MIN_MATCH, /* minimum should match: at least number of the words of
                        text, each as a WORD; if number is 0, this share */

    QUERY_NEAR,      /* parts within number words, in any order */
    QUERY_ADJ,       /* the same, in this order */
    QUERY_SENTENCE,  /* parts in one sentence, each at a word of its own */
    QUERY_PARAGRAPH, /* the same, in one paragraph */
    /* A span of the first of two parts that has none of the second near it. */
    QUERY_NOT_NEAR,
    QUERY_NOT_SENTENCE,
    QUERY_NOT_PARAGRAPH,

    QUERY_ATLEAST, /* its one part has at least number spans */
    QUERY_SCOPE,   /* the spans of its one part that are in scope */
    QUERY_FIELD,  /* field has the value text, or begins so if text ends in * */
    QUERY_DATE,   /* published in the period that text, as typed, says */
    QUERY_LENGTH, /* low to high words, both included; low <= high */
    QUERY_EVERY,  /* every article; with within, those with a word in scope */
};

/* Is it about the article's fields, not about its words? */
static inline bool query_is_filter(enum query_kind kind)
{
    return kind >= QUERY_FIELD;
}

/* Is it a proximity operator? */
static inline bool query_is_proximity(enum query_kind kind)
{
    return kind >= QUERY_NEAR && kind <= QUERY_NOT_PARAGRAPH;
}

/* A part of the article; SCOPE_HLEAD: title or lead. */
enum query_scope { SCOPE_TITLE, SCOPE_LEAD, SCOPE_HLEAD };

enum query_field {
    FIELD_SOURCE,
    FIELD_SECTION,
    FIELD_BYLINE,
    FIELD_DATELINE,
    FIELD_LANG,
    FIELD_URL,
    FIELD_ID,
    FIELD_COPIES,
};

/*
 * One node of a parsed query.  It belongs to its query and is valid until
 * query_free().
 *
 * LIST, AND and OR have two parts or more.  A part is not of its parent's kind,
 * as nested groups are merged, unless it has a weight, or is a LIST with NOT or
 * MUST in a LIST.  Proximity nodes have two parts or more; NOT_NEAR,
 * NOT_SENTENCE and NOT_PARAGRAPH exactly two.  Trees are at most
 * 2 * IR_QUERY_DEPTH_MAX + 4 nodes deep, so a walk may recurse.
 */
struct query_node {
    enum query_kind kind;
    enum query_scope scope;
    enum query_field field;
    bool within;     /* of EVERY: only articles with a word in scope */
    uint32_t number; /* see the kinds */
    bool wild;       /* of WORD and PHRASE: some pieces of text are patterns */
    double share;    /* of MIN_MATCH: above 0, up to 1 */
    double weight;   /* factor for its part of the score, 0 to
                      IR_QUERY_WEIGHT_MAX, a multiple of 0.001; 1 except on
                      leaves, LIST, AND, OR and proximity nodes */
    uint64_t low, high;
    struct ir_text text;      /* of a leaf: what to match, valid UTF-8 */
    size_t start, end;        /* the bytes of the query that it was read from */
    struct query_node *parts; /* first part, or NULL for a leaf */
    struct query_node *next;  /* next part of the same parent */
    /* Private from here. */
    size_t depth;            /* nesting of groups in its canonical form */
    struct query_node *last; /* last part */
    size_t deepest, plain; /* as in struct query_run of tree.h, of its parts */
    bool mixed, limited;   /* the same */
    bool noted;            /* there is a no_place warning about it */
};

/*
 * The pieces of the text of a node with wild set, in order: words as they were
 * typed, and patterns.  `al-q*`, a compound without spaces, has two.
 */
struct query_piece {
    struct ir_text text; /* a part of the text given at the start */
    bool pattern;
    bool any; /* the pattern is a single *, any one word */
};
struct query_pieces { /* an iterator that owns nothing; private */
    struct ir_text text, chunk;
    size_t at, done;
    bool whole, questions;
};
/* text must outlive p and the pieces. */
void query_pieces_start(struct query_pieces *p, struct ir_text text);
/* The next piece; false at the end, leaving out undefined. */
bool query_pieces_next(struct query_pieces *p, struct query_piece *out);
/* Is one of the pieces of text a pattern? */
bool query_has_patterns(struct ir_text text);
/*
 * Read a compound, such as al-q*, as a single pattern: set out to it, a part of
 * text.  False, leaving out undefined, if text is not one compound joined by
 * hyphens only, or has fewer than QUERY_WILD_LETTERS letters and digits.
 */
bool query_joined_pattern(struct ir_text text, struct ir_text *out);

/* Is it white space of any script, or a control character? */
bool query_is_space(uint32_t code);

struct query_block;

/* A parsed query. */
struct query {
    struct query_node *root; /* NULL if there is nothing to search for */
    struct buf text;         /* the query as valid UTF-8; nodes point into it */
    struct ir_warning *warnings;
    size_t warning_count;
    struct query_block *blocks; /* private: all nodes */
};

/*
 * Parse a query; with literal it has no syntax and every character is text.
 * text is copied.  Answers IR_OK, and out is to be freed with query_free(); or
 * IR_LIMIT with the limit in the message, if IR_QUERY_MAX, IR_QUERY_DEPTH_MAX,
 * IR_QUERY_LEAVES_MAX or IR_QUERY_WILD_MAX is exceeded, leaving out as it was.
 * Other mistakes are warnings in out.  An operator that is read as a word has
 * its text in lower case, as in capitals it could be taken for an acronym.
 */
enum ir_status query_parse(struct ir_text text, bool literal, struct query *out,
                           struct ir_error *err) IR_MUST_CHECK;
void query_free(struct query *q); /* its nodes and warnings too; not q itself */

/*
 * Add a warning about bytes [start, end) of q; only the first 32 are kept.  A
 * message says what is wrong and, after its last "; ", what was done about it,
 * which a strict request leaves out.  The message is copied; code must outlive
 * q.  query_fault() puts the bytes in front of the message, in quotes and cut
 * to QUERY_SHOWN_MAX.
 */
#define QUERY_SHOWN_MAX 40 /* bytes */
void query_fault(struct query *q, const char *code, const char *message,
                 size_t start, size_t end);
void query_warn(struct query *q, const char *code, const char *message,
                size_t start, size_t end);
/* The same about none of its bytes, and before all others: it is always kept. */
void query_warn_first(struct query *q, const char *code, const char *message);

/*
 * Require topics as well: the query becomes `(query) AND topic:name AND ...`.
 * Call it once at most; the names must outlive the query.
 */
void query_require(struct query *q, const struct ir_text *topics, size_t count);

/*
 * Append the canonical form, in which every operator is written out.  It parses
 * to the same meaning and the same canonical form.  list says how a LIST is
 * answered: " AND ", as all, or " OR ", as any.  It joins the parts of every
 * LIST but those answered as any that have MUST and optional parts, which stay
 * juxtaposed: `a OR b +c`.  The form is a few bytes a word longer than the
 * query, so it may exceed IR_QUERY_MAX, but no other limit.
 */
void query_print(const struct query *q, const char *list, struct buf *out);

#endif
