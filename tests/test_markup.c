#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/read_html.h"
#include "tests/test.h"

/* Prose, so that there is an article: long enough, with its full stops. */
#define P1                                                            \
    "<p>The harbour office closed the old ferry line on Monday, and " \
    "nobody on the island was told before the first boat failed to come.</p>"
#define P2                                                                 \
    "<p>Two hundred people waited on the quay, among them the baker, who " \
    "sells his bread in the town across the water every morning.</p>"
#define T1                                                         \
    "The harbour office closed the old ferry line on Monday, and " \
    "nobody on the island was told before the first boat failed to come."
#define T2                                                              \
    "Two hundred people waited on the quay, among them the baker, who " \
    "sells his bread in the town across the water every morning."
#define BODY T1 "\n" T2

static const struct {
    const char *html, *text;
} texts[] = {
    {"", ""},
    {"plain", "plain"},
    {"a &lt;b&gt; &amp;amp; &eacute;&#8212;&#x41;",
     "a <b> &amp; \xc3\xa9\xe2\x80\x94"
     "A"},
    {"<p>one</p><p>two</p>", "one\ntwo"},
    {"one<br>two<br/>\n three", "one\ntwo\nthree"},
    {"a  lot\n of\t<b>space</b> <i>s</i> .", "a lot of space s ."},
    {"un<b>broken</b>", "unbroken"},
    {"a&nbsp;b\xc2\xa0 c", "a b c"},
    {"<ul><li>one<li>two</ul>three", "one\ntwo\nthree"},
    {"<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"},
    {"<pre>one\n  two</pre>", "one\ntwo"},
    {"x<script>if (a < b) alert('<p>')</script>y<style>p{}</style>", "xy"},
    {"x<!-- not <p> this -->y", "xy"},
    {"<p>un<p>closed <b>tags", "un\nclosed tags"},
    {"<div hidden>no</div><div style='display: none'>no</div>yes", "yes"},
    {"<span aria-hidden=true>no</span><span aria-hidden=false>yes</span>",
     "yes"},
    {"<h2>head</h2>text", "head\ntext"},
    {"&#0;&#x110000;&#xd800;x &nosuch; &", "x &nosuch; &"},
    {"a\xff"
     "b",
     "a\xef\xbf\xbd"
     "b"},
    {"a <?pi d?>e", "a e"},
};

START_TEST(text_of_pieces)
{
    struct buf out = BUF_INIT;

    markup_text(text_of(texts[_i].html), &out);
    ck_assert_str_eq(out.data, texts[_i].text);
    buf_free(&out);
}
END_TEST

static const struct {
    const char *html, *text;
} bodies[] = {
    {P1 P2, BODY},
    {"<nav>Home News Sport</nav><div>" P1 P2 "</div><footer>Imprint</footer>",
     BODY},
    {"<article><h1>Ferry</h1><p class=byline>By A. Baker</p>" P1 P2
     "</article><aside><p>Other articles of which you have not heard yet, and "
     "which are said to be worth the time, every one of them.</aside>",
     BODY},
    /* What is between the paragraphs and says that it is not of them. */
    {"<div>" P1 "<div class='related-links'><a href=x>Other news</a></div>"
     "<figure><img><figcaption>A boat.</figcaption></figure>"
     "<div class=newsletterSignup><p>Read us every day by mail.</p></div>" P2
     "</div>",
     BODY},
    {"<div>" P1 "<p>Read more: fog</p>" P2 "</div>", BODY},
    {"<div>" P1 "<ul><li><a href=x>Fog</a><li><a href=y>Rain</a></ul>" P2
     "</div>",
     BODY},
    /* What is of them. */
    {"<div>" P1 "<h2>Bread</h2>" P2 "</div>", T1 "\nBread\n" T2},
    {"<div>" P1 "<ul><li>Monday: fog<li>Tuesday: rain</ul>" P2 "</div>",
     T1 "\nMonday: fog\nTuesday: rain\n" T2},
    {"<div>" P1 "<table><tr><td>Monday<td>12<tr><td>Tuesday<td>3</table>" P2
     "</div>",
     T1 "\nMonday\t12\nTuesday\t3\n" T2},
    {"<div>" P1 "<p>\"No.\"</p>" P2 "</div>", T1 "\n\"No.\"\n" T2},
    /* A class that only speaks of other things is no clutter. */
    {"<body class='no-sidebar with-comments'><div class=has-share>" P1 P2
     "</div>",
     BODY},
    /* Headings with nothing behind them. */
    {"<div>" P1 P2 "<h3>More</h3><div class=share>x</div></div>", BODY},
    /* Comments, longer than the article. */
    {"<div>" P1 P2 "</div><div id=comments>" P2 P2 P1 P1 "</div>", BODY},
    /* Parts of the article, each in a box of its own. */
    {"<div class=a>" P1 "</div><div class=b>" P2 "</div>", BODY},
    {"<form><div>" P1 P2 "</div></form>", BODY},
    /* One page after another is loaded below the first. */
    {"<article><h1>Ferry</h1>" P1 P2 "</article><article><h1>Fog</h1>" P2 P1 P2
     "</article>",
     BODY},
    /* An aside that holds more than the article. */
    {"<div>" P1 P2 "</div><aside>" P2 P1 P2 P2 "</aside>", BODY},
    /* A class within a sentence is only its manner. */
    {"<p>The <a class=popup href=x>harbour</a> office closed the old ferry "
     "line on Monday, <span class=share>and nobody knew</span> of it.</p>",
     "The harbour office closed the old ferry line on Monday, and nobody knew "
     "of it."},
    {"<p>Short.</p>", "Short."},
    {"<a href=x>only a link</a>", "only a link"},
};

