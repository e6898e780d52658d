#include "searcher/output/json.h"
#include "searcher/session/settings.h"
#include "tests/test.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static const char body[] = "Oil rose.  Officials said\na waiver on gas\n"
                           "was approved.  More follows.";
#define PASSAGE 11           /* where "Officials" begins */
#define FAR (SIZE_MAX >> 11) /* as far as JSON numbers are exact */

static struct ir_article article;
static struct ir_span spans[3];
static struct ir_text missing[1];
static struct ir_warning warning;
static const struct ir_warning *const warnings[] = {&warning};
static const struct ir_range marks[] = {{17, 23}};
static const struct ir_snippet snippet = {
    TEXT("Officials said a waiver on gas \xe2\x80\xa6"), marks, 1};
static struct ir_hit hit;
static const struct ir_hit *const hits[] = {&hit};
static struct ir_index_info info;
static struct ir_results results;
static struct buf out = BUF_INIT;
static struct page page;

static void setup(void)
{
    memset(&article, 0, sizeof(article));
    article.id = TEXT("a1");
    article.title = TEXT("Gas waiver passed");
    article.source = TEXT("Reuters");
    article.text = text_of(body);
    article.has_date = true;
    article.date = 1778580000;
    article.words = 13;
    strcpy(article.fingerprint, "sha256:3f2a9c");
    spans[0] =
        (struct ir_span){28, 34, TEXT("waiver"), IR_FIELD_BODY, IR_HOW_STEM};
    spans[1] =
        (struct ir_span){38, 41, TEXT("gas"), IR_FIELD_BODY, IR_HOW_EXACT};
    spans[2] = (struct ir_span){0, 3, TEXT("gas"), IR_FIELD_TITLE, IR_HOW_FOLD};
    missing[0] = TEXT("electricity");
    hit = (struct ir_hit){.rank = 1,
                          .score = 12.3071,
                          .article = &article,
                          .first = 1,
                          .last = 1,
                          .start = PASSAGE,
                          .end = 55,
                          .before = PASSAGE,
                          .after = 55,
                          .spans = spans,
                          .span_count = 3,
                          .snippet = &snippet,
                          .passages = 1};
    warning.code = "unbalanced_quote";
    strcpy(warning.message, "a quote is never closed");
    memset(&results, 0, sizeof(results));
    results.query = TEXT("gas waiver");
    results.parsed = TEXT("gas AND waiver");
    results.match = IR_MATCH_ALL;
    results.articles.value = 1;
    results.limit = 10;
    results.hits = hits;
    results.index = &info;
    results.count = 1;
    out = (struct buf)BUF_INIT;
    page = (struct page){.out = &out};
}

static void teardown(void)
{
    buf_free(&out);
}

static const char *print(enum output_format format)
{
    buf_clear(&out);
    output_of(format)->results(&page, &results);
    return out.data;
}

START_TEST(text_is_for_people)
{
    ck_assert_str_eq(print(OUTPUT_TEXT),
                     "1. Gas waiver passed  Reuters \xc2\xb7 2026-05-12 "
                     "\xc2\xb7 12.31\n"
                     "   Officials said a waiver on gas was approved.\n"
                     "   a1 [11,55)\n");
}
END_TEST

START_TEST(terminal_lines_are_wrapped)
{
    page.width = 40;
    ck_assert_str_eq(print(OUTPUT_TEXT),
                     "1. Gas waiver passed\n"
                     "   Reuters \xc2\xb7 2026-05-12 \xc2\xb7 12.31\n"
                     "   Officials said a waiver on gas was\n"
                     "   approved.\n"
                     "   a1 [11,55)\n");
    page.width = 52;
    ck_assert_str_eq(print(OUTPUT_TEXT),
                     "1. Gas waiver passed    Reuters \xc2\xb7 2026-05-12 "
                     "\xc2\xb7 12.31\n"
                     "   Officials said a waiver on gas was approved.\n"
                     "   a1 [11,55)\n");
}
END_TEST

START_TEST(matches_are_coloured)
{
    page.colour = true;
    print(OUTPUT_TEXT);
    ck_assert_ptr_nonnull(strstr(out.data, "\033[m\033[1;31mGas\033[m\033[1m "
                                           "waiver passed\033[m"));
    ck_assert_ptr_nonnull(strstr(out.data, "\033[m\033[1;31mwaiver\033[m on "));
    ck_assert_ptr_nonnull(strstr(out.data, "\033[1;31mgas\033[m was"));
}
END_TEST

