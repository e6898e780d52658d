/* What a page shows of its authors and its date. */
#include "indexer/formats/html/page_shown.h"
#include "indexer/formats/html/page_dates.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_lines.h"

#include <ctype.h>
#include <strings.h>

enum {
    LINE_MAX_BYTES = 160, /* of a byline or a date */
    TRIES_MAX = 60,       /* elements looked at, per page */
    LINE_NODES = 12,      /* around a text, that may be in its line */
    NEAR_NODES = 80,      /* below the title */
    ABOVE_NODES = 12,     /* above it */
    GROUP_UP = 3          /* elements around the first author with the others */
};

struct search {
    const struct page *page;
    const unsigned *hints;
    struct candidates *found;
    size_t heading;          /* of the title, or 0 */
    size_t begin;            /* of the element around it */
    size_t group, group_end; /* the element around the last author */
    unsigned group_source, place;
    size_t next; /* nodes before it are in an author that is known */
    bool dated;  /* no line could tell the date better */
    int tries;
};

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

static bool is_near(const struct search *s, size_t node)
{
    return s->heading && node > s->heading && node < s->heading + NEAR_NODES;
}

/* Is this of the article, not of a comment or of another article? */
static bool is_own(const struct search *s, size_t node)
{
    static const uint64_t other = PAGE_BIT(TAG_NAV) | PAGE_BIT(TAG_ASIDE) |
                                  PAGE_BIT(TAG_FOOTER) | PAGE_BIT(TAG_LIST);
    static const uint64_t below_title =
        PAGE_BIT(TAG_LIST) | PAGE_BIT(TAG_FOOTER);
    const struct page_node *nodes = s->page->nodes;

    for (size_t i = node; i; i = nodes[i].parent) {
        uint64_t tag = PAGE_BIT(nodes[i].tag);

        if (tag & PAGE_BIT(TAG_BODY) ||
            (s->heading && i < s->heading && s->heading < nodes[i].end))
            return true;
        if ((tag & below_title) && is_near(s, node))
            continue;
        if ((tag & other) ||
            (s->hints[i] & (HINT_CLUTTER | HINT_COMMENTS | HINT_CONSENT)))
            return false;
    }
    return true;
}

/* Does its class make it a date just above the title?  The date of the day
 * stands in a header. */
static bool is_above(const struct search *s, size_t node)
{
    if (!(s->hints[node] & HINT_DATE) || node >= s->heading ||
        node + ABOVE_NODES < s->heading)
        return false;
    for (size_t i = node; i; i = s->page->nodes[i].parent)
        if (s->page->nodes[i].tag == TAG_HEADER)
            return s->heading < s->page->nodes[i].end;
    return true;
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
    page_lines(s->page, node, line);
    return line->size <= LINE_MAX_BYTES ? buf_text(line) : TEXT("");
}

/* An author may have a name among other things. */
static size_t name_of(const struct page *page, size_t node)
{
    for (size_t i = node + 1; i < page->nodes[node].end; i++)
        if (text_is(page_attr(page, i, ATTR_ITEMPROP), "name"))
            return i;
    return node;
}

static void add_date(struct search *s, unsigned source, struct ir_text line)
{
    struct ir_text date;

    if (!s->dated && page_date_in(line, &date))
        candidates_add(s->found, PARSED_DATE, source, date, true);
}

/*
 * Which place is this, by number?  Authors of one kind belong together if they
 * stand in one element, or are its like beside it.
 */
static unsigned place_of(struct search *s, size_t node, unsigned source)
{
    static const uint64_t most = PAGE_BIT(TAG_BODY) | PAGE_BIT(TAG_ARTICLE) |
                                 PAGE_BIT(TAG_MAIN) | PAGE_BIT(TAG_HTML);
    const struct page_node *nodes = s->page->nodes;
    size_t up = node;
    bool beside = nodes[node].parent == nodes[s->group].parent &&
                  nodes[node].tag == nodes[s->group].tag &&
                  node <= s->group_end + 1;

    if (s->group_source == source && (beside || node < s->group_end)) {
        if (s->group_end < nodes[node].end)
            s->group_end = nodes[node].end;
        return s->place;
    }
    for (int i = 0; i < GROUP_UP && up; i++)
        if (!(PAGE_BIT(nodes[nodes[up].parent].tag) & most))
            up = nodes[up].parent;
    s->group = up;
    s->group_end = nodes[up].end;
    s->group_source = source;
    return ++s->place;
}

static void add_byline(struct search *s, size_t node, unsigned source,
                       struct ir_text value)
{
    struct candidate *one =
        candidates_add(s->found, PARSED_BYLINE, source, value, true);

    if (one)
        one->place = place_of(s, node, source);
}

