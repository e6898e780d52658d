#include "search/query/query.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

#define GOLDEN "tests/query.txt"

static const char *const kinds[] = {
    [QUERY_LIST] = "list",
    [QUERY_AND] = "and",
    [QUERY_OR] = "or",
    [QUERY_NOT] = "not",
    [QUERY_MUST] = "must",
    [QUERY_WORD] = "",
    [QUERY_PHRASE] = "",
    [QUERY_TOPIC] = "topic:",
    [QUERY_EXACT] = "=",
    [QUERY_WILD] = "wild:",
    [QUERY_FUZZY] = "fuzzy",
    [QUERY_MIN_MATCH] = "min_match",
    [QUERY_NEAR] = "near",
    [QUERY_ADJ] = "adj",
    [QUERY_SENTENCE] = "sentence",
    [QUERY_PARAGRAPH] = "paragraph",
    [QUERY_NOT_NEAR] = "notnear",
    [QUERY_NOT_SENTENCE] = "notsentence",
    [QUERY_NOT_PARAGRAPH] = "notparagraph",
    [QUERY_ATLEAST] = "atleast",
    [QUERY_DATE] = "date:",
    [QUERY_EVERY] = "",
};
static const char *const scopes[] = {"title", "lead", "hlead"};
static const char *const fields[] = {
    "source:", "section:", "byline:", "dateline:", "lang:", "url:", "id:"};

static void print_leaf(const struct query_node *node, struct buf *out)
{
    const char *quote =
        node->kind == QUERY_PHRASE || node->kind == QUERY_MIN_MATCH ? "\"" : "";

    if (node->kind == QUERY_LENGTH) {
        buf_addf(out, "words:%llu..", (unsigned long long)node->low);
        if (node->high != UINT64_MAX)
            buf_addf(out, "%llu", (unsigned long long)node->high);
        return;
    }
    if (node->kind == QUERY_EVERY && node->within)
        buf_addf(out, "%s:", scopes[node->scope]);
    buf_adds(out, node->kind == QUERY_FIELD ? fields[node->field]
                                            : kinds[node->kind]);
    if (node->kind == QUERY_FUZZY)
        buf_addf(out, "%u:", node->number);
    if (node->kind == QUERY_MIN_MATCH && node->number)
        buf_addf(out, "%u:", node->number);
    else if (node->kind == QUERY_MIN_MATCH)
        buf_addf(out, "%.3f:", node->share);
    buf_adds(out, quote);
    for (size_t i = 0; i < node->text.size; i++)
        if (node->text.data[i] == '\n')
            buf_adds(out, "\\n");
        else
            buf_addc(out, node->text.data[i]);
    buf_adds(out, quote);
}

static void print_weight(const struct query_node *node, struct buf *out)
{
    if (node->weight != 1)
        buf_addf(out, "^%g", node->weight);
}

