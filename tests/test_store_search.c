#include "store/endless.h"
#include "tests/scratch.h"

#include <limits.h>
#include <stdlib.h>

static struct store *s;

static void setup(void)
{
    struct store_writer *w;
    static const char *const values[] = {"2019", "2020", "2021", ""};
    static const char *const words[] = {"heavy storm over sea",
                                        "storm storm storm sea",
                                        "sea over heavy storm", "calm sea"};

    scratch_make();
    w = open_writer();
    for (size_t i = 0; i < COUNT(words); i++) {
        char id[] = {'Q', (char)('a' + i), '\0'};
        struct doc *d = doc_new(text_of(id));
        const char *at = words[i];

        for (uint32_t position = 1; *at; position++) {
            size_t size = strcspn(at, " ");

            doc_term_at(d, (struct ir_text){at, size}, 1, &position, 1);
            at += size + strspn(at + size, " ");
        }
        doc_value(d, 2, text_of(values[i]));
        doc_data(d, text_of(id));
        ok(doc_finish(d, &err));
        ok(store_put(w, d, NULL, &err));
    }
    commit(w);
    store_writer_close(w);
    s = open_store();
}

static void teardown(void)
{
    store_close(s);
    scratch_remove();
}

static struct store_query *term(const char *name)
{
    return store_query_term(text_of(name), 1);
}

static struct store_query *both(enum store_op op, struct store_query *a,
                                struct store_query *b)
{
    struct store_query *parts[] = {a, b};

    return store_query_join(op, parts, 2);
}

/* The hits are these ids, best first, without their Q; frees q. */
static void finds(struct store_query *q, const char *want)
{
    const struct store_search how = {.limit = 10,
                                     .check_at_least = 100,
                                     .k1 = 1.2,
                                     .b = 0.75,
                                     .with_data = true};
    uint64_t lower, upper;
    struct store_hits *h;
    char seen[16] = "";

    ok(store_search(s, q, &how, &h, &err));
    for (size_t i = 0; i < store_hits_count(h); i++) {
        strncat(seen, store_hits_data(h, i).data + 1, 1);
    }
    ck_assert_str_eq(seen, want);
    store_hits_total(h, &lower, &upper);
    ck_assert_uint_eq(lower, strlen(want));
    ck_assert_uint_eq(upper, strlen(want));
    store_hits_free(h);
    store_query_free(q);
}

START_TEST(operators)
{
    const struct ir_text heavy_storm[] = {TEXT("heavy"), TEXT("storm")};
    const struct ir_text storm_heavy[] = {TEXT("storm"), TEXT("heavy")};

    finds(term("storm"), "bac");
    finds(term("none"), "");
    finds(store_query_all(), "abcd");
    finds(both(STORE_AND, term("storm"), term("heavy")), "ac");
    finds(both(STORE_OR, term("calm"), term("heavy")), "dac");
    finds(both(STORE_AND_NOT, term("sea"), term("storm")), "d");
    finds(both(STORE_AND_MAYBE, term("storm"), term("heavy")), "acb");
    finds(both(STORE_FILTER, term("storm"), term("heavy")), "ac");
    finds(both(STORE_SYNONYM, term("calm"), term("heavy")), "dac");
    finds(store_query_join(STORE_AND, NULL, 0), "");
    finds(store_query_near(heavy_storm, 2, 0, true), "ac");
    finds(store_query_near(storm_heavy, 2, 2, true), "");
    finds(store_query_near(storm_heavy, 2, 2, false), "ac");
    finds(store_query_near(heavy_storm, 1, 1, true), "ac");
    finds(both(STORE_SYNONYM, store_query_near(heavy_storm, 2, 2, true),
               term("calm")),
          "dac");
    finds(both(STORE_FILTER, term("sea"),
               both(STORE_SYNONYM, store_query_near(heavy_storm, 2, 2, true),
                    term("calm"))),
          "dac");
}
END_TEST

#define PHRASES 100

static struct store_query *many_phrases(void)
{
    const struct ir_text words[] = {TEXT("heavy"), TEXT("storm")};
    struct store_query *parts[PHRASES];

    for (size_t i = 0; i < PHRASES; i++)
        parts[i] = store_query_near(words, 2, 2, true);
    return store_query_join(STORE_OR, parts, PHRASES);
}

static bool is_over(void *left)
{
    return !(*(unsigned *)left)--;
}

/* Within one call of Xapian: before the first, or at the third time of asking. */
START_TEST(a_search_is_stopped)
{
    for (unsigned asked = 0; asked <= 2; asked += 2) {
        unsigned left = asked;
        const struct store_search how = {.limit = 10,
                                         .unranked = asked > 0,
                                         .is_over = is_over,
                                         .over_of = &left};
        struct store_query *q = many_phrases();
        uint64_t lower, upper;
        struct store_hits *h;

        ok(store_search(s, q, &how, &h, &err));
        ck_assert_uint_eq(left, UINT_MAX);
        ck_assert_uint_eq(store_hits_count(h), 0);
        store_hits_total(h, &lower, &upper);
        ck_assert_uint_eq(lower, 0);
        ck_assert_uint_eq(upper, 4);
        store_hits_free(h);
        store_query_free(q);
        finds(many_phrases(), "ac");
    }
}
END_TEST

static void lose(struct losses *l, int count, double now)
{
    for (int i = 0; i < count; i++) {
        ck_assert(losses_bearable(l, now));
        losses_add(l, now);
    }
    ck_assert(!losses_bearable(l, now));
    ck_assert(!losses_bearable(l, now + IR_ENDLESS_PAUSE - 1));
}

