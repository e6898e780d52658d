/* What on a page is certainly no part of its article. */
#include "indexer/formats/html/page_clutter.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/formats/html/page_words.h"

#include <stdlib.h>
#include <strings.h>

/* Nodes with a larger share of the prose are never dropped. */
static const double CLUTTER_SHARE = 0.35, COMMENTS_SHARE = 0.8,
                    AROUND_SHARE = 0.8, LABEL_SHARE = 0.2;
/* A box with a smaller share of its text in links may be prose. */
static const double PROSE_LINKED = 0.15;
/* Teasers with a larger share of the prose are the page, if it has hardly any
 * other. */
static const double TEASERS_SHARE = 0.7;
enum {
    BESIDE_TEASERS = 500, /* bytes of prose that are an article */
    TEASERS = 3,          /* at least, one after the other */
    /* Of a teaser: a title, a summary, and a little more. */
    TEASER_GOOD = 260,
    TEASER_BYTES = 500,
    TEASER_TITLES = 3,
    LABEL_BYTES = 600,
    UNSEEN_BYTES = 200, /* of a label for screen readers */
    PAGE_BYTES = 200,   /* of prose are enough for a page beside a dialog */
    BOXES_MOST = 100,   /* whose paragraphs are looked at together */
};

struct sweep {
    struct page *page;
    const struct page_blocks *blocks;
    const unsigned *hints;
    double all;              /* prose on the page */
    double left;             /* the same, without what is dropped around */
    double word[PAGE_WORDS]; /* of it in boxes that this word calls clutter */
    size_t word_end[PAGE_WORDS]; /* of the last such box */
    /* The last box of a paragraph that a word calls a notice, what share_in()
     * said of it, and how many there were. */
    size_t box, boxes;
    double box_share;
};

static bool holds_itself(enum page_tag tag)
{
    static const uint64_t whole = PAGE_BIT(TAG_HTML) | PAGE_BIT(TAG_BODY) |
                                  PAGE_BIT(TAG_HEAD) | PAGE_BIT(TAG_MAIN) |
                                  PAGE_BIT(TAG_TEXT);

    return PAGE_BIT(tag) & whole;
}

static double share_of(const struct sweep *s, size_t node)
{
    return s->all > 0 ? (double)page_good(s->page, s->blocks, node) / s->all
                      : 0;
}

/* Paragraphs, not titles of other articles with their summaries. */
static bool is_prose(const struct sweep *s, size_t node)
{
    return page_good(s->page, s->blocks, node) > 0 &&
           page_linked(s->page, s->blocks, node) <= PROSE_LINKED &&
           !page_titles(s->page, s->blocks, node);
}

/* Has a box the title of the page, or its article? */
static bool has_page(const struct sweep *s, size_t box)
{
    static const uint64_t page = PAGE_BIT(TAG_MAIN) | PAGE_BIT(TAG_ARTICLE) |
                                 PAGE_BIT(TAG_H1) | PAGE_BIT(TAG_BODY);

    for (size_t i = box; i < s->page->nodes[box].end; i++)
        if (PAGE_BIT(s->page->nodes[i].tag) & page)
            return true;
    return false;
}

/* The share of the prose in those paragraphs of a box of the page that a word
 * calls notices. */
static double share_in(struct sweep *s, size_t box)
{
    const struct page_node *nodes = s->page->nodes;

    if (s->box == box && s->boxes)
        return s->box_share;
    s->box = box;
    s->box_share = 0;
    if (++s->boxes > BOXES_MOST || !has_page(s, box))
        return 0;
    for (size_t i = box + 1; i < nodes[box].end; i = nodes[i].end)
        if (nodes[i].tag == TAG_P && s->hints[i] & HINT_CONSENT)
            s->box_share += share_of(s, i);
    return s->box_share;
}

/* A notice lies over the page: it has neither its title nor its article.  A word
 * that much of the page has means none. */
static bool is_notice(struct sweep *s, size_t node)
{
    const struct page_node *n = &s->page->nodes[node];
    double good = (double)page_good(s->page, s->blocks, node);

    if (good > 0 && s->all - good < PAGE_BYTES)
        return false;
    if (n->tag == TAG_P && share_in(s, n->parent) > CLUTTER_SHARE)
        return false;
    return !has_page(s, node);
}

/* What its element or its kind of words say, however long it is. */
static bool is_beside(struct sweep *s, size_t node, unsigned hints)
{
    static const uint64_t always = PAGE_BIT(TAG_FIGCAPTION) |
                                   PAGE_BIT(TAG_BUTTON) | PAGE_BIT(TAG_FORM) |
                                   PAGE_BIT(TAG_FIGURE);
    static const uint64_t around =
        PAGE_BIT(TAG_NAV) | PAGE_BIT(TAG_FOOTER) | PAGE_BIT(TAG_ASIDE);
    uint64_t tag = PAGE_BIT(s->page->nodes[node].tag);
    double share = share_of(s, node);

    if ((tag & around) && share <= AROUND_SHARE)
        return true;
    if ((tag & always) && share <= CLUTTER_SHARE)
        return true;
    if ((hints & HINT_COMMENTS) && share <= COMMENTS_SHARE)
        return true;
    if ((hints & HINT_UNSEEN) &&
        page_size(s->page, s->blocks, node) <= UNSEEN_BYTES)
        return true;
    return (hints & HINT_CONSENT) && is_notice(s, node);
}

/* Does the word mean nothing on this page, and does the box not look like a
 * list of links either? */
