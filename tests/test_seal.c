/* Seals: what they find, and what they must not. */
#include "base/buf.h"
#include "store/digest.h"
#include "store/seal.h"
#include "store/seal_check.h"
#include "store/sealed.h"
#include "store/xapian_calls.h"
#include "tests/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

static const char *const tables[] = {"postlist.glass", "docdata.glass",
                                     "termlist.glass", "position.glass"};

static void put_many(struct store_writer *w, int from, int to)
{
    char id[32], words[96];

    for (int i = from; i < to; i++) {
        snprintf(id, sizeof(id), "Q%d", i);
        snprintf(words, sizeof(words), "storm n%d m%d k%d", i, i % 7, i % 91);
        put(w, id, words);
    }
}

static void fill_many(void)
{
    struct store_writer *w = open_writer();

    put_many(w, 0, 600);
    commit(w);
    store_writer_close(w);
}

static void change_byte(const char *file, off_t at)
{
    int fd = open(in_index(file), O_RDWR);
    uint8_t byte;

    ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
    byte ^= 4;
    ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

static off_t size_of(const char *file)
{
    struct stat st;

    ck_assert_int_eq(stat(in_index(file), &st), 0);
    return st.st_size;
}

static void save(const char *file)
{
    char command[512];

    snprintf(command, sizeof(command), "cp '%s/%s' '%s/../%s'", index_dir, file,
             index_dir, file);
    ck_assert_int_eq(system(command), 0);
}

static void bring_back(const char *file)
{
    char command[512];

    snprintf(command, sizeof(command), "cp '%s/../%s' '%s/%s'", index_dir, file,
             index_dir, file);
    ck_assert_int_eq(system(command), 0);
}

static enum ir_status read_positions(struct store *s)
{
    const struct store_search how = {.limit = 1, .check_at_least = 700};
    enum ir_status status = IR_OK;

    for (int i = 0; i < 91 && status == IR_OK; i++) {
        struct store_hits *hits;
        struct store_query *q;
        char text[8];

        snprintf(text, sizeof(text), "k%d", i);
        q = store_query_near((struct ir_text[]){TEXT("storm"), text_of(text)},
                             2, 9, false);
        status = store_search(s, q, &how, &hits, &err);
        store_query_free(q);
        if (status == IR_OK)
            store_hits_free(hits);
    }
    return status;
}

/* Reads of every kind: the first failure, or IR_OK. */
static enum ir_status read_all(struct store *s)
{
    struct store_bag *bag = store_bag_new();
    enum ir_status status = IR_OK;
    struct buf value = BUF_INIT;
    uint64_t frequency;
    char *data;
    size_t size;

    status = read_positions(s);
    for (int i = 0; i < 600 && status == IR_OK; i++) {
        char id[32];
        uint32_t document;

        snprintf(id, sizeof(id), "Q%d", i);
        status = store_find(s, text_of(id), &data, &size, &err);
        if (status == IR_OK)
            free(data);
        if (status == IR_OK)
            status = store_document(s, text_of(id), &document, &err);
        if (status == IR_OK)
            status = store_bag_read(bag, s, document, TEXT(""), &err);
        if (status == IR_OK)
            status = store_value(s, document, 1, &value, &err);
        snprintf(id, sizeof(id), "n%d", i);
        if (status == IR_OK)
            status = store_frequency(s, text_of(id), &frequency, &err);
    }
    buf_free(&value);
    store_bag_free(bag);
    return status;
}

START_TEST(every_way_of_writing_seals)
{
    struct store_writer *w;
    struct store_checked by;

    fill_many();
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(by.sealed && by.whole);
    w = open_writer();
    for (int i = 0; i < 3; i++) {
        put_many(w, 500 + 50 * i, 600 + 50 * i);
        commit(w);
        ok(store_delete(w, TEXT("Q8"), &err));
        put(w, "Q8", "calm");
        commit(w);
        ok(store_check(index_dir, false, &by, &err));
        ck_assert(by.whole && !by.newer);
    }
    store_writer_close(w);
    ok(store_compact(index_dir, 0, &err));
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(by.whole && by.bytes > 4 * SEAL_BLOCK);
}
END_TEST

/* Where Xapian's writes cannot be noted, all headers are looked at. */
START_TEST(a_seal_is_brought_up_to_date_without_notes)
{
    struct store_writer *w;
    struct seal before, after, s;
    int dir;

    fill_many();
    dir = open(index_dir, O_RDONLY);
    ok(seal_load(dir, &before, &err));
    w = open_writer();
    put_many(w, 580, 700);
    commit(w);
    store_writer_close(w);
    ok(seal_load(dir, &after, &err));
    s = before;
    ok(seal_update(dir, &s, true, &err));
    ck_assert_uint_eq(s.revision, after.revision);
    for (size_t i = 0; i < SEAL_TABLES; i++) {
        ck_assert_uint_eq(s.tables[i].count, after.tables[i].count);
        for (size_t j = 0; j < s.tables[i].count; j++)
            ck_assert(s.tables[i].digests[j] == after.tables[i].digests[j]);
    }
    seal_free(&s);
    seal_free(&after);
    close(dir);
}
END_TEST

/* The calls of Xapian's library are ours: what is damaged in memory's stead on
 * the disk is not read. */
START_TEST(a_damaged_block_is_named_and_never_read)
{
    const off_t size = (fill_many(), size_of(tables[_i]));
    int found = 0;

    ck_assert(size >= SEAL_BLOCK);
    for (off_t at = 100; at < size; at += SEAL_BLOCK) {
        const char *dirs[] = {index_dir};
        enum ir_status status;
        char name[64];
        struct store *s;

        change_byte(tables[_i], at);
        status = store_open(dirs, 1, &s, &err);
        if (status == IR_OK) {
            ck_assert(xapian_calls_taken());
            ck_assert(!store_unverified(s));
            status = read_all(s);
            store_close(s);
        }
        if (status != IR_OK) { /* there are free blocks */
            found++;
            ck_assert_int_eq(status, IR_CORRUPT);
            snprintf(name, sizeof(name), "block %d of %s",
                     (int)(at / SEAL_BLOCK), tables[_i]);
            ck_assert_ptr_nonnull(strstr(err.message, name));
        }
        fails(store_check(index_dir, false, NULL, &err), IR_CORRUPT);
        ck_assert_ptr_nonnull(strstr(err.message, tables[_i]));
        change_byte(tables[_i], at);
        ok(store_check(index_dir, false, NULL, &err));
    }
    ck_assert_int_gt(found, 0);
}
END_TEST

/* Each bit of the version file: one made Xapian crash, another changed scores
 * that nothing found. */
START_TEST(no_bit_of_the_version_file_is_believed)
{
    const char *dirs[] = {index_dir};
    struct store *s;
    off_t size;

    fill_many();
    size = size_of("iamglass");
    for (off_t at = 0; at < size; at++)
        for (int bit = 0; bit < 8; bit++) {
            int fd = open(in_index("iamglass"), O_RDWR);
            uint8_t byte, other;

            ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
            other = byte ^ (uint8_t)(1 << bit);
            ck_assert_int_eq(pwrite(fd, &other, 1, at), 1);
            ck_assert_int_ne(store_open(dirs, 1, &s, &err), IR_OK);
            ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
            close(fd);
        }
    s = open_store();
    ok(read_all(s));
    store_close(s);
}
END_TEST

START_TEST(a_table_of_another_time_is_named)
{
    const char *dirs[] = {index_dir};
    enum ir_status status;
    struct store_writer *w;
    struct store *s;

    fill_many();
    save(tables[_i]);
    w = open_writer();
    put_many(w, 0, 700);
    commit(w);
    store_writer_close(w);
    bring_back(tables[_i]);
    status = store_open(dirs, 1, &s, &err);
    if (status == IR_OK) {
        status = read_all(s);
        store_close(s);
    }
    ck_assert_int_eq(status, IR_CORRUPT);
    fails(store_check(index_dir, false, NULL, &err), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, tables[_i]));
}
END_TEST

