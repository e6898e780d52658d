/* Builds a B-tree from its leaves up. */
#include "glass/btree.h"
#include "glass/block.h"
#include "glass/stream.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define REVISION 1 /* of every block; 0 would mean "never committed" */
#define STREAM_ROOM ((size_t)64 * BLOCK_SIZE)

struct key {
    size_t size;
    uint32_t component; /* from 1; 0 in the first item of a branch */
    uint8_t bytes[CODE_KEY_MAX];
};

struct level {
    uint8_t *block;   /* a leaf is built where it is written from */
    size_t top;       /* end of the offsets */
    size_t low;       /* begin of the items */
    struct key first; /* separates this block from the one before it */
};

struct btree {
    struct stream file;
    struct level levels[BLOCK_LEVELS];
    unsigned height; /* the highest level in use */
    uint32_t blocks; /* written */
    uint64_t keys;
    struct key last; /* of the open leaf */
    bool too_large;
};

/* Begin a block at this level. */
static void begin(struct btree *t, unsigned at)
{
    struct level *l = &t->levels[at];

    if (!at)
        l->block = stream_space(&t->file, BLOCK_SIZE);
    else if (!l->block)
        l->block = xmalloc(BLOCK_SIZE);
    l->top = BLOCK_HEAD;
    l->low = BLOCK_SIZE;
}

static size_t room(const struct level *l)
{
    return l->low - l->top;
}

/* Space for an item of this size, which the caller knows to fit. */
static uint8_t *place(struct level *l, size_t size)
{
    l->low -= size;
    put_be16(l->block + l->top, (uint32_t)l->low);
    l->top += BLOCK_OFFSET;
    return l->block + l->low;
}

enum ir_status btree_new(const char *dir, const char *name, struct btree **out,
                         struct ir_error *err)
{
    struct btree *t = xcalloc(1, sizeof(*t));
    enum ir_status status;
    char file[64];

    snprintf(file, sizeof(file), "%s.glass", name);
    status = stream_create(&t->file, dir, file, STREAM_ROOM, err);
    if (status != IR_OK) {
        btree_free(t);
        return status;
    }
    begin(t, 0);
    /* Cursors begin at an empty item before all others. */
    *put_be16(place(&t->levels[0], ITEM_KEY), ITEM_WHOLE) = 0;
    *out = t;
    return IR_OK;
}

static uint32_t write_block(struct btree *t, unsigned at)
{
    struct level *l = &t->levels[at];
    uint8_t *to = put_be32(l->block, REVISION);

    *to++ = (uint8_t)at;
    to = put_be16(to, (uint32_t)room(l));
    to = put_be16(to, (uint32_t)room(l));
    put_be16(to, (uint32_t)l->top);
    memset(l->block + l->top, 0, room(l));
    if (at)
        memcpy(stream_space(&t->file, BLOCK_SIZE), l->block, BLOCK_SIZE);
    return t->blocks++;
}

/* Add a child to the branch at this level: its number and what separates it
 * from the one before. */
static void add_child(struct btree *t, unsigned at, const struct key *key,
                      uint32_t child)
{
    struct level *l = &t->levels[at];
    const size_t fixed = BRANCH_CHILD + 1 + ITEM_COMPONENT;
    size_t size = 0;
    uint8_t *to;

    if (at > t->height) {
        t->height = at;
        begin(t, at);
    }
    if (l->top > BLOCK_HEAD && room(l) < fixed + key->size + BLOCK_OFFSET) {
        const uint32_t full = write_block(t, at);

        /* No table of 2^32 blocks has so many levels. */
        assert(at + 1 < BLOCK_LEVELS);
        add_child(t, at + 1, &l->first, full);
        begin(t, at);
    }
    if (l->top == BLOCK_HEAD)
        l->first = *key; /* which is left out here */
    else
        size = key->size;
    to = put_be32(place(l, fixed + size), child);
    *to++ = (uint8_t)size;
    to = put_bytes(to, key->bytes, size);
    put_be16(to, size ? key->component : 0);
}

/* Close the open leaf and begin one whose first item has this key. */
static void next_leaf(struct btree *t, const uint8_t *key, size_t size,
                      uint32_t component)
{
    struct level *leaf = &t->levels[0];
    const struct key *last = &t->last;
    size_t same = 0;

    add_child(t, 1, &leaf->first, write_block(t, 0));
    begin(t, 0);
    /* The shortest key that is greater than the last. */
    while (same < size && same < last->size && key[same] == last->bytes[same])
        same++;
    leaf->first.size = same < size ? same + 1 : size;
    leaf->first.component = component;
    put_bytes(leaf->first.bytes, key, leaf->first.size);
}

static void add_item(struct btree *t, const uint8_t *key, size_t key_size,
                     const uint8_t *tag, size_t size, uint32_t component,
                     uint32_t flags)
{
    struct level *leaf = &t->levels[0];
    size_t all = ITEM_KEY + key_size + size;
    uint8_t *to;

    if (component > 1)
        all += ITEM_COMPONENT;
    if (room(leaf) < all + BLOCK_OFFSET)
        next_leaf(t, key, key_size, component);
    to = put_be16(place(leaf, all), (uint32_t)(all - ITEM_KEY) | flags);
    *to++ = (uint8_t)key_size;
    to = put_bytes(to, key, key_size);
    if (component > 1)
        to = put_be16(to, component);
    put_bytes(to, tag, size);
    put_bytes(t->last.bytes, key, key_size);
    t->last.size = key_size;
}

/* How many of the items from..to of a block fit the open leaf, and their bytes:
 * in a packed one those are what lies between the first and the last. */
