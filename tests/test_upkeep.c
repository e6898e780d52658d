#include "tests/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void fill_many(int count)
{
    struct store_writer *w = open_writer();
    char id[32], words[64];

    for (int i = 0; i < count; i++) {
        snprintf(id, sizeof(id), "Q%d", i);
        snprintf(words, sizeof(words), "storm n%d m%d", i, i % 7);
        put(w, id, words);
    }
    ok(store_set_meta(w, "format", "1", &err));
    commit(w);
    store_writer_close(w);
}

START_TEST(a_sound_index_passes)
{
    struct store_table t[STORE_TABLES + 1];
    size_t i;

    fill_many(300);
    ok(store_check(index_dir, true, NULL, &err));
    ok(store_tables(index_dir, t, &err));
    for (i = 0; t[i].name; i++)
        ck_assert_uint_gt(t[i].bytes, 0);
    ck_assert_uint_ge(i, 4);
    ck_assert_str_eq(t[0].name, "postlist");
}
END_TEST

START_TEST(damage_is_found)
{
    struct stat st;
    char zeros[4096] = {0};
    int fd;

    fails(store_check(index_dir, true, NULL, &err), IR_NOT_FOUND);
    fill_many(3000);
    ck_assert_int_eq(stat(in_index("postlist.glass"), &st), 0);
    fd = open(in_index("postlist.glass"), O_WRONLY);
    for (off_t at = 8192; at + 8192 <= st.st_size; at += 16384)
        ck_assert_int_gt(pwrite(fd, zeros, sizeof(zeros), at), 0);
    close(fd);
    fails(store_check(index_dir, true, NULL, &err), IR_CORRUPT);
}
END_TEST

/* Compare the document Qa with one that has these. */
static enum ir_status compare(struct ir_text term, uint32_t wdf, uint32_t at,
                              struct ir_text value)
{
    const char *dir = index_dir;
    struct doc *d = doc_new(TEXT("Qa"));
    enum ir_status status;
    struct store *s;
    uint32_t document;

    doc_term_at(d, TEXT("gas"), 2, (uint32_t[]){1, 7}, 2);
    doc_term_at(d, term, wdf, &at, 1);
    doc_value(d, 1, value);
    ok(doc_finish(d, &err));
    ok(store_open(&dir, 1, &s, &err));
    ok(store_document(s, TEXT("Qa"), &document, &err));
    status = store_compare(s, document, d, &err);
    store_close(s);
    doc_free(d);
    return status;
}

START_TEST(a_document_is_compared_with_its_text)
{
    static const uint32_t at[] = {1, 7}, far[] = {9};
    static const struct {
        const char *term;
        uint32_t wdf, at;
        const char *value, *says;
    } others[] = {
        {"iran", 1, 9, "x", "\"iran\" is not in the list"},
        {"zinc", 1, 9, "x", "\"iraq\" is not in its text"},
        {"iraq", 2, 9, "x", "\"iraq\" has another frequency"},
        {"iraq", 1, 8, "x", "\"iraq\" has other positions"},
        {"iraq", 1, 9, "y", "another value in slot 1"},
        {"gas", 1, 9, "x", "\"gas\" has another frequency"},
    };
    struct store_writer *w = open_writer();
    struct doc *d = doc_new(TEXT("Qa"));

    doc_term_at(d, TEXT("gas"), 2, at, 2);
    doc_term_at(d, TEXT("iraq"), 1, far, 1);
    doc_value(d, 1, TEXT("x"));
    ok(doc_finish(d, &err));
    ok(store_put(w, d, NULL, &err));
    commit(w);
    store_writer_close(w);
    ok(compare(TEXT("iraq"), 1, 9, TEXT("x")));
    for (size_t i = 0; i < COUNT(others); i++) {
        fails(compare(text_of(others[i].term), others[i].wdf, others[i].at,
                      text_of(others[i].value)),
              IR_CORRUPT);
        ck_assert_msg(strstr(err.message, others[i].says), "%s: %s",
                      others[i].says, err.message);
    }
}
END_TEST

