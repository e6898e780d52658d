/* Finds neighbours of the query that are close in the text. */
#include "search/match/pairs.h"

#include <stdlib.h>

void pairs_free(struct pairs *all)
{
    free(all->items);
    free(all->ends);
    *all = (struct pairs)PAIRS_INIT;
}

/* The match `to' follows the last one of the other term, if there is any. */
static void meet(struct pairs *out, const struct match *m, size_t from,
                 size_t to, bool in_order)
{
    uint32_t apart;

    if (from == SIZE_MAX)
        return;
    apart = m[to].position - m[from].position;
    if (apart > WINDOW_SPAN)
        return;
    out->items = xgrow(out->items, out->count, &out->room, sizeof(*out->items));
    out->items[out->count++] = (struct meeting){
        (uint32_t)from, (uint32_t)to, in_order && apart <= ADJACENT_SPAN,
        m[to].weight < m[from].weight ? m[to].weight : m[from].weight};
}

static void find(struct pairs *out, const struct match *m, size_t count,
                 const struct plan_pair *pair)
{
    size_t first = SIZE_MAX, second = SIZE_MAX;

    for (size_t i = 0; i < count; i++) {
        if (m[i].term == pair->first && m[i].weight > 0) {
            meet(out, m, second, i, false);
            first = i;
        } else if (m[i].term == pair->second && m[i].weight > 0) {
            meet(out, m, first, i, true);
            second = i;
        }
    }
}

void pairs_find(const struct match *matches, size_t count, const struct plan *p,
                struct pairs *out)
{
    out->count = 0;
    free(out->ends);
    out->ends = xmalloc((p->pair_count + 1) * sizeof(*out->ends));
    for (size_t i = 0; i < p->pair_count; i++) {
        find(out, matches, count, &p->pairs[i]);
        out->ends[i] = out->count;
    }
}

/* The pair's first meeting whose earlier match is at or after `from': these
 * matches are in order, too. */
static size_t first_from(const struct pairs *all, size_t pair, size_t from)
{
    size_t low = pair ? all->ends[pair - 1] : 0, high = all->ends[pair];

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all->items[middle].from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct pair_counts pairs_count(const struct pairs *all, size_t pair,
                               size_t from, size_t to)
{
    struct pair_counts n = {0, 0};

    for (size_t i = first_from(all, pair, from);
         i < all->ends[pair] && all->items[i].to < to; i++) {
        n.window += all->items[i].weight;
        if (all->items[i].adjacent)
            n.adjacent += all->items[i].weight;
    }
    return n;
}
