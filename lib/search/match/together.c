/*
 * SENTENCE and PARAGRAPH: groups of spans inside one unit.
 *
 * In general a sweep keeps the latest span of each part in the current unit.
 * If words of different parts overlap, parts that may not share a word are
 * first replaced by the disjoint groups that spans_near() finds.
 */
#include "search/match/spans.h"

#include <stdlib.h>

struct event {
    struct span span;
    size_t part, unit;
};

static int compare_last(const void *a, const void *b)
{
    const struct event *l = a, *r = b;

    if (l->span.last != r->span.last)
        return l->span.last < r->span.last ? -1 : 1;
    if (l->span.first != r->span.first)
        return l->span.first < r->span.first ? -1 : 1;
    return (l->part > r->part) - (l->part < r->part);
}

/* The spans inside a single unit, in order of last. */
static struct event *events_of(const struct spans *parts, size_t count,
                               const struct breaks *breaks, size_t *out)
{
    struct event *events;
    size_t all = 0;

    for (size_t i = 0; i < count; i++)
        all += parts[i].count;
    events = xmalloc((all + 1) * sizeof(*events));
    *out = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < parts[i].count; j++) {
            struct event e = {parts[i].items[j], i, 0};

            e.unit = breaks_find(breaks, e.span.first);
            if (breaks_find(breaks, e.span.last) == e.unit)
                events[(*out)++] = e;
        }
    qsort(events, *out, sizeof(*events), compare_last);
    return events;
}

/* The span of a part that begins last, so far in a unit. */
struct latest {
    size_t unit;
    uint32_t first;
    bool seen;
};

/* Groups whose spans may overlap. */
static void find_together(const struct spans *parts, size_t count,
                          const struct breaks *breaks, struct spans *out)
{
    struct latest *latest = xcalloc(count + 1, sizeof(*latest));
    size_t events_count;
    struct event *events = events_of(parts, count, breaks, &events_count);

    out->count = 0;
    for (size_t i = 0; i < events_count; i++) {
        const struct event *e = &events[i];
        struct latest *own = &latest[e->part];
        uint32_t first = UINT32_MAX;
        bool all = true;

        if (!own->seen || own->unit != e->unit || own->first < e->span.first)
            *own = (struct latest){e->unit, e->span.first, true};
        for (size_t j = 0; all && j < count; j++) {
            all = latest[j].seen && latest[j].unit == e->unit;
            first = all && latest[j].first < first ? latest[j].first : first;
        }
        if (all)
            spans_add(out, first, e->span.last);
    }
    free(events);
    free(latest);
    spans_sort(out);
    spans_shortest(out);
}

/* ---- parts that overlap ---- */
struct stop {
    struct span span;
    size_t part;
};

static int compare_stops(const void *a, const void *b)
{
    const struct stop *l = a, *r = b;
    int order = span_compare(&l->span, &r->span);

    return order ? order : (l->part > r->part) - (l->part < r->part);
}

/* Merge two groups of parts; a group is known by its first part. */
static void unite(size_t *group, size_t count, size_t a, size_t b)
{
    size_t low = group[a] < group[b] ? group[a] : group[b];
    size_t high = group[a] + group[b] - low;

    for (size_t i = 0; i < count; i++)
        if (group[i] == high)
            group[i] = low;
}

/* Partition the parts into groups that are connected by overlapping spans;
 * false if nothing overlaps. */
static bool find_groups(const struct spans *parts, const bool *alone,
                        size_t count, size_t *group)
{
    size_t all = 0, furthest = 0, next = 0;
    bool overlap = false;
    struct stop *stops;

    for (size_t i = 0; i < count; i++) {
        group[i] = i;
        all += parts[i].count;
    }
    stops = xmalloc((all + 1) * sizeof(*stops));
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; alone[i] && j < parts[i].count; j++)
            stops[next++] = (struct stop){parts[i].items[j], i};
    qsort(stops, next, sizeof(*stops), compare_stops);
    for (size_t i = 1; i < next; i++) {
        if (stops[i].span.first <= stops[furthest].span.last &&
            group[stops[i].part] != group[stops[furthest].part]) {
            unite(group, count, stops[i].part, stops[furthest].part);
            overlap = true;
        }
        if (stops[i].span.last > stops[furthest].span.last)
            furthest = i;
    }
    free(stops);
    return overlap;
}

