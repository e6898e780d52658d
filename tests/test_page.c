/* The text of articles, in the markup of many systems. */
#include "indexer/formats/html/read_html.h"
#include "tests/test.h"

#define E1                                                     \
    "The harbour office closed the old ferry line on Monday, " \
    "and nobody on the island was told before the first boat " \
    "failed to come."
#define E2                                                     \
    "Two hundred people waited on the quay, among them the "   \
    "baker, who sells his bread in the town across the water " \
    "every morning."
#define E3                                                       \
    "The mayor said that a smaller boat would sail until the "   \
    "autumn, but that the island would have to pay for half of " \
    "its diesel."
#define E4                                                        \
    "Fishermen offered to carry the mail, as their fathers did "  \
    "in the winters when the sound was frozen and the ferry lay " \
    "in port."
#define LEAD "Islanders learn of it from an empty pier."
#define D1                                                        \
    "Die alte F\xc3\xa4hre zur Insel f\xc3\xa4hrt seit Montag "   \
    "nicht mehr, und auf der Insel erfuhr es niemand, bevor das " \
    "erste Boot ausblieb."
#define D2                                                   \
    "Zweihundert Menschen warteten am Kai, unter ihnen der " \
    "B\xc3\xa4"                                              \
    "cker, der sein Brot jeden Morgen in der Stadt am "      \
    "anderen Ufer verkauft."
#define DL "Am Pier wartet niemand mehr auf das Boot."
#define F1                                                        \
    "Le bureau du port a ferm\xc3\xa9 lundi la vieille ligne du " \
    "bac, et personne sur l\xe2\x80\x99\xc3\xaele ne le savait "  \
    "avant que le premier bateau manque."
#define F2                                                     \
    "Deux cents personnes attendaient sur le quai, dont le "   \
    "boulanger, qui vend chaque matin son pain dans la ville " \
    "d\xe2\x80\x99"                                            \
    "en face."
#define S1                                                        \
    "La oficina del puerto cerr\xc3\xb3 el lunes la vieja "       \
    "l\xc3\xadnea del transbordador, y nadie en la isla lo supo " \
    "antes de que faltara el barco."
#define S2                                                        \
    "Doscientas personas esperaban en el muelle, entre ellas el " \
    "panadero, que vende su pan cada ma\xc3\xb1"                  \
    "ana en la "                                                  \
    "ciudad de enfrente."
#define R1                                                                                      \
    ""                                                                                          \
    "\xd0\xa3\xd0\xbf\xd1\x80\xd0\xb0\xd0\xb2\xd0\xbb\xd0\xb5\xd0\xbd\xd0\xb8\xd0\xb5 "         \
    "\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82\xd0\xb0 \xd0\xb2 "                                        \
    "\xd0\xbf\xd0\xbe\xd0\xbd\xd0\xb5\xd0\xb4\xd0\xb5\xd0\xbb\xd1\x8c\xd0\xbd\xd0\xb8\xd0\xba " \
    "\xd0\xb7\xd0\xb0\xd0\xba\xd1\x80\xd1\x8b\xd0\xbb\xd0\xbe "                                 \
    "\xd1\x81\xd1\x82\xd0\xb0\xd1\x80\xd1\x83\xd1\x8e "                                         \
    "\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbc\xd0\xbd\xd1\x83\xd1\x8e "                         \
    "\xd0\xbb\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x8e, \xd0\xb8 "                                       \
    "\xd0\xbd\xd0\xb8\xd0\xba\xd1\x82\xd0\xbe \xd0\xbd\xd0\xb0 "                                \
    "\xd0\xbe\xd1\x81\xd1\x82\xd1\x80\xd0\xbe\xd0\xb2\xd0\xb5 "                                 \
    "\xd0\xbd\xd0\xb5 \xd0\xb7\xd0\xbd\xd0\xb0\xd0\xbb "                                        \
    "\xd0\xbe\xd0\xb1 \xd1\x8d\xd1\x82\xd0\xbe\xd0\xbc, "                                       \
    "\xd0\xbf\xd0\xbe\xd0\xba\xd0\xb0 \xd0\xbd\xd0\xb5 "                                        \
    "\xd0\xbf\xd1\x80\xd0\xb8\xd1\x88\xd1\x91\xd0\xbb "                                         \
    "\xd0\xbf\xd0\xb5\xd1\x80\xd0\xb2\xd1\x8b\xd0\xb9 "                                         \
    "\xd0\xba\xd0\xb0\xd1\x82\xd0\xb5\xd1\x80."
