/*
 * chance.h - random numbers, articles and queries for tests.
 *
 * The same seed gives the same numbers, articles and queries.
 */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include "tests/news.h"

/*
 * Seed with IR_SEED if set, else with seed (0: the clock), and print the seed.
 */
void chance_seed(const char *name, uint64_t seed);
size_t below(size_t n); /* 0 to n - 1 */
/* The number of queries to try: IR_QUERIES, or usual. */
int chance_queries(int usual);

/*
 * Add count articles s000, s001 ... of a small vocabulary: forms of one stem,
 * compounds, acronyms, capitals and accents; with and without titles and
 * fields; a sentence or several paragraphs.
 */
void chance_news(struct news *n, size_t count);
/* Append a query with any operators, nested at most depth deep.  Its only topic
 * is ORACLE_TOPIC. */
void chance_query(struct buf *out, size_t depth);

#endif
