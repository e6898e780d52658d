/*
 * join_lists.h - the postlist table of a database that is joined.
 */
#ifndef GLASS_JOIN_LISTS_H
#define GLASS_JOIN_LISTS_H

#include "glass/dead.h"
#include "glass/glass.h"
#include "glass/table.h"

/* A table of the base, that of the segment, and what becomes of them. */
struct joint {
    struct table *base, *segment;
    struct btree *to;
};

/* Write the table: dead is sorted and has the documents that change->deleted
 * names.  IR_IO, IR_CORRUPT; failures of the tables are also reported by
 * table_status(). */
enum ir_status join_lists(const struct joint *j, const struct dead *dead,
                          const struct glass_change *change,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