static void add_author(struct search *s, size_t node, unsigned source)
{
    struct ir_text value = page_attr(s->page, node, ATTR_CONTENT);
    struct buf line = BUF_INIT;

    if (!value.size)
        value = short_text(s, name_of(s->page, node), &line);
    if (node >= s->next && value.size) {
        add_byline(s, node, source, value);
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

    if (is_change(s, node))
        source = SOURCE_TEXT;
    if (!value.size)
        value = page_attr(s->page, node, ATTR_CONTENT);
    candidates_add(s->found, PARSED_DATE, source, value, true);
    add_date(s, source, short_text(s, node, &line));
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
           (is_near(s, node) &&
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
    return own && s->page->nodes[node].tag == TAG_TIME ? SOURCE_MARK
                                                       : SOURCE_SHOWN;
}

/* "By Ada Quill", without a class. */
static bool begins_byline(struct ir_text line)
{
    static const char *const labels[] = {
        "by ",   "by:",     "af ",     "author: ",    "autor: ",  "av ",
        "da ",   "di ",     "door ",   "oleh ",       "par ",     "penulis:",
        "por ",  "text: ",  "texte: ", "texto: ",     "testo: ",  "von ",
        "yazan", "words: ", "written", "reported by", "story by "};

    for (size_t i = 0; i < COUNT(labels); i++)
        if (line.size > strlen(labels[i]) &&
            !strncasecmp(line.data, labels[i], strlen(labels[i])))
            return true;
    return false;
}

/* Does no line end between two texts, the first before the second? */
static bool same_line(const struct page *page, size_t first, size_t second)
{
    for (size_t i = first + 1; i < second; i++)
        if (page_breaks((enum page_tag)page->nodes[i].tag))
            return false;
    for (size_t i = first; page->nodes[i].end <= second;
         i = page->nodes[i].parent)
        if (page_breaks((enum page_tag)page->nodes[i].tag))
            return false;
    return true;
}

/* The bytes of the line that a text is in, looking at most so far. */
static size_t line_bytes(const struct page *page, size_t node)
{
    size_t bytes = page->nodes[node].size, last = node;

    for (size_t i = node; i-- > 0 && i + LINE_NODES > node;)
        if (page->nodes[i].tag == TAG_TEXT) {
            if (!same_line(page, i, last))
                break;
            bytes += page->nodes[i].size;
            last = i;
        }
    last = node;
    for (size_t i = node + 1; i < page->count && i < node + LINE_NODES; i++)
        if (page->nodes[i].tag == TAG_TEXT) {
            if (!same_line(page, last, i))
                break;
            bytes += page->nodes[i].size;
            last = i;
        }
    return bytes;
}

/* A line of its own, not a part of a paragraph. */
static void look_at_text(struct search *s, size_t node)
{
    struct ir_text line;

    if (!is_near(s, node))
        return;
    line = text_trim(page_bytes(s->page, node), BYTES_SPACE);
    if (!line.size || line.size > LINE_MAX_BYTES || --s->tries < 0 ||
        !is_own(s, node) || line_bytes(s->page, node) > LINE_MAX_BYTES)
        return;
    add_date(s, SOURCE_TEXT, line);
    if (begins_byline(line))
        add_byline(s, node, SOURCE_TEXT, line);
}

/* What an element says by its attributes. */
static void look_at(struct search *s, size_t node)
{
    enum page_tag tag = s->page->nodes[node].tag;
    unsigned hints = s->hints[node];
    struct ir_text property = TEXT("");
    bool begun = node >= s->begin, own, author, date, link, byline;

    if (!(hints & (HINT_BYLINE | HINT_DATE)) && tag != TAG_TIME && tag != TAG_A)
        return;
    if (hints & (HINT_BYLINE | HINT_DATE))
        property = page_attr(s->page, node, ATTR_ITEMPROP);
    author = has_word(property, "author");
    link = tag == TAG_A && is_author_link(s, node);
    byline = (hints & HINT_BYLINE) && begun;
    date = s->heading && ((begun && (tag == TAG_TIME || (hints & HINT_DATE))) ||
                          is_above(s, node));
    date |= has_word(property, "datePublished");
    if (!(author || link || byline || date) || --s->tries < 0)
        return;
    own = is_own(s, node);
    if (date && (own || property.size))
        add_time(s, node, date_source(s, node, property, own));
    if (!own && !author)
        return;
    if (author)
        add_author(s, node, own ? SOURCE_PROPERTY : SOURCE_SHOWN);
    else if (link)
        add_author(s, node, link_source(s, node));
    else if (byline)
        add_author(s, node, SOURCE_SHOWN);
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
                struct candidates *c)
{
    struct search s = {.page = page,
                       .hints = hints,
                       .found = c,
                       .heading = heading,
                       .begin = begin_of(page, heading),
                       .dated = page_date_known(c),
                       .tries = TRIES_MAX};

    for (size_t i = 0; i < page->count && s.tries > 0; i++) {
        const struct page_node *n = &page->nodes[i];

        if (n->tag == TAG_TEXT)
            look_at_text(&s, i);
        else if (n->attrs_count && n->tag != TAG_META && n->tag != TAG_LINK)
            look_at(&s, i);
        else if (n->tag == TAG_TIME)
            look_at(&s, i);
    }
}
