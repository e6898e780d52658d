/*
 * compile.h - a plan as a query for the store.
 */
#ifndef SEARCH_INDEX_COMPILE_H
#define SEARCH_INDEX_COMPILE_H

#include "search/plan/plan.h"
#include "store/store.h"

/*
 * A query that matches every article which satisfies the plan and, unless the
 * plan is exact, perhaps some more; scored over the plan's stems.  any: lists
 * ask for one of their parts only.
 */
struct store_query *compile(const struct plan *p, bool any);

/*
 * A query that matches some of the articles which satisfy the plan, and no
 * other; NULL if their texts have to tell of each.  Scores mean nothing.
 */
struct store_query *compile_sure(const struct plan *p, bool any);

/* What the plan's topics and patterns alone match, or NULL if it asks for
 * none. */
struct store_query *compile_topics(const struct plan *p);

/* The articles that a filter lets through, perhaps with some more; no score. */
struct store_query *compile_filter(const struct plan_filter *f);
/*
 * What a request asks besides its query: dates, sources, sections, languages.
 * NULL if it asks for none of them.  *out is the caller's to free, whatever is
 * answered: IR_LIMIT for more than IR_FILTERS_MAX values, IR_INVALID for a
 * date that is none.
 */
enum ir_status compile_request(const struct ir_request *r, int64_t now,
                               struct words *walk, struct store_query **out,
                               struct ir_error *err) IR_MUST_CHECK;

/* q without the articles of these ids; takes q. */
struct store_query *compile_without(struct store_query *q,
                                    const struct ir_text *ids, size_t count);

#endif