static unsigned fitting(const struct level *leaf, const struct btree_run *r,
                        size_t *bytes)
{
    const uint8_t *first = block_item(r->block, r->from);
    const uint8_t *end = first + item_size(first);
    const size_t left = room(leaf);
    unsigned low = r->from, high = r->to; /* low fit, high + 1 do not */

    *bytes = 0;
    if (!r->packed) {
        for (; low < high; low++) {
            const size_t size = item_size(block_item(r->block, low));

            if (*bytes + size + (size_t)(low + 1 - r->from) * BLOCK_OFFSET >
                left)
                break;
            *bytes += size;
        }
        return low - r->from;
    }
    while (low < high) {
        const unsigned middle = high - (high - low) / 2;
        const size_t size = (size_t)(end - block_item(r->block, middle - 1));

        if (size + (size_t)(middle - r->from) * BLOCK_OFFSET <= left) {
            low = middle;
            *bytes = size;
        } else
            high = middle - 1;
    }
    return low - r->from;
}

/* Copy so many items, of so many bytes. */
static void copy_items(struct level *leaf, const struct btree_run *r,
                       unsigned count, size_t bytes)
{
    const unsigned end = r->from + count;
    uint32_t shift;

    if (!r->packed) {
        for (unsigned i = r->from; i < end; i++) {
            const uint8_t *item = block_item(r->block, i);
            const size_t size = item_size(item);

            memcpy(place(leaf, size), item, size);
        }
        return;
    }
    leaf->low -= bytes;
    memcpy(leaf->block + leaf->low, block_item(r->block, end - 1), bytes);
    shift = (uint32_t)leaf->low - block_offset(r->block, end - 1);
    for (unsigned i = r->from; i < end; i++, leaf->top += BLOCK_OFFSET)
        put_be16(leaf->block + leaf->top, block_offset(r->block, i) + shift);
}

void btree_add_run(struct btree *t, const struct btree_run *run)
{
    struct level *leaf = &t->levels[0];
    struct btree_run r = *run;
    struct ir_text key;
    unsigned count;
    size_t bytes;

    t->keys += r.to - r.from;
    for (; r.from < r.to; r.from += count) {
        count = fitting(leaf, &r, &bytes);
        if (!count) { /* as many as there are fit an empty leaf, or one does */
            key = item_key(block_item(r.block, r.from));
            next_leaf(t, (const uint8_t *)key.data, key.size, 1);
            continue;
        }
        copy_items(leaf, &r, count, bytes);
        key = item_key(block_item(r.block, r.from + count - 1));
        put_bytes(t->last.bytes, key.data, key.size);
        t->last.size = key.size;
    }
}

/* How much of a tag that does not fit one item goes into the first: what fills
 * the block, if that does not cost an item more. */
static size_t first_part(const struct btree *t, size_t key_size, size_t size)
{
    const size_t head = ITEM_KEY + key_size + ITEM_COMPONENT;
    const size_t most = ITEM_MAX - head;
    size_t left = room(&t->levels[0]) % (ITEM_MAX + BLOCK_OFFSET);

    if (left <= head + BLOCK_OFFSET)
        return most + ITEM_COMPONENT;
    left -= head + BLOCK_OFFSET;
    return left >= (size - ITEM_COMPONENT) % most ? left + ITEM_COMPONENT
                                                  : most + ITEM_COMPONENT;
}

static void add_parts(struct btree *t, const uint8_t *key, size_t key_size,
                      const uint8_t *tag, size_t size, uint32_t deflated)
{
    const size_t most = ITEM_MAX - (ITEM_KEY + key_size + ITEM_COMPONENT);
    size_t part = first_part(t, key_size, size);
    uint32_t component = 1;

    if ((size - part) / most + 2 > ITEM_COMPONENTS_MAX) {
        t->too_large = true;
        return;
    }
    while (size > part) {
        add_item(t, key, key_size, tag, part, component,
                 deflated | (component == 1 ? ITEM_FIRST : 0));
        component++;
        tag += part;
        size -= part;
        part = most;
    }
    add_item(t, key, key_size, tag, size, component, deflated | ITEM_LAST);
}

void btree_add(struct btree *t, const void *key, size_t key_size,
               const void *tag, size_t size, bool deflated)
{
    const uint32_t flag = deflated ? ITEM_DEFLATED : 0;

    assert(key_size >= 1 && key_size <= CODE_KEY_MAX);
    t->keys++;
    if (ITEM_KEY + key_size + size <= ITEM_MAX)
        add_item(t, key, key_size, tag, size, 1, flag | ITEM_WHOLE);
    else
        add_parts(t, key, key_size, tag, size, flag);
}

enum ir_status btree_status(const struct btree *t, struct ir_error *err)
{
    if (t->too_large)
        return ir_fail(err, IR_LIMIT, "%s: an item of over %d pieces",
                       t->file.path, ITEM_COMPONENTS_MAX);
    return stream_status(&t->file, err);
}

enum ir_status btree_end(struct btree *t, bool sync, struct btree_root *out,
                         struct ir_error *err)
{
    enum ir_status status;
    uint32_t block = 0;

    memset(out, 0, sizeof(*out));
    out->empty = !t->keys;
    if (t->keys)
        block = write_block(t, 0);
    else
        stream_take_back(&t->file, BLOCK_SIZE);
    for (unsigned at = 1; at <= t->height; at++) {
        add_child(t, at, &t->levels[at - 1].first, block);
        block = write_block(t, at);
    }
    out->block = block;
    out->level = t->height;
    out->keys = t->keys;
    out->blocks = t->blocks;
    status = btree_status(t, err);
    return status == IR_OK ? stream_end(&t->file, sync, err) : status;
}

void btree_free(struct btree *t)
{
    if (!t)
        return;
    stream_close(&t->file);
    for (unsigned i = 1; i < BLOCK_LEVELS; i++)
        free(t->levels[i].block);
    free(t);
}
