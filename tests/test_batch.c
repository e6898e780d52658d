#include "searcher/session/batch.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <stdlib.h>
#include <unistd.h>

static struct ir_error err;
static char path[TEMP_SIZE];

static void setup(void)
{
    close(temp_file(path));
}

static void teardown(void)
{
    unlink(path);
}

static void fill(struct ir_text text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text.data, 1, text.size, file), text.size);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(lines_are_queries)
{
    static const char *const want[][2] = {
        {"q1", "gas waiver"}, {"2", "plain"}, {"5", "\tno qid"},
        {"q6", "a\tb"},       {"q7", ""},     {"8", "last"},
    };
    struct ir_text qid, query;
    struct batch b;

    fill(TEXT(
        "q1\tgas waiver\r\nplain\n\n \t \n\tno qid\nq6\ta\tb\nq7\t\nlast"));
    ok(batch_open(&b, path, BATCH_TITLE, &err));
    for (size_t i = 0; i < COUNT(want); i++) {
        ok(batch_next(&b, &qid, &query, &err));
        ck_assert_text_eq(qid, want[i][0]);
        ck_assert_text_eq(query, want[i][1]);
    }
    fails(batch_next(&b, &qid, &query, &err), IR_END);
    batch_close(&b);
}
END_TEST

START_TEST(long_lines_are_refused)
{
    struct buf line = BUF_INIT;
    struct ir_text qid, query;
    struct batch b;

    for (int i = 0; i < 3 * IR_QUERY_MAX; i++)
        buf_addc(&line, 'x');
    fill(buf_text(&line));
    ok(batch_open(&b, path, BATCH_TITLE, &err));
    fails(batch_next(&b, &qid, &query, &err), IR_LIMIT);
    ck_assert_ptr_nonnull(
        strstr(err.message, ":1: a line too long: at most 131072 bytes"));
    batch_close(&b);
    buf_free(&line);
}
END_TEST

START_TEST(files_that_cannot_be_read_are_named)
{
    struct ir_text qid, query;
    struct batch b;

    fails(batch_open(&b, "/nowhere/q", BATCH_TITLE, &err), IR_NOT_FOUND);
    ck_assert_str_eq(err.message, "/nowhere/q: No such file or directory");
    batch_close(&b);
    ok(batch_open(&b, "/", BATCH_TITLE, &err));
    fails(batch_next(&b, &qid, &query, &err), IR_IO);
    batch_close(&b);
}
END_TEST

Suite *batch_suite(void)
{
    Suite *suite = suite_create("batch");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, lines_are_queries);
    tcase_add_test(tcase, long_lines_are_refused);
    tcase_add_test(tcase, files_that_cannot_be_read_are_named);
    suite_add_tcase(suite, tcase);
    return suite;
}
