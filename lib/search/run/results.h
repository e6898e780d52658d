/*
 * results.h - results that own everything they show.
 */
#ifndef SEARCH_RUN_RESULTS_H
#define SEARCH_RUN_RESULTS_H

#include "search/run/rank.h"
#include "search/run/search.h"

/* All but hits and totals. */
struct ir_results *results_new(const struct search *x);
/* Say how to ask for the page after this one. */
void results_next(struct ir_results *r, const struct search *x);
/*
 * The hits of choices, the first of which is that at the offset of r; all is
 * copied.  Articles that the verifier has kept are not read again.
 */
enum ir_status results_fill(struct ir_results *r, const struct search *x,
                            struct verifier *verifier,
                            const struct choice *choices, size_t count,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
