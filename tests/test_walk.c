#include "indexer/input/walk.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[TEMP_SIZE], home[4096];

static void make(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

static void setup(void)
{
    temp_folder(folder);
    ck_assert_ptr_nonnull(getcwd(home, sizeof(home)));
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(mkdir("b", 0700), 0);
    make("b/2", "two");
    make("b/10", "ten");
    make("a", "a");
    make("c", "see");
    make(".hidden", "no");
    ck_assert_int_eq(symlink("a", "link"), 0);
    ck_assert_int_eq(symlink("..", "b/up"), 0);
    ck_assert_int_eq(mkfifo("pipe", 0600), 0);
}

static void teardown(void)
{
    ck_assert_int_eq(chdir(home), 0);
    temp_remove(folder);
}

static const struct {
    const char *name;
    uint64_t size;
    const char *reason; /* of the problem; NULL if it opens */
} expected[] = {
    {"./a", 1, NULL},
    {"./b/10", 3, NULL},
    {"./b/2", 3, NULL},
    {"./b/up", 0, "link"},
    {"./c", 3, NULL},
    {"./link", 0, "link"},
    {"./pipe", 0, "not_a_file"},
};

START_TEST(goes_through_folders_in_byte_order)
{
    struct walk w = WALK_INIT;
    struct problem p;
    int fd;

    walk_add(&w, ".");
    ck_assert_uint_eq(w.count, COUNT(expected));
    ck_assert_uint_eq(w.bytes, 10);
    for (size_t i = 0; i < w.count; i++) {
        enum ir_status status = walk_open(&w, i, &fd, &p);

        ck_assert_str_eq(walk_name(&w, i), expected[i].name);
        ck_assert_uint_eq(w.items[i].size, expected[i].size);
        ck_assert_int_eq(status == IR_OK, !expected[i].reason);
        if (status == IR_OK)
            close(fd);
        else
            ck_assert_str_eq(p.reason, expected[i].reason);
    }
    walk_free(&w);
}
END_TEST

START_TEST(names_stay_as_given)
{
    struct walk w = WALK_INIT;

    walk_add(&w, "b/");
    walk_add(&w, "./b//2");
    walk_add(&w, "-");
    ck_assert_str_eq(walk_name(&w, 0), "b/10");
    ck_assert_str_eq(walk_name(&w, 3), "./b//2");
    ck_assert(walk_is_stdin(&w, 4));
    ck_assert(!walk_is_stdin(&w, 3));
    walk_free(&w);
}
END_TEST

START_TEST(a_watch_is_told_of_folders_before_they_are_read)
{
    static const struct file_types all = {NULL, NULL};
    static atomic_bool stop;
    struct text_list inputs = {0};
    const struct watch_options options = {
        .inputs = &inputs, .types = &all, .index = "b", .stop = &stop};
    struct watch *watch = watch_new(&options);
    struct walk w = WALK_INIT;
    struct ir_error err;
    FILE *f;

    ck_assert_int_eq(watch_begin(watch, &err), IR_OK);
    w.watch = watch;
    walk_add(&w, "a");
    ck_assert_uint_eq(watch_folders(watch), 0);
    walk_add(&w, ".");
    ck_assert_uint_eq(watch_folders(watch), 1); /* not b, the index */
    ck_assert_ptr_null(watch_trouble(watch));
    f = fopen("a", "a"); /* a change after the walk is noticed */
    ck_assert_ptr_nonnull(f);
    fclose(f);
    ck_assert(watch_wait(watch, 60));
    atomic_store(&stop, true);
    ck_assert(!watch_wait(watch, 60));
    watch_free(watch);
    walk_free(&w);
}
END_TEST

START_TEST(follows_a_link_that_was_named)
{
    struct walk w = WALK_INIT;
    struct problem p;
    int fd;

    walk_add(&w, "link");
    ck_assert_int_eq(walk_open(&w, 0, &fd, &p), IR_OK);
    close(fd);
    walk_free(&w);
}
END_TEST

START_TEST(misses_what_is_missing)
{
    struct walk w = WALK_INIT;
    struct problem p;
    int fd;

    walk_add(&w, "nothing");
    ck_assert_uint_eq(w.missing, 1);
    fails(walk_open(&w, 0, &fd, &p), IR_IO);
    ck_assert_str_eq(p.err.message, strerror(ENOENT));
    walk_free(&w);
}
END_TEST

/* A folder or file that becomes a link after the walk is not followed. */
START_TEST(is_not_led_astray)
{
    struct walk w = WALK_INIT;
    struct problem p;
    int fd;

    walk_add(&w, ".");
    ck_assert_int_eq(rename("b", ".was"), 0);
    ck_assert_int_eq(symlink(".was", "b"), 0);
    fails(walk_open(&w, 1, &fd, &p), IR_IO);
    ck_assert_int_eq(unlink("a"), 0);
    ck_assert_int_eq(symlink("c", "a"), 0);
    fails(walk_open(&w, 0, &fd, &p), IR_IO);
    walk_free(&w);
}
END_TEST

START_TEST(has_an_end)
{
    struct walk w = WALK_INIT;
    struct problem p;
    int fd;

    for (int i = 0; i < WALK_DEPTH_MAX + 5; i++)
        ck_assert(mkdir("d", 0700) == 0 && chdir("d") == 0);
    ck_assert_int_eq(chdir(folder), 0);
    walk_add(&w, "d");
    ck_assert_uint_eq(w.count, 1);
    fails(walk_open(&w, 0, &fd, &p), IR_LIMIT);
    walk_free(&w);
}
END_TEST

Suite *walk_suite(void)
{
    Suite *suite = suite_create("walk");
    TCase *tcase = tcase_create("walk");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, goes_through_folders_in_byte_order);
    tcase_add_test(tcase, names_stay_as_given);
    tcase_add_test(tcase, a_watch_is_told_of_folders_before_they_are_read);
    tcase_add_test(tcase, follows_a_link_that_was_named);
    tcase_add_test(tcase, misses_what_is_missing);
    tcase_add_test(tcase, is_not_led_astray);
    tcase_add_test(tcase, has_an_end);
    suite_add_tcase(suite, tcase);
    return suite;
}
