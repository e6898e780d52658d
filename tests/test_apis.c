/* JSON as the interfaces of publishers and agencies send it. */
#include "tests/reading.h"
#include "tests/test.h"

static const struct reading_case cases[] = {
    /* Arc: a list of parts, names in lists of credits. */
    {"a.json",
     "{\"_id\":\"A1\",\"type\":\"story\",\"headlines\":{\"basic\":"
     "\"Late\"},\"display_date\":\"2024-08-22T10:00:00Z\",\"credit"
     "s\":{\"by\":[{\"type\":\"author\",\"name\":\"Ada Quill\"}]},"
     "\"content_elements\":[{\"type\":\"text\",\"content\":\"The f"
     "erry was late.\"},{\"type\":\"image\",\"caption\":\"x\"},{\""
     "type\":\"interstitial_link\",\"content\":\"Read on\"},{\"typ"
     "e\":\"text\",\"content\":\"The office blamed fog.\"}]}",
     "id: A1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "byline: Ada Quill\n"
     "text:\n"
     "The ferry was late.\n"
     "\n"
     "The office blamed fog.\n"
     "--\n"},
    /* Parts with their types, among them the title and the date. */
    {"a.jsonl",
     "{\"id\":\"w\",\"title\":\"Late\",\"author\":\"Ada Quill\",\""
     "published_date\":1724320800000,\"contents\":[{\"content\":\""
     "Transport\",\"type\":\"kicker\"},{\"content\":\"Late\",\"typ"
     "e\":\"title\"},{\"content\":1724320800000,\"type\":\"date\"}"
     ",{\"content\":\"The ferry was late.\",\"type\":\"sanitized_h"
     "tml\"},{\"fullcaption\":\"A ferry\",\"type\":\"image\"}],\"t"
     "ype\":\"article\"}",
     "id: w\n"
     "title: Late\n"
     "date: 1724320800000\n"
     "byline: Ada Quill\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* Reddit: a listing of wrapped posts. */
    {"a.json",
     "{\"kind\":\"Listing\",\"data\":{\"children\":[{\"kind\":\"t3"
     "\",\"data\":{\"id\":\"abc\",\"title\":\"Late\",\"selftext\":"
     "\"The ferry was late.\",\"author\":\"ada\",\"created_utc\":1"
     "724320800.0}}]}}",
     "id: abc\n"
     "title: Late\n"
     "date: @1724320800\n"
     "byline: ada\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* The Guardian: one item, with its fields. */
    {"a.json",
     "{\"response\":{\"status\":\"ok\",\"content\":{\"id\":\"w/1\""
     ",\"webTitle\":\"Late\",\"webPublicationDate\":\"2024-08-22T1"
     "0:00:00Z\",\"fields\":{\"byline\":\"Ada Quill\",\"body\":\"<"
     "p>The ferry was late.</p><p>The office blamed fog.</p>\"}}}}",
     "id: w/1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "byline: Ada Quill\n"
     "text:\n"
     "The ferry was late.\n"
     "The office blamed fog.\n"
     "--\n"},
    /* Hacker News. */
    {"a.json",
     "{\"hits\":[{\"objectID\":\"1\",\"title\":\"Late\",\"story_te"
     "xt\":\"<p>The ferry was late.</p><p>The office blamed fog.</"
     "p>\",\"author\":\"ada\",\"created_at\":\"2024-08-22T10:00:00"
     "Z\"}]}",
     "id: a.json#1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "byline: ada\n"
     "text:\n"
     "The ferry was late.\n"
     "The office blamed fog.\n"
     "--\n"},
    /* Stack Exchange. */
    {"a.json",
     "{\"items\":[{\"title\":\"Late &amp; later\",\"body\":\"<p>Th"
     "e ferry was late.</p><p>The office blamed fog.</p>\",\"creat"
     "ion_date\":1724320800}]}",
     "id: a.json#1\n"
     "title: Late & later\n"
     "date: 1724320800\n"
     "text:\n"
     "The ferry was late.\n"
     "The office blamed fog.\n"
     "--\n"},
    /* ninjs 2. */
    {"a.json",
     "{\"uri\":\"urn:x:2\",\"versionCreated\":\"2024-08-22T10:00:0"
     "0Z\",\"by\":\"Ada Quill\",\"headlines\":[{\"role\":\"main\","
     "\"value\":\"Late\"}],\"bodies\":[{\"contentType\":\"text/htm"
     "l\",\"value\":\"<p>The ferry was late.</p><p>The office blam"
     "ed fog.</p>\"}]}",
     "id: a.json:1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "byline: Ada Quill\n"
     "url: urn:x:2\n"
     "text:\n"
     "The ferry was late.\n"
     "The office blamed fog.\n"
     "--\n"},
    /* AP: an item with its body in NITF. */
    {"a.json",
     "{\"data\":{\"item\":{\"altids\":{\"itemid\":\"i\"},\"version"
     "created\":\"2024-08-22T10:00:00Z\",\"headline\":\"Late\",\"b"
     "ylines\":[{\"by\":\"By ADA QUILL\"}],\"body\":{\"nitf\":\"<b"
     "lock><p>The ferry was late.</p><p>The office blamed fog.</p>"
     "</block>\"}}}}",
     "id: a.json:1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "byline: By ADA QUILL\n"
     "text:\n"
     "The ferry was late.\n"
     "The office blamed fog.\n"
     "--\n"},
    /* JSON-LD: a graph of articles, people and a site. */
    {"a.json",
     "{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":"
     "\"WebSite\",\"name\":\"Port\"},{\"@type\":\"NewsArticle\",\""
     "headline\":\"Late\",\"datePublished\":\"2024-08-22\",\"artic"
     "leBody\":\"The ferry was late.\"},{\"@type\":\"Person\",\"na"
     "me\":\"Ada\"}]}",
     "id: a.json:1\n"
     "title: Late\n"
     "date: 2024-08-22\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* A short description is a text if there is no other. */
    {"a.json",
     "[{\"headline\":\"Late\",\"short_description\":\"The ferry wa"
     "s late.\",\"date\":\"2024-08-22\"}]",
     "id: a.json#1\n"
     "title: Late\n"
     "date: 2024-08-22\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *apis_suite(void)
{
    Suite *s = suite_create("apis");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    suite_add_tcase(s, t);
    return s;
}
