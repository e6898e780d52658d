/* Pairs found once in an article give what a count in each passage gives. */
#include "search/match/pairs.h"
#include "tests/chance.h"
#include "tests/test.h"

#include <stdlib.h>

#define MATCHES 60
#define TERMS 4
#define ROUNDS 300

/* As the ranking defines them, of one pair among some matches. */
static struct pair_counts counted(const struct match *m, size_t from, size_t to,
                                  const struct plan_pair *pair)
{
    struct pair_counts n = {0, 0};

    for (size_t i = from; i < to; i++) {
        bool second = m[i].term == pair->second;
        uint32_t other = second ? pair->first : pair->second;
        uint32_t apart;
        size_t j = i;

        if (m[i].weight <= 0 || (!second && m[i].term != pair->first))
            continue;
        while (j > from && (m[j - 1].term != other || m[j - 1].weight <= 0))
            j--;
        if (j == from)
            continue;
        apart = m[i].position - m[j - 1].position;
        if (apart <= WINDOW_SPAN)
            n.window++;
        if (second && apart <= ADJACENT_SPAN)
            n.adjacent++;
    }
    return n;
}

static void fill(struct match *m)
{
    uint32_t at = 0;

    for (size_t i = 0; i < MATCHES; i++) {
        at += (uint32_t)below(6);
        m[i] = (struct match){.position = at,
                              .term = (uint32_t)below(TERMS),
                              .weight = below(8) > 0};
    }
}

START_TEST(passages_have_what_is_between_their_matches)
{
    struct plan_pair items[] = {{0, 1}, {1, 2}, {2, 3}};
    const struct plan p = {.pairs = items, .pair_count = COUNT(items)};
    struct match m[MATCHES];
    struct pairs all = PAIRS_INIT;
    size_t met = 0;

    chance_seed("pairs", 0);
    for (size_t i = 0; i < ROUNDS; i++) {
        size_t from = below(MATCHES), to = from + below(MATCHES + 1 - from);

        fill(m);
        pairs_find(m, MATCHES, &p, &all);
        for (size_t k = 0; k < COUNT(items); k++) {
            struct pair_counts want = counted(m, from, to, &items[k]);
            struct pair_counts got = pairs_count(&all, k, from, to);

            ck_assert_double_eq(got.adjacent, want.adjacent);
            ck_assert_double_eq(got.window, want.window);
            ck_assert(pairs_meet(&all, k) || got.window <= 0);
            met += want.adjacent > 0;
        }
    }
    ck_assert_uint_gt(met, ROUNDS / 2);
    pairs_free(&all);
}
END_TEST

START_TEST(a_pair_weighs_as_its_lesser_match)
{
    struct plan_pair pair = {0, 1};
    const struct plan p = {.pairs = &pair, .pair_count = 1};
    const struct match m[] = {{.position = 3, .term = 0, .weight = 0.5},
                              {.position = 4, .term = 1, .weight = 1},
                              {.position = 13, .term = 0, .weight = 1}};
    struct pairs all = PAIRS_INIT;

    pairs_find(m, COUNT(m), &p, &all);
    ck_assert_double_eq(pairs_count(&all, 0, 0, 3).adjacent, 0.5);
    ck_assert_double_eq(pairs_count(&all, 0, 0, 3).window, 0.5);
    ck_assert_double_eq(pairs_count(&all, 0, 1, 3).window, 0);
    pairs_free(&all);
}
END_TEST

Suite *pairs_suite(void)
{
    Suite *suite = suite_create("pairs");
    TCase *tcase = tcase_create("core");

    tcase_add_test(tcase, passages_have_what_is_between_their_matches);
    tcase_add_test(tcase, a_pair_weighs_as_its_lesser_match);
    suite_add_tcase(suite, tcase);
    return suite;
}
