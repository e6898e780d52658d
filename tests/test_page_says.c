/* Lines of a page that say who wrote its article, and when. */
#include "tests/page_fact.h"
#include "tests/test.h"

#define LINK "<p><a href=/x>x</a></p>"
#define TEN LINK LINK LINK LINK LINK LINK LINK LINK LINK LINK
#define FAR TEN TEN TEN TEN

static const struct page_fact bylines[] = {
    {H1 "<div>Autor: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Tekst: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Von Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Ein Kommentar von Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Par Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Por Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>di Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>a cura di Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>door: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Av Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Af Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Texto de Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Írta: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Szerző: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>De Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Yazan: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Haber: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Per Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Words by Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Analysis by Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Oleh Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Του Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Autorius: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Piše: Jan Kowalski</div>", "Jan Kowalski"},
    {H1 "<div>Автор: Иван Петров</div>", "Иван Петров"},
    {H1 "<div>By <b>Jan Kowalski</b></div>", "Jan Kowalski"},
    {H1 "<div>Jan Kowalski</div><div>22 sierpnia 2024, 10:15</div>",
     "Jan Kowalski"},
    {H1 "<div><span>22.08.2024</span><span>Jan Kowalski</span></div>",
     "Jan Kowalski"},
    {H1 "<p>Jan Kowalski | 22.08.2024 10:15</p>", "Jan Kowalski"},
    {H1 "<p>Jan Kowalski und Bo Finch, 22.08.2024</p>",
     "Jan Kowalski, Bo Finch"},
    {H1 "<p>Jan Kowalski</p>", ""},
    /* With something else in the line. */
    {H1 "<div><span>Jan Kowalski</span><span>Aug 22, 2024 · 4 min read</span>"
        "</div>",
     "Jan Kowalski"},
    {H1 "<p>Oluşturulma Tarihi: Ağustos 22, 2024 10:15</p>", ""},
    {H1 "<p>Date Posted: August 22, 2024 | Jan Kowalski</p>", "Jan Kowalski"},
    /* Beside buttons, but not beside another article. */
    {H1 "<div class=share-bar><p>Por Jan Kowalski</p><a>Share</a></div>",
     "Jan Kowalski"},
    {H1 "<div class=share-bar><p class=byline>Jan Kowalski</p></div>",
     "Jan Kowalski"},
    {H1 "<div class=related><h3><a href=x>Fog</a></h3><p>Por Jan Kowalski</p>"
        "</div>",
     ""},
    {H1 "<div class=comments><p>Por Jan Kowalski</p></div>", ""},
    /* Chinese, Japanese and Korean. */
    {H1 "<span class=author>김철수 기자</span>", "김철수"},
    {H1 "<span class=author>记者：王小明</span>", "王小明"},
    {H1 "<span class=author>山田太郎 記者</span>", "山田太郎"},
    {"<meta property=article:author content=항구일보>" H1
     "<em class=journalist_name>김철수 기자</em>",
     "김철수"},
    {H1 "<span class=author>港湾新聞</span><span class=author>编辑</span>",
     "港湾新聞"},
    {H1 "<p>Share This | 22 August 2024</p>", ""},
    {H1 "<p>Stand Up Guys | 22 August 2024</p>", ""},
    {H1 "<p>Late Again | 22 August 2024</p>", ""},
    {H1 "<p>More Activity</p>", ""},
    {H1 "<div>Автор: наш корреспондент</div>", ""},
    {H1 "<p>Politics | 22 August 2024</p>", ""},
    {H1
     "<p class=byline>By <a href=/u/ada>Ada Quill</a> <a href=t>@quill</a><br>on August 22</p>",
     "Ada Quill"},
    {H1
     "<div class=byline><div>by</div><a href=/p/ada>Ada Quill</a></div><div><div><div><p>x</p></div></div></div>",
     "Ada Quill"},
    {H1
     "<div class=author><span class=name>Ada Quill</span><span class=role>Political correspondent</span><span>@quill</span></div>",
     "Ada Quill"},
    {H1 "<p class=byline>By Ada Quill For Port Post</p>", "Ada Quill"},
    {H1 "<p class=auteur>Par Ada Quill (à Paris)</p>", "Ada Quill"},
    {H1 "<p class=byline>By Ada Quill. Photos by Bo Finch</p>", "Ada Quill"},
    {H1 "<p class=byline>Por Ada de la Quill y Bo van den Finch</p>",
     "Ada de la Quill, Bo van den Finch"},
};

