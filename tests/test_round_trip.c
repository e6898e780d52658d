#include "search/query/query.h"
#include "tests/test.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

#define GOLDEN "tests/query.txt"
#define INPUTS 50000 /* of each way to answer a list */
#define MUTATED_MAX 2000
#define SEED 20260512

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

/* clang-format off */
static const char *const pieces[] = {
    "gas", "oil", "Es'haq", "AND", "OR", "NOT", "and", " ", " ", " ", " ", "-",
    "+", "(", ")", "\"", "\xe2\x80\x9c", "\xc2\xab", "|", "&&", "!", "&", "*",
    ":", "\xff", "\xe2", "\n", "C++", "\xd8\xa7\xd9\x84",
    "\xe4\xb8\xad\xe6\x96\x87", "\xf0\x9f\x94\xa5", "\xe2\x80\x8f",
    "\xef\xbc\x88", "\xef\xbc\x89", "\xe3\x80\x80", "U.S.", " AND ", " OR ",
    " NOT ", " -", " +", " (", ") ", "\"a b\"", "a ", "b ", "$20", "50%",
    "=", "=gas ", "exp*", "*port", "g?s", "?", "~", "~1", "~2", "^", "^2", "^0.5",
    "^1000", "/3", "/0.5", "gas~ ", "\"a b c\"/2", "\"a b\"~5", " w/5 ",
    " NEAR/3 ", " near5 ", " ADJ/2 ", " pre/3 ", " onear/4 ", " /s ", " /p ",
    " w/s ", " SAME ", " NEAR ", " NOT w/5 ", " not w/s ", " NOT /p ", " /5 ",
    "atleast3(", "atleast2 ", "repeat2:", "headline(", "hlead(", "lead(",
    "title:", "lead:", "hlead:", "title:(", "source:", "section:", "byline:",
    "author:", "lang:en ", "url:http://x/y?a=b*c ", "id:a1 ", "source:(",
    "byline:(", "date:2026-05 ", "date:\"3 days\" ", "words:>500 ",
    "words:1..9 ", "words:x ", "topic:gas ", "foo:bar ", "topic:", "date:", ")^3 ",
    ")^0.25", "non-prolif* ", "a* ", "**", "f**k", "10:30 ", "Re: ", "'", ".", ",",
    "GAS ", "OIL ", "0", "9", "99999999999999999999",
};
/* clang-format on */

static uint64_t random_state;

static size_t random_below(size_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)(random_state % limit);
}

static void random_pieces(struct buf *out)
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

/* The golden queries, to be mutated. */
static struct buf golden[MUTATED_MAX];
static size_t golden_count;

static void read_golden(void)
{
    FILE *file = fopen(GOLDEN, "r");
    char line[1024];
    bool first = true;

    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof(line), file) && golden_count < MUTATED_MAX) {
        line[strcspn(line, "\n")] = '\0';
        if (first && line[0] && line[0] != '#') {
            golden[golden_count] = (struct buf)BUF_INIT;
            buf_adds(&golden[golden_count++], line);
        }
        first = !line[0] || line[0] == '#';
    }
    fclose(file);
}

/* Delete, repeat, insert or overwrite a few bytes or pieces of text. */
static void mutate(const struct buf *text, struct buf *out)
{
    size_t from = random_below(text->size + 1);
    size_t size = random_below(text->size - from + 1);
    const char *piece = pieces[random_below(COUNT(pieces))];

    buf_clear(out);
    buf_add(out, text->data, from);
    switch (random_below(4)) {
    case 0: size = size < 4 ? size : 1; break;
    case 1: buf_add(out, text->data + from, size), size = 0; break;
    case 2: buf_adds(out, piece), size = 0; break;
    default: buf_adds(out, piece), size = size < 2 ? size : 1; break;
    }
    buf_add(out, text->data + from + size, text->size - from - size);
}

static void random_query(struct buf *out)
{
    struct buf other = BUF_INIT, swap;

    if (random_below(2)) {
        random_pieces(out);
        return;
    }
    buf_clear(out);
    buf_addt(out, buf_text(&golden[random_below(golden_count)]));
    for (size_t i = 1 + random_below(6); i > 0; i--) {
        mutate(out, &other);
        swap = *out;
        *out = other;
        other = swap;
    }
    buf_free(&other);
}

static bool is_group(enum query_kind kind)
{
    return kind == QUERY_LIST || kind == QUERY_AND || kind == QUERY_OR;
}

static bool is_joined(enum query_kind kind)
{
    return kind >= QUERY_NEAR && kind <= QUERY_NOT_PARAGRAPH;
}

/* Is it not allowed inside a node that needs spans? */
static bool is_spanless(enum query_kind kind)
{
    return kind == QUERY_NOT || kind == QUERY_MUST || kind == QUERY_MIN_MATCH ||
           kind == QUERY_ATLEAST || kind == QUERY_FIELD || kind == QUERY_DATE ||
           kind == QUERY_LENGTH || kind == QUERY_EVERY;
}