START_TEST(an_older_version_file_is_named)
{
    struct store_writer *w;

    fill_many();
    save("iamglass");
    w = open_writer();
    put_many(w, 0, 3);
    commit(w);
    store_writer_close(w);
    bring_back("iamglass");
    fails(store_check(index_dir, false, NULL, &err), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, "older revision"));
}
END_TEST

/* Damage is not sealed with what is written, nor copied. */
START_TEST(damage_is_not_written_again)
{
    struct store_writer *w;
    char *copy;
    bool failed = false;

    fill_many();
    copy = xstrdup(in_index("../copy"));
    change_byte("position.glass", 3000);
    fails(store_compact(index_dir, 0, &err), IR_CORRUPT);
    fails(store_backup(index_dir, copy, &err), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, index_dir));
    w = open_writer();
    for (int i = 0; i < 600 && !failed; i++) {
        char id[32];
        struct doc *d;

        snprintf(id, sizeof(id), "Q%d", i);
        d = make_doc(id, "calm", "");
        failed = store_put(w, d, NULL, &err) != IR_OK;
    }
    failed = store_commit(w, &err) != IR_OK || failed;
    ck_assert(failed);
    store_writer_close(w);
    fails(store_check(index_dir, false, NULL, &err), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, "position.glass"));
    free(copy);
}
END_TEST

