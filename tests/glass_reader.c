#include "tests/glass_reader.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_ROOM 256
#define ITEM_FOURTH ((8192 - 11 - 8) / 4) /* four of the largest fit a block */

uint64_t read_uint(const uint8_t **at)
{
    uint64_t n = 0;
    unsigned shift = 0;

    do
        n |= (uint64_t)(**at & 127) << shift;
    while (shift += 7, *(*at)++ & 128);
    return n;
}

static uint8_t *read_whole(const char *dir, const char *name, size_t *size)
{
    char path[300];
    struct stat st;
    uint8_t *bytes;
    int fd;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    fd = open(path, O_RDONLY);
    ck_assert_msg(fd >= 0, "%s", path);
    ck_assert_int_eq(fstat(fd, &st), 0);
    *size = (size_t)st.st_size;
    bytes = calloc(1, *size + 1);
    ck_assert_int_eq(read(fd, bytes, *size), st.st_size);
    close(fd);
    return bytes;
}

/* ---- the version file ---- */

static void read_root(const uint8_t **at, struct read_root *r)
{
    const uint8_t *end;
    uint64_t flags, size;

    r->block = read_uint(at);
    flags = read_uint(at);
    r->level = flags / 4;
    r->sequential = flags & 2;
    r->fake = flags & 1;
    r->keys = read_uint(at);
    r->block_size = read_uint(at) * 2048;
    r->compress = read_uint(at);
    size = read_uint(at);
    end = *at + size;
    if (size) {
        r->revision = read_uint(at);
        r->blocks = read_uint(at);
        for (int i = 0; i < 4; i++) /* the two ends of the list */
            r->free |= read_uint(at);
    }
    ck_assert_ptr_eq(*at, end);
}

void read_version(const char *dir, struct read_version *out)
{
    uint8_t *bytes = read_whole(dir, "iamglass", &out->size);
    const uint8_t *at = bytes + 32; /* after the UUID */

    memset(out->roots, 0, sizeof(out->roots));
    ck_assert_uint_le(out->size, 256);
    ck_assert(!memcmp(bytes, "\x0f\x0dXapian Glass", 14));
    out->format = (uint64_t)bytes[14] << 8 | bytes[15];
    ck_assert_uint_eq(bytes[22] >> 4, 4); /* a random UUID says so */
    ck_assert_uint_eq(bytes[24] >> 6, 2);
    out->revision = read_uint(&at);
    for (size_t i = 0; i < COUNT(out->roots); i++)
        read_root(&at, &out->roots[i]);
    out->documents = read_uint(&at);
    out->last = out->documents + read_uint(&at);
    out->least = read_uint(&at);
    out->wdf = read_uint(&at);
    out->most = out->wdf + read_uint(&at);
    out->oldest = read_uint(&at);
    out->total = read_uint(&at);
    out->spelling = read_uint(&at);
    ck_assert_ptr_eq(at, bytes + out->size);
    free(bytes);
}

/* ---- a table ---- */

/* A key with the number of its component, as both sort. */
struct place {
    uint8_t key[KEY_ROOM];
    size_t size, part;
};

struct walk {
    struct read_table *table;
    const struct read_root *root;
    struct place last; /* what was read before */
    size_t room, next_leaf;
    bool open; /* the tag goes on */
};

