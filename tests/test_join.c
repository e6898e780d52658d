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

#define QUERIES 40
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
    ok(store_check(index_dir, &err));
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
        if (round == 2)
            twins_update(&t, 1 + s->documents / 8);
        twins_join(&t, cases[_i].deleted, cases[_i].added);
        well_made();
        if (round) /* the second base is one of ours */
            same(s, round == 1 ? "joined twice" : "joined");
    }
    twins_update(&t, 1 + s->documents / 8);
    ok(store_compact(index_dir, 0, &err));
    ok(store_compact(oracle_dir, 0, &err));
    same(s, "compacted");
    twins_free(&t);
}
END_TEST

Suite *join_suite(void)
{
    Suite *suite = suite_create("join");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_loop_test(tcase, a_join_is_what_xapian_writes, 0, COUNT(cases));
    suite_add_tcase(suite, tcase);
    return suite;
}
