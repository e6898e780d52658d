/* Lists of places, and what may be asked of two of them. */
#include "search/match/places.h"

#include <stdlib.h>

void places_free(struct places *p)
{
    free(p->items);
    *p = (struct places){NULL, 0, 0};
}

void places_add(struct places *p, uint32_t first, uint32_t last)
{
    p->items = xgrow(p->items, p->count, &p->room, sizeof(*p->items));
    p->items[p->count++] = (struct place){first, last};
}

void places_append(struct places *to, const struct places *from)
{
    for (size_t i = 0; i < from->count; i++)
        places_add(to, from->items[i].first, from->items[i].last);
}

int place_compare(const struct place *a, const struct place *b)
{
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

static int compare(const void *a, const void *b)
{
    return place_compare(a, b);
}

static bool sorted(const struct places *p)
{
    for (size_t i = 1; i < p->count; i++)
        if (compare(&p->items[i - 1], &p->items[i]) >= 0)
            return false;
    return true;
}

void places_sort(struct places *p)
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

/* From the back: a place that ends no sooner than a later one holds it. */
void places_shortest(struct places *p)
{
    size_t kept = p->count;

    for (size_t i = p->count; i-- > 0;) {
        if (kept < p->count && p->items[i].last >= p->items[kept].last)
            continue;
        /* Of one first the shorter comes sooner, and takes the longer's. */
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

size_t places_starts(const struct places *p)
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

/* For each place of p, the greatest last of it and those before. */
static uint32_t *greatest_lasts(const struct places *p)
{
    uint32_t *out = xmalloc((p->count + 1) * sizeof(*out)), most = 0;

    for (size_t i = 0; i < p->count; i++) {
        most = p->items[i].last > most ? p->items[i].last : most;
        out[i] = most;
    }
    return out;
}

/* How many places of p begin at position or before. */
static size_t begun(const struct places *p, uint64_t position)
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

void places_apart(const struct places *a, const struct places *b,
                  uint32_t distance, struct places *out)
{
    uint32_t *lasts = greatest_lasts(b);

    out->count = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct place *p = &a->items[i];
        size_t count = begun(b, (uint64_t)p->last + distance);

        if (!count || (uint64_t)lasts[count - 1] + distance < p->first)
            places_add(out, p->first, p->last);
    }
    free(lasts);
}

void places_outside(const struct places *a, const struct places *b,
                    const struct breaks *breaks, struct places *out)
{
    uint32_t *lasts = greatest_lasts(b);

    out->count = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct place *p = &a->items[i];
        size_t first = breaks_find(breaks, p->first);
        size_t last = breaks_find(breaks, p->last);
        uint64_t end =
            last + 1 < breaks->count ? breaks->starts[last + 1] : UINT64_MAX;
        size_t count = end ? begun(b, end - 1) : 0;

        if (!count || breaks_find(breaks, lasts[count - 1]) < first)
            places_add(out, p->first, p->last);
    }
    free(lasts);
}

void places_before(const struct places *a, uint32_t end, struct places *out)
{
    out->count = 0;
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].last < end)
            places_add(out, a->items[i].first, a->items[i].last);
}
