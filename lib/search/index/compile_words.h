/*
 * compile_words.h - words, runs and patterns as the store knows them; for
 * compile.c.
 */
#ifndef SEARCH_INDEX_COMPILE_WORDS_H
#define SEARCH_INDEX_COMPILE_WORDS_H

#include "search/plan/plan.h"
#include "store/store.h"

/* Parts being gathered for one join, which frees them. */
struct parts {
    struct store_query **items;
    size_t count, room;
};
void parts_add(struct parts *parts, struct store_query *q);
struct store_query *parts_join(enum store_op op, struct parts *parts);

/* How to read the tree. */
struct mode {
    const struct plan *p;
    bool any;   /* lists ask for one part only */
    bool title; /* of the words of titles, which add no score */
};

/* The stem of a term, or what stands for it; times: how often the query says
 * it. */
struct store_query *words_stem_times(struct mode x, uint32_t term,
                                     uint32_t times);
struct store_query *words_stem(struct mode x, uint32_t term);
/* Terms near each other, within so many positions. */
struct store_query *words_near(struct mode x, const uint32_t *terms,
                               size_t count, uint32_t window, bool ordered);
/* A clause that is a run, or a phrase. */
struct store_query *words_run(struct mode x, const struct clause *c);
struct store_query *words_phrase(struct mode x, const struct clause *c);

/*
 * All articles that hold a word of the pattern, and perhaps some more; title:
 * in their titles, or, of words that have no room, anywhere.
 */
struct store_query *words_pattern(const struct plan_pattern *p, bool title);
/* Some that do for sure, or NULL. */
struct store_query *words_pattern_sure(const struct plan_pattern *p);

#endif
