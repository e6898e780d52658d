/*
 * mark.h - one article whole, with the words of a query.
 */
#ifndef SEARCH_RUN_MARK_H
#define SEARCH_RUN_MARK_H

#include "search/run/search.h"

/*
 * The article with this id, or handle, as ir_mark() answers it.  x is begun for
 * the query; its request has no snippet, context or parts of scores, and a limit
 * of 1.  Changes x's verifier.  Fails as searcher_find() and record_decode() do.
 */
enum ir_status mark_article(struct search *x, struct ir_text id,
                            struct ir_results **out,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
