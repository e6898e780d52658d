#include "indexer/input/naming.h"
#include "tests/test.h"

#include <stdlib.h>
#include <unistd.h>

static const struct {
    const char *base, *path, *name;
} names[] = {
    {"/srv", "/srv/a", "a"},
    {"/srv", "/srv/a/b", "a/b"},
    {"/srv", "/srv", "/srv"},
    {"/srv", "/srv2/a", "/srv2/a"},
    {"/srv", "/a", "/a"},
    {"/srv", "/srv/-", "/srv/-"}, /* "-" is standard input */
    {"/srv", "/srv/-/-", "-/-"},
    {"/", "/srv/a", "/srv/a"},
};

START_TEST(a_name_is_relative_to_the_base)
{
    struct naming n = NAMING_INIT;
    struct buf path = BUF_INIT;

    naming_set(&n, names[_i].base);
    ck_assert_str_eq(naming_name(&n, names[_i].path), names[_i].name);
    naming_path(&n, names[_i].name, &path);
    ck_assert_str_eq(path.data, names[_i].path);
    buf_free(&path);
    naming_free(&n);
}
END_TEST

/* In a folder with the folder d, a link to it, l, and a file d/f. */
static const struct {
    const char *path, *below; /* the folder */
} paths[] = {
    {"d/f", "/d/f"},
    {"./d//f", "/d/f"},
    {"l/f", "/d/f"},
    {"l", "/d"},
    {"d/", "/d"},
    {".", ""},
    {"", ""},
    {"d/../l/../d", "/d"},
    {"none", "/none"},
    {"l/none/./more/", "/d/none/more"},
    {"none/a/../b", "/none/b"},
    {"none/../d/f", "/d/f"},
    {"d/f/below", "/d/f/below"},
};

START_TEST(a_path_is_made_canonical)
{
    char folder[] = "/tmp/irsearch-naming-XXXXXX", *here = getcwd(NULL, 0);
    struct buf found = BUF_INIT, wanted = BUF_INIT;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(system("mkdir d && ln -s d l && : >d/f"), 0);
    naming_resolve(paths[_i].path, &found);
    buf_addf(&wanted, "%s%s", folder, paths[_i].below);
    ck_assert_str_eq(found.data, wanted.data);
    ck_assert_int_eq(chdir(here), 0);
    ck_assert_int_eq(system("rm -r /tmp/irsearch-naming-??????"), 0);
    buf_free(&found);
    buf_free(&wanted);
    free(here);
}
END_TEST

START_TEST(whole_paths_stay)
{
    struct buf found = BUF_INIT;

    naming_resolve("/", &found);
    ck_assert_str_eq(found.data, "/");
    buf_clear(&found);
    naming_resolve("//none/../../also-none", &found);
    ck_assert_str_eq(found.data, "/also-none");
    ck_assert(naming_is_below("/a/b", "/a"));
    ck_assert(naming_is_below("/a", "/"));
    ck_assert(!naming_is_below("/a", "/a"));
    ck_assert(!naming_is_below("/ab", "/a"));
    buf_free(&found);
}
END_TEST

Suite *naming_suite(void)
{
    Suite *suite = suite_create("naming");
    TCase *tcase = tcase_create("naming");

    tcase_add_loop_test(tcase, a_name_is_relative_to_the_base, 0, COUNT(names));
    tcase_add_loop_test(tcase, a_path_is_made_canonical, 0, COUNT(paths));
    tcase_add_test(tcase, whole_paths_stay);
    suite_add_tcase(suite, tcase);
    return suite;
}
