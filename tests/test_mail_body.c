/* Mail whose head does not tell what its body is, and what it tells. */
#include "tests/reading.h"
#include "tests/test.h"

static const struct reading_case cases[] = {
    /* The boundary is not told, or is another; or there are no parts. */
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: multipart/alternative\n"
     "\n"
     "This is MIME.\n"
     "\n"
     "------=_x\n"
     "Content-Type: text/plain; charset=utf-8\n"
     "Content-Transfer-Encoding: quoted-printable\n"
     "\n"
     "It fell =C3=A9.\n"
     "------=_x\n"
     "Content-Type: text/html\n"
     "\n"
     "<p>It fell</p>\n"
     "------=_x--\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell \303\251.\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: multipart/mixed; boundary=\"a\"\n"
     "\n"
     "--b\n"
     "Content-Type: text/html\n"
     "\n"
     "<p>It fell.</p>\n"
     "--b--\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell.\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: multipart/mixed; boundary=\"a\"\n"
     "\n"
     "It fell.\n"
     "-- \n"
     "Ada\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell.\n"
     "-- \n"
     "Ada\n"
     "\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: multipart/mixed\n"
     "\n",
     "! missing @1: no text in this mail\n"
     "--\n"},
    /* HTML that says it is plain; and what is plain. */
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: text/plain\n"
     "\n"
     "<!DOCTYPE html>\n"
     "<html><body><p>It fell.</p><p>All &amp; day.</p></body></html>"
     "\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell.\n"
     "All & day.\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "\n"
     "<div>It fell.<br>All day.</div>\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell.\n"
     "All day.\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "\n"
     "<p> is a tag, and so is <br>,\n"
     "she wrote.\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "<p> is a tag, and so is <br>,\n"
     "she wrote.\n"
     "\n"
     "--\n"},
    /* Flowed lines, quotes, stuffed spaces, a signature. */
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: text/plain; format=flowed\n"
     "\n"
     "It fell \n"
     "all \n"
     "day.\n"
     "\n"
     "It \n"
     "> was \n"
     "> wet. \n"
     ">> Was it?\n"
     " From noon.\n"
     "  Twice.\n"
     "Yes \n"
     "-- \n"
     "Ada\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "It fell all day.\n"
     "\n"
     "It \n"
     "> was wet. \n"
     ">> Was it?\n"
     "From noon.\n"
     " Twice.\n"
     "Yes \n"
     "-- \n"
     "Ada\n"
     "\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: text/plain; charset=utf-8; Format=\"Flowed\"; De"
     "lSp=Yes\n"
     "Content-Transfer-Encoding: 8bit\n"
     "\n"
     "\346\270\241\350\275\256 \n"
     "\346\231\232\347\202\271\343\200\202\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "\346\270\241\350\275\256\346\231\232\347\202\271\343\200\202\n"
     "\n"
     "--\n"},
    /* A message in a message has a title, too. */
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: multipart/mixed; boundary=b\n"
     "\n"
     "--b\n"
     "\n"
     "See below.\n"
     "--b\n"
     "Content-Type: message/rfc822\n"
     "\n"
     "From: Bo <b@f.example>\n"
     "Subject: Fog\n"
     "\n"
     "The ferry was late.\n"
     "--b--\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "See below.\n"
     "\n"
     "Fog\n"
     "\n"
     "The ferry was late.\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: message/rfc822\n"
     "\n"
     "Subject: Fog\n"
     "Content-Type: multipart/alternative; boundary=b\n"
     "\n"
     "--b\n"
     "Content-Type: text/html\n"
     "\n"
     "<p>The ferry.</p>\n"
     "--b--\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "Fog\n"
     "\n"
     "The ferry.\n"
     "--\n"},
    /* UTF-7, and other names of encodings. */
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: text/plain; charset=unicode-1-1-utf-7\n"
     "\n"
     "Caf+AOk- a+-b +ZeVnLIqe-\n",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "Caf\303\251 a+b \346\227\245\346\234\254\350\252\236\n"
     "\n"
     "--\n"},
    {"a.eml",
     "From: Ada Reed <a@f.example>\n"
     "Subject: Rain\n"
     "Content-Type: text/plain; charset=x-windows-949\n"
     "\n"
     "\277\254\266\364\274\261",
     "id: a.eml\n"
     "title: Rain\n"
     "byline: Ada Reed\n"
     "text:\n"
     "\354\227\260\353\235\275\354\204\240\n"
     "\n"
     "--\n"},
};

START_TEST(reads)
{
    reading_holds(&cases[_i]);
}
END_TEST

Suite *mail_body_suite(void)
{
    Suite *s = suite_create("mail_body");
    TCase *t = tcase_create("core");

    tcase_add_loop_test(t, reads, 0, COUNT(cases));
    suite_add_tcase(s, t);
    return s;
}
