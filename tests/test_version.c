/* The version file: written, and that of the installed Xapian compared. */
#include "glass/block.h"
#include "glass/glass.h"
#include "glass/version.h"
#include "tests/glass_reader.h"
#include "tests/scratch.h"

#include <fcntl.h>
#include <unistd.h>

static void make_empty(void)
{
    store_writer_close(open_writer()); /* by Xapian */
}

START_TEST(the_installed_xapian_is_known)
{
    make_empty();
    ck_assert(glass_is_known(index_dir));
    ck_assert(!glass_is_known(scratch));
    ck_assert(!glass_is_known("/nowhere"));
}
END_TEST

/* Change one byte of the version file that Xapian wrote. */
static void change_byte(off_t at, uint8_t value)
{
    int fd = open(in_index("iamglass"), O_WRONLY);

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(pwrite(fd, &value, 1, at), 1);
    close(fd);
}

START_TEST(another_version_is_not_known)
{
    make_empty();
    for (off_t at = 0; at < 16; at++) {
        uint8_t byte;
        int fd = open(in_index("iamglass"), O_RDONLY);

        ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
        close(fd);
        change_byte(at, byte ^ 1);
        ck_assert(!glass_is_known(index_dir));
        change_byte(at, byte);
    }
    ck_assert(glass_is_known(index_dir));
}
END_TEST

/* Of an empty database: after magic, version, UUID and revision six roots, each
 * of block, flags, keys, block size, compression, and an empty list. */
START_TEST(other_blocks_or_compression_are_not_known)
{
    const off_t root = 33 + 6 * (_i / 2), field = _i % 2 ? 4 : 3;
    struct read_version v;

    make_empty();
    read_version(index_dir, &v);
    ck_assert_uint_eq(v.roots[_i / 2].block_size, BLOCK_SIZE);
    change_byte(root + field, 8); /* 16 KB; from 8 bytes on */
    read_version(index_dir, &v);
    if (_i % 2)
        ck_assert_uint_eq(v.roots[_i / 2].compress, 8);
    else
        ck_assert_uint_eq(v.roots[_i / 2].block_size, 16384);
    ck_assert(!glass_is_known(index_dir));
}
END_TEST

/* The number of keys of the fifth and the sixth root. */
START_TEST(what_has_spellings_or_synonyms_is_not_joined)
{
    make_empty();
    ck_assert(glass_can_join(index_dir));
    change_byte(33 + 6 * (4 + _i) + 2, 1);
    ck_assert(glass_is_known(index_dir));
    ck_assert(!glass_can_join(index_dir));
}
END_TEST

/* The number of documents, after the roots: they have no term lists. */
START_TEST(without_term_lists_nothing_is_joined)
{
    make_empty();
    change_byte(33 + 6 * 6, 1);
    ck_assert(glass_is_known(index_dir));
    ck_assert(!glass_can_join(index_dir));
}
END_TEST

START_TEST(a_version_file_reads_back)
{
    struct version written = {.revision = 77,
                              .roots = {{7, 1, false, 70, 8}, {.empty = true}},
                              .documents = 5,
                              .last = UINT32_MAX,
                              .length_least = 3,
                              .length_most = UINT32_MAX,
                              .wdf_most = 7,
                              .total = UINT64_MAX};
    struct version v;

    memset(written.uuid, 'u', sizeof(written.uuid));
    ok(version_write(scratch, &written, true, &err));
    ok(version_read(scratch, &v, &err));
    ck_assert_uint_eq(v.revision, 77);
    ck_assert(!memcmp(v.uuid, written.uuid, sizeof(v.uuid)));
    ck_assert_uint_eq(v.roots[0].block, 7);
    ck_assert_uint_eq(v.roots[0].level, 1);
    ck_assert_uint_eq(v.roots[0].keys, 70);
    ck_assert_uint_eq(v.roots[0].blocks, 8);
    ck_assert(!v.roots[0].empty && v.roots[1].empty && !v.others);
    ck_assert_uint_eq(v.documents, 5);
    ck_assert_uint_eq(v.last, UINT32_MAX);
    ck_assert_uint_eq(v.length_least, 3);
    ck_assert_uint_eq(v.length_most, UINT32_MAX);
    ck_assert_uint_eq(v.wdf_most, 7);
    ck_assert_uint_eq(v.total, UINT64_MAX);
}
END_TEST

START_TEST(a_short_version_file_is_not_known)
{
    struct read_version v;

    make_empty();
    read_version(index_dir, &v);
    for (off_t size = 68; size >= 0; size--) {
        ck_assert_int_eq(truncate(in_index("iamglass"), size), 0);
        ck_assert(!glass_is_known(index_dir));
    }
}
END_TEST

START_TEST(the_version_file_is_as_it_should_be)
{
    const struct version written = {
        .roots = {{7, 1, false, 70, 8},
                  {.empty = true},
                  {0, 0, false, 2, 1},
                  {UINT32_MAX - 1, 3, false, UINT64_MAX, UINT32_MAX}},
        .documents = 5,
        .last = 9,
        .length_least = 3,
        .length_most = UINT32_MAX,
        .wdf_most = 7,
        .total = UINT64_MAX};
    struct read_version v;

    ok(version_write(scratch, &written, true, &err));
    read_version(scratch, &v);
    ck_assert_uint_eq(v.format, 0x046e); /* 14 March 2016 */
    ck_assert_uint_eq(v.revision, 1);
    for (size_t i = 0; i < COUNT(v.roots); i++) {
        ck_assert_uint_eq(v.roots[i].block_size, 8192);
        ck_assert_uint_eq(v.roots[i].compress,
                          i == READ_POSTLIST || i == READ_POSITION ? 0 : 18);
        ck_assert_uint_eq(v.roots[i].free, 0);
        ck_assert_int_eq(v.roots[i].fake, i == READ_DOCDATA || i > 3);
        ck_assert_uint_eq(v.roots[i].revision, !v.roots[i].fake);
    }
    ck_assert_uint_eq(v.roots[0].block, 7);
    ck_assert_uint_eq(v.roots[0].level, 1);
    ck_assert_uint_eq(v.roots[3].keys, UINT64_MAX);
    ck_assert_uint_eq(v.roots[3].blocks, UINT32_MAX);
    ck_assert_uint_eq(v.documents, 5);
    ck_assert_uint_eq(v.last, 9);
    ck_assert_uint_eq(v.least, 3);
    ck_assert_uint_eq(v.most, UINT32_MAX);
    ck_assert_uint_eq(v.wdf, 7);
    ck_assert_uint_eq(v.total, UINT64_MAX);
    ck_assert_uint_eq(v.oldest + v.spelling, 0);
    fails(version_write(scratch, &written, false, &err), IR_IO); /* is there */
}
END_TEST

Suite *version_suite(void)
{
    Suite *suite = suite_create("version");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_test(tcase, the_installed_xapian_is_known);
    tcase_add_test(tcase, another_version_is_not_known);
    tcase_add_test(tcase, a_short_version_file_is_not_known);
    tcase_add_test(tcase, the_version_file_is_as_it_should_be);
    tcase_add_test(tcase, a_version_file_reads_back);
    tcase_add_test(tcase, without_term_lists_nothing_is_joined);
    tcase_add_loop_test(tcase, what_has_spellings_or_synonyms_is_not_joined, 0,
                        2);
    tcase_add_loop_test(tcase, other_blocks_or_compression_are_not_known, 0,
                        12);
    suite_add_tcase(suite, tcase);
    return suite;
}
