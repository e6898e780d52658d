/*
 * page.h - an HTML page as a flat tree.
 *
 * libxml2 reads the markup and the tree is ours: nodes lie in document order,
 * so what a node holds is the run of nodes behind it, and every walk is a
 * loop.  Nothing is fetched, no entity is expanded beyond its character.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_H
#define INDEXER_FORMATS_HTML_PAGE_H

#include "indexer/document/parsed.h"

/* What a page may ask for; over one of these it is IR_LIMIT. */
enum {
    PAGE_DEPTH_MAX = 1000,     /* elements within elements */
    PAGE_NODES_MAX = 300000,   /* elements and texts */
    PAGE_TEXT_MAX = 8 << 20,   /* bytes of text */
    PAGE_WORK_MAX = 100000000, /* open elements looked at, for all tags */
    PAGE_COMMENT_MAX = 4 << 20,
    PAGE_NAMES_MAX = 64 * 1024,   /* bytes of different tags and attributes */
    PAGE_VALUE_MAX = 64 * 1024,   /* bytes of an attribute; the rest is cut */
    PAGE_VALUES_MAX = 4 << 20,    /* bytes of all attributes; more are lost */
    PAGE_SCRIPT_MAX = 1024 * 1024 /* bytes of JSON-LD; more is lost */
};

enum page_tag {
    TAG_NONE, /* none that matters here: its text is text */
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
    TAG_SILENT, /* style, svg, select and all that is never read */
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
    ATTR_TYPE,
    ATTRS
};

struct page_node {
    uint32_t parent;      /* of the first node: itself */
    uint32_t end;         /* the node behind the last one that it holds */
    uint32_t text, size;  /* of a TAG_TEXT or a script: in page.text */
    uint32_t attrs;       /* the first of its attributes in page.attrs */
    uint16_t attrs_count; /* how many */
    uint8_t tag;          /* enum page_tag */
    uint8_t marks;        /* for those who walk the tree */
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
 * Read html, valid UTF-8 without NULs but for one behind it, into an empty page.  IR_LIMIT if it
 * asks for too much: then the page holds what came before.
 */
enum ir_status page_read(struct page *page, struct ir_text html,
                         struct problem *p) IR_MUST_CHECK;
void page_free(struct page *page);

/* An attribute of a node, or an empty text. */
struct ir_text page_attr(const struct page *page, size_t node,
                         enum page_attr attr);
/* The bytes of a text or of a script. */
struct ir_text page_bytes(const struct page *page, size_t node);

#endif
