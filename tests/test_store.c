#include "tests/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void refused(enum ir_status want, const char *why)
{
    const char *dir = index_dir;
    struct store *s;

    fails(store_open(&dir, 1, &s, &err), want);
    ck_assert_msg(strstr(err.message, why) != NULL, "%s", err.message);
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

START_TEST(nothing_there)
{
    refused(IR_NOT_FOUND, index_dir);
    ck_assert_int_eq(mkdir(index_dir, 0700), 0);
    refused(IR_NOT_FOUND, "to make it: irindex -d ");
    write_file(in_index("README"), "hello");
    refused(IR_INVALID, "is not an index: it has README but no iamglass");
    ck_assert_int_eq(mkdir(in_index("A"), 0700), 0);
    refused(IR_INVALID, "is not an index: it has A but no iamglass");
    ck_assert_int_eq(rmdir(in_index("A")), 0);
    write_file(in_index("iamhoney"), "hello");
    refused(IR_INCOMPATIBLE, "iamhoney");
}
END_TEST

START_TEST(a_stub_is_not_followed)
{
    char command[200];

    snprintf(command, sizeof(command), "remote :/usr/bin/touch %s/ran\n",
             scratch);
    write_file(index_dir, command);
    refused(IR_INVALID, "is not an index: not a folder");
    ck_assert_int_eq(unlink(index_dir), 0);
    fill("Qa", "storm");
    write_file(in_index("XAPIANDB"), command);
    refused(IR_INVALID, "XAPIANDB");
    snprintf(command, sizeof(command), "%s/ran", scratch);
    ck_assert_int_ne(access(command, F_OK), 0);
}
END_TEST

START_TEST(a_fifo_does_not_hang)
{
    fill("Qa", "storm");
    ck_assert_int_eq(unlink(in_index("iamglass")), 0);
    ck_assert_int_eq(mkfifo(in_index("iamglass"), 0600), 0);
    refused(IR_INVALID, "iamglass is not a regular file");
}
END_TEST

static const char *const targets[] = {"/dev/zero", "elsewhere", "/etc/passwd"};

START_TEST(a_linked_table_is_refused)
{
    fill("Qa", "storm");
    ck_assert_int_eq(unlink(in_index("postlist.glass")), 0);
    ck_assert_int_eq(symlink(targets[_i], in_index("postlist.glass")), 0);
    refused(IR_INVALID, "postlist.glass is not a regular file");
}
END_TEST

/* Reading another user's index was refused, even to root. */
START_TEST(whose_it_is_does_not_matter)
{
    fill("Qa", "storm");
    ck_assert_ptr_null(store_exposed(index_dir));
    ck_assert_int_eq(chmod(index_dir, 0775), 0);
    ck_assert_str_eq(store_exposed(index_dir), "can be changed by its group");
    store_close(open_store());
    ck_assert_int_eq(chmod(index_dir, 0777), 0);
    ck_assert_str_eq(store_exposed(index_dir), "can be changed by every user");
    store_close(open_store());
    if (geteuid() != 0)
        return;
    ck_assert_int_eq(chmod(index_dir, 0755), 0);
    ck_assert_int_eq(chown(index_dir, 12345, 12345), 0);
    ck_assert_str_eq(store_exposed(index_dir),
                     "belongs to another user, who can change it");
    store_close(open_store());
}
END_TEST

START_TEST(another_format_is_named)
{
    int fd;

    fill("Qa", "storm");
    fd = open(in_index("iamglass"), O_WRONLY);
    ck_assert_int_eq(pwrite(fd, "\x0f", 1, 14), 1); /* a later year */
    close(fd);
    refused(IR_INCOMPATIBLE, index_dir);
}
END_TEST

START_TEST(a_damaged_version_file)
{
    fill("Qa", "storm");
    write_file(in_index("iamglass"), "no such thing");
    refused(IR_CORRUPT, index_dir);
}
END_TEST

static const char *const tables[] = {"postlist.glass", "docdata.glass",
                                     "termlist.glass", "position.glass"};

START_TEST(a_missing_table_is_noticed)
{
    fill("Qa", "storm");
    ck_assert_int_eq(truncate(in_index(tables[_i]), 100), 0);
    refused(IR_CORRUPT, "is cut short");
    ck_assert_int_eq(unlink(in_index(tables[_i])), 0);
    refused(IR_CORRUPT, "is missing");
}
END_TEST

START_TEST(find_gives_the_data)
{
    struct store *s;
    char *data;
    size_t size;

    fill("Qa", "storm");
    s = open_store();
    ok(store_find(s, TEXT("Qa"), &data, &size, &err));
    ck_assert_str_eq(data, "Qa");
    ck_assert_uint_eq(size, 2);
    free(data);
    fails(store_find(s, TEXT("Qb"), &data, &size, &err), IR_NOT_FOUND);
    store_close(s);
    store_close(NULL);
}
END_TEST

START_TEST(terms_by_prefix)
{
    struct store_terms *t;
    struct ir_text term;
    struct store *s;
    uint64_t count;

    fill("Qa", "sea storm");
    fill("Qb", "storm stormy tide");
    s = open_store();
    ok(store_terms_start(s, TEXT("sto"), &t, &err));
    ok(store_terms_next(t, &term, &count, &err));
    ck_assert_text_eq(term, "storm");
    ck_assert_uint_eq(count, 2);
    ok(store_terms_next(t, &term, &count, &err));
    ck_assert_text_eq(term, "stormy");
    fails(store_terms_next(t, &term, &count, &err), IR_END);
    store_terms_free(t);
    store_close(s);
}
END_TEST

static void fill_large(struct store_writer *w, const char *words)
{
    static char data[1001];
    char id[32];

    memset(data, 'x', sizeof(data) - 1);
    for (int i = 0; i < 1000; i++) {
        data[i] = words[0];
        snprintf(id, sizeof(id), "Q%d", i);
        ok(store_put(w, make_doc(id, words, data), NULL, &err));
    }
    commit(w);
}

START_TEST(a_stale_reader_is_healed)
{
    struct store_writer *w = open_writer();
    enum ir_status status = IR_OK;
    char id[32], *data;
    struct store *s;
    size_t size;

    fill_large(w, "calm");
    s = open_store();
    store_release(s);
    for (int round = 0; round < 4; round++)
        fill_large(w, round % 2 ? "storm" : "tide");
    for (int i = 0; i < 1000 && status == IR_OK; i++) {
        snprintf(id, sizeof(id), "Q%d", i);
        status = store_find(s, text_of(id), &data, &size, &err);
        if (status == IR_OK)
            free(data);
    }
    fails(status, IR_STALE);
    ok(store_refresh(s, &err));
    ok(store_find(s, TEXT("Q7"), &data, &size, &err));
    free(data);
    store_close(s);
    store_writer_close(w);
}
END_TEST

/* However often it is written meanwhile, and compacted. */
START_TEST(a_revision_that_is_held_stays)
{
    struct store_writer *w = open_writer();
    char id[32], *data;
    struct store *s;
    size_t size;

    fill_large(w, "calm");
    s = open_store();
    for (int round = 0; round < 4; round++)
        fill_large(w, round % 2 ? "storm" : "tide");
    store_writer_close(w);
    ok(store_compact(index_dir, 0, &err));
    for (int i = 0; i < 1000; i++) {
        snprintf(id, sizeof(id), "Q%d", i);
        ok(store_find(s, text_of(id), &data, &size, &err));
        ck_assert_int_eq(data[0], 'c');
        free(data);
    }
    ck_assert(!store_is_overtaken(s, false));
    ok(store_refresh(s, &err));
    ok(store_find(s, TEXT("Q7"), &data, &size, &err));
    ck_assert_int_eq(data[0], 's');
    free(data);
    store_close(s);
}
END_TEST

START_TEST(two_directories_are_one)
{
    char other[100];
    const char *dirs[2] = {index_dir, other};
    struct store_info info;
    struct store *s;
    uint64_t count;
    char *data;
    size_t size;

    fill("Qa", "storm one two");
    snprintf(other, sizeof(other), "%s/other", scratch);
    ck_assert_int_eq(rename(index_dir, other), 0);
    fill("Qb", "storm");
    ok(store_open(dirs, 2, &s, &err));
    ok(store_info(s, &info, &err));
    ck_assert_uint_eq(info.documents, 2);
    ck_assert_uint_eq(info.tallies[1], 4);
    ck_assert_uint_ge(info.revision, 2);
    ck_assert_uint_eq(strlen(info.uuid), 36);
    ck_assert_double_eq(info.average_length, 2);
    ok(store_frequency(s, TEXT("storm"), &count, &err));
    ck_assert_uint_eq(count, 2);
    ok(store_find(s, TEXT("Qa"), &data, &size, &err));
    free(data);
    ok(store_refresh(s, &err));
    store_close(s);
    dirs[1] = "/nowhere";
    fails(store_open(dirs, 2, &s, &err), IR_NOT_FOUND);
}
END_TEST

/* Records that Xapian 1.4.22 could write but not read. */
static const size_t sizes[] = {
    0,     1,     8190,  8191,  8192,  8193,  8194,   8195,   8196,
    8197,  8198,  8199,  8200,  16380, 16384, 16385,  16386,  16390,
    24576, 24577, 24580, 65536, 65537, 99999, 300000, 3000000};

START_TEST(every_record_reads_back)
{
    static const char *const patterns[] = {"a", "ab", "abcdefghijklmnop ",
                                           "\0"};
    struct store_writer *w = open_writer();
    char *plain = malloc(sizes[_i] + 1), *data, id[8];
    struct store *s;
    size_t size;

    for (size_t p = 0; p < COUNT(patterns); p++) {
        size_t period = p == 3 ? 1 : strlen(patterns[p]);
        struct doc *d;

        snprintf(id, sizeof(id), "Q%zu", p);
        for (size_t i = 0; i < sizes[_i]; i++)
            plain[i] = patterns[p][i % period];
        d = doc_new(text_of(id));
        doc_data(d, (struct ir_text){plain, sizes[_i]});
        ok(doc_finish(d, &err));
        ok(store_put(w, d, NULL, &err));
        commit(w);
        s = open_store();
        ok(store_find(s, text_of(id), &data, &size, &err));
        ck_assert_uint_eq(size, sizes[_i]);
        ck_assert(!memcmp(data, plain, size));
        free(data);
        store_close(s);
    }
    store_writer_close(w);
    free(plain);
}
END_TEST

/* A long list of terms is deflated as well; deleting has to read it. */
START_TEST(every_term_list_reads_back)
{
    struct store_writer *w = open_writer();
    struct store_terms *t;
    struct ir_text term;
    uint64_t count, seen = 0;
    struct store *s;
    char name[128];

    for (int k = 0; k < 40; k++) {
        struct doc *d = doc_new(TEXT("Qa"));

        for (int i = 0; i < 1000 + 97 * k; i++) {
            snprintf(name, sizeof(name), "T%06d%s", i, k % 2 ? "aaaaaaa" : "");
            doc_term(d, text_of(name), 0);
        }
        ok(doc_finish(d, &err));
        ok(store_put(w, d, NULL, &err));
        commit(w);
    }
    s = open_store();
    ok(store_terms_start(s, TEXT(""), &t, &err));
    while (store_terms_next(t, &term, &count, &err) == IR_OK)
        seen++;
    ck_assert_uint_eq(seen, 1000 + 97 * 39 + 1); /* none of the store's own */
    store_terms_free(t);
    store_close(s);
    ok(store_delete(w, TEXT("Qa"), &err));
    commit(w);
    store_writer_close(w);
    ok(store_check(index_dir, true, NULL, &err));
}
END_TEST

Suite *store_suite(void)
{
    Suite *suite = suite_create("store");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_test(tcase, nothing_there);
    tcase_add_test(tcase, a_stub_is_not_followed);
    tcase_add_test(tcase, a_fifo_does_not_hang);
    tcase_add_loop_test(tcase, a_linked_table_is_refused, 0, COUNT(targets));
    tcase_add_test(tcase, whose_it_is_does_not_matter);
    tcase_add_test(tcase, another_format_is_named);
    tcase_add_test(tcase, a_damaged_version_file);
    tcase_add_loop_test(tcase, a_missing_table_is_noticed, 0, COUNT(tables));
    tcase_add_test(tcase, find_gives_the_data);
    tcase_add_test(tcase, terms_by_prefix);
    tcase_add_test(tcase, a_stale_reader_is_healed);
    tcase_add_test(tcase, a_revision_that_is_held_stays);
    tcase_add_test(tcase, two_directories_are_one);
    tcase_add_loop_test(tcase, every_record_reads_back, 0, COUNT(sizes));
    tcase_add_test(tcase, every_term_list_reads_back);
    suite_add_tcase(suite, tcase);
    return suite;
}
