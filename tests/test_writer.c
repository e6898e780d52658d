#include "tests/chance.h"
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
    commit(w); /* nothing is pending */
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
    struct store_writer_options options = {
        .lock_timeout = 0.1, .sync = true, .create = true};
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
    options.lock_timeout = 3600; /* the child is about to close its writer */
    ok(store_writer_open(index_dir, &options, &w, &err));
    store_writer_close(w);
    waitpid(child, NULL, 0);
}
END_TEST

/* ---- whatever doc_finish() accepts can be stored ---- */

#ifndef MANY_TERMS /* also tried: 260,000 of the greatest length */
#    define MANY_TERMS 20000
#    define MANY_POSITIONS 500000
#endif

/* Bytes that do not compress, the same in every run. */
static void fill_noise(char *out, size_t size)
{
    static uint64_t x = 0x9e3779b97f4a7c15u;

    for (size_t i = 0; i < size; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        out[i] = (char)(x >> 32);
    }
}

/* Add count terms of the greatest length. */
static void add_longest_terms(struct doc *d, size_t count)
{
    char name[DOC_TERM_MAX];

    for (size_t i = 0; i < count; i++) {
        fill_noise(name, sizeof(name));
        for (size_t k = 0; k < sizeof(name); k++)
            name[k] = name[k] ? name[k] : 1; /* a NUL takes two bytes */
        name[0] &= 0x7f;
        name[0] += !name[0];
        doc_term(d, (struct ir_text){name, sizeof(name)}, 1);
    }
}

static void add_greatest_values(struct doc *d)
{
    char *bytes = xmalloc(DOC_VALUE_MAX);

    for (unsigned i = 0; i < DOC_SLOTS; i++) {
        fill_noise(bytes, DOC_VALUE_MAX);
        doc_value(d, i, (struct ir_text){bytes, DOC_VALUE_MAX});
    }
    free(bytes);
}

static void add_greatest_data(struct doc *d)
{
    char *bytes = xmalloc(DOC_DATA_MAX);

    fill_noise(bytes, DOC_DATA_MAX);
    doc_data(d, (struct ir_text){bytes, DOC_DATA_MAX});
    free(bytes);
}

static void add_many_positions(struct doc *d)
{
    uint32_t *at = xmalloc(MANY_POSITIONS * sizeof(*at));

    for (uint32_t i = 0; i < MANY_POSITIONS; i++)
        at[i] = i * (UINT32_MAX / MANY_POSITIONS) + i % 7;
    at[MANY_POSITIONS - 1] = UINT32_MAX;
    doc_term_at(d, TEXT("places"), 1, at, MANY_POSITIONS);
    free(at);
}

/* A document at every limit, or near those that would take too long. */
static struct doc *make_greatest(void)
{
    static const char nuls[DOC_TERM_MAX / 2] = "";
    static char longest[DOC_TERM_MAX];
    struct doc *d;

    memset(longest, 'Q', sizeof(longest));
    d = doc_new((struct ir_text){longest, sizeof(longest)});
    doc_term(d, (struct ir_text){nuls, sizeof(nuls)}, 0);
    doc_term(d, TEXT("storm"), 1);
    doc_term(d, TEXT("often"), UINT32_MAX - 2 * MANY_TERMS);
    add_longest_terms(d, MANY_TERMS);
    add_greatest_values(d);
    add_greatest_data(d);
    add_many_positions(d);
    ok(doc_finish(d, &err));
    return d;
}

START_TEST(the_greatest_document_is_taken)
{
    struct store_writer *w = open_writer();

    put(w, "Qa", "storm");
    ok(store_put(w, make_greatest(), NULL, &err));
    put(w, "Qb", "storm");
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(holding("storm"), 3);
    ok(store_check(index_dir, true, NULL, &err));
}
END_TEST

/* Documents with terms of any bytes and lengths, added, replaced, deleted. */
START_TEST(any_names_are_taken)
{
    struct store_writer *w = open_writer();
    char name[DOC_TERM_MAX], id[16];

    for (int i = 0; i < 600; i++) {
        struct doc *d;

        snprintf(id, sizeof(id), "Q%d", i % 97);
        d = doc_new(text_of(id));
        doc_term(d, TEXT("storm"), 1);
        for (size_t size = 1; size <= sizeof(name) / 2; size += 1 + size / 3) {
            fill_noise(name, size);
            if (i % 3)
                memset(name, i % 2 ? '\0' : '\xfe', size);
            name[0] &= 0x7f;
            doc_term(d, (struct ir_text){name, size}, (uint32_t)i);
        }
        ok(doc_finish(d, &err));
        ok(store_put(w, d, NULL, &err));
        if (i % 5 == 0)
            ok(store_delete(w, text_of(id), &err));
        if (i % 200 == 199)
            commit(w);
    }
    commit(w);
    store_writer_close(w);
    ck_assert_uint_ge(holding("storm"), 70);
    ok(store_check(index_dir, true, NULL, &err));
}
END_TEST

