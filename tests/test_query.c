#include "searcher/query.h"
#include "tests/test.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

#define GOLDEN "tests/query.txt"
#define INPUTS 20000

static const char *const kinds[] = {
    [QUERY_LIST] = "list", [QUERY_AND] = "and",   [QUERY_OR] = "or",
    [QUERY_NOT] = "not",   [QUERY_MUST] = "must",
};

static void print_tree(const struct query_node *node, struct buf *out)
{
    if (!node) {
        buf_adds(out, "()");
        return;
    }
    if (node->kind == QUERY_TOPIC)
        buf_adds(out, "topic:");
    if (!node->parts) {
        const char *quote = node->kind == QUERY_PHRASE ? "\"" : "";

        buf_adds(out, quote);
        for (size_t i = 0; i < node->text.size; i++)
            if (node->text.data[i] == '\n')
                buf_adds(out, "\\n");
            else
                buf_addc(out, node->text.data[i]);
        buf_adds(out, quote);
        return;
    }
    buf_addf(out, "(%s", kinds[node->kind]);
    for (node = node->parts; node; node = node->next) {
        buf_addc(out, ' ');
        print_tree(node, out);
    }
    buf_addc(out, ')');
}

/* What the golden file says of a query, after the query itself. */
static void describe(const struct query *q, bool canonical, struct buf *out)
{
    print_tree(q->root, out);
    buf_addc(out, '\n');
    if (canonical) {
        buf_adds(out, "all ");
        query_print(q, " AND ", out);
        buf_adds(out, "\nany ");
        query_print(q, " OR ", out);
        buf_addc(out, '\n');
    }
    for (size_t i = 0; i < q->warning_count; i++) {
        ck_assert_uint_le(q->warnings[i].start, q->warnings[i].end);
        ck_assert_uint_le(q->warnings[i].end, q->text.size);
        buf_addf(out, "warning %s %zu-%zu\n", q->warnings[i].code,
                 q->warnings[i].start, q->warnings[i].end);
    }
}

/* \n, \t, \\ and \x41, so that a line can hold any bytes. */
static void unescape(const char *line, struct buf *out)
{
    unsigned byte;

    for (; *line; line++) {
        if (line[0] != '\\') {
            buf_addc(out, *line);
        } else if (line[1] == 'x' && sscanf(line + 2, "%2x", &byte) == 1) {
            buf_addc(out, (char)byte);
            line += 3;
        } else {
            line++;
            buf_addc(out, *line == 'n' ? '\n' : *line == 't' ? '\t' : '\\');
        }
    }
}

static void check_case(const char *line, struct buf *want, int number)
{
    struct ir_error err = {IR_OK, ""};
    struct buf text = BUF_INIT, seen = BUF_INIT;
    struct query q;

    unescape(line, &text);
    ok(query_parse(buf_text(&text), false, &q, &err));
    describe(&q, strstr(want->data, "\nall ") != NULL, &seen);
    ck_assert_msg(!strcmp(seen.data, want->data), "%s:%d: %s\nis\n%snot\n%s",
                  GOLDEN, number, line, seen.data, want->data);
    query_free(&q);
    buf_free(&text);
    buf_free(&seen);
    buf_clear(want);
}

START_TEST(golden_queries_give_their_trees)
{
    FILE *file = fopen(GOLDEN, "r");
    char line[1024], query[1024] = "";
    struct buf want = BUF_INIT;
    int number = 0, start = 0, cases = 0;

    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof(line), file)) {
        number++;
        if (line[0] == '#')
            continue;
        if (line[0] == '\n') {
            if (start)
                check_case(query, &want, start);
            cases += start != 0;
            start = 0;
        } else if (!start) {
            start = number;
            line[strcspn(line, "\n")] = '\0';
            strcpy(query, line);
        } else {
            buf_adds(&want, line);
        }
    }
    if (start)
        check_case(query, &want, start);
    ck_assert_int_ge(cases, 119);
    fclose(file);
    buf_free(&want);
}
END_TEST

