/*
 * surface.h - how articles write words of which only the stem is known.
 */
#ifndef SEARCH_RUN_SURFACE_H
#define SEARCH_RUN_SURFACE_H

#include "base/arena.h"
#include "search/run/searcher.h"

#define SURFACE_ARTICLES 40 /* that are read for all stems together */

struct surface {
    struct ir_text stem;
    struct ir_text word; /* out: as most of the articles that were read write
                            it, in the arena; empty if it is only another
                            spelling or a part of a word there */
};

/*
 * Find a word for each of count stems in documents of the set, all of which
 * have some: in the first SURFACE_ARTICLES, and for a stem that none of these
 * has, in the first that has it.  Fails as the store and record_decode() do.
 */
enum ir_status surfaces_find(struct ir_searcher *s, const struct store_set *set,
                             struct surface *stems, size_t count,
                             struct arena *arena,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
