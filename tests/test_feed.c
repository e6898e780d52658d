#include "tests/reading.h"
#include "tests/test.h"

static const char *const files[] = {
    "tests/formats/channel.rss", "tests/formats/site.rdf",
    "tests/formats/entries.atom", "tests/formats/feed.json"};

START_TEST(reads_files)
{
    reading_is_as_wanted(files[_i]);
}
END_TEST

static const struct reading_case cases[] = {
    {"a.xml", "<rss><channel><title>t</title></channel></rss>", ""},
    {"a.xml",
     "<rss><channel><item><title>x</title><link>http://a.b/1</link>"
     "<guid>http://a.b/?p=1</guid></item></channel></rss>",
     "id: http://a.b/?p=1\ntitle: x\nurl: http://a.b/1\n--\n"},
    {"a.xml",
     "<rss><channel><item><title>A&nbsp;B &unknown; C</title></item>"
     "<item><title>y</title><guid>5</guid></item></channel></rss>",
     "id: a.xml#1\ntitle: A B &unknown; C\n--\n"
     "id: a.xml#5\ntitle: y\n--\n"},
    {"a.xml",
     "<rss><channel><item><title>x</title><description>&lt;img "
     "src='a'&gt;</description></item></channel></rss>",
     "id: a.xml#1\ntitle: x\n--\n"},
    /* A prefix that nobody declared. */
    {"a.xml",
     "<rss><channel><item><title>x</title><dc:date>2020-01-01"
     "</dc:date></item></channel></rss>",
     "id: a.xml#1\ntitle: x\ndate: 2020-01-01\n--\n"},
    {"a.json", "{\"version\":\"https://jsonfeed.org/version/1\"}",
     "! no_article @0: a JSON Feed without items\n--\n"},
    {"a.json", "{\"version\":\"https://jsonfeed.org/version/1\",",
     "! syntax @1: bad JSON at byte 44: premature EOF\n--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

START_TEST(real_files_keep_their_fields)
{
    struct reading_count n;

    if (!reading_count("../shared/formats/feeds", &n))
        return;
    ck_assert_uint_eq(n.articles, 253); /* one is a page */
    ck_assert_uint_eq(n.problems, 2);   /* entries without anything */
    ck_assert_uint_eq(n.fields[PARSED_TITLE], 253);
    ck_assert_uint_eq(n.fields[PARSED_URL], 252);
    ck_assert_uint_eq(n.fields[PARSED_SOURCE], 252);
}
END_TEST

Suite *feed_suite(void)
{
    Suite *s = suite_create("feed");
    TCase *c = tcase_create("core");

    tcase_add_loop_test(c, reads_files, 0, COUNT(files));
    tcase_add_loop_test(c, reads, 0, COUNT(cases));
    tcase_add_test(c, real_files_keep_their_fields);
    suite_add_tcase(s, c);
    return s;
}
