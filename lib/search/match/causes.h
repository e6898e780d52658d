/*
 * causes.h - why an article does not satisfy a plan.
 *
 * The clauses are walked, and evidence.h is asked about each; nothing is decided
 * here.  Of what fails it is found out by how much: the operators are asked
 * again with other numbers.
 */
#ifndef SEARCH_MATCH_CAUSES_H
#define SEARCH_MATCH_CAUSES_H

#include "base/arena.h"
#include "search/match/evidence.h"

struct causes {
    struct arena *arena; /* has what the causes point to */
    const struct plan *plan;
    struct evidence *evidence; /* of the whole article, and not trimmed */
    const struct record *record;
    struct words *walk;
    struct stems *stems;
    struct synonyms *synonyms; /* may be NULL */
    struct ir_cause *items;    /* found so far; free() it */
    size_t count, room;
    size_t compared; /* words of the article, with words that it lacks */
};

/* Words that are compared to find what stands instead of those that are not
 * there: the most for one article. */
#define CAUSES_COMPARED_MAX 4000000

/* Append the causes why the plan is not satisfied; none if it is.  any: see
 * evidence.h. */
void causes_find(struct causes *x, bool any);
/* Append the cause why a filter does not let the article pass, which it must
 * not; part: what it is called. */
void causes_filter(struct causes *x, const struct plan_filter *f,
                   struct ir_text part, size_t parent);

/* ---- cause.c ---- */

/* Append a cause and return it; valid until the next. */
struct ir_cause *causes_add(struct causes *x, enum ir_cause_kind kind,
                            struct ir_text part, size_t parent);
/* Set its message, as printf() would print it. */
void causes_say(struct causes *x, struct ir_cause *c, const char *format, ...)
    IR_PRINTF(3, 4);
/* Texts of any size in a message: the arguments of "%.*s". */
#define CAUSE_SHOWN 100 /* bytes of a text in a message */
#define CAUSE_TEXT(t) (int)causes_clip(t), (t).data ? (t).data : ""
/* How much of a text to show: CAUSE_SHOWN bytes of whole characters. */
size_t causes_clip(struct ir_text t);
/* Add the place of a span of words in a field, unless there are enough. */
void causes_place(struct causes *x, struct ir_cause *c, enum ir_field field,
                  const struct span *span);
/* Add the first places of a clause, whatever it is made of. */
void causes_places(struct causes *x, struct ir_cause *c,
                   const struct clause *what, bool any);
/* Of the query: what the clause was made of. */
struct ir_text causes_part(struct causes *x, const struct clause *c);

/* ---- causes_words.c and causes_near.c ---- */

/* Explain a clause of words that is not satisfied. */
void causes_words(struct causes *x, const struct clause *c, size_t parent);
/* Explain an operator on places that is not satisfied, but whose parts have
 * places. */
void causes_near(struct causes *x, const struct clause *c, bool any,
                 size_t parent);
/* Spans of several parts, by field. */
struct causes_group {
    struct spans *parts[2];
    size_t count;
    bool ordered;
};
/* The least distance at which spans of all parts are near each other in one
 * field, the field and the first such place; 0: they never are. */
uint32_t causes_least(const struct causes *x, const struct causes_group *g,
                      enum ir_field *field, struct span *where);

#endif
