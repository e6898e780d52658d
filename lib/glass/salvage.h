/*
 * salvage.h - what can still be read of a damaged table.
 *
 * The tree is walked from its root, past what is damaged.  If branches are lost,
 * or the root is not known, the leaves that were not reached are read, too, the
 * latest revision of each item: some of them may be of items that are deleted.
 * Nothing that is read is trusted.
 */
#ifndef GLASS_SALVAGE_H
#define GLASS_SALVAGE_H

#include "glass/btree.h"

#ifdef __cplusplus
extern "C" {
#endif

struct salvage_how {
    int file;                      /* of the table, open; stays the caller's */
    const struct btree_root *root; /* NULL: not known */
    uint64_t revision;             /* of blocks, at most */
    /* Is a block as it was written?  Of one that is not, branches are not
     * followed, and leaves are read only if lenient: then the caller can tell
     * whether an item is right. */
    bool (*is_sound)(void *closure, uint32_t number, const uint8_t *block);
    void *closure;
    bool knows; /* is_sound() knows all blocks: then a root can be found */
    bool lenient;
};

struct salvage_item {
    struct ir_text key, tag; /* valid until the next call */
    bool deflated;
    bool sure; /* it is in sound leaves of the tree, so not an earlier one */
};

struct salvage;

/* Find the leaves.  IR_IO. */
enum ir_status salvage_open(const struct salvage_how *how, struct salvage **out,
                            struct ir_error *err) IR_MUST_CHECK;
void salvage_free(struct salvage *s); /* s may be NULL */
/* The next item, those of the tree first, in the order of their keys, then
 * others, the last keys first; false if there is none. */
bool salvage_next(struct salvage *s, struct salvage_item *out);
/* Are there items that are not in the tree? */
bool salvage_strays(const struct salvage *s);
/* How many blocks and items could not be read so far. */
uint64_t salvage_lost(const struct salvage *s);

#ifdef __cplusplus
}
#endif

#endif
