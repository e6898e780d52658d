/*
 * patterns.h - the words of an index that the patterns of a query stand for.
 */
#ifndef SEARCH_INDEX_PATTERNS_H
#define SEARCH_INDEX_PATTERNS_H

#include "search/index/deadline.h"
#include "search/plan/variants.h"
#include "store/store.h"

/*
 * Look for the words of the query's wildcards and fuzzy words among at most so
 * many terms of the index, and warn in q where not all were found, or none.
 * Past the deadline it ends with the words found so far, and out says of each
 * pattern whether it was cut.  out is to be freed, whatever is answered;
 * patterns_free() also frees the sets of articles.
 */
enum ir_status patterns_find(struct query *q, struct store *store,
                             struct stems *stems, size_t most,
                             struct deadline *deadline, struct variants *out,
                             struct ir_error *err) IR_MUST_CHECK;
void patterns_free(struct variants *v);

#endif
