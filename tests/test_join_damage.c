/* What a join does with damaged files: it says so, and never worse. */
#include "base/file.h"
#include "glass/block.h"
#include "store/dirs.h"
#include "tests/chance.h"
#include "tests/glass_join.h"
#include "tests/glass_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define TIMES 120
#define MUCH ((size_t)64 << 20)
#define SEED 20261130
#define SEGMENT 12 /* documents */
#define DELETED 6
#define FILE_MAX ((size_t)64 << 20)

static const struct shape bases[] = {
    {"damage aged", 80, MUCH, 30, 600, 300, 9, .meta = 100, .common = 1},
    {"damage many blocks", 300, MUCH, 60, 3000, 60, 9, .common = 2},
    {"damage large tags", 16, MUCH, 900, 2000, 40000, 9000, .meta = 100},
};

/* ---- files that are damaged again and again ---- */

static const char *const names[] = {"postlist.glass", "docdata.glass",
                                    "termlist.glass", "position.glass",
                                    "iamglass"};
#define TABLES 4
#define FILES COUNT(names)

static struct buf sound[FILES];
static char damaged_dir[96];

static const char *path_in(const char *dir, size_t file)
{
    static char path[200];

    snprintf(path, sizeof(path), "%s/%s", dir, names[file]);
    return path;
}

static void read_sound(const char *dir)
{
    snprintf(damaged_dir, sizeof(damaged_dir), "%s/damaged", scratch);
    for (size_t i = 0; i < FILES; i++) {
        sound[i] = (struct buf)BUF_INIT;
        ok(file_read(path_in(dir, i), FILE_MAX, &sound[i], &err));
    }
}

static void free_sound(void)
{
    for (size_t i = 0; i < FILES; i++)
        buf_free(&sound[i]);
}

static void write_file(size_t file, struct ir_text bytes)
{
    FILE *f = fopen(path_in(damaged_dir, file), "wb");

    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes.data, 1, bytes.size, f), bytes.size);
    fclose(f);
}

static void write_sound(void)
{
    dir_remove(damaged_dir);
    ck_assert_int_eq(mkdir(damaged_dir, 0700), 0);
    for (size_t i = 0; i < FILES; i++)
        write_file(i, buf_text(&sound[i]));
}

static uint8_t *block_of(struct buf *b, size_t block)
{
    return (uint8_t *)b->data + block * BLOCK_SIZE;
}

/* Some bytes anywhere, or in the heads and offsets of blocks. */
static void flip(struct buf *b, bool heads)
{
    for (size_t i = 1 + below(4); i--;) {
        size_t at = below(b->size);

        if (heads)
            at = at / BLOCK_SIZE * BLOCK_SIZE + below(40);
        if (at < b->size)
            b->data[at] ^= (char)(below(3) ? below(256) : 1);
    }
}

/* One block over another, or exchanged with it. */
static void move_blocks(struct buf *b)
{
    const size_t count = b->size / BLOCK_SIZE;
    uint8_t *one, *other, kept[BLOCK_SIZE];

    if (!count)
        return;
    one = block_of(b, below(count));
    other = block_of(b, below(count));
    memcpy(kept, one, BLOCK_SIZE);
    memcpy(one, other, BLOCK_SIZE);
    if (below(2))
        memcpy(other, kept, BLOCK_SIZE);
}

/* Numbers within items: sizes of keys and tags, children, components. */
static void change_item(struct buf *b)
{
    const size_t count = b->size / BLOCK_SIZE;
    uint8_t *block;
    size_t at, items;

    if (!count)
        return;
    block = block_of(b, below(count));
    if (block[BLOCK_LEVEL] >= BLOCK_LEVELS || !get_be16(block + BLOCK_END))
        return; /* it lists free ones, or is not in use */
    items = (get_be16(block + BLOCK_END) - BLOCK_HEAD) / BLOCK_OFFSET;
    at = block_offset(block, (unsigned)below(items)) + below(8);
    if (at < BLOCK_SIZE)
        block[at] += (uint8_t)(below(2) ? below(256) : 1);
}

