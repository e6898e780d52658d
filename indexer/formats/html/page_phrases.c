/* Lines that are about the page. */
#include "indexer/formats/html/page_phrases.h"
#include "indexer/formats/html/page_letters.h"

#include <ctype.h>
#include <strings.h>

enum {
    WHOLE_BYTES = 24,  /* of a line that is nothing else */
    SHORT_BYTES = 200, /* a paragraph may begin so */
    NOTICE_BYTES = 800 /* of a notice, which hardly any paragraph begins like */
};

static bool begins(struct ir_text line, const char *const *openings,
                   size_t count)
{
    int first = line.size ? tolower((unsigned char)*line.data) : 0;

    for (size_t i = 0; i < count; i++)
        if ((unsigned char)*openings[i] == first &&
            line.size >= strlen(openings[i]) &&
            !strncasecmp(line.data, openings[i], strlen(openings[i])))
            return true;
    return false;
}

/* Both cases of a letter that is not ASCII. */
static const char *const openings[] = {
    "abbonati",
    "abonnez-vous",
    "advertisement",
    "already a member",
    "already a subscriber",
    "already have an account",
    "also read",
    "article content",
    "article r\xc3\xa9serv\xc3\xa9",
    "assine",
    "baca juga",
    "become a member",
    "bereits abonniert",
    "cet article est r\xc3\xa9serv\xc3\xa9",
    "contenido exclusivo",
    "contenuto riservato",
    "conte\xc3\xba"
    "do exclusivo",
    "continue reading",
    "create a free account",
    "create an account",
    "czytaj tak\xc5\xbc"
    "e",
    "dieser artikel ist nur",
    "don't miss",
    "d\xc3\xa9j\xc3\xa0 abonn\xc3\xa9",
    "este contenido es",
    "filed under",
    "follow us on",
    "il vous reste",
    "jetzt abonnieren",
    "j\xc3\xa1 \xc3\xa9 assinante",
    "la suite est r\xc3\xa9serv\xc3\xa9"
    "e",
    "lea tambi\xc3\xa9n",
    "lee tambi\xc3\xa9n",
    "lees ook",
    "lees verder",
    "leggi anche",
    "leia mais",
    "leia tamb\xc3\xa9m",
    "les ogs\xc3\xa5",
    "lesen sie auch",
    "lire aussi",
    "log in to",
    "lue my\xc3\xb6s",
    "l\xc3\xa4s ocks\xc3\xa5",
    "l\xc3\xa6s ogs\xc3\xa5",
    "mehr zum thema",
    "more:",
    "newsletter sign",
    "photo:",
    "read also",
    "read more",
    "read next",
    "read the full",
    "recommended:",
    "register to",
    "related articles",
    "related stories",
    "related:",
    "see also:",
    "see more:",
    "sei gi\xc3\xa0 abbonato",
    "share this",
    "sign in or",
    "sign in to",
    "sign up for",
    "sign up to",
    "skip to",
    "story continues below",
    "subscribe for",
    "subscribe now",
    "subscribe to",
    "subscriber only",
    "subscribers only",
    "support local journalism",
    "suscr\xc3\xad"
    "bete",
    "tags:",
    "this advertisement has",
    "this article is for",
    "this content is for",
    "this is a premium",
    "this story originally appeared",
    "to continue reading",
    "unlimited access",
    "unlimited online access",
    "watch:",
    "weiterlesen mit",
    "ya eres suscriptor",
    "you have reached your",
    "\xc3\x80 lire aussi",
    "\xc3\xa0 lire aussi",
    "\xd0\xa7\xd0\xb8\xd1\x82\xd0\xb0\xd0\xb9\xd1\x82\xd0\xb5 \xd1\x82\xd0\xb0\xd0\xba\xd0\xb6\xd0\xb5",
    "\xd1\x87\xd0\xb8\xd1\x82\xd0\xb0\xd0\xb9\xd1\x82\xd0\xb5 \xd1\x82\xd0\xb0\xd0\xba\xd0\xb6\xd0\xb5",
};
static const char *const notices[] = {
    "by continuing to",
    "diese seite verwendet cookies",
    "diese website verwendet cookies",
    "este site utiliza cookies",
    "este sitio utiliza cookies",
    "nous utilisons des cookies",
    "questo sito utilizza",
    "this site uses cookies",
    "this website uses cookies",
    "usamos cookies",
    "utilizamos cookies",
    "we and our partners",
    "we use cookies",
    "we value your privacy",
    "wir nutzen cookies",
    "wir und unsere partner",
    "wir verwenden cookies",
};

/* Lines that are nothing else: what a button says, what stands above an
 * advertisement. */
static const char *const wholes[] = {
    "advertentie",
    "annonce",
    "annons",
    "anuncio",
    "anzeige",
    "caption",
    "cerrar",
    "chiudi",
    "close",
    "comentarios",
    "comments",
    "commenti",
    "compartilhar",
    "compartir",
    "condividi",
    "copy link",
    "dela",
    "delen",
    "drucken",
    "email",
    "facebook",
    "fechar",
    "fermer",
    "hide caption",
    "iklan",
    "imprimer",
    "imprimir",
    "jaa",
    "kommentare",
    "linkedin",
    "listen",
    "loading",
    "mainos",
    "merken",
    "newsletter",
    "next",
    "partager",
    "pinterest",
    "previous",
    "print",
    "publicidad",
    "publicidade",
    "publicit\xc3\xa9",
    "pubblicit\xc3\xa0",
    "reklam",
    "reklama",
    "save",
    ("schlie\xc3\x9f"
     "en"),
    "share",
    "sluiten",
    "stampa",
    "teilen",
    "toggle caption",
    "tweet",
    "twitter",
    "udost\xc4\x99pnij",
    "video",
    "whatsapp",
    "\xd0\xa0\xd0\xb5\xd0\xba\xd0\xbb\xd0\xb0\xd0\xbc\xd0\xb0",
    "\xd0\x9f\xd0\xbe\xd0\xb4\xd0\xb5\xd0\xbb\xd0\xb8\xd1\x82\xd1\x8c\xd1\x81\xd1\x8f",
};

static bool is_whole(struct ir_text line)
{
    for (size_t i = 0; i < COUNT(wholes); i++)
        if (letters_equal(line, text_of(wholes[i])))
            return true;
    return false;
}

/* What only ends an article. */
static const char *const endings[] = {
    "all rights reserved", "click here", "copyright", "follow ",
    "more from",           "more on ",   "\xc2\xa9",
};

bool page_line_is_ending(struct ir_text line)
{
    return line.size <= SHORT_BYTES && begins(line, endings, COUNT(endings));
}

bool page_line_is_clutter(struct ir_text line)
{
    return (line.size <= WHOLE_BYTES && is_whole(line)) ||
           (line.size <= SHORT_BYTES &&
            begins(line, openings, COUNT(openings))) ||
           (line.size <= NOTICE_BYTES && begins(line, notices, COUNT(notices)));
}
