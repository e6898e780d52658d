/* A base and a segment joined are what Xapian makes of the same changes. */
#include "store/dirs.h"
#include "tests/chance.h"
#include "tests/glass_dump.h"
#include "tests/glass_join.h"
#include "tests/glass_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define QUERIES 25
#define MUCH ((size_t)64 << 20)
#define SEED 20261129

static const struct {
    struct shape shape;
    size_t deleted, added; /* by a join */
    bool aged;             /* the base is Xapian's, of many commits */
} cases[] = {
    {{"join one", 1, MUCH, 60, 40, 300, 10, .meta = 100}, 0, 1, false},
    {{"join, all new", 1, MUCH, 40, 600, 300, 10, .meta = 100}, 1, 60, true},
    {{"join many", 100, MUCH, 30, 3000, 400, 12, .meta = 100}, 20, 30, false},
    {{"join aged", 80, MUCH, 30, 1000, 400, 12, .meta = 100}, 20, 20, true},
    {{"join only deletes", 80, MUCH, 20, 600, 90, 12, .meta = 0}, 40, 0, true},
    {{"join only adds", 60, MUCH, 20, 600, 90, 12, .meta = 0}, 0, 30, true},
    {{"join only metadata", 20, MUCH, 9, 60, 90, 9, .meta = 9000}, 0, 0, false},
    {{"join empty ones", 150, MUCH, 5, 100, .empty = true}, 50, 30, true},
    {{"join long lists", 1100, MUCH, 1, 300, 30, 3, .common = 1},
     100,
     300,
     false},
    {{"join aged long lists", 200, MUCH, 2, 300, 30, 9, .common = 1},
     60,
     400,
     true},
    {{"join long terms", 20, MUCH, 60, 100000, .long_terms = true}, 6, 9, true},
    {{"join odd terms", 50, MUCH, 30, 900, 50, .odd_terms = true},
     15,
     20,
     true},
    {{"join far", 50, MUCH, 20, 300, 50, 4, .far = INT32_MAX, .common = 1},
     15,
     20,
     true},
    {{"join large tags", 8, MUCH, 1500, 4000, 60000, 30000, .meta = 100000},
     2,
     3,
     true},
};

/* ---- comparing ---- */

static void show_difference(const char *a, const char *b, const char *when)
{
    size_t at = 0, line = 0;

    for (; a[at] && a[at] == b[at]; at++)
        if (a[at] == '\n')
            line = at + 1;
    ck_abort_msg("%s: joined: %.*s, by Xapian: %.*s", when,
                 (int)strcspn(a + line, "\n"), a + line,
                 (int)strcspn(b + line, "\n"), b + line);
}

static void ask_both(const struct shape *s, const char *when)
{
    const int queries = chance_queries(QUERIES);
    const struct glass_asked asked =
        glass_ask(oracle_dir, index_dir, oracle_dir, below(1 << 30), queries,
                  s->far <= INT32_MAX);

    ck_assert_msg(!*asked.diff, "%s: %s", when, asked.diff);
    ck_assert_int_eq(asked.queries, queries);
}

/* What xapian-check does not compute. */
static void same_facts(void)
{
    struct read_version a, b;

    read_version(index_dir, &a);
    read_version(oracle_dir, &b);
    ck_assert_uint_eq(a.documents, b.documents);
    ck_assert_uint_eq(a.last, b.last);
    ck_assert_uint_eq(a.total, b.total);
    ck_assert_uint_eq(a.least, b.least);
    ck_assert_uint_eq(a.most, b.most);
    ck_assert_uint_eq(a.wdf, b.wdf);
}

static void same(const struct shape *s, const char *when)
{
    char *a = glass_dump(index_dir), *b = glass_dump(oracle_dir);

    ck_assert_int_eq(strncmp(a, "documents", 9), 0);
    if (strcmp(a, b) != 0)
        show_difference(a, b, when);
    free(a);
    free(b);
    same_facts();
    ok(store_check(index_dir, true, NULL, &err));
    ask_both(s, when);
}