static bool is_cleared(const struct sweep *s, size_t node, unsigned hints)
{
    return s->word[page_hint_word(hints)] > CLUTTER_SHARE * s->left &&
           page_linked(s->page, s->blocks, node) <= PROSE_LINKED &&
           !page_titles(s->page, s->blocks, node);
}

static bool is_clutter(const struct sweep *s, size_t node, unsigned hints)
{
    double share = share_of(s, node);

    if ((hints & (HINT_CLUTTER | HINT_SOFT)) && share <= CLUTTER_SHARE &&
        !is_cleared(s, node, hints) &&
        ((hints & HINT_CLUTTER) || !is_prose(s, node)))
        return true;
    return (hints & HINT_LABEL) && share <= LABEL_SHARE &&
           page_size(s->page, s->blocks, node) <= LABEL_BYTES;
}

/* Inside a sentence, a class like "popup" or "share" says how a word behaves,
 * not that it is clutter. */
static unsigned hints_of(const struct sweep *s, size_t node)
{
    static const uint64_t flowing =
        PAGE_BIT(TAG_A) | PAGE_BIT(TAG_EMPHASIS) | PAGE_BIT(TAG_NONE);
    const struct page_node *n = &s->page->nodes[node];
    unsigned hints = s->hints[node];

    if ((PAGE_BIT(n->tag) & flowing) && s->page->nodes[n->parent].tag == TAG_P)
        hints &= ~(unsigned)(HINT_CLUTTER | HINT_SOFT | HINT_COMMENTS);
    return hints;
}

/* How much prose would this word cost? */
static void add_up(struct sweep *s, size_t node, unsigned hints)
{
    size_t word = page_hint_word(hints);

    if (!(hints & (HINT_CLUTTER | HINT_SOFT)) || node < s->word_end[word] ||
        !is_prose(s, node))
        return;
    s->word[word] += (double)page_good(s->page, s->blocks, node);
    s->word_end[word] = s->page->nodes[node].end;
}

/* A box of a title that is a link, with a summary at most: another article. */
static bool is_teaser(const struct sweep *s, size_t node)
{
    static const uint64_t boxes = PAGE_BIT(TAG_DIV) | PAGE_BIT(TAG_LI) |
                                  PAGE_BIT(TAG_ARTICLE) |
                                  PAGE_BIT(TAG_SECTION) | PAGE_BIT(TAG_CELL);
    uint32_t titles = page_titles(s->page, s->blocks, node);

    return (PAGE_BIT(s->page->nodes[node].tag) & boxes) && titles &&
           titles <= TEASER_TITLES &&
           page_good(s->page, s->blocks, node) <= TEASER_GOOD &&
           page_size(s->page, s->blocks, node) <= TEASER_BYTES;
}

/* Drop teasers that follow each other in a box. */
static double drop_teasers(struct sweep *s, size_t box)
{
    struct page_node *nodes = s->page->nodes;
    size_t count = 0, first = 0, next;
    double good = 0, dropped = 0;

    for (size_t i = box + 1; i <= nodes[box].end; i = next) {
        bool end = i == nodes[box].end, teaser = !end && is_teaser(s, i);

        next = end ? i + 1 : nodes[i].end;
        if (teaser) {
            first = count++ ? first : i;
            good += (double)page_good(s->page, s->blocks, i);
        } else if (end || page_size(s->page, s->blocks, i)) {
            if (count >= TEASERS && (good <= TEASERS_SHARE * s->all ||
                                     s->all - good >= BESIDE_TEASERS)) {
                for (size_t j = first; j < i; j = nodes[j].end)
                    nodes[j].marks |= PAGE_DROPPED;
                dropped += good;
            }
            count = 0;
            good = 0;
        }
    }
    return dropped;
}

/* Drop what is beside the article, and add up the prose of each word. */
static void sweep_around(struct sweep *s)
{
    struct page *page = s->page;
    double dropped = 0;
    size_t next;

    for (size_t i = 0; i < page->count; i = next) {
        unsigned hints;

        next = i + 1;
        if (page->nodes[i].marks & PAGE_DROPPED || page_silent(page, i)) {
            next = page->nodes[i].end;
            continue;
        }
        if (page_titles(page, s->blocks, i) >= TEASERS)
            dropped += drop_teasers(s, i);
        if (holds_itself(page->nodes[i].tag))
            continue;
        hints = hints_of(s, i);
        if (is_beside(s, i, hints)) {
            page->nodes[i].marks |= PAGE_DROPPED;
            next = page->nodes[i].end;
            dropped += (double)page_good(page, s->blocks, i);
        } else
            add_up(s, i, hints);
    }
    s->left = s->all - dropped;
}

static void sweep_words(struct sweep *s)
{
    struct page *page = s->page;
    size_t next;

    for (size_t i = 0; i < page->count; i = next) {
        struct page_node *n = &page->nodes[i];

        next = i + 1;
        if (n->marks & PAGE_DROPPED)
            next = n->end;
        else if (s->hints[i] && !holds_itself(n->tag) &&
                 is_clutter(s, i, hints_of(s, i))) {
            n->marks |= PAGE_DROPPED;
            next = n->end;
        }
    }
}

void page_clutter(struct page *page, const struct page_blocks *blocks,
                  const unsigned *hints, enum page_trust trust)
{
    struct sweep *s = xcalloc(1, sizeof(*s));

    s->page = page;
    s->blocks = blocks;
    s->hints = hints;
    s->all = (double)page_good(page, blocks, 0);
    sweep_around(s);
    if (trust == TRUST_WORDS)
        sweep_words(s);
    free(s);
}
