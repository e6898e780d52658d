/* An HTML page as a flat tree, from libxml2's events. */
#include "indexer/formats/html/page.h"
#include "indexer/formats/html/page_names.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <strings.h>

enum {
    FAULT_WORK = 100, /* work counted for an error callback */
    SEEN = 64         /* names kept */
};

/* libxml2 has each name once, so that its address tells which it is. */
struct seen {
    struct {
        const xmlChar *name;
        int value;
    } items[SEEN];
};

struct builder {
    struct page *page;
    struct problem *problem;
    htmlParserCtxtPtr parser;
    size_t depth;
    uint64_t work;
    size_t scripts; /* bytes of them kept */
    struct seen tags, attrs;
    enum ir_status status;
    uint32_t open[PAGE_DEPTH_MAX]; /* nodes that are not closed yet */
};

static int seen_value(struct seen *seen, const xmlChar *name,
                      int (*find)(const char *name))
{
    size_t i = (size_t)((uintptr_t)name / sizeof(void *) % SEEN);

    if (seen->items[i].name != name) {
        seen->items[i].value = find((const char *)name);
        seen->items[i].name = name;
    }
    return seen->items[i].value;
}

static void give_up(struct builder *b, const char *what, uint64_t limit)
{
    char count[32];

    if (b->status != IR_OK)
        return;
    b->status = problem_set(b->problem, IR_LIMIT, "markup", "%s: at most %s",
                            what, count_words(count, limit));
    if (b->parser)
        xmlStopParser(b->parser);
}

/* libxml2 looks through the open elements for most tags and most faults. */
static bool may_go_on(struct builder *b)
{
    b->work += b->depth + 1;
    if (b->work > PAGE_WORK_MAX)
        give_up(b, "too many tags and errors", PAGE_WORK_MAX);
    return b->status == IR_OK;
}

static struct page_node *add_node(struct builder *b, enum page_tag tag)
{
    struct page *page = b->page;
    struct page_node *node;

    if (page->count == PAGE_NODES_MAX) {
        give_up(b, "too many elements", PAGE_NODES_MAX);
        return NULL;
    }
    page->nodes = xgrow(page->nodes, page->count, &page->room, sizeof(*node));
    node = &page->nodes[page->count++];
    memset(node, 0, sizeof(*node));
    node->tag = (uint8_t)tag;
    node->parent = b->depth ? b->open[b->depth - 1] : 0;
    node->attrs = (uint32_t)page->attrs_count;
    node->text = (uint32_t)page->text.size;
    node->end = (uint32_t)page->count;
    return node;
}

static void add_attr(struct page *page, struct page_node *node,
                     enum page_attr attr, struct ir_text value)
{
    struct page_value *to;

    if (value.size > PAGE_VALUE_MAX)
        value.size = PAGE_VALUE_MAX;
    if (page->values.size + value.size > PAGE_VALUES_MAX ||
        node->attrs_count == UINT16_MAX)
        return;
    page->attrs =
        xgrow(page->attrs, page->attrs_count, &page->attrs_room, sizeof(*to));
    to = &page->attrs[page->attrs_count++];
    to->attr = attr;
    to->at = (uint32_t)page->values.size;
    to->size = (uint32_t)value.size;
    buf_addt(&page->values, value);
    node->attrs_count++;
}

/* Of titles only those of "1 hour ago" are wanted: a date. */
static bool is_wanted(int attr, const xmlChar *value)
{
    return attr != ATTRS &&
           (attr != ATTR_TITLE ||
            (value && isdigit(value[0]) && strlen((const char *)value) >= 8));
}

/* A template that a browser shows: the shadow tree of its parent. */
static bool is_shadow(const xmlChar **pairs)
{
    for (; pairs && *pairs; pairs += 2)
        if (!strcasecmp((const char *)pairs[0], "shadowrootmode"))
            return true;
    return false;
}

static void on_start(void *data, const xmlChar *name, const xmlChar **pairs)
{
    struct builder *b = data;
    struct page_node *node;

    if (!may_go_on(b))
        return;
    if (b->depth == PAGE_DEPTH_MAX) {
        give_up(b, "elements nested too deep", PAGE_DEPTH_MAX);
        return;
    }
    node = add_node(b, (enum page_tag)seen_value(&b->tags, name, page_tag_of));
    if (!node)
        return;
    if (node->tag == TAG_SILENT && is_shadow(pairs))
        node->tag = TAG_DIV;
    for (; pairs && *pairs; pairs += 2) {
        int attr = seen_value(&b->attrs, pairs[0], page_attr_of);

        if (is_wanted(attr, pairs[1]))
            add_attr(b->page, node, (enum page_attr)attr,
                     text_of(pairs[1] ? (const char *)pairs[1] : "true"));
    }
    b->open[b->depth++] = (uint32_t)(node - b->page->nodes);
}

static void on_end(void *data, const xmlChar *name)
{
    struct builder *b = data;

    (void)name;
    if (!may_go_on(b) || b->depth < 2)
        return;
    b->depth--;
    b->page->nodes[b->open[b->depth]].end = (uint32_t)b->page->count;
}