START_TEST(context_missing_words_and_the_rest_are_told)
{
    hit.before = 0;
    hit.after = article.text.size;
    hit.missing = missing;
    hit.missing_count = 1;
    article.title = TEXT("");
    results.match = IR_MATCH_PARTIAL;
    results.limit = 1;
    results.articles.value = 3;
    results.partial.value = 41;
    results.partial.relation = IR_GE;
    results.next = TEXT("1-1-0");
    page.qid = TEXT("q7");
    ck_assert_str_eq(
        print(OUTPUT_TEXT),
        "== q7: gas waiver\n"
        "3 articles contain all the words; at least 41 contain some of them, shown "
        "with what is missing.\n"
        "1. a1  Reuters \xc2\xb7 2026-05-12 \xc2\xb7 12.31\n"
        "   Oil rose. Officials said a waiver on gas was approved. More "
        "follows.\n"
        "   a1 [11,55) + missing: electricity\n"
        "\n--offset 1 shows more\n\n");
    /* Where none follows nothing is promised. */
    results.next.size = 0;
    ck_assert_ptr_null(strstr(print(OUTPUT_TEXT), "more"));
}
END_TEST

START_TEST(totals_are_in_words)
{
    static const struct {
        uint64_t all, some;
        const char *want;
    } rows[] = {
        {0, 1, "No article contains all the words; 1 contains some of them, "},
        {1, 2, "1 article contains all the words; 2 contain some of them, "},
        {2, 1, "2 articles contain all the words; 1 contains some of them, "},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        results.match = IR_MATCH_PARTIAL;
        results.articles.value = rows[i].all;
        results.partial.value = rows[i].some;
        ck_assert_ptr_nonnull(strstr(print(OUTPUT_TEXT), rows[i].want));
    }
    results.match = IR_MATCH_ALL;
    results.articles = (struct ir_total){41, IR_GE};
    results.next = TEXT("1-1-0");
    ck_assert_ptr_nonnull(
        strstr(print(OUTPUT_TEXT),
               "\nat least 41 articles match; --offset 1 shows more\n"));
}
END_TEST

/* With no hits asked for, JSON lines still have one line. */
START_TEST(a_count_is_a_line_of_json)
{
    const char *line;

    results.limit = 0;
    results.count = 0;
    line = print(OUTPUT_JSONL);
    ck_assert_ptr_nonnull(strstr(line, "\"total\":{\"articles\":{\"value\":"));
    ck_assert_ptr_eq(strchr(line, '\n'), line + strlen(line) - 1);
}
END_TEST

START_TEST(a_run_has_six_columns)
{
    page.tag = TEXT("my run");
    ck_assert_str_eq(print(OUTPUT_TREC), "1 Q0 a1#1-1 1 12.3071 my%20run\n");
    page.articles = true;
    page.qid = TEXT("q\t7");
    hit.rank = 1000;
    ck_assert_str_eq(print(OUTPUT_TREC), "q%097 Q0 a1 1000 12.3071 my%20run\n");
    results.count = 0;
    ck_assert_str_eq(print(OUTPUT_TREC), "");
}
END_TEST

