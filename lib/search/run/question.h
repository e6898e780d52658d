/*
 * question.h - from a request's query text to its plan.
 */
#ifndef SEARCH_RUN_QUESTION_H
#define SEARCH_RUN_QUESTION_H

#include "search/index/decided.h"
#include "search/run/searcher.h"

struct question {
    struct query query;
    struct query typed;    /* as typed, if the spelling was corrected; else its
                              root is NULL */
    struct buf suggestion; /* the corrected text, or empty */
    struct variants variants; /* words that its patterns expand to */
    struct buf like;          /* id of the article to be like, or empty */
    struct plan *plan;        /* without weights: see weights.h */
    struct decided decided;   /* what the plan has of the index */
};

void question_init(struct question *q);
void question_free(struct question *q);

/*
 * Parse the text and plan it, together with the request's topics.  Unknown
 * topics become words, with a warning.  IR_INVALID if no word is left to search for, or for
 * the first warning of a strict request, which s->refused keeps; IR_LIMIT if
 * the query exceeds a limit.  question_free() q whatever is answered.
 */
enum ir_status question_read(struct question *q, struct ir_text text,
                             const struct ir_request *r,
                             const struct view *view, struct ir_searcher *s,
                             struct deadline *deadline,
                             struct ir_error *err) IR_MUST_CHECK;

/*
 * More like this: make a query of the article with this id or handle, an OR of
 * the
 * IR_LIKE_WORDS stems with the largest weight in its vector (vocabulary.h)
 * and those of its title, each with weight
 * tf / (tf + 0.9 * (0.6 + 0.4 * length)).  IR_NOT_FOUND if there is no such
 * article, IR_INVALID if it has no word to search for.
 */
enum ir_status question_like(struct question *q, struct ir_text id,
                             const struct view *view, struct ir_searcher *s,
                             struct ir_error *err) IR_MUST_CHECK;

/* Add a warning if the request or its query restricts dates and no article of
 * the index has one.  Fails as the store does. */
enum ir_status question_dates(struct question *q, const struct ir_request *r,
                              const struct view *view, struct store *store,
                              struct ir_error *err) IR_MUST_CHECK;

/* Make the total a bound if a pattern or topic was not expanded to all of its
 * words: a lower one, or an upper one if only negated words are missing. */
void question_bound_total(const struct question *q, struct topics *topics,
                          struct ir_total *total);

#endif
