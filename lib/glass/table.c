/* Walks the leaves of a B-tree from its root. */
#include "glass/table.h"
#include "base/buf.h"
#include "glass/block.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define WINDOW 16 /* leaves that are read at once if they stand together */

struct branch {
    uint8_t *block;
    unsigned at, count; /* the next item; all */
};

struct leaf {
    const uint8_t *block;
    uint32_t number;
    unsigned at, count;
    bool packed; /* as btree_run has it */
    bool whole;  /* each item is the whole of its key's */
};

struct table {
    char *path;
    int fd;
    uint64_t blocks, seen; /* in the file; read */
    uint64_t revision;
    unsigned height;
    struct branch branches[BLOCK_LEVELS]; /* of levels 1 to height */
    uint8_t *window;
    uint32_t window_first;
    unsigned window_count;
    struct leaf leaf;
    bool ended;
    struct buf last; /* the last key of the leaf before */
    uint32_t last_component;
    struct buf key, tag; /* of an item in several components */
    enum ir_status status;
    struct ir_error err;
};

void table_damaged(struct table *t, const char *format, ...)
{
    char what[160];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    t->ended = true;
    if (t->status == IR_OK)
        t->status =
            ir_fail(&t->err, IR_CORRUPT, "%s is damaged: %s", t->path, what);
}

enum ir_status table_status(const struct table *t, struct ir_error *err)
{
    if (t->status == IR_OK)
        return IR_OK;
    return ir_fail(err, t->status, "%s", t->err.message);
}

static void system_fails(struct table *t, const char *reason)
{
    t->ended = true;
    t->status = ir_fail(&t->err, IR_IO, "%s: %s", t->path, reason);
}

/* ---- blocks ---- */

static bool read_blocks(struct table *t, uint32_t number, unsigned count,
                        uint8_t *to)
{
    size_t left = (size_t)count * BLOCK_SIZE;
    off_t at = (off_t)number * BLOCK_SIZE;

    while (left) {
        ssize_t got = pread(t->fd, to, left, at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            system_fails(t, got ? strerror(errno) : "it has become shorter");
            return false;
        }
        to += got;
        at += got;
        left -= (size_t)got;
    }
    return true;
}

/* Each block is read once: more than there are would be read for ever. */
static bool check_number(struct table *t, uint64_t number)
{
    if (number < t->blocks && ++t->seen <= t->blocks)
        return true;
    table_damaged(t, "block %llu %s", (unsigned long long)number,
                  number < t->blocks ? "is reached twice" : "is not there");
    return false;
}

/* The head of a block; the number of its items. */
static bool check_head(struct table *t, const uint8_t *block, uint32_t number,
                       unsigned level, unsigned *count)
{
    const uint32_t end = get_be16(block + BLOCK_END);

    if (get_be32(block) > t->revision)
        table_damaged(t, "block %u is of a later revision", number);
    else if (block[BLOCK_LEVEL] != level)
        table_damaged(t, "block %u is of level %u, not %u", number,
                      block[BLOCK_LEVEL], level);
    else if (end <= BLOCK_HEAD || end > BLOCK_SIZE ||
             (end - BLOCK_HEAD) % BLOCK_OFFSET)
        table_damaged(t, "block %u has a damaged head", number);
    *count = (end - BLOCK_HEAD) / BLOCK_OFFSET;
    return t->status == IR_OK;
}

/* An empty key comes first in the table and nowhere else; leaves are in the
 * order of their keys. */
static bool check_order(struct table *t, struct leaf *l)
{
    const uint8_t *first = block_item(l->block, 0);
    const uint8_t *last = block_item(l->block, l->count - 1);
    int order;

    if (!t->last_component) {
        if (item_key(first).size)
            return false;
        l->at = 1;
    } else {
        order = text_compare(item_key(first), buf_text(&t->last));
        if (order < 0 || (!order && item_component(first) <= t->last_component))
            return false;
    }
    buf_clear(&t->last);
    buf_addt(&t->last, item_key(last));
    t->last_component = item_component(last);
    return true;
}

