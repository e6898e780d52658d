#include "tests/scratch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(close_drops_what_was_not_committed)
{
    struct store_writer *w;

    fill("Qa", "storm");
    w = open_writer();
    put(w, "Qb", "calm");
    ok(store_delete(w, TEXT("Qa"), &err));
    ok(store_set_meta(w, "key", "lost", &err));
    ck_assert_uint_eq(store_pending(w), 3);
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 1);
    ck_assert_uint_eq(holding("calm"), 0);
    store_writer_close(NULL);
}
END_TEST

START_TEST(a_flush_in_the_middle_is_no_commit)
{
    struct store_writer *w = open_writer();
    char id[16];

    for (int i = 0; i < 1000; i++) {
        snprintf(id, sizeof(id), "Q%d", i);
        put(w, id, "storm");
    }
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 0);
}
END_TEST

START_TEST(put_replaces)
{
    struct store_writer *w;
    bool replaced = false;

    fill("Qa", "storm");
    w = open_writer();
    ok(store_put(w, make_doc("Qa", "calm", "x"), &replaced, &err));
    ck_assert(replaced);
    ok(store_put(w, make_doc("Qb", "calm", "x"), &replaced, &err));
    ck_assert(!replaced);
    ok(store_put(w, make_doc("Qb", "calmer", "x"), &replaced, &err));
    ck_assert(replaced);
    commit(w);
    ck_assert_uint_eq(holding("storm"), 0);
    ck_assert_uint_eq(holding("calm"), 1);
    ck_assert_uint_eq(holding("calmer"), 1);
    ok(store_put(w, make_doc("Qb", "calm", "x"), &replaced, &err));
    ck_assert(replaced);
    store_writer_close(w);
}
END_TEST

static void has(struct store_writer *w, const char *id, bool want)
{
    bool answer;

    ok(store_has(w, text_of(id), &answer, &err));
    ck_assert_msg(answer == want, "has %s: %d", id, answer);
}

START_TEST(has_sees_the_pending)
{
    struct store_writer *w;

    fill("Qa", "storm");
    w = open_writer();
    has(w, "Qa", true);
    has(w, "Qb", false);
    put(w, "Qb", "storm");
    has(w, "Qb", true);
    ok(store_delete(w, TEXT("Qa"), &err));
    has(w, "Qa", false);
    ok(store_delete(w, TEXT("Qb"), &err));
    has(w, "Qb", false);
    fails(store_delete(w, TEXT("Qb"), &err), IR_NOT_FOUND);
    fails(store_delete(w, TEXT("Qc"), &err), IR_NOT_FOUND);
    put(w, "Qa", "calm");
    has(w, "Qa", true);
    commit(w);
    has(w, "Qa", true);
    store_writer_close(w);
    ck_assert_uint_eq(holding("calm"), 1);
    ck_assert_uint_eq(holding("storm"), 0);
}
END_TEST

static void tallies(struct store *s, uint64_t documents, uint64_t words)
{
    struct store_info info;

    ok(store_info(s, &info, &err));
    ck_assert_uint_eq(info.documents, documents);
    ck_assert_uint_eq(info.tallies[0], documents);
    ck_assert_uint_eq(info.tallies[1], words);
    ck_assert_uint_eq(info.tallies[3], 0);
}

START_TEST(tallies_are_sums)
{
    struct store_writer *w = open_writer();
    struct store *own = store_writer_store(w), *s;

    tallies(own, 0, 0);
    put(w, "Qa", "one two three");
    put(w, "Qb", "one");
    tallies(own, 2, 4);
    put(w, "Qa", "one two");
    tallies(own, 2, 3);
    ok(store_delete(w, TEXT("Qb"), &err));
    tallies(own, 1, 2);
    put(w, "Qb", "one two three four");
    tallies(own, 2, 6);
    commit(w);
    tallies(own, 2, 6);
    put(w, "Qa", "one");
    ok(store_delete(w, TEXT("Qb"), &err));
    put(w, "Qb", "one two");
    put(w, "Qc", "one two");
    ok(store_delete(w, TEXT("Qc"), &err));
    tallies(own, 2, 3);
    s = open_store();
    tallies(s, 2, 6);
    commit(w);
    ok(store_refresh(s, &err));
    ok(store_refresh(own, &err));
    tallies(s, 2, 3);
    store_close(s);
    store_writer_close(w);
    w = open_writer();
    ok(store_delete(w, TEXT("Qa"), &err));
    ok(store_delete(w, TEXT("Qb"), &err));
    commit(w);
    tallies(store_writer_store(w), 0, 0);
    store_writer_close(w);
}
END_TEST

