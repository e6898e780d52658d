/* Reads the items of a table past what is damaged. */
#include "glass/salvage.h"
#include "base/buf.h"
#include "glass/block.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* An item, or a component of one, of a leaf that is not in the tree. */
struct stray {
    uint32_t block, revision;
    uint16_t index, component;
    uint32_t key, size; /* in the buffer of keys */
};

struct salvage {
    struct salvage_how how;
    uint64_t blocks;  /* in the file */
    uint64_t lost;    /* blocks and items */
    bool hidden;      /* leaves may be that were not reached */
    uint8_t *reached; /* a byte for each block */
    uint32_t *leaves; /* in the order of their keys */
    size_t leaf_count, leaf_room;
    struct stray *strays; /* in the order in which they are read */
    size_t stray_count, stray_room;
    struct buf keys;

    /* What is read next: a leaf, or with the last one over a stray. */
    size_t at;
    unsigned index, count; /* of its items */
    uint8_t block[BLOCK_SIZE];
    uint32_t number; /* of the block */
    bool loaded, sound;
    /* The item that is put together. */
    struct buf key, tag;
    uint32_t component; /* that it has so far; 0: none */
    bool sure;
};

/* ---- blocks ---- */

/* False if it is not there, or the system refuses it, as it does a bad sector:
 * that is damage like another. */
static bool read_block(struct salvage *s, uint32_t number, uint8_t *block)
{
    size_t have = 0;

    while (have < BLOCK_SIZE) {
        const ssize_t got = pread(s->how.file, block + have, BLOCK_SIZE - have,
                                  (off_t)number * BLOCK_SIZE + (off_t)have);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        have += (size_t)got;
    }
    return true;
}

/* The number of its items; 0 if it is no block of this level. */
static unsigned count_of(const struct salvage *s, const uint8_t *block,
                         unsigned level)
{
    const uint32_t end = get_be16(block + BLOCK_END);

    if (block[BLOCK_LEVEL] != level || get_be32(block) > s->how.revision ||
        end <= BLOCK_HEAD || end > BLOCK_SIZE ||
        (end - BLOCK_HEAD) % BLOCK_OFFSET)
        return 0;
    return (end - BLOCK_HEAD) / BLOCK_OFFSET;
}

static bool is_sound(const struct salvage *s, uint32_t number,
                     const uint8_t *block)
{
    return !s->how.is_sound || s->how.is_sound(s->how.closure, number, block);
}

/* ---- finding the leaves ---- */

static bool reach(struct salvage *s, uint32_t number)
{
    if (number >= s->blocks || s->reached[number])
        return false;
    s->reached[number] = 1;
    return true;
}

static void add_leaf(struct salvage *s, uint32_t number)
{
    s->leaves =
        xgrow(s->leaves, s->leaf_count, &s->leaf_room, sizeof(*s->leaves));
    s->leaves[s->leaf_count++] = number;
}

/* Leaves are not looked at yet.  At most BLOCK_LEVELS deep. */
static void walk(struct salvage *s, uint32_t number, unsigned level)
{
    uint8_t *block;
    unsigned count = 0;

    if (!reach(s, number)) {
        s->lost++;
        s->hidden = true;
        return;
    }
    if (!level) {
        add_leaf(s, number);
        return;
    }
    block = xmalloc(BLOCK_SIZE);
    if (read_block(s, number, block) && is_sound(s, number, block))
        count = count_of(s, block, level);
    if (!count || !block_check_branch(block, count)) {
        s->lost++;
        s->hidden = true;
        count = 0;
    }
    for (unsigned i = 0; i < count; i++)
        walk(s, block_child(block, i), level - 1);
    free(block);
}

/* The root is of the latest revision, and of the highest level in that.  If each
 * block is sound, it is one of them. */
static bool find_root(struct salvage *s, struct btree_root *out)
{
    uint32_t revision = 0;

    for (uint32_t number = 0; number < s->blocks; number++) {
        const uint8_t *block = s->block;
        unsigned level;

        if (!read_block(s, number, s->block) || !is_sound(s, number, block))
            return false;
        level = block[BLOCK_LEVEL];
        if (level >= BLOCK_LEVELS || !count_of(s, block, level) ||
            get_be32(block) < revision ||
            (get_be32(block) == revision && level <= out->level))
            continue;
        revision = get_be32(block);
        *out = (struct btree_root){.block = number, .level = level};
    }
    return revision;
}

static void add_stray(struct salvage *s, uint32_t number, const uint8_t *block,
                      unsigned index)
{
    const uint8_t *item = block_item(block, index);
    const struct ir_text key = item_key(item);
    const struct stray one = {number,
                              get_be32(block),
                              (uint16_t)index,
                              (uint16_t)item_component(item),
                              (uint32_t)s->keys.size,
                              (uint32_t)key.size};

    if (!key.size || s->keys.size + key.size > UINT32_MAX)
        return;
    buf_addt(&s->keys, key);
    s->strays =
        xgrow(s->strays, s->stray_count, &s->stray_room, sizeof(*s->strays));
    s->strays[s->stray_count++] = one;
}

static struct ir_text stray_key(const struct salvage *s, const struct stray *a)
{
    return (struct ir_text){s->keys.data + a->key, a->size};
}

