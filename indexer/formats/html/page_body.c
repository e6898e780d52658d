/* Which part of a page is its article. */
#include "indexer/formats/html/page_body.h"
#include "indexer/formats/html/page_clutter.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/formats/html/page_phrases.h"
#include "indexer/formats/html/page_reference.h"
#include "indexer/formats/html/page_top.h"

#include <stdlib.h>

/* A list with more than this share in links is left out. */
static const double LIST_LINKED = 0.5;
/* Shares of words that are in the reference body, or of it that is shown: of a
 * line, of the box, of the page. */
static const double REFERENCE_LINE = 0.5, REFERENCE_COMPLETE = 0.6,
                    REFERENCE_AGREES = 0.7, REFERENCE_ABSENT = 0.3;
enum {
    REFERENCE_SHORT = 12, /* words: a shorter line may have none of it */
    LABEL = 60,           /* bytes of a label before a link, with its colon */
    NOTHING = 80,         /* bytes of prose: fewer are no article */
    SOMETHING = 200       /* and these are one */
};

struct body {
    struct page *page;
    struct page_blocks blocks;
    const unsigned *hints;
    size_t top;      /* the node of the article */
    struct buf line; /* scratch */
};

static bool is(const struct body *b, size_t node, uint64_t tags)
{
    return PAGE_BIT(b->page->nodes[node].tag) & tags;
}

static const uint64_t headings = PAGE_BIT(TAG_HEADING) | PAGE_BIT(TAG_H1);

static struct ir_text block_line(struct body *b, const struct page_block *block)
{
    buf_clear(&b->line);
    for (size_t i = block->first; i < block->end; i++)
        if (b->page->nodes[i].tag == TAG_TEXT)
            buf_addt(&b->line, page_bytes(b->page, i));
    return buf_text(&b->line);
}

static bool inside(const struct body *b, const struct page_block *block)
{
    return block->first >= b->top && block->first < b->page->nodes[b->top].end;
}

static bool is_heading(const struct body *b, const struct page_block *block)
{
    return is(b, block->home, headings);
}

/* The outermost list around a block, or 0. */
static size_t list_of(const struct body *b, const struct page_block *block)
{
    size_t list = 0;

    for (size_t i = block->home; i != b->top && i; i = b->page->nodes[i].parent)
        if (is(b, i, PAGE_BIT(TAG_LIST) | PAGE_BIT(TAG_TABLE)))
            list = i;
    return list;
}

/* One of several links, each on its own line: headlines of other articles. */
static bool among_links(const struct body *b, size_t i)
{
    const struct page_block *items = b->blocks.items;

    return (i && page_block_linked(&items[i - 1])) ||
           (i + 1 < b->blocks.count && page_block_linked(&items[i + 1]));
}

/* "Related: Ferry closed" */
static bool has_label(struct ir_text line)
{
    const char *colon =
        memchr(line.data, ':', line.size < LABEL ? line.size : LABEL);

    return colon && colon + 1 < line.data + line.size && colon[1] == ' ';
}

static bool wanted(struct body *b, size_t i)
{
    const struct page_block *block = &b->blocks.items[i];
    struct ir_text line;
    size_t list;

    if (!inside(b, block))
        return false;
    list = list_of(b, block);
    if (list)
        return page_linked(b->page, &b->blocks, list) <= LIST_LINKED;
    if (is_heading(b, block))
        return true;
    line = text_trim_start(block_line(b, block), BYTES_BLANK);
    if (page_block_linked(block) && (!is(b, block->home, PAGE_BIT(TAG_P)) ||
                                     among_links(b, i) || has_label(line)))
        return false;
    return !page_line_is_clutter(line);
}

static bool good(const struct body *b, size_t i)
{
    return b->blocks.items[i].keep &&
           page_block_good(b->page, &b->blocks.items[i]);
}