static void damage(struct buf *b)
{
    switch (below(6)) {
    case 0: flip(b, false); break;
    case 1: flip(b, true); break;
    case 2: move_blocks(b); break;
    case 3: b->size = below(b->size); break;
    default: change_item(b); break;
    }
}

static void damage_one(void)
{
    const size_t file = below(20) ? below(TABLES) : TABLES;
    struct buf b = BUF_INIT;

    buf_addt(&b, buf_text(&sound[file]));
    if (!b.size)
        return;
    if (file < TABLES)
        damage(&b);
    else
        b.data[below(b.size)] = (char)below(256);
    write_file(file, buf_text(&b));
    buf_free(&b);
}

static enum ir_status join_damaged(const char *base, const char *segment,
                                   const uint32_t *deleted)
{
    const struct glass_pair meta = {TEXT("first"), TEXT("two")};
    const struct glass_change change = {deleted, DELETED, &meta,
                                        1,       false,   false};
    enum ir_status status;

    ck_assert_int_eq(mkdir(joined_dir, 0700), 0);
    status = glass_join(joined_dir, base, segment, &change, &err);
    dir_remove(joined_dir);
    return status;
}

/* The numbers of the first documents but one. */
static void some_documents(struct twins *t, uint32_t *out)
{
    struct store *s = open_store();
    size_t count = 0;
    uint32_t last = 1;

    for (size_t i = 1; count < DELETED; i++) {
        uint32_t document;

        ck_assert_uint_lt(i, t->count);
        if (!t->docs[i])
            continue;
        ok(store_document(s, id_of(i), &document, &err));
        if (document > last)
            out[count++] = last = document;
    }
    store_close(s);
}

static void check_told(enum ir_status status, size_t *told)
{
    const bool corrupt = status == IR_CORRUPT;

    ck_assert_msg(corrupt || status == IR_OK || status == IR_NOT_FOUND ||
                      status == IR_INCOMPATIBLE || /* by its version file */
                      status == IR_IO, /* no table where one should be */
                  "%s: %s", ir_status_name(status), err.message);
    if (corrupt)
        ck_assert_msg(strstr(err.message, "glass"), "%s", err.message);
    *told += corrupt;
}

START_TEST(damage_is_told_or_harmless)
{
    const struct shape *s = &bases[_i % COUNT(bases)];
    const bool of_segment = _i >= (int)COUNT(bases);
    const int times = chance_queries(TIMES) / (of_segment ? 4 : 1);
    struct doc *added[SEGMENT];
    uint32_t deleted[DELETED];
    struct read_version v;
    struct twins t;
    size_t told = 0;

    chance_seed(s->name, SEED + (uint64_t)_i);
    twins_make(&t, s, true);
    some_documents(&t, deleted);
    read_version(index_dir, &v);
    for (size_t i = 0; i < SEGMENT; i++)
        added[i] = shape_doc(s, 1000 + i);
    write_segment(added, SEGMENT, (uint32_t)v.last);
    read_sound(of_segment ? segment_dir : index_dir);
    for (int i = 0; i < times; i++) {
        write_sound();
        if (i) /* the first is sound */
            damage_one();
        check_told(join_damaged(of_segment ? index_dir : damaged_dir,
                                of_segment ? damaged_dir : segment_dir,
                                deleted),
                   &told);
        ck_assert(i || !told);
    }
    ck_assert_uint_gt(told, (size_t)times / 8);
    free_sound();
    for (size_t i = 0; i < SEGMENT; i++)
        doc_free(added[i]);
    twins_free(&t);
}
END_TEST

/* ---- damage by hand ---- */

/* A table of some leaves below a root, as the base. */
static void make_position(struct twins *t, struct read_version *v)
{
    chance_seed("damage", SEED);
    twins_make(t, &bases[1], false);
    read_version(index_dir, v);
    ck_assert_uint_eq(v->roots[READ_POSITION].level, 1);
    read_sound(index_dir);
    write_sound();
}

