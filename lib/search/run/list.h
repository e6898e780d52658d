/*
 * list.h - every match, in the order of the index.
 */
#ifndef SEARCH_RUN_LIST_H
#define SEARCH_RUN_LIST_H

#include "search/run/search.h"

/*
 * Count the articles that match, by looking at each that the store is not sure
 * of.  Past the deadline the total is a lower bound.  Changes what x asks the
 * store.
 */
enum ir_status search_count(struct search *x, struct ir_total *total,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
