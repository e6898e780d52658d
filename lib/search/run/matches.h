/*
 * matches.h - every match of a search, in index order, and exact counts.
 */
#ifndef SEARCH_RUN_MATCHES_H
#define SEARCH_RUN_MATCHES_H

#include "search/run/search.h"

struct matches_block {
    size_t offset, limit; /* of the next block; {0, limit} to start */
    bool last;            /* no block follows */
};
/* The next candidates of a query, which take verification; the blocks grow.
 * Free *out with store_hits_free().  Fails as store_search() does. */
enum ir_status matches_block(struct search *x, const struct store_query *query,
                             struct matches_block *b, struct store_hits **out,
                             struct ir_error *err) IR_MUST_CHECK;
/*
 * Count the articles that match, verifying each candidate that the store
 * cannot decide, and add them to set unless that is NULL.  After the deadline
 * the total is a lower bound (IR_GE).  Replaces x->asked.  Fails as the store
 * and record_decode() do.
 */
enum ir_status search_matches(struct search *x, struct store_set *set,
                              struct ir_total *total,
                              struct ir_error *err) IR_MUST_CHECK;

#endif
