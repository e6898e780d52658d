/*
 * compile_words.h - words, runs, groups and patterns as queries for the store;
 * used by compile.c and compile_sure.c only.
 */
#ifndef SEARCH_INDEX_COMPILE_WORDS_H
#define SEARCH_INDEX_COMPILE_WORDS_H

#include "search/plan/plan.h"
#include "store/store.h"

/* Operands of one join, which takes ownership of them and frees the array. */
struct parts {
    struct store_query **items;
    size_t count, room;
};
void parts_add(struct parts *parts, struct store_query *q);
struct store_query *parts_join(enum store_op op, struct parts *parts);

/* How to translate a clause. */
struct mode {
    const struct plan *p;
    bool any;   /* CLAUSE_LIST is OR */
    bool title; /* use the terms of titles, which do not score */
};

/* A term: its stem, or else its expansions or pattern.  times: how often the
 * query has it, which multiplies the score. */
struct store_query *words_stem_times(struct mode x, uint32_t term,
                                     uint32_t times);
struct store_query *words_stem(struct mode x, uint32_t term);
/* All terms within a window of so many positions, in any order or in this. */
struct store_query *words_near(struct mode x, const uint32_t *terms,
                               size_t count, uint32_t window, bool ordered);
/* A word of one clause within such a window of a word of the other. */
struct store_query *words_near_pair(struct mode x, const struct clause *a,
                                    const struct clause *b, uint32_t window,
                                    bool ordered);
/* A WORD, RUN or PHRASE without its weight; and a group of these: a term and
 * its expansions. */
struct store_query *words_clause(struct mode x, const struct clause *c);
struct store_query *words_group(struct mode x, const struct clause *c);

/*
 * A superset of the articles that contain a word which fits the pattern;
 * title: contain it in the title, but for words beyond those listed one by
 * one, which the store finds anywhere.
 */
struct store_query *words_pattern(const struct plan_pattern *p, bool title);
/* A subset of them, or NULL. */
struct store_query *words_pattern_sure(const struct plan_pattern *p);

#endif
