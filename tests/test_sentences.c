#include "tests/test.h"
#include "text/sentences.h"
#include "text/utf8.h"

#include <stdio.h>

/*
 * Sentences, with | between them and || before a paragraph; those of
 * boilerplate have a # before.
 */
static void show(struct ir_text text, struct buf *out)
{
    struct sentences s = SENTENCES_INIT;

    buf_clear(out);
    sentences_find(&s, text, 0);
    for (size_t i = 0; i < s.count; i++) {
        const struct sentence *one = &s.items[i];

        if (i)
            buf_adds(out, one->marks & SENTENCE_PARAGRAPH ? "||" : "|");
        else
            ck_assert(one->marks & SENTENCE_PARAGRAPH);
        if (one->marks & SENTENCE_BOILERPLATE)
            buf_addc(out, '#');
        buf_add(out, text.data + one->start, one->end - one->start);
    }
    sentences_free(&s);
}

static const char *const cases[][2] = {
    {"", ""},
    {" \n\n ", ""},
    {"One. Two.", "One.|Two."},
    {"No end", "No end"},
    {"Mr. Li met Dr. Roe. Gen. Poe left.",
     "Mr. Li met Dr. Roe.|Gen. Poe left."},
    {"J. R. Smith of St. Paul. He slept.",
     "J. R. Smith of St. Paul.|He slept."},
    {"It rose 10.5 percent to 3. Then it fell.",
     "It rose 10.5 percent to 3.|Then it fell."},
    {"In the U.S. The mood rose. The U.S. Army too.",
     "In the U.S.|The mood rose.|The U.S. Army too."},
    {"At 5 p.m. Friday. At 6 a.m. He woke.",
     "At 5 p.m. Friday.|At 6 a.m.|He woke."},
    {"Acme Inc. Chairman Poe. Acme Corp. It fell.",
     "Acme Inc. Chairman Poe.|Acme Corp.|It fell."},
    {"Room No. 5 in Jan. 2020. He said no. They left in Feb. Snow fell.",
     "Room No. 5 in Jan. 2020.|He said no.|They left in Feb.|Snow fell."},
    {"Fruit, e.g. Apples vs. Pears, etc. The end.",
     "Fruit, e.g. Apples vs. Pears, etc.|The end."},
    {"Well... maybe. Well... Maybe… Yes… no.",
     "Well... maybe.|Well...|Maybe…|Yes… no."},
    {"“He fled the country.” She stayed. (He knew.) “Why?” she asked.",
     "“He fled the country.”|She stayed.|(He knew.)|“Why?” she asked."},
    {"\"Stop!\" he said. 'Go.' Now? Yes!",
     "\"Stop!\" he said.|'Go.'|Now?|Yes!"},
    {"From the beginning.TEHRAN said. It ended.The rest.Ph.D. work",
     "From the beginning.|TEHRAN said.|It ended.|The rest.|Ph.D. work"},
    {"He paid in the end.“Fine.”She left. See site.Com or a.b.c.",
     "He paid in the end.|“Fine.”|She left.|See site.|Com or a.b.c."},
    {"1. The first. 2. The second.", "1. The first.|2. The second."},
    {"THE U.S . FIRST ASKED FOR A PLAN . LAST WEEK, AS MR . POE SAID .",
     "THE U.S . FIRST ASKED FOR A PLAN .|LAST WEEK, AS MR . POE SAID ."},
    {"IN THE U.S . AND OUT . IN THE U.S . THE END .",
     "IN THE U.S . AND OUT .|IN THE U.S .|THE END ."},
    {"他来了。他走了！真的？", "他来了。|他走了！|真的？"},
    {"هل جاء؟ نعم.", "هل جاء؟|نعم."},
    {"वह आया। वह गया।", "वह आया।|वह गया।"},
    {"Über. Äpfel. élan. Ende.", "Über.|Äpfel. élan.|Ende."},
    {"Odd (but true.), he said. At 5%. Then.",
     "Odd (but true.), he said.|At 5%.|Then."},
    {"Line one is whole.\nLine two is whole.\nA third",
     "Line one is whole.||Line two is whole.||A third"},
    {"A heading\n\nA line that\ngoes on. Then\r\n\r\nthe next.",
     "A heading||A line that\ngoes on.|Then||the next."},
    {"Two spaces.  Not lost.\n\n\nNext. \xc2\xa0 Here.",
     "Two spaces.|Not lost.||Next.|Here."},
    {"Page one.\fPage two.", "Page one.||Page two."},
    /* Hard-wrapped. */
    {"The harbour lay still in the early light and the boats had not yet\n"
     "gone out. Mr. Poe, who had kept the light for thirty years, said it\n"
     "would rain before noon. Nobody believed him, as usual, but it did.\n"
     "Short end.\n"
     "A new paragraph begins here because the line above it was not full,\n"
     "and it goes on until the end.\n"
     "   An indented line begins another paragraph of this long old text, it\n"
     "seems.",
     "The harbour lay still in the early light and the boats had not yet\n"
     "gone out.|Mr. Poe, who had kept the light for thirty years, said it\n"
     "would rain before noon.|Nobody believed him, as usual, but it did.|"
     "Short end.||"
     "A new paragraph begins here because the line above it was not full,\n"
     "and it goes on until the end.||"
     "An indented line begins another paragraph of this long old text, it\n"
     "seems."},
    /* Boilerplate. */
    {"It rained. AB/CD", "It rained.||#AB/CD"},
    {"It rained. AB/CD All Content by Rain News is licensed under a Free "
     "License.",
     "It rained.||#AB/CD||#All Content by Rain News is licensed under a Free "
     "License."},
    {"It rained, he said AB/CD/EF\n   All Content by X is licensed under Y.",
     "It rained, he said||#AB/CD/EF||#All Content by X is licensed under Y."},
    {"It rained. AB All Content by X is licensed under Y.",
     "It rained.||#AB||#All Content by X is licensed under Y."},
    {"This year it rained All Content by X is licensed under Y.",
     "This year it rained||#All Content by X is licensed under Y."},
    {"It rained.\n\nCopyright 2020 Rain News. All rights reserved. No part "
     "may be used.",
     "It rained.||#Copyright 2020 Rain News.|#All rights reserved.|#No part "
     "may be used."},
    {"It rained. © 2021 Rain", "It rained.||#© 2021 Rain"},
    {"The court ruled on copyright law. He heard AC/DC",
     "The court ruled on copyright law.|He heard AC/DC"},
    {"All rights reserved.", "#All rights reserved."},
};

