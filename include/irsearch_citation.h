/*
 * irsearch_citation.h - prove what was quoted.  irsearch.h includes this and says
 * what holds for every function.
 *
 * A citation names bytes of an article's text, and what the whole text was:
 *
 *   ID@sha256:HEX[START,END)
 *
 * ID may be a handle.  Some digits of HEX at its beginning are enough, and
 * "@sha256:HEX" may be left out, as may the range: then it is of the whole text.
 */
#ifndef IRSEARCH_CITATION_H
#define IRSEARCH_CITATION_H

#ifndef IRSEARCH_H
#    error "include irsearch.h, which includes this"
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define IR_QUOTATION_MAX 65536 /* bytes */

enum ir_verdict {
    IR_VERDICT_HOLDS,   /* the text is unchanged and has the range, and what
                           stands there is the quotation, if there is one */
    IR_VERDICT_GONE,    /* there is no such article */
    IR_VERDICT_CHANGED, /* it has another text now */
    IR_VERDICT_OUTSIDE, /* the text ends before the range does, or the range
                           begins or ends within a character */
    IR_VERDICT_OTHER,   /* something else stands there than the quotation */
};

struct ir_verification {
    enum ir_verdict verdict;
    const struct ir_article *article; /* NULL: it is gone */
    struct ir_range range; /* that is cited; of the whole text without one */
    bool quoted;           /* there was a quotation */
    bool found;            /* which stands in the text, word for word: */
    struct ir_range quotation; /* here, as near to the range as possible */
};

/*
 * Is what a citation says still so?  quotation is the text that it was given
 * for, or empty; white space at its ends does not count.  Free *out with
 * ir_verification_free().  IR_INVALID if it is no citation, IR_LIMIT if the
 * quotation is over IR_QUOTATION_MAX; a handle that several articles have is
 * IR_INVALID too.
 */
IR_API enum ir_status ir_verify(struct ir_searcher *s, struct ir_text citation,
                                struct ir_text quotation,
                                struct ir_verification **out,
                                struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_verification_free(struct ir_verification *v); /* NULL is fine */

#define IR_QUOTED_MAX 10       /* places of a quotation */
#define IR_DIFFERENCES_MAX 100 /* of one of them */

enum ir_likeness {
    IR_LIKENESS_EXACT,  /* it stands there word for word, byte for byte */
    IR_LIKENESS_NEARLY, /* with the same words, but other white space, quotation
                            marks, dashes, punctuation, capitals or accents */
    IR_LIKENESS_CLOSEST, /* with most of the words */
};

struct ir_difference {
    const char *kind; /* "space", "quotes", "dashes", "punctuation", "case",
                         "letters", "number" or "words" */
    struct ir_range quoted; /* bytes of the quotation; may be empty */
    struct ir_range stands; /* bytes of the article's text; may be empty */
};

/* Where a quotation stands: one place of an article. */
struct ir_quoted {
    enum ir_likeness likeness;
    const struct ir_article *article;
    struct ir_range range; /* of its text */
    size_t words, shared;  /* of the quotation; that stand there, in order */
    const struct ir_difference *differences; /* in order; none if EXACT */
    size_t difference_count;                 /* at most IR_DIFFERENCES_MAX */
};

struct ir_quotations {
    struct ir_text text; /* as it was looked for: without white space, or a pair
                            of quotation marks, around it; bad bytes replaced */
    const struct ir_quoted *const *places; /* best first; with one that is
                                              CLOSEST, it is the only one */
    size_t count;                          /* at most IR_QUOTED_MAX */
    bool more; /* so many articles have its words that not all were looked at */
};

/*
 * Where does a sentence that was quoted stand, and how does it differ?  Free *out
 * with ir_quotations_free().  IR_INVALID if it has no word, IR_LIMIT if it is
 * over IR_QUOTATION_MAX, IR_CANCELLED after ir_cancel().
 */
IR_API enum ir_status ir_find_quotation(struct ir_searcher *s,
                                        struct ir_text quotation,
                                        struct ir_quotations **out,
                                        struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_quotations_free(struct ir_quotations *q); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
