#include "tests/reading.h"
#include "tests/test.h"

static const char *const files[] = {"tests/formats/message.newsml",
                                    "tests/formats/items1.newsml"};

START_TEST(reads_files)
{
    reading_is_as_wanted(files[_i]);
}
END_TEST

static const struct reading_case cases[] = {
    {"a.xml", "<packageItem guid='x'><a/></packageItem>",
     "! no_article @0: no news item in it\n--\n"},
    {"a.xml",
     "<newsItem><contentMeta><headline>h</headline></contentMeta>"
     "</newsItem>",
     "id: a.xml#1\ntitle: h\n--\n"},
    {"a.xml",
     "<newsItem guid='g:1'><contentSet><inlineXML>x</inlineXML>"
     "</contentSet></newsItem>",
     "id: g:1\ntext:\nx\n--\n"},
    /* The first text that is not empty. */
    {"a.xml",
     "<newsItem guid='g:1'><contentSet><inlineXML><p/></inlineXML>"
     "<inlineXML><p>x</p></inlineXML><inlineXML><p>y</p></inlineXML>"
     "</contentSet></newsItem>",
     "id: g:1\ntext:\nx\n--\n"},
    {"a.xml",
     "<newsItem guid='g:1'><contentMeta><headline>h</headline>"
     "</contentMeta><contentSet><inlineXML><html><body><h1>h</h1><p>x</p>"
     "</body></html></inlineXML></contentSet></newsItem>",
     "id: g:1\ntitle: h\ntext:\nx\n--\n"},
    {"a.xml",
     "<newsItem guid='g:1'><contentMeta><description>x &lt;b&gt;"
     "</description></contentMeta></newsItem>",
     "id: g:1\ntext:\nx <b>\n--\n"},
    /* Articles before the damage are kept. */
    {"a.xml",
     "<newsMessage><itemSet><newsItem guid='g:1'><contentMeta>"
     "<headline>h</headline></contentMeta></newsItem><newsItem>",
     "id: g:1\ntitle: h\n--\n! truncated @1: the document ends within an "
     "element\n--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

START_TEST(real_files_keep_their_fields)
{
    struct reading_count n;

    if (!reading_count("../shared/formats/newsml", &n))
        return;
    ck_assert_uint_eq(n.articles, 40);
    ck_assert_uint_eq(n.problems, 4); /* items without headline and text */
    ck_assert_uint_eq(n.fields[PARSED_TITLE], 39);
    ck_assert_uint_eq(n.fields[PARSED_TEXT], 39);
    ck_assert_uint_eq(n.fields[PARSED_DATE], 40);
    ck_assert_uint_eq(n.fields[PARSED_SOURCE], 40);
}
END_TEST

Suite *newsml_suite(void)
{
    Suite *s = suite_create("newsml");
    TCase *c = tcase_create("core");

    tcase_add_loop_test(c, reads_files, 0, COUNT(files));
    tcase_add_loop_test(c, reads, 0, COUNT(cases));
    tcase_add_test(c, real_files_keep_their_fields);
    suite_add_tcase(s, c);
    return s;
}
