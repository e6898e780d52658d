#include "glass/doc.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

static struct ir_error err;

START_TEST(terms_are_sorted_and_merged)
{
    struct doc *d = doc_new(TEXT("Q1"));
    const uint32_t late[] = {9, 7, 9}, early[] = {1, 7};

    doc_term_at(d, TEXT("storm"), 2, late, 3);
    doc_term(d, TEXT("calm"), 0);
    doc_term_at(d, TEXT("storm"), 1, early, 2);
    doc_term(d, TEXT("stormy-weather"), 5);
    ok(doc_finish(d, &err));
    ck_assert_uint_eq(d->term_count, 4);
    ck_assert_text_eq(d->terms[0].name, "Q1");
    ck_assert_text_eq(d->terms[1].name, "calm");
    ck_assert_text_eq(d->terms[2].name, "storm");
    ck_assert_text_eq(d->terms[3].name, "stormy-weather");
    ck_assert_uint_eq(d->terms[2].wdf, 3);
    ck_assert_uint_eq(d->terms[2].count, 3);
    ck_assert_uint_eq(d->positions[d->terms[2].first], 1);
    ck_assert_uint_eq(d->positions[d->terms[2].first + 1], 7);
    ck_assert_uint_eq(d->positions[d->terms[2].first + 2], 9);
    ck_assert_uint_eq(d->terms[3].count, 0);
    doc_free(d);
}
END_TEST

START_TEST(names_with_the_same_beginning_are_sorted)
{
    static const char *const all[] = {"Zstatement",   "Zstatements", "Zstateme",
                                      "Zstatemental", "Zstatement",  "Zstateme",
                                      "ab",           "Zstatement"};
    static const char *const sorted[] = {
        "Q1",          "Zstateme", "Zstatement", "Zstatemental",
        "Zstatements", "ab",       "ab\0"};
    struct doc *d = doc_new(TEXT("Q1"));

    doc_term(d, TEXT("ab\0"), 1);
    for (uint32_t i = 0; i < COUNT(all); i++)
        if (*all[i] == 'Z')
            doc_term_in(d, "Zst", text_of(all[i] + 3), 1, &i, 1);
        else
            doc_term(d, text_of(all[i]), 1);
    ok(doc_finish(d, &err));
    ck_assert_uint_eq(d->term_count, COUNT(sorted));
    for (size_t i = 0; i < COUNT(sorted) - 1; i++)
        ck_assert_text_eq(d->terms[i].name, sorted[i]);
    ck_assert_uint_eq(d->terms[6].name.size, 3);
    ck_assert_uint_eq(d->terms[2].wdf, 3);
    ck_assert_uint_eq(d->terms[2].count, 3);
    ck_assert_uint_eq(d->positions[d->terms[2].first + 2], 7);
    doc_free(d);
}
END_TEST

START_TEST(a_build_starts_empty_for_each_document)
{
    struct doc_build *build = doc_build_new();
    struct doc *first = doc_new_in(build, TEXT("Q1")), *second;
    const uint32_t at = 3;

    doc_term_at(first, TEXT("storm"), 1, &at, 1);
    doc_value(first, 2, TEXT("kept"));
    doc_data(first, TEXT("data"));
    ok(doc_finish(first, &err));
    doc_free(doc_new_in(build, TEXT("Q2"))); /* given up */
    second = doc_new_in(build, TEXT("Q3"));
    doc_term(second, TEXT(""), 1);
    fails(doc_finish(second, &err), IR_INVALID);
    doc_free(second);
    second = doc_new_in(build, TEXT("Q4"));
    ok(doc_finish(second, &err));
    doc_build_free(build);
    ck_assert_uint_eq(second->term_count, 1);
    ck_assert_uint_eq(second->position_count, 0);
    ck_assert_uint_eq(second->values[2].size + second->data.size, 0);
    ck_assert_text_eq(first->terms[1].name, "storm");
    ck_assert_text_eq(first->values[2], "kept");
    ck_assert_text_eq(first->data, "data");
    doc_free(first);
    doc_free(second);
}
END_TEST

START_TEST(data_and_values_are_kept)
{
    struct doc *d = doc_new(TEXT("Q1"));

    doc_value(d, 15, TEXT("first"));
    doc_value(d, 15, TEXT("last"));
    doc_data(d, TEXT("once"));
    doc_data(d, TEXT("twice\0!"));
    ok(doc_finish(d, &err));
    ck_assert_text_eq(d->values[15], "last");
    ck_assert_uint_eq(d->values[0].size, 0);
    ck_assert_uint_eq(d->data.size, 7);
    ck_assert(!memcmp(d->data.data, "twice\0!", 7));
    ck_assert_uint_gt(d->bytes, 0);
    doc_free(d);
    doc_free(NULL);
    doc_free(doc_new(TEXT("never finished")));
}
END_TEST

