#include "command/options.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum shade { DARK, LIGHT, NONE };

struct target {
    bool quiet;
    enum shade shade;
    int match;
    const char *query;
    struct text_list db;
    size_t limit;
    size_t memory;
    double wait;
    const char *config;
    bool no_config, help;
};

static const struct option rows[] = {
    {.kind = OPTION_HEADING, .help = "What to do:"},
    {"quiet", 'q', OPTION_FLAG, .member = offsetof(struct target, quiet),
     .help = "print nothing"},
    {"shade", 's', OPTION_CHOICE, .member = offsetof(struct target, shade),
     .metavar = "WHICH", .help = "dark or light", .choices = "dark|light|none"},
    {"any", 0, OPTION_CONSTANT, .member = offsetof(struct target, match),
     .help = "any word may occur", .min = 7},
    {"query", 'e', OPTION_TEXT, .here_only = true,
     .member = offsetof(struct target, query), .metavar = "QUERY",
     .help = "a query, for one that begins with a dash, and here the sentence "
             "is long enough to be wrapped"},
    {"db", 'd', OPTION_LIST, .member = offsetof(struct target, db),
     .metavar = "DIR", .help = "index; repeat it to search several",
     .variable = "TEST_IR_DB"},
    {"limit", 'n', OPTION_NUMBER, .member = offsetof(struct target, limit),
     .metavar = "N", .help = "hits to show", .min = 1, .max = 1000},
    {"memory", 0, OPTION_SIZE, .member = offsetof(struct target, memory),
     .metavar = "SIZE", .help = "buffer", .min = 1024},
    {"wait", 'w', OPTION_SECONDS, .member = offsetof(struct target, wait),
     .metavar = "SECONDS", .help = "for the lock", .max = 60},
    {"config", 0, OPTION_TEXT, .here_only = true,
     .member = offsetof(struct target, config), .metavar = "FILE",
     .help = "read options from FILE"},
    {"no-config", 0, OPTION_FLAG, .here_only = true,
     .member = offsetof(struct target, no_config), .help = "read no file"},
    {"help", 'h', OPTION_FLAG, .here_only = true,
     .member = offsetof(struct target, help), .help = "print this"},
};

static const struct options table = {
    .program = "irsearch",
    .usage = "usage: irsearch [OPTION]... QUERY...\n",
    .notes = "Exit status: 0.\n",
    .rows = rows,
    .count = COUNT(rows),
};

static struct target target;
static struct arguments arguments;
static struct ir_error err;
static char *argv[32];
static char line[512];
static char path[TEMP_SIZE];

/* Read a command line, split at single blanks. */
static enum ir_status read_line(const char *arguments_line)
{
    int argc = 0;

    snprintf(line, sizeof(line), "irsearch %s", arguments_line);
    for (char *p = strtok(line, " "); p; p = strtok(NULL, " "))
        argv[argc++] = p;
    return options_read(&table, argc, argv, &target, &arguments, &err);
}

/* The same with a config file that holds text. */
static enum ir_status read_file(const char *text, const char *arguments_line)
{
    FILE *file = fopen(path, "w");

    fputs(text, file);
    fclose(file);
    setenv("IR_CONFIG", path, 1);
    return read_line(arguments_line);
}

static void setup(void)
{
    memset(&target, 0, sizeof(target));
    memset(&arguments, 0, sizeof(arguments));
    arguments.config = (struct buf)BUF_INIT;
    close(temp_file(path));
    unsetenv("IR_CONFIG");
    unsetenv("TEST_IR_DB");
    setenv("XDG_CONFIG_HOME", "/nowhere", 1);
}

static void teardown(void)
{
    options_free(&table, &target, &arguments);
    unlink(path);
}

START_TEST(every_kind_is_read)
{
    ok(read_line("-q --shade=light --any -e-x -d a --db b -n5 gas --memory 16M "
                 "--wait 2.5 -- -oil"));
    ck_assert(target.quiet);
    ck_assert_int_eq(target.shade, LIGHT);
    ck_assert_int_eq(target.match, 7);
    ck_assert_str_eq(target.query, "-x");
    ck_assert_uint_eq(target.db.count, 2);
    ck_assert_str_eq(target.db.items[1], "b");
    ck_assert_uint_eq(target.limit, 5);
    ck_assert_uint_eq(target.memory, 16 << 20);
    ck_assert(target.wait == 2.5);
    ck_assert_uint_eq(arguments.words.count, 2);
    ck_assert_str_eq(arguments.words.items[0], "gas");
    ck_assert_str_eq(arguments.words.items[1], "-oil");
}
END_TEST

START_TEST(clusters_take_a_value_at_the_end)
{
    ok(read_line("-qn 7 - -qsnone"));
    ck_assert(target.quiet);
    ck_assert_uint_eq(target.limit, 7);
    ck_assert_int_eq(target.shade, NONE);
    ck_assert_str_eq(arguments.words.items[0], "-");
}
END_TEST

