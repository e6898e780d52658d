/* By how much operators on places fail. */
#include "search/match/causes.h"

#include <stdlib.h>

/* ---- how near the parts are ---- */

/* Are they near at this distance in the field?  Then where, unless it is NULL,
 * has the first place. */
static bool is_near(const struct causes_group *g, enum ir_field field,
                    uint32_t distance, struct span *where)
{
    struct spans out = {NULL, 0, 0};
    bool near;

    for (size_t i = 0; i < g->count; i++)
        if (!g->parts[field][i].count)
            return false;
    spans_near(g->parts[field], g->count, distance, g->ordered, &out);
    near = out.count > 0;
    if (near && where)
        *where = out.items[0];
    spans_free(&out);
    return near;
}

/* More distance never ends a match. */
static uint32_t least_in(const struct causes_group *g, enum ir_field field,
                         uint32_t most)
{
    uint32_t low = 1, high = most;

    if (!is_near(g, field, most, NULL))
        return 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (is_near(g, field, middle, NULL))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

uint32_t causes_least(const struct causes *x, const struct causes_group *g,
                      enum ir_field *field, struct span *where)
{
    const uint32_t most[] = {[IR_FIELD_BODY] = x->evidence->words + 1,
                             [IR_FIELD_TITLE] = x->evidence->title_words + 1};
    uint32_t least = 0;

    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++) {
        uint32_t one = least_in(g, (enum ir_field)f, most[f]);

        if (!one || (least && least <= one))
            continue;
        least = one;
        *field = (enum ir_field)f;
    }
    if (least)
        is_near(g, *field, least, where);
    return least;
}

/* ---- the operators ---- */

static void group_start(struct causes *x, const struct clause *c, bool any,
                        struct causes_group *g)
{
    g->count = c->part_count;
    g->ordered = c->kind == CLAUSE_ADJ;
    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++) {
        g->parts[f] = xcalloc(g->count, sizeof(*g->parts[f]));
        for (size_t i = 0; i < g->count; i++)
            g->parts[f][i] = *evidence_spans(x->evidence, x->plan, &c->parts[i],
                                             any && !(i && clause_refuses(c)),
                                             (enum ir_field)f);
    }
}

static void group_free(struct causes_group *g)
{
    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++)
        free(g->parts[f]);
}

static void add_first_places(struct causes *x, struct ir_cause *cause,
                             const struct clause *c, bool any)
{
    for (size_t i = 0; i < c->part_count; i++) {
        struct ir_cause one = {.place_count = 0};

        causes_places(x, &one, &c->parts[i], any);
        if (!one.place_count || cause->place_count == IR_WHY_PLACES_MAX)
            continue;
        if (!cause->places)
            cause->places = arena_alloc(x->arena, IR_WHY_PLACES_MAX *
                                                      sizeof(*cause->places));
        ((struct ir_place *)(uintptr_t)cause->places)[cause->place_count++] =
            one.places[0];
    }
}

static void say_apart(struct causes *x, struct ir_cause *cause,
                      const struct clause *c, bool any)
{
    add_first_places(x, cause, c, any);
    causes_say(x, cause,
               "%.*s: the words are there, but not all of them together in the "
               "text, or in the title",
               CAUSE_TEXT(cause->part));
}

/* Parts that are never near each other, or not in this order. */
static void explain_far(struct causes *x, const struct clause *c, bool any,
                        struct causes_group *g, size_t parent)
{
    struct ir_cause *cause =
        causes_add(x, IR_CAUSE_FAR, causes_part(x, c), parent);
    enum ir_field field = IR_FIELD_BODY;
    struct span where = {0, 0};
    uint32_t least = causes_least(x, g, &field, &where);

    cause->asked = c->number;
    cause->found = least;
    if (least) {
        causes_place(x, cause, field, &where);
        causes_say(x, cause, "%.*s: the words are %u apart, you asked for %u",
                   CAUSE_TEXT(cause->part), least, c->number);
        return;
    }
    if (g->ordered && g->count <= NEAR_PARTS_MAX) {
        g->ordered = false;
        cause->found = causes_least(x, g, &field, &where);
    }
    if (!cause->found) {
        cause->kind = IR_CAUSE_APART;
        say_apart(x, cause, c, any);
        return;
    }
    cause->kind = IR_CAUSE_ORDER;
    causes_place(x, cause, field, &where);
    causes_say(x, cause,
               "%.*s: the words are there, but never in this order; in another "
               "they are %llu apart",
               CAUSE_TEXT(cause->part), (unsigned long long)cause->found);
}

