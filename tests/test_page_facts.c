/* Titles, bylines and dates, in the markup of many systems. */
#include "tests/page_fact.h"
#include "tests/test.h"

static const struct page_fact bylines[] = {
    /* WordPress: what Twitter shall print beside the title. */
    {"<meta name=twitter:label1 content='Verfasst von'><meta "
     "name=twitter:data1 content='Ada Quill'><meta name=twitter:label2 "
     "content='Lesezeit'><meta name=twitter:data2 content='3 Minuten'>" H1,
     "Ada Quill"},
    {"<meta name=twitter:data1 content='Ada Quill'><meta name=twitter:data2 "
     "content='In stock'>" H1,
     ""},
    {"<meta name=twitter:data1 content='3 minutes'>" H1, ""},
    /* ---- what is shown ---- */
    {H1 "<p class=byline>By <a rel=author href=/a>Ada Quill</a> and <a "
        "rel=author href=/b>Bo Finch</a></p>",
     "Ada Quill, Bo Finch"},
    {H1 "<p>By <a rel=author href=/a>Ada Quill</a></p><p>Photos: <a rel=author "
        "href=/b>Bo Finch</a></p>",
     "Ada Quill"},
    {H1 "<div class='entry-meta'><span class='byline'>by <span class='author "
        "vcard'><a class='url fn n' href=/author/ada>Ada Quill</a></span>"
        "</span> <time class=entry-date datetime=2024-05-01>1 May</time></div>",
     "Ada Quill"},
    {H1 "<ul class=post-meta><li class=post-author>Ada Quill<li "
        "class=post-date>1 May</ul>",
     "Ada Quill"},
    {H1 "<div class=c-byline><span class=c-byline__item>By Ada Quill on May 1, "
        "2024 10:00am EDT</span></div>",
     "Ada Quill"},
    {H1 "<div class=ArticlePage-byline>Ada Quill | Political editor | "
        "22.08.2024</div>",
     "Ada Quill"},
    {H1 "<div class=submitted>Submitted by <span class=username>ada</span>"
        "</div><p class=author>Von Ada Quill und Bo Finch, Berlin</p>",
     "Ada Quill, Bo Finch"},
    {H1 "<p class=auteur>Par Ada Quill et Bo Finch</p>", "Ada Quill, Bo Finch"},
    {H1 "<div class=autor>Por <b>Ada Quill</b> y Bo Finch</div>",
     "Ada Quill, Bo Finch"},
    {H1 "<span class=autore>di Ada Quill</span>", "Ada Quill"},
    {H1 "<div class=article__author>\xd0\x90\xd0\xb2\xd1\x82\xd0\xbe\xd1\x80: "
        "\xd0\x90\xd0\xb4\xd0\xb0 \xd0\x9a\xd0\xb2\xd0\xb8\xd0\xbb</div>",
     "\xd0\x90\xd0\xb4\xd0\xb0 \xd0\x9a\xd0\xb2\xd0\xb8\xd0\xbb"},
    {H1 "<span class=author>\xe9\x99\x88\xe5\xb0\x8f\xe6\x98\x8e</span>",
     "\xe9\x99\x88\xe5\xb0\x8f\xe6\x98\x8e"},
    {H1
     "<article><footer class=node__submitted>Submitted by <span>Ada Quill</span> "
     "on 22 August 2024</footer></article>",
     "Ada Quill"},
    {H1 "<span class=author>\xe5\xb1\xb1\xe7\x94\xb0\xe8\x8a\xb1\xe5\xad\x90"
        " <br>\xe3\x82\xb7\xe3\x82\xa7\xe3\x82\xa2</span>",
     "\xe5\xb1\xb1\xe7\x94\xb0\xe8\x8a\xb1\xe5\xad\x90"},
    /* Without a class, or with one that is a hash. */
    {H1 "<div class=dcr-1x2><a href=/profile/ada-quill>Ada Quill</a></div>",
     "Ada Quill"},
    {H1 "<p>By Ada Quill</p>", "Ada Quill"},
    {H1 "<div>Por Ada Quill</div>", "Ada Quill"},
    {"<table><tr><td>" H1 "<font size=2><i>By Ada Quill</i><br>22 August 2024"
     "<br><br>Islanders learn of it from an empty pier, for the third time this "
     "month, and nobody is to blame, says the harbour office.</font></table>",
     "Ada Quill"},
    {H1 "<p>di Ada Quill</p>", "Ada Quill"},
    {H1 "<div class=by>\xd8\xb3\xd9\x85\xd9\x8a\xd8\xb1 "
        "\xd8\xa7\xd9\x84\xd9\x82\xd9\x84\xd9\x85</div>",
     "\xd8\xb3\xd9\x85\xd9\x8a\xd8\xb1 "
     "\xd8\xa7\xd9\x84\xd9\x82\xd9\x84\xd9\x85"},
    {"<header><a rel=author href=/a>Ada Quill</a>" H1 "</header>", "Ada Quill"},
    {H1
     "<div itemprop=author itemscope itemtype=http://schema.org/Person><span "
     "itemprop=name>Ada Quill</span></div><div itemprop=author itemscope>"
     "<span itemprop=name>Bo Finch</span></div>",
     "Ada Quill, Bo Finch"},
    /* ---- of others ---- */
    {H1 "<div class=related><p class=byline>By Bo Finch</p></div>", ""},
    {H1 TEXT_BELOW "<div id=comments><p class=author>Bo Finch</p></div>", ""},
    {H1 "<a rel=author href=/a>Ada Quill</a>" TEXT_BELOW "<article><h3>Fog</h3>"
        "<a rel=author href=/b>Bo Finch</a></article>",
     "Ada Quill"},
    {H1 "<p>By the time the office opened, Ada Quill had gone home and was "
        "asleep.</p>",
     ""},
    /* ---- what hides a person ---- */
    {"<meta name=author content=a.quill@port.example>" H1
     "<p class=byline>By <a rel=author href=/a>Ada Quill</a></p>",
     "Ada Quill"},
    {"<meta name=author content=4711>" H1 "<p class=byline>Ada Quill</p>",
     "Ada Quill"},
    {"<meta property=og:site_name content='Port News'><meta name=author "
     "content='Port News'>" H1 "<p class=byline>Ada Quill</p>",
     "Ada Quill"},
    {"<link rel=canonical href=https://www.portnews.example/1><meta name=author "
     "content=PortNews>" H1 "<p class=byline>Ada Quill</p>",
     "Ada Quill"},
    {"<meta property=article:author content=https://social.example/ada>" H1
     "<p class=byline>Ada Quill</p>",
     "Ada Quill"},
    {LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\","
        "\"name\":\"Port News\"}}") H1 "<p class=byline>Ada Quill</p>",
     "Ada Quill"},
    {LD("{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Organization\","
        "\"name\":\"The Quay\"},{\"@type\":\"Person\",\"name\":\"Ada Quill\"}]"
        "}"),
     "Ada Quill"},
    {"<meta name=author content='Ada Quill, Staff Writer'>", "Ada Quill"},
    {"<meta name=author content='Ada Quill. Port News Agency'>", "Ada Quill"},
    {"<meta name=author content='Ada Quill. Reporting by Bo Finch in Port'>",
     "Ada Quill, Bo Finch"},
    {"<meta name=author content='Prof. Ada B. Quill'>", "Prof. Ada B. Quill"},
    {"<meta name=byl content='By Ada Quill, Bo Finch and Cy Roe'>",
     "Ada Quill, Bo Finch, Cy Roe"},
    {"<meta name=author content='Ada Quill'><meta name=author content='Bo "
     "Finch'>",
     "Ada Quill, Bo Finch"},
    {"<meta name=citation_author content='Quill, Ada'>", "Quill, Ada"},
    /* Nobody else wrote it. */
    {"<meta name=author content=Reuters>" H1, "Reuters"},
    {LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\","
        "\"name\":\"Port News Agency\"}}"),
     "Port News Agency"},
    {"<meta name=author content=admin>" H1, ""},
    /* ---- JSON-LD ---- */
    {LD("{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#ada\"}},{"
        "\"@type\":\"Person\",\"@id\":\"#ada\",\"name\":\"Ada Quill\"}]}"),
     "Ada Quill"},
    {LD("{\"@type\":\"Article\",\"author\":[{\"@id\":\"#a\"},{\"@id\":\"#b\"}]"
        "}") LD("[{\"@id\":\"#b\",\"name\":\"Bo Finch\"},{\"@id\":\"#a\","
                "\"name\":\"Ada Quill\"}]"),
     "Ada Quill, Bo Finch"},
    {LD("{\"@type\":\"Article\",\"author\":{\"@id\":\"#none\"}}") H1
     "<p class=byline>Ada Quill</p>",
     "Ada Quill"},
    {LD("//<![CDATA[\n{\"@type\":\"NewsArticle\",\"author\":\"Ada Quill\"}\n"
        "//]]>"),
     "Ada Quill"},
    {LD("<![CDATA[{\"@type\":\"BlogPosting\",\"author\":{\"name\":[\"Ada "
        "Quill\",\"Bo Finch\"]}}]]>"),
     "Ada Quill, Bo Finch"},
    /* No JSON: a quote too many, a comma too many. */
    {LD("{\"@type\":\"NewsArticle\",\"headline\":\"The \"old\" ferry\","
        "\"author\":{\"@type\":\"Person\",\"name\":\"Ada Quill\"}}"),
     "Ada Quill"},
    {LD("{\"@type\":\"NewsArticle\",\"author\":[\"Ada Quill\",],}") H1
     "<p class=byline>Ada Quill</p>",
     "Ada Quill"},
    {LD("{\"@type\":\"Product\",\"name\":\"A \"boat\"\",\"author\":{"
        "\"name\":\"Bo Finch\"}}"),
     ""},
    {LD("{\"@type\":\"ClaimReview\",\"author\":{\"name\":\"Ada Quill\"}}"),
     "Ada Quill"},
    {LD("[{\"@type\":\"ClaimReview\",\"author\":{\"name\":\"Bo Finch\"}},{"
        "\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Ada Quill\"}}]"),
     "Ada Quill"},
};