START_TEST(metadata_is_part_of_the_commit)
{
    struct store_writer *w = open_writer();
    struct store *s;
    char *value;

    ok(store_set_meta(w, "format", "1", &err));
    fails(store_set_meta(w, "tallies", "1", &err), IR_INVALID);
    fails(store_set_meta(w, "", "1", &err), IR_INVALID);
    commit(w);
    commit(w); /* of nothing */
    s = open_store();
    ok(store_meta(s, 0, "format", &value, &err));
    ck_assert_str_eq(value, "1");
    free(value);
    ok(store_meta(s, 0, "none", &value, &err));
    ck_assert_str_eq(value, "");
    free(value);
    ok(store_set_meta(w, "format", "", &err));
    commit(w);
    ok(store_refresh(s, &err));
    ok(store_meta(s, 0, "format", &value, &err));
    ck_assert_str_eq(value, "");
    free(value);
    store_close(s);
    store_writer_close(w);
}
END_TEST

START_TEST(a_second_writer_is_told_who_holds_the_lock)
{
    struct store_writer_options options = {0.1, true, true};
    int ready[2], done[2];
    struct store_writer *w;
    char byte = 0, want[32];
    pid_t child;

    fill("Qa", "storm");
    ck_assert(!pipe(ready) && !pipe(done));
    child = fork();
    if (!child) {
        w = open_writer();
        (void)!write(ready[1], &byte, 1);
        (void)!read(done[0], &byte, 1);
        store_writer_close(w);
        _exit(0);
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    fails(store_writer_open(index_dir, &options, &w, &err), IR_LOCKED);
    snprintf(want, sizeof(want), "written by process %d", (int)child);
    ck_assert_msg(strstr(err.message, want) != NULL, "%s", err.message);
    fails(store_compact(index_dir, 0, &err), IR_LOCKED);
    ck_assert_int_eq(write(done[1], &byte, 1), 1);
    options.lock_timeout = 3600; /* and now it is worth waiting */
    ok(store_writer_open(index_dir, &options, &w, &err));
    store_writer_close(w);
    waitpid(child, NULL, 0);
}
END_TEST

static void note(void *arg, const struct store_refusal *r)
{
    char *seen = arg;

    ck_assert_str_ne(r->why, "");
    strncat(seen, r->doc->id.data, r->doc->id.size);
    strcat(seen, " ");
}

START_TEST(poison_at_put_costs_only_itself)
{
    struct store_writer *w;

    fill("Qold", "storm");
    w = open_writer();
    put(w, "Qa", "storm");
    put(w, "Qold", "storm");
    put(w, "Qb", "storm");
    fails(store_put(w, make_poison("Qc", 'x', 246), NULL, &err), IR_INVALID);
    fails(store_put(w, make_poison("Qa", 'x', 246), NULL, &err), IR_INVALID);
    has(w, "Qc", false);
    has(w, "Qa", true);
    put(w, "Qd", "storm");
    ok(store_delete(w, TEXT("Qb"), &err));
    commit(w);
    tallies(store_writer_store(w), 3, 3);
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 3);
    ck_assert_uint_eq(holding("bad"), 0);
}
END_TEST