static void check_counts(const struct query_node *node, size_t parts)
{
    enum query_kind kind = node->kind;

    if (kind >= QUERY_NOT_NEAR && kind <= QUERY_NOT_PARAGRAPH)
        ck_assert_uint_eq(parts, 2);
    else if (is_group(kind) || is_joined(kind))
        ck_assert_uint_ge(parts, 2);
    else if (kind == QUERY_NOT || kind == QUERY_MUST || kind == QUERY_ATLEAST ||
             kind == QUERY_SCOPE)
        ck_assert_uint_eq(parts, 1);
    else
        ck_assert_uint_eq(parts, 0);
    if (!parts && kind != QUERY_LENGTH)
        ck_assert(node->text.size && utf8_valid(node->text));
    ck_assert_uint_le(node->number, IR_QUERY_NUMBER_MAX);
    if (kind == QUERY_NEAR || kind == QUERY_ADJ || kind == QUERY_NOT_NEAR ||
        kind == QUERY_ATLEAST)
        ck_assert_uint_ge(node->number, 1);
    if (kind == QUERY_MIN_MATCH && !node->number)
        ck_assert(node->share > 0 && node->share <= 1);
    if (kind == QUERY_LENGTH)
        ck_assert_uint_le(node->low, node->high);
    ck_assert(node->weight >= 0 && node->weight <= IR_QUERY_WEIGHT_MAX);
    if (parts && !is_group(kind) && !is_joined(kind))
        ck_assert(node->weight == 1);
}

static void check_shape(const struct query *q, const struct query_node *node,
                        size_t depth, bool spans)
{
    const struct query_node *parent = node;
    size_t parts = 0;

    ck_assert_uint_le(depth, 2 * IR_QUERY_DEPTH_MAX + 4);
    ck_assert_uint_lt(node->start, node->end);
    ck_assert_uint_le(node->end, q->text.size);
    ck_assert(!spans || !is_spanless(node->kind));
    spans = spans || is_joined(node->kind) || node->kind == QUERY_ATLEAST ||
            node->kind == QUERY_SCOPE;
    for (node = node->parts; node; node = node->next) {
        parts++;
        ck_assert(!is_group(node->kind) || node->kind != parent->kind ||
                  node->kind == QUERY_LIST || node->weight != 1);
        ck_assert(node->kind != QUERY_MUST || parent->kind == QUERY_LIST);
        ck_assert(parent->kind != QUERY_SCOPE ||
                  (!is_group(node->kind) && node->kind != QUERY_SCOPE));
        ck_assert_uint_ge(node->start, parent->start);
        ck_assert_uint_le(node->end, parent->end);
        check_shape(q, node, depth + 1, spans);
    }
    check_counts(parent, parts);
}

/* Text that looks like syntax is told each time, and what is wrong with the
 * query; nothing else is, in the canonical form. */
static const char *complaint(const struct query *q)
{
    for (size_t i = 0; i < q->warning_count; i++) {
        const char *code = q->warnings[i].code;

        if (strcmp(code, "only_negative") && strcmp(code, "unknown_field") &&
            strcmp(code, "unknown_operator") && strcmp(code, "unknown_sign") &&
            strcmp(code, "field_apart") && strcmp(code, "field_pattern") &&
            strcmp(code, "bad_length"))
            return code;
    }
    return NULL;
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
        check_shape(&q, q.root, 1, false);
    query_print(&q, list, &once);
    query_free(&q);
    if (once.size <= IR_QUERY_MAX) {
        ok(query_parse(buf_text(&once), false, &q, &err));
        ck_assert_msg(!complaint(&q), "%.*s\ngives %.1500s\nwith %s",
                      (int)text.size, text.data, once.data, complaint(&q));
        query_print(&q, list, &twice);
        ck_assert_msg(text_equal(buf_text(&once), buf_text(&twice)),
                      "%.*s\ngives %.1500s\nthen  %.1500s", (int)text.size,
                      text.data, once.data, twice.data);
        query_free(&q);
    }
    buf_free(&once);
    buf_free(&twice);
}

START_TEST(canonical_form_is_stable)
{
    const char *given = getenv("IR_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0) : SEED;
    struct buf text = BUF_INIT;

    random_state = seed;
    printf("query: IR_SEED=%llu\n", (unsigned long long)seed);
    fflush(stdout);
    read_golden();
    for (int i = 0; i < 2 * INPUTS; i++) {
        random_query(&text);
        check_round_trip(buf_text(&text), i % 16 == 0,
                         i % 2 ? " AND " : " OR ");
    }
    for (size_t i = 0; i < golden_count; i++)
        buf_free(&golden[i]);
    buf_free(&text);
}
END_TEST

Suite *round_trip_suite(void)
{
    Suite *suite = suite_create("round_trip");
    TCase *tcase = tcase_create("core");

    tcase_add_test(tcase, what_is_passed_over_holds_no_word);
    tcase_add_test(tcase, canonical_form_is_stable);
    suite_add_tcase(suite, tcase);
    return suite;
}
