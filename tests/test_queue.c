#include "searcher/serve/effort.h"
#include "searcher/serve/queue.h"
#include "tests/test.h"

static const struct {
    const char *query;
    size_t limit, offset;
    bool is_long;
} searches[] = {
    {"", 10, 0, false},
    {"gas waiver", 10, 0, false},
    {"\"gas waiver\" w/5 (Iraq OR Iran) -sanctions", 10, 0, false},
    {"Who paid for the gas? And who did not?", 10, 0, false},
    {"sanction*", 10, 0, false},
    {"sanction* waiver*", 10, 0, true},
    {"*a b*", 10, 0, true},
    {"organi?ation wa?ver", 10, 0, true},
    {"oragnisation~ waiver~", 10, 0, true},
    {"\"gas waiver\" \"river bank\"", 10, 0, false},
    {"\"of the\" \"in the\" \"to the\"", 10, 0, true},
    {"gas", 200, 0, false},
    {"gas", 201, 0, true},
    {"gas", 10, 201, true},
    {"a b c d e f g h i j k l m n o p q r s t u v w x", 10, 0, false},
    {"a b c d e f g h i j k l m n o p q r s t u v w x y", 10, 0, true},
    {" a\tb\nc  d e f g h i j k l m n o p q r s t u v w x ", 10, 0, false},
};

START_TEST(a_search_that_looks_long_is_known)
{
    struct ir_request request;

    ir_request_init(&request);
    request.limit = searches[_i].limit;
    request.offset = searches[_i].offset;
    ck_assert_int_eq(effort_looks_long(&request, text_of(searches[_i].query)),
                     searches[_i].is_long);
}
END_TEST

START_TEST(credit_grows_with_short_searches_and_ends_with_a_long_one)
{
    double credit = EFFORT_CREDIT_NEW, before = 0;

    for (size_t i = 0; i < 1000; i++) {
        ck_assert_double_ge(credit, before);
        before = credit;
        credit = effort_credit(credit, 0.001);
    }
    ck_assert_double_eq(credit, before);
    ck_assert_double_gt(credit, 2 * EFFORT_SECONDS);
    ck_assert_double_gt(effort_credit(credit, 2 * EFFORT_SECONDS), 0);
    ck_assert_double_eq(effort_credit(credit, 100), 0);
    ck_assert_double_eq(effort_credit(EFFORT_CREDIT_NEW, 2 * EFFORT_SECONDS),
                        0);
    ck_assert_double_eq(effort_credit(0, 100), 0);
    ck_assert_double_eq(effort_credit(0, 0.001), EFFORT_CREDIT_NEW);
}
END_TEST

static size_t waiting(struct queue *q)
{
    size_t count, running;

    queue_counts(q, &count, &running);
    return count;
}

START_TEST(each_lane_is_first_in_first_out)
{
    struct request r[4] = {0};
    struct queue q;

    queue_init(&q, 2);
    for (size_t i = 0; i < 4; i++)
        ck_assert(queue_push(&q, &r[i], i % 2 ? LANE_LONG : LANE_QUICK));
    ck_assert_uint_eq(waiting(&q), 4);
    ck_assert_ptr_eq(queue_take(&q, LANE_LONG), &r[1]);
    ck_assert_ptr_eq(queue_take(&q, LANE_QUICK), &r[0]);
    ck_assert_ptr_eq(queue_take(&q, LANE_QUICK), &r[2]);
    ck_assert_ptr_eq(queue_take(&q, LANE_LONG), &r[3]);
    ck_assert_uint_eq(waiting(&q), 0);
    queue_end(&q);
    ck_assert_ptr_null(queue_take(&q, LANE_QUICK));
    queue_free(&q);
}
END_TEST

START_TEST(favoured_requests_come_first_in_their_order)
{
    static const size_t order[] = {1, 3, 4, 0, 2};
    struct request r[5] = {0};
    struct queue q;

    queue_init(&q, COUNT(r));
    r[1].favoured = r[3].favoured = r[4].favoured = true;
    for (size_t i = 0; i < COUNT(r); i++)
        ck_assert(queue_push(&q, &r[i], LANE_LONG));
    for (size_t i = 0; i < COUNT(r); i++)
        ck_assert_ptr_eq(queue_take(&q, LANE_LONG), &r[order[i]]);
    ck_assert(queue_push(&q, &r[1], LANE_LONG));
    ck_assert(queue_push(&q, &r[0], LANE_LONG));
    ck_assert_ptr_eq(queue_take(&q, LANE_LONG), &r[1]);
    ck_assert_ptr_eq(queue_take(&q, LANE_LONG), &r[0]);
    queue_free(&q);
}
END_TEST

START_TEST(a_full_lane_takes_no_more_and_leaves_the_other_alone)
{
    struct request r[5] = {0};
    struct queue q;

    queue_init(&q, 2);
    ck_assert(queue_push(&q, &r[0], LANE_LONG));
    ck_assert(queue_push(&q, &r[1], LANE_LONG));
    ck_assert(!queue_push(&q, &r[2], LANE_LONG));
    ck_assert(queue_push(&q, &r[3], LANE_QUICK));
    queue_end(&q);
    ck_assert(!queue_push(&q, &r[4], LANE_QUICK));
    ck_assert_ptr_eq(queue_take(&q, LANE_QUICK), &r[3]);
    ck_assert_ptr_null(queue_take(&q, LANE_QUICK));
    queue_free(&q);
}
END_TEST

/* Whose client has gone: its place is free again, wherever it was. */
START_TEST(a_request_that_waits_can_be_removed)
{
    struct request r[3] = {0}, next = {0};
    struct queue q;

    queue_init(&q, COUNT(r));
    for (size_t i = 0; i < COUNT(r); i++)
        ck_assert(queue_push(&q, &r[i], LANE_QUICK));
    ck_assert(queue_remove(&q, &r[_i]));
    ck_assert(!queue_remove(&q, &r[_i]));
    ck_assert(queue_push(&q, &next, LANE_QUICK));
    for (size_t i = 0; i < COUNT(r); i++)
        if (i != (size_t)_i)
            ck_assert_ptr_eq(queue_take(&q, LANE_QUICK), &r[i]);
    ck_assert_ptr_eq(queue_take(&q, LANE_QUICK), &next);
    ck_assert(!queue_remove(&q, &next));
    queue_free(&q);
}
END_TEST

Suite *queue_suite(void);
Suite *queue_suite(void)
{
    Suite *s = suite_create("queue");
    TCase *t = tcase_create("queue");

    tcase_add_loop_test(t, a_search_that_looks_long_is_known, 0,
                        COUNT(searches));
    tcase_add_test(t,
                   credit_grows_with_short_searches_and_ends_with_a_long_one);
    tcase_add_test(t, each_lane_is_first_in_first_out);
    tcase_add_test(t, favoured_requests_come_first_in_their_order);
    tcase_add_test(t, a_full_lane_takes_no_more_and_leaves_the_other_alone);
    tcase_add_loop_test(t, a_request_that_waits_can_be_removed, 0, 3);
    suite_add_tcase(s, t);
    return s;
}