static const struct {
    const char *line, *message;
} wrong[] = {
    {"--limt 3", "unknown option --limt, did you mean --limit?"},
    {"--lim 3", "unknown option --lim, did you mean --limit?"},
    {"--frobnicate=3", "unknown option --frobnicate"},
    {"-limit", "unknown option -limit, did you mean --limit?"},
    {"-qz", "unknown option -z (-- ends the options)"},
    {"-\xff", "unknown option -\xff"},
    {"-n -1", "option --limit: \"-1\" is not a whole number from 1 to 1000"},
    {"-n 12x", "option --limit: \"12x\" is not a whole number from 1 to 1000"},
    {"--limit=", "option --limit: \"\" is not a whole number from 1 to 1000"},
    {"-n 0", "option --limit: \"0\" is not a whole number from 1 to 1000"},
    {"-n 1001",
     "option --limit: \"1001\" is not a whole number from 1 to 1000"},
    {"-n 18446744073709551617", "option --limit: \"18446744073709551617\" is "
                                "not a whole number from 1 to 1000"},
    {"-n +1", "option --limit: \"+1\" is not a whole number from 1 to 1000"},
    {"--limit", "option --limit needs a value: N"},
    {"--quiet=yes", "option --quiet takes no value"},
    {"--shade grey", "option --shade: \"grey\" is not one of dark|light|none"},
    {"--shade dark|light",
     "option --shade: \"dark|light\" is not one of dark|light|none"},
    {"--memory 1", "option --memory: \"1\" is not a size such as 500K, 16M or "
                   "2G of at least 1024"},
    {"--memory 99999999999999G",
     "option --memory: \"99999999999999G\" is not a size such as 500K, 16M or "
     "2G of at least 1024"},
    {"--memory 2KB", "option --memory: \"2KB\" is not a size such as 500K, 16M "
                     "or 2G of at least 1024"},
    {"-w 1e1",
     "option --wait: \"1e1\" is not a number of seconds from 0 to 60"},
    {"-w 60.5",
     "option --wait: \"60.5\" is not a number of seconds from 0 to 60"},
    {"-w inf",
     "option --wait: \"inf\" is not a number of seconds from 0 to 60"},
    {"-w 1.", "option --wait: \"1.\" is not a number of seconds from 0 to 60"},
    {"--config /nowhere/x", "/nowhere/x: No such file or directory"},
};

START_TEST(what_is_wrong_is_named)
{
    ck_assert_int_ne(read_line(wrong[_i].line), IR_OK);
    ck_assert_str_eq(err.message, wrong[_i].message);
}
END_TEST

START_TEST(config_comes_before_the_arguments)
{
    ok(read_file(
        "\xef\xbb\xbf# mine\r\n\n  limit 20 \r\nwait = 3\n--shade=none\n"
        "-d one\ndb two # not a comment\nquiet\nmemory=2K",
        "-n 5"));
    ck_assert_uint_eq(target.limit, 5);
    ck_assert(target.wait == 3);
    ck_assert_int_eq(target.shade, NONE);
    ck_assert_uint_eq(target.db.count, 2);
    ck_assert_str_eq(target.db.items[1], "two # not a comment");
    ck_assert(target.quiet);
    ck_assert_uint_eq(target.memory, 2048);
}
END_TEST

START_TEST(later_layers_replace_lists)
{
    ok(read_file("db one\ndb two\n", ""));
    ck_assert_uint_eq(target.db.count, 2);
    options_free(&table, &target, &arguments);
    setenv("TEST_IR_DB", "three", 1);
    ok(read_file("db one\ndb two\n", ""));
    ck_assert_uint_eq(target.db.count, 1);
    ck_assert_str_eq(target.db.items[0], "three");
    options_free(&table, &target, &arguments);
    ok(read_file("db one\ndb two\n", "-d four -d five"));
    ck_assert_uint_eq(target.db.count, 2);
    ck_assert_str_eq(target.db.items[0], "four");
}
END_TEST

START_TEST(sections_are_for_their_program)
{
    ok(read_file("limit 2\n[irindex]\nfrobnicate yes\n[irsearch]\nquiet\n",
                 ""));
    ck_assert_uint_eq(target.limit, 2);
    ck_assert(target.quiet);
}
END_TEST

START_TEST(config_can_be_left_out)
{
    ok(read_file("frobnicate\n", "--no-config"));
    options_free(&table, &target, &arguments);
    ok(read_line("--help"));
    ck_assert(target.help);
    options_free(&table, &target, &arguments);
    unsetenv("IR_CONFIG");
    ok(read_line(""));
}
END_TEST

