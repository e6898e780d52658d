/*
 * tree.h - building trees; private to search/query.
 */
#ifndef SEARCH_QUERY_TREE_H
#define SEARCH_QUERY_TREE_H

#include "search/query/lex.h"

/* New nodes, never NULL, that live as long as q: one of this kind with weight 1
 * and no parts, and a copy of like. */
struct query_node *query_node_new(struct query *q, enum query_kind kind,
                                  size_t start, size_t end);
struct query_node *query_node_copy(struct query *q,
                                   const struct query_node *like);

/*
 * The operands of one operator, in order, linked by their next; all zeros is an
 * empty run.  A node is in one run or group at a time: what takes a node or a
 * run here relinks the nodes, and the caller uses the result only.
 */
struct query_run {
    struct query_node *first, *last;
    size_t deepest, plain; /* greatest depth of a part; parts that are not NOT,
                              MUST or filters */
    bool mixed;            /* some part is NOT or MUST */
    bool limited;          /* some part is NOT, MUST or a filter */
};

/* Is it NOT or MUST? */
bool query_is_signed(const struct query_node *node);

/* Append node to run; nothing if it is NULL. */
void query_append(struct query_run *run, struct query_node *node);
/* The same, but if node is a group of this kind, without a weight and mergeable
 * (see struct query_node), append its parts instead. */
void query_append_flat(struct query_run *run, enum query_kind kind,
                       struct query_node *node);
/*
 * The node that a run makes: NULL if it is empty, its node if it has one, else
 * a new group of this kind.  In other groups than a LIST a MUST is replaced by
 * its part, in an OR with a warning.
 */
struct query_node *query_join(struct query *q, const struct query_run *run,
                              enum query_kind kind, size_t start, size_t end);

/* Multiply the weight of node, which is not NULL.  If it does not add to the
 * score, warn and ignore the weight. */
void query_weigh(struct query *q, struct query_node *node, double weight);

/* ---- operators.c ---- */

/*
 * Join parts, one or more, by the proximity operator op.  Parts without spans
 * cannot be near anything: they get a warning, and are required of the article
 * by an AND around the node, or dropped.  NULL if nothing is left.
 */
struct query_node *query_join_spans(struct query *q,
                                    const struct query_node *op,
                                    const struct query_run *parts);
/* The node of "a b"~5, a proximity operator whose text has words, which it
 * joins; brackets, as in "(a b) c"~5, become an OR.  Never NULL. */
struct query_node *query_split(struct query *q, const struct query_node *op);
/*
 * Apply a prefix (NOT, MUST, ATLEAST, SCOPE, or a field) to its operand, which
 * is not NULL.  Returns the node that takes its place, never NULL.  Where the
 * prefix means nothing there is a warning and the operand stays.
 */
struct query_node *query_apply(struct query *q, const struct query_node *prefix,
                               struct query_node *node);

#endif
