/* The pieces that lib/glass is made of, each read back by other code. */
#include "base/buf.h"
#include "glass/block.h"
#include "glass/btree.h"
#include "glass/code.h"
#include "glass/glass.h"
#include "glass/inflate.h"
#include "glass/inverter.h"
#include "glass/positions.h"
#include "tests/chance.h"
#include "tests/glass_reader.h"
#include "tests/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

/* ---- numbers and keys ---- */

static const struct {
    uint64_t n;
    const char *bytes;
    size_t size;
} uints[] = {
    {0, "\0", 1},
    {1, "\1", 1},
    {127, "\177", 1},
    {128, "\200\1", 2},
    {300, "\xac\2", 2},
    {16383, "\xff\177", 2},
    {16384, "\200\200\1", 3},
    {UINT32_MAX, "\xff\xff\xff\xff\17", 5},
    {UINT64_MAX, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\1", 10},
};

START_TEST(numbers_of_seven_bits_a_byte)
{
    uint8_t bytes[CODE_UINT_MAX];
    const size_t size = (size_t)(put_uint(bytes, uints[_i].n) - bytes);
    uint64_t n;

    ck_assert_uint_eq(size, uints[_i].size);
    ck_assert(!memcmp(bytes, uints[_i].bytes, size));
    ck_assert_ptr_eq(get_uint(bytes, &n), bytes + size);
    ck_assert_uint_eq(n, uints[_i].n);
}
END_TEST

static const struct {
    uint32_t n;
    const char *bytes;
    size_t size;
} documents[] = {
    {0, "\0\0", 2},
    {1, "\0\1", 2},
    {0x7fff, "\x7f\xff", 2},
    {0x8000, "\x80\x80\0", 3},
    {0x3fffff, "\xbf\xff\xff", 3},
    {0x400000, "\xc0\x40\0\0", 4},
    {0x1fffffff, "\xdf\xff\xff\xff", 4},
    {0x20000000, "\xe0\x20\0\0\0", 5},
    {UINT32_MAX, "\xe0\xff\xff\xff\xff", 5},
};

START_TEST(a_document_number_in_a_key)
{
    uint8_t bytes[CODE_DOCUMENT_MAX];
    const size_t size = (size_t)(put_document(bytes, documents[_i].n) - bytes);

    ck_assert_uint_eq(size, documents[_i].size);
    ck_assert(!memcmp(bytes, documents[_i].bytes, size));
}
END_TEST

static struct ir_text key_of(uint32_t n, uint8_t *bytes)
{
    return (struct ir_text){(char *)bytes,
                            (size_t)(put_document(bytes, n) - bytes)};
}

START_TEST(keys_sort_as_document_numbers_do)
{
    uint8_t one[CODE_DOCUMENT_MAX], other[CODE_DOCUMENT_MAX];

    chance_seed("glass", 11);
    for (int i = 0; i < 200000; i++) {
        uint32_t a = (uint32_t)(below((size_t)1 << 32) >> below(32));
        uint32_t b = below(3) ? a + 1 + (uint32_t)below(3)
                              : (uint32_t)(below((size_t)1 << 32));
        int order = text_compare(key_of(a, one), key_of(b, other));

        ck_assert_int_eq((order > 0) - (order < 0), (a > b) - (a < b));
        ck_assert_int_ne(one[0], 0xff); /* it may follow a term */
    }
}
END_TEST

START_TEST(a_term_in_a_key)
{
    const struct ir_text term = {"a\0b\0", 4};
    uint8_t bytes[16], *end = put_term(bytes, term);

    ck_assert_uint_eq((size_t)(end - bytes), 6);
    ck_assert(!memcmp(bytes,
                      "a\0\xff"
                      "b\0\xff",
                      6));
    end = put_term_end(put_term(bytes, TEXT("ab")));
    ck_assert_uint_eq((size_t)(end - bytes), 3);
    ck_assert(!memcmp(bytes, "ab\0", 3));
    ck_assert_ptr_eq(put_term(bytes, TEXT("")), bytes);
}
END_TEST

/* ---- positions ---- */

static const struct {
    uint32_t positions[4];
    size_t count;
    const char *bytes;
    size_t size;
} encoded[] = {
    {{0}, 1, "\0", 1},
    {{300}, 1, "\xac\2", 2},
    /* 0, of one choice, takes no bit, nor does that there are no more: readers
     * see 1 alone.  Xapian writes the same. */
    {{0, 1}, 2, "\1", 1},
    /* 3 of 8 choices: 011; none more, of 5: 000; low bits first. */
    {{3, 8}, 2, "\10\3", 2},
    /* 1 of 4: 01; one more, of 3: the one in the middle takes a bit less, 1;
     * then 2 or 3. */
    {{1, 2, 4}, 3, "\4\5", 2},
    {{1, 3, 4}, 3, "\4\15", 2},
    /* 0 of 3: 00; two more, of 3: 10; nothing else, as there is one way. */
    {{0, 1, 2, 3}, 4, "\3\x8", 2},
};

START_TEST(positions_by_hand)
{
    uint8_t bytes[64];
    uint8_t *end =
        positions_put(bytes, encoded[_i].positions, encoded[_i].count);

    ck_assert_uint_eq((size_t)(end - bytes), encoded[_i].size);
    for (size_t i = 0; i < encoded[_i].size; i++)
        ck_assert_uint_eq(bytes[i], (unsigned char)encoded[_i].bytes[i]);
}
END_TEST

static void reads_back(const uint32_t *positions, size_t count)
{
    uint8_t *bytes = malloc(positions_bound(count));
    uint8_t *end = positions_put(bytes, positions, count);
    uint32_t *again = malloc(count * sizeof(*again));

    ck_assert_uint_le((size_t)(end - bytes), positions_bound(count));
    ck_assert_uint_eq(
        read_positions((struct ir_text){(char *)bytes, (size_t)(end - bytes)},
                       again, count),
        count);
    ck_assert(!memcmp(positions, again, count * sizeof(*again)));
    free(bytes);
    free(again);
}

static size_t chance_positions(uint32_t *out, size_t room, uint64_t most)
{
    const uint64_t gap = 1 + below((size_t)(most / room) + 1);
    uint64_t at = below((size_t)(most / 2) + 1);
    size_t count = 0;

    for (; count < room && at <= most; at += 1 + below((size_t)gap))
        out[count++] = (uint32_t)at;
    return count;
}

START_TEST(random_positions_read_back)
{
    static uint32_t positions[3000];

    chance_seed("glass", 12);
    for (int i = 0; i < 3000; i++) {
        uint64_t most = UINT32_MAX >> below(32);
        size_t room = 1 + below(below(20) ? 30 : COUNT(positions));
        size_t count = chance_positions(positions, room, most);

        if (count && !below(4))
            positions[count - 1] = UINT32_MAX;
        if (count > 1 && !below(4))
            positions[0] = 0;
        if (count && !(count == 2 && positions[1] == 1))
            reads_back(positions, count);
    }
}
END_TEST

START_TEST(the_ends_of_all_positions)
{
    static const uint32_t ends[] = {0, 1, UINT32_MAX - 1, UINT32_MAX};

    for (unsigned set = 1; set < 16; set++) {
        uint32_t positions[4];
        size_t count = 0;

        for (unsigned i = 0; i < 4; i++)
            if (set >> i & 1)
                positions[count++] = ends[i];
        if (set != 3) /* 0 and 1, which take no bits */
            reads_back(positions, count);
    }
}
END_TEST

/* ---- tables ---- */

struct owned {
    char *data;
    size_t size;
};

struct made {
    struct owned key, tag;
};

static struct ir_text text_in(struct owned o)
{
    return (struct ir_text){o.data, o.size};
}

/* Item i: keys begin with the number and are of any size up to key_most, or of
 * 8 bytes. */
static struct made make_item(size_t i, size_t key_most, size_t tag_most)
{
    const size_t key_size = 8 + below(key_most - 7);
    const size_t tag_size = below(tag_most + 1);
    char *key = malloc(key_size + 1), *tag = malloc(tag_size + 1);

    memset(key, 'k', key_size);
    for (size_t k = 8, n = i; k-- > 0; n /= 10)
        key[k] = (char)('0' + n % 10);
    for (size_t k = 0; k < tag_size; k++)
        tag[k] = (char)below(256);
    return (struct made){{key, key_size}, {tag, tag_size}};
}

static const struct {
    size_t items, key, tag;
    size_t levels; /* at least */
} tables[] = {
    {0, 8, 0, 0},        {1, 8, 0, 1},        {1, 8, 100000, 1},
    {300, 8, 30, 1},     {3000, 8, 30, 2},    {40000, 255, 4, 3},
    {200000, 8, 20, 3},  {400, 255, 2100, 2}, {60, 255, 200000, 2},
    {1500, 60, 5000, 3},
};

static void check_items(const struct read_table *t, const struct made *made,
                        size_t count)
{
    ck_assert_uint_eq(t->count, count);
    for (size_t i = 0; i < count; i++) {
        ck_assert(text_equal(t->items[i].key, text_in(made[i].key)));
        ck_assert(text_equal(t->items[i].tag, text_in(made[i].tag)));
        ck_assert_int_eq(t->items[i].deflated, made[i].tag.size % 3 == 1);
    }
}

START_TEST(a_table_reads_back)
{
    const size_t count = tables[_i].items;
    struct made *made = calloc(count + 1, sizeof(*made));
    struct btree_root root;
    struct read_root as_read = {.block_size = BLOCK_SIZE};
    struct read_table t;
    struct btree *b;

    chance_seed("glass", 13 + (uint64_t)_i);
    ok(btree_new(scratch, "made", &b, &err));
    for (size_t i = 0; i < count; i++) {
        made[i] = make_item(i, tables[_i].key, tables[_i].tag);
        btree_add(b, made[i].key.data, made[i].key.size, made[i].tag.data,
                  made[i].tag.size, made[i].tag.size % 3 == 1);
    }
    ok(btree_end(b, false, &root, &err));
    btree_free(b);
    ck_assert_int_eq(root.empty, !count);
    as_read.block = root.block;
    as_read.level = root.level;
    as_read.keys = root.keys;
    as_read.blocks = root.blocks;
    as_read.fake = root.empty;
    read_table(scratch, "made", &as_read, &t);
    check_items(&t, made, count);
    ck_assert_uint_ge(t.levels, tables[_i].levels);
    read_table_free(&t);
    for (size_t i = 0; i < count; i++) {
        free(made[i].key.data);
        free(made[i].tag.data);
    }
    free(made);
}
END_TEST

/* The shortest key that tells a leaf from the one before. */
START_TEST(separators_are_short)
{
    static const char tag[2000];
    struct btree_root root;
    struct btree *b;
    uint8_t block[BLOCK_SIZE];
    char key[100];
    int fd;

    ok(btree_new(scratch, "made", &b, &err));
    for (int i = 0; i < 26; i++) {
        snprintf(key, sizeof(key), "%c-and-more-that-is-not-needed", 'a' + i);
        btree_add(b, key, strlen(key), tag, sizeof(tag), false);
    }
    ok(btree_end(b, false, &root, &err));
    btree_free(b);
    ck_assert_uint_eq(root.level, 1);
    snprintf(key, sizeof(key), "%s/made.glass", scratch);
    fd = open(key, O_RDONLY);
    ck_assert_int_eq(
        pread(fd, block, sizeof(block), (off_t)root.block * BLOCK_SIZE),
        BLOCK_SIZE);
    close(fd);
    /* Three of these items, of 2,034 bytes, and the empty one fill a leaf;
     * a fourth would need 8,136 + 3 + 11 + 10: it fits. */
    for (unsigned i = 1; i < (block[9] * 256u + block[10] - 11) / 2; i++) {
        const unsigned at = 11 + 2 * i;
        const uint8_t *item = block + block[at] * 256 + block[at + 1];

        ck_assert_uint_eq(item[4], 1);
        ck_assert_uint_eq(item[5], 'a' + 4 * i);
        ck_assert_uint_eq(item[6] * 256u + item[7], 1);
    }
}
END_TEST

/* ---- lists in memory ---- */

static void invert(struct inverter *v, size_t terms)
{
    struct doc *d = doc_new(TEXT("Q1"));
    char name[32];

    for (size_t i = 0; i < terms; i++) {
        snprintf(name, sizeof(name), "t%zu", i);
        doc_term(d, text_of(name), 1);
    }
    ok(doc_finish(d, &err));
    glass_prepare(d);
    inverter_add_terms(v, 1, d->terms, d->term_count, prepared_of(d));
    doc_free(d);
}

/* Each document after a huge one was written as a run of its own: its table
 * alone was over the memory for postings. */
START_TEST(a_huge_document_does_not_count_for_ever)
{
    struct inverter *v = inverter_new();
    size_t least;

    invert(v, 10);
    inverter_clear(v);
    least = inverter_bytes(v);
    invert(v, 200000);
    ck_assert_uint_gt(inverter_bytes(v), 100 * least);
    inverter_clear(v);
    invert(v, 10);
    inverter_clear(v);
    ck_assert_uint_eq(inverter_bytes(v), least);
    invert(v, 200000); /* and it grows again */
    inverter_free(v);
}
END_TEST

/* ---- the defect of Xapian's inflating ---- */

/* What Xapian does: pieces of 8192 bytes, a component at a time, and the end
 * where the input ends, though the piece may have been full. */
static bool xapian_reads(const uint8_t *packed, size_t size, size_t part)
{
    static uint8_t piece[8192];
    z_stream z = {0};
    int got = Z_OK;

    ck_assert_int_eq(inflateInit2(&z, -15), Z_OK);
    for (size_t at = 0; at < size && got != Z_STREAM_END; at += part) {
        z.next_in = (Bytef *)(uintptr_t)(packed + at);
        z.avail_in = (uInt)(size - at < part ? size - at : part);
        while (z.avail_in && got != Z_STREAM_END) {
            z.next_out = piece;
            z.avail_out = sizeof(piece);
            got = inflate(&z, Z_SYNC_FLUSH);
            ck_assert(got == Z_OK || got == Z_STREAM_END || got == Z_BUF_ERROR);
        }
    }
    inflateEnd(&z);
    return got == Z_STREAM_END;
}

static size_t deflate_all(const uint8_t *plain, size_t size, uint8_t *out,
                          size_t room, int level)
{
    z_stream z = {0};
    size_t got;

    ck_assert_int_eq(
        deflateInit2(&z, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)plain;
    z.avail_in = (uInt)size;
    z.next_out = out;
    z.avail_out = (uInt)room;
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    got = z.total_out;
    deflateEnd(&z);
    return got;
}

/* Whatever is called safe Xapian reads, and text is. */
START_TEST(safe_is_what_xapian_reads)
{
    const size_t room = 200000;
    uint8_t *plain = malloc(room), *packed = malloc(2 * room);
    size_t refused = 0, defects = 0, safe = 0;

    chance_seed("glass", 14);
    for (int i = 0; i < 1500; i++) {
        const size_t size = below(2) ? 8180 + below(40) : below(room);
        const size_t period = 1 + below(below(3) ? 40 : 3000);
        const size_t part = 1 + below(2040);
        bool good, reads;
        size_t got;

        for (size_t k = 0; k < size; k++)
            plain[k] = k < period   ? (uint8_t)below(256)
                       : below(500) ? plain[k - period]
                                    : (uint8_t)below(256);
        if (!below(3)) /* long ends of one byte */
            memset(plain + size / 2, 'a', size - size / 2);
        got = deflate_all(plain, size, packed, 2 * room, 1 + (int)below(9));
        good = inflate_is_safe(packed, got, size);
        reads = xapian_reads(packed, got, below(2) ? part : 2000);
        if (good)
            ck_assert(reads);
        safe += good;
        refused += !good;
        defects += !reads;
    }
    ck_assert_uint_gt(safe, 200);
    ck_assert_uint_gt(refused, 100);
    ck_assert_uint_gt(defects, 0); /* so it is still worth it */
    memset(plain, 'a', 8193);
    ck_assert(!inflate_is_safe(
        packed, deflate_all(plain, 8193, packed, room, 6), 8193));
    free(plain);
    free(packed);
}
END_TEST

Suite *glass_suite(void)
{
    Suite *suite = suite_create("glass");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_loop_test(tcase, numbers_of_seven_bits_a_byte, 0, COUNT(uints));
    tcase_add_loop_test(tcase, a_document_number_in_a_key, 0, COUNT(documents));
    tcase_add_test(tcase, keys_sort_as_document_numbers_do);
    tcase_add_test(tcase, a_term_in_a_key);
    tcase_add_loop_test(tcase, positions_by_hand, 0, COUNT(encoded));
    tcase_add_test(tcase, random_positions_read_back);
    tcase_add_test(tcase, the_ends_of_all_positions);
    tcase_add_loop_test(tcase, a_table_reads_back, 0, COUNT(tables));
    tcase_add_test(tcase, separators_are_short);
    tcase_add_test(tcase, a_huge_document_does_not_count_for_ever);
    tcase_add_test(tcase, safe_is_what_xapian_reads);
    suite_add_tcase(suite, tcase);
    return suite;
}
