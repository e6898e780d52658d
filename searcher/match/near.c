/*
 * Groups of places near each other, in one sweep over them.
 *
 * A state is what a chain of places holds: a set of parts, or when ordered the
 * number of parts so far.  Of all chains in one state that end at one place
 * only the latest beginning counts, since it makes the shortest run.
 */
#include "searcher/match/places.h"

#include <stdlib.h>

#define NONE UINT32_MAX

struct chain {
    uint32_t last, first;
};

/* Chains in one state that may go on: last rising, first falling. */
struct queue {
    struct chain *items; /* a ring */
    size_t head, count;
};

struct stop {
    struct place place;
    size_t part;
    uint32_t *firsts; /* by state (ordered: of the only one), while it waits
                         for its end to be passed */
};

struct sweep {
    struct stop *stops; /* by first */
    size_t *ends;       /* their indices, by last */
    size_t count;
    struct queue *queues; /* by state */
    size_t states, ring;
    uint32_t distance;
    bool ordered;
};

static int compare_stops(const void *a, const void *b)
{
    const struct stop *l = a, *r = b;

    if (l->place.first != r->place.first)
        return l->place.first < r->place.first ? -1 : 1;
    if (l->place.last != r->place.last)
        return l->place.last < r->place.last ? -1 : 1;
    return (l->part > r->part) - (l->part < r->part);
}

static int compare_ends(const void *a, const void *b, void *stops)
{
    const struct stop *all = stops;
    size_t l = *(const size_t *)a, r = *(const size_t *)b;

    if (all[l].place.last != all[r].place.last)
        return all[l].place.last < all[r].place.last ? -1 : 1;
    return (l > r) - (l < r);
}

static void start(struct sweep *s, const struct places *parts, size_t count)
{
    size_t all = 0;

    for (size_t i = 0; i < count; i++)
        all += parts[i].count;
    s->stops = xmalloc((all + 1) * sizeof(*s->stops));
    s->ends = xmalloc((all + 1) * sizeof(*s->ends));
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < parts[i].count; j++)
            s->stops[s->count++] = (struct stop){parts[i].items[j], i, NULL};
    qsort(s->stops, all, sizeof(*s->stops), compare_stops);
    for (size_t i = 0; i < all; i++)
        s->ends[i] = i;
    qsort_r(s->ends, all, sizeof(*s->ends), compare_ends, s->stops);
    s->states = s->ordered ? count : (size_t)1 << count;
    s->ring = (all < s->distance ? all : s->distance) + 1;
    s->queues = xcalloc(s->states, sizeof(*s->queues));
}

static void finish(struct sweep *s)
{
    for (size_t i = 0; i < s->count; i++)
        free(s->stops[i].firsts);
    for (size_t i = 0; i < s->states; i++)
        free(s->queues[i].items);
    free(s->stops);
    free(s->ends);
    free(s->queues);
}

static struct chain *at(const struct sweep *s, const struct queue *q, size_t i)
{
    return &q->items[(q->head + i) % s->ring];
}

static void drop_before(const struct sweep *s, struct queue *q, uint64_t first)
{
    while (q->count && at(s, q, 0)->last + (uint64_t)s->distance < first) {
        q->head = (q->head + 1) % s->ring;
        q->count--;
    }
}

static void push(const struct sweep *s, struct queue *q, uint32_t first,
                 uint32_t last)
{
    if (!q->items)
        q->items = xmalloc(s->ring * sizeof(*q->items));
    drop_before(s, q, (uint64_t)last + 1);
    while (q->count && at(s, q, q->count - 1)->first <= first)
        q->count--;
    if (q->count && at(s, q, q->count - 1)->last == last)
        return;
    q->count++;
    *at(s, q, q->count - 1) = (struct chain){last, first};
}

/* Let chains go on from the places that end before position. */
static size_t pass(struct sweep *s, size_t next, uint32_t position)
{
    for (; next < s->count; next++) {
        struct stop *stop = &s->stops[s->ends[next]];

        if (stop->place.last >= position)
            break;
        if (stop->firsts && s->ordered)
            push(s, &s->queues[stop->part], *stop->firsts, stop->place.last);
        for (size_t i = 0; stop->firsts && !s->ordered && i < s->states; i++)
            if (stop->firsts[i] != NONE)
                push(s, &s->queues[i], stop->firsts[i], stop->place.last);
        free(stop->firsts);
        stop->firsts = NULL;
    }
    return next;
}

/* The latest beginning of a chain in this state that the place can follow. */
static uint32_t follow(struct sweep *s, size_t state, uint32_t position)
{
    struct queue *q = &s->queues[state];

    drop_before(s, q, position);
    return q->count ? at(s, q, 0)->first : NONE;
}

/* The place as the next of a chain in order. */
static void extend_ordered(struct sweep *s, struct stop *stop,
                           struct places *out)
{
    uint32_t first = stop->place.first;

    if (stop->part)
        first = follow(s, stop->part - 1, stop->place.first);
    if (first == NONE)
        return;
    if (stop->part + 1 == s->states) {
        places_add(out, first, stop->place.last);
        return;
    }
    stop->firsts = xmalloc(sizeof(uint32_t));
    *stop->firsts = first;
}

static void extend(struct sweep *s, struct stop *stop, struct places *out)
{
    size_t bit = (size_t)1 << stop->part, all = s->states - 1;

    stop->firsts = xmalloc(s->states * sizeof(uint32_t));
    memset(stop->firsts, 0xff, s->states * sizeof(uint32_t));
    stop->firsts[bit] = stop->place.first;
    for (size_t state = 1; state < s->states; state++)
        if (!(state & bit) && s->queues[state].count)
            stop->firsts[state | bit] = follow(s, state, stop->place.first);
    if (stop->firsts[all] != NONE)
        places_add(out, stop->firsts[all], stop->place.last);
    stop->firsts[all] = NONE;
}

/* Could one place of each part follow one of the part before?  Of those that can
 * the one that ends first leaves most to the next. */
static bool stand_in_order(const struct places *parts, size_t count)
{
    uint64_t from = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t end = NONE;

        for (size_t j = parts[i].count; j-- > 0;) {
            const struct place *p = &parts[i].items[j];

            if (p->first < from)
                break;
            end = p->last < end ? p->last : end;
        }
        if (end == NONE)
            return false;
        from = (uint64_t)end + 1;
    }
    return true;
}

static bool same_places(const struct places *a, const struct places *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].first != b->items[i].first ||
            a->items[i].last != b->items[i].last)
            return false;
    return true;
}

/* Parts that stand at the same places, a word typed twice, need one each. */
static bool places_suffice(const struct places *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t alike = 0;

        for (size_t j = i; j < count; j++)
            alike += same_places(&parts[i], &parts[j]);
        if (alike > parts[i].count)
            return false;
    }
    return true;
}

void places_near(const struct places *parts, size_t count, uint32_t distance,
                 bool ordered, struct places *out)
{
    struct sweep s = {.distance = distance, .ordered = ordered};
    size_t passed = 0;

    out->count = 0;
    for (size_t i = 0; i < count; i++)
        if (!parts[i].count)
            return;
    if (!places_suffice(parts, count) ||
        (ordered && !stand_in_order(parts, count)))
        return;
    start(&s, parts, count);
    for (size_t i = 0; i < s.count; i++) {
        passed = pass(&s, passed, s.stops[i].place.first);
        if (ordered)
            extend_ordered(&s, &s.stops[i], out);
        else
            extend(&s, &s.stops[i], out);
    }
    finish(&s);
    places_sort(out);
    places_shortest(out);
}
