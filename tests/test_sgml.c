#include "tests/reading.h"
#include "tests/test.h"

static const char *const files[] = {"tests/formats/trec.sgml",
                                    "tests/formats/reuters.sgm"};

START_TEST(reads_files)
{
    reading_is_as_wanted(files[_i]);
}
END_TEST

static const struct reading_case cases[] = {
    {"a.sgml", "", "! no_article @0: no <DOC> in it\n--\n"},
    {"a.sgml", "words\n", "! no_article @0: no <DOC> in it\n--\n"},
    {"a", "<DOC><DOCNO>1</DOCNO><TEXT>x</TEXT></DOC>", "id: 1\ntext:\nx\n--\n"},
    {"a", "<DOC><TEXT>x</TEXT></DOC>\n<DOC><TEXT>y</TEXT></DOC>",
     "id: a#1\ntext:\nx\n--\nid: a#2\ntext:\ny\n--\n"},
    {"a", "<DOC><TEXT>x</DOC>", "id: a#1\ntext:\nx\n--\n"},
    {"a", "<DOC><TEXT>x", "! truncated @1: the article does not end\n--\n"},
    {"a", "<DOC><TEXT>a < b <5 &amp;c; &#38;</TEXT></DOC>",
     "id: a#1\ntext:\na < b <5 &c; &\n--\n"},
    {"a", "<DOC><TEXT>x <!-- y --> <b>z</b> <!-- w</TEXT></DOC>",
     "id: a#1\ntext:\nx  z <!-- w\n--\n"},
    /* Documents without any element that is known. */
    {"a", "<DOC><DOCNO>1</DOCNO><HUH>loose words</HUH></DOC>",
     "id: 1\ntext:\nloose words\n--\n"},
    {"a", "<DOC><DOCNO>1</DOCNO><TEXT>caf\xe9</TEXT></DOC>",
     "id: 1\ntext:\ncafé\n--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

START_TEST(reuters_is_read_whole)
{
    struct reading_count n;

    if (!reading_count("../shared/corpora/reuters21578.tar.gz", &n))
        return;
    ck_assert_uint_eq(n.articles, 21577);
    ck_assert_uint_eq(n.problems, 1); /* 12793 has neither title nor text */
    ck_assert_uint_eq(n.fields[PARSED_TITLE], 21577);
    ck_assert_uint_eq(n.fields[PARSED_DATE], 21577);
    ck_assert_uint_eq(n.fields[PARSED_BYLINE], 875);
}
END_TEST

START_TEST(an_article_over_the_limit_takes_no_neighbours)
{
    struct buf bytes = BUF_INIT, got = BUF_INIT;

    buf_adds(&bytes, "<DOC><DOCNO>1</DOCNO><TEXT>x</TEXT></DOC>\n"
                     "<DOC><DOCNO>2</DOCNO><TEXT>\n");
    for (int i = 0; i < 500000; i++)
        buf_adds(&bytes, "word\n");
    buf_adds(&bytes,
             "</TEXT></DOC>\n<DOC><DOCNO>3</DOCNO><TEXT>z</TEXT></DOC>");
    reading_bytes("a.sgml", "auto", buf_text(&bytes), 1 << 20, &got);
    ck_assert_str_eq(got.data,
                     "id: 1\ntext:\nx\n--\n! too_large @2: an article over "
                     "--max-size 1M\n--\nid: 3\ntext:\nz\n--\n");
    buf_free(&bytes);
    buf_free(&got);
}
END_TEST

Suite *sgml_suite(void)
{
    Suite *s = suite_create("sgml");
    TCase *c = tcase_create("core");

    tcase_add_loop_test(c, reads_files, 0, COUNT(files));
    tcase_add_loop_test(c, reads, 0, COUNT(cases));
    tcase_add_test(c, reuters_is_read_whole);
    tcase_add_test(c, an_article_over_the_limit_takes_no_neighbours);
    suite_add_tcase(s, c);
    return s;
}
