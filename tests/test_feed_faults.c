/* Feeds with faults, old feeds, and the kinds of links and encodings in them. */
#include "tests/reading.h"
#include "tests/test.h"

static const struct reading_case cases[] = {
    /* Items that share an identifier, with addresses of their own. */
    {"a.xml",
     "<rss version=\"2.0\"><channel><item><title>a</title><link>http://f.exam"
     "ple/1</link><guid>tag:f,2024:1</guid></item><item><title>b</title>"
     "<link>http://f.example/2</link><guid>tag:f,2024:1</guid></item>"
     "<item><title>c</title><link>http://f.example/3</link><guid>tag:f,"
     "2024:1</guid></item></channel></rss>",
     "id: tag:f,2024:1\n"
     "title: a\n"
     "url: http://f.example/1\n"
     "--\n"
     "id: http://f.example/2\n"
     "title: b\n"
     "url: http://f.example/2\n"
     "--\n"
     "id: http://f.example/3\n"
     "title: c\n"
     "url: http://f.example/3\n"
     "--\n"},
    /* With one address; the same item twice is one. */
    {"a.xml",
     "<rss version=\"2.0\"><channel><item><title>a</title><link>http://f.exam"
     "ple/</link></item><item><title>b</title><link>http://f.example/</link>"
     "</item><item><title>a</title><link>http://f.example/</link></item>"
     "</channel></rss>",
     "id: http://f.example/\n"
     "title: a\n"
     "url: http://f.example/\n"
     "--\n"
     "id: http://f.example/#f08a82dd03565941\n"
     "title: b\n"
     "url: http://f.example/\n"
     "--\n"
     "id: http://f.example/\n"
     "title: a\n"
     "url: http://f.example/\n"
     "--\n"},
    /* A broken item costs itself. */
    {"a.xml",
     "<rss version=\"2.0\"><channel><item><title>a</title><link>http://f.exam"
     "ple/1</link></item><item><title>b</titel></item>\n"
     "<item><title>c</title><link>http://f.example/3</link></item>"
     "\n"
     "<item><title>d</title><link>http://f.example/4</link></item>"
     "</channel></rss>",
     "id: http://f.example/1\n"
     "title: a\n"
     "url: http://f.example/1\n"
     "--\n"
     "! syntax @1: bad XML: Opening and ending tag mismatch: title "
     "and titel\n"
     "--\n"
     "id: http://f.example/3\n"
     "title: c\n"
     "url: http://f.example/3\n"
     "--\n"
     "id: http://f.example/4\n"
     "title: d\n"
     "url: http://f.example/4\n"
     "--\n"},
    /* The first, in its start tag; the last. */
    {"a.xml",
     "<rss version=\"2.0\"><channel>\n"
     "<item a=1><title>a</title></item>\n"
     "<item><title>b</title><link>http://f.example/2</link></item>"
     "\n"
     "<item><title>c</b></item></channel></rss>",
     "! syntax @2: bad XML: AttValue: \" or ' expected\n"
     "--\n"
     "id: http://f.example/2\n"
     "title: b\n"
     "url: http://f.example/2\n"
     "--\n"
     "! syntax @4: bad XML: Opening and ending tag mismatch: title "
     "and b\n"
     "--\n"},
    /* Its lines are those of the file; the source and language stay. */
    {"a.xml",
     "<rss\n"
     " version=\"2.0\"\n"
     "><channel><title>F</title>\n"
     "<language>en</language>\n"
     "<item><title>a</title></item>\n"
     "<item>\n"
     "<x <y></item>\n"
     "<item><title>b</title></item>\n"
     "<item/></channel></rss>",
     "id: a.xml#1\n"
     "title: a\n"
     "source: F\n"
     "lang: en\n"
     "--\n"
     "! syntax @7: bad XML: error parsing attribute name\n"
     "--\n"
     "id: a.xml#3\n"
     "title: b\n"
     "source: F\n"
     "lang: en\n"
     "--\n"
     "! empty @9: an article without headline and text\n"
     "--\n"},
    /* In Atom, and in RSS 1.0. */
    {"a.xml",
     "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>tag:f,"
     "2024:1</id><title>a</title></entry><entry><id>tag:f,2024:2</id>"
     "<title>b</entry><entry><id>tag:f,2024:3</id><title>c</title>"
     "</entry></feed>",
     "id: tag:f,2024:1\n"
     "title: a\n"
     "--\n"
     "! syntax @1: bad XML: Opening and ending tag mismatch: title "
     "and entry\n"
     "--\n"
     "id: tag:f,2024:3\n"
     "title: c\n"
     "--\n"},
    {"a.xml",
     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
     "xmlns=\"http://purl.org/rss/1.0/\"><channel><title>F</title>"
     "</channel><item rdf:about=\"tag:f,2024:1\"><title>a</titl></item>"
     "<item rdf:about=\"tag:f,2024:2\"><title>b</title></item></rdf:RDF>",
     "! syntax @1: bad XML: Opening and ending tag mismatch: title "
     "and titl\n"
     "--\n"
     "id: tag:f,2024:2\n"
     "title: b\n"
     "source: F\n"
     "--\n"},
    /* RSS 0.9x with the whole item. */
    {"a.xml",
     "<rss version=\"2.0\"><channel><item><title>a</title><link>http://f.exam"
     "ple/1</link><description>Short.</description><fullitem>&lt;p&gt;One.&lt"
     ";/p&gt;&lt;p&gt;Two.&lt;/p&gt;</fullitem></item></channel></rss>",
     "id: http://f.example/1\n"
     "title: a\n"
     "url: http://f.example/1\n"
     "text:\n"
     "One.\n"
     "Two.\n"
     "--\n"},
    /* Content in base64. */
    {"a.xml",
     "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry>"
     "<id>tag:f,2024:1</id><title>a</title><content type=\"text/html\" "
     "mode=\"base64\">PHA+UmFpbiAmYW1wOyB3aW5kLjwvcD4=</content></entry>"
     "<entry><id>tag:f,2024:2</id><title>b</title><content type=\"text/html\""
     " mode=\"escaped\">&lt;p&gt;x&lt;/p&gt;</content></entry><entry>"
     "<id>tag:f,2024:3</id><title>c</title><content type=\"application/xhtml+"
     "xml\" mode=\"xml\"><p>y</p></content></entry></feed>",
     "id: tag:f,2024:1\n"
     "title: a\n"
     "text:\n"
     "Rain & wind.\n"
     "--\n"
     "id: tag:f,2024:2\n"
     "title: b\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: tag:f,2024:3\n"
     "title: c\n"
     "text:\n"
     "y\n"
     "--\n"},
    {"a.xml",
     "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>tag:f,"
     "2024:1</id><title>a</title><content type=\"application/octet-stream\">"
     "\n"
     "TGUgYmFjIGEgw6l0w6kgZW4gcmV0YXJkLg==\n"
     "</content></entry><entry><id>tag:f,2024:2</id><title>b</title>"
     "<content type=\"image/png\">iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcS"
     "J</content><summary>s</summary></entry><entry><id>tag:f,2024:3</id>"
     "<title>c</title><content type=\"image/png\" src=\"a.png\"/><summary>"
     "t</summary></entry></feed>",
     "id: tag:f,2024:1\n"
     "title: a\n"
     "text:\n"
     "Le bac a \303\251t\303\251 en retard.\n"
     "--\n"
     "id: tag:f,2024:2\n"
     "title: b\n"
     "text:\n"
     "s\n"
     "--\n"
     "id: tag:f,2024:3\n"
     "title: c\n"
     "text:\n"
     "t\n"
     "--\n"},
    /* Names in other cases than the format's. */
    {"a.rss",
     "<RSS Version=\"2.0\"><Channel><Title>Fair News</Title><Item><GUID>g-1"
     "</GUID><TITLE>a</TITLE><pubdate>Thu, 22 Aug 2024 10:00:00 GMT"
     "</pubdate><Description>Rain fell.</Description></Item><ITEM><title>b"
     "</title></ITEM></Channel></RSS>",
     "id: a.rss#g-1\n"
     "title: a\n"
     "date: Thu, 22 Aug 2024 10:00:00 GMT\n"
     "source: Fair News\n"
     "text:\n"
     "Rain fell.\n"
     "--\n"
     "id: a.rss#2\n"
     "title: b\n"
     "source: Fair News\n"
     "--\n"},
    /* Namespaces in other cases, and with "https". */
    {"a.rss",
     "<rss xmlns:DC=\"https://purl.org/DC/elements/1.1/\" xmlns:i=\"http://www"
     ".itunes.com/DTDs/PodCast-1.0.dtd\"><channel><title>Fair News</title>"
     "<item><title>a</title><DC:creator>Ada Quill</DC:creator><i:summary>Rain"
     "</i:summary></item></channel></rss>",
     "id: a.rss#1\n"
     "title: a\n"
     "source: Fair News\n"
     "byline: Ada Quill\n"
     "text:\n"
     "Rain\n"
     "--\n"},
    /* The Channel Definition Format. */
    {"a.cdf",
     "<?xml version=\"1.0\"?><CHANNEL HREF=\"http://f.example/n/\" "
     "BASE=\"http://f.example/n/\"><TITLE>Fair News</TITLE><ABSTRACT>"
     "All</ABSTRACT><ITEM HREF=\"1.html\" LASTMOD=\"1998-11-05T22:12\">"
     "<TITLE>a</TITLE><ABSTRACT>Rain fell.</ABSTRACT></ITEM><ITEM>"
     "<A HREF=\"/2.html\"></A><TITLE>b</TITLE></ITEM></CHANNEL>",
     "id: http://f.example/n/1.html\n"
     "title: a\n"
     "date: 1998-11-05T22:12\n"
     "source: Fair News\n"
     "url: http://f.example/n/1.html\n"
     "text:\n"
     "Rain fell.\n"
     "--\n"
     "id: http://f.example/2.html\n"
     "title: b\n"
     "source: Fair News\n"
     "url: http://f.example/2.html\n"
     "--\n"},
    {"a.xml",
     "<channel href=\"http://f.example/\"><title>F</title><item href=\"http:/"
     "/f.example/1\"><title>a</title><abstract>Rain.</abstract></item>"
     "</channel>",
     "id: http://f.example/1\n"
     "title: a\n"
     "source: F\n"
     "url: http://f.example/1\n"
     "text:\n"
     "Rain.\n"
     "--\n"},
    /* Podcasts. */
    {"a.xml",
     "<rss xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">"
     "<channel><item><itunes:title>a</itunes:title><itunes:author>"
     "Ada Reed</itunes:author><itunes:summary>Rain fell.</itunes:summary>"
     "<itunes:subtitle>No</itunes:subtitle></item></channel></rss>",
     "id: a.xml#1\n"
     "title: a\n"
     "byline: Ada Reed\n"
     "text:\n"
     "Rain fell.\n"
     "--\n"},
    /* Relative links begin at xml:base, else at the address of the feed. */
    {"a.xml",
     "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://f.example"
     "/a/\"><entry xml:base=\"b/\"><id>tag:f,2024:1</id><title>a</title>"
     "<link href=\"../c.html\"/></entry><entry><id>tag:f,2024:2</id>"
     "<title>b</title><link href=\"d.html\"/></entry></feed>",
     "id: tag:f,2024:1\n"
     "title: a\n"
     "url: http://f.example/a/c.html\n"
     "--\n"
     "id: tag:f,2024:2\n"
     "title: b\n"
     "url: http://f.example/a/d.html\n"
     "--\n"},
    {"a.xml",
     "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link rel=\"self\" "
     "href=\"http://f.example/x/feed\"/><link href=\"http://g.example/\"/>"
     "<entry><id>tag:f,2024:1</id><title>a</title><link href=\"c.html\"/>"
     "</entry></feed>",
     "id: tag:f,2024:1\n"
     "title: a\n"
     "url: http://f.example/x/c.html\n"
     "--\n"},
    {"a.xml",
     "<rss version=\"2.0\"><channel><link>http://f.example/n</link>"
     "<item><title>a</title><link>/1.html</link></item><item><title>"
     "b</title><link>//g.example/2</link></item><item><title>c</title>"
     "<link>?p=3</link></item></channel></rss>",
     "id: http://f.example/1.html\n"
     "title: a\n"
     "url: http://f.example/1.html\n"
     "--\n"
     "id: http://g.example/2\n"
     "title: b\n"
     "url: http://g.example/2\n"
     "--\n"
     "id: http://f.example/n?p=3\n"
     "title: c\n"
     "url: http://f.example/n?p=3\n"
     "--\n"},
    /* UTF-8 that calls itself Latin-1, Latin-1 that calls itself nothing or UTF-8. */
    {"a.xml",
     "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\">"
     "<channel><item><title>tr\303\250s tard</title></item></channel>"
     "</rss>",
     "id: a.xml#1\n"
     "title: tr\303\250s tard\n"
     "--\n"},
    {"a.xml",
     "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item><title>"
     "Le bac a \351t\351 en retard</title></item></channel></rss>",
     "id: a.xml#1\n"
     "title: Le bac a \303\251t\303\251 en retard\n"
     "--\n"},
    {"a.xml",
     "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\">"
     "<channel><item><title>Le bac a \351t\351 en retard</title></item>"
     "</channel></rss>",
     "id: a.xml#1\n"
     "title: Le bac a \303\251t\303\251 en retard\n"
     "--\n"},
    /* What is replaced is counted, with the article. */
    {"a.xml",
     "<rss version=\"2.0\"><channel><item><title>a</title></item><item>"
     "<title>b\377\303\251</title></item><item><title>c\001\002</title>"
     "</item></channel></rss>",
     "id: a.xml#1\n"
     "title: a\n"
     "replaced: 3\n"
     "--\n"
     "id: a.xml#2\n"
     "title: b\357\277\275\303\251\n"
     "--\n"
     "id: a.xml#3\n"
     "title: c\357\277\275\357\277\275\n"
     "--\n"},
    /* A date that cannot be read gives way. */
    {"a.xml",
     "<rss version=\"2.0\"><channel><item><title>a</title><link>http://f.exam"
     "ple/1</link><pubDate>last week</pubDate><dc:date>2024-08-22</dc:date>"
     "</item><item><title>b</title><link>http://f.example/2</link>"
     "<pubDate>Thu, 22 Aug 2024 10:00:00</pubDate><dc:date>2024-08-22T10:00:0"
     "0+02:00</dc:date></item></channel></rss>",
     "id: http://f.example/1\n"
     "title: a\n"
     "date: 2024-08-22\n"
     "url: http://f.example/1\n"
     "--\n"
     "id: http://f.example/2\n"
     "title: b\n"
     "date: 2024-08-22T10:00:00+02:00\n"
     "url: http://f.example/2\n"
     "--\n"},
    /* JSON Feed. */
    {"a.json",
     "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\","
     "\"home_page_url\":\"http://f.example/\",\"items\":[{\"id\":\"tag:f,"
     "2024:1\",\"title\":\"a\",\"url\":\"http://f.example/1\"},{\"id\":\"tag:"
     "f,2024:1\",\"title\":\"b\",\"url\":\"http://f.example/2\"},{\"id\":\"3\""
     ",\"title\":\"c\",\"url\":\"/3\"}]}",
     "id: tag:f,2024:1\n"
     "title: a\n"
     "source: F\n"
     "url: http://f.example/1\n"
     "--\n"
     "id: http://f.example/2\n"
     "title: b\n"
     "source: F\n"
     "url: http://f.example/2\n"
     "--\n"
     "id: http://f.example/3\n"
     "title: c\n"
     "source: F\n"
     "url: http://f.example/3\n"
     "--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *feed_faults_suite(void)
{
    Suite *s = suite_create("feed_faults");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    suite_add_tcase(s, t);
    return s;
}
