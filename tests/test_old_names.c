#include "indexer/file_entry.h"
#include "indexer/settings.h"
#include "tests/scratch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define INDEX "../db" /* from a folder in the scratch folder */

static char *home;

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
}

static void setup(void)
{
    scratch_make();
    home = getcwd(NULL, 0);
    ck_assert_int_eq(chdir(scratch), 0);
    ck_assert_int_eq(system("mkdir -p a/n b/n"), 0);
    write_file("a/n/x.txt", "Gas rose.");
    write_file("a/n/y.txt", "Oil fell.");
    write_file("a/n/j.jsonl", "{\"text\":\"Coal\"}\n");
    write_file("b/n/x.txt", "Another.");
}

static void teardown(void)
{
    ck_assert_int_eq(chdir(home), 0);
    free(home);
    scratch_remove();
}

/* Run irindex in a folder of the scratch folder. */
static enum exit_status run(const char *folder, const char *input,
                            struct settings s)
{
    enum exit_status result;

    s.db = INDEX;
    s.quiet = true;
    s.jobs = 1;
    s.memory = s.max_size = (size_t)1 << 20;
    s.lang = s.stem = "none";
    s.progress = PROGRESS_NEVER;
    text_list_add(&s.words, input);
    ck_assert_int_eq(chdir(folder), 0);
    result = run_add(&s);
    ck_assert_int_eq(chdir(".."), 0);
    text_list_free(&s.words);
    return result;
}

/* Make the entries those that an irindex without canonical names left. */
static void make_old(void)
{
    const struct store_writer_options options = {0};
    struct store_writer *w;
    struct store_keys *keys;
    const char *key;
    char *text;

    ok(store_writer_open("db", &options, &w, &err));
    ok(store_keys_start(store_writer_store(w), 0, FILE_ENTRY_PREFIX, &keys,
                        &err));
    while (store_keys_next(keys, &key, &err) == IR_OK) {
        ok(store_meta(store_writer_store(w), 0, key, &text, &err));
        *text = '1';
        *strrchr(text, ' ') = '\0'; /* the device */
        ok(store_set_meta(w, key, text, &err));
        free(text);
    }
    store_keys_free(keys);
    ok(store_set_meta(w, "irsearch.base", "", &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
}

/* Are exactly these articles in the index, and no more?  Ids are sorted; %s is
 * the scratch folder. */
static void has(const char *first, ...)
{
    struct store_terms *terms;
    struct buf found = BUF_INIT, wanted = BUF_INIT;
    const char *dir = "db";
    struct ir_text term;
    struct store *s;
    uint64_t frequency;
    va_list ids;

    ok(store_open(&dir, 1, &s, &err));
    ok(store_terms_start(s, TEXT("Q"), &terms, &err));
    while (store_terms_next(terms, &term, &frequency, &err) == IR_OK)
        buf_addf(&found, "%.*s\n", (int)term.size - 1, term.data + 1);
    store_terms_free(terms);
    store_close(s);
    va_start(ids, first);
    for (const char *id = first; id; id = va_arg(ids, const char *))
        buf_addf(&wanted, "%s%s\n", *id == '/' ? scratch : "", id);
    va_end(ids);
    ck_assert_str_eq(found.data, wanted.data);
    buf_free(&found);
    buf_free(&wanted);
}

START_TEST(the_same_command_goes_on)
{
    run("a", "n", (struct settings){0});
    make_old();
    ck_assert_int_eq(run("a", "n", (struct settings){0}), EXIT_DONE);
    has("n/j.jsonl:1", "n/x.txt", "n/y.txt", NULL);
    /* Entries that were recognised are as good as new ones. */
    ck_assert_int_eq(unlink("a/n/y.txt"), 0);
    ck_assert_int_eq(run("a", "n", (struct settings){.prune = true}),
                     EXIT_DONE);
    has("n/j.jsonl:1", "n/x.txt", NULL);
}
END_TEST

START_TEST(the_folder_is_found_from_elsewhere)
{
    run("a", "n", (struct settings){0});
    make_old();
    ck_assert_int_eq(run("b", "../a/n", (struct settings){0}), EXIT_DONE);
    has("n/j.jsonl:1", "n/x.txt", "n/y.txt", NULL);
    run("b", "n", (struct settings){0});
    has("/b/n/x.txt", "n/j.jsonl:1", "n/x.txt", "n/y.txt", NULL);
}
END_TEST

START_TEST(an_unknown_folder_loses_nothing)
{
    run("a", "n", (struct settings){0});
    make_old();
    ck_assert_int_eq(run("b", "n", (struct settings){.prune = true}),
                     EXIT_DONE);
    has("/b/n/x.txt", "n/j.jsonl:1", "n/x.txt", "n/y.txt", NULL);
    /* Those that it finds later get their names. */
    run("a", "n", (struct settings){0});
    has("/a/n/j.jsonl:1", "/a/n/x.txt", "/a/n/y.txt", "/b/n/x.txt", NULL);
}
END_TEST

START_TEST(names_that_are_not_canonical_are_replaced)
{
    run("a", "n", (struct settings){.base = "/"});
    make_old();
    has("/a/n/j.jsonl:1", "/a/n/x.txt", "/a/n/y.txt", NULL);
    run("a", "./n", (struct settings){.base = "."});
    has("n/j.jsonl:1", "n/x.txt", "n/y.txt", NULL);
    ck_assert_int_eq(unlink("a/n/y.txt"), 0);
    run("a", "n", (struct settings){.prune = true});
    has("n/j.jsonl:1", "n/x.txt", NULL);
}
END_TEST

START_TEST(what_is_not_recognised_is_not_pruned)
{
    run("a", "n", (struct settings){0});
    make_old();
    ck_assert_int_eq(unlink("a/n/y.txt"), 0);
    ck_assert_int_eq(run("a", "n", (struct settings){.prune = true}),
                     EXIT_REJECTED);
    has("n/j.jsonl:1", "n/x.txt", "n/y.txt", NULL);
    run("a", "n", (struct settings){.prune = true, .force_prune = true});
    has("n/j.jsonl:1", "n/x.txt", NULL);
}
END_TEST

Suite *old_names_suite(void)
{
    Suite *suite = suite_create("old_names");
    TCase *tcase = tcase_create("old_names");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, the_same_command_goes_on);
    tcase_add_test(tcase, the_folder_is_found_from_elsewhere);
    tcase_add_test(tcase, an_unknown_folder_loses_nothing);
    tcase_add_test(tcase, names_that_are_not_canonical_are_replaced);
    tcase_add_test(tcase, what_is_not_recognised_is_not_pruned);
    suite_add_tcase(suite, tcase);
    return suite;
}