static void on_text(void *data, const xmlChar *text, int size)
{
    struct builder *b = data;
    struct page *page = b->page;
    struct page_node *last = &page->nodes[page->count - 1];

    if (b->status != IR_OK || size <= 0)
        return;
    if (page->text.size + (size_t)size > PAGE_TEXT_MAX) {
        give_up(b, "too much text in bytes", PAGE_TEXT_MAX);
        return;
    }
    if (last->tag != TAG_TEXT || last->parent != b->open[b->depth - 1])
        last = add_node(b, TAG_TEXT);
    if (!last)
        return;
    buf_add(&page->text, text, (size_t)size);
    last->size += (uint32_t)size;
}

static bool is_json(const struct page *page, size_t node)
{
    static const char json[] = "application/ld+json";
    struct ir_text type = page_attr(page, node, ATTR_TYPE);

    return type.size >= sizeof(json) - 1 &&
           !memcmp(type.data, json, sizeof(json) - 1);
}

/* What is in scripts and styles: of these only JSON-LD is kept. */
static void on_script(void *data, const xmlChar *text, int size)
{
    struct builder *b = data;
    uint32_t at = b->open[b->depth - 1];
    struct page_node *node = &b->page->nodes[at];

    if (b->status != IR_OK || size <= 0 || node->tag != TAG_SCRIPT ||
        b->scripts + (size_t)size > PAGE_SCRIPT_MAX || !is_json(b->page, at))
        return;
    if (!node->size)
        node->text = (uint32_t)b->page->text.size;
    buf_add(&b->page->text, text, (size_t)size);
    node->size += (uint32_t)size;
    b->scripts += (size_t)size;
}

static void on_fault(void *data, xmlErrorPtr error)
{
    struct builder *b = data;

    (void)error;
    b->work += FAULT_WORK;
    if (may_go_on(b) && xmlDictGetUsage(b->parser->dict) > PAGE_NAMES_MAX)
        give_up(b, "too many names of elements and attributes in bytes",
                PAGE_NAMES_MAX);
}

/* An input without a buffer: the bytes are neither copied nor moved. */
static htmlParserCtxtPtr new_parser(struct ir_text html)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    xmlParserInputPtr input = parser ? xmlNewInputStream(parser) : NULL;

    if (input) {
        input->base = input->cur = (const xmlChar *)html.data;
        input->end = input->base + html.size;
        input->length = (int)html.size;
        if (inputPush(parser, input) >= 0)
            return parser;
    }
    if (parser)
        htmlFreeParserCtxt(parser);
    return NULL;
}

static void run(struct builder *b, htmlParserCtxtPtr parser)
{
    htmlSAXHandler *sax = parser->sax;

    memset(sax, 0, sizeof(*sax));
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElement = on_start;
    sax->endElement = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_script;
    sax->serror = on_fault;
    parser->userData = b;
    parser->charset = XML_CHAR_ENCODING_UTF8;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
                                   HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
    xmlDictSetLimit(parser->dict, PAGE_NAMES_MAX);
    htmlParseDocument(parser);
}

/* Where the next comment begins, at or after at; NULL if there is none.  A page
 * has few "!". */
static const char *next_comment(const char *at, const char *end)
{
    while (at < end && (at = memchr(at, '!', (size_t)(end - at)))) {
        if (end - at >= 3 && at[-1] == '<' && at[1] == '-' && at[2] == '-')
            return at - 1;
        at++;
    }
    return NULL;
}

/* libxml2 keeps a comment that nobody wants, more than once. */
static bool comments_fit(struct ir_text html)
{
    const char *end = html.data + html.size, *at = html.data, *close;

    if (html.size && *at == '!')
        at++;
    while ((at = next_comment(at, end))) {
        close = memmem(at, (size_t)(end - at), "-->", 3);
        if ((size_t)((close ? close : end) - at) > PAGE_COMMENT_MAX)
            return false;
        if (!close)
            return true;
        at = close + 3;
    }
    return true;
}

enum ir_status page_read(struct page *page, struct ir_text html,
                         struct problem *p)
{
    struct builder *b = xmalloc(sizeof(*b));
    htmlParserCtxtPtr parser = new_parser(html);
    enum ir_status status;

    /* Most are read for a line or two of HTML. */
    memset(b, 0, offsetof(struct builder, open));
    b->page = page;
    b->problem = p;
    b->parser = parser;
    add_node(b, TAG_NONE);
    b->open[b->depth++] = 0;
    if (!comments_fit(html))
        give_up(b, "comment too long in bytes", PAGE_COMMENT_MAX);
    else if (parser)
        run(b, parser);
    else
        b->status = problem_set(p, IR_IO, "markup", "no memory for a parser");
    for (size_t i = 0; i < b->depth; i++)
        page->nodes[b->open[i]].end = (uint32_t)page->count;
    if (parser)
        htmlFreeParserCtxt(parser);
    status = b->status;
    free(b);
    return status;
}

void page_free(struct page *page)
{
    free(page->nodes);
    free(page->attrs);
    buf_free(&page->text);
    buf_free(&page->values);
    memset(page, 0, sizeof(*page));
    page->text.data = page->values.data = buf_empty;
}