static uint8_t *child_of(uint8_t *root, unsigned i)
{
    return root + block_offset(root, i);
}

static void told(const char *what)
{
    static const struct glass_change change = {.sync = false};

    write_file(READ_POSITION, buf_text(&sound[READ_POSITION]));
    ck_assert_int_eq(mkdir(joined_dir, 0700), 0);
    fails(glass_join(joined_dir, damaged_dir, NULL, &change, &err), IR_CORRUPT);
    ck_assert_msg(strstr(err.message, "position.glass is damaged: block"), "%s",
                  err.message);
    ck_assert_msg(strstr(err.message, what), "%s", err.message);
    dir_remove(joined_dir);
}

START_TEST(each_damage_of_a_table_is_told)
{
    struct buf *table = &sound[READ_POSITION];
    struct read_version v;
    struct twins t;
    uint8_t *root, *leaf;
    uint32_t first, second;

    make_position(&t, &v);
    root = block_of(table, v.roots[READ_POSITION].block);
    first = get_be32(child_of(root, 0));
    second = get_be32(child_of(root, 1));
    put_be32(child_of(root, 1), first);
    told("keys that do not follow");
    put_be32(child_of(root, 1), (uint32_t)v.roots[READ_POSITION].block);
    told("of level 1, not 0");
    put_be32(child_of(root, 1), UINT32_MAX);
    told("is not there");
    put_be32(child_of(root, 1), second);
    leaf = block_of(table, second);
    put_be32(leaf, 2);
    told("of a later revision");
    put_be32(leaf, 1);
    put_be16(leaf + BLOCK_END, 12);
    told("a damaged head");
    put_be16(leaf + BLOCK_END, BLOCK_HEAD);
    told("a damaged head");
    put_be16(leaf + BLOCK_END, BLOCK_HEAD + 2);
    put_be16(leaf + BLOCK_HEAD, BLOCK_SIZE - 1);
    told("a damaged item");
    table->size -= BLOCK_SIZE;
    told("is not there");
    free_sound();
    twins_free(&t);
}
END_TEST

/* The keys of a leaf in the wrong order follow those of the same leaf, so it
 * could be read for ever. */
START_TEST(no_more_blocks_are_read_than_there_are)
{
    struct buf *table = &sound[READ_POSITION];
    struct read_version v;
    uint8_t *root, *leaf, *end;
    struct twins t;
    uint32_t last;

    make_position(&t, &v);
    root = block_of(table, v.roots[READ_POSITION].block);
    leaf = block_of(table, get_be32(child_of(root, 1)));
    last = get_be16(leaf + BLOCK_END) - BLOCK_OFFSET;
    put_be16(leaf + BLOCK_HEAD, get_be16(leaf + last));
    put_be16(leaf + last, block_offset(leaf, 1));
    end = root + get_be16(root + BLOCK_END);
    put_be16(root + BLOCK_END, (uint32_t)(end - root) + 40 * BLOCK_OFFSET);
    for (uint8_t *at = root + BLOCK_HEAD + 2 * BLOCK_OFFSET; at < end;
         at += BLOCK_OFFSET)
        put_be16(at, block_offset(root, 1));
    for (; end < root + get_be16(root + BLOCK_END); end += BLOCK_OFFSET)
        put_be16(end, block_offset(root, 1));
    told("is reached twice");
    free_sound();
    twins_free(&t);
}
END_TEST

Suite *join_damage_suite(void)
{
    Suite *suite = suite_create("join_damage");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_loop_test(tcase, damage_is_told_or_harmless, 0, 2 * COUNT(bases));
    tcase_add_test(tcase, each_damage_of_a_table_is_told);
    tcase_add_test(tcase, no_more_blocks_are_read_than_there_are);
    suite_add_tcase(suite, tcase);
    return suite;
}
