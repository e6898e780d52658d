/* Which part of a page is its article. */
#include "indexer/formats/html/page_body.h"
#include "indexer/formats/html/page_clutter.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/formats/html/page_reference.h"

#include <stdlib.h>

/* An element is the article if it has this share of the page's prose, or this
 * multiple of another element's. */
static const double HINTED_LEAST = 0.4, /* its class or id says "article" */
    FIRST_LEAST = 0.15,                 /* it is the first of several */
    SAME = 0.95,                        /* it is inside the other */
    APART = 1.5;                        /* it is beside the other */
/* Descend into a child that has this share of its box's prose. */
static const double INTO = 0.8, INTO_HINTED = 0.9,
                    MAIN_CHILD = 0.5; /* if the rest is links */
/* A box, line or list with more than this share in links is left out. */
static const double PART_LINKED = 0.15, LINE_LINKED = 0.6, LIST_LINKED = 0.5;
/* Shares of words that are in the reference body, or of it that is shown: of a
 * line, of the box, of the page. */
static const double REFERENCE_LINE = 0.5, REFERENCE_COMPLETE = 0.6,
                    REFERENCE_AGREES = 0.7, REFERENCE_ABSENT = 0.3;
enum { REFERENCE_SHORT = 12 /* words: a shorter line may have none of it */ };

struct body {
    struct page *page;
    struct page_blocks blocks;
    unsigned char *hints;
    size_t top;      /* the node of the article */
    struct buf line; /* scratch */
};

static bool is(const struct body *b, size_t node, uint64_t tags)
{
    return PAGE_BIT(b->page->nodes[node].tag) & tags;
}

static const uint64_t boxes =
    PAGE_BIT(TAG_NONE) | PAGE_BIT(TAG_HTML) | PAGE_BIT(TAG_BODY) |
    PAGE_BIT(TAG_DIV) | PAGE_BIT(TAG_SECTION) | PAGE_BIT(TAG_ARTICLE) |
    PAGE_BIT(TAG_MAIN) | PAGE_BIT(TAG_FORM) | PAGE_BIT(TAG_TABLE) |
    PAGE_BIT(TAG_ROW) | PAGE_BIT(TAG_CELL);
static const uint64_t headings = PAGE_BIT(TAG_HEADING) | PAGE_BIT(TAG_H1);

/*
 * The child with most of the prose; *alone: what else has prose is a box full
 * of links, such as a list of other articles.
 */
static size_t best_child(const struct body *b, size_t node, uint64_t *most,
                         bool *alone)
{
    const struct page_node *nodes = b->page->nodes;
    size_t best = 0;

    *most = 0;
    *alone = true;
    for (size_t i = node + 1; i < nodes[node].end; i = nodes[i].end) {
        uint64_t good = page_good(b->page, &b->blocks, i);

        if (good > *most) {
            *most = good;
            best = i;
        }
    }
    for (size_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
        if (i != best && page_good(b->page, &b->blocks, i) &&
            (!is(b, i, boxes) ||
             page_linked(b->page, &b->blocks, i) < PART_LINKED))
            *alone = false;
    return best;
}

/* Down to where the paragraphs part. */
static size_t descend(const struct body *b, size_t node, double into,
                      bool hinted)
{
    for (;;) {
        double all = (double)page_good(b->page, &b->blocks, node);
        uint64_t most;
        bool alone;
        size_t child = best_child(b, node, &most, &alone);

        if (!most || !is(b, child, boxes))
            return node;
        if ((double)most < into * all &&
            (hinted || !alone || (double)most < MAIN_CHILD * all))
            return node;
        node = child;
    }
}

/* Is this another part of the page than found, not within it? */
static bool is_apart(const struct body *b, size_t found, size_t node)
{
    return found && node >= b->page->nodes[found].end;
}

/* The deepest element that is named as the article and has its prose. */
static size_t find_hinted(const struct body *b)
{
    double least = HINTED_LEAST * (double)page_good(b->page, &b->blocks, 0);
    double most = 0;
    size_t found = 0;

    for (size_t i = 1; i < b->page->count; i++) {
        bool article = is(b, i, PAGE_BIT(TAG_ARTICLE));
        double good;

        if (!is(b, i, boxes) || !(article || (b->hints[i] & HINT_BODY)))
            continue;
        good = (double)page_good(b->page, &b->blocks, i);
        if (good > 0 && good >= least &&
            good >= (is_apart(b, found, i) ? APART : SAME) * most) {
            found = i;
            most = good > most ? good : most;
        }
    }
    return found;
}

/* The first of several articles, each with its title; 0 if there are none. */
static size_t find_first(const struct body *b)
{
    double least = FIRST_LEAST * (double)page_good(b->page, &b->blocks, 0);
    size_t title = 0, first = 0, next;

    for (size_t i = 1; i < b->page->count; i = next) {
        next = i + 1;
        if (!is(b, i, PAGE_BIT(TAG_ARTICLE)) ||
            (double)page_good(b->page, &b->blocks, i) < least || least == 0)
            continue;
        if (title < i)
            title = i;
        while (title < b->page->count && !is(b, title, PAGE_BIT(TAG_H1)))
            title++;
        if (title >= b->page->nodes[i].end)
            continue;
        if (first)
            return first;
        first = i;
        next = b->page->nodes[i].end;
    }
    return 0;
}

static size_t find_top(const struct body *b)
{
    size_t first = find_first(b), hinted = first ? 0 : find_hinted(b);

    if (first)
        return descend(b, first, INTO, false);
    if (hinted)
        return descend(b, hinted, INTO_HINTED, true);
    return descend(b, 0, INTO, false);
}

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

static bool all_linked(const struct page_block *block)
{
    return block->links > LINE_LINKED * block->bytes;
}

/* One of several links, each on its own line: headlines of other articles. */
static bool among_links(const struct body *b, size_t i)
{
    const struct page_block *items = b->blocks.items;

    return (i && all_linked(&items[i - 1])) ||
           (i + 1 < b->blocks.count && all_linked(&items[i + 1]));
}

static bool wanted(struct body *b, size_t i)
{
    const struct page_block *block = &b->blocks.items[i];
    size_t list;

    if (!inside(b, block))
        return false;
    list = list_of(b, block);
    if (list)
        return page_linked(b->page, &b->blocks, list) <= LIST_LINKED;
    if (is_heading(b, block))
        return true;
    if (all_linked(block) &&
        (!is(b, block->home, PAGE_BIT(TAG_P)) || among_links(b, i)))
        return false;
    return !page_line_is_clutter(
        text_trim_start(block_line(b, block), BYTES_BLANK));
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
        items[i].keep = matches[i] || (items[i].keep && i > first && i < last &&
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

void page_body(struct page *page, struct ir_text reference, struct buf *out)
{
    struct body b = {.page = page, .line = BUF_INIT};
    struct reference *known = reference_new(reference);
    bool absent;

    b.hints = xcalloc(page->count + 1, 1);
    page_blocks_find(&b.blocks, page);
    page_clutter(page, &b.blocks, b.hints);
    page_blocks_find(&b.blocks, page);
    b.top = find_top(&b);
    choose(&b);
    keep_something(&b);
    absent = known && choose_told(&b, known);
    write_lines(&b, out);
    if (absent && out->size < reference.size / 2) {
        buf_clear(out);
        buf_addt(out, reference);
    }
    reference_free(known);
    free(b.hints);
    buf_free(&b.line);
    page_blocks_free(&b.blocks);
}
