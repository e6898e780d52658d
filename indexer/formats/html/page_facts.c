/* What a page says of its article beside the text. */
#include "indexer/formats/html/page_facts.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_ld.h"
#include "indexer/formats/html/page_lines.h"

#include <strings.h>

enum {
    BYLINE_MAX = 100, /* bytes of the text of an element */
    TRIES_MAX = 30,   /* elements that may hold a field, of each page */
};

static const struct meta {
    const char *name;
    enum raw_field field;
} metas[] = {
    /* The best of each field come first. */
    {"og:title", RAW_TITLE},
    {"twitter:title", RAW_TITLE},
    {"headline", RAW_TITLE},
    {"dc.title", RAW_TITLE},
    {"article:published_time", RAW_DATE},
    {"og:article:published_time", RAW_DATE},
    {"datepublished", RAW_DATE},
    {"parsely-pub-date", RAW_DATE},
    {"dc.date.issued", RAW_DATE},
    {"dcterms.issued", RAW_DATE},
    {"dcterms.created", RAW_DATE},
    {"dc.date.created", RAW_DATE},
    {"dc.date", RAW_DATE},
    {"sailthru.date", RAW_DATE},
    {"cxenseparse:recs:publishtime", RAW_DATE},
    {"article.published", RAW_DATE},
    {"article_date_original", RAW_DATE},
    {"originalpublicationdate", RAW_DATE},
    {"citation_publication_date", RAW_DATE},
    {"citation_date", RAW_DATE},
    {"publication_date", RAW_DATE},
    {"published_time", RAW_DATE},
    {"published-date", RAW_DATE},
    {"publish-date", RAW_DATE},
    {"publish_date", RAW_DATE},
    {"publishdate", RAW_DATE},
    {"pubdate", RAW_DATE},
    {"pdate", RAW_DATE},
    {"date", RAW_DATE},
    {"parsely-author", RAW_BYLINE},
    {"sailthru.author", RAW_BYLINE},
    {"author", RAW_BYLINE},
    {"article:author", RAW_BYLINE},
    {"byl", RAW_BYLINE},
    {"dc.creator", RAW_BYLINE},
    {"dcterms.creator", RAW_BYLINE},
    {"citation_author", RAW_BYLINE},
    {"article:section", RAW_SECTION},
    {"og:article:section", RAW_SECTION},
    {"parsely-section", RAW_SECTION},
    {"articlesection", RAW_SECTION},
    {"section", RAW_SECTION},
    {"og:site_name", RAW_SOURCE},
    {"dc.publisher", RAW_SOURCE},
    {"application-name", RAW_SOURCE},
    {"og:url", RAW_URL},
    {"og:locale", RAW_LANG},
    {"content-language", RAW_LANG},
    {"dc.language", RAW_LANG},
};

static bool same(struct ir_text t, const char *name)
{
    return t.size == strlen(name) && !strncasecmp(t.data, name, t.size);
}

static bool is_url(struct ir_text t)
{
    return t.size > 8 && (!strncasecmp(t.data, "http://", 7) ||
                          !strncasecmp(t.data, "https://", 8));
}

static void set(struct raw *out, enum raw_field field, struct ir_text line)
{
    static const struct ir_text by = {"By ", 3};

    if (field == RAW_BYLINE && line.size > by.size &&
        !strncasecmp(line.data, by.data, by.size)) {
        line.data += by.size;
        line.size -= by.size;
    }
    if (line.size > PAGE_FACT_MAX) {
        line.size = PAGE_FACT_MAX;
        while (line.size && (line.data[line.size] & 0xc0) == 0x80)
            line.size--;
    }
    raw_set(out, field, line);
}

/* The same spaces as in lines of text: one between two words. */
static void one_line(struct buf *line)
{
    size_t to = 0;

    for (size_t i = 0; i < line->size; i++) {
        char c = line->data[i];

        if (c != ' ' && (c < '\t' || c > '\r'))
            line->data[to++] = c;
        else if (to && line->data[to - 1] != ' ')
            line->data[to++] = ' ';
    }
    while (to && line->data[to - 1] == ' ')
        to--;
    line->size = to;
    if (line->room)
        line->data[to] = '\0';
}

void page_fact(struct raw *out, enum raw_field field, struct ir_text value)
{
    struct buf line = BUF_INIT;

    if (out->fields[field].size || !value.size)
        return;
    if (field == RAW_BYLINE && is_url(value))
        return; /* of a profile */
    if (field == RAW_URL && !is_url(value))
        return; /* what it stands beside is not known here */
    if (field != RAW_URL && (memchr(value.data, '&', value.size) ||
                             memchr(value.data, '<', value.size)))
        markup_text(value, &line);
    else
        buf_addt(&line, value);
    one_line(&line);
    if (line.size)
        set(out, field, buf_text(&line));
    buf_free(&line);
}

