/* Mail, tables, agencies and binaries as the world sends them. */
#include "tests/reading.h"
#include "tests/test.h"

#include <stdio.h>

static const struct reading_case cases[] = {
    /* Mail: what stands before the head. */
    {"a.eml",
     "   \t \n"
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "\n"
     "It fell.\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell.\n"
     "\n"
     "--\n"},
    {"a.eml",
     "\n"
     "\n"
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "\n"
     "It fell.\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell.\n"
     "\n"
     "--\n"},
    /* Why there is no text. */
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: application/pdf\n"
     "Content-Transfer-Encoding: base64\n"
     "\n"
     "JVBERi0xLjQ=\n",
     "! missing @1: no text in this mail, but application/pdf\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: multipart/mixed; boundary=b\n"
     "\n"
     "--b\n"
     "Content-Type: image/png\n"
     "\n"
     "x\n"
     "--b--\n",
     "! missing @1: no text in this mail, but image/png\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: multipart/encrypted; boundary=b\n"
     "\n"
     "--b\n"
     "Content-Type: application/pgp-encrypted\n"
     "\n"
     "Version: 1\n"
     "--b\n"
     "Content-Type: application/octet-stream\n"
     "\n"
     "x\n"
     "--b--\n",
     "! encrypted @1: it is encrypted\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n"
     "\n"
     "x\n",
     "! encrypted @1: it is encrypted\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: text/plain\n"
     "Content-Transfer-Encoding: base64\n"
     "\n"
     "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ\n",
     "! binary @1: not text, but an image (PNG)\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "\n"
     "\n",
     "! missing @1: no text in this mail\n"
     "--\n"},
    /* A charset that is not the one. */
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: text/plain; charset=gb2312\n"
     "Content-Transfer-Encoding: 8bit\n"
     "\n"
     "\346\270\241\350\275\256\346\231\232\347\202\271\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "\346\270\241\350\275\256\346\231\232\347\202\271\n"
     "\n"
     "--\n"},
    /* Tables: the line that names the separator. */
    {"a.csv",
     "sep=;\n"
     "title;text\n"
     "Rain;\"It fell; all day\"\n",
     "id: a.csv:3\n"
     "title: Rain\n"
     "text:\n"
     "It fell; all day\n"
     "--\n"},
    {"a.csv",
     "sep=,\r\n"
     "title,text\r\n"
     "Rain,It fell\r\n",
     "id: a.csv:3\n"
     "title: Rain\n"
     "text:\n"
     "It fell\n"
     "--\n"},
    {"a.csv",
     "\"sep=|\"\n"
     "title|text\n"
     "Rain|It fell, all; day\n",
     "id: a.csv:3\n"
     "title: Rain\n"
     "text:\n"
     "It fell, all; day\n"
     "--\n"},
    {"a.tsv",
     "SEP=\t\n"
     "title\ttext\n"
     "Rain\tIt fell\n",
     "id: a.tsv:3\n"
     "title: Rain\n"
     "text:\n"
     "It fell\n"
     "--\n"},
    /* Lines that end with CR, with quotes and without. */
    {"a.csv", "title,text\rRain,It fell\rSun,\"It\rshone\"\rFog,x\r",
     "id: a.csv:2\n"
     "title: Rain\n"
     "text:\n"
     "It fell\n"
     "--\n"
     "id: a.csv:3\n"
     "title: Sun\n"
     "text:\n"
     "It\n"
     "shone\n"
     "--\n"
     "id: a.csv:5\n"
     "title: Fog\n"
     "text:\n"
     "x\n"
     "--\n"},
    {"a.tsv", "title\ttext\rRain\tIt fell\rFog\tx",
     "id: a.tsv:2\n"
     "title: Rain\n"
     "text:\n"
     "It fell\n"
     "--\n"
     "id: a.tsv:3\n"
     "title: Fog\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* Text behind a closing quote costs its row. */
    {"a.csv",
     "title,text\n"
     "Rain,\"It\" fell\n"
     "Sun,\"It shone\"\n",
     "! syntax @2: text behind a closing quote; quotes within quotes "
     "are doubled\n"
     "--\n"
     "id: a.csv:3\n"
     "title: Sun\n"
     "text:\n"
     "It shone\n"
     "--\n"},
    {"a.csv",
     "title;text\n"
     "\"Rain\"x;y\n"
     "\"Sun\";\"She said \"\"no\"\" twice\"\n"
     "Fog;5\" deep\n"
     "\"Hail\" ; \"x\"\n",
     "! syntax @2: text behind a closing quote; quotes within quotes "
     "are doubled\n"
     "--\n"
     "id: a.csv:3\n"
     "title: Sun\n"
     "text:\n"
     "She said \"no\" twice\n"
     "--\n"
     "id: a.csv:4\n"
     "title: Fog\n"
     "text:\n"
     "5\" deep\n"
     "--\n"
     "id: a.csv:5\n"
     "title: Hail\n"
     "text:\n"
     "x\n"
     "--\n"},
    {"a.csv",
     "title,text\n"
     "Rain,\"a\n"
     "b\"c\n"
     "Sun,x\n",
     "! syntax @2: text behind a closing quote; quotes within quotes "
     "are doubled\n"
     "--\n"
     "id: a.csv:4\n"
     "title: Sun\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* NewsML 1: components by their roles. */
    {"a.xml",
     "<NewsML><NewsItem><NewsComponent><Role FormalName=\"Main\"/>"
     "<NewsComponent><Role FormalName=\"Title\"/><ContentItem><DataContent>"
     "Rain</DataContent></ContentItem></NewsComponent><NewsComponent>"
     "<Role FormalName=\"Lead\"/><ContentItem><DataContent><p>It fell.</p>"
     "</DataContent></ContentItem></NewsComponent><NewsComponent><Role "
     "FormalName=\"Body\"/><ContentItem><DataContent><p>All day.</p>"
     "<p>And night.</p></DataContent></ContentItem></NewsComponent>"
     "</NewsComponent></NewsItem></NewsML>",
     "id: a.xml#1\n"
     "title: Rain\n"
     "text:\n"
     "It fell.\n"
     "\n"
     "All day.\n"
     "\n"
     "And night.\n"
     "--\n"},
    {"a.xml",
     "<NewsML><NewsItem><NewsComponent><Role FormalName=\"Main\"/>"
     "<NewsComponent><Role FormalName=\"Headline\"/><ContentItem><DataContent"
     ">Rain</DataContent></ContentItem></NewsComponent><NewsComponent>"
     "<Role FormalName=\"Lead\"/><ContentItem><DataContent><p>It fell.</p>"
     "</DataContent></ContentItem></NewsComponent><NewsComponent><Role "
     "FormalName=\"Body\"/><ContentItem><DataContent><p>It fell.</p>"
     "<p>All day.</p></DataContent></ContentItem></NewsComponent></NewsCompon"
     "ent></NewsItem></NewsML>",
     "id: a.xml#1\n"
     "title: Rain\n"
     "text:\n"
     "It fell.\n"
     "\n"
     "All day.\n"
     "--\n"},
    {"a.xml",
     "<NewsML><NewsItem><NewsComponent><Role FormalName=\"Main\"/>"
     "<NewsComponent><Role FormalName=\"Body\"/><ContentItem><DataContent>"
     "<p>All day.</p></DataContent></ContentItem></NewsComponent><NewsCompone"
     "nt><Role FormalName=\"Caption\"/><ContentItem><DataContent>A "
     "puddle</DataContent></ContentItem></NewsComponent><NewsComponent>"
     "<Role FormalName=\"title\"/><ContentItem><DataContent>Rain</DataContent"
     "></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>",
     "id: a.xml#1\n"
     "title: Rain\n"
     "text:\n"
     "All day.\n"
     "--\n"},
    {"a.xml",
     "<NewsML><NewsItem><NewsComponent><Role FormalName=\"Main\"/>"
     "<NewsComponent><ContentItem><DataContent><p>First.</p></DataContent>"
     "</ContentItem></NewsComponent><NewsComponent><Role FormalName=\"Related"
     "\"/><ContentItem><DataContent><p>Other.</p></DataContent></ContentItem>"
     "</NewsComponent></NewsComponent></NewsItem></NewsML>",
     "id: a.xml#1\n"
     "text:\n"
     "First.\n"
     "--\n"},
    {"a.xml",
     "<NewsML><NewsItem><NewsComponent><Role FormalName=\"Main\"/>"
     "<NewsComponent><Role FormalName=\"Related\"/><ContentItem><DataContent>"
     "<p>Other.</p></DataContent></ContentItem></NewsComponent><NewsComponent"
     "><Role FormalName=\"Body\"/><ContentItem><DataContent><p>All "
     "day.</p></DataContent></ContentItem></NewsComponent></NewsComponent>"
     "</NewsItem></NewsML>",
     "id: a.xml#1\n"
     "text:\n"
     "All day.\n"
     "--\n"},
    /* Binaries and old archives, by name. */
    {"a.txt",
     "filedesc://x.arc 0.0.0.0 20240822100000 text/plain 76\n"
     "1 0 x\n",
     "! binary @0: not text, but a web archive (ARC)\n"
     "--\n"},
};

/* Any kind of text, and broken types. */
static const char *const text_types[] = {
    "text",          "text; charset=us-ascii",
    "text/markdown", "text/x-web-markdown; charset=utf-8",
    "TEXT/PLAIN",    "text/enriched",
    "plain",         "text/",
};

START_TEST(mail_of_any_type_of_text_is_read)
{
    char mail[200];
    const struct reading_case c = {"a.eml", mail,
                                   "id: a.eml\n"
                                   "title: Rain\n"
                                   "byline: Ada Reed\n"
                                   "text:\n"
                                   "It fell.\n"
                                   "\n"
                                   "--\n"};

    snprintf(mail, sizeof(mail),
             "From: Ada Reed <a@f.example>\n"
             "Subject: Rain\n"
             "Content-Type: %s\n"
             "\n"
             "It fell.\n",
             text_types[_i]);
    reading_holds(&c);
}
END_TEST

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *kinds_suite(void)
{
    Suite *s = suite_create("kinds");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    tcase_add_loop_test(t, mail_of_any_type_of_text_is_read, 0,
                        COUNT(text_types));
    suite_add_tcase(s, t);
    return s;
}