START_TEST(bylines_of_pages)
{
    page_fact_holds(&bylines[_i], PARSED_BYLINE);
}
END_TEST

#define PUBLISHED(date) \
    "<meta property=article:published_time content='" date "'>"
#define LD_DATE(date) \
    LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"" date "\"}")

static const struct page_fact dates[] = {
    /* ---- one of several ---- */
    {LD_DATE("yesterday evening") PUBLISHED("2024-08-22T12:00:00+02:00"),
     "2024-08-22T12:00:00+02:00"},
    {LD_DATE("2024-08-22 18:11:01.0") "<meta name=date "
                                      "content=2024-08-22T18:11:01+02:00>",
     "2024-08-22T18:11:01+02:00"},
    {LD_DATE("2024-08-22") PUBLISHED("2024-08-22T09:00:00Z"),
     "2024-08-22T09:00:00Z"},
    {LD_DATE("2024-08-22T18:11:01") H1
     "<time datetime=2024-08-22T18:11:01-04:00>now</time>",
     "2024-08-22T18:11:01-04:00"},
    {LD_DATE("08/2024") H1 "<time datetime=2024-08-22>22 August</time>",
     "2024-08-22"},
    /* Another day is another date. */
    {LD_DATE("2024-08-22 18:11:01") PUBLISHED("2024-09-01T18:11:01Z"),
     "2024-08-22 18:11:01"},
    /* None can be read: the report names the first. */
    {LD_DATE("yesterday") PUBLISHED("today"), "yesterday"},
    {LD("{\"@type\":\"NewsArticle\",\"headline\":\"The \"old\" ferry\","
        "\"datePublished\" : \"2024-08-22\"}"),
     "2024-08-22"},
    {LD("{\"@type\":\"WebPage\",\"datePublished\":\"2024-08-22\"}"),
     "2024-08-22"},
    {LD("{\"@type\":\"Article\",\"dateCreated\":\"2024-08-22\"}"),
     "2024-08-22"},
    /* ---- shown near the title ---- */
    {H1 "<p class=date>22 August 2024</p>", "22 August 2024"},
    {H1 "<div class=c-timestamp>Published: Aug 22, 2024 | Updated: Aug 30, "
        "2024</div>",
     "Aug 22, 2024"},
    {H1 "<span class=post-meta-date>Posted on August 22, 2024 by Ada</span>",
     "August 22, 2024"},
    {H1 "<p>By Ada Quill</p><p>22 August 2024</p>", "22 August 2024"},
    {H1 "<div class=dcr-7>22 Aug 2024, first edition</div>", "22 Aug 2024"},
    {H1 "<p class=date>Posted: 22 August 2024, 3:17 PM by Ada Quill</p>",
     "22 August 2024, 3:17 PM"},
    {H1 "<p class=datum>Stand: 22. August 2024, 15.17 Uhr</p>",
     "22. August 2024, 15.17"},
    {H1 "<div class=fecha>22 de agosto de 2024</div>", "22 de agosto de 2024"},
    {H1 "<time>22 August 2024</time>", "22 August 2024"},
    {H1 "<time datetime='two days ago'>2024-08-22</time>", "2024-08-22"},
    {"<article><time datetime=2024-08-22>x</time>" H1 "</article>",
     "2024-08-22"},
    {"<header><p class=date>22 August 2024</p>" H1 "</header>",
     "22 August 2024"},
    {H1 "<ul class=entry-meta><li class=entry-date>2024-08-22</ul>",
     "2024-08-22"},
    {"<div class=blog-posts><h2 class=date-header>22 August 2024</h2><div>" H1
     "</div></div>",
     "22 August 2024"},
    {H1 "<article><footer><span class=submitted>22 August 2024</span></footer>"
        "</article>",
     "22 August 2024"},
    /* The first date, not the last change. */
    {H1
     "<time class=updated datetime=2024-08-30>x</time><time class='entry-date "
     "published' datetime=2024-08-22>y</time>",
     "2024-08-22"},
    {H1 "<time itemprop=dateModified datetime=2024-08-30>x</time><time "
        "itemprop=datePublished datetime=2024-08-22>y</time>",
     "2024-08-22"},
    /* ---- of something else ---- */
    {"<header><p class=date>30 August 2024</p></header>" H1, ""},
    {H1 TEXT_BELOW "<div class=comments><p class=date>30 August 2024</p></div>",
     ""},
    {H1 "<p>The office was opened on <a href=x>22 August 1924</a>, when the "
        "island had a school, a church, a mill, a smithy, two inns and a pier "
        "of its own, at which the mail boat lay each night of the year.</p>",
     ""},
    {H1 "<p class=phone>Call 2024-0822</p>", ""},
    /* ---- in the address ---- */
    {"<link rel=canonical href=https://port.example/2024/08/22/ferry>",
     "2024-08-22"},
    {"<link rel=canonical href=https://port.example/news/2024-08-22-ferry>",
     "2024-08-22"},
    {"<link rel=canonical href=https://port.example/2024/13/22/ferry>", ""},
    {"<link rel=canonical href=https://port.example/2024/08/22/f>" H1
     "<p class=date>21 August 2024</p>",
     "21 August 2024"},
};