START_TEST(sentences_are_as_the_table_says)
{
    struct buf out = BUF_INIT;

    show(text_of(cases[_i][0]), &out);
    ck_assert_str_eq(out.data, cases[_i][1]);
    buf_free(&out);
}
END_TEST

START_TEST(runs_of_spaces_part_paragraphs_where_line_ends_are_lost)
{
    struct buf text = BUF_INIT, out = BUF_INIT;

    for (int i = 0; i < 10; i++)
        buf_adds(&text, "The long line goes on and on about the harbour. ");
    buf_adds(&text, " New.\xc2\xa0 Also, a  stray. Same.");
    show(buf_text(&text), &out);
    ck_assert_ptr_nonnull(
        strstr(out.data, "harbour.||New.||Also, a  stray.|Same."));
    buf_free(&text);
    buf_free(&out);
}
END_TEST

/* Bytes are looked at by sixteens. */
START_TEST(a_sentence_ends_at_any_byte)
{
    static const char *const ends[] = {".", "!", "?", "\xe2\x80\xa6", "\n"};
    struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
    const char *end = ends[_i];

    for (size_t before = 1; before < 40; before++)
        for (size_t after = 1; after < 20; after++) {
            buf_clear(&text);
            buf_clear(&want);
            /* \u00e9 is no mark, but no ASCII either. */
            buf_addf(&text, "%.*s\xc3\xa9%s X%.*s", (int)before,
                     "Bxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", end,
                     (int)after, "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy");
            buf_addf(&want, "%.*s\xc3\xa9%s%sX%.*s", (int)before,
                     "Bxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                     *end == '\n' ? "" : end, *end == '\n' ? "||" : "|",
                     (int)after, "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy");
            show(buf_text(&text), &got);
            ck_assert_str_eq(got.data, want.data);
        }
    buf_free(&text);
    buf_free(&want);
    buf_free(&got);
}
END_TEST

