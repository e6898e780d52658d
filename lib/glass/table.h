/*
 * table.h - reads a table of a glass database in the order of its keys.
 *
 * Whoever wrote it, its bytes may be damaged: all that is read of them is
 * checked.  The first failure is remembered for table_status(), and from then
 * on the table is at its end.
 */
#ifndef GLASS_TABLE_H
#define GLASS_TABLE_H

#include "glass/btree.h"

struct table;

/*
 * Open NAME.glass in dir, with this root, before its first item; no block of it
 * may have a higher revision.  IR_IO; IR_CORRUPT: it cannot have such a root.
 */
enum ir_status table_open(const char *dir, const char *name,
                          const struct btree_root *root, uint64_t revision,
                          struct table **out,
                          struct ir_error *err) IR_MUST_CHECK;
void table_close(struct table *t); /* t may be NULL */

/* Is there an item, or has the end been reached? */
bool table_more(struct table *t);
/* The key of the item, when there is one; valid until the next call for t. */
struct ir_text table_key(const struct table *t);

struct table_item {
    struct ir_text key, tag; /* valid until the next call for the table */
    bool deflated;
};
/* Read the item and go past it; false if there is none. */
bool table_take(struct table *t, struct table_item *out);
/* Copy all items whose keys are less than `until', or all that are left if that
 * is NULL. */
void table_copy(struct table *t, struct btree *to, const struct ir_text *until);

/* Say that what was read cannot be true: IR_CORRUPT with the path. */
void table_damaged(struct table *t, const char *format, ...) IR_PRINTF(2, 3);
/* IR_IO or IR_CORRUPT if reading has failed so far; the message names the file,
 * and the block if it is damaged. */
enum ir_status table_status(const struct table *t,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