static unsigned be16(const uint8_t *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

static uint32_t be32(const uint8_t *at)
{
    return (uint32_t)be16(at) << 16 | be16(at + 2);
}

static struct place place_of(const uint8_t *key, size_t size, size_t part)
{
    struct place p = {.size = size, .part = part};

    memcpy(p.key, key, size);
    return p;
}

static int compare(const struct place *a, const struct place *b)
{
    size_t size = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->key, b->key, size);

    if (order)
        return order;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

/* The items fill the end of the block, and what is free is 0. */
static void check_head(const uint8_t *block, size_t size, unsigned level)
{
    const unsigned end = be16(block + 9), gap = be16(block + 5);
    size_t low = size;

    ck_assert_uint_eq(be32(block), 1); /* revision */
    ck_assert_uint_eq(block[4], level);
    ck_assert_uint_eq(be16(block + 7), gap);
    ck_assert_uint_eq(end % 2, 1);
    ck_assert_uint_gt(end, 11);
    for (unsigned at = 11; at < end; at += 2)
        if (be16(block + at) < low)
            low = be16(block + at);
    ck_assert_uint_eq(low - end, gap);
    for (unsigned at = end; at < low; at++)
        ck_assert_uint_eq(block[at], 0);
}

/* Another part of a tag, or the first of one. */
static void take_part(struct walk *w, const struct place *p, const uint8_t *tag,
                      size_t size, unsigned flags)
{
    struct read_table *t = w->table;
    struct read_item *item;
    char **bytes;

    ck_assert_int_eq(w->open, !(flags & 0x2000));
    if (flags & 0x2000) {
        ck_assert_int_lt(compare(&w->last, p), 0);
        if (t->count == w->room) {
            w->room = w->room * 2 + 64;
            t->items = realloc(t->items, w->room * sizeof(*t->items));
            t->tags = realloc(t->tags, w->room * sizeof(*t->tags));
        }
        t->tags[t->count] = malloc(p->size + 1);
        memcpy(t->tags[t->count], p->key, p->size);
        t->items[t->count] = (struct read_item){
            .key = {t->tags[t->count], p->size}, .deflated = flags & 0x8000};
        t->count++;
    }
    item = &t->items[t->count - 1];
    bytes = &t->tags[t->count - 1];
    *bytes = realloc(*bytes, item->key.size + item->tag.size + size + 1);
    memcpy(*bytes + item->key.size + item->tag.size, tag, size);
    item->key.data = *bytes;
    item->tag =
        (struct ir_text){*bytes + item->key.size, item->tag.size + size};
    item->parts++;
    ck_assert_uint_eq(item->parts, p->part);
    ck_assert_int_eq(item->deflated, (flags & 0x8000) != 0);
    w->open = !(flags & 0x4000);
}

static void read_leaf(struct walk *w, const uint8_t *block, size_t number)
{
    const unsigned end = be16(block + 9);

    /* "sequential" promises leaves in the order of their keys. */
    ck_assert_uint_ge(number, w->next_leaf);
    w->next_leaf = number + 1;
    w->table->splits += w->open;
    for (unsigned at = 11; at < end; at += 2) {
        const uint8_t *item = block + be16(block + at);
        const unsigned flags = be16(item), size = (flags & 0x1fff) + 3;
        const bool first = flags & 0x2000;
        const uint8_t *tag = item + 3 + item[2] + (first ? 0 : 2);
        struct place p =
            place_of(item + 3, item[2], first ? 1 : be16(item + 3 + item[2]));

        ck_assert_uint_le(size, ITEM_FOURTH);
        ck_assert(tag <= item + size);
        if (!w->last.part) { /* the very first */
            ck_assert_uint_eq(flags, 0x6000);
            ck_assert_uint_eq(item[2], 0);
        } else {
            ck_assert_uint_gt(item[2], 0);
            take_part(w, &p, tag, (size_t)(item + size - tag), flags);
        }
        w->last = p;
    }
    w->table->leaves++;
}

/* The first key below a block. */
static struct place least_below(const struct walk *w, size_t number,
                                unsigned level)
{
    const uint8_t *block = w->table->file + number * w->root->block_size;
    const uint8_t *item = block + be16(block + 11);

    if (level)
        return least_below(w, be32(item), level - 1);
    return place_of(item + 3, item[2],
                    be16(item) & 0x2000 ? 1 : be16(item + 3 + item[2]));
}

static void read_block(struct walk *w, size_t number, unsigned level)
{
    const uint8_t *block = w->table->file + number * w->root->block_size;
    const unsigned end = be16(block + 9);

    ck_assert_uint_lt(number, w->root->blocks);
    check_head(block, w->root->block_size, level);
    if (!level) {
        read_leaf(w, block, number);
        return;
    }
    w->table->branches++;
    for (unsigned at = 11; at < end; at += 2) {
        const uint8_t *item = block + be16(block + at);
        const size_t child = be32(item);
        struct place key =
            place_of(item + 5, item[4], be16(item + 5 + item[4]));
        struct place least = least_below(w, child, level - 1);

        ck_assert_uint_lt(child, number);
        if (at == 11) {
            ck_assert_uint_eq(key.size, 0);
            ck_assert_uint_eq(key.part, 0);
        } else { /* after what is left of it, not after its own child */
            ck_assert_int_lt(compare(&w->last, &key), 0);
            ck_assert_int_le(compare(&key, &least), 0);
        }
        read_block(w, child, level - 1);
    }
}

void read_table(const char *dir, const char *name, const struct read_root *root,
                struct read_table *out)
{
    struct walk w = {.table = out, .root = root};
    char file[64];
    size_t size;

    memset(out, 0, sizeof(*out));
    snprintf(file, sizeof(file), "%s.glass", name);
    out->file = read_whole(dir, file, &size);
    ck_assert_uint_eq(size, root->blocks * root->block_size);
    if (root->fake) {
        ck_assert_uint_eq(size + root->block + root->level + root->keys, 0);
        return;
    }
    out->levels = root->level + 1;
    read_block(&w, root->block, (unsigned)root->level);
    ck_assert(!w.open);
    ck_assert_uint_eq(out->count, root->keys);
    ck_assert_uint_eq(out->leaves + out->branches, root->blocks);
}

void read_table_free(struct read_table *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->tags[i]);
    free(t->tags);
    free(t->items);
    free(t->file);
}