/* Until a writer seals, its last revision is read by the seal before. */
START_TEST(a_commit_without_its_seal)
{
    struct store_checked by;
    struct store_writer *w;
    struct store *s;
    pid_t child;
    int how;

    fill_many();
    save("seal");
    child = fork();
    if (!child) {
        w = open_writer();
        put_many(w, 590, 650);
        save("seal"); /* begun */
        commit(w);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &how, 0), child);
    ck_assert_int_eq(how, 0);
    bring_back("seal");
    s = open_store();
    ok(read_all(s));
    ck_assert_ptr_nonnull(strstr(store_unverified(s), "not sealed yet"));
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(by.sealed && !by.whole);
    w = open_writer();
    put(w, "Qx", "calm");
    commit(w);
    store_writer_close(w);
    ok(store_refresh(s, &err));
    ok(read_all(s));
    ck_assert_ptr_null(store_unverified(s));
    store_close(s);
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(by.whole);
}
END_TEST

/* What an interrupted commit has written belongs to no revision. */
START_TEST(what_no_commit_finished_is_no_damage)
{
    struct store_checked by;
    struct store_writer *w;
    struct store *s;
    pid_t child;

    fill_many();
    child = fork();
    if (!child) {
        w = open_writer();
        put_many(w, 0, 600); /* more than Xapian keeps in memory */
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(by.newer > 0);
    s = open_store();
    ok(read_all(s));
    ck_assert_ptr_null(store_unverified(s));
    store_close(s);
    w = open_writer();
    put(w, "Qx", "calm");
    commit(w);
    store_writer_close(w);
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(by.whole && !by.newer);
}
END_TEST

START_TEST(an_index_without_a_seal)
{
    struct store_checked by;
    struct store_writer *w;
    struct store *s;

    fill_many();
    ck_assert_int_eq(unlink(in_index("seal")), 0);
    s = open_store();
    ok(read_all(s));
    ck_assert_ptr_nonnull(strstr(store_unverified(s), "irindex --seal"));
    store_close(s);
    w = open_writer();
    put(w, "Qx", "calm");
    commit(w);
    store_writer_close(w);
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(!by.sealed && !by.whole);
    ok(store_seal(index_dir, 0, &err));
    ok(store_check(index_dir, false, &by, &err));
    ck_assert(by.whole);
    s = open_store();
    ck_assert_ptr_null(store_unverified(s));
    store_close(s);
}
END_TEST

/* It does not read the version file again while that has not changed. */
START_TEST(who_goes_on_sees_what_has_changed)
{
    const struct timespec tick = {0, 20000000}; /* of the times of files */
    struct store_writer *w;
    struct store *s;

    fill_many();
    s = open_store();
    for (int i = 0; i < 2; i++) {
        store_release(s);
        ok(store_refresh(s, &err));
    }
    store_release(s);
    nanosleep(&tick, NULL);
    change_byte("iamglass", 40);
    fails(store_refresh(s, &err), IR_CORRUPT);
    change_byte("iamglass", 40);
    ok(store_refresh(s, &err));
    store_release(s);
    ck_assert_int_eq(unlink(in_index("seal")), 0);
    ok(store_refresh(s, &err));
    ck_assert_ptr_nonnull(store_unverified(s));
    store_release(s);
    ok(store_seal(index_dir, 0, &err));
    ok(store_refresh(s, &err));
    ck_assert_ptr_null(store_unverified(s));
    store_release(s);
    w = open_writer();
    put_many(w, 0, 3);
    commit(w);
    store_writer_close(w);
    ok(store_refresh(s, &err));
    ok(read_all(s));
    store_close(s);
}
END_TEST

START_TEST(a_damaged_seal_is_named_and_replaced)
{
    const off_t size = (fill_many(), size_of("seal"));
    struct store *s;

    for (off_t at = 0; at < size; at += 7) {
        change_byte("seal", at);
        fails(store_check(index_dir, false, NULL, &err),
              at == 6 ? IR_INCOMPATIBLE : IR_CORRUPT);
        ck_assert_ptr_nonnull(strstr(err.message, "seal: "));
        change_byte("seal", at);
    }
    /* A file without blocks on the disk may be said to have any size. */
    ck_assert_int_eq(truncate(in_index("seal"), (off_t)1 << 40), 0);
    fails(store_check(index_dir, false, NULL, &err), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, "1024 MB"));
    ck_assert_int_eq(truncate(in_index("seal"), size), 0);
    change_byte("seal", size - 1);
    s = open_store();
    ok(read_all(s)); /* the index is whole */
    ck_assert_ptr_nonnull(store_unverified(s));
    store_close(s);
    ok(store_seal(index_dir, 0, &err));
    ok(store_check(index_dir, false, NULL, &err));
}
END_TEST

