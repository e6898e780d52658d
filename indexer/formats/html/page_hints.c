/* The role of an element by its class and id. */
#include "indexer/formats/html/page_hints.h"

#include <ctype.h>
#include <stdlib.h>

enum {
    WORD_BYTES = 24,
    /* Meanings of single words, in addition to enum page_hint. */
    WORD_ARTICLE = 1 << 8, /* article-body: the text of an article */
    WORD_TEXT = 1 << 9,
    WORD_NOT = 1 << 10, /* has-sidebar: speaks of something else */
};

static const struct word {
    const char *word;
    unsigned hint;
} words[] = {
    {"ad", HINT_CLUTTER},
    {"addthis", HINT_CLUTTER},
    {"addtoany", HINT_CLUTTER},
    {"ads", HINT_CLUTTER},
    {"adslot", HINT_CLUTTER},
    {"advert", HINT_CLUTTER},
    {"advertisement", HINT_CLUTTER},
    {"advertising", HINT_CLUTTER},
    {"anzeige", HINT_CLUTTER},
    {"article", WORD_ARTICLE},
    {"articlebody", HINT_BODY},
    {"articlecontent", HINT_BODY},
    {"articletext", HINT_BODY},
    {"articulo", WORD_ARTICLE},
    {"artikel", WORD_ARTICLE},
    {"author", HINT_LABEL},
    {"authors", HINT_LABEL},
    {"avatar", HINT_LABEL},
    {"banner", HINT_CLUTTER},
    {"bio", HINT_LABEL},
    {"blog", WORD_ARTICLE},
    {"body", WORD_TEXT},
    {"bodytext", HINT_BODY},
    {"breadcrumb", HINT_CLUTTER},
    {"breadcrumbs", HINT_CLUTTER},
    {"byline", HINT_LABEL},
    {"bylines", HINT_LABEL},
    {"caption", HINT_LABEL},
    {"captions", HINT_LABEL},
    {"carousel", HINT_CLUTTER},
    {"categories", HINT_CLUTTER},
    {"catlinks", HINT_CLUTTER},
    {"comentario", HINT_COMMENTS},
    {"comentarios", HINT_COMMENTS},
    {"comment", HINT_COMMENTS},
    {"commentaire", HINT_COMMENTS},
    {"commentaires", HINT_COMMENTS},
    {"commenti", HINT_COMMENTS},
    {"commentlist", HINT_COMMENTS},
    {"comments", HINT_COMMENTS},
    {"compartilhar", HINT_CLUTTER},
    {"compartir", HINT_CLUTTER},
    {"consent", HINT_CLUTTER},
    {"content", WORD_TEXT},
    {"conteudo", WORD_TEXT},
    {"contributors", HINT_LABEL},
    {"cookie", HINT_CLUTTER},
    {"cookies", HINT_CLUTTER},
    {"copy", WORD_TEXT},
    {"copyright", HINT_CLUTTER},
    {"corps", WORD_TEXT},
    {"credit", HINT_LABEL},
    {"credits", HINT_LABEL},
    {"crumbs", HINT_CLUTTER},
    {"cuerpo", WORD_TEXT},
    {"date", HINT_LABEL},
    {"detail", WORD_ARTICLE},
    {"discussion", HINT_COMMENTS},
    {"disqus", HINT_COMMENTS},
    {"donate", HINT_CLUTTER},
    {"dropdown", HINT_CLUTTER},
    {"editsection", HINT_CLUTTER},
    {"enable", WORD_NOT},
    {"enabled", WORD_NOT},
    {"entry", WORD_ARTICLE},
    {"entrycontent", HINT_BODY},
    {"flyout", HINT_CLUTTER},
    {"follow", HINT_CLUTTER},
    {"followus", HINT_CLUTTER},
    {"footer", HINT_CLUTTER},
    {"gallery", HINT_LABEL},
    {"gdpr", HINT_CLUTTER},
    {"has", WORD_NOT},
    {"inhalt", WORD_TEXT},
    {"is", WORD_NOT},
    {"jsonly", HINT_CLUTTER},
    {"jumplink", HINT_CLUTTER},
    {"keywords", HINT_CLUTTER},
    {"kicker", HINT_LABEL},
    {"komentar", HINT_COMMENTS},
    {"kommentar", HINT_COMMENTS},
    {"kommentare", HINT_COMMENTS},
    {"livefyre", HINT_COMMENTS},
    {"login", HINT_CLUTTER},
    {"mainnav", HINT_CLUTTER},
    {"masthead", HINT_CLUTTER},
    {"materia", WORD_ARTICLE},
    {"menu", HINT_CLUTTER},
    {"meta", HINT_LABEL},
    {"metadata", HINT_LABEL},
    {"modal", HINT_CLUTTER},
    {"moreon", HINT_CLUTTER},
    {"mpu", HINT_CLUTTER},
    {"nav", HINT_CLUTTER},
    {"navbar", HINT_CLUTTER},
    {"navbox", HINT_CLUTTER},
    {"navigation", HINT_CLUTTER},
    {"news", WORD_ARTICLE},
    {"newsletter", HINT_CLUTTER},
    {"newsletters", HINT_CLUTTER},
    {"no", WORD_NOT},
    {"nocontent", HINT_CLUTTER},
    {"noprint", HINT_CLUTTER},
    {"not", WORD_NOT},
    {"noticia", WORD_ARTICLE},
    {"noticias", WORD_ARTICLE},
    {"offscreen", HINT_CLUTTER},
    {"outbrain", HINT_CLUTTER},
    {"overlay", HINT_CLUTTER},
    {"page", WORD_ARTICLE},
    {"pager", HINT_CLUTTER},
    {"pagination", HINT_CLUTTER},
    {"partage", HINT_CLUTTER},
    {"paywall", HINT_CLUTTER},
    {"photocredit", HINT_LABEL},
    {"playlist", HINT_CLUTTER},
    {"popular", HINT_CLUTTER},
    {"popup", HINT_CLUTTER},
    {"post", WORD_ARTICLE},
    {"postbody", HINT_BODY},
    {"postcontent", HINT_BODY},
    {"postmeta", HINT_LABEL},
    {"postnav", HINT_CLUTTER},
    {"prevnext", HINT_CLUTTER},
    {"print", HINT_CLUTTER},
    {"promo", HINT_CLUTTER},
    {"promos", HINT_CLUTTER},
    {"promotion", HINT_CLUTTER},
    {"promotions", HINT_CLUTTER},
    {"pubdate", HINT_LABEL},
    {"publicidad", HINT_CLUTTER},
    {"publicidade", HINT_CLUTTER},
    {"publicite", HINT_CLUTTER},
    {"published", HINT_LABEL},
    {"rail", HINT_CLUTTER},
    {"rating", HINT_CLUTTER},
    {"ratings", HINT_CLUTTER},
    {"reacties", HINT_COMMENTS},
    {"readmore", HINT_CLUTTER},
    {"recirc", HINT_CLUTTER},
    {"recirculation", HINT_CLUTTER},
    {"recommend", HINT_CLUTTER},
    {"recommendation", HINT_CLUTTER},
    {"recommendations", HINT_CLUTTER},
    {"recommended", HINT_CLUTTER},
    {"reflist", HINT_CLUTTER},
    {"relacionadas", HINT_CLUTTER},
    {"relacionados", HINT_CLUTTER},
    {"related", HINT_CLUTTER},
    {"relatedarticles", HINT_CLUTTER},
    {"relatedlinks", HINT_CLUTTER},
    {"relatedposts", HINT_CLUTTER},
    {"replies", HINT_COMMENTS},
    {"respond", HINT_COMMENTS},
    {"richtext", WORD_TEXT},
    {"rightrail", HINT_CLUTTER},
    {"share", HINT_CLUTTER},
    {"sharebar", HINT_CLUTTER},
    {"sharedaddy", HINT_CLUTTER},
    {"sharethis", HINT_CLUTTER},
    {"sharing", HINT_CLUTTER},
    {"sidebar", HINT_CLUTTER},
    {"sidenav", HINT_CLUTTER},
    {"signup", HINT_CLUTTER},
    {"skip", HINT_CLUTTER},
    {"slideshow", HINT_LABEL},
    {"social", HINT_CLUTTER},
    {"socialmedia", HINT_CLUTTER},
    {"sponsor", HINT_CLUTTER},
    {"sponsored", HINT_CLUTTER},
    {"sponsors", HINT_CLUTTER},
    {"story", WORD_ARTICLE},
    {"storybody", HINT_BODY},
    {"storycontent", HINT_BODY},
    {"storytext", HINT_BODY},
    {"submenu", HINT_CLUTTER},
    {"subnav", HINT_CLUTTER},
    {"subscribe", HINT_CLUTTER},
    {"subscription", HINT_CLUTTER},
    {"taboola", HINT_CLUTTER},
    {"tagcloud", HINT_CLUTTER},
    {"taglist", HINT_CLUTTER},
    {"tags", HINT_CLUTTER},
    {"teaser", HINT_CLUTTER},
    {"teasers", HINT_CLUTTER},
    {"text", WORD_TEXT},
    {"texte", WORD_TEXT},
    {"texto", WORD_TEXT},
    {"timestamp", HINT_LABEL},
    {"toc", HINT_CLUTTER},
    {"toolbar", HINT_CLUTTER},
    {"toolbox", HINT_CLUTTER},
    {"tools", HINT_CLUTTER},
    {"tooltip", HINT_CLUTTER},
    {"topbar", HINT_CLUTTER},
    {"topnav", HINT_CLUTTER},
    {"trending", HINT_CLUTTER},
    {"trinity", HINT_CLUTTER},
    {"updated", HINT_LABEL},
    {"upnext", HINT_CLUTTER},
    {"werbung", HINT_CLUTTER},
    {"widget", HINT_CLUTTER},
    {"widgets", HINT_CLUTTER},
    {"with", WORD_NOT},
    {"without", WORD_NOT},
    {"zergnet", HINT_CLUTTER},
};