START_TEST(dates_of_pages)
{
    page_fact_holds(&dates[_i], PARSED_DATE);
}
END_TEST

#define OG(title) "<meta property=og:title content='" title "'>"

static const struct page_fact titles[] = {
    {"<title>" LATE " | Port News | 22 Aug 2024</title>" H1, LATE},
    {"<title>" LATE " - Port News - Islands</title>" H1, LATE},
    {"<title>Harbour Week 2018 | Ferries by Quill</title><h1>Harbour Week 2018 | "
     "Ferries by Ada Quill</h1>",
     "Harbour Week 2018 | Ferries by Quill"},
    {"<title>" LATE " \xc2\xab Port News</title>" H1, LATE},
    {"<title>" LATE "|Port News</title>" H1, LATE},
    {"<title>Port News - " LATE "</title><h2>" LATE "</h2>", LATE},
    {"<title>Port News - " LATE "</title><a>" LATE "</a>", "Port News - " LATE},
    {"<title>Port News: " LATE "</title>" H1, LATE},
    {"<title>Port News \xe2\x80\x94 " LATE "</title>" H1, LATE},
    {OG(LATE " | Port News") H1, LATE},
    /* The case and the quotes of the two may differ. */
    {OG("\"HARBOUR\" ferry late again! - Port") "<h1>\xe2\x80\x9cHarbour"
                                                "\xe2\x80\x9d ferry late again"
                                                "</h1>",
     "\"HARBOUR\" ferry late again!"},
    /* What was cut short is in the heading. */
    {OG("Harbour ferry late...") H1, LATE},
    {OG("Harbour ferry la\xe2\x80\xa6") H1, LATE},
    /* Only the site is told. */
    {"<meta property=og:site_name content='Port News'>" OG("Port News") H1,
     LATE},
    {"<link rel=canonical href=https://www.port-news.example/1>"
     "<title>" LATE " - Port News</title>",
     LATE},
    {"<meta property=og:site_name content='Port News'><title>" LATE
     " | Islands | Port News</title>",
     LATE " | Islands"},
    {"<title>" LATE " - 22 August 2024</title>", LATE},
    /* Without an h1, a heading may say it, linked or below a kicker. */
    {"<title>Harbour Blog: " LATE "</title><h3>" LATE "</h3>", LATE},
    {"<title>Harbour Blog: " LATE "</title><p><b>" LATE "</b></p>", LATE},
    {"<title>" LATE " - News - Port</title><h2><a href=/x>" LATE "</a></h2>",
     LATE},
    {"<title>Fog: " LATE " - PORT</title><h2><span>Islands</span> <span>" LATE
     "</span></h2>",
     LATE},
    {"<title>Port Notes  \xc2\xbb Blog Archive   \xc2\xbb " LATE
     "</title><h1><a href=/>Port Notes</a></h1><h2><a href=/1>" LATE
     "</a></h2>",
     LATE},
    {"<title>Port Notes - " LATE
     "</title><h1><a href=https://port.example/>Port "
     "Notes</a></h1><h2>" LATE "</h2>",
     LATE},
    {"<title>" LATE "</title><h1><a href=https://port.example/1>" LATE
     "</a></h1>",
     LATE},
    {"<title>Fog: " LATE "</title><h1>Fog: " LATE "</h1><h2>" LATE "</h2>",
     "Fog: " LATE},
    /* What is the title's own. */
    {"<title>Fog - the harbour ferry is late again</title><h1>Fog - the harbour "
     "ferry is late again</h1>",
     "Fog - the harbour ferry is late again"},
    {OG("Fog: harbour ferry late again") "<h1>Fog: harbour ferry late again, "
                                         "says the mayor</h1>",
     "Fog: harbour ferry late again"},
    {"<title>Ferry - fog</title><h1>Islands</h1>", "Ferry - fog"},
    {"<title>" LATE "</title><h1>Port News</h1>", LATE},
    {"<title>" LATE " | Port</title><h1>Port</h1>" H1, LATE},
};

START_TEST(titles_of_pages)
{
    page_fact_holds(&titles[_i], PARSED_TITLE);
}
END_TEST

Suite *page_facts_suite(void)
{
    Suite *suite = suite_create("page_facts");
    TCase *tcase = tcase_create("page_facts");

    tcase_add_loop_test(tcase, bylines_of_pages, 0, COUNT(bylines));
    tcase_add_loop_test(tcase, dates_of_pages, 0, COUNT(dates));
    tcase_add_loop_test(tcase, titles_of_pages, 0, COUNT(titles));
    suite_add_tcase(suite, tcase);
    return suite;
}
