/* Tables, and what changes how offsets, colours and titles are shown. */
#include "searcher/output/link.h"
#include "tests/answer_sample.h"
#include "tests/test.h"

#define NAMES "rank,score,id,date,source,title,start,end,text\r\n"

START_TEST(a_hit_is_a_row_below_names)
{
    page.csv = true;
    page.exact = true;
    ck_assert_str_eq(print(OUTPUT_CSV),
                     NAMES "1,12.3071,a1,2026-05-12T10:00:00Z,Reuters,"
                           "Gas waiver passed,11,55,\"Officials said\na "
                           "waiver on gas\nwas approved.\"\r\n");
    /* A second answer of a run has no names. */
    ck_assert_ptr_null(strstr(print(OUTPUT_CSV), "rank"));
}
END_TEST

static const struct {
    const char *title, *csv, *tsv;
} cells[] = {
    {"plain", "plain\r\n", "plain\n"},
    {"", "\"\"\r\n", "\n"},
    {"a, b", "\"a, b\"\r\n", "a, b\n"},
    {"\"a\"", "\"\"\"a\"\"\"\r\n", "\"a\"\n"},
    {"a\r\nb\tc", "\"a\r\nb\tc\"\r\n", "a  b c\n"},
    {" a", "\" a\"\r\n", " a\n"},
    {"a ", "\"a \"\r\n", "a \n"},
    {"\xd9\x86\xd9\x81\xd8\xaa", "\xd9\x86\xd9\x81\xd8\xaa\r\n",
     "\xd9\x86\xd9\x81\xd8\xaa\n"},
};

START_TEST(a_cell_is_quoted_where_it_must_be)
{
    struct columns columns;
    struct ir_error err;

    ok(columns_read("title", &columns, &err));
    page.columns = &columns;
    page.exact = page.headed = true;
    article.title = text_of(cells[_i].title);
    ck_assert_str_eq(print(OUTPUT_TSV), cells[_i].tsv);
    page.csv = true;
    ck_assert_str_eq(print(OUTPUT_CSV), cells[_i].csv);
}
END_TEST

START_TEST(controls_are_shown_to_people_and_given_to_programs)
{
    struct columns columns;
    struct ir_error err;

    ok(columns_read("title", &columns, &err));
    page.columns = &columns;
    page.headed = true;
    article.title = TEXT("a\033[2Jb");
    ck_assert_str_eq(print(OUTPUT_TSV), "a\xe2\x90\x9b[2Jb\n");
    page.exact = true;
    ck_assert_str_eq(print(OUTPUT_TSV), "a\033[2Jb\n");
}
END_TEST

START_TEST(columns_are_as_asked_for)
{
    struct columns columns;
    struct ir_error err;

    ok(columns_read(" id , matches,missing,qid,id", &columns, &err));
    page.columns = &columns;
    page.qid = TEXT("q7");
    page.exact = true;
    hit.missing = missing;
    hit.missing_count = 1;
    ck_assert_str_eq(print(OUTPUT_TSV),
                     "id\tmatches\tmissing\tqid\tid\n"
                     "a1\twaiver, gas, Gas\telectricity\tq7\ta1\n");
}
END_TEST

START_TEST(what_is_no_column_is_named)
{
    struct columns columns;
    struct ir_error err;
    struct buf many = BUF_INIT;

    fails(columns_read("id,colour", &columns, &err), IR_INVALID);
    ck_assert_ptr_nonnull(
        strstr(err.message, "\"colour\" is none of qid rank"));
    ck_assert_ptr_nonnull(strstr(err.message, " citation"));
    fails(columns_read("", &columns, &err), IR_INVALID);
    fails(columns_read("id,", &columns, &err), IR_INVALID);
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        buf_adds(&many, i ? ",id" : "id");
    ok(columns_read(many.data, &columns, &err));
    buf_adds(&many, ",id");
    fails(columns_read(many.data, &columns, &err), IR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "50"));
    buf_free(&many);
}
END_TEST

/* Two bytes, three, four: "é", "€" and a face. */
#define MIXED "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z"

