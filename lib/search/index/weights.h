/*
 * weights.h - how much each word of a plan says, from how rare it is.
 */
#ifndef SEARCH_INDEX_WEIGHTS_H
#define SEARCH_INDEX_WEIGHTS_H

#include "search/plan/plan.h"
#include "store/store.h"

/*
 * Set the frequencies and weights of the plan's terms, forms, patterns and of
 * what stands for them, in an index of so many articles.  Fails as
 * store_frequency() does; the plan is then not to be used.
 */
enum ir_status weigh(struct plan *p, struct store *s, double articles,
                     struct ir_error *err) IR_MUST_CHECK;

#endif
