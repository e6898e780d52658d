/* Tables as databases and programs export them. */
#include "tests/reading.h"
#include "tests/test.h"

static const struct reading_case cases[] = {
    /* HTML in a column, and what is none. */
    {"a.csv",
     "title,content\n"
     "A &amp; B,\"<p>It fell.</p><p>All &amp; day.</p>\"\n"
     "Rain,1 < 2 & so on\n",
     "id: a.csv:2\n"
     "title: A & B\n"
     "text:\n"
     "It fell.\n"
     "All & day.\n"
     "--\n"
     "id: a.csv:3\n"
     "title: Rain\n"
     "text:\n"
     "1 < 2 & so on\n"
     "--\n"},
    /* What databases and programs write for nothing. */
    {"a.csv",
     "title,text,author\n"
     "Rain,It fell.,nan\n"
     "Sun,It shone.,NULL\n"
     "Fog,\\N,Ada\n"
     "null,Null and void.,None\n",
     "id: a.csv:2\n"
     "title: Rain\n"
     "text:\n"
     "It fell.\n"
     "--\n"
     "id: a.csv:3\n"
     "title: Sun\n"
     "text:\n"
     "It shone.\n"
     "--\n"
     "! missing @4: no field text\n"
     "--\n"
     "id: a.csv:5\n"
     "text:\n"
     "Null and void.\n"
     "--\n"},
    /* Quotes that have a backslash before them. */
    {"a.csv",
     "title,text\n"
     "Rain,\"\\\"It fell\\\", she said.\"\n"
     "Sun,\"It \\\"shone\\\"\"\n"
     "Fog,\"x, \"\"y\"\"\"\n",
     "id: a.csv:2\n"
     "title: Rain\n"
     "text:\n"
     "\"It fell\", she said.\n"
     "--\n"
     "id: a.csv:3\n"
     "title: Sun\n"
     "text:\n"
     "It \"shone\"\n"
     "--\n"
     "id: a.csv:4\n"
     "title: Fog\n"
     "text:\n"
     "x, \"y\"\n"
     "--\n"},
    /* A backslash at the end of a field is one. */
    {"a.csv",
     "title,text\n"
     "\"C:\\\",\"It fell.\"\n"
     "Sun,x\n",
     "id: a.csv:2\n"
     "title: C:\\\n"
     "text:\n"
     "It fell.\n"
     "--\n"
     "id: a.csv:3\n"
     "title: Sun\n"
     "text:\n"
     "x\n"
     "--\n"},
    /* Between tabs, quotes in which nothing ends are of the text. */
    {"a.tsv",
     "title\ttext\n"
     "Rain\t\"It\n"
     "fell\"\n"
     "Sun\t\"It\" shone.\n"
     "Fog\tx\n",
     "id: a.tsv:2\n"
     "title: Rain\n"
     "text:\n"
     "It\n"
     "fell\n"
     "--\n"
     "id: a.tsv:4\n"
     "title: Sun\n"
     "text:\n"
     "\"It\" shone.\n"
     "--\n"
     "id: a.tsv:5\n"
     "title: Fog\n"
     "text:\n"
     "x\n"
     "--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *tables_suite(void)
{
    Suite *s = suite_create("tables");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    suite_add_tcase(s, t);
    return s;
}
