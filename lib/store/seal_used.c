/* Follows the tree of a table from its root to the branches above its leaves. */
#include "store/seal_used.h"
#include "glass/block.h"

#include <stdlib.h>
#include <unistd.h>

struct walk {
    int file;
    const struct seal *seal;
    const struct seal_table *known;
    bool *used;
    size_t count;
};

static bool is_right(const struct walk *w, size_t block, const uint8_t *bytes)
{
    return block >= w->known->count ||
           seal_revision(bytes) > w->seal->revision ||
           seal_agrees(w->known, block, bytes, SEAL_BLOCK);
}

static bool read_branch(const struct walk *w, size_t block, unsigned level,
                        uint8_t *bytes, unsigned *children)
{
    if (pread(w->file, bytes, SEAL_BLOCK, (off_t)block * SEAL_BLOCK) !=
        SEAL_BLOCK)
        return false;
    if (!is_right(w, block, bytes) || bytes[BLOCK_LEVEL] != level ||
        get_be16(bytes + BLOCK_END) < BLOCK_HEAD)
        return false;
    *children = (get_be16(bytes + BLOCK_END) - BLOCK_HEAD) / BLOCK_OFFSET;
    return block_check_branch(bytes, *children);
}

/* What is used twice is no tree. */
static bool follow(struct walk *w, size_t block, unsigned level)
{
    uint8_t bytes[SEAL_BLOCK];
    unsigned children;

    if (block >= w->count || w->used[block])
        return false;
    w->used[block] = true;
    if (!level)
        return true;
    if (!read_branch(w, block, level, bytes, &children))
        return false;
    for (unsigned i = 0; i < children; i++)
        if (!follow(w, block_child(bytes, i), level - 1))
            return false;
    return true;
}

bool *seal_used(int file, const struct seal_root *root, const struct seal *s,
                size_t table, size_t count)
{
    struct walk w = {file, s, &s->tables[table],
                     xcalloc(count ? count : 1, sizeof(bool)), count};

    if (root->none ||
        (root->level < BLOCK_LEVELS && follow(&w, root->block, root->level)))
        return w.used;
    free(w.used);
    return NULL;
}
