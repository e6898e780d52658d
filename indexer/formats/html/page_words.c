/* What words mean in the class or id of an element. */
#include "indexer/formats/html/page_words.h"
#include "indexer/formats/html/page_hints.h"

#include <pthread.h>

static const struct {
    unsigned hints;
    const char *words;
} meanings[] = {
    {HINT_CLUTTER | HINT_OTHERS,
     "ad ads adslot advert advertisement advertising anzeige banner "
     "breadcrumb breadcrumbs categories catlinks copyright crumbs donate "
     "editsection flyout followus jsonly jumplink keywords loginwall "
     "mainnav membership moreon mostpopular mostread mpu navbar navbox "
     "navigation newsletter newsletters nocontent outbrain pager "
     "pagination popular postnav prevnext promo promos promotions "
     "publicidad publicidade publicite rating ratings readmore recirc "
     "recirculation recommend recommendation recommendations recommended "
     "reflist registrationwall regwall relacionadas relacionados related "
     "relatedarticles relatedlinks relatedposts rightrail supportus "
     "sidenav signin signup seealso softwall sponsor sponsored sponsors "
     "submenu subnav subscribe subscriberwall subscribewall subscription "
     "taboola tagcloud taglist tags topnav trending upnext upsell "
     "werbung zergnet"},
    {HINT_CLUTTER,
     "addthis addtoany compartilhar compartir footer masthead partage "
     "share sharebar sharedaddy sharethis sharing social socialmedia "
     "topbar"},
    {HINT_CLUTTER | HINT_OTHERS | WORD_WEAK,
     "abbonamento abbonati abo abonne abonnement abonnes abonnez "
     "abonnieren assinante assinatura assine carousel dropdown follow "
     "login menu meter modal noprint offer offers overlay paywall piano "
     "playlist poll popup print promotion rail register registration "
     "sidebar skip subscriber subscribers suscribete suscripcion "
     "suscriptores survey teasers tinypass toc tooltip trinity widget "
     "widgets"},
    {HINT_CLUTTER | WORD_WEAK, "nav toolbar toolbox tools"},
    {HINT_COMMENTS,
     "comentario comentarios comment commentaire commentaires commenti "
     "commentlist comments discussion disqus komentar kommentar "
     "kommentare livefyre reacties replies respond"},
    {HINT_CONSENT,
     "ccpa cmplz consent cookie cookiebanner cookiebar cookiebot "
     "cookielaw cookienotice cookies didomi dsgvo gdpr lgpd onetrust "
     "qccmp quantcast rgpd truste usercentrics"},
    {HINT_UNSEEN,
     "accessiblyhidden assistive assistivetext elementinvisible forsr "
     "hiddenaccessible hiddenvisually hidevisually offscreen "
     "screenreader screenreaders sronly srtext visuallyhidden "
     "visuallyhide"},
    {HINT_LABEL, "avatar bildunterschrift bio caption captions credit credits "
                 "didascalia imgcaption imgdesc kicker meta metadata "
                 "onderschrift photocredit photodesc piedefoto postmeta "
                 "slideshow"},
    {HINT_LABEL | HINT_BYLINE,
     "auteur auteurs author authors autor autore autoren autores autori "
     "byline bylines contributor contributors postedby submitted "
     "writtenby"},
    {HINT_BYLINE,
     "by creator firma firmante forfatter journalist penulis periodista "
     "redakteur reporter signature skribent verfasser writer yazar"},
    {HINT_LABEL | HINT_DATE,
     "date datetime dato datum fecha postdate postedon pubdate "
     "publishdate published tanggal tarih timestamp"},
    {HINT_DATE, "data dateline posted publication time"},
    {HINT_LABEL | WORD_CHANGED, "updated"},
    {WORD_CHANGED, "lastmodified modified"},
    {HINT_LEAD,
     "abstract anleser anons anriss bajada blurb catenaccio chapeau deck dek "
     "chapo copete description einleitung entrada entradilla excerpt "
     "gravata headnote ingress ingressi intro introduction introtext "
     "lead leadin leadparagraph leadtext lede linhafina manchet "
     "occhiello olho perex preamble resumen resumo sommario sottotitolo strapline subdek subhead subheading subheadline subtitle tagline "
     "soustitre spot standfirst subtitulo sumario summary synopsis "
     "underrubrik unterzeile vorspann vorspanntext zajawka"},
    {HINT_SOFT | HINT_LEAD, "teaser"},
    {HINT_BODY, "articlebody articlecontent articletext bodytext entrycontent "
                "postbody postcontent storybody storycontent storytext"},
    {WORD_ARTICLE,
     "article articulo artikel blog detail entry materia news noticia "
     "noticias page post story"},
    {WORD_TEXT,
     "body content conteudo copy corps cuerpo inhalt richtext text texte "
     "texto"},
    {WORD_LAYOUT, "column columns grid layout row wrap"},
    {HINT_LABEL | WORD_MEDIA, "gallery"},
    {WORD_MEDIA, "audio foto fotos galeria galerie image images photo photos "
                 "picture player podcast video videos"},
    {WORD_NOT,
     "allowed aware enable enabled free has is loaded no not ready required "
     "supported with without"},
};

static struct slot {
    const char *word; /* NULL: free */
    uint32_t size, hints;
} slots[PAGE_WORDS];

static struct slot *slot_of(const char *word, size_t size)
{
    uint32_t hash = 2166136261; /* FNV-1a: the words are short */
    size_t i;

    for (size_t at = 0; at < size; at++)
        hash = (hash ^ (unsigned char)word[at]) * 16777619;
    for (i = hash % PAGE_WORDS;
         slots[i].word &&
         (slots[i].size != size || memcmp(slots[i].word, word, size) != 0);)
        i = (i + 1) % PAGE_WORDS;
    return &slots[i];
}

static void fill(void)
{
    for (size_t i = 0; i < COUNT(meanings); i++)
        for (const char *at = meanings[i].words; *at;) {
            size_t size = strcspn(at, " ");
            struct slot *slot = slot_of(at, size);

            slot->word = at;
            slot->size = (uint32_t)size;
            slot->hints = meanings[i].hints;
            at += size + (at[size] == ' ');
        }
}

unsigned page_word(const char *word, size_t size, size_t *number)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const struct slot *slot;

    pthread_once(&once, fill);
    slot = slot_of(word, size);
    *number = (size_t)(slot - slots);
    return slot->word ? slot->hints : 0;
}