/* What was right once is not looked at again, unless that is asked for. */
START_TEST(how_blocks_are_verified_can_be_chosen)
{
    const char *table = "termlist.glass";
    struct store *s;

    fill_many();
    store_verify((enum ir_blocks)_i);
    s = open_store();
    ck_assert_int_eq(store_unverified(s) != NULL, _i == IR_BLOCKS_OFF);
    ok(read_all(s));
    err.message[0] = '\0';
    /* The count of free bytes, which only a writer looks at: without
     * verification, more might lead Xapian anywhere. */
    for (off_t at = 7; at < size_of(table); at += SEAL_BLOCK)
        change_byte(table, at);
    ck_assert_int_eq(read_all(s), _i == IR_BLOCKS_ALWAYS ? IR_CORRUPT : IR_OK);
    ck_assert_int_eq(strstr(err.message, "termlist.glass is damaged") != NULL,
                     _i == IR_BLOCKS_ALWAYS);
    store_close(s);
    store_verify(IR_BLOCKS_ONCE);
}
END_TEST

/* Of every size up to where the long way begins, and across its steps; wherever
 * bytes begin. */
START_TEST(processors_agree_on_digests)
{
    uint8_t bytes[2 * SEAL_BLOCK + 8];
    uint64_t digest;

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (uint8_t)(i * 31 + (i >> 8) * 7);
    for (size_t size = 0; size <= 2 * SEAL_BLOCK; size += size < 600 ? 1 : 97)
        if (digest_by_avx2(bytes + size % 8, size, &digest))
            ck_assert(digest == XXH3_64bits(bytes + size % 8, size));
    if (digest_by_avx2(bytes, SEAL_BLOCK, &digest))
        ck_assert(digest == XXH3_64bits(bytes, SEAL_BLOCK));
}
END_TEST

Suite *seal_suite(void)
{
    Suite *suite = suite_create("seal");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_test(tcase, every_way_of_writing_seals);
    tcase_add_test(tcase, a_seal_is_brought_up_to_date_without_notes);
    tcase_add_loop_test(tcase, a_damaged_block_is_named_and_never_read, 0,
                        COUNT(tables));
    tcase_add_test(tcase, no_bit_of_the_version_file_is_believed);
    tcase_add_loop_test(tcase, a_table_of_another_time_is_named, 0,
                        COUNT(tables));
    tcase_add_test(tcase, an_older_version_file_is_named);
    tcase_add_test(tcase, damage_is_not_written_again);
    tcase_add_test(tcase, a_commit_without_its_seal);
    tcase_add_test(tcase, what_no_commit_finished_is_no_damage);
    tcase_add_test(tcase, an_index_without_a_seal);
    tcase_add_test(tcase, who_goes_on_sees_what_has_changed);
    tcase_add_test(tcase, a_damaged_seal_is_named_and_replaced);
    tcase_add_loop_test(tcase, how_blocks_are_verified_can_be_chosen, 0, 3);
    tcase_add_test(tcase, processors_agree_on_digests);
    suite_add_tcase(suite, tcase);
    return suite;
}