static const struct {
    const char *text, *tree, *printed;
} literals[] = {
    {"gas AND -oil", "(list gas AND -oil)", "gas AND \"AND\" AND \"-oil\""},
    {"(a \"b c\")", "(list (a \"b c\"))", "\"(a\" AND \"b\" AND \"c )\""},
    {"it's U.S. *", "(list it's U.S.)", "it's AND U.S."},
    {"a|b", "a|b", "\"a|b\""},
    {"\"", "()", ""},
};

START_TEST(literal_text_has_no_syntax)
{
    struct ir_error err;
    struct buf seen = BUF_INIT;
    struct query q;

    ok(query_parse(text_of(literals[_i].text), true, &q, &err));
    ck_assert_uint_eq(q.warning_count, 0);
    print_tree(q.root, &seen);
    ck_assert_str_eq(seen.data, literals[_i].tree);
    buf_clear(&seen);
    query_print(&q, " AND ", &seen);
    ck_assert_str_eq(seen.data, literals[_i].printed);
    query_free(&q);
    buf_free(&seen);
}
END_TEST

/* ---- limits ---- */

static enum ir_status parse_repeated(const char *before, const char *unit,
                                     size_t times, struct ir_error *err)
{
    struct buf text = BUF_INIT;
    struct query q;
    enum ir_status status;

    buf_adds(&text, before);
    for (size_t i = 0; i < times; i++)
        buf_adds(&text, unit);
    status = query_parse(buf_text(&text), false, &q, err);
    if (status == IR_OK)
        query_free(&q);
    buf_free(&text);
    return status;
}

static const struct {
    const char *before, *unit;
    size_t most;
    const char *message;
} limits[] = {
    {"", "a", IR_QUERY_MAX, "the query is over 4096 bytes (IR_QUERY_MAX)"},
    {"", "\xff", IR_QUERY_MAX, "the query is over 4096 bytes (IR_QUERY_MAX)"},
    {"", "a ", IR_QUERY_LEAVES_MAX,
     "the query is over 1024 words and phrases (IR_QUERY_LEAVES_MAX)"},
    {"", "OR ", IR_QUERY_LEAVES_MAX,
     "the query is over 1024 words and phrases (IR_QUERY_LEAVES_MAX)"},
    {"c ", "AND (b OR (a ", IR_QUERY_DEPTH_MAX / 2,
     "the query is over 32 groups inside groups (IR_QUERY_DEPTH_MAX)"},
    {"", "a b -(", IR_QUERY_DEPTH_MAX / 2,
     "the query is over 32 groups inside groups (IR_QUERY_DEPTH_MAX)"},
};

START_TEST(limits_are_named)
{
    struct ir_error err = {IR_OK, ""};

    ok(parse_repeated(limits[_i].before, limits[_i].unit, limits[_i].most,
                      &err));
    fails(parse_repeated(limits[_i].before, limits[_i].unit,
                         limits[_i].most + 1, &err),
          IR_LIMIT);
    ck_assert_str_eq(err.message, limits[_i].message);
    fails(parse_repeated(limits[_i].before, limits[_i].unit,
                         limits[_i].most + 1, NULL),
          IR_LIMIT);
}
END_TEST

/* The queries of death of other engines. */
static const char *const deadly[] = {
    "(",  ")",        "()",   "-(",    "\"",           "-",      "NOT ",
    "+-", "-(a AND ", "AND ", "((a) ", "\xe2\x80\x8f", "\"a\"b",
};

START_TEST(hostile_repetition_comes_to_an_end)
{
    struct ir_error err;

    for (int i = 0; i < 10; i++) {
        enum ir_status status = parse_repeated(
            "", deadly[_i], IR_QUERY_MAX / strlen(deadly[_i]), &err);

        ck_assert(status == IR_OK || status == IR_LIMIT);
    }
}
END_TEST