/* The spans inside one unit; false if there is none.  Those before *at begin in
 * earlier units, which are not asked for again. */
static bool cut(const struct spans *from, const struct breaks *breaks,
                size_t unit, size_t *at, struct spans *out)
{
    out->count = 0;
    for (; *at < from->count; ++*at) {
        const struct span *p = &from->items[*at];
        size_t first = breaks_find(breaks, p->first);

        if (first > unit)
            break;
        if (first == unit && breaks_find(breaks, p->last) == unit)
            spans_add(out, p->first, p->last);
    }
    return out->count > 0;
}

/* Groups of disjoint spans inside one unit. */
static void find_distinct(const struct spans *parts, size_t count, bool ordered,
                          const struct breaks *breaks, struct spans *out)
{
    struct spans *inside = xcalloc(count, sizeof(*inside));
    size_t *at = xcalloc(count, sizeof(*at));
    struct spans found = {NULL, 0, 0};
    size_t last = SIZE_MAX;

    for (size_t i = 0; i < parts[0].count; i++) {
        size_t unit = breaks_find(breaks, parts[0].items[i].first), j = 0;

        if (unit == last)
            continue;
        last = unit;
        while (j < count && cut(&parts[j], breaks, unit, &at[j], &inside[j]))
            j++;
        if (j < count)
            continue;
        spans_near(inside, count, UINT32_MAX, ordered, &found);
        spans_append(out, &found);
    }
    for (size_t j = 0; j < count; j++)
        spans_free(&inside[j]);
    free(inside);
    free(at);
    spans_free(&found);
}

/*
 * Replace a group of overlapping parts with one list of spans, the disjoint
 * choices among them; if all are identical they are taken in order, which is
 * faster.  Of more than NEAR_PARTS_MAX parts only identical ones are kept
 * disjoint, with one list for each kind.  Returns the number of lists.
 */
static size_t join_group(const struct spans *parts, size_t count,
                         const struct breaks *breaks, struct spans *joined)
{
    bool *taken = xcalloc(count, sizeof(*taken));
    struct spans *alike = xmalloc(count * sizeof(*alike));
    size_t made = 0;

    for (size_t i = 0; i < count; i++) {
        size_t n = 0;

        for (size_t j = i; !taken[i] && j < count; j++)
            if (j == i || (!taken[j] && spans_same(&parts[i], &parts[j]))) {
                taken[j] = j > i;
                alike[n++] = parts[j];
            }
        if (n && n < count && count <= NEAR_PARTS_MAX) {
            find_distinct(parts, count, false, breaks, &joined[made++]);
            break;
        }
        if (n)
            find_distinct(alike, n, true, breaks, &joined[made++]);
    }
    free(taken);
    free(alike);
    return made;
}

void spans_together(const struct spans *parts, const bool *alone, size_t count,
                    const struct breaks *breaks, struct spans *out)
{
    size_t *group = xmalloc((count + 1) * sizeof(*group)), made = 0;
    struct spans *joined, *grouped;

    if (!find_groups(parts, alone, count, group)) {
        find_together(parts, count, breaks, out);
        free(group);
        return;
    }
    joined = xcalloc(count, sizeof(*joined));
    grouped = xmalloc(count * sizeof(*grouped));
    for (size_t i = 0; i < count; i++) {
        size_t size = 0;

        for (size_t j = i; group[i] == i && j < count; j++)
            if (group[j] == i)
                grouped[size++] = parts[j];
        if (size == 1)
            spans_append(&joined[made++], &parts[i]);
        else if (size)
            made += join_group(grouped, size, breaks, &joined[made]);
    }
    find_together(joined, made, breaks, out);
    for (size_t i = 0; i < made; i++)
        spans_free(&joined[i]);
    free(joined);
    free(grouped);
    free(group);
}