/* ---- positions ---- */

struct bits {
    const uint8_t *bytes;
    size_t at, end;
};

static uint32_t take_bits(struct bits *b, unsigned count)
{
    uint32_t n = 0;

    for (unsigned i = 0; i < count; i++, b->at++) {
        ck_assert_uint_lt(b->at, b->end);
        n |= (uint32_t)(b->bytes[b->at / 8] >> b->at % 8 & 1) << i;
    }
    return n;
}

/* A number below m. */
static uint64_t take_below(struct bits *b, uint64_t m)
{
    unsigned size = 0;
    uint64_t spare, half, n;

    while (UINT64_C(1) << size < m)
        size++;
    spare = (UINT64_C(1) << size) - m;
    half = (m - spare) / 2;
    if (!spare)
        return take_bits(b, size);
    n = take_bits(b, size - 1);
    if (n < half && take_bits(b, 1))
        n += half + spare;
    return n;
}

static void take_between(struct bits *b, uint32_t *p, size_t low, size_t high)
{
    size_t middle = low + (high - low) / 2;
    uint64_t choices;

    if (middle == low)
        return;
    choices = (uint64_t)p[high] - p[low] - (high - low) + 1;
    p[middle] = (uint32_t)(p[low] + (middle - low) + take_below(b, choices));
    take_between(b, p, low, middle);
    take_between(b, p, middle, high);
}

size_t read_positions(struct ir_text tag, uint32_t *out, size_t room)
{
    const uint8_t *at = (const uint8_t *)tag.data;
    const uint8_t *end = at + tag.size;
    const uint64_t last = read_uint(&at);
    struct bits b;
    size_t count;

    ck_assert_uint_le(last, UINT32_MAX);
    out[0] = (uint32_t)last;
    if (at == end)
        return 1;
    b = (struct bits){at, 0, (size_t)(end - at) * 8};
    out[0] = (uint32_t)take_below(&b, last);
    count = (size_t)take_below(&b, last - out[0]) + 2;
    ck_assert_uint_le(count, room);
    out[count - 1] = (uint32_t)last;
    take_between(&b, out, 0, count - 1);
    ck_assert_uint_lt(b.end - b.at, 8); /* nothing is left but padding */
    ck_assert_uint_eq(take_bits(&b, (unsigned)(b.end - b.at)), 0);
    return count;
}