START_TEST(brackets_that_group_nothing_cost_no_depth)
{
    struct ir_error err;
    struct query q;
    struct buf text = BUF_INIT, seen = BUF_INIT;

    for (int i = 0; i < 1000; i++)
        buf_adds(&text, "-(");
    buf_adds(&text, "a b");
    for (int i = 0; i < 1000; i++)
        buf_adds(&text, ")");
    ok(query_parse(buf_text(&text), false, &q, &err));
    print_tree(q.root, &seen);
    ck_assert_str_eq(seen.data, "(list a b)");
    query_free(&q);
    buf_free(&text);
    buf_free(&seen);
}
END_TEST

START_TEST(warnings_are_kept_within_bounds)
{
    struct ir_error err;
    struct query q;
    char text[1001];

    memset(text, ')', 1000);
    text[1000] = '\0';
    ok(query_parse(text_of(text), false, &q, &err));
    ck_assert_uint_eq(q.warning_count, 32);
    query_free(&q);
    query_free(&q);
}
END_TEST

START_TEST(nodes_know_where_they_came_from)
{
    struct ir_error err;
    struct query q;
    const struct query_node *negated;

    ok(query_parse(TEXT("gas -(\"a b\" OR c) "), false, &q, &err));
    ck_assert_uint_eq(q.root->start, 0);
    ck_assert_uint_eq(q.root->end, 17);
    negated = q.root->parts->next;
    ck_assert_uint_eq(negated->start, 4);
    ck_assert_uint_eq(negated->parts->start, 5);
    ck_assert_uint_eq(negated->parts->parts->start, 6);
    ck_assert_uint_eq(negated->parts->parts->end, 11);
    ck_assert_uint_eq(negated->parts->parts->next->start, 15);
    query_free(&q);
}
END_TEST

/* ---- properties ---- */

static bool holds_word(struct words *words, struct ir_text text)
{
    struct word word;

    words_start(words, text, 0, 0, NULL);
    while (words_next(words, &word))
        if (word.form.size)
            return true;
    return false;
}

START_TEST(what_is_passed_over_holds_no_word)
{
    struct words *words = words_new();
    struct buf text = BUF_INIT;
    struct ir_error err;
    struct query q;

    for (uint32_t code = 1; code < 0x32000; code++) {
        if (code >= 0xd800 && code < 0xe000)
            continue;
        buf_clear(&text);
        utf8_add(&text, code);
        ok(query_parse(buf_text(&text), false, &q, &err));
        ck_assert_msg(q.root || !holds_word(words, buf_text(&text)),
                      "U+%04X is lost", (unsigned)code);
        query_free(&q);
    }
    words_free(words);
    buf_free(&text);
}
END_TEST

static const char *const pieces[] = {
    "gas",
    "oil",
    "Es'haq",
    "AND",
    "OR",
    "NOT",
    "and",
    " ",
    " ",
    " ",
    " ",
    "-",
    "+",
    "(",
    ")",
    "\"",
    "\xe2\x80\x9c",
    "\xc2\xab",
    "|",
    "&&",
    "!",
    "&",
    "*",
    ":",
    "\xff",
    "\xe2",
    "\n",
    "C++",
    "\xd8\xa7\xd9\x84",
    "\xe4\xb8\xad\xe6\x96\x87",
    "\xf0\x9f\x94\xa5",
    "\xe2\x80\x8f",
    "\xef\xbc\x88",
    "\xef\xbc\x89",
    "\xe3\x80\x80",
    "U.S.",
    " AND ",
    " OR ",
    " NOT ",
    " -",
    " +",
    " (",
    ") ",
    "\"a b\"",
    "a ",
    "b ",
    "$20",
    "50%",
};

static uint64_t random_state;

static size_t random_below(size_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)(random_state % limit);
}

static void random_query(struct buf *out)
{
    size_t count = 1 + random_below(random_below(20) ? 24 : 400);

    buf_clear(out);
    while (count-- && out->size < 2000) {
        if (random_below(16))
            buf_adds(out, pieces[random_below(COUNT(pieces))]);
        else
            buf_addc(out, (char)random_below(256));
    }
}