START_TEST(poison_at_commit_costs_only_itself)
{
    char seen[64] = "", id[16];
    struct store_writer *w;

    fill("Qold", "storm");
    w = open_writer();
    for (int i = 0; i < 20; i++) {
        snprintf(id, sizeof(id), "Q%d", i);
        put(w, id, "storm");
        if (i % 8 == 3)
            ok(store_put(w, make_poison(i == 3 ? "Qold" : "Qbad", '\0', 130),
                         NULL, &err));
    }
    ok(store_commit(w, note, seen, &err));
    ck_assert_str_eq(seen, "Qold Qbad ");
    tallies(store_writer_store(w), 21, 21);
    put(w, "Qlast", "storm");
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 22);
    ck_assert_uint_eq(holding("Qbad"), 0);
    ck_assert_uint_eq(holding("Qold"), 1);
}
END_TEST

/* Xapian writes out in the put of an innocent document. */
START_TEST(poison_found_late_is_reported_at_commit)
{
    struct store_writer *w = open_writer();
    char seen[64] = "", id[16];

    ok(store_put(w, make_poison("Qbad", '\0', 130), NULL, &err));
    ok(store_put(w, make_poison("Qworse", '\0', 140), NULL, &err));
    for (int i = 0; i < 400; i++) {
        snprintf(id, sizeof(id), "Q%d", i);
        put(w, id, "storm");
    }
    has(w, "Qbad", false);
    ok(store_commit(w, note, seen, &err));
    ck_assert_str_eq(seen, "Qbad Qworse ");
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 400);
}
END_TEST

START_TEST(poison_may_be_dropped_unheard)
{
    struct store_writer *w = open_writer();

    ok(store_put(w, make_poison("Qbad", '\0', 130), NULL, &err));
    put(w, "Qa", "storm");
    ok(store_commit(w, NULL, NULL, &err));
    ok(store_put(w, make_poison("Qbad", '\0', 130), NULL, &err));
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 1);
}
END_TEST

/* A limit on the size of a file stands for a full disk. */
START_TEST(a_full_disk_finishes_the_writer)
{
    struct rlimit limit = {200000, RLIM_INFINITY};
    struct store_writer *w;
    char id[64], first[sizeof(err.message)] = "";
    enum ir_status status = IR_OK;

    fill("Qa", "storm");
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    w = open_writer();
    for (int i = 0; i < 5000 && status == IR_OK; i++) {
        snprintf(id, sizeof(id), "Q%dx%d", i, i * 7919);
        status = store_put(w, make_doc(id, id, "data of no great interest"),
                           NULL, &err);
    }
    if (status == IR_OK)
        status = store_commit(w, NULL, NULL, &err);
    fails(status, IR_IO);
    strcpy(first, err.message);
    fails(store_set_meta(w, "key", "value", &err), IR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "writer is closed after: "));
    fails(store_put(w, make_doc("Qz", "z", ""), NULL, NULL), IR_IO);
    store_writer_close(w);
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &limit);
    ck_assert_uint_eq(holding("storm"), 1);
    fill("Qb", "storm");
    ck_assert_uint_eq(holding("storm"), 2);
    ok(store_check(index_dir, &err));
}
END_TEST

START_TEST(creating_on_a_full_disk_leaves_nothing)
{
    const struct store_writer_options options = {0, true, true};
    struct rlimit limit = {0, RLIM_INFINITY};
    struct store_writer *w;

    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    ck_assert_int_ne(store_writer_open(index_dir, &options, &w, &err), IR_OK);
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &limit);
    ck_assert_int_eq(rmdir(scratch), 0); /* so it was empty */
    ck_assert_int_eq(mkdir(scratch, 0700), 0);
}
END_TEST

