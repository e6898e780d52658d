/*
 * NEAR and ADJ: finds the minimal groups in one sweep over all spans by
 * position.
 *
 * A chain is a partial group.  Its state is the set of parts in it, or when
 * ordered their number.  Among chains in the same state with the same last
 * span only the one that begins last is needed, since it gives the shortest
 * group.  Parts with identical spans, as of a word typed twice, are added in
 * their order only: they are interchangeable, and this keeps the number of
 * states down.
 */
#include "search/match/spans.h"

#include <stdlib.h>

#define NONE UINT32_MAX

/* First and last position of a partial group. */
struct chain {
    uint32_t last, first;
};

/* The chains in one state that can still be extended, as a monotonic queue:
 * last ascends, first descends.  The head makes the shortest group and expires
 * first; a new chain removes those that begin no later, which it outlives. */
struct state {
    uint64_t key;        /* the set of parts, or when ordered their number */
    struct chain *items; /* a ring */
    size_t head, count, room;
};

/* A chain whose last span is a given stop. */
struct ended {
    uint64_t key;
    uint32_t first;
};

struct stop {
    struct span span;
    size_t part;
    struct ended *chains; /* pending until the sweep is past its last word */
    size_t count;
};

struct sweep {
    struct stop *stops; /* in order of first */
    size_t *ends;       /* indices of stops in order of last */
    size_t count;
    struct state *states; /* sorted by key */
    size_t state_count, state_room;
    /* By part: the bit of the part before it with identical spans, or 0. */
    uint64_t need[NEAR_PARTS_MAX];
    size_t parts;
    uint32_t distance;
    bool ordered;
};

static int compare_stops(const void *a, const void *b)
{
    const struct stop *l = a, *r = b;
    int order = span_compare(&l->span, &r->span);

    return order ? order : (l->part > r->part) - (l->part < r->part);
}

static int compare_ends(const void *a, const void *b, void *stops)
{
    const struct stop *all = stops;
    size_t l = *(const size_t *)a, r = *(const size_t *)b;

    if (all[l].span.last != all[r].span.last)
        return all[l].span.last < all[r].span.last ? -1 : 1;
    return (l > r) - (l < r);
}

static void find_alike(struct sweep *s, const struct spans *parts)
{
    for (size_t i = 0; i < s->parts; i++)
        for (size_t j = i; j-- > 0 && !s->need[i];)
            if (spans_same(&parts[i], &parts[j]))
                s->need[i] = UINT64_C(1) << j;
}

static void start(struct sweep *s, const struct spans *parts)
{
    size_t all = 0;

    for (size_t i = 0; i < s->parts; i++)
        all += parts[i].count;
    s->stops = xmalloc((all + 1) * sizeof(*s->stops));
    s->ends = xmalloc((all + 1) * sizeof(*s->ends));
    for (size_t i = 0; i < s->parts; i++)
        for (size_t j = 0; j < parts[i].count; j++)
            s->stops[s->count++] = (struct stop){parts[i].items[j], i, NULL, 0};
    qsort(s->stops, all, sizeof(*s->stops), compare_stops);
    for (size_t i = 0; i < all; i++)
        s->ends[i] = i;
    qsort_r(s->ends, all, sizeof(*s->ends), compare_ends, s->stops);
    if (!s->ordered)
        find_alike(s, parts);
}

static void finish(struct sweep *s)
{
    for (size_t i = 0; i < s->count; i++)
        free(s->stops[i].chains);
    for (size_t i = 0; i < s->state_count; i++)
        free(s->states[i].items);
    free(s->stops);
    free(s->ends);
    free(s->states);
}

static struct chain *at(const struct state *q, size_t i)
{
    return &q->items[(q->head + i) % q->room];
}

static void drop_before(const struct sweep *s, struct state *q, uint64_t first)
{
    while (q->count && at(q, 0)->last + (uint64_t)s->distance < first) {
        q->head = (q->head + 1) % q->room;
        q->count--;
    }
}

static void grow(struct state *q)
{
    size_t room = q->room ? 2 * q->room : 4;
    struct chain *items = xmalloc(room * sizeof(*items));

    for (size_t i = 0; i < q->count; i++)
        items[i] = *at(q, i);
    free(q->items);
    q->items = items;
    q->head = 0;
    q->room = room;
}

