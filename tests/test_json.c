/* JSON of interfaces, databases and programs. */
#include "tests/reading.h"
#include "tests/test.h"

static const struct reading_case cases[] = {
    /* One long line with a list of articles. */
    {"a.json",
     "{\"status\": \"ok\", \"articles\": [{\"source\": {\"id\": null,"
     " \"name\": \"Gazette\"}, \"title\": \"Rain\", \"author\": null,"
     " \"publishedAt\": \"2024-08-22T08:00:00Z\", \"content\": \"Rain "
     "fell in Basra.\"}]}",
     "id: a.json#1\n"
     "title: Rain\n"
     "date: 2024-08-22T08:00:00Z\n"
     "source: Gazette\n"
     "text:\n"
     "Rain fell in Basra.\n"
     "--\n"},
    /* Such a line in a file of lines, and two of them. */
    {"a.jsonl",
     "{\"data\":[{\"text\":\"x\"},{\"text\":\"y\"}]}\n"
     "{\"data\":[{\"text\":\"z\"}]}\n",
     "id: a.jsonl#1\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.jsonl#2\n"
     "text:\n"
     "y\n"
     "--\n"
     "id: a.jsonl#3\n"
     "text:\n"
     "z\n"
     "--\n"},
    /* An article that has a list is one. */
    {"a.jsonl", "{\"text\":\"x\",\"items\":[{\"text\":\"y\"}]}\n",
     "id: a.jsonl:1\n"
     "text:\n"
     "x\n"
     "--\n"},
    {"a.jsonl",
     "{\"title\":\"t\",\"authors\":[{\"name\":\"A\"},{\"name\":\"B\"}"
     "],\"text\":\"x\"}\n",
     "id: a.jsonl:1\n"
     "title: t\n"
     "byline: A, B\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* Its content is null or empty: the description is the text. */
    {"a.json",
     "{\"articles\":[{\"title\":\"Rain\",\"content\":null,\"description\":\"W"
     "et.\",\"url\":\"http://g.example/1\"},{\"title\":\"Sun\",\"content\":\""
     "\",\"description\":\"Dry.\",\"url\":\"http://g.example/2\"}]}",
     "id: a.json#1\n"
     "title: Rain\n"
     "url: http://g.example/1\n"
     "text:\n"
     "Wet.\n"
     "--\n"
     "id: a.json#2\n"
     "title: Sun\n"
     "url: http://g.example/2\n"
     "text:\n"
     "Dry.\n"
     "--\n"},
    /* A description alone is no article. */
    {"a.json", "{\"title\":\"Schema\",\"description\":\"Wet.\"}",
     "! missing @1: no field text, but title, description\n"
     "--\n"},
    /* ninjs. */
    {"a.json",
     "{\"uri\":\"http://g.example/n/1\",\"type\":\"text\",\"versioncreated\":"
     "\"2024-08-22T08:00:00+02:00\",\"byline\":\"Ada Reed\",\"headline\":\"Ra"
     "in\",\"body_text\":\"Rain fell in Basra.\",\"language\":\"en\"}",
     "id: a.json:1\n"
     "title: Rain\n"
     "date: 2024-08-22T08:00:00+02:00\n"
     "byline: Ada Reed\n"
     "lang: en\n"
     "url: http://g.example/n/1\n"
     "text:\n"
     "Rain fell in Basra.\n"
     "--\n"},
    {"a.json",
     "{\"uri\":\"http://g.example/n/1\",\"firstcreated\":\"2024-08-21T08:00:0"
     "0Z\",\"versioncreated\":\"2024-08-22T08:00:00Z\",\"headline\":\"Rain\","
     "\"body_xhtml\":\"<p>Rain fell.</p><p>In Basra.</p>\"}",
     "id: a.json:1\n"
     "title: Rain\n"
     "date: 2024-08-21T08:00:00Z\n"
     "url: http://g.example/n/1\n"
     "text:\n"
     "Rain fell.\n"
     "In Basra.\n"
     "--\n"},
    /* ninjs 2. */
    {"a.json",
     "{\"headlines\":[{\"role\":\"main\",\"value\":\"Rain\"}],\"bodies\":[{\""
     "role\":\"main\",\"contentType\":\"text/html\",\"value\":\"<p>"
     "Rain &amp; wind.</p>\"}],\"versioncreated\":\"2024-08-22\"}",
     "id: a.json:1\n"
     "title: Rain\n"
     "date: 2024-08-22\n"
     "text:\n"
     "Rain & wind.\n"
     "--\n"},
    /* news-please. */
    {"a.json",
     "{\"authors\":[\"Ada Reed\",\"Bo Lane\"],\"date_download\":\"2024-09-01 "
     "08:00:00\",\"date_publish\":\"2024-08-22 08:00:00\",\"maintext\":\"Rain"
     " fell in Basra.\",\"source_domain\":\"g.example\",\"title\":\"Rain\"}",
     "id: a.json:1\n"
     "title: Rain\n"
     "date: 2024-08-22 08:00:00\n"
     "source: g.example\n"
     "byline: Ada Reed, Bo Lane\n"
     "text:\n"
     "Rain fell in Basra.\n"
     "--\n"},
    /* WordPress. */
    {"a.json",
     "[{\"id\":12,\"date\":\"2024-08-22T10:00:00\",\"date_gmt\":\"2024-08-22T"
     "08:00:00\",\"modified_gmt\":\"2024-08-23T08:00:00\",\"link\":\"https://"
     "g.example/f\",\"author\":3,\"title\":{\"rendered\":\"Rain &#8211; "
     "late\"},\"content\":{\"rendered\":\"<p>Rain fell.</p>\\n<p>In "
     "Basra.</p>\",\"protected\":false},\"excerpt\":{\"rendered\":\"<p>"
     "Rain</p>\"}}]",
     "id: 12\n"
     "title: Rain \342\200\223 late\n"
     "date: 2024-08-22T08:00:00\n"
     "url: https://g.example/f\n"
     "text:\n"
     "Rain fell.\n"
     "In Basra.\n"
     "--\n"},
    {"a.json",
     "[{\"id\":13,\"date\":\"2024-08-22T10:00:00\",\"date_gmt\":\"0000-00-00T"
     "00:00:00\",\"content\":{\"rendered\":\"x\"}}]",
     "id: 13\n"
     "date: 2024-08-22T10:00:00\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* Elasticsearch: answers, and the lines of a dump. */
    {"a.json",
     "{\"took\":3,\"hits\":{\"total\":{\"value\":1},\"hits\":[{\"_index\":\"n"
     "\",\"_id\":\"77\",\"_source\":{\"title\":\"Rain\",\"text\":\"x\","
     "\"published\":\"2024-08-22\"}},{\"_id\":\"78\",\"_source\":{\"text\":\""
     "y\",\"source\":\"Gazette\"}}]}}",
     "id: 77\n"
     "title: Rain\n"
     "date: 2024-08-22\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: 78\n"
     "source: Gazette\n"
     "text:\n"
     "y\n"
     "--\n"},
    {"a.jsonl",
     "{\"_index\":\"n\",\"_id\":\"77\",\"_source\":{\"title\":\"Rain\","
     "\"text\":\"x\"}}\n"
     "{\"_index\":\"n\",\"_id\":\"78\",\"_source\":{\"text\":\"y\"}"
     "}\n",
     "id: 77\n"
     "title: Rain\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: 78\n"
     "text:\n"
     "y\n"
     "--\n"},
    {"a.json",
     "{\"hits\":{\"hits\":[{\"_id\":\"7\",\"fields\":{\"title\":[\"Rain\"],"
     "\"text\":[\"x\"],\"date\":[\"2024-08-22\"]}}]}}",
     "id: 7\n"
     "title: Rain\n"
     "date: 2024-08-22\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* MongoDB. */
    {"a.jsonl",
     "{\"_id\":{\"$oid\":\"66c6f1\"},\"title\":\"Rain\",\"text\":\"x\","
     "\"date\":{\"$date\":\"2024-08-22T08:00:00Z\"}}\n"
     "{\"_id\":{\"$oid\":\"66c6f2\"},\"text\":\"y\",\"date\":{\"$date\":{\"$n"
     "umberLong\":\"1724313600000\"}}}\n"
     "{\"_id\":{\"$oid\":\"66c6f3\"},\"text\":\"z\",\"date\":{\"$date\":17243"
     "13600000}}\n",
     "id: 66c6f1\n"
     "title: Rain\n"
     "date: 2024-08-22T08:00:00Z\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: 66c6f2\n"
     "date: 1724313600000\n"
     "text:\n"
     "y\n"
     "--\n"
     "id: 66c6f3\n"
     "date: 1724313600000\n"
     "text:\n"
     "z\n"
     "--\n"},
    /* AP. */
    {"a.json",
     "{\"data\":{\"items\":[{\"meta\":{},\"item\":{\"uri\":\"https://ap.examp"
     "le/1\",\"headline\":\"Rain\",\"bylines\":[{\"by\":\"By ADA REED\"}"
     "],\"versioncreated\":\"2024-08-22T08:00:00Z\",\"description_summary\":\""
     "Wet.\",\"body\":\"x\"}}]}}",
     "id: a.json#1\n"
     "title: Rain\n"
     "date: 2024-08-22T08:00:00Z\n"
     "byline: By ADA REED\n"
     "url: https://ap.example/1\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* The Guardian. */
    {"a.json",
     "{\"response\":{\"status\":\"ok\",\"results\":[{\"id\":\"world/1\","
     "\"sectionName\":\"World\",\"webPublicationDate\":\"2024-08-22T08:00:00Z"
     "\",\"webTitle\":\"Rain\",\"webUrl\":\"https://g.example/1\","
     "\"fields\":{\"headline\":\"Rain falls\",\"byline\":\"Ada Reed\","
     "\"body\":\"<p>Rain fell.</p><p>In <b>Basra</b>.</p>\",\"bodyText\":\"z\""
     "}}]}}",
     "id: world/1\n"
     "title: Rain falls\n"
     "date: 2024-08-22T08:00:00Z\n"
     "section: World\n"
     "byline: Ada Reed\n"
     "url: https://g.example/1\n"
     "text:\n"
     "Rain fell.\n"
     "In Basra.\n"
     "--\n"},
    /* The New York Times. */
    {"a.json",
     "{\"response\":{\"docs\":[{\"web_url\":\"https://n.example/1\","
     "\"lead_paragraph\":\"Rain fell.\",\"headline\":{\"main\":\"Rain\"}"
     ",\"pub_date\":\"2024-08-22T08:00:00+0000\",\"byline\":{\"original\":\"B"
     "y Ada Reed\"},\"section_name\":\"World\",\"_id\":\"nyt://1\"}"
     "]}}",
     "id: nyt://1\n"
     "title: Rain\n"
     "date: 2024-08-22T08:00:00+0000\n"
     "section: World\n"
     "byline: By Ada Reed\n"
     "url: https://n.example/1\n"
     "text:\n"
     "Rain fell.\n"
     "--\n"},
    /* Solr, CouchDB, JSON:API, Bing. */
    {"a.json",
     "{\"responseHeader\":{\"status\":0},\"response\":{\"numFound\":1,"
     "\"docs\":[{\"id\":\"1\",\"title\":[\"Rain\"],\"text\":[\"x\"]}"
     "]}}",
     "id: 1\n"
     "title: Rain\n"
     "text:\n"
     "x\n"
     "--\n"},
    {"a.json",
     "{\"total_rows\":1,\"rows\":[{\"id\":\"1\",\"value\":{\"rev\":\"1\"}"
     ",\"doc\":{\"_id\":\"1\",\"title\":\"Rain\",\"text\":\"x\"}}]}",
     "id: 1\n"
     "title: Rain\n"
     "text:\n"
     "x\n"
     "--\n"},
    {"a.json",
     "{\"data\":[{\"type\":\"node\",\"id\":\"1\",\"attributes\":{\"title\":\""
     "Rain\",\"body\":{\"value\":\"<p>x</p>\",\"format\":\"basic_html\"}"
     ",\"created\":\"2024-08-22\"}}]}",
     "id: 1\n"
     "title: Rain\n"
     "date: 2024-08-22\n"
     "text:\n"
     "x\n"
     "--\n"},
    {"a.json",
     "{\"_type\":\"News\",\"value\":[{\"name\":\"n\",\"title\":\"Rain\","
     "\"url\":\"https://b.example/1\",\"description\":\"x\",\"datePublished\""
     ":\"2024-08-22\"}]}",
     "id: a.json#1\n"
     "title: Rain\n"
     "date: 2024-08-22\n"
     "url: https://b.example/1\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* A wrapper that nobody knows. */
    {"a.json",
     "{\"page\":{\"no\":1},\"payload\":{\"newsItems\":[{\"text\":\"x\"}"
     ",{\"text\":\"y\"}]}}",
     "id: a.json:1#1\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.json:1#2\n"
     "text:\n"
     "y\n"
     "--\n"},
    /* HTML in a field becomes text; what is none stays. */
    {"a.jsonl",
     "{\"text\":\"<div>One.</div><p>Two&nbsp;<b>x</b>.<br>Three.</p>"
     "\"}\n"
     "{\"text\":\"Q&amp;A\\n\\nmore\"}\n"
     "{\"text\":\"1 < 2 and b > a & c; <sic> x\"}\n"
     "{\"text\":\"One <i>two</i>\\nthree\"}\n"
     "{\"title\":\"A &amp; B <i>c</i>\",\"text\":\"x\"}\n"
     "{\"text\":[\"One.\",\"Two.\"]}\n"
     "{\"text\":[{\"type\":\"p\",\"text\":\"One.\"},{\"type\":\"p\","
     "\"text\":\"Two.\"}]}\n",
     "id: a.jsonl:1\n"
     "text:\n"
     "One.\n"
     "Two x.\n"
     "Three.\n"
     "--\n"
     "id: a.jsonl:2\n"
     "text:\n"
     "Q&A\n"
     "\n"
     "more\n"
     "--\n"
     "id: a.jsonl:3\n"
     "text:\n"
     "1 < 2 and b > a & c; <sic> x\n"
     "--\n"
     "id: a.jsonl:4\n"
     "text:\n"
     "One two\n"
     "three\n"
     "--\n"
     "id: a.jsonl:5\n"
     "title: A & B c\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.jsonl:6\n"
     "text:\n"
     "One.\n"
     "\n"
     "Two.\n"
     "--\n"
     "id: a.jsonl:7\n"
     "text:\n"
     "One.\n"
     "\n"
     "Two.\n"
     "--\n"},
    /* But what --export wrote is text. */
    {"a.jsonl",
     "{\"id\":\"1\",\"text\":\"<p>x</p>\",\"irsearch\":{\"path\":\"p\"}"
     "}\n",
     "id: 1\n"
     "text:\n"
     "<p>x</p>\n"
     "--\n"},
    /* Of two dates the one that can be read; of one date the better. */
    {"a.jsonl",
     "{\"text\":\"x\",\"date\":\"last week\",\"published\":\"2024-08-22\"}"
     "\n"
     "{\"text\":\"x\",\"date\":\"2024-08\",\"publishedAt\":\"2024-08-22T08:00"
     ":00Z\"}\n"
     "{\"text\":\"x\",\"date\":\"2024-08-22\",\"timestamp\":1724313600}"
     "\n"
     "{\"text\":\"x\",\"date\":\"2024-08-22\",\"updated\":\"2024-09-01T08:00:"
     "00Z\"}\n"
     "{\"text\":\"x\",\"date\":{\"day\":22},\"published\":\"2024-08-22\"}"
     "\n"
     "{\"text\":\"x\",\"date\":\"2024-08-22T10:00:00\",\"created\":\"2024-08-"
     "22T10:00:00+02:00\"}\n",
     "id: a.jsonl:1\n"
     "date: 2024-08-22\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.jsonl:2\n"
     "date: 2024-08-22T08:00:00Z\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.jsonl:3\n"
     "date: 1724313600\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.jsonl:4\n"
     "date: 2024-08-22\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.jsonl:5\n"
     "date: 2024-08-22\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: a.jsonl:6\n"
     "date: 2024-08-22T10:00:00+02:00\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* Labels of a wrong type cost no article. */
    {"a.jsonl",
     "{\"text\":\"x\",\"title\":{\"a\":1},\"url\":5,\"lang\":[\"de\"]}"
     "\n"
     "{\"id\":{\"a\":1},\"text\":\"y\"}\n"
     "{\"text\":\"z\"}\n",
     "id: a.jsonl:1\n"
     "lang: de\n"
     "text:\n"
     "x\n"
     "--\n"
     "! type @2: field id is an object, not a string\n"
     "--\n"
     "id: a.jsonl:3\n"
     "text:\n"
     "z\n"
     "--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *json_suite(void)
{
    Suite *s = suite_create("json");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    suite_add_tcase(s, t);
    return s;
}