static int compare(const void *key, const void *item)
{
    return strcmp(key, ((const struct word *)item)->word);
}

static unsigned word_hint(const char *word)
{
    const struct word *found =
        bsearch(word, words, COUNT(words), sizeof(words[0]), compare);

    return found ? found->hint : 0;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* The hints of one name, from all its words. */
static unsigned name_hint(const char *name, size_t size)
{
    char word[WORD_BYTES];
    unsigned hint = 0;
    size_t length = 0;

    for (size_t i = 0; i <= size; i++) {
        bool letter = i < size && is_letter(name[i]);

        if (length && (!letter || (is_capital(name[i]) && i &&
                                   !is_capital(name[i - 1])))) {
            word[length < WORD_BYTES ? length : 0] = '\0';
            hint |= word_hint(word);
            length = 0;
        }
        if (!letter)
            continue;
        if (length < WORD_BYTES)
            word[length] = (char)tolower((unsigned char)name[i]);
        length++;
    }
    if ((hint & WORD_ARTICLE) && (hint & WORD_TEXT))
        hint |= HINT_BODY;
    if (hint & WORD_NOT)
        return 0;
    if (hint & (HINT_CLUTTER | HINT_COMMENTS | HINT_LABEL))
        hint &= ~(unsigned)HINT_BODY;
    return hint & 0xff;
}

static unsigned names_hint(struct ir_text names)
{
    unsigned hint = 0;
    size_t from = 0;

    for (size_t i = 0; i <= names.size; i++)
        if (i == names.size || isspace((unsigned char)names.data[i])) {
            if (i > from)
                hint |= name_hint(names.data + from, i - from);
            from = i + 1;
        }
    return hint;
}

static unsigned role_hint(struct ir_text role)
{
    static const char *const clutter[] = {
        "banner",  "complementary", "contentinfo", "dialog", "form",
        "menu",    "navigation",    "search",      "alert",  "alertdialog",
        "menubar", "toolbar",       "tooltip"};

    for (size_t i = 0; i < COUNT(clutter); i++)
        if (text_equal(role, text_of(clutter[i])))
            return HINT_CLUTTER;
    return 0;
}

unsigned page_hints(const struct page *page, size_t node)
{
    const struct page_node *n = &page->nodes[node];
    unsigned hint = 0;

    for (size_t i = n->attrs; i < n->attrs + n->attrs_count; i++) {
        const struct page_value *v = &page->attrs[i];
        struct ir_text value = {page->values.data + v->at, v->size};

        if (v->attr == ATTR_CLASS || v->attr == ATTR_ID)
            hint |= names_hint(value);
        else if (v->attr == ATTR_ROLE)
            hint |= role_hint(value);
        else if (v->attr == ATTR_ITEMPROP &&
                 memmem(value.data, value.size, "articleBody", 11))
            hint |= HINT_BODY;
    }
    return hint;
}