START_TEST(what_comes_before_from_is_left_out)
{
    struct sentences s = SENTENCES_INIT;

    sentences_find(&s, TEXT("A head\n\nA body."), 8);
    ck_assert_uint_eq(s.count, 1);
    ck_assert_uint_eq(s.items[0].start, 8);
    ck_assert_uint_eq(s.items[0].end, 15);
    sentences_find(&s, TEXT("x"), 1);
    ck_assert_uint_eq(s.count, 0);
    sentences_free(&s);
}
END_TEST

static const struct {
    const char *unit;
    bool spaced; /* there is a space to cut at */
} long_ones[] = {{"word ", true}, {"x", false}, {"\xe4\xb8\xad", false}};

START_TEST(long_sentences_are_cut)
{
    struct sentences s = SENTENCES_INIT;
    struct buf text = BUF_INIT;

    while (text.size < 3 * SENTENCE_MAX)
        buf_adds(&text, long_ones[_i].unit);
    sentences_find(&s, buf_text(&text), 0);
    ck_assert_uint_ge(s.count, 3);
    for (size_t i = 0; i < s.count; i++) {
        ck_assert_uint_le(s.items[i].end - s.items[i].start, SENTENCE_MAX);
        ck_assert((text.data[s.items[i].end] & 0xc0) != 0x80);
        if (long_ones[_i].spaced)
            ck_assert_int_eq(text.data[s.items[i].end], ' ');
    }
    sentences_free(&s);
    buf_free(&text);
}
END_TEST

static const char *const hostile[] = {
    ".",        ". ",     ".\n", "\n",        " ",     "a\n",
    ")\n",      ".)",     "A. ", "a.A",       "\"",    " \n",
    "x",        "- ",     "\f",  "...\n\n a", "Mr.  ", "\xe2\x80\xa6 ",
    "\xc2\xa0", "a)\n b", "A/",
};

START_TEST(mebibytes_of_anything_are_cut)
{
    struct sentences s = SENTENCES_INIT;
    struct buf text = BUF_INIT;
    size_t end = 0;

    while (text.size < 4 << 20)
        buf_adds(&text, hostile[_i]);
    sentences_find(&s, buf_text(&text), 0);
    for (size_t i = 0; i < s.count; i++) {
        ck_assert(s.items[i].start >= end && s.items[i].end > s.items[i].start);
        end = s.items[i].end;
    }
    ck_assert_uint_le(end, text.size);
    headline_find(buf_text(&text), &end);
    sentences_free(&s);
    buf_free(&text);
}
END_TEST

#define PAST_80 "which is how a line looks when it has been cut to fit a page"