static void print_tree(const struct query_node *node, struct buf *out)
{
    if (!node) {
        buf_adds(out, "()");
        return;
    }
    if (!node->parts) {
        print_leaf(node, out);
        print_weight(node, out);
        return;
    }
    buf_addf(out, "(%s",
             node->kind == QUERY_SCOPE ? scopes[node->scope]
                                       : kinds[node->kind]);
    if (node->number)
        buf_addf(out, "/%u", node->number);
    for (const struct query_node *n = node->parts; n; n = n->next) {
        buf_addc(out, ' ');
        print_tree(n, out);
    }
    buf_addc(out, ')');
    print_weight(node, out);
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
    ck_assert_int_ge(cases, 1200);
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

/* A query of the greatest depth can be printed and parsed again. */
static void canonical_form_parses(const char *before, const char *unit,
                                  size_t times, const char *list)
{
    struct buf text = BUF_INIT, canonical = BUF_INIT;
    struct ir_error err;
    struct query q;

    buf_adds(&text, before);
    for (size_t i = 0; i < times; i++)
        buf_adds(&text, unit);
    ok(query_parse(buf_text(&text), false, &q, &err));
    query_print(&q, list, &canonical);
    query_free(&q);
    if (canonical.size <= IR_QUERY_MAX) {
        ok(query_parse(buf_text(&canonical), false, &q, &err));
        query_free(&q);
    }
    buf_free(&text);
    buf_free(&canonical);
}

static const struct {
    const char *before, *unit;
    size_t most;
    const char *message;
} limits[] = {
    {"", "a", IR_QUERY_MAX, "the query is too long: at most 65536 bytes"},
    {"", "\xff", IR_QUERY_MAX, "the query is too long: at most 65536 bytes"},
    {"", "a ", IR_QUERY_LEAVES_MAX,
     "the query has too many parts: at most 4096 words and phrases"},
    {"", "OR ", IR_QUERY_LEAVES_MAX,
     "the query has too many parts: at most 4096 words and phrases"},
    {"c ", "AND (b OR (a ", IR_QUERY_DEPTH_MAX / 2,
     "the query is nested too deep: at most 32 groups inside groups"},
    {"", "a b -(", IR_QUERY_DEPTH_MAX / 2,
     "the query is nested too deep: at most 32 groups inside groups"},
    {"", "+a b source:x (", IR_QUERY_DEPTH_MAX / 2,
     "the query is nested too deep: at most 32 groups inside groups"},
    {"", "+a source:x (", IR_QUERY_DEPTH_MAX,
     "the query is nested too deep: at most 32 groups inside groups"},
    {"b w/5 a ", "w/3 (a w/5 a ", IR_QUERY_DEPTH_MAX - 1,
     "the query is nested too deep: at most 32 groups inside groups"},
    {"", "title:(a ", IR_QUERY_DEPTH_MAX,
     "the query is nested too deep: at most 32 groups inside groups"},
    {"", "atleast2(", IR_QUERY_DEPTH_MAX,
     "the query is nested too deep: at most 32 groups inside groups"},
};

START_TEST(limits_are_named)
{
    struct ir_error err = {IR_OK, ""};

    canonical_form_parses(limits[_i].before, limits[_i].unit, limits[_i].most,
                          " OR ");
    canonical_form_parses(limits[_i].before, limits[_i].unit, limits[_i].most,
                          " AND ");
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

/* Each word of a minimum counts, for any of them may answer. */
START_TEST(a_minimum_counts_each_of_its_words)
{
    struct buf text = BUF_INIT;
    struct ir_error err;
    struct query q;

    buf_adds(&text, "\"a");
    for (int i = 1; i < IR_QUERY_LEAVES_MAX; i++)
        buf_adds(&text, " a");
    buf_adds(&text, "\"/2");
    ok(query_parse(buf_text(&text), false, &q, &err));
    query_free(&q);
    buf_adds(&text, " a");
    fails(query_parse(buf_text(&text), false, &q, &err), IR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "at most 4096 words"));
    buf_free(&text);
}
END_TEST

/* Queries that bring down other engines. */
static const char *const deadly[] = {
    "(",         ")",    "()",           "-(",        "\"",      "-",
    "NOT ",      "+-",   "-(a AND ",     "AND ",      "((a) ",   "\xe2\x80\x8f",
    "\"a\"b",    "(gas", "((a -b) w/5 ", "title:",    "title:(", "x* ",
    "atleast2 ", "w/5 ", "\"a b\"~5",    "a w/5 -b ", "foo:b",   "=",
    "^2",        ")^2",  "(not ",        "*",
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

START_TEST(wildcards_are_bounded)
{
    struct ir_error err;
    struct buf text = BUF_INIT;
    struct query q;

    for (int i = 0; i < IR_QUERY_WILD_MAX; i++)
        buf_adds(&text, i % 2 ? "exp* " : "ab~ ");
    ok(query_parse(buf_text(&text), false, &q, &err));
    ck_assert_uint_eq(q.warning_count, 0);
    query_free(&q);
    buf_adds(&text, "imp*");
    fails(query_parse(buf_text(&text), false, &q, &err), IR_LIMIT);
    ck_assert_str_eq(err.message, "the query has too many parts: at most 500 "
                                  "wildcards and fuzzy words");
    buf_free(&text);
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

Suite *query_suite(void)
{
    Suite *suite = suite_create("query");
    TCase *tcase = tcase_create("core");

    tcase_add_test(tcase, golden_queries_give_their_trees);
    tcase_add_loop_test(tcase, literal_text_has_no_syntax, 0, COUNT(literals));
    tcase_add_loop_test(tcase, limits_are_named, 0, COUNT(limits));
    tcase_add_loop_test(tcase, hostile_repetition_comes_to_an_end, 0,
                        COUNT(deadly));
    tcase_add_test(tcase, wildcards_are_bounded);
    tcase_add_test(tcase, a_minimum_counts_each_of_its_words);
    tcase_add_test(tcase, brackets_that_group_nothing_cost_no_depth);
    tcase_add_test(tcase, warnings_are_kept_within_bounds);
    tcase_add_test(tcase, nodes_know_where_they_came_from);
    suite_add_tcase(suite, tcase);
    return suite;
}
