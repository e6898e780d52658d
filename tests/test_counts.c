/* What a run counts adds up with what its index holds. */
#include "indexer/changes.h"
#include "tests/chance.h"
#include "tests/scratch.h"

#include <stdio.h>

#define ROUNDS 200
#define IDS 6
#define MEMORY ((size_t)64 << 20)

/* What the index should hold, kept apart from it. */
struct model {
    bool there[IDS];
    uint64_t added, replaced, deleted, uncommitted;
};

static struct settings settings_of(size_t memory)
{
    return (struct settings){.db = index_dir, .memory = memory, .quiet = true};
}

static uint64_t documents(void)
{
    struct store *s = open_store();
    struct store_info info;

    ok(store_info(s, &info, &err));
    store_close(s);
    return info.documents;
}

static const char *id_of(size_t i)
{
    static char id[8];

    snprintf(id, sizeof(id), "Q%zu", i);
    return id;
}

static void put_one(struct changes *c, struct model *m, size_t i)
{
    ok(changes_put(c, make_doc(id_of(i), i % 2 ? "odd" : "even", "x"), &err));
    m->replaced += m->there[i];
    m->added += !m->there[i];
    m->uncommitted++;
    m->there[i] = true;
}

static void delete_one(struct changes *c, struct model *m, size_t i)
{
    enum ir_status status = changes_delete(c, text_of(id_of(i)), &err);

    ck_assert_int_eq(status, m->there[i] ? IR_OK : IR_NOT_FOUND);
    m->deleted += m->there[i];
    m->there[i] = false;
}

/* All articles with an odd number, or all with an even one. */
static void delete_half(struct changes *c, struct model *m, size_t odd)
{
    ok(changes_delete_holders(c, text_of(odd ? "odd" : "even"), &err));
    for (size_t i = odd; i < IDS; i += 2) {
        m->deleted += m->there[i];
        m->there[i] = false;
    }
}

static void check_counts(const struct changes *c, const struct model *m)
{
    ck_assert_uint_eq(c->added, m->added);
    ck_assert_uint_eq(c->replaced, m->replaced);
    ck_assert_uint_eq(c->deleted, m->deleted);
    ck_assert_uint_eq(c->uncommitted, m->uncommitted);
}

START_TEST(every_sequence_adds_up)
{
    const struct settings s = settings_of(MEMORY);
    struct model m = {.uncommitted = 0};
    struct changes c;
    uint64_t revision, uncommitted;

    chance_seed("counts", 20260401);
    ok(changes_open(&c, &s, true, &err));
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 1 + below(8); i--;) {
            if (below(4))
                put_one(&c, &m, below(IDS));
            else if (below(4))
                delete_one(&c, &m, below(IDS));
            else
                delete_half(&c, &m, below(2));
            check_counts(&c, &m);
        }
        revision = c.revision;
        uncommitted = c.uncommitted;
        ok(changes_commit(&c, &err));
        if (uncommitted)
            ck_assert_uint_gt(c.revision, revision);
        m.uncommitted = 0;
        check_counts(&c, &m);
        ck_assert_uint_eq(documents(), c.added - c.deleted);
    }
    changes_close(&c);
    ck_assert_uint_gt(m.deleted, ROUNDS / 4);
    ck_assert_uint_gt(m.replaced, ROUNDS / 4);
}
END_TEST

START_TEST(full_memory_commits)
{
    const struct settings s = settings_of(1);
    struct changes c;

    ok(changes_open(&c, &s, true, &err));
    ok(changes_commit_when_full(&c, &err)); /* the empty index */
    ok(changes_put(&c, make_doc("Qa", "storm", "x"), &err));
    ck_assert_uint_eq(c.uncommitted, 1);
    ok(changes_commit_when_full(&c, &err));
    ck_assert_uint_eq(c.uncommitted, 0);
    ck_assert_uint_eq(c.added, 1);
    ck_assert_uint_eq(documents(), 1);
    changes_close(&c);
}
END_TEST

START_TEST(what_is_not_committed_is_not_kept)
{
    const struct settings s = settings_of(MEMORY);
    struct changes c;

    fill("Qa", "storm");
    ok(changes_open(&c, &s, false, &err));
    ok(changes_put(&c, make_doc("Qb", "storm", "x"), &err));
    ok(changes_commit_when_full(&c, &err));
    ck_assert_uint_eq(c.uncommitted, 1);
    changes_close(&c);
    ck_assert_uint_eq(documents(), 1);
}
END_TEST

START_TEST(a_dry_run_counts_and_changes_nothing)
{
    struct settings s = settings_of(1);
    struct changes c;

    s.dry_run = true;
    fails(changes_open(&c, &s, false, &err), IR_NOT_FOUND);
    changes_close(&c);
    fill("Qa", "storm");
    ok(changes_open(&c, &s, false, &err));
    ok(changes_put(&c, make_doc("Qb", "storm", "x"), &err));
    ok(changes_delete(&c, text_of("Qa"), &err));
    fails(changes_delete(&c, text_of("Qb"), &err), IR_NOT_FOUND);
    ok(changes_commit_when_full(&c, &err));
    ok(changes_commit(&c, &err));
    ck_assert_uint_eq(c.added, 1);
    ck_assert_uint_eq(c.deleted, 1);
    changes_close(&c);
    ck_assert_uint_eq(documents(), 1);
    ck_assert_uint_eq(holding("storm"), 1);
}
END_TEST

Suite *counts_suite(void)
{
    Suite *s = suite_create("counts");
    TCase *t = tcase_create("counts");

    tcase_set_timeout(t, 120);
    tcase_add_checked_fixture(t, scratch_make, scratch_remove);
    tcase_add_test(t, every_sequence_adds_up);
    tcase_add_test(t, full_memory_commits);
    tcase_add_test(t, what_is_not_committed_is_not_kept);
    tcase_add_test(t, a_dry_run_counts_and_changes_nothing);
    suite_add_tcase(s, t);
    return s;
}