static const char *const headlines[][2] = {
    {"Rain falls on harbour\n\nIt rained.", "Rain falls on harbour"},
    {"\n  Rain falls again \nIt rained.", "Rain falls again"},
    {"Will it rain?\nIt did.", "Will it rain?"},
    {"US-Iran talks resume\nThey met.", "US-Iran talks resume"},
    {"7 ships lost at sea\nThey sank.", "7 ships lost at sea"},
    {"Rain falls on harbour", ""},
    {"Rain falls on harbour\n\n", ""},
    {"Rain fell on the harbour.\n\nIt rained.", ""},
    {"rain fell on harbour\n\nIt rained.", ""},
    {"Rain\n\nIt rained.", ""},
    {"Raining:\nIt rained here,\n", ""},
    {"He said so:\n\nIt rained.", ""},
    {"TEHRAN- Rain fell\n\nIt rained.", ""},
    {"TEHRAN, Iran (AP) — Rain fell\n\nIt rained.", ""},
    {"BAGHDAD —Rain fell\n\nIt rained.", ""},
    {"NEW YORK -- Rain fell\n\nIt rained.", ""},
    {"Rain fell on the\nharbour all day.", ""},
    {"A ship came in, " PAST_80 "\nA pier, " PAST_80 "\nand so on.", ""},
    {PAST_80 PAST_80 PAST_80 "\n\nIt rained.", ""},
    {"", ""},
};

START_TEST(headlines_are_as_the_table_says)
{
    struct ir_text text = text_of(headlines[_i][0]), found;
    size_t body = 99;

    found = headline_find(text, &body);
    ck_assert_text_eq(found, headlines[_i][1]);
    if (!found.size)
        ck_assert_uint_eq(body, 0);
    else
        ck_assert(body > found.size && text.data[body - 1] == '\n' &&
                  text.data[body] != '\n');
}
END_TEST

/* The four layouts of ../shared/seeds: sentences, paragraphs, boilerplate. */
static const struct {
    const char *path;
    size_t sentences, paragraphs, boilerplate;
} seeds[] = {
    {"../shared/seeds/000_73c98801de1bf339.txt", 17, 15, 0},
    {"../shared/seeds/001_38e78dac781e0b92.txt", 15, 14, 0},
    {"../shared/seeds/002_b25e304b7355a1f4.txt", 12, 3, 2},
    {"../shared/seeds/003_bb556aa5433043a0.txt", 16, 9, 0},
};

START_TEST(real_articles_of_four_layouts)
{
    FILE *file = fopen(seeds[_i].path, "r");
    struct sentences s = SENTENCES_INIT;
    size_t paragraphs = 0, boilerplate = 0, size, body;
    char text[8192];

    if (!file) {
        printf("skipped: no %s\n", seeds[_i].path);
        return;
    }
    size = fread(text, 1, sizeof(text), file);
    fclose(file);
    headline_find((struct ir_text){text, size}, &body);
    sentences_find(&s, (struct ir_text){text, size}, body);
    for (size_t i = 0; i < s.count; i++) {
        paragraphs += s.items[i].marks & SENTENCE_PARAGRAPH;
        boilerplate += (s.items[i].marks & SENTENCE_BOILERPLATE) > 0;
    }
    ck_assert_uint_eq(s.count, seeds[_i].sentences);
    ck_assert_uint_eq(paragraphs, seeds[_i].paragraphs);
    ck_assert_uint_eq(boilerplate, seeds[_i].boilerplate);
    ck_assert_int_eq(body > 0, _i == 3);
    sentences_free(&s);
}
END_TEST

Suite *sentences_suite(void)
{
    Suite *suite = suite_create("sentences");
    TCase *tests = tcase_create("sentences");

    tcase_add_loop_test(tests, sentences_are_as_the_table_says, 0,
                        COUNT(cases));
    tcase_add_test(tests,
                   runs_of_spaces_part_paragraphs_where_line_ends_are_lost);
    tcase_add_loop_test(tests, a_sentence_ends_at_any_byte, 0, 5);
    tcase_add_test(tests, what_comes_before_from_is_left_out);
    tcase_add_loop_test(tests, long_sentences_are_cut, 0, COUNT(long_ones));
    tcase_add_loop_test(tests, mebibytes_of_anything_are_cut, 0,
                        COUNT(hostile));
    tcase_add_loop_test(tests, headlines_are_as_the_table_says, 0,
                        COUNT(headlines));
    tcase_add_loop_test(tests, real_articles_of_four_layouts, 0, COUNT(seeds));
    suite_add_tcase(suite, tests);
    return suite;
}
