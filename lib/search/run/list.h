/*
 * list.h - unranked retrieval: every match in index order, and exact counts.
 */
#ifndef SEARCH_RUN_LIST_H
#define SEARCH_RUN_LIST_H

#include "search/run/search.h"

/*
 * Count the articles that match, verifying each candidate that the store
 * cannot decide.  After the deadline the total is a lower bound (IR_GE).
 * Replaces x->asked.  Fails as the store and record_decode() do.
 */
enum ir_status search_count(struct search *x, struct ir_total *total,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
