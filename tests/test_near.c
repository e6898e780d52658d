/* Proximity operators against their definitions, by brute force. */
#include "search/match/spans.h"
#include "tests/test.h"

#include <stdlib.h>

#define PARTS 4
#define MOST 24 /* positions */

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 16) % n;
}

static void random_spans(struct spans *p)
{
    size_t count = below(7);

    p->count = 0;
    while (count--) {
        uint32_t first = (uint32_t)below(MOST);

        spans_add(p, first, first + (uint32_t)(below(3) ? 0 : below(4)));
    }
    spans_sort(p);
}

/* ---- the definitions ---- */

struct naive {
    const struct spans *parts;
    size_t count;
    uint32_t distance;
    bool ordered, together;
    const struct breaks *breaks;
    bool alone[PARTS];
    struct span chosen[PARTS];
    struct spans *out;
};

static size_t unit(const struct breaks *b, uint32_t position)
{
    size_t found = 0;

    for (size_t i = 0; i < b->count; i++)
        if (b->starts[i] <= position)
            found = i;
    return found;
}

static int by_first(const void *a, const void *b)
{
    const struct span *l = a, *r = b;

    return (l->first > r->first) - (l->first < r->first);
}

static bool near(const struct naive *x, struct span *p)
{
    if (!x->ordered)
        qsort(p, x->count, sizeof(*p), by_first);
    for (size_t i = 1; i < x->count; i++)
        if (p[i].first <= p[i - 1].last ||
            p[i].first - p[i - 1].last > x->distance)
            return false;
    return true;
}

static bool together(const struct naive *x, const struct span *p)
{
    size_t first = unit(x->breaks, p[0].first);

    for (size_t i = 0; i < x->count; i++)
        for (size_t j = 0; j < i; j++)
            if (x->alone[i] && x->alone[j] && p[i].first <= p[j].last &&
                p[j].first <= p[i].last)
                return false;

    for (size_t i = 0; i < x->count; i++)
        if (unit(x->breaks, p[i].first) != first ||
            unit(x->breaks, p[i].last) != first)
            return false;
    return true;
}

static void choose(struct naive *x, size_t part)
{
    struct span p[PARTS];
    uint32_t first = UINT32_MAX, last = 0;

    if (part < x->count) {
        for (size_t i = 0; i < x->parts[part].count; i++) {
            x->chosen[part] = x->parts[part].items[i];
            choose(x, part + 1);
        }
        return;
    }
    memcpy(p, x->chosen, sizeof(p));
    if (x->together ? !together(x, p) : !near(x, p))
        return;
    for (size_t i = 0; i < x->count; i++) {
        first = p[i].first < first ? p[i].first : first;
        last = p[i].last > last ? p[i].last : last;
    }
    spans_add(x->out, first, last);
}

static void shortest(struct spans *p)
{
    struct spans kept = {NULL, 0, 0};

    spans_sort(p);
    for (size_t i = 0; i < p->count; i++) {
        bool holds = false;

        for (size_t j = 0; j < p->count; j++)
            holds =
                holds || (i != j && p->items[j].first >= p->items[i].first &&
                          p->items[j].last <= p->items[i].last);
        if (!holds)
            spans_add(&kept, p->items[i].first, p->items[i].last);
    }
    p->count = 0;
    spans_append(p, &kept);
    spans_free(&kept);
}

static void same(const struct spans *a, const struct spans *b)
{
    ck_assert_uint_eq(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        ck_assert_uint_eq(a->items[i].first, b->items[i].first);
        ck_assert_uint_eq(a->items[i].last, b->items[i].last);
    }
}

static const uint32_t starts[] = {0, 4, 4, 11, 17};
static const struct breaks breaks = {starts, COUNT(starts)};

START_TEST(groups_are_those_of_the_definition)
{
    struct spans parts[PARTS] = {{NULL, 0, 0}}, got = {NULL, 0, 0},
                 want = {NULL, 0, 0};

    for (int i = 0; i < 20000; i++) {
        struct naive x = {.parts = parts,
                          .count = 1 + below(PARTS),
                          .distance = (uint32_t)below(6),
                          .ordered = below(2),
                          .together = !below(3),
                          .breaks = &breaks,
                          .out = &want};

        for (size_t j = 0; j < x.count; j++) {
            x.alone[j] = below(3);
            random_spans(&parts[j]);
            if (j && !below(3)) {
                parts[j].count = 0;
                spans_append(&parts[j], &parts[j - 1]);
            }
        }
        want.count = 0;
        choose(&x, 0);
        shortest(&want);
        if (x.together)
            spans_together(parts, x.alone, x.count, &breaks, &got);
        else
            spans_near(parts, x.count, x.distance, x.ordered, &got);
        same(&got, &want);
    }
    for (size_t j = 0; j < PARTS; j++)
        spans_free(&parts[j]);
    spans_free(&got);
    spans_free(&want);
}
END_TEST

static bool is_apart(const struct span *a, const struct spans *b,
                     uint32_t distance, bool outside)
{
    for (size_t i = 0; i < b->count; i++) {
        struct span p = b->items[i];
        uint32_t gap = 0;

        if (outside) {
            if (unit(&breaks, p.first) <= unit(&breaks, a->last) &&
                unit(&breaks, p.last) >= unit(&breaks, a->first))
                return false;
            continue;
        }
        if (p.first > a->last)
            gap = p.first - a->last;
        else if (a->first > p.last)
            gap = a->first - p.last;
        if (gap <= distance)
            return false;
    }
    return true;
}

