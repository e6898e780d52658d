/*
 * tree.h - building trees; private to search/query.
 */
#ifndef SEARCH_QUERY_TREE_H
#define SEARCH_QUERY_TREE_H

#include "search/query/lex.h"

/* The operands of one operator, in order. */
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

/* A NULL node is ignored. */
void query_append(struct query_run *run, struct query_node *node);
/* The same, but of a node of this kind append its parts instead. */
void query_append_flat(struct query_run *run, enum query_kind kind,
                       struct query_node *node);
/*
 * The one node that a run makes, or NULL if it is empty.  A MUST stays one
 * only in a LIST.
 */
struct query_node *query_join(struct query *q, const struct query_run *run,
                              enum query_kind kind, size_t start, size_t end);

/* Multiply the weight of all that node holds; warns if it has none. */
void query_weigh(struct query *q, struct query_node *node, double weight);

/* Join parts by the proximity operator op.  Parts without spans are asked of
 * the whole article; the answer may be another node, or NULL. */
struct query_node *query_join_spans(struct query *q,
                                    const struct query_node *op,
                                    const struct query_run *parts);
/* Apply a prefix to its operand; the answer may be another node. */
struct query_node *query_apply(struct query *q, const struct query_node *prefix,
                               struct query_node *node);

#endif
