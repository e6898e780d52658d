/* Documents that are written in one go and joined with those of an index: what
 * the writer's store says meanwhile, and readers afterwards. */
#include "tests/chance.h"
#include "tests/scratch.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define MEMORY ((size_t)1 << 20)

static struct store_writer *open_to_join(void)
{
    const struct store_writer_options options = {.create = true,
                                                 .bulk_memory = MEMORY};
    struct store_writer *w;

    ok(store_writer_open(index_dir, &options, &w, &err));
    return w;
}

static struct store_writer *join(void)
{
    struct store_writer *w = open_to_join();

    ck_assert(!store_writer_is_bulk(w));
    store_expect(w, UINT64_MAX);
    ck_assert(store_writer_is_bulk(w));
    return w;
}

static void fill_three(void)
{
    struct store_writer *w = open_writer();

    put(w, "Qa", "gas first Fone");
    put(w, "Qb", "gas second Fone");
    put(w, "Qc", "gas third Ftwo");
    commit(w);
    store_writer_close(w);
}

static uint64_t frequency(struct store_writer *w, const char *term)
{
    uint64_t count;

    ok(store_frequency(store_writer_store(w), text_of(term), &count, &err));
    return count;
}

static bool has(struct store_writer *w, const char *id)
{
    bool found;

    ok(store_has(w, text_of(id), &found, &err));
    return found;
}

/* Folders beside the index. */
static size_t beside(void)
{
    DIR *dir = opendir(scratch);
    struct dirent *entry;
    size_t count = 0;

    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)))
        count += strstr(entry->d_name, ".new-") != NULL;
    closedir(dir);
    return count;
}

static enum ir_status find_in(struct store_writer *w, const char *id)
{
    size_t size;
    char *data;
    enum ir_status status =
        store_find(store_writer_store(w), text_of(id), &data, &size, &err);

    if (status == IR_OK)
        free(data);
    return status;
}

START_TEST(pending_changes_are_gone_or_not_there_yet)
{
    struct store_writer *w;
    char *term;

    fill_three();
    w = join();
    put(w, "Qd", "gas fourth");
    put(w, "Qa", "oil first");
    ok(store_delete(w, TEXT("Qb"), &err));
    ck_assert_uint_eq(frequency(w, "gas"), 1);
    ck_assert_uint_eq(frequency(w, "second"), 0);
    ck_assert_uint_eq(frequency(w, "fourth"), 0);
    ck_assert(has(w, "Qa"));
    ck_assert(!has(w, "Qb"));
    ck_assert(has(w, "Qc"));
    ck_assert(has(w, "Qd"));
    fails(find_in(w, "Qa"), IR_NOT_FOUND);
    fails(find_in(w, "Qb"), IR_NOT_FOUND);
    ok(find_in(w, "Qc"));
    fails(store_term_of(store_writer_store(w), TEXT("Qb"), TEXT("F"), &term,
                        &err),
          IR_NOT_FOUND);
    fails(store_delete(w, TEXT("Qb"), &err), IR_NOT_FOUND);
    ck_assert_uint_eq(holding("gas"), 3); /* others read the last commit */
    commit(w);
    ck_assert_uint_eq(beside(), 0);
    ck_assert(!store_writer_is_bulk(w));
    ck_assert_uint_eq(frequency(w, "gas"), 2);
    ok(find_in(w, "Qa"));
    store_writer_close(w);
    ck_assert_uint_eq(holding("gas"), 2);
    ck_assert_uint_eq(holding("oil"), 1);
    ck_assert_uint_eq(holding("Qb"), 0);
    ok(store_check(index_dir, true, NULL, &err));
}
END_TEST

START_TEST(an_article_comes_and_goes_in_one_batch)
{
    struct store_writer *w;
    bool replaced;

    fill_three();
    w = join();
    ok(store_put(w, make_doc("Qd", "coal one", "1"), &replaced, &err));
    ck_assert(!replaced);
    ok(store_put(w, make_doc("Qd", "coal two", "2"), &replaced, &err));
    ck_assert(replaced);
    ok(store_delete(w, TEXT("Qd"), &err));
    ck_assert(!has(w, "Qd"));
    ok(store_put(w, make_doc("Qa", "coal three", "3"), &replaced, &err));
    ck_assert(replaced);
    ok(store_delete(w, TEXT("Qa"), &err));
    ok(store_put(w, make_doc("Qa", "coal four", "4"), &replaced, &err));
    ck_assert(!replaced);
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(holding("coal"), 1);
    ck_assert_uint_eq(holding("four"), 1);
    ck_assert_uint_eq(holding("gas"), 2);
    ok(store_check(index_dir, true, NULL, &err));
}
END_TEST

START_TEST(deletions_may_come_first)
{
    struct store_writer *w;

    fill_three();
    w = join();
    ok(store_delete(w, TEXT("Qa"), &err));
    ok(store_set_meta(w, "key", "value", &err));
    put(w, "Qb", "oil");
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(holding("gas"), 1);
    ck_assert_uint_eq(holding("Qa"), 0);
}
END_TEST

