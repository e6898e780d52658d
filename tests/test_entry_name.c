#include "indexer/input/entry_name.h"
#include "tests/test.h"

#include <stdio.h>

#define NAMES 8

static const struct {
    const char *given;
    bool dos;
    const char *names[NAMES]; /* up to the first NULL; "" is none */
    const char *want;
} cases[] = {
    {NULL, false, {"a/b.txt"}, "/a/b.txt\n"},
    {NULL,
     false,
     {"/etc/a", "../../b", "C:\\c\\d", "./e"},
     "/etc/a\n/b\n/c/d\n/e\n"},
    {NULL,
     false,
     {"", "/", "..", "."},
     "/entry-1\n/entry-2\n/entry-3\n/entry-4\n"},
    {NULL, false, {"entry-2", ""}, "/entry-2\n/entry-2~2\n"},
    {NULL, false, {"a.txt", "a.txt", "a.txt"}, "/a.txt\n/a~2.txt\n/a~3.txt\n"},
    {NULL, false, {"a.txt.gz", "a.txt.gz"}, "/a.txt.gz\n/a~2.txt.gz\n"},
    {NULL, false, {"a.b/c", "a.b/c"}, "/a.b/c\n/a.b/c~2\n"},
    {NULL, false, {"a/.b", "a/.b"}, "/a/.b\n/a/.b~2\n"},
    /* Names that are made are names of their own, too. */
    {NULL, false, {"a", "a~2", "a", "a~2"}, "/a\n/a~2\n/a~3\n/a~2~2\n"},
    {NULL, false, {"a//b", "a/b"}, "/a/b\n/a/b~2\n"},
    {NULL, true, {"caf\x82"}, "/caf\xc3\xa9\n"},
    {NULL, true, {"caf\xc3\xa9"}, "/caf\xc3\xa9\n"}, /* UTF-8 unsaid */
    {NULL,
     true,
     {"\xae\xa4\xa8\xad", "\xa4\xa0"},
     "/\xd0\xbe\xd0\xb4\xd0\xb8\xd0\xbd\n/\xd0\xb4\xd0\xb0\n"},
    {NULL, true, {"\xea"}, "/\xce\xa9\n"},
    {"windows-1251", true, {"\xe4\xe0"}, "/\xd0\xb4\xd0\xb0\n"},
    {"windows-1252", false, {"caf\xe9"}, "/caf\xc3\xa9\n"},
    /* Nobody knows: its bytes are kept. */
    {NULL, false, {"caf\xe9"}, "/caf\xe9\n"},
};

START_TEST(each_entry_has_a_name_of_its_own)
{
    const struct entry_encoding encoding = {cases[_i].given, cases[_i].dos};
    struct entry_names names = {SEEN_INIT, false};
    struct buf out = BUF_INIT;

    for (size_t i = 0; i < NAMES && cases[_i].names[i]; i++) {
        const char *name = cases[_i].names[i];

        entry_name_add(&names, *name ? name : NULL, &encoding, i + 1, &out);
        buf_addc(&out, '\n');
    }
    ck_assert_str_eq(out.data, cases[_i].want);
    buf_free(&out);
    entry_names_free(&names);
}
END_TEST

/* Numbering copies of one name used to take quadratic time. */
START_TEST(many_of_one_name_take_no_time)
{
    const struct entry_encoding encoding = {NULL, false};
    struct entry_names names = {SEEN_INIT, false};
    struct buf out = BUF_INIT;

    for (int i = 0; i < 200000; i++) {
        buf_clear(&out);
        entry_name_add(&names, "a.txt", &encoding, 1, &out);
    }
    ck_assert_str_eq(out.data, "/a~200000.txt");
    buf_free(&out);
    entry_names_free(&names);
}
END_TEST

START_TEST(what_was_seen_is_known)
{
    struct seen seen = SEEN_INIT;
    uint64_t before;
    char name[16];

    for (uint64_t round = 0; round < 3; round++)
        for (uint64_t i = 0; i < 1000; i++) {
            int size = snprintf(name, sizeof(name), "n%d", (int)i);

            ck_assert(seen_put(&seen, seen_key(name, (size_t)size), i + round,
                               &before) == (round > 0));
            ck_assert_uint_eq(before, round ? i + round - 1 : 0);
        }
    seen_free(&seen);
    ck_assert(!seen_put(&seen, seen_key("n1", 2), 0, &before));
    seen_free(&seen);
}
END_TEST

Suite *entry_name_suite(void)
{
    Suite *suite = suite_create("entry_name");
    TCase *tcase = tcase_create("entry_name");

    tcase_add_loop_test(tcase, each_entry_has_a_name_of_its_own, 0,
                        COUNT(cases));
    tcase_add_test(tcase, many_of_one_name_take_no_time);
    tcase_add_test(tcase, what_was_seen_is_known);
    suite_add_tcase(suite, tcase);
    return suite;
}