static bool open_leaf(struct table *t, const uint8_t *block, uint32_t number)
{
    struct leaf l = {.block = block, .number = number};

    if (!check_head(t, block, number, 0, &l.count))
        return false;
    if (!block_check_leaf(block, l.count, &l.packed, &l.whole))
        table_damaged(t, "block %u has a damaged item", number);
    else if (!check_order(t, &l))
        table_damaged(t, "block %u has keys that do not follow", number);
    else
        t->leaf = l;
    return t->status == IR_OK;
}

static bool open_branch(struct table *t, unsigned level, uint32_t number)
{
    struct branch *b = &t->branches[level];

    if (!b->block)
        b->block = xmalloc(BLOCK_SIZE);
    b->at = 0;
    if (!check_number(t, number) || !read_blocks(t, number, 1, b->block) ||
        !check_head(t, b->block, number, level, &b->count))
        return false;
    if (!block_check_branch(b->block, b->count))
        table_damaged(t, "block %u has a damaged item", number);
    return t->status == IR_OK;
}

/* How many leaves from this one on stand together in the file and follow each
 * other in their parent, which is past this one. */
static unsigned together(const struct table *t, uint32_t number)
{
    const struct branch *parent = &t->branches[1];
    unsigned count = 1;

    if (!t->height)
        return 1;
    while (count < WINDOW && parent->at + count - 1 < parent->count &&
           block_child(parent->block, parent->at + count - 1) ==
               (uint64_t)number + count &&
           number + count < t->blocks)
        count++;
    return count;
}

static bool load_leaf(struct table *t, uint32_t number)
{
    if (!check_number(t, number))
        return false;
    if (number < t->window_first ||
        number - t->window_first >= t->window_count) {
        t->window_first = number;
        t->window_count = together(t, number);
        if (!read_blocks(t, number, t->window_count, t->window))
            return false;
    }
    return open_leaf(
        t, t->window + (size_t)(number - t->window_first) * BLOCK_SIZE, number);
}

static bool next_leaf(struct table *t)
{
    unsigned level = 1;
    uint32_t number;

    while (level <= t->height &&
           t->branches[level].at == t->branches[level].count)
        level++;
    if (level > t->height) {
        t->ended = true;
        return false;
    }
    for (;; level--) {
        number = block_child(t->branches[level].block, t->branches[level].at++);
        if (level == 1)
            return load_leaf(t, number);
        if (!open_branch(t, level - 1, number))
            return false;
    }
}

/* ---- the whole ---- */

static enum ir_status open_file(struct table *t, const char *dir,
                                const char *name, struct ir_error *err)
{
    const size_t room = strlen(dir) + strlen(name) + sizeof("/.glass");
    struct stat st;

    t->path = xmalloc(room);
    snprintf(t->path, room, "%s/%s.glass", dir, name);
    t->fd = open(t->path, O_RDONLY | O_CLOEXEC);
    if (t->fd < 0 || fstat(t->fd, &st))
        return ir_fail(err, IR_IO, "%s: %s", t->path, strerror(errno));
    t->blocks = (uint64_t)st.st_size / BLOCK_SIZE;
    return IR_OK;
}

static enum ir_status start(struct table *t, const struct btree_root *root,
                            struct ir_error *err)
{
    bool good;

    t->height = root->level;
    if (t->height >= BLOCK_LEVELS)
        return ir_fail(err, IR_CORRUPT, "%s: %u levels", t->path, t->height);
    good = t->height ? open_branch(t, t->height, root->block)
                     : load_leaf(t, root->block);
    return good ? IR_OK : table_status(t, err);
}