#define R2                                                       \
    "\xd0\x94\xd0\xb2\xd0\xb5\xd1\x81\xd1\x82\xd0\xb8 "          \
    "\xd1\x87\xd0\xb5\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xb5\xd0\xba "  \
    "\xd0\xb6\xd0\xb4\xd0\xb0\xd0\xbb\xd0\xb8 \xd0\xbd\xd0\xb0 " \
    "\xd0\xbf\xd1\x80\xd0\xb8\xd1\x87\xd0\xb0\xd0\xbb\xd0\xb5, " \
    "\xd1\x81\xd1\x80\xd0\xb5\xd0\xb4\xd0\xb8 "                  \
    "\xd0\xbd\xd0\xb8\xd1\x85 "                                  \
    "\xd0\xbf\xd0\xb5\xd0\xba\xd0\xb0\xd1\x80\xd1\x8c, "         \
    "\xd0\xba\xd0\xbe\xd1\x82\xd0\xbe\xd1\x80\xd1\x8b\xd0\xb9 "  \
    "\xd0\xba\xd0\xb0\xd0\xb6\xd0\xb4\xd0\xbe\xd0\xb5 "          \
    "\xd1\x83\xd1\x82\xd1\x80\xd0\xbe "                          \
    "\xd0\xbf\xd1\x80\xd0\xbe\xd0\xb4\xd0\xb0\xd1\x91\xd1\x82 "  \
    "\xd1\x81\xd0\xb2\xd0\xbe\xd0\xb9 "                          \
    "\xd1\x85\xd0\xbb\xd0\xb5\xd0\xb1 \xd0\xb2 "                 \
    "\xd0\xb3\xd0\xbe\xd1\x80\xd0\xbe\xd0\xb4\xd0\xb5 "          \
    "\xd0\xbd\xd0\xb0 "                                          \
    "\xd0\xb4\xd1\x80\xd1\x83\xd0\xb3\xd0\xbe\xd0\xbc "          \
    "\xd0\xb1\xd0\xb5\xd1\x80\xd0\xb5\xd0\xb3\xd1\x83."
#define J1                                                         \
    "\xe5\xb3\xb6\xe6\xb0\x91\xe3\x81\xaf\xe8\xaa\xb0\xe3\x82\x82" \
    "\xe3\x81\x84\xe3\x81\xaa\xe3\x81\x84\xe6\xa1\x9f\xe6\xa9\x8b" \
    "\xe3\x81\xa7\xe3\x81\x9d\xe3\x82\x8c\xe3\x82\x92\xe7\x9f\xa5" \
    "\xe3\x81\xa3\xe3\x81\x9f\xe3\x80\x82\xe4\xbb\x8a\xe6\x9c\x88" \
    "\xe4\xb8\x89\xe5\xba\xa6\xe7\x9b\xae\xe3\x81\xae\xe3\x81\x93" \
    "\xe3\x81\xa8\xe3\x81\xa7\xe3\x81\x82\xe3\x82\x8b\xe3\x80\x82"
#define J2                                                         \
    "\xe6\xb8\xaf\xe3\x81\xae\xe4\xba\x8b\xe5\x8b\x99\xe6\x89\x80" \
    "\xe3\x81\xaf\xe6\x9c\x88\xe6\x9b\x9c\xe6\x97\xa5\xe3\x81\xab" \
    "\xe5\x8f\xa4\xe3\x81\x84\xe6\xb8\xa1\xe3\x81\x97\xe8\x88\xb9" \
    "\xe3\x81\xae\xe8\xb7\xaf\xe7\xb7\x9a\xe3\x82\x92\xe9\x96\x89" \
    "\xe3\x81\x98\xe3\x81\x9f\xe3\x81\x8c\xe3\x80\x81\xe6\x9c\x80" \
    "\xe5\x88\x9d\xe3\x81\xae\xe8\x88\xb9\xe3\x81\x8c\xe6\x9d\xa5" \
    "\xe3\x81\xaa\xe3\x81\x8f\xe3\x81\xaa\xe3\x82\x8b\xe3\x81\xbe" \
    "\xe3\x81\xa7\xe5\xb3\xb6\xe3\x81\xa7\xe3\x81\xaf\xe8\xaa\xb0" \
    "\xe3\x82\x82\xe7\x9f\xa5\xe3\x82\x89\xe3\x81\x95\xe3\x82\x8c" \
    "\xe3\x81\xa6\xe3\x81\x84\xe3\x81\xaa\xe3\x81\x8b\xe3\x81\xa3" \
    "\xe3\x81\x9f\xe3\x80\x82"