static const struct page_fact bylines_elsewhere[] = {
    {"<meta name=author content='Ediciones El Páramo'><meta property=og:site_name content='EL PÁRAMO'>" H1
     "<a rel=author href=/a>Ada Quill</a>",
     "Ada Quill"},
    {"<meta name=Search.Byline content='Ada Quill'>" H1, "Ada Quill"},
    {"<meta name=cXenseParse:author content='Ada Quill'>" H1, "Ada Quill"},
    {LD("{\"@type\":\"NewsArticle\",\"author\":{\"givenName\":\"Ada\",\"familyName\":\"Quill\"}}")
         H1,
     "Ada Quill"},
    {"<nav><a href=/me>Middle East</a></nav>" H1
     "<p>Middle East | 22 August 2024</p>",
     ""},
};

static const struct page_fact dates[] = {
    /* Digits and calendars of other scripts. */
    {H1 "<p>۱ شهریور ۱۴۰۳، ۱۰:۱۵</p>", "۱ شهریور ۱۴۰۳، ۱۰:۱۵"},
    {H1 "<p>প্রকাশ: ২২ আগস্ট ২০২৪</p>", "২২ আগস্ট ২০২৪"},
    {H1 "<p>२२ अगस्त २०२४</p>", "२२ अगस्त २०२४"},
    {H1 "<p>٢٢ أغسطس ٢٠٢٤</p>", "٢٢ أغسطس ٢٠٢٤"},
    {H1 "<p>2024年8月22日 19時22分</p>", "2024年8月22日 19時22分"},
    /* The language of a page tells which number is the day. */
    {"<html lang=vi>" H1 "<span class=date>Thứ năm, 5/3/2024, 10:22 (GMT+7)"
     "</span>",
     "Thứ năm, 5.3.2024, 10:22 (GMT+7)"},
    {"<html lang=es-AR>" H1 "<p>5/3/2024</p>", "5.3.2024"},
    {"<html lang=pt><meta name=date content='05/03/2024 10:22'>" H1,
     "05.03.2024 10:22"},
    {"<html lang=en-GB>" H1 "<p class=date>5/3/2024</p>", "5.3.2024"},
    {"<html lang=en>" H1 "<p class=date>5/3/2024</p>", ""},
    {"<html lang=en-US>" H1 "<p class=date>5/3/2024</p>", ""},
    {"<html lang=es-US>" H1 "<p class=date>5/3/2024</p>", ""},
    {"<html lang=fil>" H1 "<p class=date>5/3/2024</p>", ""},
    {"<html lang=utf-8>" H1 "<p class=date>5/3/2024</p>", ""},
    {H1 "<p class=date>5/3/2024</p>", ""},
    {"<html lang=es>" H1 "<p class=date>5/13/2024</p>", "5/13/2024"},
    {H1 FAR
     "<p>This entry was posted on Thursday, August 22nd, 2024 at 10:22 am "
     "and is filed under <a>Boats</a>. You can follow any responses to this "
     "entry through the feed, or leave one, or send us a line.</p>",
     "August 22nd, 2024 at 10:22"},
    /* Just above the title, but not in the head of the page. */
    {"<div class=item-nav><div>22 August 2024</div></div>" H1,
     "22 August 2024"},
    {"<nav><div>22 August 2024</div></nav>" H1, ""},
    {"<header><div>22 August 2024</div></header>" H1, ""},
    {"<div>22 August 2024</div>" TEN H1, ""},
    /* Beside buttons, but not beside another article. */
    {H1 "<div class=time-social-share><time datetime=2024-08-22>x</time></div>",
     "2024-08-22"},
    {H1 "<div class=top-bar><span class=date>22 August 2024</span></div>",
     "22 August 2024"},
    {H1 "<div class=footer><p>22 August 2024</p></div>", "22 August 2024"},
    {H1 "<div class=related><h3>Fog</h3><time datetime=2024-08-22>x</time>"
        "</div>",
     ""},
    {H1 "<div class=related><a href=x><time datetime=2024-08-22>x</time></a>"
        "</div>",
     ""},
    {H1 "<aside><time datetime=2024-08-22>x</time></aside>", ""},
    {H1
     "<div>Updated 1 September 2024 14:00</div><div>Published 22 August 2024</div>",
     "22 August 2024"},
    {H1 "<div>Updated: 1 September 2024 14:00. Published: 22 August 2024</div>",
     "22 August 2024"},
    {H1
     "<p>Mis à jour le 1 septembre 2024 à 14h03</p><p>Publié le 22 août 2024</p>",
     "22 août 2024"},
    {H1 "<div>Zaktualizowano 1.09.2024</div><div>22.08.2024</div>",
     "22.08.2024"},
    {H1
     "<p>Updated <time datetime=2024-09-01>1 September</time></p><p>22 August 2024</p>",
     "22 August 2024"},
    {H1 "<p>Updated 1 September 2024</p>", "1 September 2024"},
    {H1 "<ul><li>The act was signed into law on August 14, 1935</ul>", ""},
    {H1 "<abbr title=2024-08-22T01:40:40Z>1 hr ago</abbr>",
     "2024-08-22T01:40:40Z"},
    {H1
     "<span class=date data-datetime=2024-08-22T01:40:40Z>vor 2 Stunden</span>",
     "2024-08-22T01:40:40Z"},
    {H1 "<relative-time datetime=2024-08-22T01:40:40Z>2h</relative-time>",
     "2024-08-22T01:40:40Z"},
    {H1
     "<p class=byline>By Ada Quill on Aug 22, 2024</p><span class=date>Jun 30, 2024</span>",
     "Aug 22, 2024"},
};

