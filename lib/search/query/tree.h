/*
 * tree.h - building and bending trees; for the query language only.
 */
#ifndef SEARCH_QUERY_TREE_H
#define SEARCH_QUERY_TREE_H

#include "search/query/lex.h"

/* Parts that one operator joins. */
struct query_run {
    struct query_node *first, *last;
    size_t deepest, plain; /* depth of a part; parts without a sign that are
                              no filters */
    bool mixed;            /* some have a sign */
    bool limited;          /* or are filters */
};

/* A node of q, copied from like, with weight 1 and no parts. */
struct query_node *query_node_new(struct query *q, enum query_kind kind,
                                  size_t start, size_t end);
struct query_node *query_node_copy(struct query *q,
                                   const struct query_node *like);

bool query_is_signed(const struct query_node *node); /* NOT or MUST */

/* NULL is no part. */
void query_append(struct query_run *run, struct query_node *node);
/* The parts of a node of the same kind instead of the node itself. */
void query_append_flat(struct query_run *run, enum query_kind kind,
                       struct query_node *node);
/*
 * The one node that a run makes, or NULL if it is empty.  A MUST stays one
 * only in a LIST.
 */
struct query_node *query_join(struct query *q, const struct query_run *run,
                              enum query_kind kind, size_t start, size_t end);

/* Give all that node holds so much more weight. */
void query_weigh(struct query *q, struct query_node *node, double weight);

/* ---- placing.c: each may give back another node, or NULL ---- */

/* op with its parts: what has no place is asked of the whole article. */
struct query_node *query_place_all(struct query *q, const struct query_node *op,
                                   const struct query_run *parts);
/* A prefix on what follows it. */
struct query_node *query_apply(struct query *q, const struct query_node *prefix,
                               struct query_node *node);

#endif
