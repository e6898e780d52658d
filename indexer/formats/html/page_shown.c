/* What a page shows of its authors and its date. */
#include "indexer/formats/html/page_shown.h"
#include "indexer/formats/html/page_dates.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/formats/html/page_says.h"

#include <ctype.h>
#include <strings.h>

enum { TRIES_MAX = 60 }; /* elements looked at, per page */

/* word begins with a small letter or a sign. */
static bool has_word(struct ir_text words, const char *word)
{
    size_t size = strlen(word);

    for (size_t i = 0; i + size <= words.size; i++)
        if (tolower((unsigned char)words.data[i]) == *word &&
            !strncasecmp(words.data + i, word, size))
            return true;
    return false;
}

/* Does its class make it a date just above the title? */
static bool is_above(const struct search *s, size_t node)
{
    return (s->hints[node] & HINT_DATE) && search_above(s, node);
}

/* The text of an element, if it is as short as a byline. */
static struct ir_text short_text(const struct search *s, size_t node,
                                 struct buf *line)
{
    size_t bytes = 0;

    for (size_t i = node; i < s->page->nodes[node].end; i++)
        if (s->page->nodes[i].tag == TAG_TEXT)
            bytes += s->page->nodes[i].size;
    if (bytes > 8 * LINE_MAX_BYTES) /* many blanks */
        return TEXT("");
    page_lines_apart(s->page, node, line);
    return line->size <= LINE_MAX_BYTES ? buf_text(line) : TEXT("");
}

/* "fn", "author-name" */
static bool is_name_class(struct ir_text class)
{
    size_t from = 0;

    for (size_t i = 0; i <= class.size; i++)
        if (i == class.size || byte_in(class.data[i], BYTES_SPACE)) {
            struct ir_text one = text_slice(class, from, i);

            if (text_is(one, "fn") ||
                (one.size >= 4 &&
                 !strncasecmp(one.data + one.size - 4, "name", 4)))
                return true;
            from = i + 1;
        }
    return false;
}

/* An author may have a name among other things. */
static size_t name_of(const struct page *page, size_t node)
{
    size_t found = node, count = 0;

    for (size_t i = node + 1; i < page->nodes[node].end; i++) {
        if (text_is(page_attr(page, i, ATTR_ITEMPROP), "name"))
            return i;
        if (is_name_class(page_attr(page, i, ATTR_CLASS))) {
            found = i;
            count++;
        }
    }
    return count == 1 ? found : node;
}

static void add_author(struct search *s, size_t node, unsigned source)
{
    struct ir_text value = page_attr(s->page, node, ATTR_CONTENT);
    struct buf line = BUF_INIT;

    if (!value.size)
        value = short_text(s, name_of(s->page, node), &line);
    if (node >= s->next && value.size) {
        search_byline(s, node, source, value);
        s->next = s->page->nodes[node].end;
    }
    buf_free(&line);
}

static bool is_change(const struct search *s, size_t node)
{
    struct ir_text class = page_attr(s->page, node, ATTR_CLASS);

    return has_word(page_attr(s->page, node, ATTR_ITEMPROP), "dateModified") ||
           ((has_word(class, "updated") || has_word(class, "modified")) &&
            !has_word(class, "publish"));
}

/* Its attribute, or what it shows. */
static void add_time(struct search *s, size_t node, unsigned source)
{
    struct ir_text value = page_attr(s->page, node, ATTR_DATETIME);
    struct buf line = BUF_INIT;

    if (!value.size)
        value = page_attr(s->page, node, ATTR_TITLE);
    if (is_change(s, node) || says_change(s->page, node))
        source = SOURCE_CHANGED;
    if (!value.size)
        value = page_attr(s->page, node, ATTR_CONTENT);
    candidates_add(s->found, PARSED_DATE, source, value, true);
    says_dates(s, source, short_text(s, node, &line));
    buf_free(&line);
}

static bool is_profile(struct ir_text href)
{
    static const char *const paths[] = {
        "/author/", "/authors/", "/autor/",     "/autores/",
        "/auteur/", "/auteurs/", "/journalist", "/profile/",
        "/staff/",  "/redakt",   "/periodista", "/by/"};

    for (size_t i = 0; i < COUNT(paths); i++)
        if (has_word(href, paths[i]))
            return true;
    return false;
}

