/* The format text in brief: an article in two or three lines. */
#include "search/match/snippet.h"
#include "tests/answer_sample.h"
#include "tests/test.h"

#define BRIEF                                                              \
    TOTAL "  1 Gas waiver passed                                Reuters  " \
          "2026-05-12  3f2a9c\n"                                           \
          "    Officials said a \xc2\xabwaiver\xc2\xbb on gas \xe2\x80\xa6"

START_TEST(brief_text_has_a_snippet_and_a_handle)
{
    page.brief = true;
    ck_assert_str_eq(print(OUTPUT_TEXT), BRIEF "\n");
    hit.passages = 3;
    hit.missing = missing;
    hit.missing_count = 1;
    ck_assert_str_eq(print(OUTPUT_TEXT), BRIEF "   +2 passages\n");
    results.match = IR_MATCH_PARTIAL;
    article.index = TEXT("db/news");
    ck_assert_str_eq(print(OUTPUT_TEXT),
                     BRIEF "   +2 passages   without: electricity\n"
                           "    db/news\n");
}
END_TEST

START_TEST(brief_text_has_a_score_if_it_is_explained)
{
    const struct ir_part part = {"term", TEXT("gas"), 12.3071};

    page.brief = true;
    page.width = 60;
    hit.parts = &part;
    hit.part_count = 1;
    ck_assert_str_eq(
        print(OUTPUT_TEXT), TOTAL
        "  1 Gas waiver passed     12.31  Reuters  2026-05-12  3f2a9c\n"
        "    Officials said a \xc2\xabwaiver\xc2\xbb on gas \xe2\x80\xa6\n"
        "    12.3071 term gas\n");
}
END_TEST

START_TEST(a_snippet_has_two_lines_at_most)
{
    struct buf text = BUF_INIT;

    for (int i = 0; i < 30; i++)
        buf_adds(&text, "some words ");
    snippet = (struct ir_snippet){.text = buf_text(&text)};
    page.brief = true;
    page.width = 40;
    ck_assert_str_eq(print(OUTPUT_TEXT), TOTAL
                     "  1 Gas waiver passed\n"
                     "    Reuters  2026-05-12  3f2a9c\n"
                     "    some words some words some words\n"
                     "    some words some words some words \xe2\x80\xa6\n");
    buf_free(&text);
}
END_TEST

static const char *const long_texts[] = {
    "oil and gas \xe2\x80\xa6 more words of any length ",
    "a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh ",
    "\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94",
    "gas \xe5\xa4\xa9\xe7\x84\xb6 ",
};

static size_t line_of(const char *needle)
{
    const char *found = strstr(out.data, needle);
    size_t line = 1;

    ck_assert_ptr_nonnull(found);
    for (const char *c = out.data; c < found; c++)
        line += *c == '\n';
    return line;
}

/* A snippet of the width that is asked for, cut as the library does. */
static void cut_snippet(struct ir_text text, size_t length, struct arena *arena)
{
    const struct sentence whole = {.end = text.size};
    struct snippet_match matches[6];
    const struct snippet_source from = {.text = text,
                                        .sentences = &whole,
                                        .sentence_count = 1,
                                        .matches = matches,
                                        .match_count = COUNT(matches),
                                        .term_count = COUNT(matches),
                                        .columns =
                                            output_snippet_columns(&page)};

    for (uint32_t i = 0; i < COUNT(matches); i++)
        matches[i] = (struct snippet_match){i * length, i * length + 3, i};
    snippet = *snippet_cut(&from, arena);
}

START_TEST(a_snippet_and_what_is_beside_it_have_two_lines)
{
    static const size_t passages[] = {2, 3, 12, 345};
    struct arena arena = ARENA_INIT;
    struct buf text = BUF_INIT;

    while (text.size < 900)
        buf_adds(&text, long_texts[_i]);
    page.brief = true;
    hit.missing = missing;
    hit.missing_count = 1;
    for (page.width = 60; page.width <= 140; page.width++) {
        cut_snippet(buf_text(&text), strlen(long_texts[_i]), &arena);
        for (size_t i = 0; i < COUNT(passages); i++) {
            hit.passages = passages[i];
            print(OUTPUT_TEXT);
            ck_assert_uint_le(line_of("passage"), line_of("3f2a9c") + 2);
        }
        results.match = IR_MATCH_PARTIAL;
        print(OUTPUT_TEXT);
        ck_assert_uint_le(line_of("electricity"), line_of("3f2a9c") + 2);
        results.match = IR_MATCH_ALL;
    }
    arena_free(&arena);
    buf_free(&text);
}
END_TEST

START_TEST(a_long_aside_has_a_line_of_its_own)
{
    struct arena arena = ARENA_INIT;
    struct buf text = BUF_INIT;

    while (text.size < 900)
        buf_adds(&text, long_texts[0]);
    page.brief = true;
    page.width = 80;
    cut_snippet(buf_text(&text), strlen(long_texts[0]), &arena);
    hit.passages = 2;
    article.index =
        TEXT("/a/folder/of/a/long/name/where/news/of/many/years/are");
    print(OUTPUT_TEXT);
    ck_assert_uint_eq(line_of("passage"), line_of("3f2a9c") + 2);
    ck_assert_uint_eq(line_of("/a/folder"), line_of("3f2a9c") + 3);
    arena_free(&arena);
    buf_free(&text);
}
END_TEST

START_TEST(the_same_snippet_is_shown_once)
{
    struct ir_hit second = hit;
    const struct ir_hit *const both[] = {&hit, &second};
    const char *first;

    second.rank = 2;
    results.hits = both;
    results.count = 2;
    page.brief = true;
    first = strstr(print(OUTPUT_TEXT), "Officials");
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(strstr(first + 1, "Officials"));
    ck_assert_ptr_nonnull(strstr(first, "\n    the same words as 1\n"));
}
END_TEST

START_TEST(colour_takes_the_place_of_marks)
{
    page.brief = page.colour = true;
    print(OUTPUT_TEXT);
    ck_assert_ptr_null(strstr(out.data, "\xc2\xab"));
    ck_assert_ptr_nonnull(strstr(out.data, "said a \033[m\033[1;31mwaiver"
                                           "\033[m on"));
}
END_TEST

Suite *brief_suite(void)
{
    Suite *suite = suite_create("brief");
    TCase *tcase = tcase_create("brief");

    tcase_add_checked_fixture(tcase, answer_make, answer_free);
    tcase_add_test(tcase, brief_text_has_a_snippet_and_a_handle);
    tcase_add_test(tcase, brief_text_has_a_score_if_it_is_explained);
    tcase_add_test(tcase, a_snippet_has_two_lines_at_most);
    tcase_add_test(tcase, a_long_aside_has_a_line_of_its_own);
    tcase_add_test(tcase, the_same_snippet_is_shown_once);
    tcase_add_test(tcase, colour_takes_the_place_of_marks);
    tcase_add_loop_test(tcase, a_snippet_and_what_is_beside_it_have_two_lines,
                        0, COUNT(long_texts));
    suite_add_tcase(suite, tcase);
    return suite;
}