/* Lower bound: the index of the first state whose key is at least key. */
static size_t find_state(const struct sweep *s, uint64_t key)
{
    size_t low = 0, high = s->state_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (s->states[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many of a stop's chains, which are in order of key, have no state yet. */
static size_t count_new(const struct sweep *s, const struct stop *stop)
{
    size_t new = 0;

    for (size_t i = 0, at = 0; i < stop->count; i++) {
        while (at < s->state_count && s->states[at].key < stop->chains[i].key)
            at++;
        new += at == s->state_count || s->states[at].key != stop->chains[i].key;
    }
    return new;
}

/* Make a state for each of the chains: one merge from the end, as a stop may
 * have as many chains as there are states. */
static void make_states(struct sweep *s, const struct stop *stop)
{
    size_t from = s->state_count, to = from + count_new(s, stop);
    size_t chain = stop->count;

    if (to == from)
        return;
    while (s->state_room < to)
        s->states = xdouble(s->states, &s->state_room, sizeof(*s->states));
    s->state_count = to;
    while (to > from) {
        uint64_t key = stop->chains[chain - 1].key;

        if (from && s->states[from - 1].key >= key) {
            chain -= s->states[--from].key == key;
            s->states[--to] = s->states[from];
        } else {
            s->states[--to] = (struct state){.key = key};
            chain--;
        }
    }
}

static void push(struct sweep *s, struct state *q, const struct ended *e,
                 uint32_t last)
{
    drop_before(s, q, (uint64_t)last + 1);
    while (q->count && at(q, q->count - 1)->first <= e->first)
        q->count--;
    if (q->count && at(q, q->count - 1)->last == last)
        return;
    if (q->count == q->room)
        grow(q);
    q->count++;
    *at(q, q->count - 1) = (struct chain){last, e->first};
}

static unsigned size_of(uint64_t set)
{
    return (unsigned)__builtin_popcountll(set);
}

/* Keep the NEAR_STATES_MAX states with the most parts. */
static void prune(struct sweep *s)
{
    size_t sizes[NEAR_PARTS_MAX + 1] = {0}, kept = 0, to = 0;
    unsigned least = NEAR_PARTS_MAX;

    for (size_t i = 0; i < s->state_count; i++)
        sizes[size_of(s->states[i].key)]++;
    for (; least && kept + sizes[least] <= NEAR_STATES_MAX; least--)
        kept += sizes[least];
    for (size_t i = 0; i < s->state_count; i++) {
        unsigned size = size_of(s->states[i].key);

        if (size > least || (size == least && kept++ < NEAR_STATES_MAX))
            s->states[to++] = s->states[i];
        else
            free(s->states[i].items);
    }
    s->state_count = to;
}

static void push_chains(struct sweep *s, struct stop *stop)
{
    size_t at = 0;

    make_states(s, stop);
    for (size_t i = 0; i < stop->count; i++) {
        while (s->states[at].key < stop->chains[i].key)
            at++;
        push(s, &s->states[at], &stop->chains[i], stop->span.last);
    }
    free(stop->chains);
    stop->chains = NULL;
    stop->count = 0;
}

/* Make the chains whose last span ends before position available for
 * extension. */
static size_t pass(struct sweep *s, size_t next, uint32_t position)
{
    for (; next < s->count; next++) {
        struct stop *stop = &s->stops[s->ends[next]];

        if (stop->span.last >= position)
            break;
        push_chains(s, stop);
        if (!s->ordered && s->state_count > 2 * NEAR_STATES_MAX)
            prune(s);
    }
    return next;
}

/* Record a chain in state key from first to the stop: a result if complete. */
static void take(struct stop *stop, uint64_t key, uint64_t all, uint32_t first,
                 struct spans *out)
{
    if (key == all)
        spans_add(out, first, stop->span.last);
    else
        stop->chains[stop->count++] = (struct ended){key, first};
}

/* ADJ: extend the best chain of the parts before this stop's part. */
static void extend_ordered(struct sweep *s, struct stop *stop,
                           struct spans *out)
{
    uint32_t first = stop->span.first;

    if (stop->part) {
        size_t i = find_state(s, stop->part);

        if (i == s->state_count || s->states[i].key != stop->part)
            return;
        drop_before(s, &s->states[i], stop->span.first);
        if (!s->states[i].count)
            return;
        first = at(&s->states[i], 0)->first;
    }
    stop->chains = xmalloc(sizeof(*stop->chains));
    take(stop, stop->part + 1, s->parts, first, out);
}

/* NEAR: extend the best chain of each state without this stop's part, which
 * keeps their order; chains that have fallen out of the distance are dropped. */
static void extend(struct sweep *s, struct stop *stop, struct spans *out)
{
    uint64_t bit = UINT64_C(1) << stop->part, need = s->need[stop->part];
    uint64_t all = UINT64_MAX >> (NEAR_PARTS_MAX - s->parts);
    size_t to = 0;

    stop->chains = xmalloc((s->state_count + 1) * sizeof(*stop->chains));
    if (!need)
        take(stop, bit, all, stop->span.first, out);
    for (size_t i = 0; i < s->state_count; i++) {
        struct state *q = &s->states[i];

        drop_before(s, q, stop->span.first);
        if (!q->count) {
            free(q->items);
            continue;
        }
        if (!(q->key & bit) && (q->key & need) == need)
            take(stop, q->key | bit, all, at(q, 0)->first, out);
        if (to < i)
            s->states[to] = *q;
        to++;
    }
    s->state_count = to;
}

/* Can one span of each part follow one of the part before, at any distance?
 * Greedy: the span that ends first leaves the most room.  Lets most articles
 * skip the sweep. */
static bool stand_in_order(const struct spans *parts, size_t count)
{
    uint64_t from = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t end = NONE;

        for (size_t j = parts[i].count; j-- > 0;) {
            const struct span *p = &parts[i].items[j];

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

/* Of k parts with identical spans, a word typed k times, each needs a span of
 * its own. */
static bool spans_suffice(const struct spans *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t alike = 0;

        for (size_t j = i; j < count; j++)
            alike += spans_same(&parts[i], &parts[j]);
        if (alike > parts[i].count)
            return false;
    }
    return true;
}

void spans_near(const struct spans *parts, size_t count, uint32_t distance,
                bool ordered, struct spans *out)
{
    struct sweep s = {.parts = count, .distance = distance, .ordered = ordered};
    size_t passed = 0;

    out->count = 0;
    for (size_t i = 0; i < count; i++)
        if (!parts[i].count)
            return;
    if (!spans_suffice(parts, count) ||
        (ordered && !stand_in_order(parts, count)))
        return;
    start(&s, parts);
    for (size_t i = 0; i < s.count; i++) {
        passed = pass(&s, passed, s.stops[i].span.first);
        if (ordered)
            extend_ordered(&s, &s.stops[i], out);
        else
            extend(&s, &s.stops[i], out);
    }
    finish(&s);
    spans_sort(out);
    spans_shortest(out);
}