static void take_metas(const struct page *page, struct raw *out)
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
        page_fact(out, metas[j].field, best[j]);
}

/* An author may have a name among other things. */
static size_t name_of(const struct page *page, size_t node)
{
    for (size_t i = node + 1; i < page->nodes[node].end; i++)
        if (same(page_attr(page, i, ATTR_ITEMPROP), "name"))
            return i;
    return node;
}

/* What an element with a property says: an attribute, or its text. */
static void take_value(const struct page *page, size_t node,
                       enum raw_field field, struct raw *out)
{
    struct ir_text value = page_attr(page, node, ATTR_CONTENT);
    struct buf line = BUF_INIT;

    if (!value.size)
        value = page_attr(page, node, ATTR_DATETIME);
    if (!value.size) {
        page_line(page, name_of(page, node), &line);
        value = buf_text(&line);
    }
    if (field == RAW_BYLINE && value.size > BYLINE_MAX)
        value.size = 0; /* of more than names */
    page_fact(out, field, value);
    buf_free(&line);
}

static bool has_word(struct ir_text words, const char *word)
{
    const char *at = memmem(words.data, words.size, word, strlen(word));

    return at && words.size;
}

static void take_property(const struct page *page, size_t node, struct raw *out,
                          int *tries)
{
    static const struct meta properties[] = {
        {"headline", RAW_TITLE},
        {"datePublished", RAW_DATE},
        {"author", RAW_BYLINE},
        {"articleSection", RAW_SECTION},
    };
    struct ir_text name = page_attr(page, node, ATTR_ITEMPROP);

    for (size_t i = 0; name.size && i < COUNT(properties); i++)
        if (has_word(name, properties[i].name) &&
            !out->fields[properties[i].field].size && --*tries >= 0)
            take_value(page, node, properties[i].field, out);
}

static void take_links(const struct page *page, struct raw *out)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct page_node *n = &page->nodes[i];

        if (n->tag == TAG_HTML)
            page_fact(out, RAW_LANG, page_attr(page, i, ATTR_LANG));
        else if (n->tag == TAG_LINK &&
                 same(page_attr(page, i, ATTR_REL), "canonical"))
            page_fact(out, RAW_URL, page_attr(page, i, ATTR_HREF));
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
                         struct ir_text title, struct raw *out)
{
    struct buf line = BUF_INIT;

    page_line(page, node, &line);
    if (line.size &&
        (!title.size || memmem(title.data, title.size, line.data, line.size)))
        page_fact(out, RAW_TITLE, buf_text(&line));
    buf_free(&line);
}

/* What stands for the article where the page does not say more. */
static void take_mark(const struct page *page, size_t node, struct raw *out,
                      int *tries)
{
    const struct page_node *n = &page->nodes[node];
    bool date = n->tag == TAG_TIME && !out->fields[RAW_DATE].size;
    bool byline = n->tag == TAG_A && !out->fields[RAW_BYLINE].size &&
                  has_word(page_attr(page, node, ATTR_REL), "author");

    if ((date || byline) && --*tries >= 0 && is_own(page, node)) {
        if (date)
            page_fact(out, RAW_DATE, page_attr(page, node, ATTR_DATETIME));
        else
            take_value(page, node, RAW_BYLINE, out);
    } else if (n->attrs_count && n->tag != TAG_META)
        take_property(page, node, out, tries);
}

static void take_marks(const struct page *page, struct ir_text title,
                       struct raw *out)
{
    int tries = TRIES_MAX;
    bool begun = false;

    for (size_t i = 0; i < page->count; i++) {
        const struct page_node *n = &page->nodes[i];

        if (n->tag == TAG_H1 && !out->fields[RAW_TITLE].size && --tries >= 0)
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
static void cut_source(struct raw *out)
{
    static const char *const signs[] = {" | ", " - ", " \xe2\x80\x93 ",
                                        " \xe2\x80\x94 ", " :: "};
    struct buf *title = &out->fields[RAW_TITLE];
    struct ir_text source = buf_text(&out->fields[RAW_SOURCE]);

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

void page_facts(const struct page *page, struct raw *out, struct buf *told)
{
    struct buf title = BUF_INIT;

    find_title(page, &title);
    page_ld(page, buf_text(&title), out, told);
    take_links(page, out);
    take_metas(page, out);
    take_marks(page, buf_text(&title), out);
    page_fact(out, RAW_TITLE, buf_text(&title));
    cut_source(out);
    buf_free(&title);
}
