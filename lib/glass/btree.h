/*
 * btree.h - writes one table of a glass database, a B-tree, from its leaves up.
 *
 * Items come in the order of their keys.  Blocks are numbered as they are
 * filled, so the file is written from begin to end; the last one is the root.
 */
#ifndef GLASS_BTREE_H
#define GLASS_BTREE_H

#include "base/base.h"

/* What the version file says of a table. */
struct btree_root {
    uint32_t block;
    unsigned level;
    bool empty;
    uint64_t keys;
    uint32_t blocks; /* in the file */
};

struct btree;

/* Create NAME.glass in dir.  IR_IO. */
enum ir_status btree_new(const char *dir, const char *name, struct btree **out,
                         struct ir_error *err) IR_MUST_CHECK;
/*
 * Add an item, whose key of 1 to 255 bytes is greater than that of the one
 * before; deflated says if the tag is.  Failures are remembered for
 * btree_status().
 */
void btree_add(struct btree *t, const void *key, size_t key_size,
               const void *tag, size_t size, bool deflated);
/* Some items of a leaf of another table, one after the other, each the whole of
 * its key's. */
struct btree_run {
    const uint8_t *block;
    unsigned from, to; /* the first, and the one after the last */
    bool packed; /* the items fill the block from its end in their order */
};
/* Add them all, as btree_add() would; the block is sound. */
void btree_add_run(struct btree *t, const struct btree_run *run);
/* IR_IO if writing has failed so far, IR_LIMIT if an item was too large for a
 * table. */
enum ir_status btree_status(const struct btree *t,
                            struct ir_error *err) IR_MUST_CHECK;
/* Write what is left; with sync, make it durable.  Statuses as of
 * btree_status(). */
enum ir_status btree_end(struct btree *t, bool sync, struct btree_root *out,
                         struct ir_error *err) IR_MUST_CHECK;
void btree_free(struct btree *t); /* t may be NULL */

#endif
