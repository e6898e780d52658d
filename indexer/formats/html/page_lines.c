/* The text of a page, or of a part of it, as lines. */
#include "indexer/formats/html/page_lines.h"

#include <ctype.h>
#include <strings.h>

struct lines {
    struct buf *out;
    size_t start; /* of what we add, in out */
    char pending; /* '\n', '\t', ' ' or none, before the next letter */
    bool one;     /* all on one line */
    bool apart;   /* a blank between any two elements */
};

static bool has(struct ir_text style, const char *what)
{
    return style.size && memmem(style.data, style.size, what, strlen(what));
}

/* The id of a box that React streams: "S:" and a number in hexadecimal. */
static bool is_streamed(struct ir_text id)
{
    if (id.size < 3 || id.data[0] != 'S' || id.data[1] != ':')
        return false;
    for (size_t i = 2; i < id.size; i++)
        if (!isxdigit((unsigned char)id.data[i]))
            return false;
    return true;
}

bool page_hidden(const struct page *page, size_t node)
{
    static const uint64_t whole = PAGE_BIT(TAG_HTML) | PAGE_BIT(TAG_BODY);
    struct ir_text style = page_attr(page, node, ATTR_STYLE);
    struct ir_text mark = page_attr(page, node, ATTR_HIDDEN);

    if ((PAGE_BIT(page->nodes[node].tag) & whole) ||
        (page->nodes[node].marks & PAGE_SHOWN))
        return false;
    if (mark.size && (mark.size != 5 || strncasecmp(mark.data, "false", 5)))
        return !is_streamed(page_attr(page, node, ATTR_ID));
    return has(style, "display:none") || has(style, "display: none") ||
           has(style, "visibility:hidden");
}

bool page_silent(const struct page *page, size_t node)
{
    static const uint64_t silent = PAGE_BIT(TAG_SCRIPT) | PAGE_BIT(TAG_SILENT) |
                                   PAGE_BIT(TAG_TITLE) | PAGE_BIT(TAG_NOSCRIPT);

    return PAGE_BIT(page->nodes[node].tag) & silent ||
           (page->nodes[node].attrs_count && page_hidden(page, node));
}

bool page_breaks(enum page_tag tag)
{
    static const uint64_t flowing =
        PAGE_BIT(TAG_NONE) | PAGE_BIT(TAG_TEXT) | PAGE_BIT(TAG_A) |
        PAGE_BIT(TAG_EMPHASIS) | PAGE_BIT(TAG_TIME) | PAGE_BIT(TAG_IMG) |
        PAGE_BIT(TAG_CELL) | PAGE_BIT(TAG_BUTTON) | PAGE_BIT(TAG_SCRIPT) |
        PAGE_BIT(TAG_SILENT) | PAGE_BIT(TAG_NOSCRIPT);

    return !(PAGE_BIT(tag) & flowing);
}

static void pend(struct lines *l, char what)
{
    static const char order[] = " \t\n";
    const char *old = l->pending ? strchr(order, l->pending) : order;

    if (l->one)
        what = ' ';
    if (strchr(order, what) >= old)
        l->pending = what;
}

/* U+00A0 and the other wide or odd spaces, by their UTF-8. */
static size_t space(struct ir_text t, size_t at)
{
    unsigned char c = (unsigned char)t.data[at];

    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if (c == 0xc2 && at + 1 < t.size && (unsigned char)t.data[at + 1] == 0xa0)
        return 2;
    return 0;
}

static void add_text(struct lines *l, struct ir_text t)
{
    size_t from = 0;

    for (size_t at = 0; at <= t.size; at++) {
        size_t blank = at < t.size ? space(t, at) : 1;

        if (!blank)
            continue;
        if (at > from) {
            if (l->pending && l->out->size > l->start)
                buf_addc(l->out, l->pending);
            l->pending = '\0';
            buf_add(l->out, t.data + from, at - from);
        }
        if (at < t.size)
            pend(l, ' ');
        at += blank - 1;
        from = at + 1;
    }
}

static void add_lines(struct lines *l, struct ir_text t)
{
    while (t.size) {
        const char *end = text_find(t, '\n');
        size_t size = end ? (size_t)(end - t.data) : t.size;

        add_text(l, (struct ir_text){t.data, size});
        if (!end)
            return;
        pend(l, '\n');
        t.data += size + 1;
        t.size -= size + 1;
    }
}

/* Between where two nodes begin: do lines end on the way? */
static void leave(struct lines *l, const struct page *page, size_t from,
                  size_t to, size_t top)
{
    for (size_t i = from; i != top && page->nodes[i].end <= to;
         i = page->nodes[i].parent)
        if (page_breaks(page->nodes[i].tag))
            pend(l, '\n');
        else if (page->nodes[i].tag == TAG_CELL)
            pend(l, '\t');
        else if (l->apart)
            pend(l, ' ');
}

static void walk(struct lines *l, const struct page *page, size_t top)
{
    size_t end = page->nodes[top].end, pre = 0, next;

    for (size_t i = top; i < end; i = next) {
        const struct page_node *n = &page->nodes[i];

        next = i + 1;
        if (i != top && ((n->marks & PAGE_DROPPED) || page_silent(page, i))) {
            next = n->end;
            if (page_breaks(n->tag))
                pend(l, '\n');
        } else if (n->tag == TAG_TEXT && i < pre)
            add_lines(l, page_bytes(page, i));
        else if (n->tag == TAG_TEXT)
            add_text(l, page_bytes(page, i));
        else if (page_breaks(n->tag))
            pend(l, '\n');
        else if (l->apart)
            pend(l, ' ');
        if (n->tag == TAG_PRE && n->end > pre)
            pre = n->end;
        leave(l, page, i, next, top);
    }
}

void page_lines(const struct page *page, size_t node, struct buf *out)
{
    struct lines l = {out, out->size, '\0', false, false};

    walk(&l, page, node);
}

void page_line(const struct page *page, size_t node, struct buf *out)
{
    struct lines l = {out, out->size, '\0', true, false};

    walk(&l, page, node);
}

void page_lines_apart(const struct page *page, size_t node, struct buf *out)
{
    struct lines l = {out, out->size, '\0', false, true};

    walk(&l, page, node);
}