START_TEST(truncation_is_found)
{
    struct stat st;

    fill_many(3000);
    ck_assert_int_eq(stat(in_index("termlist.glass"), &st), 0);
    ck_assert_int_eq(truncate(in_index("termlist.glass"), st.st_size / 3), 0);
    fails(store_check(index_dir, true, NULL, &err), IR_CORRUPT);
}
END_TEST

/* A check of a damaged index answers, and this process survives. */
START_TEST(no_damage_kills_the_caller)
{
    uint64_t seed = 88172645463325252u + (unsigned)_i;
    struct stat st;
    int fd;

    fill_many(400);
    ck_assert_int_eq(unlink(in_index("seal")), 0); /* it would find it first */
    ck_assert_int_eq(stat(in_index("termlist.glass"), &st), 0);
    fd = open(in_index("termlist.glass"), O_WRONLY);
    for (int i = 0; i < 400; i++) {
        unsigned char byte;

        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        byte = (unsigned char)(seed >> 50);
        ck_assert_int_eq(
            pwrite(fd, &byte, 1, (off_t)(seed % (uint64_t)st.st_size)), 1);
    }
    close(fd);
    fails(store_check(index_dir, true, NULL, &err), IR_CORRUPT);
    ck_assert_str_ne(err.message, "");
}
END_TEST

START_TEST(compacting_keeps_everything)
{
    struct store_info before, after;
    struct store_writer *w;
    struct store *s;
    char *data, name[128];
    struct stat st;
    size_t size;

    fill_many(2000);
    ck_assert_int_eq(chmod(index_dir, 0750), 0);
    ck_assert_int_eq(chmod(in_index("postlist.glass"), 0640), 0);
    s = open_store();
    ok(store_info(s, &before, &err));
    ok(store_compact(index_dir, 0, &err));
    ck_assert_int_eq(stat(index_dir, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0750);
    ck_assert_uint_eq(st.st_nlink, 2);
    ck_assert_int_eq(stat(in_index("docdata.glass"), &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0640);
    ok(store_find(s, TEXT("Q77"), &data, &size, &err)); /* in the old one */
    free(data);
    ok(store_refresh(s, &err));
    ok(store_info(s, &after, &err));
    ck_assert_uint_eq(after.documents, 2000);
    ck_assert_mem_eq(after.tallies, before.tallies, sizeof(after.tallies));
    ck_assert_str_eq(after.uuid, before.uuid);
    ck_assert_uint_eq(after.revision, before.revision + 1);
    ok(store_find(s, TEXT("Q77"), &data, &size, &err));
    free(data);
    ok(store_meta(s, 0, "format", &data, &err));
    ck_assert_str_eq(data, "1");
    free(data);
    store_close(s);
    w = open_writer();
    put(w, "Q77", "calm");
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 1999);
    ok(store_check(index_dir, true, NULL, &err));
    snprintf(name, sizeof(name), "ls -d %s.new-* 2>/dev/null", index_dir);
    ck_assert_int_ne(system(name), 0); /* the old directory is removed */
}
END_TEST

START_TEST(compacting_nothing)
{
    fails(store_compact(index_dir, 0, &err), IR_NOT_FOUND);
}
END_TEST

Suite *upkeep_suite(void)
{
    Suite *suite = suite_create("upkeep");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_test(tcase, a_sound_index_passes);
    tcase_add_test(tcase, damage_is_found);
    tcase_add_test(tcase, a_document_is_compared_with_its_text);
    tcase_add_test(tcase, truncation_is_found);
    tcase_add_loop_test(tcase, no_damage_kills_the_caller, 0, 8);
    tcase_add_test(tcase, compacting_keeps_everything);
    tcase_add_test(tcase, compacting_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}