/* Outside the prose, keep only blocks in the same kind of element beside it. */
static void trim_line(struct body *b, size_t i, size_t beside)
{
    const struct page_node *nodes = b->page->nodes;
    struct page_block *block = &b->blocks.items[i];
    size_t home = block->home, other = b->blocks.items[beside].home;

    if (is(b, home, PAGE_BIT(TAG_H1))) /* the title again */
        block->keep = false;
    if (nodes[home].parent == nodes[other].parent &&
        nodes[home].tag == nodes[other].tag)
        return;
    if (home == other || list_of(b, block))
        return;
    block->keep &= block->stops && block->words > 3;
}

/* An article often begins and ends with names, dates and tags. */
static void trim_ends(struct body *b)
{
    size_t first = 0, end = b->blocks.count;

    while (first < end && !good(b, first))
        first++;
    while (end > first && !good(b, end - 1))
        end--;
    if (first == end)
        return;
    for (size_t i = 0; i < first; i++)
        if (!is(b, b->blocks.items[i].home, PAGE_BIT(TAG_HEADING)) ||
            i + 1 < first)
            trim_line(b, i, first);
    for (size_t i = end; i < b->blocks.count; i++)
        trim_line(b, i, end - 1);
}

/* A heading speaks of what comes after it, in the same box. */
static void drop_idle_headings(struct body *b)
{
    const struct page_node *nodes = b->page->nodes;
    struct page_block *items = b->blocks.items;
    size_t next = b->blocks.count; /* that is kept */
    bool follows = false;          /* and is no heading */

    for (size_t i = b->blocks.count; i-- > 0;) {
        size_t box = nodes[items[i].home].parent;

        if (!items[i].keep)
            continue;
        if (!is_heading(b, &items[i]))
            follows = true;
        else if (!follows ||
                 (box > b->top && items[next].first >= nodes[box].end))
            items[i].keep = false;
        if (items[i].keep)
            next = i;
    }
}

static void choose(struct body *b)
{
    for (size_t i = 0; i < b->blocks.count; i++)
        b->blocks.items[i].keep = wanted(b, i);
    trim_ends(b);
    drop_idle_headings(b);
}

/* If nothing reads like an article, keep everything that is not clutter. */
static void keep_something(struct body *b)
{
    for (size_t i = 0; i < b->blocks.count; i++)
        if (b->blocks.items[i].keep)
            return;
    for (size_t i = 0; i < b->blocks.count; i++)
        b->blocks.items[i].keep = true;
}

/*
 * Choose by the reference body, if it agrees with what the page shows.  True if
 * the page shows next to nothing of it.
 */
static bool choose_told(struct body *b, const struct reference *reference)
{
    uint64_t good = 0, good_told = 0;
    size_t all_known = 0, first = b->blocks.count, last = 0;
    struct page_block *items = b->blocks.items;
    bool *matches = xcalloc(b->blocks.count + 1, sizeof(*matches));
    bool agrees;

    for (size_t i = 0; i < b->blocks.count; i++) {
        size_t runs, known;
        uint32_t prose = page_block_good(b->page, &items[i]);

        reference_count(reference, block_line(b, &items[i]), &runs, &known);
        matches[i] = runs && (double)known >= REFERENCE_LINE * (double)runs;
        if (inside(b, &items[i]))
            good += prose;
        if (!matches[i])
            continue;
        all_known += known;
        good_told += inside(b, &items[i]) ? prose : 0;
        first = first == b->blocks.count ? i : first;
        last = i;
    }
    agrees = (double)all_known >=
                 REFERENCE_AGREES * (double)reference_runs(reference) &&
             (double)good_told >= REFERENCE_COMPLETE * (double)good && good;
    for (size_t i = 0; agrees && i < b->blocks.count; i++)
        items[i].keep = matches[i] || items[i].lead ||
                        (items[i].keep && i > first && i < last &&
                         items[i].words < REFERENCE_SHORT);
    free(matches);
    return (double)all_known <
           REFERENCE_ABSENT * (double)reference_runs(reference);
}