static char names[300]; /* of 'x' */
static char nuls[300];

static const struct {
    const char *data;
    size_t size;
    enum ir_status want;
} limits[] = {
    {names, 0, IR_INVALID},       {names, 1, IR_OK},
    {names, DOC_TERM_MAX, IR_OK}, {names, DOC_TERM_MAX + 1, IR_LIMIT},
    {nuls, 122, IR_OK},           {nuls, 123, IR_LIMIT},
    {nuls, 130, IR_LIMIT},        {"\xff\xff", 2, IR_INVALID},
    {"\xff", 1, IR_OK},
};

START_TEST(a_bad_term_is_named)
{
    struct ir_text name = {limits[_i].data, limits[_i].size};
    struct doc *d = doc_new(TEXT("Q1"));

    memset(names, 'x', sizeof(names));
    doc_term(d, name, 1);
    doc_term(d, TEXT("fine"), 1);
    doc_value(d, 0, TEXT("fine"));
    doc_data(d, TEXT("fine"));
    fails(doc_finish(d, &err), limits[_i].want);
    doc_free(d);
}
END_TEST

START_TEST(a_bad_id_is_refused)
{
    struct doc *d = doc_new(TEXT(""));

    fails(doc_finish(d, &err), IR_INVALID);
    doc_free(d);
}
END_TEST

START_TEST(sizes_are_limited)
{
    char *big = calloc(1, DOC_DATA_MAX + 1);
    struct doc *d = doc_new(TEXT("Q1"));

    doc_data(d, (struct ir_text){big, DOC_DATA_MAX + 1});
    fails(doc_finish(d, &err), IR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "data of 50331649 bytes"));
    doc_free(d);
    d = doc_new(TEXT("Q1"));
    doc_value(d, 3, (struct ir_text){big, DOC_VALUE_MAX + 1});
    fails(doc_finish(d, NULL), IR_LIMIT);
    doc_free(d);
    free(big);
}
END_TEST

START_TEST(lengths_may_not_overflow)
{
    struct doc *d = doc_new(TEXT("Q1"));

    doc_term(d, TEXT("a"), UINT32_MAX);
    doc_term(d, TEXT("b"), 1);
    fails(doc_finish(d, &err), IR_LIMIT);
    doc_free(d);
}
END_TEST

START_TEST(positions_are_limited)
{
    size_t count = DOC_POSITIONS_MAX / 2 + 1;
    uint32_t *positions = calloc(count, sizeof(*positions));
    struct doc *d = doc_new(TEXT("Q1"));

    doc_term_at(d, TEXT("a"), 1, positions, count);
    doc_term_at(d, TEXT("b"), 1, positions, count);
    fails(doc_finish(d, &err), IR_LIMIT);
    doc_free(d);
    free(positions);
}
END_TEST

START_TEST(many_terms)
{
    struct doc *d = doc_new(TEXT("Q1"));
    size_t count = DOC_TERMS_MAX + 1;
    char name[16];

    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof(name), "%zx", i * 2654435761u % 4294967296u);
        doc_term(d, text_of(name), 0);
    }
    fails(doc_finish(d, &err), IR_LIMIT);
    for (size_t i = 1; i < d->term_count; i++)
        if (text_compare(d->terms[i - 1].name, d->terms[i].name) >= 0)
            ck_abort_msg("terms %zu and %zu are out of order", i - 1, i);
    doc_free(d);
}
END_TEST

Suite *doc_suite(void)
{
    Suite *suite = suite_create("doc");
    TCase *tcase = tcase_create("core");

    tcase_add_test(tcase, terms_are_sorted_and_merged);
    tcase_add_test(tcase, names_with_the_same_beginning_are_sorted);
    tcase_add_test(tcase, a_build_starts_empty_for_each_document);
    tcase_add_test(tcase, data_and_values_are_kept);
    tcase_add_loop_test(tcase, a_bad_term_is_named, 0, COUNT(limits));
    tcase_add_test(tcase, a_bad_id_is_refused);
    tcase_add_test(tcase, sizes_are_limited);
    tcase_add_test(tcase, lengths_may_not_overflow);
    tcase_add_test(tcase, positions_are_limited);
    tcase_add_test(tcase, many_terms);
    suite_add_tcase(suite, tcase);
    return suite;
}