/* So many at once, then one more for each pause, but never more than that. */
START_TEST(losses_are_forgotten)
{
    struct losses l = {0};

    lose(&l, IR_ENDLESS_MAX, 1000);
    lose(&l, 1, 1000 + IR_ENDLESS_PAUSE);
    lose(&l, 2, 1000 + 3 * IR_ENDLESS_PAUSE);
    lose(&l, IR_ENDLESS_MAX, 1000 + 1000 * IR_ENDLESS_PAUSE);
}
END_TEST

/* All documents of a union have the score given; as a filter, none. */
START_TEST(unions)
{
    struct store_set *u = store_set_new(s), *none = store_set_new(s);

    ok(store_set_add_term(u, TEXT("calm"), &err));
    ok(store_set_add_term(u, TEXT("heavy"), &err));
    ok(store_set_add_term(u, TEXT("over"), &err));
    ok(store_set_add_term(u, TEXT("nowhere"), &err));
    ck_assert_uint_eq(store_set_count(u), 3);
    ck_assert_uint_eq(store_set_count(none), 0);
    finds(store_query_set(u, 2), "acd");
    finds(store_query_set(none, 2), "");
    finds(both(STORE_OR, store_query_set(u, 9), term("storm")), "acdb");
    finds(both(STORE_OR, store_query_set(none, 9), term("storm")), "bac");
    finds(both(STORE_AND, term("storm"), store_query_set(u, 0)), "ac");
    finds(both(STORE_AND_NOT, term("sea"), store_query_set(u, 1)), "b");
    finds(both(STORE_FILTER, store_query_set(u, 1), term("sea")), "acd");
    finds(both(STORE_OR, store_query_set(u, 1), store_query_set(u, 1)), "acd");
    store_set_free(none);
    store_set_free(u);
}
END_TEST

START_TEST(ranges)
{
    finds(store_query_range(2, TEXT("2020"), TEXT("2021")), "bc");
    finds(store_query_range(2, TEXT("2020"), TEXT("")), "bc");
    finds(store_query_range(2, TEXT(""), TEXT("2020")), "ab");
    finds(store_query_range(2, TEXT(""), TEXT("")), "abc");
    finds(store_query_range(3, TEXT(""), TEXT("")), "");
    finds(both(STORE_FILTER, term("storm"),
               store_query_range(2, TEXT("2020"), TEXT(""))),
          "bc");
}
END_TEST

static double score(struct store_query *q, double b)
{
    const struct store_search how = {.limit = 1, .k1 = 1.2, .b = b};
    struct store_hits *h;
    double found;

    ok(store_search(s, q, &how, &h, &err));
    ck_assert_uint_eq(store_hits_count(h), 1);
    ck_assert_uint_eq(store_hits_data(h, 0).size, 0);
    found = store_hits_score(h, 0);
    store_hits_free(h);
    store_query_free(q);
    return found;
}

START_TEST(scores)
{
    double one = score(term("calm"), 0);

    ck_assert_double_gt(one, 0);
    /* The document is shorter than average, so b raises its score. */
    ck_assert_double_gt(score(term("calm"), 0.75), one);
    /* The score is proportional to the frequency in the query. */
    ck_assert_double_eq_tol(score(store_query_term(TEXT("calm"), 7), 0),
                            7 * one, 1e-6);
    ck_assert_double_eq_tol(score(store_query_scale(term("calm"), 0.5), 0),
                            one / 2, 1e-9);
    ck_assert_double_eq(score(store_query_scale(term("calm"), 0), 0), 0);
    ck_assert_double_eq(score(store_query_all(), 0), 0);
    ck_assert_double_eq_tol(
        score(both(STORE_FILTER, term("calm"), term("sea")), 0), one, 1e-9);
}
END_TEST

START_TEST(pages)
{
    const struct store_search how = {.offset = 1,
                                     .limit = 2,
                                     .check_at_least = 100,
                                     .k1 = 1.2,
                                     .b = 0.75,
                                     .with_data = true};
    struct store_query *q = store_query_all();
    struct store_hits *h;

    ok(store_search(s, q, &how, &h, &err));
    ck_assert_uint_eq(store_hits_count(h), 2);
    ck_assert_text_eq(store_hits_data(h, 0), "Qb");
    store_hits_free(h);
    store_query_free(q);
}
END_TEST

START_TEST(a_query_describes_itself)
{
    struct store_query *q = both(STORE_AND, term("storm"), term("sea")),
                       *copy = store_query_copy(q);
    char *text;

    store_query_free(q);
    text = store_query_describe(copy);
    ck_assert_str_eq(text, "Query((storm AND sea))");
    free(text);
    store_query_free(copy);
    store_query_free(NULL);
}
END_TEST

START_TEST(what_is_pending_can_be_searched)
{
    struct store_writer *w = open_writer();
    uint64_t count;

    put(w, "Qe", "calm");
    ok(store_frequency(store_writer_store(w), TEXT("calm"), &count, &err));
    ck_assert_uint_eq(count, 2);
    ok(store_frequency(s, TEXT("calm"), &count, &err));
    ck_assert_uint_eq(count, 1);
    store_writer_close(w);
}
END_TEST

Suite *store_search_suite(void)
{
    Suite *suite = suite_create("store_search");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, operators);
    tcase_add_test(tcase, a_search_is_stopped);
    tcase_add_test(tcase, losses_are_forgotten);
    tcase_add_test(tcase, unions);
    tcase_add_test(tcase, ranges);
    tcase_add_test(tcase, scores);
    tcase_add_test(tcase, pages);
    tcase_add_test(tcase, a_query_describes_itself);
    tcase_add_test(tcase, what_is_pending_can_be_searched);
    suite_add_tcase(suite, tcase);
    return suite;
}
