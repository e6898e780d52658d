/*
 * question.h - what a request asks: its query, and the plan of that.
 */
#ifndef SEARCH_RUN_QUESTION_H
#define SEARCH_RUN_QUESTION_H

#include "search/index/deadline.h"
#include "search/run/searcher.h"

struct question {
    struct query query;
    struct query typed;    /* before its spelling was corrected; or no root */
    struct buf suggestion; /* the corrected text, or empty */
    struct variants variants; /* of its patterns */
    struct plan *plan;        /* not weighed */
};

void question_init(struct question *q);
void question_free(struct question *q);

/*
 * Parse the text and plan it, with the topics that the request adds.  Topics
 * that are not known become words, with a warning.  IR_INVALID if nothing is
 * asked, or for the first warning of a strict request, which is noted in s as
 * well; IR_LIMIT for a query that is over a limit.
 */
enum ir_status question_read(struct question *q, struct ir_text text,
                             const struct ir_request *r,
                             const struct view *view, struct ir_searcher *s,
                             struct deadline *deadline,
                             struct ir_error *err) IR_MUST_CHECK;

/*
 * The article with this id as a query, to find more like it.  Its words are
 * the IR_LIKE_WORDS stems with the largest weight in its vector
 * (vocabulary.h), and those of its title; each asks for its share
 * tf / (tf + 0.9 * (0.6 + 0.4 * length)), any of them will do.  IR_NOT_FOUND if
 * there is no such article, IR_INVALID if it holds no word to search for.
 */
enum ir_status question_like(struct question *q, struct ir_text id,
                             const struct view *view, struct ir_searcher *s,
                             struct ir_error *err) IR_MUST_CHECK;

/* Warn if the request or its query is about dates and the index has none. */
enum ir_status question_dates(struct question *q, const struct ir_request *r,
                              const struct view *view, struct store *store,
                              struct ir_error *err) IR_MUST_CHECK;

/* Of a pattern, or of a topic, whose words are not all known a total does not
 * count all: it becomes a bound. */
void question_bound_total(const struct question *q, struct topics *topics,
                          struct ir_total *total);

#endif