/* The last keys first, each from its first component on, the latest first. */
static int by_key(const void *a, const void *b, void *salvage)
{
    const struct salvage *s = salvage;
    const struct stray *x = a, *y = b;
    const int order = text_compare(stray_key(s, y), stray_key(s, x));

    if (order)
        return order;
    if (x->component != y->component)
        return x->component < y->component ? -1 : 1;
    if (x->revision != y->revision)
        return x->revision > y->revision ? -1 : 1;
    return x->block < y->block ? -1 : x->block > y->block;
}

static void find_strays(struct salvage *s)
{
    for (uint32_t number = 0; number < s->blocks; number++) {
        unsigned count;

        if (s->reached[number] || !read_block(s, number, s->block))
            continue;
        count = count_of(s, s->block, 0);
        if (count && !s->how.lenient && !is_sound(s, number, s->block))
            count = 0;
        for (unsigned i = 0; i < count; i++)
            if (block_has_item(s->block, count, i))
                add_stray(s, number, s->block, i);
    }
    if (s->stray_count)
        qsort_r(s->strays, s->stray_count, sizeof(*s->strays), by_key, s);
}

enum ir_status salvage_open(const struct salvage_how *how, struct salvage **out,
                            struct ir_error *err)
{
    const struct btree_root *root = how->root;
    struct btree_root own = {.level = 0};
    struct salvage *s;
    struct stat st;

    if (fstat(how->file, &st))
        return ir_fail(err, IR_IO, "%s", strerror(errno));
    s = xcalloc(1, sizeof(*s));
    s->keys = s->key = s->tag = (struct buf)BUF_INIT;
    s->how = *how;
    s->blocks = (uint64_t)st.st_size / BLOCK_SIZE;
    if (s->blocks > UINT32_MAX)
        s->blocks = UINT32_MAX;
    s->reached = xcalloc(s->blocks + 1, 1);
    if (!root && how->knows && find_root(s, &own))
        root = &own;
    if (!root || root->level >= BLOCK_LEVELS)
        s->hidden = true;
    else if (!root->empty)
        walk(s, root->block, root->level);
    if (s->hidden)
        find_strays(s);
    *out = s;
    return IR_OK;
}

void salvage_free(struct salvage *s)
{
    if (!s)
        return;
    free(s->reached);
    free(s->leaves);
    free(s->strays);
    buf_free(&s->keys);
    buf_free(&s->key);
    buf_free(&s->tag);
    free(s);
}

bool salvage_strays(const struct salvage *s)
{
    return s->hidden;
}

uint64_t salvage_lost(const struct salvage *s)
{
    return s->lost;
}

/* ---- items ---- */

/* Load a block, unless it is loaded.  False if it is no leaf that can be read. */
static bool load(struct salvage *s, uint32_t number)
{
    if (s->loaded && s->number == number)
        return s->count;
    s->loaded = true;
    s->number = number;
    s->count = 0;
    s->sound = read_block(s, number, s->block);
    if (!s->sound)
        return false;
    s->sound = is_sound(s, number, s->block);
    if (s->sound || s->how.lenient)
        s->count = count_of(s, s->block, 0);
    return s->count;
}

/* The next item of the tree, or NULL. */
static const uint8_t *next_in_tree(struct salvage *s)
{
    while (s->at < s->leaf_count) {
        const bool first = !s->loaded || s->number != s->leaves[s->at];

        if (!load(s, s->leaves[s->at]))
            s->lost += first;
        while (s->index < s->count) {
            const unsigned i = s->index++;

            if (block_has_item(s->block, s->count, i))
                return block_item(s->block, i);
            s->lost++;
        }
        s->index = 0;
        s->at++;
    }
    return NULL;
}

static bool repeats(const struct salvage *s, size_t i)
{
    const struct stray *a = &s->strays[i], *b = a - 1;

    return i && a->component == b->component &&
           text_equal(stray_key(s, a), stray_key(s, b));
}

static const uint8_t *next_stray(struct salvage *s)
{
    while (s->at - s->leaf_count < s->stray_count) {
        const size_t i = s->at++ - s->leaf_count;
        const struct stray *one = &s->strays[i];

        if (!repeats(s, i) && load(s, one->block) && one->index < s->count &&
            block_has_item(s->block, s->count, one->index))
            return block_item(s->block, one->index);
    }
    return NULL;
}

/* Put a component to what there is of its item; true if that is then whole. */
static bool add_component(struct salvage *s, const uint8_t *item)
{
    const uint32_t component = item_component(item);

    const bool pending = s->component; /* and so is not whole */

    if (component == 1) {
        s->lost += pending;
        s->sure = true;
        buf_clear(&s->key);
        buf_clear(&s->tag);
        buf_addt(&s->key, item_key(item));
    } else if (!s->component || component != s->component + 1 ||
               !text_equal(item_key(item), buf_text(&s->key))) {
        s->lost++;
        s->component = 0;
        return false;
    }
    buf_addt(&s->tag, item_tag(item));
    s->sure = s->sure && s->sound;
    s->component = component;
    return get_be16(item) & ITEM_LAST;
}

bool salvage_next(struct salvage *s, struct salvage_item *out)
{
    const uint8_t *item;

    s->component = 0;
    for (;;) {
        item = next_in_tree(s);
        out->sure = item != NULL;
        if (!item)
            item = next_stray(s);
        if (!item)
            return false;
        if (!item_key(item).size || !add_component(s, item))
            continue;
        out->sure = out->sure && s->sure;
        out->key = buf_text(&s->key);
        out->tag = buf_text(&s->tag);
        out->deflated = get_be16(item) & ITEM_DEFLATED;
        return true;
    }
}