static void read_page(const char *html, struct parsed *parsed)
{
    struct problem p;

    parsed_start(parsed);
    ck_assert_int_eq(html_article(text_of(html), NULL, NULL, parsed, &p),
                     IR_OK);
}

START_TEST(bodies_of_pages)
{
    struct parsed parsed;

    read_page(bodies[_i].html, &parsed);
    ck_assert_str_eq(parsed.fields[PARSED_TEXT].data, bodies[_i].text);
    parsed_free(&parsed);
}
END_TEST

#define LD(json) "<script type='application/ld+json'>" json "</script>"

static const struct {
    const char *html;
    enum parsed_field field;
    const char *value;
} facts[] = {
    {"<title>Ferry closed</title>", PARSED_TITLE, "Ferry closed"},
    {"<title>Ferry closed | The Quay</title><meta property=og:site_name "
     "content='The Quay'>",
     PARSED_TITLE, "Ferry closed"},
    {"<title>Ferry closed - Isle</title><h1>Isle</h1><h1>Ferry closed</h1>",
     PARSED_TITLE, "Ferry closed"},
    {"<title>Ferry - The Quay</title><h1>News</h1><h1>Ferry</h1>", PARSED_TITLE,
     "Ferry"},
    {"<title>x</title><meta property=og:title content='Ferry &amp; fog'>",
     PARSED_TITLE, "Ferry & fog"},
    {"<meta property=og:title content=x>" LD(
         "{\"@type\":\"NewsArticle\",\"headline\":\"Fog &amp; ferry\"}"),
     PARSED_TITLE, "Fog & ferry"},
    {LD("{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},{\"@type\":"
        "[\"Thing\",\"NewsArticle\"],\"author\":[{\"name\":\"A. Baker\"},"
        "\"C. Dean\"]}]}"),
     PARSED_BYLINE, "A. Baker, C. Dean"},
    /* Line ends within strings, and a stray sign behind the object. */
    {LD("{\"@type\":\"Article\",\"articleSection\":\"Is\nland\"};"),
     PARSED_SECTION, "Is land"},
    {LD("{\"@type\":\"WebPage\",\"author\":\"x\"}"), PARSED_BYLINE, ""},
    {LD("{broken"), PARSED_BYLINE, ""},
    {LD("{\"@type\":\"Article\",\"publisher\":{\"name\":\"The Quay\"}}"),
     PARSED_SOURCE, "The Quay"},
    {"<meta name=author content='By A. Baker'>", PARSED_BYLINE, "A. Baker"},
    {"<meta property=article:author content=https://example.org/baker>",
     PARSED_BYLINE, ""},
    {"<span itemprop=author><b>by</b> <i itemprop=name>A. Baker</i></span>",
     PARSED_BYLINE, "A. Baker"},
    {"<a rel=author href=x>A. Baker</a>", PARSED_BYLINE, "A. Baker"},
    {"<meta property=article:published_time content=2024-05-01T10:00:00Z>",
     PARSED_DATE, "2024-05-01T10:00:00Z"},
    {"<meta itemprop=datePublished content=2024-05-01>", PARSED_DATE,
     "2024-05-01"},
    {"<h1>x</h1><time datetime=2024-05-01>May Day</time>", PARSED_DATE,
     "2024-05-01"},
    /* A date of something else is none of the article's. */
    {"<h1>x</h1><div class=comments><time datetime=2024-05-01>y</time></div>",
     PARSED_DATE, ""},
    {"<time datetime=2024-05-01>today</time><h1>x</h1>", PARSED_DATE, ""},
    {"<link rel=canonical href=https://example.org/a><meta property=og:url "
     "content=https://example.org/b>",
     PARSED_URL, "https://example.org/a"},
    {"<link rel=canonical href=/a>", PARSED_URL, ""},
    {"<html lang=fr-CA>", PARSED_LANG, "fr-CA"},
    {"<meta property=og:locale content=de_DE>", PARSED_LANG, "de_DE"},
    {"<meta property=article:section content=Sport>", PARSED_SECTION, "Sport"},
};

