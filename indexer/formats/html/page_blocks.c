/* The text of a page as blocks. */
#include "indexer/formats/html/page_blocks.h"
#include "indexer/formats/html/page_lines.h"

#include <stdlib.h>

enum {
    PROSE = 80, /* bytes of a paragraph that needs no other sign */
    SHORT_PROSE = 25,
    TITLE_WORDS = 4, /* a link with fewer is a name */
};
/* A block with a larger share of links is hardly more than that. */
static const double ALL_LINKED = 0.6;

struct finder {
    const struct page *page;
    struct page_blocks *out;
    uint32_t *home;  /* of each node: the element that begins its line */
    uint32_t linked; /* the node behind the link that is open */
    bool broken;     /* a line ended since the last text */
};

static void count(struct page_block *b, struct ir_text t, bool linked)
{
    uint32_t bytes = 0;
    bool space = true;
    char last = '\0';

    for (size_t i = 0; i < t.size; i++) {
        char c = t.data[i];
        bool blank = byte_in(c, BYTES_SPACE);

        /* Ideographs and kana stand for words. */
        b->words += !blank && (space || (unsigned char)c >= 0xe3);
        bytes += !blank;
        space = blank;
        last = blank ? last : c;
    }
    b->bytes += bytes;
    if (linked)
        b->links += bytes;
    /* The last byte of a UTF-8 quote, ellipsis or wide full stop as well. */
    if (last && (b->stops || !strchr("\"')", last)))
        b->stops = strchr(".!?:;", last) || last == (char)0x9d ||
                   last == (char)0xa6 || last == (char)0x82 ||
                   (b->stops && strchr("\"')", last));
}

static bool same_block(const struct finder *f, const struct page_block *last,
                       size_t node)
{
    return last && !f->broken && last->home == f->home[node];
}

static void add_text(struct finder *f, size_t node)
{
    struct page_blocks *out = f->out;
    struct page_block *b = out->count ? &out->items[out->count - 1] : NULL;
    struct page_block one = {0};

    one.first = (uint32_t)node;
    one.home = f->home[node];
    count(&one, page_bytes(f->page, node), node < f->linked);
    if (!one.bytes)
        return;
    out->bytes[node] = one.bytes;
    out->links[node] = one.links;
    if (!same_block(f, b, node)) {
        out->items =
            xgrow(out->items, out->count, &out->room, sizeof(*out->items));
        b = &out->items[out->count++];
        *b = one;
    } else {
        b->bytes += one.bytes;
        b->links += one.links;
        b->words += one.words;
        b->stops = one.stops;
    }
    b->end = (uint32_t)node + 1;
    f->broken = false;
}

static void find(struct finder *f)
{
    const struct page *page = f->page;
    size_t next;

    for (size_t i = 0; i < page->count; i = next) {
        const struct page_node *n = &page->nodes[i];

        next = i + 1;
        if ((n->marks & PAGE_DROPPED) || (i && page_silent(page, i))) {
            f->broken |= page_breaks(n->tag);
            next = n->end;
            continue;
        }
        f->home[i] = f->home[n->parent];
        if (n->tag == TAG_TEXT) {
            add_text(f, i);
            continue;
        }
        if (page_breaks(n->tag)) {
            f->home[i] = (uint32_t)i;
            f->broken = true;
        }
        if (n->tag == TAG_A && n->end > f->linked)
            f->linked = n->end;
    }
}

uint32_t page_block_good(const struct page *page, const struct page_block *b)
{
    enum page_tag tag = page->nodes[b->home].tag;
    double linked = b->bytes ? (double)b->links / b->bytes : 1;

    if (tag == TAG_HEADING || tag == TAG_H1)
        return 0;
    if (b->bytes >= PROSE && linked < 0.33)
        return b->bytes - b->links;
    if (b->bytes >= SHORT_PROSE && linked < 0.2 && b->stops)
        return (b->bytes - b->links) / 2;
    return 0;
}

bool page_block_linked(const struct page_block *b)
{
    return b->links > ALL_LINKED * b->bytes;
}

/* Make of counts at nodes the counts before nodes. */
static void sum_up(const struct page *page, struct page_blocks *b)
{
    uint32_t bytes = 0, links = 0, titles = 0;
    uint64_t good = 0;

    for (size_t i = 0; i <= page->count; i++) {
        uint32_t here = b->bytes[i], link = b->links[i];
        uint32_t title = b->titles[i];
        uint64_t prose = b->good[i];

        b->bytes[i] = bytes;
        b->links[i] = links;
        b->good[i] = good;
        b->titles[i] = titles;
        bytes += here;
        links += link;
        good += prose;
        titles += title;
    }
}

void page_blocks_find(struct page_blocks *b, const struct page *page)
{
    struct finder f = {page, b, NULL, 0, true};

    page_blocks_free(b);
    f.home = xcalloc(page->count + 1, sizeof(*f.home));
    b->good = xcalloc(page->count + 1, sizeof(*b->good));
    b->bytes = xcalloc(page->count + 1, sizeof(*b->bytes));
    b->links = xcalloc(page->count + 1, sizeof(*b->links));
    b->titles = xcalloc(page->count + 1, sizeof(*b->titles));
    find(&f);
    for (size_t i = 0; i < b->count; i++) {
        const struct page_block *block = &b->items[i];

        b->good[block->first] = page_block_good(page, block);
        b->titles[block->first] =
            block->words >= TITLE_WORDS && page_block_linked(block);
    }
    sum_up(page, b);
    free(f.home);
}

void page_blocks_free(struct page_blocks *b)
{
    free(b->items);
    free(b->good);
    free(b->bytes);
    free(b->links);
    free(b->titles);
    memset(b, 0, sizeof(*b));
}

uint64_t page_good(const struct page *page, const struct page_blocks *b,
                   size_t node)
{
    return b->good[page->nodes[node].end] - b->good[node];
}

uint32_t page_size(const struct page *page, const struct page_blocks *b,
                   size_t node)
{
    return b->bytes[page->nodes[node].end] - b->bytes[node];
}

double page_linked(const struct page *page, const struct page_blocks *b,
                   size_t node)
{
    uint32_t bytes = page_size(page, b, node);
    uint32_t links = b->links[page->nodes[node].end] - b->links[node];

    return bytes ? (double)links / bytes : 1;
}

uint32_t page_titles(const struct page *page, const struct page_blocks *b,
                     size_t node)
{
    return b->titles[page->nodes[node].end] - b->titles[node];
}