static void check_shape(const struct query *q, const struct query_node *node,
                        size_t depth)
{
    const struct query_node *parent = node;
    size_t parts = 0;

    ck_assert_uint_le(depth, 2 * IR_QUERY_DEPTH_MAX + 2);
    ck_assert_uint_lt(node->start, node->end);
    ck_assert_uint_le(node->end, q->text.size);
    for (node = node->parts; node; node = node->next) {
        parts++;
        ck_assert(node->kind != parent->kind || node->kind == QUERY_LIST);
        ck_assert(node->kind != QUERY_MUST || parent->kind == QUERY_LIST);
        ck_assert_uint_ge(node->start, parent->start);
        ck_assert_uint_le(node->end, parent->end);
        check_shape(q, node, depth + 1);
    }
    switch (parent->kind) {
    case QUERY_LIST:
    case QUERY_AND:
    case QUERY_OR: ck_assert_uint_ge(parts, 2); break;
    case QUERY_NOT:
    case QUERY_MUST: ck_assert_uint_eq(parts, 1); break;
    case QUERY_WORD:
    case QUERY_PHRASE:
    case QUERY_TOPIC:
        ck_assert_uint_eq(parts, 0);
        ck_assert(parent->text.size && utf8_valid(parent->text));
        break;
    }
}

static void check_round_trip(struct ir_text text, bool literal,
                             const char *list)
{
    struct ir_error err;
    struct buf once = BUF_INIT, twice = BUF_INIT;
    struct query q;
    enum ir_status status = query_parse(text, literal, &q, &err);

    if (status == IR_LIMIT)
        return;
    ck_assert_int_eq(status, IR_OK);
    if (q.root)
        check_shape(&q, q.root, 1);
    query_print(&q, list, &once);
    query_free(&q);
    if (once.size <= IR_QUERY_MAX) {
        ok(query_parse(buf_text(&once), false, &q, &err));
        ck_assert_uint_eq(q.warning_count,
                          q.warning_count &&
                              !strcmp(q.warnings[0].code, "only_negative"));
        query_print(&q, list, &twice);
        ck_assert_msg(text_equal(buf_text(&once), buf_text(&twice)),
                      "%.*s\ngives %s\nthen  %s", (int)text.size, text.data,
                      once.data, twice.data);
        query_free(&q);
    }
    buf_free(&once);
    buf_free(&twice);
}

START_TEST(canonical_form_is_stable)
{
    const char *given = getenv("IR_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0)
                          : (uint64_t)(clock_seconds() * 1e9) | 1;
    struct buf text = BUF_INIT;

    random_state = seed;
    printf("query: IR_SEED=%llu\n", (unsigned long long)seed);
    fflush(stdout);
    for (int i = 0; i < INPUTS; i++) {
        random_query(&text);
        check_round_trip(buf_text(&text), i % 8 == 0, " AND ");
        check_round_trip(buf_text(&text), i % 8 == 0, " OR ");
    }
    buf_free(&text);
}
END_TEST

Suite *query_suite(void)
{
    Suite *suite = suite_create("query");
    TCase *tcase = tcase_create("core");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, golden_queries_give_their_trees);
    tcase_add_loop_test(tcase, literal_text_has_no_syntax, 0, COUNT(literals));
    tcase_add_loop_test(tcase, limits_are_named, 0, COUNT(limits));
    tcase_add_loop_test(tcase, hostile_repetition_comes_to_an_end, 0,
                        COUNT(deadly));
    tcase_add_test(tcase, brackets_that_group_nothing_cost_no_depth);
    tcase_add_test(tcase, warnings_are_kept_within_bounds);
    tcase_add_test(tcase, nodes_know_where_they_came_from);
    tcase_add_test(tcase, what_is_passed_over_holds_no_word);
    tcase_add_test(tcase, canonical_form_is_stable);
    suite_add_tcase(suite, tcase);
    return suite;
}