enum ir_status table_open(const char *dir, const char *name,
                          const struct btree_root *root, uint64_t revision,
                          struct table **out, struct ir_error *err)
{
    struct table *t = xcalloc(1, sizeof(*t));
    enum ir_status status = IR_OK;

    t->fd = -1;
    t->revision = revision;
    t->last = t->key = t->tag = (struct buf)BUF_INIT;
    t->window = xmalloc((size_t)WINDOW * BLOCK_SIZE);
    t->ended = root->empty;
    if (!root->empty)
        status = open_file(t, dir, name, err);
    if (status == IR_OK && !root->empty)
        status = start(t, root, err);
    if (status == IR_OK)
        *out = t;
    else
        table_close(t);
    return status;
}

void table_close(struct table *t)
{
    if (!t)
        return;
    if (t->fd >= 0)
        close(t->fd);
    for (unsigned i = 0; i < BLOCK_LEVELS; i++)
        free(t->branches[i].block);
    buf_free(&t->last);
    buf_free(&t->key);
    buf_free(&t->tag);
    free(t->window);
    free(t->path);
    free(t);
}

/* ---- items ---- */

static const uint8_t *here(const struct table *t)
{
    return block_item(t->leaf.block, t->leaf.at);
}

bool table_more(struct table *t)
{
    while (!t->ended && t->leaf.at == t->leaf.count)
        next_leaf(t);
    return !t->ended;
}

struct ir_text table_key(const struct table *t)
{
    return item_key(here(t));
}

/* The components after the first. */
static bool take_rest(struct table *t, struct table_item *out)
{
    const uint8_t *item;
    uint32_t component = 1;

    buf_clear(&t->key);
    buf_clear(&t->tag);
    buf_addt(&t->key, out->key);
    buf_addt(&t->tag, out->tag);
    out->key = buf_text(&t->key);
    do {
        item = table_more(t) ? here(t) : NULL;
        if (!item || get_be16(item) & ITEM_FIRST ||
            item_component(item) != ++component ||
            !text_equal(item_key(item), out->key)) {
            table_damaged(t, "block %u: an item is not whole", t->leaf.number);
            return false;
        }
        buf_addt(&t->tag, item_tag(item));
        t->leaf.at++;
    } while (!(get_be16(item) & ITEM_LAST));
    out->tag = buf_text(&t->tag);
    return true;
}

bool table_take(struct table *t, struct table_item *out)
{
    const uint8_t *item;

    if (!table_more(t))
        return false;
    item = here(t);
    if (!(get_be16(item) & ITEM_FIRST) || !item_key(item).size) {
        table_damaged(t, "block %u: an item is not whole", t->leaf.number);
        return false;
    }
    out->key = item_key(item);
    out->tag = item_tag(item);
    out->deflated = get_be16(item) & ITEM_DEFLATED;
    t->leaf.at++;
    return get_be16(item) & ITEM_LAST || take_rest(t, out);
}

/* Copy what stands before `end', a run of whole items or one that is not. */
static void copy_some(struct table *t, struct btree *to, unsigned end)
{
    struct leaf *l = &t->leaf;
    struct btree_run run = {l->block, l->at, end, l->packed};
    struct table_item item;

    if (!l->whole)
        for (end = l->at; end < run.to; end++)
            if ((get_be16(block_item(l->block, end)) & ITEM_WHOLE) !=
                ITEM_WHOLE)
                break;
    run.to = l->at = end;
    if (run.to > run.from)
        btree_add_run(to, &run);
    else if (table_take(t, &item))
        btree_add(to, item.key.data, item.key.size, item.tag.data,
                  item.tag.size, item.deflated);
}

void table_copy(struct table *t, struct btree *to, const struct ir_text *until)
{
    struct leaf *l = &t->leaf;

    while (table_more(t)) {
        const unsigned end =
            until ? block_find(l->block, l->at, l->count, *until) : l->count;

        if (end == l->at)
            return;
        copy_some(t, to, end);
    }
}