/* As a widget, but with a class that says nothing. */
#define CARD                                                                    \
    "<div class=sc-3><h3><a href=x>Lighthouse is painted red again</a></h3>"    \
    "<p>The paint came from the town across the water, as all paint does, and " \
    "it took two weeks to dry.</p></div>"

#define LONG "<p>" E1 "</p><p>" E2 "</p><p>" E4 "</p>"
#define LONG_TEXT E1 "\n" E2 "\n" E4
/* Four paragraphs, each in a box with this class. */
#define B(class)                                                   \
    "<div class='" class "'><p>" E1 "</p></div><div class='" class \
        "'><p>" E2 "</p></div><div class='" class                  \
        "'><p>" E3 "</p></div><div class='" class "'><p>" E4 "</p></div>"
#define E_ALL E1 "\n" E2 "\n" E3 "\n" E4
#define TEASER                                                                 \
    "<div class=widget-item><h3><a href=x>Lighthouse is painted red again</a>" \
    "</h3><p>The paint came from the town across the water, as all paint "     \
    "does, and it took two weeks to dry in the fog of this summer.</p></div>"
/* Longer than two paragraphs. */
#define NOTICE                                                                  \
    "<h2>Your privacy</h2><p>Our partners and we keep data on your device, "    \
    "such as unique numbers, to choose what you are shown, and to learn what "  \
    "you did with it, as far as you agree to this.</p><p>You may agree, or "    \
    "look at the purposes one by one, and change your mind at any time at the " \
    "bottom of each page, where this text can be found once more.</p><p>Some "  \
    "of the partners need no consent from you, since they say that they have "  \
    "an interest which the law lets them have, and to which you may object.</p>"

