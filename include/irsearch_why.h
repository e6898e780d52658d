/*
 * irsearch_why.h - why an article is, or is not, in the answer to a query.
 * irsearch.h includes this and says what holds for every function.
 */
#ifndef IRSEARCH_WHY_H
#define IRSEARCH_WHY_H

#ifndef IRSEARCH_H
#    error "include irsearch.h, which includes this"
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define IR_WHY_HITS_MAX 1000 /* hits among which the article is looked for */
#define IR_WHY_PLACES_MAX 3  /* places of a cause */

/* What fails: what is asked, found and instead of a cause depends on it. */
enum ir_cause_kind {
    IR_CAUSE_ABSENT,   /* a word, or a word of a phrase, is not there; instead:
                          what stands there that is most like it */
    IR_CAUSE_ORDER,    /* the words are there, but not in this order */
    IR_CAUSE_FAR,      /* they are found words apart, asked at most */
    IR_CAUSE_APART,    /* never in one sentence, one paragraph, or one of title
                          and text; found: sentences or paragraphs apart, 0 if
                          they are in no common text */
    IR_CAUSE_CLOSE,    /* every place of the first has the second too close by;
                          found: the largest distance that would do, or 0 */
    IR_CAUSE_EXCLUDED, /* what NOT excludes is there */
    IR_CAUSE_SCOPE,    /* only outside of title or lead; of a lead, found: the
                          word that it begins with, from 1, asked: its length */
    IR_CAUSE_COUNT,    /* found times or parts, asked at least */
    IR_CAUSE_NONE,     /* no alternative: each is a cause with this as parent */
    IR_CAUSE_FIELD,    /* instead: the value of the article, or empty */
    IR_CAUSE_DATE,   /* instead: its date, or empty; found: days between it and
                          the nearest date that was asked for */
    IR_CAUSE_LENGTH, /* it has found words; asked: the nearest length */
    IR_CAUSE_EMPTY,  /* title:* or the like, and it has no such text */
};

/* "absent", "order", ...; "other" for a value that is not known. */
IR_API const char *ir_cause_name(enum ir_cause_kind kind);

struct ir_place {
    size_t start, end;   /* bytes of ... */
    enum ir_field field; /* ... the text or the title */
};

/* One reason why an article does not match.  It matches once all that have no
 * parent are mended, and not before. */
struct ir_cause {
    enum ir_cause_kind kind;
    struct ir_text part;    /* of the query; of a filter of the request its
                               name: "since", "until", "source", "section",
                               "lang", "in" */
    struct ir_text message; /* all of this, in English */
    uint64_t asked, found;
    struct ir_text instead;
    enum ir_how how;               /* how a word instead is like the missing */
    const struct ir_place *places; /* where what the message is about stands:
                                      the first, or nearest */
    size_t place_count;
    size_t parent; /* index of the cause that this is an alternative of, from 1;
                      0: of none */
};

enum ir_standing {
    IR_STANDING_OUT,     /* it is not in the answer */
    IR_STANDING_PARTIAL, /* it lacks words of the query, but fewer than ten
                            articles have them all, so it follows these */
    IR_STANDING_IN,      /* it matches */
};

/* A part of the score of another hit that is larger than this one's. */
struct ir_lead {
    const char *feature; /* as in ir_part */
    struct ir_text term;
    double more; /* > 0 */
};

struct ir_reasons {
    enum ir_standing standing;
    const struct ir_results *marked; /* one hit: the article as ir_mark() has
                                        it, with the places of all words that
                                        matter */
    const struct ir_cause *const *causes;
    size_t cause_count; /* 0 if and only if standing is IN */
    size_t rank;        /* of its first hit in the answer, from 1; 0: it is not
                           in the answer, or not among the first `looked' */
    double score;       /* of this hit */
    size_t looked; /* hits that were looked at, IR_WHY_HITS_MAX at most; 0 if
                           it is not in the answer */
    const struct ir_hit *last;   /* the last hit of the request's page, if the
                                     article comes after it; else NULL */
    const struct ir_lead *leads; /* why that comes before it, largest first */
    size_t lead_count;
    struct ir_text shown_as; /* id of the hit that it is not shown beside, as it
                                is a copy of it, or has the same passage word
                                for word; empty: none */
    bool timed_out; /* the search was stopped early: rank may be another */
};

/*
 * Why is the article with this id, or handle, in the answer to the request, or
 * why not?  The answer is that of ir_search(): where it says that an article
 * matches, a search has it.  offset and limit say which page last is of; what a
 * search counts besides hits is left out.  Statuses are those of ir_search() and
 * ir_get(), and IR_INVALID for a request with like; free *out with
 * ir_reasons_free().
 */
IR_API enum ir_status ir_why(struct ir_searcher *s, struct ir_text id,
                             const struct ir_request *request,
                             struct ir_reasons **out,
                             struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_reasons_free(struct ir_reasons *why); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