static bool is_rel_author(const struct search *s, size_t node)
{
    return has_word(page_attr(s->page, node, ATTR_REL), "author");
}

static bool is_author_link(const struct search *s, size_t node)
{
    return is_rel_author(s, node) ||
           (search_near(s, node) &&
            is_profile(page_attr(s->page, node, ATTR_HREF)));
}

static unsigned link_source(const struct search *s, size_t node)
{
    return is_rel_author(s, node)         ? SOURCE_MARK
           : s->hints[node] & HINT_BYLINE ? SOURCE_SHOWN
                                          : SOURCE_TEXT;
}

static unsigned date_source(const struct search *s, size_t node,
                            struct ir_text property, bool own)
{
    if (own && has_word(property, "datePublished"))
        return SOURCE_PROPERTY;
    if (own && s->page->nodes[node].tag == TAG_TIME)
        return SOURCE_MARK;
    return search_near(s, node) || node < s->heading ? SOURCE_SHOWN
                                                     : SOURCE_NEAR;
}

/* What an element says by its attributes. */
static void look_at(struct search *s, size_t node)
{
    enum page_tag tag = s->page->nodes[node].tag;
    unsigned hints = s->hints[node];
    struct ir_text property = TEXT("");
    bool begun = node >= s->begin, timed, own, author, date, link, byline;

    timed = tag == TAG_TIME || page_attr(s->page, node, ATTR_DATETIME).size ||
            page_attr(s->page, node, ATTR_TITLE).size;
    if (!(hints & (HINT_BYLINE | HINT_DATE)) && !timed && tag != TAG_A)
        return;
    if (hints & (HINT_BYLINE | HINT_DATE))
        property = page_attr(s->page, node, ATTR_ITEMPROP);
    author = has_word(property, "author");
    link = tag == TAG_A && is_author_link(s, node);
    byline = (hints & HINT_BYLINE) && begun;
    date = s->heading &&
           ((begun && (timed || (hints & HINT_DATE))) || is_above(s, node));
    date |= has_word(property, "datePublished");
    if (!(author || link || byline || date) || --s->tries < 0)
        return;
    own = search_own(s, node);
    if (date && (own || property.size))
        add_time(s, node, date_source(s, node, property, own));
    else if (date && search_beside_title(s, node))
        add_time(s, node, SOURCE_NEAR);
    if (!own && !author && !(byline && search_beside_title(s, node)))
        return;
    if (author)
        add_author(s, node, own ? SOURCE_PROPERTY : SOURCE_SHOWN);
    else if (link)
        add_author(s, node, link_source(s, node));
    else if (byline) {
        struct buf line = BUF_INIT;

        add_author(s, node, SOURCE_SHOWN);
        says_dates(s, SOURCE_SHOWN, short_text(s, node, &line));
        buf_free(&line);
    }
}

/* The element around the title that may also have a byline above it. */
static size_t begin_of(const struct page *page, size_t heading)
{
    static const uint64_t around = PAGE_BIT(TAG_ARTICLE) | PAGE_BIT(TAG_HEADER);

    for (size_t i = heading; i; i = page->nodes[i].parent)
        if (PAGE_BIT(page->nodes[i].tag) & around)
            return i;
    return heading;
}

void page_shown(const struct page *page, const unsigned *hints, size_t heading,
                struct ir_text title, struct candidates *c)
{
    struct search s = {.page = page,
                       .hints = hints,
                       .found = c,
                       .title = title,
                       .heading = heading,
                       .begin = begin_of(page, heading),
                       .dated = page_date_known(c),
                       .name = BUF_INIT,
                       .tries = TRIES_MAX};

    for (size_t i = 0; i < page->count && s.tries > 0; i++) {
        const struct page_node *n = &page->nodes[i];

        if (n->tag == TAG_TEXT)
            says(&s, i);
        else if (n->attrs_count && n->tag != TAG_META && n->tag != TAG_LINK)
            look_at(&s, i);
        else if (n->tag == TAG_TIME)
            look_at(&s, i);
    }
    buf_free(&s.name);
}