START_TEST(creating)
{
    const struct store_writer_options options = {0, false, true},
                                      open_only = {0, true, false};
    struct store_writer *w;
    char name[200];
    struct stat st;

    fails(store_writer_open(index_dir, &open_only, &w, &err), IR_NOT_FOUND);
    ck_assert_int_eq(mkdir(index_dir, 0755), 0); /* an empty one will do */
    snprintf(name, sizeof(name), "%s/", index_dir);
    ok(store_writer_open(name, &options, &w, &err));
    put(w, "Qa", "storm");
    commit(w);
    store_writer_close(w);
    ck_assert_int_eq(stat(index_dir, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0755);
    ck_assert_int_eq(stat(in_index("postlist.glass"), &st), 0);
    ck_assert_uint_eq(holding("storm"), 1);
    snprintf(name, sizeof(name), "%s/no/parent", scratch);
    ck_assert_int_ne(store_writer_open(name, &options, &w, &err), IR_OK);
}
END_TEST

static const struct {
    mode_t dir; /* of an empty one that is there; 0: none is */
    mode_t mask, want_dir, want_file;
} modes[] = {
    {0, 022, 0755, 0644},    {0, 077, 0700, 0600},    {0, 027, 0750, 0640},
    {0, 0, 0755, 0644},      {0700, 022, 0700, 0600}, {0755, 077, 0755, 0644},
    {0775, 022, 0775, 0664}, {0750, 0, 0750, 0640},
};

START_TEST(it_is_for_whom_the_umask_or_its_folder_says)
{
    const struct store_writer_options options = {0, false, true};
    static const char *const files[] = {"postlist.glass", "position.glass",
                                        "iamglass"};
    struct store_writer *w;
    struct stat st;

    if (modes[_i].dir) {
        ck_assert_int_eq(mkdir(index_dir, 0700), 0);
        ck_assert_int_eq(chmod(index_dir, modes[_i].dir), 0);
    }
    umask(modes[_i].mask);
    ok(store_writer_open(index_dir, &options, &w, &err));
    put(w, "Qa", "storm");
    commit(w);
    store_writer_close(w);
    ck_assert_int_eq(stat(index_dir, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, modes[_i].want_dir);
    for (size_t i = 0; i < COUNT(files); i++) {
        ck_assert_int_eq(stat(in_index(files[i]), &st), 0);
        ck_assert_int_eq(st.st_mode & 0777, modes[_i].want_file);
    }
}
END_TEST

START_TEST(a_foreign_directory_is_not_touched)
{
    const struct store_writer_options options = {0, true, true};
    struct store_writer *w;
    FILE *f;

    ck_assert_int_eq(mkdir(index_dir, 0755), 0);
    f = fopen(in_index("letter.txt"), "w");
    ck_assert_ptr_nonnull(f);
    fclose(f);
    fails(store_writer_open(index_dir, &options, &w, &err), IR_INVALID);
    ck_assert_int_eq(unlink(in_index("letter.txt")), 0);
    ck_assert_int_eq(rmdir(index_dir), 0);
}
END_TEST

Suite *writer_suite(void)
{
    Suite *suite = suite_create("writer");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_test(tcase, close_drops_what_was_not_committed);
    tcase_add_test(tcase, a_flush_in_the_middle_is_no_commit);
    tcase_add_test(tcase, put_replaces);
    tcase_add_test(tcase, has_sees_the_pending);
    tcase_add_test(tcase, tallies_are_sums);
    tcase_add_test(tcase, metadata_is_part_of_the_commit);
    tcase_add_test(tcase, a_second_writer_is_told_who_holds_the_lock);
    tcase_add_test(tcase, poison_at_put_costs_only_itself);
    tcase_add_test(tcase, poison_at_commit_costs_only_itself);
    tcase_add_test(tcase, poison_found_late_is_reported_at_commit);
    tcase_add_test(tcase, poison_may_be_dropped_unheard);
    tcase_add_test(tcase, a_full_disk_finishes_the_writer);
    tcase_add_test(tcase, creating_on_a_full_disk_leaves_nothing);
    tcase_add_test(tcase, creating);
    tcase_add_loop_test(tcase, it_is_for_whom_the_umask_or_its_folder_says, 0,
                        COUNT(modes));
    tcase_add_test(tcase, a_foreign_directory_is_not_touched);
    suite_add_tcase(suite, tcase);
    return suite;
}
