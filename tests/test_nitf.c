#include "tests/reading.h"
#include "tests/test.h"

static const char *const files[] = {"tests/formats/story.nitf"};

START_TEST(reads_files)
{
    reading_is_as_wanted(files[_i]);
}
END_TEST

static const struct reading_case cases[] = {
    {"a.xml", "<nitf><body><body.content><p>x</p></body.content></body></nitf>",
     "id: a.xml\ntext:\nx\n--\n"},
    {"a.xml", "<nitf><body/></nitf>",
     "! empty @1: an article without headline and text\n--\n"},
    {"a.xml", "<contentSet><x/></contentSet>",
     "! no_article @0: no NITF article in it\n--\n"},
    /* Without a text, the abstract or a caption is taken. */
    {"a.xml",
     "<nitf><body><body.head><abstract><p>x</p><p>y</p></abstract>"
     "</body.head></body></nitf>",
     "id: a.xml\ntext:\nx\n\ny\n--\n"},
    {"a.xml",
     "<nitf><body><body.content><media><media-caption>x</media-caption>"
     "</media></body.content></body></nitf>",
     "id: a.xml\ntext:\nx\n--\n"},
    /* The place is not repeated. */
    {"a.xml",
     "<nitf><body><body.head><dateline><location>ROME</location></dateline>"
     "</body.head><body.content><p>Rome (X) - y</p></body.content></body>"
     "</nitf>",
     "id: a.xml\ntext:\nRome (X) - y\n--\n"},
    {"a.xml",
     "<nitf><head><docdata><date.issue norm='YYYYMMDD'/>"
     "<date.release norm='20200102'/></docdata><title>t</title></head></nitf>",
     "id: a.xml\ntitle: t\ndate: 20200102\n--\n"},
    {"a.xml",
     "<nitf><head><title>t</title></head><body><body.head><byline><byttl>"
     "Desk</byttl></byline></body.head></body></nitf>",
     "id: a.xml\ntitle: t\nbyline: Desk\n--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

START_TEST(real_files_keep_their_fields)
{
    struct reading_count n;

    if (!reading_count("../shared/formats/nitf", &n))
        return;
    ck_assert_uint_eq(n.articles, 14);
    ck_assert_uint_eq(n.problems, 1); /* one has neither headline nor text */
    ck_assert_uint_eq(n.fields[PARSED_TITLE], 14);
    ck_assert_uint_eq(n.fields[PARSED_TEXT], 14);
    ck_assert_uint_eq(n.fields[PARSED_DATE], 13); /* one is a fragment */
}
END_TEST

Suite *nitf_suite(void)
{
    Suite *s = suite_create("nitf");
    TCase *c = tcase_create("core");

    tcase_add_loop_test(c, reads_files, 0, COUNT(files));
    tcase_add_loop_test(c, reads, 0, COUNT(cases));
    tcase_add_test(c, real_files_keep_their_fields);
    suite_add_tcase(s, c);
    return s;
}