START_TEST(facts_of_pages)
{
    struct buf html = BUF_INIT;
    struct parsed parsed;

    buf_addf(&html, "%s<p>Text.</p>", facts[_i].html);
    read_page(html.data, &parsed);
    ck_assert_str_eq(parsed.fields[facts[_i].field].data, facts[_i].value);
    parsed_free(&parsed);
    buf_free(&html);
}
END_TEST

START_TEST(a_body_that_is_told_tells_the_lines)
{
    struct parsed parsed;

    read_page("<div>" P1 P2 "<p>This newspaper is written on the island and "
              "printed in the town across the water, as it was in 1902.</p>"
              "</div>" LD("{\"@type\":\"Article\",\"articleBody\":\"" T1 " " T2
                          "\"}"),
              &parsed);
    ck_assert_str_eq(parsed.fields[PARSED_TEXT].data, BODY);
    parsed_free(&parsed);
}
END_TEST

START_TEST(a_body_that_is_only_told_is_the_text)
{
    struct parsed parsed;

    read_page("<p>Turn on JavaScript.</p>" LD(
                  "{\"@type\":\"Article\",\"articleBody\":\"" T1 "\\n" T2
                  "\"}"),
              &parsed);
    ck_assert_str_eq(parsed.fields[PARSED_TEXT].data, BODY);
    parsed_free(&parsed);
}
END_TEST

static const struct {
    const char *html, *charset, *text;
} encodings[] = {
    {"caf\xe9", NULL, "caf\xc3\xa9"},
    {"caf\xc3\xa9", NULL, "caf\xc3\xa9"},
    {"caf\xc3\xa9", "iso-8859-1", "caf\xc3\xa9"},
    {"<meta charset=\"iso-8859-2\">\xb3", NULL, "\xc5\x82"},
    {"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>\xc1",
     NULL, "\xd0\xb0"},
    {"<meta charset=koi8-r>\xb3", "iso-8859-2", "\xc5\x82"},
    {"<?xml version='1.0' encoding='iso-8859-2'?><p>\xb3</p>", NULL,
     "\xc5\x82"},
    {"<meta charset=nonsense>caf\xe9", NULL, "caf\xc3\xa9"},
};

START_TEST(encodings_of_pages)
{
    struct problem p;
    struct parsed parsed;

    parsed_start(&parsed);
    ck_assert_int_eq(html_article(text_of(encodings[_i].html),
                                  encodings[_i].charset, NULL, &parsed, &p),
                     IR_OK);
    ck_assert_str_eq(parsed.fields[PARSED_TEXT].data, encodings[_i].text);
    parsed_free(&parsed);
}
END_TEST

START_TEST(nothing_is_said_to_be_nothing)
{
    struct problem p;
    struct parsed parsed;

    parsed_start(&parsed);
    ck_assert_int_eq(
        html_article(TEXT("<title>x</title>"), NULL, NULL, &parsed, &p),
        IR_INVALID);
    ck_assert_str_eq(p.reason, "empty");
    parsed_free(&parsed);
}
END_TEST

START_TEST(a_url_from_outside_gives_way)
{
    struct problem p;
    struct parsed parsed;

    parsed_start(&parsed);
    ck_assert_int_eq(
        html_article(TEXT("x"), NULL, "http://example.org/1", &parsed, &p),
        IR_OK);
    ck_assert_str_eq(parsed.fields[PARSED_URL].data, "http://example.org/1");
    parsed_clear(&parsed);
    ck_assert_int_eq(
        html_article(TEXT("<link rel=canonical href=http://example.org/2>x"),
                     NULL, "http://example.org/1", &parsed, &p),
        IR_OK);
    ck_assert_str_eq(parsed.fields[PARSED_URL].data, "http://example.org/2");
    parsed_free(&parsed);
}
END_TEST

Suite *markup_suite(void)
{
    Suite *suite = suite_create("markup");
    TCase *tcase = tcase_create("markup");

    tcase_add_loop_test(tcase, text_of_pieces, 0, COUNT(texts));
    tcase_add_loop_test(tcase, bodies_of_pages, 0, COUNT(bodies));
    tcase_add_loop_test(tcase, facts_of_pages, 0, COUNT(facts));
    tcase_add_loop_test(tcase, encodings_of_pages, 0, COUNT(encodings));
    tcase_add_test(tcase, a_body_that_is_told_tells_the_lines);
    tcase_add_test(tcase, a_body_that_is_only_told_is_the_text);
    tcase_add_test(tcase, nothing_is_said_to_be_nothing);
    tcase_add_test(tcase, a_url_from_outside_gives_way);
    suite_add_tcase(suite, tcase);
    return suite;
}
