/*
 * weights.h - term weights of a plan from document frequencies.
 */
#ifndef SEARCH_INDEX_WEIGHTS_H
#define SEARCH_INDEX_WEIGHTS_H

#include "search/plan/plan.h"
#include "store/store.h"

/*
 * Set the document frequencies and idf weights of the plan's terms, forms,
 * patterns and expansions, in an index of so many articles.  Fails as
 * store_frequency() does; then do not use the plan.
 */
enum ir_status weigh(struct plan *p, struct store *s, double articles,
                     struct ir_error *err) IR_MUST_CHECK;

#endif