static const struct {
    const char *id, *column;
} docids[] = {
    {"docs/a.txt", "docs/a.txt"},
    {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9"},
    {"a b\n\x7f", "a%20b%0A%7F"},
    {"a%20b", "a%2520b"}, /* or it would equal the one above */
    {"100% of 5%2", "100%%20of%205%2"},
    {"\xc2\xa0\xe2\x80\xa8", "%C2%A0%E2%80%A8"},
    {"\xff\xef\xbf\xbd", "%FF\xef\xbf\xbd"},
};

START_TEST(ids_are_one_column_of_a_run)
{
    struct buf want = BUF_INIT;

    page.tag = TEXT("t");
    page.articles = true;
    article.id = text_of(docids[_i].id);
    buf_addf(&want, "1 Q0 %s 1 12.3071 t\n", docids[_i].column);
    ck_assert_str_eq(print(OUTPUT_TREC), want.data);
    buf_free(&want);
}
END_TEST

static const double scores[] = {
    0, 12.3071, 0.1 + 0.2, 1.0 / 3, 1e-9, 45.160828606279715, 1e17, 5e-324,
};

/* Scores that differ must not be printed as ties. */
START_TEST(scores_of_a_run_are_exact)
{
    page.tag = TEXT("t");
    hit.score = scores[_i];
    print(OUTPUT_TREC);
    ck_assert(strtod(strstr(out.data, " 1 ") + 3, NULL) == scores[_i]);
    hit.score = NAN;
    ck_assert_str_eq(print(OUTPUT_TREC), "1 Q0 a1#1-1 1 0 t\n");
}
END_TEST

static const struct {
    const char *text;
    size_t width;
    const char *wrapped;
} wraps[] = {
    /* Wide characters take two columns and may be broken anywhere. */
    {"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"
     "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
     20,
     "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"
     "\xe6\x97\xa5\xe6\x9c\xac\n   \xe8\xaa\x9e"},
    {"http://example.com/abcdefghijklmnop", 20,
     "http://examp\n   le.com/abc\n   defghijkl\n   mnop"},
    {"one two three four five six", 20, "one two three\n   four five six"},
    {"one two three fours five six", 20, "one two three\n   fours five six"},
};

START_TEST(long_lines_end_somewhere)
{
    struct buf want = BUF_INIT;
    const char *at;

    article.text = text_of(wraps[_i].text);
    hit.start = hit.before = 0;
    hit.end = hit.after = article.text.size;
    hit.span_count = 0;
    page.width = wraps[_i].width;
    print(OUTPUT_TEXT);
    for (const char *line = out.data; *line; line = at + 1) {
        size_t columns = 0;

        at = strchr(line, '\n');
        for (size_t i = 0; i < (size_t)(at - line);) {
            struct ir_text rest = {line, (size_t)(at - line)};

            columns += visible_next(rest, &i, 0, &want);
        }
        ck_assert_uint_le(columns, page.width + 1);
    }
    buf_free(&want);
}
END_TEST

/* One of our own SGR sequences at text[at]?  Its size, or 0. */
static size_t sgr(struct ir_text text, size_t at)
{
    size_t size;

    if (text.data[at] != '\033' || text.data[at + 1] != '[')
        return 0;
    size = strspn(text.data + at + 2, "0123456789;");
    return text.data[at + 2 + size] == 'm' ? size + 3 : 0;
}

/* Nothing but newlines, what visible.h lets pass and, if asked, our colours.
 * One assertion at the end: Check reports each of them to its parent. */
static void check_safe(struct ir_text text, bool colour)
{
    bool safe = utf8_valid(text);

    for (size_t at = 0; safe && at < text.size;) {
        size_t own = colour ? sgr(text, at) : 0;
        uint32_t code;

        at += own;
        if (own)
            continue;
        code = utf8_next(text.data, text.size, &at);
        safe = code == '\n' || !visible_unsafe(code);
    }
    ck_assert_msg(safe, "%s", text.data);
}

static void check_json(void)
{
    char *line = out.data;

    while (*line) {
        char *end = strchr(line, '\n');
        json_error_t error;
        json_t *json;

        ck_assert_ptr_nonnull(end);
        json = json_loadb(line, (size_t)(end - line),
                          JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
        ck_assert_msg(json != NULL, "%s in %s", error.text, line);
        json_decref(json);
        line = end + 1;
    }
    check_safe(buf_text(&out), false);
}

/* One line of six columns, whatever is in them. */
static void check_run(void)
{
    size_t blanks = 0, others = 0;

    for (size_t i = 0; i < out.size; i++) {
        blanks += out.data[i] == ' ';
        others += (unsigned char)out.data[i] < ' ' || out.data[i] == 0x7f;
    }
    ck_assert_msg(blanks == 5 && others == 1, "%s", out.data);
    check_safe(buf_text(&out), false);
}

static void print_everywhere(void)
{
    page.colour = true;
    page.width = 60;
    print(OUTPUT_TEXT);
    check_safe(buf_text(&out), true);
    page.width = 0;
    page.colour = false;
    print(OUTPUT_TEXT);
    check_safe(buf_text(&out), false);
    print(OUTPUT_JSON);
    check_json();
    print(OUTPUT_JSONL);
    check_json();
    buf_clear(&out);
    output_json.article(&page, &article);
    check_json();
    print(OUTPUT_TREC);
    check_run();
}

/* Every field that comes from outside. */
static struct ir_text *const fields[] = {
    &article.id,     &article.title, &article.source, &article.section,
    &article.byline, &article.lang,  &article.url,    &article.path,
    &article.text,   &results.query, &results.parsed, &missing[0],
    &spans[0].term,  &page.qid,      &page.tag,
};

START_TEST(any_two_bytes_in_any_field)
{
    struct buf bytes = BUF_INIT;

    hit.missing = missing;
    hit.missing_count = 1;
    hit.start = hit.before = 0;
    results.warnings = warnings;
    results.warning_count = 1;
    for (int first = 0; first < 256; first++) {
        buf_clear(&bytes);
        for (int second = 0; second < 256; second++)
            buf_addf(&bytes, "|%c%c", first, second);
        buf_addc(&bytes, (char)first); /* cut off at the end */
        *fields[_i] = buf_text(&bytes);
        hit.end = hit.after = article.text.size;
        print_everywhere();
    }
    buf_free(&bytes);
}
END_TEST

START_TEST(any_byte_in_c_strings)
{
    struct ir_error error = {IR_INVALID, "x"};
    char byte;
    const struct ir_text text = {&byte, 1};
    const struct ir_value value = {text, 2};
    const struct ir_values values = {&value, 1, 3, 4};
    const struct ir_coverage coverage = {text, text, 5, values, values, values};
    const struct ir_suggestion word = {text, 6};
    const struct ir_suggestions suggestions = {FAR, FAR, &word, 1, true};

    results.warnings = warnings;
    results.warning_count = 1;
    for (int i = 1; i < 256; i++) {
        warning.message[0] = (char)i;
        article.fingerprint[0] = (char)i;
        info.uuid[0] = (char)i;
        byte = (char)i;
        error.message[0] = (char)i;
        print_everywhere();
        for (int format = 0; format <= OUTPUT_TREC; format++) {
            buf_clear(&out);
            output_of((enum output_format)format)->error(&page, &error);
            output_of((enum output_format)format)
                ->info(&page, results.index, &coverage);
            output_of((enum output_format)format)
                ->suggestions(&page, text, &suggestions);
            check_safe(buf_text(&out), false);
        }
    }
}
END_TEST

static const struct {
    size_t start, end, before, after, span_start, span_end;
} ranges[] = {
    {0, 0, 0, 0, 0, 0},       {5, 2, 9, 1, 7, 3},
    {0, FAR, 0, FAR, 0, FAR}, {FAR, FAR, FAR, FAR, FAR, FAR},
    {11, 55, 80, 3, 40, 30},
};

START_TEST(ranges_that_lie_are_harmless)
{
    hit.start = ranges[_i].start;
    hit.end = ranges[_i].end;
    hit.before = ranges[_i].before;
    hit.after = ranges[_i].after;
    for (size_t i = 0; i < COUNT(spans); i++) {
        spans[i].start = ranges[_i].span_start;
        spans[i].end = ranges[_i].span_end;
    }
    hit.score = NAN;
    results.took_ms = INFINITY;
    article.date = INT64_MIN;
    print_everywhere();
    article.text = (struct ir_text){NULL, 0};
    article.title = (struct ir_text){NULL, 0};
    article.date = INT64_MAX;
    print_everywhere();
}
END_TEST

static const struct {
    double number;
    const char *text;
} decimals[] = {
    {0, "0"},        {12.3071, "12.3071"}, {12.30, "12.3"},
    {100, "100"},    {0.00001, "0"},       {NAN, "0"},
    {INFINITY, "0"}, {1e9, "1000000000"},  {-0.5, "-0.5"},
};

START_TEST(decimals_are_short)
{
    struct json j = {&out, false};

    json_put_decimal(&j, decimals[_i].number);
    ck_assert_str_eq(out.data, decimals[_i].text);
}
END_TEST

START_TEST(escapes_are_strict)
{
    struct json j = {&out, false};

    json_put_text(&j, TEXT("\"\\\n\t\r\0\x7f\xc2\x85/\xe2\x80\xa8"
                           "\xf3\xa0\x81\x81\xc3\xa9\xff"));
    ck_assert_str_eq(out.data, "\"\\\"\\\\\\n\\t\\r\\u0000\\u007f\\u0085/"
                               "\\u2028\\udb40\\udc41\xc3\xa9\xef\xbf\xbd\"");
}
END_TEST

/* 2026-05-12T10:00Z is another day on the far side of the date line. */
START_TEST(dates_are_shown_as_they_were_written)
{
    article.utc_offset = 14 * 60;
    print(OUTPUT_TEXT);
    ck_assert_ptr_nonnull(strstr(out.data, " 2026-05-13 "));
    print(OUTPUT_JSON);
    ck_assert_ptr_nonnull(
        strstr(out.data, "\"date\":\"2026-05-13T00:00:00+14:00\""));
    article.utc_offset = 0;
    print(OUTPUT_JSON);
    ck_assert_ptr_nonnull(
        strstr(out.data, "\"date\":\"2026-05-12T10:00:00Z\""));
    article.date_only = true;
    print(OUTPUT_JSON);
    ck_assert_ptr_nonnull(strstr(out.data, "\"date\":\"2026-05-12\""));
}
END_TEST

/* Written for tests/schema.py, which tests/schema.sh starts. */
START_TEST(documents_for_the_schema)
{
    const char *dir = getenv("IR_SCHEMA_DIR");
    struct ir_error error = {IR_INCOMPATIBLE, "made by a newer version"};
    const struct ir_value value = {TEXT("Reuters"), 2};
    const struct ir_values none = {0};
    const struct ir_coverage coverage = {TEXT("1987-02-26"),
                                         TEXT("1987-10-20"),
                                         1,
                                         {&value, 1, 1, 3},
                                         none,
                                         none};
    const struct ir_suggestion word = {TEXT("waiver"), 6};
    const struct ir_suggestions suggestions = {4, 7, &word, 1, false};
    FILE *file;
    char path[256];

    if (!dir)
        return;
    article.utc_offset = -210;
    print(OUTPUT_JSON);
    article.utc_offset = 210;
    results.warnings = warnings;
    results.warning_count = 1;
    hit.missing = missing;
    hit.missing_count = 1;
    hit.before = 0;
    output_json.results(&page, &results);
    page.qid = TEXT("q1");
    output_json.results(&page, &results);
    output_jsonl.results(&page, &results);
    output_json.article(&page, &article);
    memset(&article, 0, sizeof(article));
    article.id = TEXT("b");
    output_json.article(&page, &article);
    page.qid.size = 0;
    results.count = 0;
    results.match = IR_MATCH_PARTIAL;
    results.articles.relation = IR_LE;
    output_json.results(&page, &results);
    output_json.info(&page, results.index, &coverage);
    output_json.suggestions(&page, TEXT("gas wai"), &suggestions);
    output_json.error(&page, &error);
    snprintf(path, sizeof(path), "%s/documents.jsonl", dir);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(out.data, 1, out.size, file), out.size);
    ck_assert_int_eq(fclose(file), 0);
}
END_TEST

Suite *output_suite(void)
{
    Suite *suite = suite_create("output");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, text_is_for_people);
    tcase_add_test(tcase, terminal_lines_are_wrapped);
    tcase_add_test(tcase, matches_are_coloured);
    tcase_add_test(tcase, context_missing_words_and_the_rest_are_told);
    tcase_add_test(tcase, totals_are_in_words);
    tcase_add_test(tcase, a_count_is_a_line_of_json);
    tcase_add_test(tcase, a_run_has_six_columns);
    tcase_add_loop_test(tcase, ids_are_one_column_of_a_run, 0, COUNT(docids));
    tcase_add_loop_test(tcase, scores_of_a_run_are_exact, 0, COUNT(scores));
    tcase_add_loop_test(tcase, long_lines_end_somewhere, 0, COUNT(wraps));
    tcase_add_loop_test(tcase, any_two_bytes_in_any_field, 0, COUNT(fields));
    tcase_add_test(tcase, any_byte_in_c_strings);
    tcase_add_loop_test(tcase, ranges_that_lie_are_harmless, 0, COUNT(ranges));
    tcase_add_loop_test(tcase, decimals_are_short, 0, COUNT(decimals));
    tcase_add_test(tcase, escapes_are_strict);
    tcase_add_test(tcase, dates_are_shown_as_they_were_written);
    tcase_add_test(tcase, documents_for_the_schema);
    suite_add_tcase(suite, tcase);
    return suite;
}
