/* What stands before a feed, what it says of its namespace, and XML that is no
 * feed. */
#include "tests/reading.h"
#include "tests/test.h"

static const struct reading_case cases[] = {
    /* What PHP, caches and servers write before the document. */
    {"a.xml",
     "<br />\n"
     "<b>Warning</b>:  Undefined variable in <b>f.php</b> on line <b"
     ">12</b><br />\n"
     "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
     "<rss version=\"2.0\"><channel><title>Port \351</title><item><t"
     "itle>Late</title><link>https://p.example/1</link><description>"
     "The ferry was late.</description></item></channel></rss>",
     "id: https://p.example/1\n"
     "title: Late\n"
     "source: Port \303\251\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.xml",
     "\n"
     "PHP Notice:  Undefined index: x in f.php on line 3\n"
     "\n"
     "<rss><channel><title>Port</title><item><title>Late</title><lin"
     "k>https://p.example/1</link><description>The ferry was late.</"
     "description></item></channel></rss>",
     "id: https://p.example/1\n"
     "title: Late\n"
     "source: Port\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.xml",
     "<!-- cached -->\n"
     "<?xml version=\"1.0\"?>\n"
     "<rss version=\"2.0\"><channel><title>Port</title><item><title>"
     "Late</title><link>https://p.example/1</link><description>The f"
     "erry was late.</description></item></channel></rss>",
     "id: https://p.example/1\n"
     "title: Late\n"
     "source: Port\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.xml",
     "HTTP/1.1 200 OK\r\n"
     "Content-Type: text/xml\r\n"
     "\r\n"
     "<?xml version=\"1.0\"?>\n"
     "<rss version=\"2.0\"><channel><title>Port</title><item><title>"
     "Late</title><link>https://p.example/1</link><description>The f"
     "erry was late.</description></item></channel></rss>",
     "id: https://p.example/1\n"
     "title: Late\n"
     "source: Port\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.xml",
     "\342\200\213\357\273\277<?xml version=\"1.0\"?>\n"
     "<rss version=\"2.0\"><channel><title>Port</title><item><title>"
     "Late</title><link>https://p.example/1</link><description>The f"
     "erry was late.</description></item></channel></rss>",
     "id: https://p.example/1\n"
     "title: Late\n"
     "source: Port\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* UTF-8 by another name, and one that nobody knows. */
    {"a.xml",
     "<?xml version=\"1.0\" encoding=\"utf8mb4\"?><rss><channel><item>"
     "<title>caf\303\251</title></item></channel></rss>",
     "id: a.xml#1\n"
     "title: caf\303\251\n"
     "--\n"},
    {"a.xml",
     "<?xml version=\"1.0\" encoding=\"klingon\"?><rss><channel><item>"
     "<title>caf\303\251</title></item></channel></rss>",
     "id: a.xml#1\n"
     "title: caf\303\251\n"
     "--\n"},
    /* Prose before it is none. */
    {"a.txt",
     "The feed began with this line, said the office:\n"
     "<?xml version=\"1.0\"?>\n"
     "<rss version=\"2.0\"><channel><title>Por\n",
     "id: a.txt\n"
     "text:\n"
     "The feed began with this line, said the office:\n"
     "<?xml version=\"1.0\"?>\n"
     "<rss version=\"2.0\"><channel><title>Por\n"
     "\n"
     "--\n"},
    /* Nor is what stands in an item. */
    {"a.xml",
     "<rss><channel><item><title>Late</title><description><![CDATA[<"
     "?xml version=\"1.0\"?><rss>]]></description></item></channel><"
     "/rss>",
     "id: a.xml#1\n"
     "title: Late\n"
     "--\n"},
    /* Atom without its namespace, and with what is thought to be it. */
    {"a.xml",
     "<?xml version=\"1.0\"?><feed><title>Port</title><entry><title>"
     "Late</title><id>tag:1</id><link href=\"https://p.example/1\"/>"
     "<updated>2024-08-22T10:00:00Z</updated><content>The ferry was "
     "late.</content></entry></feed>",
     "id: a.xml#tag:1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "source: Port\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.xml",
     "<feed xmlns=\"http://www.w3.org/2005/atom10\" xmlns:x=\"urn:x"
     "\"><title>Port</title><entry><title>Late</title><x:title>no</x"
     ":title><id>tag:1</id><link href=\"https://p.example/1\"/><upda"
     "ted>2024-08-22T10:00:00Z</updated><content>The ferry was late."
     "</content></entry></feed>",
     "id: a.xml#tag:1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "source: Port\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.xml",
     "<entry><title>Late</title><id>tag:1</id><link href=\"https://p"
     ".example/1\"/><updated>2024-08-22T10:00:00Z</updated><content>"
     "The ferry was late.</content></entry>",
     "id: a.xml#tag:1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.xml",
     "<rss xmlns=\"http://p.example/rss\"><channel><item><title>Late"
     "</title><link>https://p.example/1</link><description>The ferry"
     " was late.</description></item></channel></rss>",
     "id: https://p.example/1\n"
     "title: Late\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* A feed of something else. */
    {"a.xml", "<feed><animal>Cow</animal></feed>",
     "! no_article @0: no news item in it\n"
     "--\n"},
    /* Sitemaps: those for news have titles, others nothing. */
    {"a.xml",
     "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
     "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">"
     "<url><loc>https://p.example/1</loc><news:news><news:publicatio"
     "n><news:name>Port</news:name><news:language>en</news:language>"
     "</news:publication><news:publication_date>2024-08-22</news:pub"
     "lication_date><news:title>Late</news:title><news:keywords>ferr"
     "y, fog</news:keywords></news:news></url>\n"
     "<url><loc>https://p.example/2</loc></url></urlset>",
     "id: https://p.example/1\n"
     "title: Late\n"
     "date: 2024-08-22\n"
     "source: Port\n"
     "section: ferry, fog\n"
     "lang: en\n"
     "url: https://p.example/1\n"
     "--\n"
     "! empty @2: an article without headline and text\n"
     "--\n"},
    {"a.xml",
     "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org"
     "/schemas/sitemap/0.9\"><url><loc>https://p.example/1</loc></ur"
     "l></urlset>",
     "! format @0: not news, but a sitemap, which has addresses and "
     "no articles\n"
     "--\n"},
    /* Other kinds of XML are refused by name. */
    {"a.xml",
     "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\""
     "><page><title>Late</title><revision><text>The '''ferry'''</tex"
     "t></revision></page></mediawiki>",
     "! format @0: not news, but a MediaWiki dump, whose texts are w"
     "ikitext; irindex reads the dumps for CirrusSearch, and what Wi"
     "kiExtractor --json makes of this one\n"
     "--\n"},
    {"pages-articles",
     "<mediawiki><page><title>Late</title></page></mediawiki>",
     "! format @0: not news, but a MediaWiki dump, whose texts are w"
     "ikitext; irindex reads the dumps for CirrusSearch, and what Wi"
     "kiExtractor --json makes of this one\n"
     "--\n"},
    {"a.xml",
     "<?xml version=\"1.0\"?>\n"
     "<!-- x --><opml version=\"2.0\"><body><outline xmlUrl=\"https:"
     "//p.example/rss\"/></body></opml>",
     "! format @0: not news, but a list of feeds (OPML)\n"
     "--\n"},
    /* WordPress exports more than articles. */
    {"a.xml",
     "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><i"
     "tem><title>Late</title><description>The ferry was late.</descr"
     "iption><wp:status>publish</wp:status><wp:post_type>post</wp:po"
     "st_type></item>\n"
     "<item><title>image</title><wp:status>inherit</wp:status><wp:po"
     "st_type>attachment</wp:post_type></item>\n"
     "<item><title>Soon</title><description>Fog.</description><wp:st"
     "atus>draft</wp:status><wp:post_type>post</wp:post_type></item>"
     "</channel></rss>",
     "id: a.xml#1\n"
     "title: Late\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"
     "! not_article @2: not an article, but of WordPress's kind atta"
     "chment\n"
     "--\n"
     "! not_published @3: not published, but of WordPress's status d"
     "raft\n"
     "--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *feed_shapes_suite(void)
{
    Suite *s = suite_create("feed_shapes");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    suite_add_tcase(s, t);
    return s;
}
