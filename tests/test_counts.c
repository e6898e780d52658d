/* What a run says of itself adds up, whatever the index refuses. */
#include "indexer/adding.h"
#include "tests/chance.h"
#include "tests/scratch.h"

#include <stdio.h>

#define ROUNDS 300
#define IDS 4

static uint64_t documents(struct store_writer *w)
{
    struct store_info info;

    ok(store_info(store_writer_store(w), &info, &err));
    return info.documents;
}

struct counts {
    struct adding a;
    uint64_t puts, rejected;
};

static void refused(void *arg, const struct store_refusal *r)
{
    struct counts *c = arg;

    c->rejected++;
    adding_take_back(&c->a, r);
}

static void put_one(struct counts *c, const char *id, size_t kind)
{
    struct doc *d = kind == 0   ? make_poison(id, 'x', 246)
                    : kind == 1 ? make_poison(id, '\0', 130)
                                : make_doc(id, "storm", id);
    bool replaced;

    c->puts++;
    if (kind == 0) {
        fails(store_put(c->a.writer, d, &replaced, &err), IR_INVALID);
        c->rejected++;
        return;
    }
    ok(store_put(c->a.writer, d, &replaced, &err));
    c->a.added += !replaced;
    c->a.replaced += replaced;
    c->a.uncommitted++;
}

static void delete_one(struct counts *c, const char *id)
{
    enum ir_status status = store_delete(c->a.writer, text_of(id), &err);

    if (status != IR_NOT_FOUND)
        ok(status);
    c->a.files.deleted += status == IR_OK;
}

/* Once added went below 0 when what had replaced another was refused. */
START_TEST(every_sequence_adds_up)
{
    struct store_writer *w = open_writer();
    uint64_t before = 0, deleted = 0, rejected = 0;

    chance_seed("counts", 20260401);
    for (int round = 0; round < ROUNDS; round++) {
        struct counts c = {.a.writer = w};
        char id[8];

        for (size_t i = 1 + below(8); i--;) {
            snprintf(id, sizeof(id), "Q%zu", below(IDS));
            if (below(4))
                put_one(&c, id, below(6));
            else
                delete_one(&c, id);
        }
        ok(store_commit(w, refused, &c, &err));
        ck_assert_uint_le(c.a.added, c.puts);
        ck_assert_uint_le(c.a.replaced, c.puts);
        ck_assert_uint_le(c.a.files.deleted, before + c.puts);
        ck_assert_uint_eq(before + c.a.added - c.a.files.deleted, documents(w));
        ck_assert_uint_eq(c.a.added + c.a.replaced + c.rejected, c.puts);
        ck_assert_uint_eq(c.a.uncommitted, c.a.added + c.a.replaced);
        before = documents(w);
        deleted += c.a.files.deleted;
        rejected += c.rejected;
    }
    ck_assert_uint_gt(deleted, ROUNDS / 8);
    ck_assert_uint_gt(rejected, ROUNDS / 4);
    store_writer_close(w);
}
END_TEST

Suite *counts_suite(void)
{
    Suite *s = suite_create("counts");
    TCase *t = tcase_create("counts");

    tcase_set_timeout(t, 120);
    tcase_add_checked_fixture(t, scratch_make, scratch_remove);
    tcase_add_test(t, every_sequence_adds_up);
    suite_add_tcase(s, t);
    return s;
}
