#include "indexer/formats/xml/xml.h"
#include "indexer/formats/xml/xml_clean.h"
#include "indexer/formats/xml/xml_prolog.h"
#include "tests/reading.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static const struct {
    const char *head, *root;
} roots[] = {
    {"<a>", "a"},
    {"<a/>", "a"},
    {"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- <b> -->\n<x:a\n", "a"},
    {"<!DOCTYPE a SYSTEM 'b>c'><a>", "a"},
    {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>", "a"},
    {"<a", ""},
    {"", ""},
    {"text", ""},
    {"<!-- <a>", ""},
};

START_TEST(the_root_is_seen)
{
    ck_assert_text_eq(xml_root(text_of(roots[_i].head)), roots[_i].root);
}
END_TEST

static const struct {
    const char *in, *out;
    size_t replaced;
} unclean[] = {
    {"a & b", "a &amp; b", 0},
    {"&amp;&lt;&gt;&quot;&apos;", "&amp;&lt;&gt;&quot;&apos;", 0},
    {"&eacute;&#233;&#xe9;", "\xc3\xa9\xc3\xa9\xc3\xa9", 0},
    {"&#0;&#5;&#xd800;&#x110000;&#99999999999;",
     "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 5},
    {"&nobody; &; &#; &#x; &lt", "&amp;nobody; &amp;; &amp;#; &amp;#x; &amp;lt",
     0},
    {"a\x02\x1f"
     "b\t\n\r",
     "a\xef\xbf\xbd\xef\xbf\xbd"
     "b\t\n\r",
     2},
    {"<![CDATA[a & b]]> & c", "<![CDATA[a & b]]> &amp; c", 0},
    {"]]> & <!", "]]> &amp; <!", 0},
};

START_TEST(what_is_nearly_xml_becomes_xml)
{
    struct ir_text in = text_of(unclean[_i].in);

    /* The pieces in which it arrives do not matter. */
    for (size_t size = 1; size < 40; size++) {
        struct buf out = BUF_INIT, piece = BUF_INIT;
        struct xml_clean c;

        xml_clean_start(&c, in);
        do {
            xml_clean_next(&c, size, &piece);
            buf_addt(&out, buf_text(&piece));
        } while (piece.size);
        ck_assert_str_eq(out.data, unclean[_i].out);
        ck_assert_uint_eq(c.replaced, unclean[_i].replaced);
        buf_free(&out);
        buf_free(&piece);
    }
}
END_TEST

static size_t clean_all(struct ir_text in, struct buf *out)
{
    struct buf piece = BUF_INIT;
    struct xml_clean c;

    xml_clean_start(&c, in);
    do {
        xml_clean_next(&c, in.size, &piece);
        buf_addt(out, buf_text(&piece));
    } while (piece.size);
    buf_free(&piece);
    return c.replaced;
}

enum { PLACES = 40 };

static void clean_byte(unsigned char byte, size_t at)
{
    const bool control =
        byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r';
    const char as_is[2] = {(char)byte, '\0'};
    const char *becomes = control ? "\xef\xbf\xbd" : as_is;
    const size_t size = control ? 3 : 1;
    struct buf out = BUF_INIT;
    char text[PLACES];

    memset(text, 'x', PLACES);
    text[at] = (char)byte;
    ck_assert_uint_eq(clean_all((struct ir_text){text, PLACES}, &out), control);
    ck_assert_uint_eq(out.size, PLACES - 1 + (byte == '&' ? 5 : size));
    ck_assert(!memcmp(out.data + at, becomes, size));
    buf_free(&out);
}

/* Text is passed over many bytes at once: a byte counts at each place. */
START_TEST(every_byte_is_seen_at_every_place)
{
    for (unsigned byte = 0; byte < 256; byte++)
        for (size_t at = 0; at < PLACES; at++)
            clean_byte((unsigned char)byte, at);
}
END_TEST

/* Each bomb is its head, the part so many times, and its tail. */
static const struct {
    const char *head, *part;
    size_t times;
    const char *tail, *reason;
} bombs[] = {
    /* Exponential ("billion laughs") and quadratic expansion. */
    {"<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
     "<!ENTITY c \"&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;\">]><rss>",
     "&d;", 10, "</rss>", "doctype"},
    {"<!DOCTYPE rss [<!ENTITY a \"hahahahahahahahahahahahahahaha\">]><rss>",
     "&a;", 100000, "</rss>", "doctype"},
    /* External entities in text, parameter entities, external DTDs. */
    {"<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss><channel>"
     "<item><title>",
     "&a;", 1, "</title></item></channel></rss>", "doctype"},
    {"<!DOCTYPE rss [<!ENTITY a SYSTEM \"http://127.0.0.1:9/\">]><rss>", "&a;",
     1, "</rss>", "doctype"},
    {"<!DOCTYPE rss SYSTEM \"rss.dtd\" [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]>"
     "<rss>",
     "&b;", 1, "</rss>", "doctype"},
    /* Depth and length. */
    {"<rss>", "<a>", 1000000, "", "depth"},
    {"<rss><channel a=\"", "0123456789", 1000000, "\"/></rss>", "token"},
    {"<rss><!-- ", "0123456789", 1000000, " --></rss>", "token"},
    {"<rss><", "a123456789", 1000000, "/></rss>", "token"},
    {"<rss><channel ", "a='' ", 1000000, "/></rss>", "token"},
    {"<rss><?a ", "0123456789", 1000000, "?></rss>", "token"},
    {"<rss>", "&", 1000000, "</rss>", "references"},
    {"<rss>", "&eacute;", 1000000, "</rss>", "references"},
    /* Wrong declarations and damage. */
    {"<?xml version=\"1.0\" encoding=\"klingon\"?><rss>\xe9</rss>", "", 0, "",
     "encoding"},
    {"<rss><channel><item><title>", "x", 1, "", "truncated"},
    {"<rss><channel></item>", "", 0, "</channel></rss>", "syntax"},
    {"<rss a='1' a='2'/>", "", 0, "", "syntax"},
    {"<rss/><rss/>", "", 0, "", "syntax"},
};

/* KiB that reading a bomb may take.  More with the address sanitizer, which
 * delays the reuse of freed memory. */
#ifdef __SANITIZE_ADDRESS__
#    define MEMORY ((long)1000 << 10)
#else
#    define MEMORY ((long)64 << 10)
#endif

static long memory_peak(void)
{
    struct rusage usage;

    ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

/* The problem names the reason, and little memory is used. */
START_TEST(bombs_are_refused_by_name)
{
    struct buf bytes = BUF_INIT, got = BUF_INIT, want = BUF_INIT;
    long before;

    buf_adds(&bytes, bombs[_i].head);
    for (size_t i = 0; i < bombs[_i].times; i++)
        buf_adds(&bytes, bombs[_i].part);
    buf_adds(&bytes, bombs[_i].tail);
    before = memory_peak();
    reading_bytes("a.rss", "feed", buf_text(&bytes), (size_t)16 << 20, &got);
    ck_assert_int_lt(memory_peak() - before, MEMORY);
    buf_addf(&want, "! %s @", bombs[_i].reason);
    ck_assert_msg(!strncmp(got.data, want.data, want.size), "%s, not %s",
                  got.data, want.data);
    ck_assert_ptr_null(strstr(got.data + 2, "\n! "));
    buf_free(&bytes);
    buf_free(&got);
    buf_free(&want);
}
END_TEST

/* A file that an entity or a DTD names is never read. */
START_TEST(no_file_is_opened)
{
    char path[TEMP_SIZE];
    struct buf xml = BUF_INIT, got = BUF_INIT;
    int fd = temp_file(path);

    ck_assert_int_eq((int)write(fd, "<!ENTITY a 'marker'>", 20), 20);
    close(fd);
    buf_addf(&xml,
             "<!DOCTYPE nitf SYSTEM \"%s\"><nitf><body><body.content><p>x&a;y"
             "</p></body.content></body></nitf>",
             path);
    reading_bytes("a.xml", "nitf", buf_text(&xml), 1 << 20, &got);
    ck_assert_str_eq(got.data, "id: a.xml\ntext:\nx&a;y\n--\n");
    buf_clear(&xml);
    buf_clear(&got);
    buf_addf(&xml,
             "<!DOCTYPE nitf [<!ENTITY a SYSTEM \"%s\">]><nitf><body>"
             "<body.content><p>x&a;y</p></body.content></body></nitf>",
             path);
    reading_bytes("a.xml", "nitf", buf_text(&xml), 1 << 20, &got);
    ck_assert_str_eq(got.data, "! doctype @1: its DOCTYPE declares things of "
                               "its own\n--\n");
    ck_assert_int_eq(unlink(path), 0);
    buf_free(&xml);
    buf_free(&got);
}
END_TEST

/* What a DOCTYPE declares is passed over, unless the document needs it. */
static const struct reading_case declared[] = {
    {"a.xml",
     "<!DOCTYPE rss [<!ENTITY % a SYSTEM \"http://127.0.0.1:9/a.dtd\"> %a;]>"
     "<rss><channel><item><title>x</title></item></channel></rss>",
     "id: a.xml#1\ntitle: x\n--\n"},
    {"a.xml",
     "<!DOCTYPE rss [<!ATTLIST item about CDATA \"given\">]>"
     "<rss><channel><item><title>x</title></item></channel></rss>",
     "id: a.xml#1\ntitle: x\n--\n"},
    {"a.xml",
     "<?xml version='1.0'?><!DOCTYPE rss [ ]>"
     "<rss><channel><item><title>x</title></item></channel></rss>",
     "id: a.xml#1\ntitle: x\n--\n"},
    {"a.xml",
     "<!DOCTYPE rss PUBLIC \"-//x//]>\" \"rss.dtd\" [<!-- it's ]> -->\n"
     "<!ENTITY nbsp \"]>\">\n<!ENTITY unused 'x'>]>\n"
     "<rss><channel><item><title>x&nbsp;y</title></item>\n<item/>"
     "</channel></rss>",
     "id: a.xml#1\ntitle: x\xc2\xa0y\n--\n"
     "! empty @5: an article without headline and text\n--\n"},
    {"a.xml",
     "<!DOCTYPE rss [<!ENTITY desk 'The Desk'>]>"
     "<rss><channel><item><title>&desk;</title></item></channel></rss>",
     "! doctype @1: its DOCTYPE declares things of its own\n--\n"},
    {"a.xml",
     "<!DOCTYPE NewsML PUBLIC \"urn:newsml:iptc.org:20021018:NewsMLv1.1.dtd:1\" "
     "\"NewsML.dtd\" [<!ENTITY % nitf SYSTEM \"nitf-3-1.dtd\"> %nitf;]>"
     "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Rain</HeadLine>"
     "</NewsLines><ContentItem><DataContent><p>x</p></DataContent>"
     "</ContentItem></NewsComponent></NewsItem></NewsML>",
     "id: a.xml#1\ntitle: Rain\ntext:\nx\n--\n"},
};

START_TEST(declarations_are_passed_over)
{
    reading_holds(&declared[_i]);
}
END_TEST

START_TEST(articles_without_end_are_given_up)
{
    struct buf xml = BUF_INIT, got = BUF_INIT;
    size_t problems = 0;

    buf_adds(&xml, "<rss><channel><item><title>x</title></item>");
    for (int i = 0; i < 100000; i++)
        buf_adds(&xml, "<item/>");
    buf_adds(&xml, "</channel></rss>");
    reading_bytes("a.rss", "feed", buf_text(&xml), 1 << 20, &got);
    for (const char *at = got.data; (at = strstr(at, "! ")); at++)
        problems++;
    ck_assert_uint_eq(problems, 1001);
    ck_assert_ptr_nonnull(strstr(got.data, "title: x\n"));
    ck_assert_ptr_nonnull(strstr(got.data, "! rejected @1: too many"));
    buf_free(&xml);
    buf_free(&got);
}
END_TEST

START_TEST(a_huge_text_is_an_article)
{
    struct buf xml = BUF_INIT, got = BUF_INIT;
    long before;

    buf_adds(&xml, "<nitf><body><body.content><p>");
    for (int i = 0; i < 2000000; i++)
        buf_adds(&xml, "word ");
    buf_adds(&xml, "</p></body.content></body></nitf>");
    before = memory_peak();
    reading_bytes("a.xml", "nitf", buf_text(&xml), (size_t)16 << 20, &got);
    ck_assert_int_lt(memory_peak() - before, MEMORY);
    ck_assert_uint_gt(got.size, 9000000);
    buf_free(&xml);
    buf_free(&got);
}
END_TEST

#define NITF(text) \
    "<nitf><body><body.content>" text "</body.content></body></nitf>"

static const struct {
    const char *bytes;
    size_t size;
    const char *got;
} encodings[] = {
    {"<?xml version='1.0' encoding='ISO-8859-1'?>" NITF("caf\xe9"), 0,
     "caf\xc3\xa9"},
    {"<?xml version='1.0' encoding='windows-1252'?>" NITF("\x93q\x94"), 0,
     "\xe2\x80\x9cq\xe2\x80\x9d"},
    /* A declaration that can be read as bytes is not UTF-16. */
    {"<?xml version='1.0' encoding='utf-16'?>" NITF("caf\xc3\xa9"), 0,
     "caf\xc3\xa9"},
    {"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?>" NITF("caf\xc3\xa9"),
     0, "caf\xc3\xa9"},
    {"\xff\xfe<\0n\0i\0t\0f\0>\0<\0b\0o\0d\0y\0>\0<\0b\0o\0d\0y\0.\0c\0o\0n\0"
     "t\0e\0n\0t\0>\0\xe9\0<\0/\0b\0o\0d\0y\0.\0c\0o\0n\0t\0e\0n\0t\0>\0<\0/\0"
     "b\0o\0d\0y\0>\0<\0/\0n\0i\0t\0f\0>\0",
     2 + 2 * 56, "\xc3\xa9"},
};

START_TEST(encodings_are_declared)
{
    struct buf got = BUF_INIT, want = BUF_INIT;
    size_t size = encodings[_i].size;

    buf_addf(&want, "id: a.xml\ntext:\n%s\n--\n", encodings[_i].got);
    reading_bytes("a.xml", "nitf",
                  (struct ir_text){encodings[_i].bytes,
                                   size ? size : strlen(encodings[_i].bytes)},
                  1 << 20, &got);
    ck_assert_str_eq(got.data, want.data);
    buf_free(&got);
    buf_free(&want);
}
END_TEST

Suite *xml_suite(void)
{
    Suite *s = suite_create("xml");
    TCase *c = tcase_create("core");

    tcase_add_loop_test(c, the_root_is_seen, 0, COUNT(roots));
    tcase_add_loop_test(c, what_is_nearly_xml_becomes_xml, 0, COUNT(unclean));
    tcase_add_test(c, every_byte_is_seen_at_every_place);
    tcase_add_loop_test(c, bombs_are_refused_by_name, 0, COUNT(bombs));
    tcase_add_test(c, no_file_is_opened);
    tcase_add_loop_test(c, declarations_are_passed_over, 0, COUNT(declared));
    tcase_add_test(c, articles_without_end_are_given_up);
    tcase_add_test(c, a_huge_text_is_an_article);
    tcase_add_loop_test(c, encodings_are_declared, 0, COUNT(encodings));
    suite_add_tcase(s, c);
    return s;
}
