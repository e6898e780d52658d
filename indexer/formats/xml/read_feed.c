/* News feeds: RSS 0.9x, 1.0 and 2.0, Atom, CDF, news sitemaps, JSON Feed. */
#include "indexer/formats/json/feed_json.h"
#include "indexer/formats/text/same_id.h"
#include "indexer/formats/text/web_address.h"
#include "indexer/formats/text/wire.h"
#include "indexer/formats/xml/pick.h"
#include "indexer/formats/xml/xml_prolog.h"

#include <ctype.h>

static const struct pick_space spaces[] = {
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://channel.netscape.com/rdf/simple/0.9/", ""},
    {"http://backend.userland.com/rss2", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://www.w3.org/1999/xhtml", ""},
    {"http://www.w3.org/2005/Atom", "atom"},
    {"http://purl.org/atom/ns#", "atom"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://search.yahoo.com/mrss/", "media"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://prismstandard.org/namespaces/basic/2.0/", "prism"},
    {"http://purl.org/rss/1.0/modules/prism/", "prism"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://www.sitemaps.org/schemas/sitemap/0.9", ""},
    {"http://www.google.com/schemas/sitemap/0.9", ""},
    {"http://www.google.com/schemas/sitemap-news/0.9", "news"},
    {"http://wordpress.org/export/1.0/", "wp"},
    {"http://wordpress.org/export/1.1/", "wp"},
    {"http://wordpress.org/export/1.2/", "wp"},
    {NULL, NULL},
};

#define PICK_KIND PICK_OWN   /* of an item in what WordPress exports */
#define PICK_STATE PICK_OWN2 /* of that */

enum { HTML_LINE = PICK_TEXT | PICK_HTML };

static const struct pick_rule rules[] = {
    {"channel/title", NULL, PICK_ALL_SOURCE, 1, HTML_LINE},
    {"channel/language", NULL, PICK_ALL_LANG, 1, PICK_TEXT},
    {"channel/dc:language", NULL, PICK_ALL_LANG, 2, PICK_TEXT},
    {"rss", "lang", PICK_ALL_LANG, 3, 0},
    {"channel/atom:link", "href", PICK_ALL_URL, 1, 0},
    {"channel/link", NULL, PICK_ALL_URL, 2, PICK_TEXT},
    {"channel", "about", PICK_ALL_URL, 3, 0},
    {"channel/itunes:author", NULL, PICK_ALL_BYLINE, 2, HTML_LINE},
    {"item", NULL, PICK_ARTICLE, 0, 0},
    {"item", "about", PARSED_ID, 2, 0},
    {"item", "lang", PARSED_LANG, 2, 0},
    {"item/guid", NULL, PARSED_ID, 1, PICK_TEXT},
    {"feedburner:origLink", NULL, PARSED_URL, 1, PICK_TEXT},
    {"item/link", NULL, PARSED_URL, 3, PICK_TEXT},
    {"item/title", NULL, PARSED_TITLE, 1, HTML_LINE},
    {"item/dc:title", NULL, PARSED_TITLE, 2, HTML_LINE},
    {"media:title", NULL, PARSED_TITLE, 3, HTML_LINE},
    {"item/itunes:title", NULL, PARSED_TITLE, 4, HTML_LINE},
    {"item/content:encoded", NULL, PARSED_TEXT, 1, PICK_HTML},
    {"item/fullitem", NULL, PARSED_TEXT, 1, PICK_HTML},
    {"item/body", NULL, PARSED_TEXT, 2, PICK_BODY},
    {"item/description", NULL, PARSED_TEXT, 3, PICK_HTML},
    {"item/dc:description", NULL, PARSED_TEXT, 4, PICK_HTML},
    {"media:description", NULL, PARSED_TEXT, 5, PICK_HTML},
    {"item/itunes:summary", NULL, PARSED_TEXT, 6, PICK_HTML},
    {"item/itunes:subtitle", NULL, PARSED_TEXT, 7, PICK_HTML},
    {"item/pubDate", NULL, PARSED_DATE, 1, PICK_TEXT},
    {"dcterms:issued", NULL, PARSED_DATE, 2, PICK_TEXT},
    {"item/dc:date", NULL, PARSED_DATE, 3, PICK_TEXT},
    {"prism:publicationDate", NULL, PARSED_DATE, 4, PICK_TEXT},
    {"dcterms:created", NULL, PARSED_DATE, 5, PICK_TEXT},
    {"dcterms:modified", NULL, PARSED_DATE, 8, PICK_TEXT},
    {"item/dc:creator", NULL, PARSED_BYLINE, 1, HTML_LINE | PICK_JOIN},
    {"item/author", NULL, PARSED_BYLINE, 2, HTML_LINE | PICK_JOIN},
    {"item/itunes:author", NULL, PARSED_BYLINE, 4, HTML_LINE | PICK_JOIN},
    {"item/category", NULL, PARSED_SECTION, 1, HTML_LINE | PICK_JOIN},
    {"item/dc:subject", NULL, PARSED_SECTION, 2, HTML_LINE | PICK_JOIN},
    {"prism:section", NULL, PARSED_SECTION, 3, HTML_LINE | PICK_JOIN},
    {"item/source", NULL, PARSED_SOURCE, 1, HTML_LINE},
    {"item/dc:publisher", NULL, PARSED_SOURCE, 2, HTML_LINE},
    {"item/dc:language", NULL, PARSED_LANG, 1, PICK_TEXT},

    /* The Channel Definition Format. */
    {"channel", "base", PICK_ALL_URL, 1, 0},
    {"channel", "href", PICK_ALL_URL, 4, 0},
    {"item", "href", PARSED_URL, 5, 0},
    {"item/a", "href", PARSED_URL, 6, 0},
    {"item/abstract", NULL, PARSED_TEXT, 3, PICK_HTML},
    {"item", "lastmod", PARSED_DATE, 6, 0},

    /* Google's sitemaps for news, which have titles but no texts. */
    {"urlset/url", NULL, PICK_ARTICLE, 0, 0},
    {"url/loc", NULL, PARSED_ID, 1, PICK_TEXT},
    {"news:title", NULL, PARSED_TITLE, 1, HTML_LINE},
    {"news:publication_date", NULL, PARSED_DATE, 1, PICK_TEXT},
    {"news:publication/news:name", NULL, PARSED_SOURCE, 1, HTML_LINE},
    {"news:language", NULL, PARSED_LANG, 1, PICK_TEXT},
    {"news:keywords", NULL, PARSED_SECTION, 1, HTML_LINE},

    {"item/wp:post_type", NULL, PICK_KIND, 1, PICK_TEXT},
    {"item/wp:status", NULL, PICK_STATE, 1, PICK_TEXT},

    {"atom:feed/atom:title", NULL, PICK_ALL_SOURCE, 1, HTML_LINE},
    {"atom:feed/atom:link", "href", PICK_ALL_URL, 1, 0},
    {"atom:feed", "lang", PICK_ALL_LANG, 1, 0},
    {"atom:feed/atom:author/atom:name", NULL, PICK_ALL_BYLINE, 1, PICK_TEXT},
    {"atom:entry", NULL, PICK_ARTICLE, 0, 0},
    {"atom:entry", "lang", PARSED_LANG, 3, 0},
    {"atom:content", "lang", PARSED_LANG, 2, 0},
    {"atom:entry/atom:id", NULL, PARSED_ID, 1, PICK_TEXT},
    {"item/atom:link", "href", PARSED_URL, 4, 0},
    {"atom:entry/atom:link", "href", PARSED_URL, 2, 0},
    {"atom:entry/atom:title", NULL, PARSED_TITLE, 1, PICK_TEXT},
    {"atom:content", NULL, PARSED_TEXT, 1, PICK_BODY},
    {"atom:content", NULL, PARSED_TEXT, 1, PICK_HTML},
    {"atom:content", NULL, PARSED_TEXT, 1, PICK_VERBATIM},
    {"atom:content", NULL, PARSED_TEXT, 1, PICK_BASE64 | PICK_HTML},
    {"atom:summary", NULL, PARSED_TEXT, 4, PICK_BODY},
    {"atom:summary", NULL, PARSED_TEXT, 4, PICK_HTML},
    {"atom:summary", NULL, PARSED_TEXT, 4, PICK_VERBATIM},
    {"atom:published", NULL, PARSED_DATE, 6, PICK_TEXT},
    {"atom:issued", NULL, PARSED_DATE, 6, PICK_TEXT},
    {"atom:updated", NULL, PARSED_DATE, 9, PICK_TEXT},
    {"atom:modified", NULL, PARSED_DATE, 9, PICK_TEXT},
    {"atom:author/atom:name", NULL, PARSED_BYLINE, 3, PICK_TEXT | PICK_JOIN},
    {"atom:category", "label", PARSED_SECTION, 4, PICK_JOIN},
    {"atom:category", "term", PARSED_SECTION, 5, PICK_JOIN},
    {"atom:source/atom:title", NULL, PARSED_SOURCE, 3, HTML_LINE},
    {0},
};

/* How an Atom text is written. */
static unsigned how_of(const struct xml_attributes *with)
{
    struct ir_text type = xml_attribute(with, "type");
    struct ir_text mode = xml_attribute(with, "mode"); /* of Atom 0.3 */

    if (text_equal(mode, TEXT("base64")))
        return PICK_BASE64 | PICK_HTML;
    if (text_equal(mode, TEXT("xml")) && type.size)
        return PICK_BODY;
    if (text_equal(type, TEXT("xhtml")) ||
        (type.size > 4 && !memcmp(type.data + type.size - 4, "+xml", 4)))
        return PICK_BODY;
    if (text_equal(type, TEXT("html")) || text_equal(type, TEXT("text/html")))
        return PICK_HTML;
    if (!type.size || (type.size >= 4 && !memcmp(type.data, "text", 4)))
        return PICK_VERBATIM;
    /* All else is base64 (RFC 4287, 4.1.3.3), unless it is elsewhere. */
    return xml_attribute(with, "src").size ? 0 : PICK_BASE64 | PICK_HTML;
}

static bool passes(struct pick *p, const struct pick_rule *rule,
                   const struct xml_attributes *with)
{
    struct ir_text rel;

    (void)p;
    if (!strcmp(rule->path, "atom:content") ||
        !strcmp(rule->path, "atom:summary"))
        return !rule->attribute && rule->how != how_of(with);
    if (!rule->attribute || strcmp(rule->attribute, "href") != 0)
        return false;
    rel = xml_attribute(with, "rel");
    if (rule->slot == PICK_ALL_URL)
        return !text_equal(rel, TEXT("self"));
    return rel.size && !text_equal(rel, TEXT("alternate"));
}

/* The name of "desk@wire.example (Jane Doe)". */
static struct ir_text person(struct ir_text author)
{
    const char *open = text_find(author, '(');

    if (open && author.data[author.size - 1] == ')' &&
        memchr(author.data, '@', (size_t)(open - author.data)))
        return (struct ir_text){open + 1,
                                author.size - (size_t)(open - author.data) - 2};
    return author;
}

static bool is_address(struct ir_text t)
{
    return t.size > 7 &&
           (!memcmp(t.data, "http://", 7) || !memcmp(t.data, "https:/", 7));
}

static bool is_html(struct ir_text t)
{
    return memmem(t.data, t.size, "</", 2) || memmem(t.data, t.size, "&#", 2) ||
           memmem(t.data, t.size, "&amp;", 5);
}

/* A relative link begins at the address of the feed. */
static void find_address(struct pick *p)
{
    struct buf whole = BUF_INIT;

    if (address_resolve(pick_value(p, PARSED_URL), pick_value(p, PICK_ALL_URL),
                        &whole)) {
        buf_clear(&p->slots[PARSED_URL].text);
        buf_addt(&p->slots[PARSED_URL].text, buf_text(&whole));
    }
    buf_free(&whole);
}

/* WordPress exports drafts, images and menus, too. */
static enum ir_status check_state(const struct pick *p, struct problem *problem)
{
    const struct ir_text kind = pick_value(p, PICK_KIND);
    const struct ir_text state = pick_value(p, PICK_STATE);

    if (kind.size && !text_is(kind, "post") && !text_is(kind, "page"))
        return problem_set(problem, IR_INVALID, "not_article",
                           "not an article, but of WordPress's kind %.*s",
                           (int)(kind.size < 60 ? kind.size : 60), kind.data);
    if (state.size && !text_is(state, "publish"))
        return problem_set(problem, IR_INVALID, "not_published",
                           "not published, but of WordPress's status %.*s",
                           (int)(state.size < 60 ? state.size : 60),
                           state.data);
    return IR_OK;
}

static enum ir_status finish(struct pick *p, struct parsed *out,
                             struct problem *problem)
{
    struct ir_text own = pick_value(p, PARSED_ID), url;
    struct buf id = BUF_INIT, title = BUF_INIT;
    enum ir_status status;

    if (check_state(p, problem) != IR_OK)
        return problem->err.status;
    if (is_address(own))
        pick_put(p, PARSED_URL, 9, 0, own);
    find_address(p);
    url = pick_value(p, PARSED_URL);
    if (!text_find(own, ':') && is_address(url))
        own = url;
    pick_put(p, PARSED_SOURCE, 9, 0, pick_value(p, PICK_ALL_SOURCE));
    pick_put(p, PARSED_LANG, 9, 0, pick_value(p, PICK_ALL_LANG));
    pick_put(p, PARSED_BYLINE, 9, 0, pick_value(p, PICK_ALL_BYLINE));
    /* A title declared as text may be HTML. */
    if (is_html(pick_value(p, PARSED_TITLE))) {
        buf_addt(&title, pick_value(p, PARSED_TITLE));
        p->slots[PARSED_TITLE].rank = 0;
        pick_put(p, PARSED_TITLE, 1, HTML_LINE, buf_text(&title));
    }
    unique_id(p->source->name, own, p->ordinal, &id);
    status = pick_finish(p, out, problem);
    same_id(&p->seen, out, &id);
    parsed_set(out, PARSED_ID, buf_text(&id));
    if (out->fields[PARSED_BYLINE].size) {
        buf_clear(&title);
        buf_addt(&title, person(buf_text(&out->fields[PARSED_BYLINE])));
        parsed_set(out, PARSED_BYLINE, buf_text(&title));
    }
    buf_free(&id);
    buf_free(&title);
    return status;
}

static const char *const items[] = {"item", "entry", "url", NULL};
static const struct pick_root roots[] = {
    {"feed", "atom"}, {"entry", "atom"}, {"rss", ""},
    {"channel", ""},  {"urlset", ""},    {NULL, NULL},
};

static const struct pick_format format = {
    .rules = rules,
    .spaces = spaces,
    .roots = roots,
    .passes = passes,
    .finish = finish,
    .many = true,
    .parts = items,
};

static bool has(struct ir_text head, const char *what)
{
    return memmem(head.data, head.size, what, strlen(what));
}

static bool is_atom(struct ir_text head)
{
    return has(head, "/2005/Atom") || has(head, "purl.org/atom/ns#") ||
           (has(head, "<title") && (has(head, "<entry") || has(head, "<id")));
}

static bool claims(const struct source *s, struct ir_text head)
{
    struct ir_text root = xml_root(head);

    (void)s;
    if (xml_is_name(root, "rss") || xml_is_name(root, "channel"))
        return true;
    if (text_equal(root, TEXT("RDF")))
        return has(head, "/rss/1.0/") || has(head, "rdf/simple/0.9/");
    if (text_equal(root, TEXT("feed")) || text_equal(root, TEXT("entry")))
        return is_atom(head);
    if (text_equal(root, TEXT("urlset")))
        return has(head, "/sitemap-news/");
    return feed_json_claims(head);
}

static bool is_json(struct ir_text head)
{
    for (size_t i = 0; i < head.size; i++)
        if (!isspace((unsigned char)head.data[i]))
            return head.data[i] == '{';
    return false;
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    struct ir_text head = {"", 0};
    enum ir_status status;

    if (!s->state) {
        status = source_head(s, &head, p);
        if (status != IR_OK)
            return status;
    }
    if (s->state ? s->free_state == feed_json_free : is_json(head))
        return feed_json_next(s, out, p);
    return pick_next(&format, s, out, p);
}

const struct reader read_feed = {"feed", ".rss .atom .rdf", claims, next};
