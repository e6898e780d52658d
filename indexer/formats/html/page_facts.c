/* The metadata of the article of a page. */
#include "indexer/formats/html/page_facts.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_ld.h"
#include "indexer/formats/html/page_lines.h"

#include <strings.h>

enum {
    BYLINE_MAX = 100, /* bytes of the text of an element */
    TRIES_MAX = 30,   /* candidate elements for a field, per page */
};

static const struct meta {
    const char *name;
    enum parsed_field field;
} metas[] = {
    /* The best of each field come first. */
    {"og:title", PARSED_TITLE},
    {"twitter:title", PARSED_TITLE},
    {"headline", PARSED_TITLE},
    {"dc.title", PARSED_TITLE},
    {"article:published_time", PARSED_DATE},
    {"og:article:published_time", PARSED_DATE},
    {"datepublished", PARSED_DATE},
    {"parsely-pub-date", PARSED_DATE},
    {"dc.date.issued", PARSED_DATE},
    {"dcterms.issued", PARSED_DATE},
    {"dcterms.created", PARSED_DATE},
    {"dc.date.created", PARSED_DATE},
    {"dc.date", PARSED_DATE},
    {"sailthru.date", PARSED_DATE},
    {"cxenseparse:recs:publishtime", PARSED_DATE},
    {"article.published", PARSED_DATE},
    {"article_date_original", PARSED_DATE},
    {"originalpublicationdate", PARSED_DATE},
    {"citation_publication_date", PARSED_DATE},
    {"citation_date", PARSED_DATE},
    {"publication_date", PARSED_DATE},
    {"published_time", PARSED_DATE},
    {"published-date", PARSED_DATE},
    {"publish-date", PARSED_DATE},
    {"publish_date", PARSED_DATE},
    {"publishdate", PARSED_DATE},
    {"pubdate", PARSED_DATE},
    {"pdate", PARSED_DATE},
    {"date", PARSED_DATE},
    {"parsely-author", PARSED_BYLINE},
    {"sailthru.author", PARSED_BYLINE},
    {"author", PARSED_BYLINE},
    {"article:author", PARSED_BYLINE},
    {"byl", PARSED_BYLINE},
    {"dc.creator", PARSED_BYLINE},
    {"dcterms.creator", PARSED_BYLINE},
    {"citation_author", PARSED_BYLINE},
    {"article:section", PARSED_SECTION},
    {"og:article:section", PARSED_SECTION},
    {"parsely-section", PARSED_SECTION},
    {"articlesection", PARSED_SECTION},
    {"section", PARSED_SECTION},
    {"og:site_name", PARSED_SOURCE},
    {"dc.publisher", PARSED_SOURCE},
    {"application-name", PARSED_SOURCE},
    {"og:url", PARSED_URL},
    {"og:locale", PARSED_LANG},
    {"content-language", PARSED_LANG},
    {"dc.language", PARSED_LANG},
};

static bool same(struct ir_text t, const char *name)
{
    return t.size == strlen(name) && !strncasecmp(t.data, name, t.size);
}

static void take_metas(const struct page *page, struct parsed *out)
{
    struct ir_text best[COUNT(metas)] = {{NULL, 0}};

    for (size_t i = 0; i < page->count; i++) {
        struct ir_text name, content;

        if (page->nodes[i].tag != TAG_META)
            continue;
        name = page_attr(page, i, ATTR_PROPERTY);
        if (!name.size)
            name = page_attr(page, i, ATTR_NAME);
        if (!name.size)
            name = page_attr(page, i, ATTR_ITEMPROP);
        content = page_attr(page, i, ATTR_CONTENT);
        for (size_t j = 0; j < COUNT(metas); j++)
            if (!best[j].size && content.size && same(name, metas[j].name))
                best[j] = content;
    }
    for (size_t j = 0; j < COUNT(metas); j++)
        markup_field(out, metas[j].field, best[j]);
}

/* An author may have a name among other things. */
static size_t name_of(const struct page *page, size_t node)
{
    for (size_t i = node + 1; i < page->nodes[node].end; i++)
        if (same(page_attr(page, i, ATTR_ITEMPROP), "name"))
            return i;
    return node;
}

/* The value of a property: an attribute of the element, or its text. */
static void take_value(const struct page *page, size_t node,
                       enum parsed_field field, struct parsed *out)
{
    struct ir_text value = page_attr(page, node, ATTR_CONTENT);
    struct buf line = BUF_INIT;

    if (!value.size)
        value = page_attr(page, node, ATTR_DATETIME);
    if (!value.size) {
        page_line(page, name_of(page, node), &line);
        value = buf_text(&line);
    }
    if (field == PARSED_BYLINE && value.size > BYLINE_MAX)
        value.size = 0; /* of more than names */
    markup_field(out, field, value);
    buf_free(&line);
}

static bool has_word(struct ir_text words, const char *word)
{
    const char *at = memmem(words.data, words.size, word, strlen(word));

    return at && words.size;
}

