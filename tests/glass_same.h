/*
 * glass_same.h - checks that two indexes are the same, one of them written by
 * lib/glass and the other, the oracle, by Xapian.
 */
#ifndef TESTS_GLASS_SAME_H
#define TESTS_GLASS_SAME_H

#include "tests/test.h"

/* Everything that can be listed of them, their tallies, and what store_check()
 * finds; but for the UUID, in which they must differ. */
void same_indexes(const char *bulk, const char *oracle, const char *when);
#define SAME_QUERIES 1000
/*
 * The answers to so many random queries of the terms of `from`, or as many as
 * IR_QUERIES says.  a, b and phrases as for glass_ask().
 */
void same_answers(const char *from, const char *a, const char *b, bool phrases,
                  int queries, const char *when);

#endif
