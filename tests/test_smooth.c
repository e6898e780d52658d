#include "search/run/smooth.h"
#include "tests/test.h"

#include <math.h>
#include <stdlib.h>

static void fill(struct vector *v, const double *weights, size_t count)
{
    for (size_t t = 0; t < count; t++)
        if (weights[t] > 0)
            vector_add(v, (uint32_t)t, weights[t]);
}

START_TEST(cosine_is_the_product_over_the_lengths)
{
    static const double weights[3][3] = {{3, 4, 0}, {4, 3, 0}, {0, 0, 7}};
    struct vector v[3] = {{NULL, 0, 0}};
    double c[9];

    for (size_t i = 0; i < 3; i++)
        fill(&v[i], weights[i], 3);
    smooth_cosines(v, 3, 3, c);
    ck_assert_double_eq_tol(c[1], 24 / 25.0, 1e-6);
    ck_assert_double_eq(c[3], c[1]);
    ck_assert_double_eq(c[2], 0);
    ck_assert_double_eq(c[8], 1);
    for (size_t i = 0; i < 3; i++)
        vector_free(&v[i]);
}
END_TEST

/* Terms are numbered as they are met, which differs from run to run. */
START_TEST(order_of_terms_changes_no_bit)
{
    struct vector up[2] = {{NULL, 0, 0}}, down[2] = {{NULL, 0, 0}};
    double a[4], b[4];

    for (uint32_t t = 0; t < 300; t++)
        for (size_t i = 0; i < 2; i++) {
            vector_add(&up[i], t, 1 / (1.7 + t * (double)(i + 1)));
            vector_add(&down[i], t, 1 / (1.7 + (299 - t) * (double)(i + 1)));
        }
    smooth_cosines(up, 2, 300, a);
    smooth_cosines(down, 2, 300, b);
    ck_assert_mem_eq(a, b, sizeof(a));
    ck_assert_double_gt(a[1], 0.9);
    for (size_t i = 0; i < 2; i++) {
        vector_free(&up[i]);
        vector_free(&down[i]);
    }
}
END_TEST

START_TEST(empty_texts_are_like_nothing)
{
    struct vector v[2] = {{NULL, 0, 0}};
    double c[4];

    vector_add(&v[1], 0, 0); /* a length of 0 as well */
    smooth_cosines(v, 2, 1, c);
    ck_assert_double_eq(c[1], 0);
    smooth_cosines(v, 0, 0, c);
    vector_free(&v[1]);
}
END_TEST

/* 10 -> 7 + .3 * (.5 * 4 + .25 * 2) / .75;  4 -> 2.8 + .3 * 10;
 * 2 -> 1.4 + .3 * 10 */
START_TEST(scores_move_towards_their_neighbours)
{
    static const double cosines[9] = {1, .5, .25, .5, 1, 0, .25, 0, 1};
    double scores[3] = {10, 4, 2};

    smooth_scores(cosines, 3, MODEL_SMOOTH, scores);
    ck_assert_double_eq_tol(scores[0], 7 + 0.3 * 2.5 / 0.75, 1e-12);
    ck_assert_double_eq_tol(scores[1], 5.8, 1e-12);
    ck_assert_double_eq_tol(scores[2], 4.4, 1e-12);
}
END_TEST

START_TEST(one_alone_or_like_no_other_keeps_its_score)
{
    static const double one[1] = {1}, two[4] = {1, 0, 0, 1};
    double scores[2] = {10, 4};

    smooth_scores(one, 0, MODEL_SMOOTH, scores);
    smooth_scores(one, 1, MODEL_SMOOTH, scores);
    ck_assert_double_eq_tol(scores[0], 10, 1e-12);
    smooth_scores(two, 2, MODEL_SMOOTH, scores);
    ck_assert_double_eq_tol(scores[0], 10, 1e-12);
    ck_assert_double_eq_tol(scores[1], 4, 1e-12);
}
END_TEST

/* 12 others: the two of least cosine, or the last of equal ones, are out. */
START_TEST(only_the_nearest_ten_count)
{
    double cosines[13 * 13], scores[13], mean = 0, weights = 0;

    for (size_t i = 0; i < 13; i++) {
        scores[i] = (double)(100 - i);
        for (size_t j = 0; j < 13; j++)
            cosines[i * 13 + j] = i && j ? 0.5 : (double)(i + j + 1) / 20;
    }
    for (size_t i = 3; i < 13; i++) {
        mean += cosines[i] * scores[i];
        weights += cosines[i];
    }
    smooth_scores(cosines, 13, MODEL_SMOOTH, scores);
    ck_assert_double_eq_tol(scores[0], 70 + 0.3 * mean / weights, 1e-9);
    mean = weights = 0;
    for (size_t i = 2; i < 12; i++) {
        mean += (double)(100 - i);
        weights++;
    }
    /* article 1: nine of 0.5 first come first, article 0 is far (0.1) */
    ck_assert_double_eq_tol(scores[1], 0.7 * 99 + 0.3 * mean / weights, 1e-9);
}
END_TEST

START_TEST(twins_stay_equal)
{
    static const double weights[4][3] = {
        {1, 2, 0}, {0, 2, 5}, {1, 2, 0}, {3, 0, 1}};
    struct vector v[4] = {{NULL, 0, 0}};
    double c[16], scores[4] = {9, 8, 9, 3};

    for (size_t i = 0; i < 4; i++)
        fill(&v[i], weights[i], 3);
    smooth_cosines(v, 4, 3, c);
    ck_assert_double_eq_tol(c[2], 1, 1e-6);
    smooth_scores(c, 4, MODEL_SMOOTH, scores);
    ck_assert_double_eq(scores[0], scores[2]);
    for (size_t i = 0; i < 4; i++)
        vector_free(&v[i]);
}
END_TEST

Suite *smooth_suite(void)
{
    Suite *s = suite_create("smooth");
    TCase *t = tcase_create("smooth");

    tcase_add_test(t, cosine_is_the_product_over_the_lengths);
    tcase_add_test(t, order_of_terms_changes_no_bit);
    tcase_add_test(t, empty_texts_are_like_nothing);
    tcase_add_test(t, scores_move_towards_their_neighbours);
    tcase_add_test(t, one_alone_or_like_no_other_keeps_its_score);
    tcase_add_test(t, only_the_nearest_ten_count);
    tcase_add_test(t, twins_stay_equal);
    suite_add_tcase(s, t);
    return s;
}