START_TEST(what_is_not_committed_leaves_nothing)
{
    struct store_writer *w;

    fill_three();
    w = join();
    ok(store_delete(w, TEXT("Qa"), &err));
    put(w, "Qb", "oil");
    ck_assert_uint_gt(beside(), 0);
    store_writer_close(w);
    ck_assert_uint_eq(beside(), 0);
    ck_assert_uint_eq(holding("gas"), 3);
}
END_TEST

START_TEST(holders_are_deleted_once)
{
    struct store_writer *w;
    size_t deleted;

    fill_three();
    w = join();
    put(w, "Qb", "gas Fone"); /* it is not a holder any more */
    ok(store_delete_holders(w, TEXT("Fone"), 1, &deleted, &err));
    ck_assert_uint_eq(deleted, 1);
    ok(store_delete_holders(w, TEXT("Fone"), 1, &deleted, &err));
    ck_assert_uint_eq(deleted, 0);
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(holding("Fone"), 1);
    ck_assert_uint_eq(holding("gas"), 2);
}
END_TEST

static void add_tallied(struct store_writer *w, const char *id, uint64_t number)
{
    struct doc *d = doc_new(text_of(id));

    d->tallies[0] = number;
    ok(doc_finish(d, &err));
    ok(store_put(w, d, NULL, &err));
}

static uint64_t tallied(void)
{
    struct store *s = open_store();
    struct store_info info;

    ok(store_info(s, &info, &err));
    store_close(s);
    return info.tallies[0];
}

START_TEST(tallies_are_of_what_is_there)
{
    struct store_writer *w = open_writer();

    add_tallied(w, "Qa", 1);
    add_tallied(w, "Qb", 20);
    add_tallied(w, "Qc", 300);
    commit(w);
    store_writer_close(w);
    w = join();
    ok(store_delete(w, TEXT("Qa"), &err));
    add_tallied(w, "Qb", 4000);
    add_tallied(w, "Qd", 50000);
    add_tallied(w, "Qd", 600000);
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(tallied(), 604300);
}
END_TEST

/* By the megabyte.  What comes then is joined only if that is expected. */
START_TEST(much_text_asks_for_a_commit)
{
    struct store_writer *w;
    char words[6000] = "";
    char id[16];
    size_t i;

    fill_three();
    w = open_to_join();
    store_expect(w, 1000);
    ck_assert(!store_writer_is_bulk(w));
    for (size_t k = 0; k < 1000; k++)
        sprintf(words + strlen(words), "w%zu ", k);
    for (i = 0; !store_wants_commit(w); i++) {
        ck_assert_uint_lt(i, 1000);
        snprintf(id, sizeof(id), "Qn%zu", i);
        put(w, id, words);
    }
    ck_assert_uint_gt(i, 100);
    ck_assert(!store_writer_is_bulk(w));
    commit(w);
    ck_assert(!store_writer_is_bulk(w));
    ck_assert(!store_wants_commit(w));
    store_expect(w, UINT64_MAX);
    put(w, "Qlast", "gas");
    ck_assert(store_writer_is_bulk(w));
    commit(w);
    ck_assert(!store_writer_is_bulk(w));
    store_writer_close(w);
    ck_assert_uint_eq(holding("w999"), i);
    ck_assert_uint_eq(holding("gas"), 4);
}
END_TEST

/* Without anything to join. */
START_TEST(deletions_alone)
{
    struct store_writer *w;

    fill_three();
    w = open_to_join();
    store_expect_deletions(w, 2);
    ck_assert(!store_writer_is_bulk(w));
    store_expect_deletions(w, UINT32_MAX);
    ck_assert(store_writer_is_bulk(w));
    fails(store_delete(w, TEXT("Qd"), &err), IR_NOT_FOUND);
    ok(store_delete(w, TEXT("Qa"), &err));
    ok(store_delete(w, TEXT("Qc"), &err));
    commit(w);
    ck_assert_uint_eq(holding("gas"), 1);
    w = (store_writer_close(w), join());
    ok(store_delete(w, TEXT("Qb"), &err));
    commit(w);
    store_writer_close(w);
    ck_assert_uint_eq(holding("gas"), 0);
    ok(store_check(index_dir, true, NULL, &err));
}
END_TEST

/* A writer without memory for it writes through Xapian, whatever is expected.
 */
START_TEST(some_writers_never_join)
{
    struct store_writer *w;

    fill_three();
    w = open_writer();
    store_expect(w, UINT64_MAX);
    ck_assert(!store_writer_is_bulk(w));
    ck_assert(!store_writer_is_foreign(w));
    put(w, "Qd", "gas");
    ck_assert_uint_eq(beside(), 0);
    store_writer_close(w);
}
END_TEST

Suite *segment_suite(void)
{
    Suite *suite = suite_create("segment");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_test(tcase, pending_changes_are_gone_or_not_there_yet);
    tcase_add_test(tcase, an_article_comes_and_goes_in_one_batch);
    tcase_add_test(tcase, deletions_may_come_first);
    tcase_add_test(tcase, what_is_not_committed_leaves_nothing);
    tcase_add_test(tcase, holders_are_deleted_once);
    tcase_add_test(tcase, tallies_are_of_what_is_there);
    tcase_add_test(tcase, much_text_asks_for_a_commit);
    tcase_add_test(tcase, deletions_alone);
    tcase_add_test(tcase, some_writers_never_join);
    suite_add_tcase(suite, tcase);
    return suite;
}
