/* Spans near each other and apart, by trying all combinations. */
#include "tests/oracle.h"

#include <stdlib.h>

#define PARTS 32

void spots_free(struct spots *s)
{
    free(s->items);
    *s = (struct spots){NULL, 0, 0};
}

void spots_add(struct spots *s, struct spot spot)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].field == spot.field &&
            s->items[i].first == spot.first && s->items[i].last == spot.last)
            return;
    s->items = xgrow(s->items, s->count, &s->room, sizeof(spot));
    s->items[s->count++] = spot;
}

bool spot_within(struct spot spot, struct spot other)
{
    return spot.field == other.field && spot.first >= other.first &&
           spot.last <= other.last;
}

/* Only those that hold no other one. */
static void keep_shortest(const struct spots *all, struct spots *out)
{
    for (size_t i = 0; i < all->count; i++) {
        bool shortest = true;

        for (size_t j = 0; shortest && j < all->count; j++)
            shortest = j == i || !spot_within(all->items[j], all->items[i]);
        if (shortest)
            spots_add(out, all->items[i]);
    }
}

/* ---- near ---- */

struct chain {
    const struct spots *parts;
    size_t count;
    uint32_t distance;
    bool ordered, used[PARTS];
    struct spots found;
};

/* Go on from a run that holds `used` of the parts and ends with `run`. */
static void extend(struct chain *c, struct spot run, size_t held)
{
    if (held == c->count) {
        spots_add(&c->found, run);
        return;
    }
    for (size_t i = 0; i < c->count; i++) {
        if (c->used[i] || (c->ordered && i != held))
            continue;
        c->used[i] = true;
        for (size_t j = 0; j < c->parts[i].count; j++) {
            struct spot next = c->parts[i].items[j];

            if (!held)
                extend(c, next, 1);
            else if (next.field == run.field && next.first > run.last &&
                     next.first - run.last <= c->distance)
                extend(c, (struct spot){run.field, run.first, next.last},
                       held + 1);
        }
        c->used[i] = false;
    }
}

void oracle_near(const struct spots *parts, size_t count, uint32_t distance,
                 bool ordered, struct spots *out)
{
    struct chain c = {parts, count, distance, ordered, {false}, {NULL, 0, 0}};

    for (size_t i = 0; i < count; i++)
        if (!parts[i].count)
            return;
    if (count <= PARTS)
        extend(&c, (struct spot){IR_FIELD_BODY, 0, 0}, 0);
    keep_shortest(&c.found, out);
    spots_free(&c.found);
}

/* ---- together ---- */

bool oracle_same_unit(const struct oracle_article *a, enum ir_field field,
                      uint32_t one, uint32_t other, bool sentence)
{
    const struct oracle_unit *x = &a->units[field][one];
    const struct oracle_unit *y = &a->units[field][other];

    return sentence ? x->sentence == y->sentence : x->paragraph == y->paragraph;
}

/* Parts to be held by one run. */
struct holding {
    const struct spots *parts;
    const bool *alone;
    size_t count;
    struct spot run, chosen[PARTS];
};

static bool is_free(const struct holding *h, size_t part, struct spot spot)
{
    for (size_t i = 0; h->alone[part] && i < part; i++)
        if (h->alone[i] && h->chosen[i].field == spot.field &&
            h->chosen[i].first <= spot.last && spot.first <= h->chosen[i].last)
            return false;
    return true;
}

/* Is there a spot for this part and all after it? */
static bool holds_from(struct holding *h, size_t part)
{
    if (part == h->count)
        return true;
    for (size_t i = 0; i < h->parts[part].count; i++) {
        struct spot spot = h->parts[part].items[i];

        if (!spot_within(spot, h->run) || !is_free(h, part, spot))
            continue;
        h->chosen[part] = spot;
        if (holds_from(h, part + 1))
            return true;
    }
    return false;
}

/* Every span from where one begins to where one ends, in one unit. */
void oracle_together(const struct oracle_article *a, const struct spots *parts,
                     const bool *alone, size_t count, bool sentence,
                     struct spots *out)
{
    struct holding h = {.parts = parts, .alone = alone, .count = count};
    struct spots all = {NULL, 0, 0}, found = {NULL, 0, 0};

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < parts[i].count; j++)
            spots_add(&all, parts[i].items[j]);
    for (size_t i = 0; i < all.count; i++)
        for (size_t j = 0; j < all.count; j++) {
            struct spot run = all.items[i];

            run.last = all.items[j].last;
            h.run = run;
            if (all.items[j].field == run.field && run.last >= run.first &&
                oracle_same_unit(a, run.field, run.first, run.last, sentence) &&
                holds_from(&h, 0))
                spots_add(&found, run);
        }
    keep_shortest(&found, out);
    spots_free(&found);
    spots_free(&all);
}

/* ---- apart ---- */

static bool nearby(struct spot a, struct spot b, uint32_t distance)
{
    if (a.field != b.field)
        return false;
    if (b.first > a.last)
        return b.first - a.last <= distance;
    if (a.first > b.last)
        return a.first - b.last <= distance;
    return true;
}

void oracle_apart(const struct spots *spots, const struct spots *others,
                  uint32_t distance, struct spots *out)
{
    for (size_t i = 0; i < spots->count; i++) {
        bool apart = true;

        for (size_t j = 0; apart && j < others->count; j++)
            apart = !nearby(spots->items[i], others->items[j], distance);
        if (apart)
            spots_add(out, spots->items[i]);
    }
}

/* Is there a unit that both overlap? */
static bool share(const struct oracle_article *a, struct spot x, struct spot y,
                  bool sentence)
{
    if (x.field != y.field)
        return false;
    for (uint32_t i = x.first; i <= x.last; i++)
        for (uint32_t j = y.first; j <= y.last; j++)
            if (oracle_same_unit(a, x.field, i, j, sentence))
                return true;
    return false;
}

void oracle_outside(const struct oracle_article *a, const struct spots *spots,
                    const struct spots *others, bool sentence,
                    struct spots *out)
{
    for (size_t i = 0; i < spots->count; i++) {
        bool outside = true;

        for (size_t j = 0; outside && j < others->count; j++)
            outside = !share(a, spots->items[i], others->items[j], sentence);
        if (outside)
            spots_add(out, spots->items[i]);
    }
}
