/* One row a suite: tests/test_NAME.c defines Suite *NAME_suite(void). */
SUITE(base)
SUITE(options)
SUITE(utf8)
SUITE(fold)
SUITE(words)
SUITE(sentences)
SUITE(stems)
SUITE(visible)