static const struct {
    const char *text, *message;
} bad_files[] = {
    {"limit 3\nlimt 4\n", ":2: unknown option --limt, did you mean --limit?"},
    {"limit x\n",
     ":1: option --limit: \"x\" is not a whole number from 1 to 1000"},
    {"limit\n", ":1: option --limit needs a value: N"},
    {"limit =\n",
     ":1: option --limit: \"\" is not a whole number from 1 to 1000"},
    {"quiet yes", ":1: option --quiet takes no value"},
    {"help", ":1: option --help does not belong in a config file"},
    {"query x", ":1: option --query does not belong in a config file"},
    {"-", ":1: unknown option -"},
    {"-z 3", ":1: unknown option -z 3"},
    {"--", ":1: unknown option --"},
    {"= 3", ":1: unknown option --"},
    {"[irserch]", ":1: unknown section [irserch]; there are [irindex] and "
                  "[irsearch]"},
    {"[", ":1: unknown section [; there are [irindex] and [irsearch]"},
};

START_TEST(bad_lines_are_named)
{
    ck_assert_int_eq(read_file(bad_files[_i].text, ""), IR_INVALID);
    ck_assert_int_eq(strncmp(err.message, path, strlen(path)), 0);
    ck_assert_str_eq(err.message + strlen(path), bad_files[_i].message);
}
END_TEST

START_TEST(odd_files_are_refused)
{
    setenv("IR_CONFIG", "/", 1);
    ck_assert_int_eq(read_line(""), IR_IO);
    options_free(&table, &target, &arguments);
    setenv("IR_CONFIG", "/dev/zero", 1);
    ck_assert_int_eq(read_line(""), IR_LIMIT);
    options_free(&table, &target, &arguments);
    setenv("IR_CONFIG", "/dev/null", 1);
    ok(read_line(""));
}
END_TEST

START_TEST(one_option_can_be_set_by_name)
{
    ok(options_set(&table, "limit", "3", &target, &err));
    ck_assert_uint_eq(target.limit, 3);
    ok(options_set(&table, "quiet", "", &target, &err));
    ck_assert(target.quiet);
    fails(options_set(&table, "limit", NULL, &target, &err), IR_INVALID);
    fails(options_set(&table, "limits", "3", &target, &err), IR_INVALID);
    ck_assert_str_eq(err.message,
                     "unknown option --limits, did you mean --limit?");
}
END_TEST

START_TEST(help_is_aligned_and_wrapped)
{
    static const char start[] =
        "usage: irsearch [OPTION]... QUERY...\n"
        "\n"
        "What to do:\n"
        "  -q, --quiet               print nothing\n"
        "  -s, --shade WHICH         dark or light\n"
        "      --any                 any word may occur\n"
        "  -e, --query QUERY         a query, for one that begins with a dash, "
        "and here\n"
        "                            the sentence is long enough to be "
        "wrapped\n";
    struct buf b = BUF_INIT;

    options_help(&table, &b);
    ck_assert_msg(!strncmp(b.data, start, sizeof(start) - 1), "%s", b.data);
    ck_assert_ptr_nonnull(strstr(b.data, "\n\nExit status: 0.\n"));
    buf_free(&b);
}
END_TEST

START_TEST(paths_follow_xdg)
{
    struct buf b = BUF_INIT;

    setenv("HOME", "/home/a", 1);
    setenv("XDG_CONFIG_HOME", "relative", 1);
    ck_assert(options_path("XDG_CONFIG_HOME", ".config", "irsearch/x", &b));
    ck_assert_str_eq(b.data, "/home/a/.config/irsearch/x");
    buf_clear(&b);
    setenv("XDG_CONFIG_HOME", "/c", 1);
    ck_assert(options_path("XDG_CONFIG_HOME", ".config", "irsearch/x", &b));
    ck_assert_str_eq(b.data, "/c/irsearch/x");
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    ck_assert(!options_path("XDG_CONFIG_HOME", ".config", "x", &b));
    buf_free(&b);
}
END_TEST

Suite *options_suite(void)
{
    Suite *suite = suite_create("options");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_kind_is_read);
    tcase_add_test(tcase, clusters_take_a_value_at_the_end);
    tcase_add_loop_test(tcase, what_is_wrong_is_named, 0, COUNT(wrong));
    tcase_add_test(tcase, config_comes_before_the_arguments);
    tcase_add_test(tcase, later_layers_replace_lists);
    tcase_add_test(tcase, sections_are_for_their_program);
    tcase_add_test(tcase, config_can_be_left_out);
    tcase_add_loop_test(tcase, bad_lines_are_named, 0, COUNT(bad_files));
    tcase_add_test(tcase, odd_files_are_refused);
    tcase_add_test(tcase, one_option_can_be_set_by_name);
    tcase_add_test(tcase, help_is_aligned_and_wrapped);
    tcase_add_test(tcase, paths_follow_xdg);
    suite_add_tcase(suite, tcase);
    return suite;
}
