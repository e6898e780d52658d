/* One row a suite: tests/test_NAME.c defines Suite *NAME_suite(void). */
SUITE(base)
SUITE(options)