/* How many sentences, or paragraphs, there are between parts; 0: they are in no
 * common text. */
static uint32_t units_apart(struct causes *x, struct causes_group *g,
                            bool paragraphs)
{
    enum ir_field field;
    struct span where;
    struct causes_group units = {.count = g->count};
    struct breaks breaks =
        evidence_breaks(x->evidence, paragraphs, IR_FIELD_BODY);
    uint32_t least = 0;

    units.parts[IR_FIELD_TITLE] = xcalloc(g->count, sizeof(struct spans));
    units.parts[IR_FIELD_BODY] = xcalloc(g->count, sizeof(struct spans));
    for (size_t i = 0; i < g->count; i++) {
        const struct spans *from = &g->parts[IR_FIELD_BODY][i];
        struct spans *to = &units.parts[IR_FIELD_BODY][i];

        for (size_t j = 0; j < from->count; j++)
            spans_add(to, (uint32_t)breaks_find(&breaks, from->items[j].first),
                      (uint32_t)breaks_find(&breaks, from->items[j].last));
        spans_sort(to);
    }
    if (g->count <= NEAR_PARTS_MAX)
        least = causes_least(x, &units, &field, &where);
    for (size_t i = 0; i < g->count; i++)
        spans_free(&units.parts[IR_FIELD_BODY][i]);
    group_free(&units);
    return least;
}

static void explain_units(struct causes *x, const struct clause *c, bool any,
                          struct causes_group *g, size_t parent)
{
    bool paragraphs = c->kind == CLAUSE_PARAGRAPH;
    struct ir_cause *cause =
        causes_add(x, IR_CAUSE_APART, causes_part(x, c), parent);

    cause->found = units_apart(x, g, paragraphs);
    if (!cause->found) {
        say_apart(x, cause, c, any);
        return;
    }
    add_first_places(x, cause, c, any);
    causes_say(x, cause, "%.*s: never in one %s; %llu %s apart",
               CAUSE_TEXT(cause->part), paragraphs ? "paragraph" : "sentence",
               (unsigned long long)cause->found,
               paragraphs ? (cause->found == 1 ? "paragraph" : "paragraphs")
               : cause->found == 1 ? "sentence"
                                   : "sentences");
}

/* Does the first part stand anywhere without the second this near? */
static bool is_apart(const struct causes_group *g, uint32_t distance)
{
    struct spans out = {NULL, 0, 0};
    bool apart = false;

    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE && !apart; f++) {
        spans_apart(&g->parts[f][0], &g->parts[f][1], distance, &out);
        apart = out.count > 0;
    }
    spans_free(&out);
    return apart;
}

static void explain_close(struct causes *x, const struct clause *c, bool any,
                          const struct causes_group *g, size_t parent)
{
    static const char *const unit[] = {[CLAUSE_NOT_NEAR] = "word or so",
                                       [CLAUSE_NOT_SENTENCE] = "sentence",
                                       [CLAUSE_NOT_PARAGRAPH] = "paragraph"};
    struct ir_cause *cause =
        causes_add(x, IR_CAUSE_CLOSE, causes_part(x, c), parent);
    uint32_t low = 0, high = c->number;

    causes_places(x, cause, &c->parts[1], any);
    if (c->kind != CLAUSE_NOT_NEAR) {
        causes_say(x, cause,
                   "%.*s: wherever the first is, the second is in the "
                   "same %s",
                   CAUSE_TEXT(cause->part), unit[c->kind]);
        return;
    }
    cause->asked = c->number;
    while (low + 1 < high) { /* it holds at low, or low is 0 */
        uint32_t middle = low + (high - low) / 2;

        if (is_apart(g, middle))
            low = middle;
        else
            high = middle;
    }
    cause->found = low;
    causes_say(x, cause,
               "%.*s: wherever the first is, the second is at most %u words "
               "away, within the %u you asked for",
               CAUSE_TEXT(cause->part), low + 1, c->number);
}

void causes_near(struct causes *x, const struct clause *c, bool any,
                 size_t parent)
{
    struct causes_group g;

    group_start(x, c, any, &g);
    if (clause_refuses(c))
        explain_close(x, c, any, &g, parent);
    else if (c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH)
        explain_units(x, c, any, &g, parent);
    else
        explain_far(x, c, any, &g, parent);
    group_free(&g);
}
