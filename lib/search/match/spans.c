/* Lists of spans, and operators on two of them. */
#include "search/match/spans.h"

#include <stdlib.h>

bool spans_same(const struct spans *a, const struct spans *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].first != b->items[i].first ||
            a->items[i].last != b->items[i].last)
            return false;
    return true;
}

void spans_free(struct spans *p)
{
    free(p->items);
    *p = (struct spans){NULL, 0, 0};
}

void spans_add(struct spans *p, uint32_t first, uint32_t last)
{
    p->items = xgrow(p->items, p->count, &p->room, sizeof(*p->items));
    p->items[p->count++] = (struct span){first, last};
}

void spans_append(struct spans *to, const struct spans *from)
{
    for (size_t i = 0; i < from->count; i++)
        spans_add(to, from->items[i].first, from->items[i].last);
}

int span_compare(const struct span *a, const struct span *b)
{
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

static int compare(const void *a, const void *b)
{
    return span_compare(a, b);
}

static bool sorted(const struct spans *p)
{
    for (size_t i = 1; i < p->count; i++)
        if (compare(&p->items[i - 1], &p->items[i]) >= 0)
            return false;
    return true;
}

void spans_sort(struct spans *p)
{
    size_t count = 0;

    if (sorted(p))
        return;
    qsort(p->items, p->count, sizeof(*p->items), compare);
    for (size_t i = 0; i < p->count; i++)
        if (!count || compare(&p->items[count - 1], &p->items[i]))
            p->items[count++] = p->items[i];
    p->count = count;
}

/* From the back: a span that ends at or after a later one contains it. */
void spans_shortest(struct spans *p)
{
    size_t kept = p->count;

    for (size_t i = p->count; i-- > 0;) {
        if (kept < p->count && p->items[i].last >= p->items[kept].last)
            continue;
        /* Of two with the same first the shorter comes earlier: it replaces
         * the longer. */
        p->items[--kept] = p->items[i];
        if (kept + 1 < p->count &&
            p->items[kept + 1].first == p->items[kept].first) {
            p->items[kept + 1] = p->items[kept];
            kept++;
        }
    }
    if (kept)
        memmove(p->items, p->items + kept,
                (p->count - kept) * sizeof(*p->items));
    p->count -= kept;
}

size_t spans_starts(const struct spans *p)
{
    size_t count = 0;

    for (size_t i = 0; i < p->count; i++)
        count += !i || p->items[i].first != p->items[i - 1].first;
    return count;
}

size_t breaks_find(const struct breaks *b, uint32_t position)
{
    size_t low = 0, high = b->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (b->starts[middle] <= position)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

/* ---- apart ---- */

/* Running maximum of last, since spans in order of first may contain others. */
static uint32_t *greatest_lasts(const struct spans *p)
{
    uint32_t *out = xmalloc((p->count + 1) * sizeof(*out)), most = 0;

    for (size_t i = 0; i < p->count; i++) {
        most = p->items[i].last > most ? p->items[i].last : most;
        out[i] = most;
    }
    return out;
}

/* The number of spans that begin at or before position. */
static size_t begun(const struct spans *p, uint64_t position)
{
    size_t low = 0, high = p->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (p->items[middle].first <= position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void spans_apart(const struct spans *a, const struct spans *b,
                 uint32_t distance, struct spans *out)
{
    uint32_t *lasts = greatest_lasts(b);

    out->count = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct span *p = &a->items[i];
        size_t count = begun(b, (uint64_t)p->last + distance);

        if (!count || (uint64_t)lasts[count - 1] + distance < p->first)
            spans_add(out, p->first, p->last);
    }
    free(lasts);
}

void spans_outside(const struct spans *a, const struct spans *b,
                   const struct breaks *breaks, struct spans *out)
{
    uint32_t *lasts = greatest_lasts(b);

    out->count = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct span *p = &a->items[i];
        size_t first = breaks_find(breaks, p->first);
        size_t last = breaks_find(breaks, p->last);
        uint64_t end =
            last + 1 < breaks->count ? breaks->starts[last + 1] : UINT64_MAX;
        size_t count = end ? begun(b, end - 1) : 0;

        if (!count || breaks_find(breaks, lasts[count - 1]) < first)
            spans_add(out, p->first, p->last);
    }
    free(lasts);
}

void spans_before(const struct spans *a, uint32_t end, struct spans *out)
{
    out->count = 0;
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].last < end)
            spans_add(out, a->items[i].first, a->items[i].last);
}
