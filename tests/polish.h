/*
 * polish.h - documents of a few words, and queries for them as short texts.
 *
 * A query is written with its operators first: & | - ? / ~ for AND, OR,
 * AND_NOT, AND_MAYBE, FILTER and SYNONYM of two, 0 and . for a scale by 0 and
 * by a half.  Between them are spaces.
 *
 * Other tokens are words: all documents have "every" and "label", which has no
 * frequency; those below POLISH_MOST have "most", and one in five of the
 * others; "half", "third" and "rare" are in fewer, and "nowhere" is in none.
 * Or they are "all", "range", "phrase", "within", "alone" and "union", for a
 * query of each other kind.
 */
#ifndef TESTS_POLISH_H
#define TESTS_POLISH_H

#include "base/buf.h"
#include "store/store.h"
#include "tests/test.h"

#define POLISH_MOST 2500

/* Document i, finished; its data and unique term are Q and five digits. */
struct doc *polish_document(size_t i);
/* Set in[i], for i below count, to whether document i matches.  The caller
 * frees the query. */
struct store_query *polish_query(struct store *s, const char *text,
                                 size_t count, bool *in);
/* Append any query, nested at most depth deep; only words if in a synonym. */
void polish_chance(struct buf *out, size_t depth, bool synonym);

#endif
