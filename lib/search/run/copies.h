/*
 * copies.h - the copies of a hit's article, and the query copies:ID.
 */
#ifndef SEARCH_RUN_COPIES_H
#define SEARCH_RUN_COPIES_H

#include "base/arena.h"
#include "search/index/decided.h"
#include "search/run/searcher.h"

/* Set *out to what results say of the copies of a document, which has this
 * article; in the arena, as the article is.  Fails as the store and
 * record_decode() do. */
enum ir_status copies_fill(struct ir_searcher *s, struct arena *arena,
                           uint32_t document, const struct ir_article *article,
                           const struct ir_story **out,
                           struct ir_error *err) IR_MUST_CHECK;
/*
 * Decide the filters copies:ID of a plan: they pass the article with this id or
 * handle and its copies.  There is a warning if there is no such article, or if
 * the index does not know copies.  Fails as the store and record_decode() do.
 */
enum ir_status copies_decide(struct plan *p, struct decided *d,
                             struct query *query, struct ir_searcher *s,
                             struct ir_error *err) IR_MUST_CHECK;
/* Does the clause ask for the copies of an article? */
bool copies_asked(const struct plan *p, const struct clause *c);

#endif
