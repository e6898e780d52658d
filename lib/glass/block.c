/* Checks what stands in a block, and finds items in it. */
#include "glass/block.h"

bool block_has_item(const uint8_t *block, unsigned count, unsigned i)
{
    const uint32_t at = block_offset(block, i);
    const uint8_t *item = block + at;
    uint32_t least;

    if (at < BLOCK_HEAD + count * BLOCK_OFFSET || at > BLOCK_SIZE - ITEM_KEY)
        return false;
    least = (uint32_t)ITEM_KEY + item[ITEM_SIZE] +
            (get_be16(item) & ITEM_FIRST ? 0 : ITEM_COMPONENT);
    return item_size(item) >= least && item_size(item) <= BLOCK_SIZE - at;
}

bool block_check_leaf(const uint8_t *block, unsigned count, bool *packed,
                      bool *whole)
{
    const uint32_t begin = BLOCK_HEAD + count * BLOCK_OFFSET;
    uint32_t flags = ITEM_WHOLE, before = BLOCK_SIZE;
    size_t all = 0;

    *packed = true;
    for (unsigned i = 0; i < count; i++) {
        const uint32_t at = block_offset(block, i);
        const uint8_t *item = block + at;
        uint32_t size;

        if (!block_has_item(block, count, i) || (i && !item[ITEM_SIZE]))
            return false;
        size = item_size(item);
        *packed = *packed && at + size == before;
        before = at;
        flags &= get_be16(item);
        all += size;
    }
    *whole = flags == ITEM_WHOLE;
    return all <= BLOCK_SIZE - begin;
}

bool block_check_branch(const uint8_t *block, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (block_offset(block, i) < BLOCK_HEAD ||
            block_offset(block, i) > BLOCK_SIZE - BRANCH_CHILD)
            return false;
    return true;
}

unsigned block_find(const uint8_t *block, unsigned from, unsigned count,
                    struct ir_text key)
{
    unsigned low = from, high = count, step = 1;

    /* Items below low are less; high and those after it are not. */
    while (low < high) {
        const unsigned middle =
            step < high - low ? low + step - 1 : low + (high - low) / 2;

        if (text_compare(item_key(block_item(block, middle)), key) < 0) {
            low = middle + 1;
            step *= 2;
        } else {
            high = middle;
            step = UINT32_MAX;
        }
    }
    return low;
}