/* The tables are as a fresh build would write them. */
static void well_made(void)
{
    static const char *const names[] = {"postlist", "docdata", "termlist",
                                        "position"};
    struct read_version v;
    struct read_table t;

    read_version(index_dir, &v);
    for (size_t i = 0; i < COUNT(names); i++) {
        if (v.roots[i].fake)
            continue;
        read_table(index_dir, names[i], &v.roots[i], &t);
        read_table_free(&t);
    }
}

/* ---- joining ---- */

START_TEST(a_join_is_what_xapian_writes)
{
    const struct shape *s = &cases[_i].shape;
    struct twins t;

    chance_seed(s->name, SEED + (uint64_t)_i);
    twins_make(&t, s, cases[_i].aged);
    for (int round = 0; round < 3; round++) {
        if (round == 1)
            ok(store_compact(index_dir, 0, &err));
        if (round == 2)
            twins_update(&t, 1 + s->documents / 8);
        twins_join(&t, cases[_i].deleted, cases[_i].added);
        well_made();
        if (round) /* of what Xapian compacted, and then updated */
            same(s, round == 1 ? "compacted and joined" : "updated and joined");
    }
    twins_update(&t, 1 + s->documents / 8);
    ok(store_compact(index_dir, 0, &err));
    ok(store_compact(oracle_dir, 0, &err));
    same(s, "compacted");
    twins_free(&t);
}
END_TEST

/* The size of a table of the index. */
static uint64_t size_of(const char *dir, size_t table)
{
    struct read_version v;

    read_version(dir, &v);
    return v.roots[table].blocks;
}

/* Each join leaves ends of lists that are not full. */
START_TEST(many_joins_take_no_more_space)
{
    static const struct shape s = {"join often", 300, MUCH, 15,
                                   500,          200, 9,    .common = 4};
    struct doc **docs;
    size_t count = 0;
    struct twins t;

    chance_seed(s.name, SEED);
    twins_make(&t, &s, false);
    for (int round = 0; round < 15; round++)
        twins_join(&t, 20, 10);
    same(&s, "joined often");
    docs = calloc(t.count, sizeof(*docs));
    for (size_t i = 0; i < t.count; i++)
        if (t.docs[i])
            docs[count++] = t.docs[i];
    write_segment(docs, count, 0);
    for (size_t i = 0; i < READ_TABLES; i++)
        ck_assert_uint_le(size_of(index_dir, i),
                          size_of(segment_dir, i) * 11 / 10 + 2);
    free(docs);
    twins_free(&t);
}
END_TEST

static struct doc *value_doc(const char *id, const char *third,
                             const char *fourth, uint32_t wdf)
{
    struct doc *d = doc_new(text_of(id));

    doc_term(d, TEXT("word"), wdf);
    if (*third)
        doc_value(d, 3, text_of(third));
    if (*fourth)
        doc_value(d, 4, text_of(fourth));
    ok(doc_finish(d, &err));
    return d;
}

static void join_all_deleted(const char *segment)
{
    static const uint32_t deleted[] = {1, 2};
    const struct glass_change change = {deleted, 2, NULL, 0, false, true};

    ck_assert_int_eq(mkdir(joined_dir, 0700), 0);
    ok(glass_join(joined_dir, index_dir, segment, &change, &err));
    move_dir(joined_dir, index_dir);
    ok(store_check(index_dir, true, NULL, &err));
}

