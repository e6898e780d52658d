/* JSON as scrapers, editors, databases and languages write it. */
#include "tests/reading.h"
#include "tests/test.h"

static const struct reading_case cases[] = {
    /* Python writes numbers that JSON does not have. */
    {"a.jsonl",
     "{\"id\":\"NaN\",\"text\":\"NaN \\\\\",\"score\":NaN}\n"
     "{\"title\":NaN,\"text\":\"x\",\"y\":[-Infinity,Infinity]}\n"
     "{\"title\":\"t\",\"text\":NaN}\n"
     "{\"text\":\"x\",\"y\":Nan}\n",
     "id: NaN\n"
     "text:\n"
     "NaN \\\n"
     "--\n"
     "id: a.jsonl:2\n"
     "text:\n"
     "x\n"
     "--\n"
     "! missing @3: no field text, but title, text\n"
     "--\n"
     "! syntax @4: bad JSON at byte 17: invalid char in json text\n"
     "--\n"},
    /* Elasticsearch: what to do, then with what. */
    {"a.json",
     "{\"index\":{\"_index\":\"n\",\"_id\":\"1\"}}\n"
     "{\"text\":\"x\"}\n"
     "{\"create\":{\"_id\":2}}\n"
     "{\"id\":\"own\",\"text\":\"y\"}\n"
     "{\"delete\":{\"_id\":\"3\"}}\n"
     "{\"update\":{\"_id\":\"4\"}}\n"
     "{\"doc\":{\"text\":\"z\"}}\n"
     "{\"index\":{}}\n"
     "{\"text\":\"w\"}\n",
     "id: 1\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: own\n"
     "text:\n"
     "y\n"
     "--\n"
     "! deletion @5: not an article, but the deletion of 3\n"
     "--\n"
     "id: 4\n"
     "text:\n"
     "z\n"
     "--\n"
     "id: a.json:9\n"
     "text:\n"
     "w\n"
     "--\n"},
    /* An article in a member of such a name. */
    {"a.jsonl", "{\"index\":{\"text\":\"x\"}}\n",
     "id: a.jsonl:1\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* Records begin with a separator, and one was cut off. */
    {"a.json",
     "\036{\"id\":\"1\",\n"
     "\"text\":\"x\"}\n"
     "\036{\"id\":\"2\",\"text\":\"cut\n"
     "\036{\"id\":\"3\",\"text\":\"z\"}\n",
     "id: 1\n"
     "text:\n"
     "x\n"
     "--\n"
     "! syntax @3: bad JSON at byte 21: invalid character inside str"
     "ing\n"
     "--\n"
     "id: 3\n"
     "text:\n"
     "z\n"
     "--\n"},
    /* JSON-LD: who wrote it is told elsewhere in the graph. */
    {"a.json",
     "{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Late\","
     "\"articleBody\":\"The ferry was late.\",\"author\":[{\"@id\":"
     "\"#a\"},{\"@id\":\"#b\"}],\"publisher\":\"#p\"},{\"@id\":\"#a"
     "\",\"name\":\"Ada Quill\"},{\"@id\":\"#b\",\"name\":[\"Bo Lane"
     "\"]},{\"@id\":\"#p\",\"name\":\"Port News\"}]}",
     "id: a.json:1\n"
     "title: Late\n"
     "source: Port News\n"
     "byline: Ada Quill, Bo Lane\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* What has no text is told by what it has: GDELT, AP. */
    {"a.json",
     "{\"articles\":[{\"url\":\"https://p.example/1\",\"title\":\"La"
     "te\",\"seendate\":\"20240822T100000Z\",\"domain\":\"p.example"
     "\"}]}",
     "! missing @1: no field text, but url, title, seendate, domain"
     "\n"
     "--\n"},
    {"a.json",
     "{\"data\":{\"items\":[{\"meta\":{},\"item\":{\"headline\":\"La"
     "te\",\"type\":\"picture\",\"renditions\":{\"main\":{\"href\":"
     "\"x\"}}}}]}}",
     "! missing @1: no field text, but headline, type, renditions\n"
     "--\n"},
    /* Texts of editors are trees: ProseMirror, Slate, Lexical, Draft.js,
     * Editor.js. */
    {"a.json",
     "[{\"title\":\"a\",\"content\":{\"type\":\"doc\",\"content\":[{"
     "\"type\":\"heading\",\"content\":[{\"type\":\"text\",\"text\":"
     "\"Head\"}]},{\"type\":\"bulletList\",\"content\":[{\"type\":\""
     "listItem\",\"content\":[{\"type\":\"paragraph\",\"content\":[{"
     "\"type\":\"text\",\"text\":\"Point.\"}]}]}]},{\"type\":\"image"
     "\",\"attrs\":{\"src\":\"x\"}}]}},{\"title\":\"b\",\"body\":[{"
     "\"type\":\"paragraph\",\"children\":[{\"text\":\"The ferry \"}"
     ",{\"type\":\"link\",\"url\":\"x\",\"children\":[{\"text\":\"wa"
     "s\"}]},{\"text\":\" late.\"}]},{\"_type\":\"block\",\"children"
     "\":[{\"_type\":\"span\",\"text\":\"Fog.\"}]}]},{\"title\":\"c"
     "\",\"content\":{\"root\":{\"children\":[{\"type\":\"paragraph"
     "\",\"children\":[{\"type\":\"text\",\"text\":\"One\"},{\"type"
     "\":\"linebreak\"},{\"type\":\"text\",\"text\":\"two.\"}]}]}}},"
     "{\"title\":\"d\",\"content\":{\"blocks\":[{\"text\":\"One.\","
     "\"type\":\"unstyled\"},{\"text\":\"Two.\"}],\"entityMap\":{}}}"
     ",{\"title\":\"e\",\"content\":{\"time\":1,\"blocks\":[{\"type"
     "\":\"paragraph\",\"data\":{\"text\":\"One <b>b</b>.\"}},{\"typ"
     "e\":\"list\",\"data\":{\"items\":[\"Two.\",\"Three.\"]}}]}}]",
     "id: a.json#1\n"
     "title: a\n"
     "text:\n"
     "Head\n"
     "\n"
     "Point.\n"
     "--\n"
     "id: a.json#2\n"
     "title: b\n"
     "text:\n"
     "The ferry was late.\n"
     "\n"
     "Fog.\n"
     "--\n"
     "id: a.json#3\n"
     "title: c\n"
     "text:\n"
     "One\n"
     "two.\n"
     "--\n"
     "id: a.json#4\n"
     "title: d\n"
     "text:\n"
     "One.\n"
     "\n"
     "Two.\n"
     "--\n"
     "id: a.json#5\n"
     "title: e\n"
     "text:\n"
     "One b.\n"
     "\n"
     "Two.\n"
     "\n"
     "Three.\n"
     "--\n"},
    /* Bloomberg, Contentful. */
    {"a.json",
     "{\"id\":\"B1\",\"headline\":\"Late\",\"abstract\":[\"One.\",\""
     "Two.\"],\"body\":{\"type\":\"document\",\"content\":[{\"type\""
     ":\"paragraph\",\"content\":[{\"type\":\"text\",\"value\":\"The"
     " ferry was \"},{\"type\":\"link\",\"content\":[{\"type\":\"tex"
     "t\",\"value\":\"late\"}]},{\"type\":\"text\",\"value\":\".\"}]"
     "},{\"type\":\"ad\"},{\"nodeType\":\"paragraph\",\"content\":[{"
     "\"nodeType\":\"text\",\"value\":\"Fog.\"}]}]}}",
     "id: B1\n"
     "title: Late\n"
     "text:\n"
     "The ferry was late.\n"
     "\n"
     "Fog.\n"
     "--\n"},
    /* Of several renderings one is the text, of headlines the main one. */
    {"a.json",
     "{\"uri\":\"https://p.example/1\",\"headlines\":[{\"role\":\"sh"
     "ort\",\"value\":\"L\"},{\"role\":\"main\",\"value\":\"Late\"}]"
     ",\"bodies\":[{\"contentType\":\"text/plain\",\"value\":\"The f"
     "erry was late.\"},{\"contentType\":\"text/html\",\"value\":\"<"
     "p>The ferry was late.</p>\"}]}",
     "id: a.json:1\n"
     "title: Late\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.json",
     "{\"title\":\"Late\",\"bodies\":[{\"role\":\"note\",\"contentTy"
     "pe\":\"text/plain\",\"value\":\"No.\"},{\"role\":\"main\",\"co"
     "ntentType\":\"text/plain\",\"value\":\"The ferry was late.\"}]"
     "}",
     "id: a.json:1\n"
     "title: Late\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* An object of articles, by their ids; one in a wrapper of any name. */
    {"a.json",
     "{\"n1\":{\"title\":\"Late\",\"text\":\"The ferry was late.\"},"
     "\"n2\":{\"id\":\"own\",\"text\":\"Fog.\"},\"count\":2}",
     "id: n1\n"
     "title: Late\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"
     "id: own\n"
     "text:\n"
     "Fog.\n"
     "--\n"},
    {"a.json",
     "{\"payload\":{\"title\":\"Late\",\"text\":\"The ferry was late"
     ".\"}}",
     "id: a.json:1\n"
     "title: Late\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* Trafilatura: the source is the address. */
    {"a.json",
     "{\"title\":\"Late\",\"author\":\"Ada Quill\",\"hostname\":\"p."
     "example\",\"text\":\"The ferry was late.\",\"source\":\"https:"
     "//p.example/1\",\"source-hostname\":\"Port News\"}",
     "id: a.json:1\n"
     "title: Late\n"
     "source: Port News\n"
     "byline: Ada Quill\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* Goose, Diffbot, LangChain, data sets. */
    {"a.json",
     "[{\"title\":\"Late\",\"cleaned_text\":\"The ferry was late.\","
     "\"domain\":\"p.example\"},{\"title\":\"Late\",\"text\":\"The f"
     "erry was late.\",\"siteName\":\"Port\",\"pageUrl\":\"https://p"
     ".example/1\",\"humanLanguage\":\"en\"},{\"page_content\":\"The"
     " ferry was late.\",\"metadata\":{\"source\":\"https://p.exampl"
     "e/1\",\"title\":\"Late\"}},{\"text\":\"The ferry was late.\","
     "\"meta\":{\"title\":\"Late\",\"date\":\"2024-08-22\",\"text\":"
     "\"no\"}}]",
     "id: a.json#1\n"
     "title: Late\n"
     "source: p.example\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"
     "id: a.json#2\n"
     "title: Late\n"
     "source: Port\n"
     "lang: en\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"
     "id: a.json#3\n"
     "title: Late\n"
     "url: https://p.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"
     "id: a.json#4\n"
     "title: Late\n"
     "date: 2024-08-22\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* Hugging Face, ActivityPub. */
    {"a.json",
     "{\"rows\":[{\"row_idx\":0,\"row\":{\"title\":\"Late\",\"text\""
     ":\"The ferry was late.\"}}]}",
     "id: a.json#1\n"
     "title: Late\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.json",
     "{\"orderedItems\":[{\"type\":\"Create\",\"object\":{\"id\":\"h"
     "ttps://m.example/1\",\"type\":\"Article\",\"name\":\"Late\",\""
     "published\":\"2024-08-22T10:00:00Z\",\"content\":\"<p>The ferr"
     "y was late.</p>\"}}]}",
     "id: https://m.example/1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* Bing names its articles; what only has a name is none. */
    {"a.json",
     "{\"value\":[{\"name\":\"Late\",\"url\":\"https://b.example/1\""
     ",\"description\":\"The ferry was late.\",\"provider\":[{\"name"
     "\":\"Port\"}],\"datePublished\":\"2024-08-22T10:00:00.0000000Z"
     "\"},{\"name\":\"Ada Quill\",\"url\":\"https://b.example/2\",\""
     "description\":\"Who wrote it.\"}]}",
     "id: a.json#1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00.0000000Z\n"
     "source: Port\n"
     "url: https://b.example/1\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"
     "! missing @1: no field text, but name, url, description\n"
     "--\n"},
    /* Solr: endings name types. */
    {"a.json",
     "{\"response\":{\"docs\":[{\"id\":\"1\",\"title_s\":\"Late\",\""
     "body_txt_en\":[\"The ferry was late.\"],\"date_dt\":\"2024-08-"
     "22T10:00:00Z\",\"author_ss\":[\"Ada\",\"Bo\"]}]}}",
     "id: 1\n"
     "title: Late\n"
     "date: 2024-08-22T10:00:00Z\n"
     "byline: Ada, Bo\n"
     "text:\n"
     "The ferry was late.\n"
     "--\n"},
    /* WordPress with ?_embed, and with Yoast. */
    {"a.json",
     "[{\"id\":1,\"content\":{\"rendered\":\"<p>x</p>\"},\"author\":"
     "3,\"_embedded\":{\"author\":[{\"id\":3,\"name\":\"Ada Quill\"}"
     "]}},{\"id\":2,\"content\":{\"rendered\":\"<p>y</p>\"},\"author"
     "\":3,\"yoast_head_json\":{\"author\":\"Ada Quill\"}}]",
     "id: 1\n"
     "byline: Ada Quill\n"
     "text:\n"
     "x\n"
     "--\n"
     "id: 2\n"
     "byline: Ada Quill\n"
     "text:\n"
     "y\n"
     "--\n"},
    /* NewsAPI cuts texts and says by how much. */
    {"a.json",
     "{\"articles\":[{\"title\":\"Late\",\"content\":\"The ferry was"
     "\\u2026 [+100 chars]\"},{\"title\":\"x\",\"content\":\"[+100 c"
     "hars]\"},{\"title\":\"y\",\"content\":\"All [+ chars]\"}]}",
     "id: a.json#1\n"
     "title: Late\n"
     "text:\n"
     "The ferry was\342\200\246\n"
     "--\n"
     "id: a.json#2\n"
     "title: x\n"
     "--\n"
     "id: a.json#3\n"
     "title: y\n"
     "text:\n"
     "All [+ chars]\n"
     "--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *json_tools_suite(void)
{
    Suite *s = suite_create("json_tools");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    suite_add_tcase(s, t);
    return s;
}
