/*
 * block.h - the items in a block of a table.
 *
 * A block has a head, then the offsets of its items in the order of their keys,
 * then what is free; the items fill it from the end.
 */
#ifndef GLASS_BLOCK_H
#define GLASS_BLOCK_H

#include "glass/code.h"

#define BLOCK_SIZE 8192 /* bytes, Xapian's default */
#define BLOCK_LEVELS 10 /* of a table at most: Xapian refuses more */

/* Revision, level, size of the gap, free bytes, end of the offsets. */
#define BLOCK_HEAD 11
#define BLOCK_LEVEL 4
#define BLOCK_END 9
#define BLOCK_OFFSET 2

/* An item of a leaf: size and flags, key size, key, component unless it is the
 * first, tag.  Four of the largest fit a block, as Xapian's updates expect. */
#define ITEM_MAX ((BLOCK_SIZE - BLOCK_HEAD - 4 * BLOCK_OFFSET) / 4)
#define ITEM_SIZE 2
#define ITEM_KEY 3 /* offset of the key */
#define ITEM_COMPONENT 2
#define ITEM_COMPONENTS_MAX 65535
#define ITEM_DEFLATED 0x8000u
#define ITEM_LAST 0x4000u
#define ITEM_FIRST 0x2000u
#define ITEM_WHOLE (ITEM_FIRST | ITEM_LAST)

/* An item of a branch: number of a block, key size, key, component, which is 0
 * in the first one. */
#define BRANCH_CHILD 4

static inline uint32_t block_offset(const uint8_t *block, unsigned i)
{
    return get_be16(block + BLOCK_HEAD + (size_t)i * BLOCK_OFFSET);
}

static inline const uint8_t *block_item(const uint8_t *block, unsigned i)
{
    return block + block_offset(block, i);
}

/* Of a branch: the number of the block that an item leads to. */
static inline uint32_t block_child(const uint8_t *block, unsigned i)
{
    return get_be32(block_item(block, i));
}

/* Its bytes, all of them. */
static inline uint32_t item_size(const uint8_t *item)
{
    return (get_be16(item) & 0x1fff) + ITEM_KEY;
}

static inline struct ir_text item_key(const uint8_t *item)
{
    return (struct ir_text){(const char *)item + ITEM_KEY, item[ITEM_SIZE]};
}

static inline uint32_t item_component(const uint8_t *item)
{
    return get_be16(item) & ITEM_FIRST
               ? 1
               : get_be16(item + ITEM_KEY + item[ITEM_SIZE]);
}

static inline struct ir_text item_tag(const uint8_t *item)
{
    const size_t head = (size_t)ITEM_KEY + item[ITEM_SIZE] +
                        (get_be16(item) & ITEM_FIRST ? 0 : ITEM_COMPONENT);

    return (struct ir_text){(const char *)item + head, item_size(item) - head};
}

/* Does item i of a leaf, count as its head says, stand between the offsets and
 * the end? */
bool block_has_item(const uint8_t *block, unsigned count, unsigned i);
/*
 * Does each of the items of a leaf, count as its head says, stand between the
 * offsets and the end, and have a key, but for the first, which need not; and
 * is there room for them all?  If so, packed: they fill the block from its end
 * in their order; whole: each is the whole of what its key has.
 */
bool block_check_leaf(const uint8_t *block, unsigned count, bool *packed,
                      bool *whole);
/* The first item of a leaf, from this one on, whose key is not less; count: there
 * is none.  Near ones are found fastest. */
unsigned block_find(const uint8_t *block, unsigned from, unsigned count,
                    struct ir_text key);
/* Can the number of each child in a branch be read? */
bool block_check_branch(const uint8_t *block, unsigned count);

#endif
