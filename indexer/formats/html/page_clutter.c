/* What on a page is certainly no part of its article. */
#include "indexer/formats/html/page_clutter.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_lines.h"

#include <strings.h>

/* Nodes with a larger share of the prose are never dropped. */
static const double CLUTTER_SHARE = 0.35, COMMENTS_SHARE = 0.8,
                    AROUND_SHARE = 0.8, LABEL_SHARE = 0.2;
enum { LABEL_BYTES = 600 };

static bool holds_itself(enum page_tag tag)
{
    static const uint64_t whole = PAGE_BIT(TAG_HTML) | PAGE_BIT(TAG_BODY) |
                                  PAGE_BIT(TAG_HEAD) | PAGE_BIT(TAG_MAIN) |
                                  PAGE_BIT(TAG_TEXT);

    return PAGE_BIT(tag) & whole;
}

static bool is_clutter(const struct page *page, const struct page_blocks *b,
                       size_t node, unsigned hints, double share)
{
    static const uint64_t always = PAGE_BIT(TAG_FIGCAPTION) |
                                   PAGE_BIT(TAG_BUTTON) | PAGE_BIT(TAG_FORM) |
                                   PAGE_BIT(TAG_FIGURE);
    static const uint64_t around =
        PAGE_BIT(TAG_NAV) | PAGE_BIT(TAG_FOOTER) | PAGE_BIT(TAG_ASIDE);
    uint64_t tag = PAGE_BIT(page->nodes[node].tag);

    if ((tag & around) && share <= AROUND_SHARE)
        return true;
    if ((tag & always) && share <= CLUTTER_SHARE)
        return true;
    if ((hints & HINT_COMMENTS) && share <= COMMENTS_SHARE)
        return true;
    if ((hints & HINT_CLUTTER) && share <= CLUTTER_SHARE)
        return true;
    return (hints & HINT_LABEL) && share <= LABEL_SHARE &&
           page_size(page, b, node) <= LABEL_BYTES;
}

/* Inside a sentence, a class like "popup" or "share" says how a word behaves,
 * not that it is clutter. */
static unsigned char hints_of(const struct page *page, size_t node)
{
    static const uint64_t flowing =
        PAGE_BIT(TAG_A) | PAGE_BIT(TAG_EMPHASIS) | PAGE_BIT(TAG_NONE);
    const struct page_node *n = &page->nodes[node];
    unsigned hints = n->attrs_count ? page_hints(page, node) : 0;

    if ((PAGE_BIT(n->tag) & flowing) && page->nodes[n->parent].tag == TAG_P)
        hints &= ~(unsigned)(HINT_CLUTTER | HINT_COMMENTS);
    return (unsigned char)hints;
}

void page_clutter(struct page *page, const struct page_blocks *before,
                  unsigned char *hints)
{
    double all = (double)page_good(page, before, 0);
    size_t next;

    for (size_t i = 0; i < page->count; i = next) {
        struct page_node *n = &page->nodes[i];
        double share;

        next = i + 1;
        if (holds_itself(n->tag))
            continue;
        if (page_silent(page, i)) {
            next = n->end;
            continue;
        }
        hints[i] = hints_of(page, i);
        share = all > 0 ? (double)page_good(page, before, i) / all : 0;
        if (is_clutter(page, before, i, hints[i], share)) {
            n->marks |= PAGE_DROPPED;
            next = n->end;
        }
    }
}

bool page_line_is_clutter(struct ir_text line)
{
    static const char *const openings[] = {
        "advertisement",
        "also read",
        "continue reading",
        "don't miss",
        "filed under",
        "follow us on",
        "more:",
        "newsletter sign",
        "photo:",
        "read also",
        "read more",
        "read next",
        "recommended:",
        "related:",
        "related articles",
        "related stories",
        "see also:",
        "see more:",
        "share this",
        "sign up for",
        "sign up to",
        "story continues below",
        "subscribe to",
        "tags:",
        "this story originally appeared",
        "watch:",
        "lesen sie auch",
        "mehr zum thema",
        "lire aussi",
        "\xc3\xa0 lire aussi",
        "leia tamb\xc3\xa9m",
        "leia mais",
        "lea tamb\xc3\xa9n",
        "leggi anche",
        "baca juga",
        "lees ook",
    };
    static const size_t max = 200; /* bytes; a paragraph may begin so */

    if (line.size > max)
        return false;
    for (size_t i = 0; i < COUNT(openings); i++) {
        size_t size = strlen(openings[i]);

        if (line.size >= size && !strncasecmp(line.data, openings[i], size))
            return true;
    }
    return false;
}
