/*
 * page.h - an HTML page as a flat tree.
 *
 * libxml2 parses the markup; the tree is our own.  Nodes are in document order,
 * so that the descendants of a node follow it directly and every traversal is
 * a loop.  Nothing is fetched, and entities expand to single characters only.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_H
#define INDEXER_FORMATS_HTML_PAGE_H

#include "indexer/document/parsed.h"

/* Limits of a page.  Exceeding one is IR_LIMIT unless noted. */
enum {
    PAGE_DEPTH_MAX = 1000,     /* elements within elements */
    PAGE_NODES_MAX = 300000,   /* elements and texts */
    PAGE_TEXT_MAX = 8 << 20,   /* bytes of text */
    PAGE_WORK_MAX = 100000000, /* open elements visited, for all tags */
    PAGE_COMMENT_MAX = 4 << 20,
    PAGE_NAMES_MAX = 64 * 1024, /* bytes of different tags and attributes */
    PAGE_VALUE_MAX = 64 * 1024, /* bytes of an attribute; cut there */
    PAGE_VALUES_MAX = 4 << 20,  /* bytes of all attributes; more are dropped */
    PAGE_SCRIPT_MAX = 1024 * 1024 /* bytes of JSON-LD; more is dropped */
};

enum page_tag {
    TAG_NONE, /* any other element: its text is kept */
    TAG_TEXT,
    TAG_A,
    TAG_ARTICLE,
    TAG_ASIDE,
    TAG_BLOCKQUOTE,
    TAG_BODY,
    TAG_BR,
    TAG_BUTTON,
    TAG_CELL, /* td, th */
    TAG_DIV,
    TAG_EMPHASIS, /* b, strong */
    TAG_FIGCAPTION,
    TAG_FIGURE,
    TAG_FOOTER,
    TAG_FORM,
    TAG_HEAD,
    TAG_HEADER,
    TAG_HEADING, /* h2 to h6 */
    TAG_H1,
    TAG_HR,
    TAG_HTML,
    TAG_IMG,
    TAG_LI, /* also dt, dd */
    TAG_LINK,
    TAG_LIST, /* ul, ol, dl */
    TAG_MAIN,
    TAG_META,
    TAG_NAV,
    TAG_NOSCRIPT,
    TAG_P,
    TAG_PRE,
    TAG_ROW,
    TAG_SCRIPT,
    TAG_SECTION,
    TAG_SILENT, /* style, svg, select and others never shown */
    TAG_TABLE,
    TAG_TIME,
    TAG_TITLE,
};

#define PAGE_BIT(tag) (UINT64_C(1) << (tag)) /* for sets of tags */

enum page_attr {
    ATTR_CHARSET,
    ATTR_CLASS,
    ATTR_CONTENT,
    ATTR_DATETIME,
    ATTR_HIDDEN, /* also aria-hidden="true" */
    ATTR_HREF,
    ATTR_ID,
    ATTR_ITEMPROP,
    ATTR_ITEMTYPE,
    ATTR_LANG,
    ATTR_NAME,
    ATTR_PROPERTY,
    ATTR_REL,
    ATTR_ROLE,
    ATTR_STYLE,
    ATTR_TITLE, /* only one that begins with a year */
    ATTR_TYPE,
    ATTRS
};

struct page_node {
    uint32_t parent;      /* of the first node: itself */
    uint32_t end;         /* one past its last descendant */
    uint32_t text, size;  /* of a TAG_TEXT or a script: in page.text */
    uint32_t attrs;       /* the first of its attributes in page.attrs */
    uint16_t attrs_count; /* how many */
    uint8_t tag;          /* enum page_tag */
    uint8_t marks;        /* for the caller */
};

struct page_value {
    uint32_t at, size; /* in page.values */
    uint32_t attr;     /* enum page_attr */
};

struct page {
    struct page_node *nodes; /* the first is the root, of TAG_NONE */
    size_t count, room;
    struct page_value *attrs;
    size_t attrs_count, attrs_room;
    struct buf text, values;
};

#define PAGE_INIT                                  \
    {                                              \
        NULL, 0, 0, NULL, 0, 0, BUF_INIT, BUF_INIT \
    }

/*
 * Parse html into an empty page.  html is valid UTF-8 without NULs, except for
 * one directly after it.  IR_LIMIT: it exceeds a limit; page then has what came
 * before.
 */
enum ir_status page_read(struct page *page, struct ir_text html,
                         struct problem *p) IR_MUST_CHECK;
void page_free(struct page *page);

/* The value of an attribute of a node; empty if it has none. */
static inline struct ir_text page_attr(const struct page *page, size_t node,
                                       enum page_attr attr)
{
    const struct page_node *n = &page->nodes[node];

    for (size_t i = n->attrs; i < n->attrs + n->attrs_count; i++)
        if (page->attrs[i].attr == attr)
            return (struct ir_text){page->values.data + page->attrs[i].at,
                                    page->attrs[i].size};
    return TEXT("");
}

/* The bytes of a text or of a script. */
static inline struct ir_text page_bytes(const struct page *page, size_t node)
{
    const struct page_node *n = &page->nodes[node];

    return (struct ir_text){page->text.data + n->text, n->size};
}

#endif
