/*
 * print_leaf.h - the canonical form of a leaf; private to search/query.
 */
#ifndef SEARCH_QUERY_PRINT_LEAF_H
#define SEARCH_QUERY_PRINT_LEAF_H

#include "search/query/query.h"

/* Append a leaf with its weight, as it would be typed. */
void query_print_leaf(const struct query_node *node, struct buf *out);

/* Append ^w, the weight of a leaf or group; nothing if it is 1. */
void query_print_weight(const struct query_node *node, struct buf *out);

#endif
