/*
 * counted.h - the articles that are counted by field and by time.
 */
#ifndef SEARCH_RUN_COUNTED_H
#define SEARCH_RUN_COUNTED_H

#include "base/arena.h"
#include "search/run/search.h"

struct counted {
    struct store_set *matches;  /* of the query; NULL: none are asked for */
    struct store_set *baseline; /* of the baseline, or NULL */
    struct store_set *both;     /* in both, or NULL without a baseline */
    struct store_set *copied;   /* of the matches those that have copies; NULL:
                                   stories are not counted */
    const struct stories *stories;
};

/*
 * Collect the matches of the request's baseline, if it has one, by a search of
 * its own.  The caller calls counted_free() whatever is answered, which is the
 * status of a search.
 */
enum ir_status counted_baseline(struct counted *c, struct ir_searcher *s,
                                const struct ir_request *r,
                                struct deadline deadline,
                                struct ir_error *err) IR_MUST_CHECK;
/* Collect the matches of x, as search_matches() does, and set *total. */
enum ir_status counted_matches(struct counted *c, struct search *x,
                               struct ir_total *total,
                               struct ir_error *err) IR_MUST_CHECK;
/*
 * Count the stories of the matches, too, here and in buckets.  After the
 * deadline they are not counted, and *total is 0 or more.
 */
enum ir_status counted_stories(struct counted *c, struct search *x,
                               struct ir_total *total,
                               struct ir_error *err) IR_MUST_CHECK;
/* How many of the matches have no date. */
enum ir_status counted_undated(const struct counted *c, struct store *store,
                               uint64_t *out,
                               struct ir_error *err) IR_MUST_CHECK;
void counted_free(struct counted *c);
/* Count the articles that have a term, in each of the sets. */
enum ir_status counted_term(const struct counted *c, struct ir_text term,
                            struct ir_bucket *out,
                            struct ir_error *err) IR_MUST_CHECK;
/* Copies of buckets, as results point to them. */
const struct ir_bucket *const *buckets_copy(struct arena *a,
                                            const struct ir_bucket *items,
                                            size_t count);

#endif
