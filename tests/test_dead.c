/* The lists of deleted documents, from their term lists. */
#include "base/buf.h"
#include "glass/dead.h"
#include "glass/glass.h"
#include "tests/chance.h"
#include "tests/glass_docs.h"
#include "tests/scratch.h"

#include <stdlib.h>

#define MUCH ((size_t)64 << 20)

/* Every list and posting, as a line. */
static char *show_lists(const struct dead *d)
{
    struct merge *m = merge_new(&d->runs, d->inverter);
    struct buf out = BUF_INIT;
    enum ir_status status;
    struct posting p;
    struct list l;

    while ((status = merge_next(m, &l, &err)) == IR_OK) {
        buf_addf(&out, "%d %llu %llu ", l.kind, (unsigned long long)l.frequency,
                 (unsigned long long)l.sum);
        buf_addt(&out, l.name);
        while ((status = merge_posting(m, &p, &err)) == IR_OK)
            buf_addf(&out, " %u:%llu", p.document,
                     (unsigned long long)p.number);
        fails(status, IR_END);
        buf_addc(&out, '\n');
    }
    fails(status, IR_END);
    merge_free(m);
    return buf_take(&out, NULL);
}

static char *lists_of(struct doc **docs, size_t count, size_t memory,
                      size_t *runs)
{
    struct dead d;
    char *shown;

    dead_init(&d, scratch, memory);
    for (size_t i = 0; i < count; i++) {
        const struct prepared *p;

        glass_prepare(docs[i]);
        p = prepared_of(docs[i]);
        ok(dead_add(&d, 3 * (uint32_t)i + 1,
                    (struct ir_text){(const char *)p->list, p->list_size},
                    p->list_deflated, &err));
        ok(dead_add_slots(&d, 3 * (uint32_t)i + 1, TEXT("\1\2"), false));
    }
    dead_sort(&d);
    ck_assert_uint_eq(d.documents, count);
    ck_assert_uint_eq(d.values[1], count);
    ck_assert_uint_eq(d.values[4], count);
    shown = show_lists(&d);
    *runs = d.runs.count;
    dead_free(&d);
    return shown;
}

START_TEST(lists_that_do_not_fit_the_memory_are_the_same)
{
    static const struct shape s = {"dead", 60, MUCH, 50, 700, 0, .meta = 0};
    struct doc *docs[60];
    size_t no_runs, runs;
    char *whole, *parts;

    chance_seed(s.name, 11);
    for (size_t i = 0; i < COUNT(docs); i++)
        docs[i] = shape_doc(&s, i);
    whole = lists_of(docs, COUNT(docs), MUCH, &no_runs);
    parts = lists_of(docs, COUNT(docs), 1, &runs);
    ck_assert_str_eq(whole, parts);
    ck_assert_uint_gt(strlen(whole), 10000);
    ck_assert_uint_eq(no_runs, 0);
    ck_assert_uint_gt(runs, 9);
    free(whole);
    free(parts);
    for (size_t i = 0; i < COUNT(docs); i++)
        doc_free(docs[i]);
}
END_TEST

/* Term lists and lists of slots that Xapian does not write. */
static const struct {
    const char *bytes;
    size_t size;
    bool deflated, slots;
} wrong[] = {
    {"\1", 1, false, false},                          /* no count */
    {"\1\1\1a", 4, false, false},                     /* no frequency */
    {"\1\1\1a\1x", 6, false, false},                  /* more than it says */
    {"\2\1\1a\1", 5, false, false},                   /* another length */
    {"\1\1\0\1", 4, false, false},                    /* an empty term */
    {"\1\1\5a\1", 5, false, false},                   /* a longer term */
    {"\2\2\1b\1\2\1a", 7, false, false},              /* out of order */
    {"\2\2\1b\1\3\0", 7, false, false},               /* twice the same */
    {"\1\xff\xff\xff\xff\1\1a\1", 9, false, false},   /* more terms */
    {"\1\1\1a\xff\xff\xff\xff\x1f", 9, false, false}, /* over 2^32 */
    {"\1\1\1a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\1", 15, false, false},
    {"abc", 3, true, false}, /* no deflate stream */
    {"\x80", 1, false, true},
    {"\x11", 1, false, true},  /* a slot over all that are written */
    {"\1\xf", 2, false, true}, /* the same in two steps */
    {"\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\1", 11, false, true},
    {"abc", 3, true, true},
};

START_TEST(wrong_lists_are_told)
{
    const struct ir_text tag = {wrong[_i].bytes, wrong[_i].size};
    struct dead d;

    dead_init(&d, scratch, MUCH);
    if (wrong[_i].slots)
        fails(dead_add_slots(&d, 1, tag, wrong[_i].deflated), IR_CORRUPT);
    else
        fails(dead_add(&d, 1, tag, wrong[_i].deflated, &err), IR_CORRUPT);
    dead_free(&d);
}
END_TEST

Suite *dead_suite(void)
{
    Suite *suite = suite_create("dead");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_test(tcase, lists_that_do_not_fit_the_memory_are_the_same);
    tcase_add_loop_test(tcase, wrong_lists_are_told, 0, COUNT(wrong));
    suite_add_tcase(suite, tcase);
    return suite;
}