START_TEST(units_are_those_of_clients)
{
    static const struct {
        size_t byte, chars, utf16;
    } places[] = {{0, 0, 0},  {1, 1, 1},  {3, 2, 2},  {6, 3, 3},
                  {10, 4, 5}, {11, 5, 6}, {99, 5, 6}, {3, 2, 2}};
    struct units bytes = units_of(UNIT_BYTE, TEXT(MIXED));
    struct units chars = units_of(UNIT_CHAR, TEXT(MIXED));
    struct units utf16 = units_of(UNIT_UTF16, TEXT(MIXED));

    for (size_t i = 0; i < COUNT(places); i++) {
        ck_assert_uint_eq(units_before(&bytes, places[i].byte), places[i].byte);
        ck_assert_uint_eq(units_before(&chars, places[i].byte),
                          places[i].chars);
        ck_assert_uint_eq(units_before(&utf16, places[i].byte),
                          places[i].utf16);
    }
}
END_TEST

START_TEST(json_and_tables_count_in_the_unit)
{
    article.text = TEXT("\xc3\x96l fiel. Officials said a waiver on gas was "
                        "approved.");
    hit.start = 10;
    hit.end = article.text.size;
    page.unit = UNIT_CHAR;
    ck_assert_ptr_nonnull(
        strstr(print(OUTPUT_JSON), "\"offset_unit\":\"char\""));
    ck_assert_ptr_nonnull(strstr(out.data, "\"start\":9,\"end\":53,"));
    ck_assert_ptr_nonnull(strstr(print(OUTPUT_TSV), "\t9\t53\t"));
    ck_assert_ptr_nonnull(strstr(print(OUTPUT_TEXT), "a1 [9,53)"));
    ck_assert_ptr_nonnull(strstr(print(OUTPUT_CITATION), "[10,54)"));
}
END_TEST

START_TEST(only_sentences_that_match_are_shown)
{
    article.text =
        TEXT("Oil rose. Officials said a waiver on gas was approved. "
             "More follows. Gas fell.");
    hit.start = 0;
    hit.end = article.text.size;
    spans[0] =
        (struct ir_span){27, 33, TEXT("waiver"), IR_FIELD_BODY, IR_HOW_EXACT};
    spans[1] =
        (struct ir_span){69, 72, TEXT("gas"), IR_FIELD_BODY, IR_HOW_EXACT};
    page.only = true;
    ck_assert_str_eq(print(OUTPUT_TEXT),
                     "3f2a9c   Officials said a waiver on gas was approved.\n"
                     "3f2a9c   Gas fell.\n");
    page.qid = TEXT("q1");
    page.headed = true;
    ck_assert_str_eq(
        print(OUTPUT_TSV),
        "q1\t1\t12.3071\ta1\t2026-05-12T10:00:00Z\tReuters\tGas waiver passed"
        "\t10\t54\tOfficials said a waiver on gas was approved.\n"
        "q1\t1\t12.3071\ta1\t2026-05-12T10:00:00Z\tReuters\tGas waiver passed"
        "\t69\t78\tGas fell.\n");
    page.qid = TEXT("");
    ck_assert_ptr_nonnull(strstr(print(OUTPUT_CITATION), "[10,54)\n"));
    ck_assert_ptr_nonnull(strstr(out.data, "[69,78)\n"));
    hit.span_count = 0;
    ck_assert_str_eq(print(OUTPUT_TEXT), "");
}
END_TEST

static const struct {
    const char *list, *wrong; /* NULL: none */
    const char *match, *title, *faint;
} palettes[] = {
    {"", NULL, "1;31", "1", "2"},
    {"mt=4", NULL, "4", "1", "2"},
    {"ms=01;32:mc=5:sl=:cx=:rv:ne:ti=3:fa=", NULL, "01;32", "3", ""},
    {"mt=4:ti=red:fa=1", "ti=red:fa=1", "4", "1", "2"},
    {"mt", "mt", "1;31", "1", "2"},
    {"mt=4\033[2J", "mt=4\033[2J", "1;31", "1", "2"},
    {"fa=000000000000000000000000000000000",
     "fa=000000000000000000000000000000000", "1;31", "1", "2"},
    {"nosuch=x:::", NULL, "1;31", "1", "2"},
};

START_TEST(a_palette_is_as_in_grep_colors)
{
    struct palette palette = palette_default;
    const char *wrong = palette_read(palettes[_i].list, &palette);

    ck_assert_pstr_eq(wrong, palettes[_i].wrong);
    ck_assert_str_eq(palette.sgr[STYLE_MATCH], palettes[_i].match);
    ck_assert_str_eq(palette.sgr[STYLE_TITLE], palettes[_i].title);
    ck_assert_str_eq(palette.sgr[STYLE_FAINT], palettes[_i].faint);
}
END_TEST

