/*
 * timeline.h - counts over all matches by time: by terms, or where hours or a
 * time zone are asked for, by the dates themselves.
 */
#ifndef SEARCH_RUN_TIMELINE_H
#define SEARCH_RUN_TIMELINE_H

#include "search/run/counted.h"

/* As facets_fill(), the timeline alone. */
enum ir_status timeline_fill(struct ir_results *r, struct arena *arena,
                             const struct counted *c, struct store *store,
                             const struct ir_request *request,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
