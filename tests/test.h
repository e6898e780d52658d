/*
 * test.h - what every suite uses.
 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include "base/base.h"

#include <check.h>

/* Check writes a record at every assertion that holds, so as to know where a
 * crash came after.  In loops of millions that took most of the time. */
#define _mark_point(file, line) ((void)0)

/* Of the processor, so far: no test is timed by the clock. */
double cpu_seconds(void);

/* Call that must answer IR_OK; wants an `err` in scope. */
#define ok(call)                                                   \
    do {                                                           \
        enum ir_status got = (call);                               \
        ck_assert_msg(got == IR_OK, "%s: %s", ir_status_name(got), \
                      err.message);                                \
    } while (0)
/* Call that must answer want. */
#define fails(call, want) ck_assert_int_eq((int)(call), (int)(want))

#define ck_assert_text_eq(text, literal)                   \
    do {                                                   \
        struct ir_text seen = (text);                      \
        ck_assert_msg(text_equal(seen, text_of(literal)),  \
                      "\"%.*s\" is "                       \
                      "not \"%s\"",                        \
                      (int)seen.size, seen.data, literal); \
    } while (0)

#define SUITE(name) Suite *name##_suite(void);
#include "tests/suites.h"
#undef SUITE

#endif
