/*
 * results.h - builds ir_results, which own copies of everything they point to
 * and outlive search and searcher.
 */
#ifndef SEARCH_RUN_RESULTS_H
#define SEARCH_RUN_RESULTS_H

#include "search/run/facets.h"
#include "search/run/rank.h"
#include "search/run/search.h"

/* New results of x without hits and totals; free with ir_results_free(). */
struct ir_results *results_new(const struct search *x);
/* Set the token of the page after this one. */
void results_next(struct ir_results *r, const struct search *x);
/* Add the facets and the timeline of x's request.  Fails as facets_fill(). */
enum ir_status results_facets(struct ir_results *r, const struct search *x,
                              const struct counted *c,
                              struct ir_error *err) IR_MUST_CHECK;
/*
 * Add hits for count choices, the first of which is the one at r->offset.
 * Articles that the verifier has kept are not decoded again.  Fails as
 * record_decode() does.
 */
enum ir_status results_fill(struct ir_results *r, const struct search *x,
                            struct verifier *verifier,
                            const struct choice *choices, size_t count,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
