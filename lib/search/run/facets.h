/*
 * facets.h - counts over all matches: by the values of a field, and by time.
 *
 * Values are counted from the postings of their terms, so that the time of a
 * facet is bounded by the postings of its field and no article is read.
 */
#ifndef SEARCH_RUN_FACETS_H
#define SEARCH_RUN_FACETS_H

#include "search/run/counted.h"

/* Fill the facets and the timeline of results, in their arena.  IR_LIMIT if the
 * timeline has more than IR_BUCKETS_MAX buckets; else fails as the store does. */
enum ir_status facets_fill(struct ir_results *r, struct arena *arena,
                           const struct counted *c, struct store *store,
                           const struct ir_request *request,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
