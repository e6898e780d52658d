/*
 * pattern_scan.h - expands the wildcards and fuzzy words of a query to words of
 * the index.
 */
#ifndef SEARCH_INDEX_PATTERN_SCAN_H
#define SEARCH_INDEX_PATTERN_SCAN_H

#include "search/index/deadline.h"
#include "search/plan/variants.h"
#include "store/store.h"

/*
 * Find the words that fit each pattern of q, examining at most `most' terms of
 * the index.  A pattern with no words, or not all of them, gets a warning in
 * q.  After the deadline it stops with the words found so far; out says for
 * each pattern whether its words are incomplete.  Fails as the store does.
 * Call patterns_free(), which also frees the sets of articles, whatever is
 * answered.
 */
enum ir_status patterns_find(struct query *q, struct store *store,
                             struct stems *stems, size_t most,
                             struct deadline *deadline, struct variants *out,
                             struct ir_error *err) IR_MUST_CHECK;
void patterns_free(struct variants *v);

#endif