START_TEST(what_is_apart_is_so_by_definition)
{
    struct spans a = {NULL, 0, 0}, b = {NULL, 0, 0}, got = {NULL, 0, 0},
                 want = {NULL, 0, 0};

    for (int i = 0; i < 20000; i++) {
        uint32_t distance = (uint32_t)below(6);
        bool outside = below(2);

        random_spans(&a);
        random_spans(&b);
        want.count = 0;
        for (size_t j = 0; j < a.count; j++)
            if (is_apart(&a.items[j], &b, distance, outside))
                spans_add(&want, a.items[j].first, a.items[j].last);
        if (outside)
            spans_outside(&a, &b, &breaks, &got);
        else
            spans_apart(&a, &b, distance, &got);
        same(&got, &want);
    }
    spans_free(&a);
    spans_free(&b);
    spans_free(&got);
    spans_free(&want);
}
END_TEST

START_TEST(a_word_counts_once_however_many_spans_begin_there)
{
    struct spans p = {NULL, 0, 0}, before = {NULL, 0, 0};

    spans_add(&p, 7, 9);
    spans_add(&p, 3, 3);
    spans_add(&p, 7, 7);
    spans_add(&p, 3, 3);
    spans_sort(&p);
    ck_assert_uint_eq(p.count, 3);
    ck_assert_uint_eq(spans_starts(&p), 2);
    spans_before(&p, 9, &before);
    ck_assert_uint_eq(before.count, 2);
    spans_free(&p);
    spans_free(&before);
}
END_TEST

/* Twelve words in a row of random order, and some of them elsewhere. */
START_TEST(a_dozen_parts_are_found)
{
    enum { DOZEN = 12 };
    struct spans parts[DOZEN] = {{NULL, 0, 0}}, out = {NULL, 0, 0};

    for (int i = 0; i < 200; i++) {
        uint32_t gap = 1 + (uint32_t)below(5), from = 100;

        for (size_t j = 0; j < DOZEN; j++) {
            parts[j].count = 0;
            for (size_t k = below(3); k--;) /* none of them a neighbour */
                spans_add(&parts[j], (uint32_t)(j * 7 + k * 3) % 90,
                          (uint32_t)(j * 7 + k * 3) % 90);
            if (j) /* so the first is missing there */
                spans_add(&parts[j], (uint32_t)(200 + j), (uint32_t)(200 + j));
        }
        parts[0].count = 0;
        for (size_t j = 0; j < DOZEN; j++) {
            uint32_t p = from + gap * (uint32_t)((j * 5 + (size_t)i) % DOZEN);

            spans_add(&parts[j], p, p);
            spans_sort(&parts[j]);
        }
        spans_near(parts, DOZEN, gap, false, &out);
        ck_assert_uint_eq(out.count, 1);
        ck_assert_uint_eq(out.items[0].first, from);
        ck_assert_uint_eq(out.items[0].last, from + gap * (DOZEN - 1));
        if (gap > 1) {
            spans_near(parts, DOZEN, gap - 1, false, &out);
            ck_assert_uint_eq(out.count, 0);
        }
    }
    for (size_t j = 0; j < DOZEN; j++)
        spans_free(&parts[j]);
    spans_free(&out);
}
END_TEST

/* All different words, repeated. */
START_TEST(many_repeated_parts_are_soon_done)
{
    enum { SCORE = 20, WORDS = 4000 };
    struct spans parts[SCORE] = {{NULL, 0, 0}}, out = {NULL, 0, 0};

    for (uint32_t j = 0; j < WORDS; j++) {
        size_t i = below(SCORE);

        spans_add(&parts[i], j, j);
    }
    spans_near(parts, SCORE, 200, false, &out);
    ck_assert_uint_gt(out.count, 0);
    for (size_t i = 0; i < SCORE; i++)
        spans_free(&parts[i]);
    spans_free(&out);
}
END_TEST

/* Every word of a long text matches, with as many parts as are allowed. */
START_TEST(many_spans_are_soon_done)
{
    struct spans parts[NEAR_PARTS_MAX] = {{NULL, 0, 0}}, out = {NULL, 0, 0};

    for (size_t i = 0; i < NEAR_PARTS_MAX; i++)
        for (uint32_t j = 0; j < 2000; j++)
            spans_add(&parts[i], j, j);
    spans_near(parts, NEAR_PARTS_MAX, NEAR_DISTANCE_MAX, false, &out);
    ck_assert_uint_eq(out.count, 2000 - NEAR_PARTS_MAX + 1);
    spans_near(parts, NEAR_PARTS_MAX, 1, true, &out);
    ck_assert_uint_eq(out.count, 2000 - NEAR_PARTS_MAX + 1);
    for (size_t i = 0; i < NEAR_PARTS_MAX; i++)
        spans_free(&parts[i]);
    spans_free(&out);
}
END_TEST

Suite *near_suite(void)
{
    Suite *s = suite_create("near");
    TCase *t = tcase_create("near");

    tcase_add_test(t, groups_are_those_of_the_definition);
    tcase_add_test(t, a_dozen_parts_are_found);
    tcase_add_test(t, many_repeated_parts_are_soon_done);
    tcase_add_test(t, what_is_apart_is_so_by_definition);
    tcase_add_test(t, a_word_counts_once_however_many_spans_begin_there);
    tcase_add_test(t, many_spans_are_soon_done);
    suite_add_tcase(s, t);
    return s;
}