static const struct page_fact dates_elsewhere[] = {
    {"<meta name=dc.date.issue content=2024-08-22>" H1, "2024-08-22"},
    {"<meta name=article:publish_date content=2024-08-22>" H1, "2024-08-22"},
    {"<meta name=publishedDate content=2024-08-22>" H1, "2024-08-22"},
    {"<meta name=og:pubdate content=2024-08-22>" H1, "2024-08-22"},
    {"<meta name=iso-8601-publish-date content=2024-08-22>" H1, "2024-08-22"},
    {"<meta name=rnews:datePublished content=2024-08-22>" H1, "2024-08-22"},
    {"<meta name=news_date content=2024-08-22>" H1, "2024-08-22"},
    {"<meta name=article:modified_time content=2024-09-01>" H1, ""},
    {"<meta name=video:release_date content=2024-09-01>" H1, ""},
    {H1 FAR "<div>Publié le 22/08/2024</div>", "22/08/2024"},
    {H1 FAR "<div>22/08/2024</div>", ""},
};

static const struct page_fact titles[] = {
    {"<title>" LATE " | Port Post</title><h2>" LATE "</h2>", LATE},
    {"<title>" LATE " | Port Post</title><div class=headline>" LATE "</div>",
     LATE},
    {"<title>" LATE " - Port Post</title><h1>Port Post</h1><h2>" LATE "</h2>",
     LATE},
    {"<title>" LATE " - Port Post</title><h1><span>Islands</span> <span>" LATE
     "</span></h1>",
     LATE},
};

START_TEST(bylines_in_lines)
{
    page_fact_holds(&bylines[_i], PARSED_BYLINE);
}
END_TEST

START_TEST(bylines_of_pages)
{
    page_fact_holds(&bylines_elsewhere[_i], PARSED_BYLINE);
}
END_TEST

START_TEST(dates_in_lines)
{
    page_fact_holds(&dates[_i], PARSED_DATE);
}
END_TEST

START_TEST(dates_of_pages)
{
    page_fact_holds(&dates_elsewhere[_i], PARSED_DATE);
}
END_TEST

START_TEST(titles_in_lines)
{
    page_fact_holds(&titles[_i], PARSED_TITLE);
}
END_TEST

Suite *page_says_suite(void)
{
    Suite *suite = suite_create("page_says");
    TCase *tcase = tcase_create("page_says");

    tcase_add_loop_test(tcase, bylines_in_lines, 0, COUNT(bylines));
    tcase_add_loop_test(tcase, bylines_of_pages, 0, COUNT(bylines_elsewhere));
    tcase_add_loop_test(tcase, dates_in_lines, 0, COUNT(dates));
    tcase_add_loop_test(tcase, dates_of_pages, 0, COUNT(dates_elsewhere));
    tcase_add_loop_test(tcase, titles_in_lines, 0, COUNT(titles));
    suite_add_tcase(suite, tcase);
    return suite;
}
