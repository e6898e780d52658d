/*
 * postlist.h - fills the postlist table and the position table from merged
 * lists.  Each takes a merge of its own, so that two threads can do it.
 */
#ifndef GLASS_POSTLIST_H
#define GLASS_POSTLIST_H

#include "glass/btree.h"
#include "glass/doc.h"
#include "glass/merge.h"

/* Of all values of a slot. */
struct value_bounds {
    uint64_t frequency;
    char *least, *most;
    size_t least_size, most_size;
};
void value_bounds_add(struct value_bounds *b, struct ir_text value);
void value_bounds_free(struct value_bounds *b);
/* The key of a slot's statistics, of at most 3 bytes; returns its size. */
size_t value_bounds_key(uint8_t *to, unsigned slot);
/* Write them, unless there are no values. */
void value_bounds_put(struct btree *t, unsigned slot,
                      const struct value_bounds *b);

/* All lists, and the bounds of each slot of values.  IR_IO, IR_LIMIT. */
enum ir_status postlist_fill(struct btree *t, struct merge *m,
                             const struct value_bounds *bounds, unsigned slots,
                             struct ir_error *err) IR_MUST_CHECK;
/* The positions of the same lists; fails likewise. */
enum ir_status positions_fill(struct btree *t, struct merge *m,
                              struct ir_error *err) IR_MUST_CHECK;

#endif