static const struct {
    const char *html, *text;
} bodies[] = {
    /* ---- a word in a class or an id, said of what is the article ---- */
    /* Widgets of a page builder: WordPress with Elementor, and others. */
    {"<h1>Ferry</h1><div class='elementor-widget'><p>" E1 "</p></div>"
     "<div class='elementor-widget'><p>" E2 "</p></div>",
     E1 "\n" E2},
    {"<article>" B("article-widget article-widget--text") "</article>", E_ALL},
    /* Tailwind's variants speak of paper and of screens. */
    {"<main>" B("prose print:text-black md:sidebar-open") "</main>", E_ALL},
    {"<main>" B("[&_.ad]:hidden lg:col-span-8") "</main>", E_ALL},
    /* Layouts named after what is beside. */
    {"<main>" B("sidebar-grid__content article__content") "</main>", E_ALL},
    {"<main>" B("sidebar-layout__main") "</main>", E_ALL},
    {"<main>" B("rail-column") "</main>", E_ALL},
    /* Who may read it. */
    {"<article>" B("paywall-article") "</article>", E_ALL},
    {"<article>" B("story-text login-required") "</article>", E_ALL},
    {"<article>" B("subscriber-content") "</article>", E_ALL},
    {"<article>" B("meteredContent piano-container") "</article>", E_ALL},
    {"<article><div class='abonnement-text'><p>" F1 "</p></div>"
     "<div class='abonnement-text'><p>" F2 "</p></div></article>",
     F1 "\n" F2},
    {"<article>" B("ad-free") "</article>", E_ALL},
    {"<article>" B("body ads-enabled") "</article>", E_ALL},
    /* Lines that point elsewhere, or end an article. */
    {"<article><p>" E1 "</p><p>Simak juga video: <b>fog</b></p><p>" E2
     "</p><p><strong>Zobacz także:</strong> fog in the harbour</p><p>" E3
     "</p><p>責任編輯：王小明</p><p>" E4
     "</p><p>- Advertisement -</p></article>",
     E_ALL},
    {"<article>" B(
         "x") "<p>This entry was posted on Friday, March 5th, 2004 at "
              "10:22 am and is filed under <a>Boats</a>. You can follow any responses to "
              "this entry through the feed, or leave one, or send us a line from a page "
              "of your own, if you have any.</p></article>",
     E_ALL},
    {"<article>" B(
         "x") "<p>This article originally appeared in the Port "
              "Post.</p><p>Ακολουθήστε μας στο Google News</p></article>",
     E_ALL},
    /* Layout parts a name from a date, where there is no blank. */
    {"<h1>Ferry</h1><div><div><span>Ada Quill</span><span>Aug 22, 2024 · 4 min "
     "read</span></div>" B("x") "</div>",
     E_ALL},
    {"<article><p>" E1 "</p><span class=photo><img src=x><em class=img_desc>"
     "The pier</em></span><p>" E2 "</p><p>" E3 "</p><p>" E4 "</p></article>",
     E_ALL},
    /* Other articles with their summaries, more than the article has. */
    {"<div><h1>Ferry</h1><p>" E1 "</p><p>" E2 "</p><p>" E3 "</p><p>" E4
     "</p><div>Most Popular</div></div><div>" CARD CARD CARD CARD CARD CARD CARD
         CARD CARD CARD CARD CARD CARD CARD CARD "</div>",
     E_ALL},
    /* Names that tools make: CSS modules, styled components, Svelte. */
    {"<article>" B("Body_text__3xAdQ") "</article>", E_ALL},
    {"<article>" B("sc-1AdzXq kTagQs") "</article>", E_ALL},
    {"<article><p id=x9Ad>" E1 "</p><p id=b7Nav2c>" E2 "</p><p id=k3Ad9x>" E3
     "</p><p id=q1Toc>" E4 "</p></article>",
     E_ALL},
    /* Anchors. */
    {"<article><section id=TOC_TITLE_0><p>" E1 "</p></section>"
     "<section id=TOC_TITLE_1><p>" E2 "</p></section><section id=toc_3><p>" E3
     "</p></section><section id=toc_end><p>" E4 "</p></section></article>",
     E_ALL},
    {"<div class=post-body><section id=nav_boats><p>" E1 "</p></section>"
     "<section id=nav_bread><p>" E2 "</p></section><section id=nav_mayor><p>" E3
     "</p></section><section id=nav_mail><p>" E4 "</p></section></div>",
     E_ALL},
    {"<article><div class=teaser-content><p>" D1 "</p><p>" D2
     "</p></div></article>",
     D1 "\n" D2},
    {"<article>" B("print-only-text") "</article>", E_ALL},
    {"<article>" B("popup-image-zoom") "</article>", E_ALL},
    {"<article>" B("related-inline") "</article>", E_ALL},
    /* Each box has another word. */
    {"<h1>Ferry</h1><div class=sharing-x><p>" E1 "</p></div><div class=promo-y>"
     "<p>" E2 "</p></div><div class=newsletter-z><p>" E3
     "</p></div><div class=social-w><p>" E4 "</p></div>",
     E_ALL},
    /* ---- the same words, said of what is beside it ---- */
    {"<article>" B(
         "story") "<div class=article-widget><h3><a href=x>"
                  "Lighthouse is painted red again</a></h3><p>The paint came from the town, "
                  "and it took two weeks to dry in the fog of this summer.</p></div>"
                  "</article>",
     E_ALL},
    {"<article>" B(
         "story") "</article><div class=article-teaser><h3><a href=x>"
                  "Lighthouse is painted red again</a></h3><p>The paint came from the town, "
                  "and it took two weeks to dry in the fog of this summer.</p></div>",
     E_ALL},
    {"<article>" B(
         "story") "<div class=widget_newsletter><p>Every morning the "
                  "news of the island, before the first boat comes, in your mailbox."
                  "</p></div></article>",
     E_ALL},
    {"<article>" B(
         "story") "<div class='sidebar ad'><p>The best paint for your "
                  "boat, at half the price until the end of the month, and only here.</p>"
                  "</div></article>",
     E_ALL},
    /* Titles of other articles with long summaries, more than the article. */
    {"<article>" B("story") "</article><div class=widget>" TEASER TEASER TEASER
         TEASER TEASER TEASER "</div>",
     E_ALL},
    /* ---- labels for screen readers ---- */
    {"<article><p class=visually-hidden>Article content</p><p>" E1
     "</p><p class=visually-hidden>Article content</p><p>" E2 "</p></article>",
     E1 "\n" E2},
    {"<article><p><span class='sr-only'>Quote from the mayor: </span>" E3
     "</p><p>" E4 "</p></article>",
     E3 "\n" E4},
    {"<article><span class=screen-reader-text>Content of the article</span><p>" E1
     "</p><p>" E2 "</p></article>",
     E1 "\n" E2},
    {"<article><p class=element-invisible>Beginn des Artikels</p><p>" D1
     "</p><p class='show-for-sr'>Ende des Artikels.</p><p>" D2 "</p></article>",
     D1 "\n" D2},
    {"<article><p class='bbc-1x VisuallyHidden'>Image source, none</p><p>" E1
     "</p><p>" E2 "</p></article>",
     E1 "\n" E2},
    {"<article><p class=not-sr-only>" E1 "</p><p>" E2 "</p></article>",
     E1 "\n" E2},
    /* ---- offers and notices ---- */
    {"<article><p>" E1 "</p><section class=subscriber-wall><p>THIS CONTENT IS "
     "FOR SUBSCRIBERS</p><ul><li>Every article, on paper and here.<li>The "
     "crossword of Saturday.</ul><p>Sign in, or create an account to go on "
     "with this article of ours.</p></section><p>" E2 "</p><p>" E3
     "</p></article>",
     E1 "\n" E2 "\n" E3},
    {"<article><p>" E1 "</p><p>Already a subscriber? Sign in here.</p><p>" E2
     "</p></article>",
     E1 "\n" E2},
    {"<article><p>" D1
     "</p><p>Jetzt abonnieren und sofort weiterlesen.</p><p>" D2
     "</p></article>",
     D1 "\n" D2},
    {"<article><p>" F1 "</p><p>Il vous reste 70 % de cet article \xc3\xa0 lire."
     "</p><p>" F2 "</p></article>",
     F1 "\n" F2},
    {"<article><p>" S1 "</p><p>Suscr\xc3\xad"
     "bete para seguir leyendo.</p><p>" S2 "</p></article>",
     S1 "\n" S2},
    {"<div id=onetrust-consent-sdk>" NOTICE
     "</div><article><h1>Ferry</h1><p>" E1 "</p><p>" E2 "</p></article>",
     E1 "\n" E2},
    {"<div class=CybotCookiebotDialog>" NOTICE "</div><div><h1>Ferry</h1><p>" E1
     "</p><p>" E2 "</p></div>",
     E1 "\n" E2},
    {"<div role=dialog class=x1y2>" NOTICE "</div><div><h1>Ferry</h1><p>" E1
     "</p><p>" E2 "</p></div>",
     E1 "\n" E2},
    /* A page about cookies, and one whose wrapper waits for consent. */
    {"<div class=cookie-recipe><h1>Cookies</h1><p>" E1 "</p><p>" E2
     "</p></div>",
     E1 "\n" E2},
    {"<div class=consent-pending><article><h1>Ferry</h1><p>" E1 "</p><p>" E2
     "</p></article></div>",
     E1 "\n" E2},
    /* ---- hidden, until a script runs ---- */
    {"<div><template id=P:1></template></div><div hidden id=S:1><article><h1>"
     "Ferry</h1><p>" E1 "</p><p>" E2 "</p></article></div>",
     E1 "\n" E2},
    {"<div hidden id=S:2f><p>" E1 "</p><p>" E2 "</p></div>", E1 "\n" E2},
    {"<body style='visibility:hidden'><p>" E1 "</p><p>" E2 "</p>", E1 "\n" E2},
    {"<html hidden><p>" E1 "</p><p>" E2 "</p>", E1 "\n" E2},
    {"<h1>Ferry</h1><article style='display:none'><p>" E1 "</p><p>" E2
     "</p></article>",
     E1 "\n" E2},
    {"<h1>Late</h1><div class=article aria-hidden=true><p>" E1 "</p><p>" E2
     "</p></div><footer><p>" E3 "</p></footer>",
     E1 "\n" E2},
    /* ---- a shadow tree is shown, other templates are not ---- */
    {"<article><template shadowrootmode=open><p>" E1 "</p><p>" E2
     "</p></template></article><footer><p>" E3 "</p></footer>",
     E1 "\n" E2},
    {"<article><p>" E1 "</p><p>" E2 "</p></article><template><p>" E3
     "</p></template>",
     E1 "\n" E2},
    /* ---- paragraphs whose class means a notice ---- */
    {"<main><h1 id=gdpr-h>Late</h1><p class=gdpr-text>" E1
     "</p><p class=gdpr-text>" E2 "</p></main>",
     E1 "\n" E2},
    {"<main><p>" E1 "</p><p>" E2
     "</p></main><div class=box><p class=gdpr-text>" E3
     "</p><p class=gdpr-text>" E3 "</p></div>",
     E1 "\n" E2},
    {"<article><p>" E1 "</p><p>" E2 "</p></article><div hidden><p>" E3
     "</p><p>" E4 "</p></div>",
     E1 "\n" E2},
    {"<article><p>" E1 "</p><p>" E2 "</p></article><div hidden id=S:tep><p>" E3
     "</p><p>" E4 "</p></div>",
     E1 "\n" E2},
    /* ---- the standfirst, in front of the body ---- */
    {"<h1>Ferry</h1><p itemprop=description>" LEAD "</p><div "
     "itemprop=articleBody>" LONG "</div>",
     LEAD "\n" LONG_TEXT},
    {"<header><h1>Ferry</h1><p class='article__standfirst'>" LEAD
     "</p></header><div class=article__body>" LONG "</div>",
     LEAD "\n" LONG_TEXT},
    /* Guardian-like: the class is a hash, but the text is prose. */
    {"<h1>Ferry</h1><div class=dcr-1x2y3><p>" E3 "</p></div><div "
     "class='article-body dcr-9z'>" LONG "</div>",
     E3 "\n" LONG_TEXT},
    /* The description of the page, without any class. */
    {"<meta name=description content=\"" LEAD
     "\"><h1>Ferry</h1><div><span>" LEAD
     "</span></div><div class=article-body>" LONG "</div>",
     LEAD "\n" LONG_TEXT},
    {"<h1>F\xc3\xa4hre</h1><div class=Vorspann>" DL "</div><div "
     "class=artikel-text><p>" D1 "</p><p>" D2 "</p><p>" D1 "</p></div>",
     DL "\n" D1 "\n" D2 "\n" D1},
    {"<h1>Bac</h1><p class=chapo>" F1 "</p><div class=article-texte><p>" F2
     "</p><p>" F2 "</p><p>" F2 "</p></div>",
     F1 "\n" F2 "\n" F2 "\n" F2},
    {"<h1>Barco</h1><h2 class=bajada>" S1
     "</h2><div class=cuerpo-noticia><p>" S2 "</p><p>" S2 "</p><p>" S2
     "</p></div>",
     S1 "\n" S2 "\n" S2 "\n" S2},
    {"<h1>\xd0\x9f\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbc</h1><p class=lead>" R1
     "</p><div class=article-text><p>" R2 "</p><p>" R2 "</p><p>" R2
     "</p></div>",
     R1 "\n" R2 "\n" R2 "\n" R2},
    /* No standfirst: a second title, a byline, a caption; said again below. */
    {"<h1>Ferry</h1><h2 class=subtitle>Baker waits on the quay</h2><div "
     "class=article-body>" LONG "</div>",
     LONG_TEXT},
    {"<h1>Ferry</h1><p>By Ada Quill, at sea</p><div class=article-body>" LONG
     "</div>",
     LONG_TEXT},
    {"<h1>Ferry</h1><figure><figcaption class=description>The pier, as it was "
     "last year.</figcaption></figure><div class=article-body>" LONG "</div>",
     LONG_TEXT},
    {"<h1>Ferry</h1><p class=standfirst>" E1 "</p><div class=article-body>" LONG
     "</div>",
     LONG_TEXT},
    {"<div class=excerpt><p>" LEAD "</p></div><h1>Ferry</h1><div "
     "class=article-body>" LONG "</div>",
     LONG_TEXT},
    /* Links to them between the paragraphs. */
    {"<article><p>" E1 "</p><p><a href=x>READ MORE: Lighthouse is painted red "
     "again</a></p><p>" E2 "</p><p><b>Mehr dazu: <a href=y>Der Leuchtturm ist "
     "wieder rot</a></b></p><p>" E3
     "</p><p><a href=z>The list of all boats, as "
     "a table</a></p><p>" E4 "</p></article>",
     E1 "\n" E2 "\n" E3 "\nThe list of all boats, as a table\n" E4},
    /* ---- in parts ---- */
    {"<h1>Ferry</h1><div class=wrap><div class=article-body><p>" E1 "</p><p>" E2
     "</p></div><div class=ad>Buy now</div><div class=article-body><p>" E3
     "</p><p>" E4 "</p></div></div>",
     E_ALL},
    {"<h1>Ferry</h1><div class=article-body><p>" E1 "</p><p>" E2
     "</p></div><h1>Fog</h1><div class=article-body><p>" E3 "</p></div>",
     E1 "\n" E2},
    /* Without <body>, and with elements that HTML 4 does not know. */
    {"<title>x</title><main><section><p>" E1 "</p><p>" E2
     "</p></section></main>",
     E1 "\n" E2},
    /* ---- lists of other articles, whatever their class ---- */
    {"<h1>Ferry</h1><div class=sc-1><p>" E1 "</p><p>" E2 "</p><p>" E3
     "</p></div><div class=sc-2><h2>More</h2>" CARD CARD CARD CARD "</div>",
     E1 "\n" E2 "\n" E3},
    {"<article><h1>Ferry</h1><p>" E1 "</p><p>" E2 "</p><p>" E3
     "</p><section><h2>More</h2>" CARD CARD CARD "</section></article>",
     E1 "\n" E2 "\n" E3},
    {"<article><h1>Ferry</h1><p>" E1 "</p><p>" E2 "</p><p>" E3
     "</p><ul><li>" CARD "<li>" CARD "<li>" CARD "</ul></article>",
     E1 "\n" E2 "\n" E3},
    /* A list of things is an article, if much is said of each. */
    {"<article><h1>Boats</h1><div><h3><a href=x>The boat of the old baker</a>"
     "</h3><p>" E1 "</p><p>" E2 "</p><p>" E1 "</p></div><div><h3><a href=y>The "
     "boat of the young mayor</a></h3><p>" E3 "</p><p>" E4 "</p><p>" E3
     "</p></div><div><h3><a href=z>The boat that is no more</a></h3><p>" E4
     "</p><p>" E2 "</p><p>" E4 "</p></div></article>",
     "The boat of the old baker\n" E1 "\n" E2 "\n" E1
     "\nThe boat of the young mayor\n" E3 "\n" E4 "\n" E3
     "\nThe boat that is no more\n" E4 "\n" E2 "\n" E4},
    /* ---- the ends of the text ---- */
    {"<h1>Ferry</h1><div><p>" E3 "</p><div><span>By Ada Quill</span> \xc2\xb7 "
     "<span>22 August 2024</span></div><p>" E1 "</p><p>" E2 "</p></div>",
     E3 "\n" E1 "\n" E2},
    {"<h1>\xe6\xb8\xa1\xe3\x81\x97\xe8\x88\xb9</h1><p class=lead>" J1
     "</p><div class=article-body><p>" J2 "</p><p>" J2 "</p><p>" J2
     "</p></div>",
     J1 "\n" J2 "\n" J2 "\n" J2},
    {"<div class=elementor-widget><p>" E1 "</p></div><div "
     "class=elementor-widget><p>\"No.\"</p></div><div "
     "class=elementor-widget><p>" E2 "</p></div>",
     E1 "\n\"No.\"\n" E2},
    {"<title>Ferry closed for good</title><article><h2>Ferry closed for good"
     "</h2><p>" E1 "</p><p>" E2 "</p></article>",
     E1 "\n" E2},
    {"<meta name=author content='Ada Quill'><article><p>" E1 "</p><p>" E2
     "</p><p>" E3 "</p><p>" E4 "</p><p>Ada Quill is our correspondent at sea, "
     "and lives on the island with a cat.</p></article>",
     E_ALL},
    {"<article><p>" E1 "</p><p>" E2 "</p><p>" E3 "</p><p>" E4
     "</p><p>Follow The Quay's full coverage of boats at quay.example.</p><p>"
     "\xc2\xa9 2024 The Quay</p></article>",
     E_ALL},
    {"<article><p>" E1 "</p><p>Anzeige</p><p>" E2 "</p><p class=a>Caption</p>"
     "<p class=b>Close</p><p>" E3 "</p><p>" E4 "</p><div>PUBLICIT\xc3\x89</div>"
     "</article>",
     E_ALL},
    /* The body in JSON-LD is the body; standfirst and title are beside it. */
    {"<title>Ferry closed for good</title><script type=application/ld+json>"
     "{\"@type\":\"NewsArticle\",\"articleBody\":\"Ferry closed for good " E1
     " " E2 " " E3 " " E4 "\"}</script><h1>Ferry closed for good</h1><p "
     "class=standfirst>Nobody on the island was told, and the harbour office is "
     "silent.</p><div class=article-body><p>Ferry closed for good</p><p>" E1
     "</p><p>" E2 "</p><p>" E3 "</p><p>" E4 "</p></div>",
     "Nobody on the island was told, and the harbour office is silent.\n" E_ALL},
    {"<h1>Ferry</h1><h2 class=article-subtitle>Nobody on the island was told, "
     "and the harbour office is silent.</h2><div class=article-body><p>" E1
     "</p><p>" E2 "</p><p>" E3 "</p><p>" E4 "</p></div>",
     "Nobody on the island was told, and the harbour office is silent.\n" E_ALL},
    {"<article><p>" E1 "</p><p>" E2 "</p><div class=most-read><p>" E1
     "</p></div><p>" E3 "</p><p>" E4 "</p><div class=membership><p>" E2
     "</p></div></article>",
     E_ALL},
    /* What describes a video is no standfirst. */
    {"<h1>Ferry</h1><div class=video-description><h4>The harbour of the island, "
     "filmed from the boat of the baker, on a day without fog.</h4></div><div "
     "class=article-body><p>" E1 "</p><p>" E2 "</p><p>" E3 "</p><p>" E4
     "</p></div>",
     E_ALL},
};