#define ROUNDS 300
#define IDS 4

static uint64_t documents(struct store_writer *w)
{
    struct store_info info;

    ok(store_info(store_writer_store(w), &info, &err));
    ck_assert_uint_eq(info.tallies[0], info.documents);
    return info.documents;
}

/* After any sequence of changes the index has as many documents as their
 * answers add up to, before the commit too. */
START_TEST(every_sequence_adds_up)
{
    struct store_writer *w = open_writer();
    uint64_t expected = 0, replacements = 0, deletions = 0;

    chance_seed("writer", 20260401);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 1 + below(8); i--;) {
            char id[8];
            bool replaced = false, had;
            enum ir_status status;

            snprintf(id, sizeof(id), "Q%zu", below(IDS));
            ok(store_has(w, text_of(id), &had, &err));
            if (below(4)) {
                ok(store_put(w, make_doc(id, "storm", id), &replaced, &err));
                ck_assert_int_eq(replaced, had);
                expected += !replaced;
                replacements += replaced;
                continue;
            }
            status = store_delete(w, text_of(id), &err);
            ck_assert_int_eq(status, had ? IR_OK : IR_NOT_FOUND);
            expected -= had;
            deletions += had;
        }
        ck_assert_uint_eq(documents(w), expected);
        if (below(2))
            commit(w);
        ck_assert_uint_eq(documents(w), expected);
    }
    ck_assert_uint_gt(replacements, ROUNDS / 4);
    ck_assert_uint_gt(deletions, ROUNDS / 8);
    store_writer_close(w);
}
END_TEST

/* A limit on file sizes simulates a full disk. */
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
        status = store_commit(w, &err);
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
    ok(store_check(index_dir, true, NULL, &err));
}
END_TEST

START_TEST(creating_on_a_full_disk_leaves_nothing)
{
    const struct store_writer_options options = {.sync = true, .create = true};
    struct rlimit limit = {0, RLIM_INFINITY};
    struct store_writer *w;

    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    ck_assert_int_ne(store_writer_open(index_dir, &options, &w, &err), IR_OK);
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &limit);
    ck_assert_int_eq(rmdir(scratch), 0); /* only an empty one is removed */
    ck_assert_int_eq(mkdir(scratch, 0700), 0);
}
END_TEST

START_TEST(creating)
{
    const struct store_writer_options options = {.create = true},
                                      open_only = {.sync = true};
    struct store_writer *w;
    char name[200];
    struct stat st;

    fails(store_writer_open(index_dir, &open_only, &w, &err), IR_NOT_FOUND);
    ck_assert_int_eq(mkdir(index_dir, 0755), 0); /* empty, which is allowed */
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
    mode_t dir; /* mode of an empty directory made before; 0: none is made */
    mode_t mask, want_dir, want_file;
} modes[] = {
    {0, 022, 0755, 0644},    {0, 077, 0700, 0600},    {0, 027, 0750, 0640},
    {0, 0, 0755, 0644},      {0700, 022, 0700, 0600}, {0755, 077, 0755, 0644},
    {0775, 022, 0775, 0664}, {0750, 0, 0750, 0640},
};

START_TEST(it_is_for_whom_the_umask_or_its_folder_says)
{
    const struct store_writer_options options = {.create = true};
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
    const struct store_writer_options options = {.sync = true, .create = true};
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
    tcase_add_test(tcase, the_greatest_document_is_taken);
    tcase_add_test(tcase, any_names_are_taken);
    tcase_add_test(tcase, every_sequence_adds_up);
    tcase_add_test(tcase, a_second_writer_is_told_who_holds_the_lock);
    tcase_add_test(tcase, a_full_disk_finishes_the_writer);
    tcase_add_test(tcase, creating_on_a_full_disk_leaves_nothing);
    tcase_add_test(tcase, creating);
    tcase_add_loop_test(tcase, it_is_for_whom_the_umask_or_its_folder_says, 0,
                        COUNT(modes));
    tcase_add_test(tcase, a_foreign_directory_is_not_touched);
    suite_add_tcase(suite, tcase);
    return suite;
}
