/* What belongs to the article of a page, and which authors to each other. */
#include "indexer/formats/html/page_search.h"
#include "indexer/formats/html/page_hints.h"

enum {
    GROUP_UP = 3,    /* elements around the first author with the others */
    GROUP_NODES = 60 /* in these */
};

bool search_own(const struct search *s, size_t node)
{
    static const uint64_t other = PAGE_BIT(TAG_NAV) | PAGE_BIT(TAG_ASIDE) |
                                  PAGE_BIT(TAG_FOOTER) | PAGE_BIT(TAG_LIST);
    static const uint64_t below_title =
        PAGE_BIT(TAG_LIST) | PAGE_BIT(TAG_FOOTER);
    const struct page_node *nodes = s->page->nodes;

    for (size_t i = node; i; i = nodes[i].parent) {
        uint64_t tag = PAGE_BIT(nodes[i].tag);

        if (tag & PAGE_BIT(TAG_BODY) ||
            (s->heading && i < s->heading && s->heading < nodes[i].end))
            return true;
        if ((tag & below_title) && search_near(s, node))
            continue;
        if ((tag & other) ||
            (s->hints[i] & (HINT_CLUTTER | HINT_COMMENTS | HINT_CONSENT)))
            return false;
    }
    return true;
}

bool search_above(const struct search *s, size_t node)
{
    if (node >= s->heading || node + ABOVE_NODES < s->heading)
        return false;
    for (size_t i = node; i; i = s->page->nodes[i].parent) {
        if (s->page->nodes[i].tag == TAG_HEADER)
            return s->heading < s->page->nodes[i].end;
        if (s->page->nodes[i].tag == TAG_NAV)
            return false;
    }
    return true;
}

bool search_beside_title(const struct search *s, size_t node)
{
    static const uint64_t other =
        PAGE_BIT(TAG_NAV) | PAGE_BIT(TAG_ASIDE) | PAGE_BIT(TAG_A);
    static const uint64_t titled =
        PAGE_BIT(TAG_ARTICLE) | PAGE_BIT(TAG_HEADING);
    const struct page_node *nodes = s->page->nodes;

    if (!search_near(s, node))
        return false;
    for (size_t i = node; i && nodes[i].end <= s->heading + 2 * NEAR_NODES;
         i = nodes[i].parent) {
        if ((i < s->heading && s->heading < nodes[i].end) ||
            (PAGE_BIT(nodes[i].tag) & PAGE_BIT(TAG_BODY)))
            return true;
        if ((PAGE_BIT(nodes[i].tag) & other) ||
            (s->hints[i] & (HINT_OTHERS | HINT_COMMENTS | HINT_CONSENT)))
            return false;
        for (size_t j = i + 1; j < nodes[i].end; j++)
            if ((PAGE_BIT(nodes[j].tag) & titled) ||
                (nodes[j].tag == TAG_TEXT && nodes[j].size > LINE_MAX_BYTES))
                return false;
    }
    return false;
}

/*
 * Which place is this, by number?  Authors of one kind belong together if they
 * stand in one element, or are its like beside it.
 */
static unsigned place_of(struct search *s, size_t node, unsigned source)
{
    static const uint64_t most = PAGE_BIT(TAG_BODY) | PAGE_BIT(TAG_ARTICLE) |
                                 PAGE_BIT(TAG_MAIN) | PAGE_BIT(TAG_HTML);
    const struct page_node *nodes = s->page->nodes;
    size_t up = node;
    bool beside = nodes[node].parent == nodes[s->group].parent &&
                  nodes[node].tag == nodes[s->group].tag &&
                  node <= s->group_end + 1;

    if (s->group_source == source && (beside || node < s->group_end)) {
        if (s->group_end < nodes[node].end)
            s->group_end = nodes[node].end;
        return s->place;
    }
    for (int i = 0; i < GROUP_UP && up; i++)
        if (!(PAGE_BIT(nodes[nodes[up].parent].tag) & most) &&
            nodes[nodes[up].parent].end <= nodes[up].parent + GROUP_NODES)
            up = nodes[up].parent;
    s->group = up;
    s->group_end = nodes[up].end;
    s->group_source = source;
    return ++s->place;
}

void search_byline(struct search *s, size_t node, unsigned source,
                   struct ir_text value)
{
    struct candidate *one =
        candidates_add(s->found, PARSED_BYLINE, source, value, true);

    if (one)
        one->place = place_of(s, node, source);
}