/* A bound is kept while there are others of its kind, as Xapian does. */
START_TEST(what_nothing_is_left_of_begins_anew)
{
    static const struct shape none = {"join anew", 0, MUCH, 0,
                                      0,           0, 0,    .meta = 0};
    struct store_writer *w;
    struct twins t;
    struct doc *d;
    char *dump;

    twins_make(&t, &none, false); /* for the names of directories */
    w = open_writer();
    ok(store_put(w, value_doc("Qa", "mmm", "x", 90), NULL, &err));
    ok(store_put(w, value_doc("Qb", "nnn", "", 70), NULL, &err));
    commit(w);
    store_writer_close(w);
    d = value_doc("Qc", "aaa", "", 5);
    write_segment(&d, 1, 2);
    join_all_deleted(segment_dir);
    dump = glass_dump(index_dir);
    ck_assert_ptr_nonnull(
        strstr(dump, "documents 1 last 3 length 5 least 5 most 5\n"));
    ck_assert_ptr_nonnull(strstr(dump, "slot 3 1 aaa aaa\n"));
    ck_assert_ptr_nonnull(strstr(dump, "slot 4 0  \n"));
    ck_assert_ptr_nonnull(strstr(dump, "term word 1 5 5\n"));
    free(dump);
    doc_free(d);
    twins_free(&t);
}
END_TEST

START_TEST(all_documents_can_go)
{
    static const struct shape none = {"join none", 0, MUCH, 0,
                                      0,           0, 0,    .meta = 0};
    struct twins t;
    char *dump;

    twins_make(&t, &none, false);
    fill("a", "one two three");
    fill("b", "two three");
    join_all_deleted(NULL);
    dump = glass_dump(index_dir);
    ck_assert_ptr_nonnull(
        strstr(dump, "documents 0 last 2 length 0 least 0 most 0\n"));
    ck_assert_ptr_null(strstr(dump, "term"));
    free(dump);
    fill("c", "two");
    ck_assert_uint_eq(holding("two"), 1);
    ok(store_check(index_dir, true, NULL, &err));
    twins_free(&t);
}
END_TEST

/* ---- what cannot be joined ---- */

static enum ir_status join_now(const char *base, const char *segment,
                               const uint32_t *deleted, size_t count)
{
    const struct glass_change change = {deleted, count, NULL, 0, false, true};
    enum ir_status status;

    ck_assert_int_eq(mkdir(joined_dir, 0700), 0);
    status = glass_join(joined_dir, base, segment, &change, &err);
    if (status != IR_OK) {
        char path[128];

        snprintf(path, sizeof(path), "%s/iamglass", joined_dir);
        ck_assert_int_ne(access(path, F_OK), 0);
    }
    dir_remove(joined_dir);
    return status;
}

START_TEST(wrong_numbers_are_told)
{
    static const struct shape s = {"join wrongly", 20, MUCH, 20, 100, 50, 9,
                                   .meta = 10};
    uint32_t deleted[] = {3, 21};
    struct twins t;

    chance_seed(s.name, SEED);
    twins_make(&t, &s, false);
    fails(join_now(index_dir, NULL, deleted, 2), IR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.message, "no document 21"));
    deleted[1] = 20;
    ok(join_now(index_dir, NULL, deleted, 2));
    write_segment(t.docs, 2, 19);
    fails(join_now(index_dir, segment_dir, NULL, 0), IR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.message, "begin before 20"));
    dir_remove(segment_dir);
    write_segment(t.docs, 2, 25); /* a gap does no harm */
    ok(join_now(index_dir, segment_dir, NULL, 0));
    fails(join_now(segment_dir, index_dir, NULL, 0), IR_CORRUPT);
    fails(join_now(scratch, segment_dir, NULL, 0), IR_IO);
    ck_assert(!glass_can_join(scratch));
    twins_free(&t);
}
END_TEST

Suite *join_suite(void)
{
    Suite *suite = suite_create("join");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_loop_test(tcase, a_join_is_what_xapian_writes, 0, COUNT(cases));
    tcase_add_test(tcase, many_joins_take_no_more_space);
    tcase_add_test(tcase, what_nothing_is_left_of_begins_anew);
    tcase_add_test(tcase, all_documents_can_go);
    tcase_add_test(tcase, wrong_numbers_are_told);
    suite_add_tcase(suite, tcase);
    return suite;
}