START_TEST(text_has_the_colours_of_its_palette)
{
    struct palette palette = palette_default;

    ck_assert_ptr_null(palette_read("mt=4:fa=", &palette));
    page.palette = &palette;
    page.colour = true;
    ck_assert_ptr_nonnull(
        strstr(print(OUTPUT_TEXT), "\033[m\033[4mgas\033[m was"));
    ck_assert_ptr_null(strstr(out.data, "\033[2m"));
}
END_TEST

static const struct {
    const char *form, *url, *path, *want;
} links[] = {
    {"auto", "https://a.example/x?y=1", "/n/a.txt", "https://a.example/x?y=1"},
    {"auto", "", "/n/a b\033.txt", "file:///n/a%20b%1B.txt"},
    {"auto", "", "n/a.txt", ""},
    {"auto", "javascript:alert(1)", "", ""},
    {"{url}", "HTTP://a.example/\xc3\xa9\033]8;;", "",
     "HTTP://a.example/%C3%A9%1B]8;;"},
    {"https://x.example/{id}#{handle}", "", "", "https://x.example/a1#3f2a9c"},
    {"vscode://file{path}", "", "", ""},
    {"vscode://file{path}", "", "/n/%41", "vscode://file/n/%2541"},
};

START_TEST(a_link_is_of_safe_characters)
{
    struct buf link = BUF_INIT;

    article.url = text_of(links[_i].url);
    article.path = text_of(links[_i].path);
    link_add(&link, links[_i].form, &article);
    ck_assert_text_eq(buf_text(&link), links[_i].want);
    buf_free(&link);
}
END_TEST

START_TEST(a_form_of_links_is_checked)
{
    static const char *const good[] = {"auto", "{url}", "http://a/{id}",
                                       "x-y:{handle}"};
    static const char *const bad[] = {"",
                                      "on",
                                      "http://a/",
                                      "{path}",
                                      "http {id}",
                                      "http:{nosuch}",
                                      "http:\033{id}",
                                      "/n/{id}"};

    for (size_t i = 0; i < COUNT(good); i++)
        ck_assert_msg(link_form_is_valid(good[i]), "%s", good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        ck_assert_msg(!link_form_is_valid(bad[i]), "%s", bad[i]);
}
END_TEST

START_TEST(titles_are_links_where_there_is_colour)
{
    article.url = TEXT("https://a.example/1");
    page.link = "auto";
    ck_assert_ptr_null(strstr(print(OUTPUT_TEXT), "\033]8"));
    page.colour = true;
    ck_assert_ptr_nonnull(
        strstr(print(OUTPUT_TEXT), "\033]8;;https://a.example/1\033\\"));
    ck_assert_ptr_nonnull(strstr(out.data, "passed\033[m\033]8;;\033\\"));
    article.url = TEXT("");
    ck_assert_ptr_null(strstr(print(OUTPUT_TEXT), "\033]8"));
}
END_TEST

Suite *rows_suite(void)
{
    Suite *suite = suite_create("rows");
    TCase *tcase = tcase_create("rows");

    tcase_add_checked_fixture(tcase, answer_make, answer_free);
    tcase_add_test(tcase, a_hit_is_a_row_below_names);
    tcase_add_loop_test(tcase, a_cell_is_quoted_where_it_must_be, 0,
                        COUNT(cells));
    tcase_add_test(tcase, controls_are_shown_to_people_and_given_to_programs);
    tcase_add_test(tcase, columns_are_as_asked_for);
    tcase_add_test(tcase, what_is_no_column_is_named);
    tcase_add_test(tcase, units_are_those_of_clients);
    tcase_add_test(tcase, json_and_tables_count_in_the_unit);
    tcase_add_test(tcase, only_sentences_that_match_are_shown);
    tcase_add_loop_test(tcase, a_palette_is_as_in_grep_colors, 0,
                        COUNT(palettes));
    tcase_add_test(tcase, text_has_the_colours_of_its_palette);
    tcase_add_loop_test(tcase, a_link_is_of_safe_characters, 0, COUNT(links));
    tcase_add_test(tcase, a_form_of_links_is_checked);
    tcase_add_test(tcase, titles_are_links_where_there_is_colour);
    suite_add_tcase(suite, tcase);
    return suite;
}