static void write_lines(struct body *b, struct buf *out)
{
    for (size_t i = 0; i < b->page->count; i++)
        if (b->page->nodes[i].tag == TAG_TEXT)
            b->page->nodes[i].marks |= PAGE_DROPPED;
    for (size_t i = 0; i < b->blocks.count; i++) {
        const struct page_block *block = &b->blocks.items[i];

        for (size_t j = block->first; block->keep && j < block->end; j++)
            if (b->page->nodes[j].tag == TAG_TEXT)
                b->page->nodes[j].marks &= (uint8_t)~PAGE_DROPPED;
    }
    page_lines(b->page, 0, out);
}

/* Is it in what is around articles? */
static bool is_around(const struct body *b, size_t node)
{
    for (; node; node = b->page->nodes[node].parent)
        if (is(b, node, PAGE_BIT(TAG_FOOTER) | PAGE_BIT(TAG_NAV)))
            return true;
    return false;
}

/* The prose that is kept, and may be an article's. */
static uint64_t kept(const struct body *b)
{
    uint64_t good = 0;

    for (size_t i = 0; i < b->blocks.count; i++)
        if (b->blocks.items[i].keep && !is_around(b, b->blocks.items[i].home))
            good += page_block_good(b->page, &b->blocks.items[i]);
    return good;
}

/* Choose the blocks of the article; answers how much prose there was. */
static uint64_t extract(struct body *b, enum page_trust trust,
                        const struct page_told *told)
{
    uint64_t all;

    for (size_t i = 0; i < b->page->count; i++)
        b->page->nodes[i].marks &= (uint8_t)~PAGE_DROPPED;
    page_blocks_find(&b->blocks, b->page);
    all = page_good(b->page, &b->blocks, 0);
    page_clutter(b->page, &b->blocks, b->hints, trust);
    page_blocks_find(&b->blocks, b->page);
    b->top = page_top(b->page, &b->blocks, b->hints);
    choose(b);
    page_ends(b->page, &b->blocks, b->hints, told);
    return all;
}

/* Mark what is hidden as shown, or not; false if it is next to nothing. */
static bool show_hidden(struct body *b, bool shown)
{
    struct page_node *nodes = b->page->nodes;
    size_t bytes = 0, next;

    for (size_t i = 0; i < b->page->count; i = next) {
        next = i + 1;
        nodes[i].marks &= (uint8_t)~PAGE_SHOWN;
        if (!shown || !nodes[i].attrs_count || !page_hidden(b->page, i))
            continue;
        nodes[i].marks |= PAGE_SHOWN;
        for (next = i + 1; next < nodes[i].end; next++)
            bytes += nodes[next].tag == TAG_TEXT ? nodes[next].size : 0;
    }
    return bytes >= SOMETHING;
}

/*
 * Where nothing of an article is found, the words in its classes or its hidden
 * boxes may be misunderstood: try again without them.
 */
static void find_article(struct body *b, const struct page_told *told)
{
    uint64_t all = extract(b, TRUST_WORDS, told);

    if (kept(b) >= NOTHING)
        return;
    if (all >= SOMETHING) {
        extract(b, TRUST_TAGS, told);
        if (kept(b) >= SOMETHING)
            return;
    }
    if (show_hidden(b, true)) {
        extract(b, TRUST_WORDS, told);
        if (kept(b) >= SOMETHING)
            return;
    }
    show_hidden(b, false);
    extract(b, TRUST_WORDS, told);
}

void page_body(struct page *page, const unsigned *hints,
               const struct page_told *told, struct buf *out)
{
    struct body b = {.page = page, .hints = hints, .line = BUF_INIT};
    struct reference *known = reference_new(told->reference);
    bool absent;

    find_article(&b, told);
    keep_something(&b);
    absent = known && choose_told(&b, known);
    page_ends_title(page, &b.blocks, told->title);
    write_lines(&b, out);
    if (absent && out->size < told->reference.size / 2) {
        buf_clear(out);
        buf_addt(out, told->reference);
    }
    reference_free(known);
    buf_free(&b.line);
    page_blocks_free(&b.blocks);
}
