#include "searcher/output/json.h"
#include "tests/answer_sample.h"
#include "tests/test.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#define FAR (SIZE_MAX >> 11) /* as far as JSON numbers are exact */

START_TEST(a_snippet_has_its_highlights)
{
    ck_assert_ptr_nonnull(
        strstr(print(OUTPUT_JSON),
               "\"snippet\":{\"text\":\"Officials said a waiver on gas "
               "\xe2\x80\xa6\",\"highlights\":[{\"start\":17,\"end\":23,"
               "\"match\":0}]}"));
}
END_TEST

START_TEST(json_has_handle_and_index)
{
    ck_assert_ptr_nonnull(
        strstr(print(OUTPUT_JSONL), "\"handle\":\"3f2a9c\",\"index\":null,"));
    article.handle = TEXT("");
    article.index = TEXT("db/news");
    ck_assert_ptr_nonnull(
        strstr(print(OUTPUT_JSON), "\"handle\":null,\"index\":\"db/news\","));
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
    output_text.show(&page, &hit);
    check_safe(buf_text(&out), true);
    page.brief = true;
    print(OUTPUT_TEXT);
    check_safe(buf_text(&out), true);
    page.width = 0;
    page.colour = false;
    print(OUTPUT_TEXT);
    check_safe(buf_text(&out), false);
    output_text.show(&page, &hit);
    check_safe(buf_text(&out), false);
    page.brief = false;
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
    &spans[0].term,  &page.qid,      &page.tag,       &article.handle,
    &article.index,  &snippet.text,
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
    const struct ir_coverage coverage = {text,   text,   5, values,
                                         values, values, 7, 3};
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

/* Every ASCII character at every place of a text. */
START_TEST(escapes_stand_where_their_characters_do)
{
    static const char plain[] = "abcdefghijklmnopqrs";
    char text[sizeof(plain)];
    struct buf one = BUF_INIT, expected = BUF_INIT;

    for (int c = 0; c < 0x80; c++) {
        const char letter = (char)c;

        buf_clear(&one);
        json_put_text(&(struct json){&one, false},
                      (struct ir_text){&letter, 1});
        for (size_t at = 0; at < strlen(plain); at++) {
            memcpy(text, plain, sizeof(text));
            text[at] = letter;
            buf_clear(&expected);
            buf_addf(&expected, "\"%.*s%.*s%s\"", (int)at, plain,
                     (int)one.size - 2, one.data + 1, plain + at + 1);
            buf_clear(&out);
            json_put_text(&(struct json){&out, false},
                          (struct ir_text){text, strlen(plain)});
            ck_assert_str_eq(out.data, expected.data);
        }
    }
    buf_free(&one);
    buf_free(&expected);
}
END_TEST

/* 12.307135789 takes 11 digits, a third 16, and 0.1 + 0.2 takes 17. */
START_TEST(exact_numbers_are_short)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {0.1, "0.1"},
        {-2.5e-9, "-2.5e-09"},
        {12.307135789, "12.307135789"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {NAN, "0"},
        {-INFINITY, "0"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json j = {&out, false};

        buf_clear(&out);
        json_put_exact(&j, cases[i].number);
        ck_assert_str_eq(out.data, cases[i].text);
    }
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
                                         none,
                                         2,
                                         1};
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

    tcase_add_checked_fixture(tcase, answer_make, answer_free);
    tcase_add_test(tcase, a_snippet_has_its_highlights);
    tcase_add_test(tcase, json_has_handle_and_index);
    tcase_add_test(tcase, a_count_is_a_line_of_json);
    tcase_add_loop_test(tcase, any_two_bytes_in_any_field, 0, COUNT(fields));
    tcase_add_test(tcase, any_byte_in_c_strings);
    tcase_add_loop_test(tcase, ranges_that_lie_are_harmless, 0, COUNT(ranges));
    tcase_add_loop_test(tcase, decimals_are_short, 0, COUNT(decimals));
    tcase_add_test(tcase, escapes_are_strict);
    tcase_add_test(tcase, escapes_stand_where_their_characters_do);
    tcase_add_test(tcase, exact_numbers_are_short);
    tcase_add_test(tcase, dates_are_shown_as_they_were_written);
    tcase_add_test(tcase, documents_for_the_schema);
    suite_add_tcase(suite, tcase);
    return suite;
}
