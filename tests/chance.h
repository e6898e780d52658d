/*
 * chance.h - random numbers, articles and queries for tests.
 *
 * The same seed gives the same of all three.
 */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include "tests/news.h"

/*
 * Begin with the seed of IR_SEED, or with that of the test (0: one by the
 * clock), and print it.
 */
void chance_seed(const char *name, uint64_t seed);
size_t below(size_t n); /* 0 to n - 1 */
/* IR_QUERIES, or usual. */
int chance_queries(int usual);

/*
 * Add count articles s000, s001 ... of a small vocabulary: forms of one stem,
 * compounds, acronyms, capitals and accents; with and without titles and
 * fields; a sentence or several paragraphs.
 */
void chance_news(struct news *n, size_t count);
/* Append a query of any operators, brackets at most so deep; its one topic is
 * called fuels. */
void chance_query(struct buf *out, size_t depth);

#endif
