/*
 * compile.h - translates plans and requests into queries for the store.
 *
 * `any' says how to read the plan's CLAUSE_LISTs: true, as OR; false, as AND.
 * The queries answered are the caller's to free, and independent of the plan.
 */
#ifndef SEARCH_INDEX_COMPILE_H
#define SEARCH_INDEX_COMPILE_H

#include "search/plan/plan.h"
#include "store/store.h"

/*
 * Candidates: a superset of the articles that satisfy the plan, exactly these
 * if plan.exact; the rest is for verification.  Scored over the plan's stems;
 * never NULL.
 */
struct store_query *compile(const struct plan *p, bool any);

/* The same for one clause of the plan. */
struct store_query *compile_clause(const struct plan *p, const struct clause *c,
                                   bool any);

/*
 * A subset of the articles that satisfy the plan, which need no verification;
 * NULL if every article needs it.  Its scores are not meaningful.
 */
struct store_query *compile_sure(const struct plan *p, bool any);

/* A superset of the articles that pass the filter; scores are 0. */
struct store_query *compile_filter(const struct plan_filter *f);
/*
 * Set *out to the filters of a request apart from its query: dates, sources,
 * sections, languages; to NULL if it has none.  now, in seconds since 1970,
 * is what relative dates refer to.  IR_LIMIT for more than IR_FILTERS_MAX
 * values of one kind, IR_INVALID for a date that cannot be read; free *out on
 * these as well.
 */
enum ir_status compile_request(const struct ir_request *r, int64_t now,
                               struct words *walk, struct store_query **out,
                               struct ir_error *err) IR_MUST_CHECK;

/* Restrict *all, NULL at first, to the articles that have these ids. */
void compile_only(struct store_query **all, const struct ir_text *ids,
                  size_t count);
/* q without the articles that have these ids; takes ownership of q. */
struct store_query *compile_without(struct store_query *q,
                                    const struct ir_text *ids, size_t count);

#endif
