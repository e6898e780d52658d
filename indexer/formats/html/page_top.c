/* Which element of a page is its article. */
#include "indexer/formats/html/page_top.h"
#include "indexer/formats/html/page_hints.h"

/* An element is the article if it has this share of the page's prose, or this
 * multiple of another element's. */
static const double HINTED_LEAST = 0.4, /* its class or id says "article" */
    FIRST_LEAST = 0.15,                 /* it is the first of several */
    SAME = 0.95,                        /* it is inside the other */
    APART = 1.5,                        /* it is beside the other */
    PARTS_LEAST = 0.8;                  /* it has others of its kind */
/* Descend into a child that has this share of its box's prose. */
static const double INTO = 0.8, INTO_HINTED = 0.9,
                    MAIN_CHILD = 0.5; /* if the rest is links */
/* A box with more than this share of its text in links is a list of them. */
static const double PART_LINKED = 0.15;

struct finder {
    const struct page *page;
    const struct page_blocks *blocks;
    const unsigned *hints;
};

/* Without <body>, libxml2 leaves new elements in the head. */
static const uint64_t boxes =
    PAGE_BIT(TAG_NONE) | PAGE_BIT(TAG_HTML) | PAGE_BIT(TAG_HEAD) |
    PAGE_BIT(TAG_BODY) | PAGE_BIT(TAG_DIV) | PAGE_BIT(TAG_SECTION) |
    PAGE_BIT(TAG_ARTICLE) | PAGE_BIT(TAG_MAIN) | PAGE_BIT(TAG_FORM) |
    PAGE_BIT(TAG_TABLE) | PAGE_BIT(TAG_ROW) | PAGE_BIT(TAG_CELL);

/* Their classes speak of the kind of page. */
static const uint64_t whole =
    PAGE_BIT(TAG_HTML) | PAGE_BIT(TAG_HEAD) | PAGE_BIT(TAG_BODY);

static bool is(const struct finder *f, size_t node, uint64_t tags)
{
    return PAGE_BIT(f->page->nodes[node].tag) & tags;
}

static uint64_t good_of(const struct finder *f, size_t node)
{
    return page_good(f->page, f->blocks, node);
}

/*
 * The child with most of the prose; *alone: what else has prose is a box full
 * of links, such as a list of other articles.
 */
static size_t best_child(const struct finder *f, size_t node, uint64_t *most,
                         bool *alone)
{
    const struct page_node *nodes = f->page->nodes;
    size_t best = 0;

    *most = 0;
    *alone = true;
    for (size_t i = node + 1; i < nodes[node].end; i = nodes[i].end) {
        uint64_t good = good_of(f, i);

        if (good > *most) {
            *most = good;
            best = i;
        }
    }
    for (size_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
        if (i != best && good_of(f, i) &&
            (!is(f, i, boxes) ||
             page_linked(f->page, f->blocks, i) < PART_LINKED))
            *alone = false;
    return best;
}

/* Down to where the paragraphs part. */
static size_t descend(const struct finder *f, size_t node, double into,
                      bool hinted)
{
    for (;;) {
        double all = (double)good_of(f, node);
        uint64_t most;
        bool alone;
        size_t child = best_child(f, node, &most, &alone);

        if (!most || !is(f, child, boxes))
            return node;
        if ((double)most < into * all &&
            (hinted || !alone || (double)most < MAIN_CHILD * all))
            return node;
        node = child;
    }
}

/* Is this another part of the page than found, not within it? */
static bool is_apart(const struct finder *f, size_t found, size_t node)
{
    return found && node >= f->page->nodes[found].end;
}

/* The deepest element that is named as the article and has its prose. */
static size_t find_hinted(const struct finder *f)
{
    double least = HINTED_LEAST * (double)good_of(f, 0);
    double most = 0;
    size_t found = 0;

    for (size_t i = 1; i < f->page->count; i++) {
        bool article = is(f, i, PAGE_BIT(TAG_ARTICLE));
        double good;

        if (!is(f, i, boxes & ~whole) ||
            !(article || (f->hints[i] & HINT_BODY)))
            continue;
        good = (double)good_of(f, i);
        if (good > 0 && good >= least &&
            good >= (is_apart(f, found, i) ? APART : SAME) * most) {
            found = i;
            most = good > most ? good : most;
        }
    }
    return found;
}

/*
 * An article may come in several boxes of one class, with advertisements
 * between them: the element around them all, if it has hardly anything else.
 * Behind another h1 there is another article.
 */
static size_t around_parts(const struct finder *f, size_t part)
{
    const struct page_node *nodes = f->page->nodes;
    struct ir_text class = page_attr(f->page, part, ATTR_CLASS);
    uint64_t good = good_of(f, part);
    size_t around = part, next;

    for (size_t i = nodes[part].end; class.size && i < f->page->count;
         i = next) {
        next = i + 1;
        if (is(f, i, PAGE_BIT(TAG_H1)))
            break;
        if (nodes[i].tag != nodes[part].tag || !good_of(f, i) ||
            !text_equal(page_attr(f->page, i, ATTR_CLASS), class))
            continue;
        good += good_of(f, i);
        next = nodes[i].end;
        while (nodes[around].end < next)
            around = nodes[around].parent;
    }
    return (double)good >= PARTS_LEAST * (double)good_of(f, around) ? around
                                                                    : part;
}

/* The first of several articles, each with its title; 0 if there are none. */
static size_t find_first(const struct finder *f)
{
    double least = FIRST_LEAST * (double)good_of(f, 0);
    size_t title = 0, first = 0, next;

    for (size_t i = 1; i < f->page->count; i = next) {
        next = i + 1;
        if (!is(f, i, PAGE_BIT(TAG_ARTICLE)) || (double)good_of(f, i) < least ||
            least == 0)
            continue;
        if (title < i)
            title = i;
        while (title < f->page->count && !is(f, title, PAGE_BIT(TAG_H1)))
            title++;
        if (title >= f->page->nodes[i].end)
            continue;
        if (first)
            return first;
        first = i;
        next = f->page->nodes[i].end;
    }
    return 0;
}

size_t page_top(const struct page *page, const struct page_blocks *blocks,
                const unsigned *hints)
{
    const struct finder finder = {page, blocks, hints}, *f = &finder;
    size_t first = find_first(f), hinted = first ? 0 : find_hinted(f);

    if (first)
        return descend(f, first, INTO, false);
    if (hinted)
        return descend(f, around_parts(f, hinted), INTO_HINTED, true);
    return descend(f, 0, INTO, false);
}