static void take_property(const struct page *page, size_t node,
                          struct parsed *out, int *tries)
{
    static const struct meta properties[] = {
        {"headline", PARSED_TITLE},
        {"datePublished", PARSED_DATE},
        {"author", PARSED_BYLINE},
        {"articleSection", PARSED_SECTION},
    };
    struct ir_text name = page_attr(page, node, ATTR_ITEMPROP);

    for (size_t i = 0; name.size && i < COUNT(properties); i++)
        if (has_word(name, properties[i].name) &&
            !out->fields[properties[i].field].size && --*tries >= 0)
            take_value(page, node, properties[i].field, out);
}

static void take_links(const struct page *page, struct parsed *out)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct page_node *n = &page->nodes[i];

        if (n->tag == TAG_HTML)
            markup_field(out, PARSED_LANG, page_attr(page, i, ATTR_LANG));
        else if (n->tag == TAG_LINK &&
                 same(page_attr(page, i, ATTR_REL), "canonical"))
            markup_field(out, PARSED_URL, page_attr(page, i, ATTR_HREF));
    }
}

/* Is this of the article, not of a comment or of another article? */
static bool is_own(const struct page *page, size_t node)
{
    static const uint64_t other = PAGE_BIT(TAG_NAV) | PAGE_BIT(TAG_ASIDE) |
                                  PAGE_BIT(TAG_FOOTER) | PAGE_BIT(TAG_LIST);

    for (size_t i = node; i; i = page->nodes[i].parent) {
        if (PAGE_BIT(page->nodes[i].tag) & other)
            return false;
        if (!(PAGE_BIT(page->nodes[i].tag) & PAGE_BIT(TAG_BODY)) &&
            (page_hints(page, i) & (HINT_CLUTTER | HINT_COMMENTS)))
            return false;
    }
    return true;
}

static void take_heading(const struct page *page, size_t node,
                         struct ir_text title, struct parsed *out)
{
    struct buf line = BUF_INIT;

    page_line(page, node, &line);
    if (line.size &&
        (!title.size || memmem(title.data, title.size, line.data, line.size)))
        markup_field(out, PARSED_TITLE, buf_text(&line));
    buf_free(&line);
}

/* Fallbacks, where the page has no better metadata. */
static void take_mark(const struct page *page, size_t node, struct parsed *out,
                      int *tries)
{
    const struct page_node *n = &page->nodes[node];
    bool date = n->tag == TAG_TIME && !out->fields[PARSED_DATE].size;
    bool byline = n->tag == TAG_A && !out->fields[PARSED_BYLINE].size &&
                  has_word(page_attr(page, node, ATTR_REL), "author");

    if ((date || byline) && --*tries >= 0 && is_own(page, node)) {
        if (date)
            markup_field(out, PARSED_DATE,
                         page_attr(page, node, ATTR_DATETIME));
        else
            take_value(page, node, PARSED_BYLINE, out);
    } else if (n->attrs_count && n->tag != TAG_META)
        take_property(page, node, out, tries);
}

static void take_marks(const struct page *page, struct ir_text title,
                       struct parsed *out)
{
    int tries = TRIES_MAX;
    bool begun = false;

    for (size_t i = 0; i < page->count; i++) {
        const struct page_node *n = &page->nodes[i];

        if (n->tag == TAG_H1 && !out->fields[PARSED_TITLE].size && --tries >= 0)
            take_heading(page, i, title, out);
        begun |= n->tag == TAG_H1;
        if (begun || n->tag != TAG_TIME)
            take_mark(page, i, out, &tries);
    }
}

static void find_title(const struct page *page, struct buf *title)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i].tag == TAG_TITLE) {
            page_line(page, i, title);
            return;
        }
}

/* "Headline | Site" without the site. */
static void cut_source(struct parsed *out)
{
    static const char *const signs[] = {" | ", " - ", " \xe2\x80\x93 ",
                                        " \xe2\x80\x94 ", " :: "};
    struct buf *title = &out->fields[PARSED_TITLE];
    struct ir_text source = buf_text(&out->fields[PARSED_SOURCE]);

    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t sign = strlen(signs[i]), tail = sign + source.size;
        char *at = title->data + title->size - tail;

        if (!source.size || title->size <= tail || memcmp(at, signs[i], sign) ||
            strncasecmp(at + sign, source.data, source.size))
            continue;
        title->size -= tail;
        title->data[title->size] = '\0';
        return;
    }
}

void page_facts(const struct page *page, struct parsed *out,
                struct buf *reference)
{
    struct buf title = BUF_INIT;

    find_title(page, &title);
    page_ld(page, buf_text(&title), out, reference);
    take_links(page, out);
    take_metas(page, out);
    take_marks(page, buf_text(&title), out);
    markup_field(out, PARSED_TITLE, buf_text(&title));
    cut_source(out);
    buf_free(&title);
}