START_TEST(bodies_in_the_markup_of_many_systems)
{
    struct parsed parsed;
    struct problem p;

    parsed_start(&parsed);
    ck_assert_int_eq(
        html_article(text_of(bodies[_i].html), NULL, NULL, &parsed, &p), IR_OK);
    ck_assert_str_eq(parsed.fields[PARSED_TEXT].data, bodies[_i].text);
    parsed_free(&parsed);
}
END_TEST

/* Pages of which only the title would be left. */
static const char *const empty[] = {
    "<title>Ferry closed for good | The Quay</title><h1>Ferry closed for "
    "good</h1>",
    "<meta property=og:title content='Ferry closed for good'><div><p>Ferry "
    "closed for good</p></div><script>load()</script>",
};

START_TEST(a_title_alone_is_no_article)
{
    struct parsed parsed;
    struct problem p;

    parsed_start(&parsed);
    ck_assert_int_eq(html_article(text_of(empty[_i]), NULL, NULL, &parsed, &p),
                     IR_INVALID);
    ck_assert_str_eq(p.reason, "empty");
    ck_assert_str_eq(p.err.message, "no text in the page but its title");
    parsed_free(&parsed);
}
END_TEST

Suite *page_suite(void)
{
    Suite *suite = suite_create("page");
    TCase *tcase = tcase_create("page");

    tcase_add_loop_test(tcase, bodies_in_the_markup_of_many_systems, 0,
                        COUNT(bodies));
    tcase_add_loop_test(tcase, a_title_alone_is_no_article, 0, COUNT(empty));
    suite_add_tcase(suite, tcase);
    return suite;
}
