/* Where in an article a clause stands. */
#include "search/match/evidence.h"

#include <stdlib.h>

/* A title is one sentence. */
static const uint32_t title_starts[] = {0};

static struct breaks breaks_of(const struct evidence *e, bool paragraphs,
                               enum ir_field field)
{
    if (field == IR_FIELD_TITLE)
        return (struct breaks){title_starts, 1};
    if (paragraphs)
        return (struct breaks){e->paragraph_words, e->paragraph_count};
    return (struct breaks){e->sentence_words, e->sentence_count};
}

static const struct matches *matches_of(const struct evidence *e,
                                        enum ir_field field)
{
    return field == IR_FIELD_TITLE ? &e->title : &e->body;
}

static void place_term(const struct evidence *e, enum ir_field field,
                       uint32_t term, struct places *out)
{
    const struct matches *m = matches_of(e, field);
    const struct match_index *x = &e->index[field];

    for (uint32_t i = x->starts[term]; i < x->starts[term + 1]; i++) {
        const struct match *match = &m->items[x->items[i]];

        if (match->member == PLAN_NONE)
            places_add(out, match->position, match->position);
    }
}

/* A compound that is asked for stands where all of one in the text does. */
static void place_joined(const struct evidence *e, enum ir_field field,
                         const struct clause *c, struct places *out)
{
    const struct matches *m = matches_of(e, field);
    const struct match_index *x = &e->index[field];

    for (uint32_t i = x->starts[c->joined]; i < x->starts[c->joined + 1]; i++) {
        const struct match *match = &m->items[x->items[i]];

        if (match->member == PLAN_NONE)
            places_add(out, match->position,
                       word_last(match->position, match->flags));
    }
}

static void place_run(const struct evidence *e, const struct plan *p,
                      enum ir_field field, const struct clause *c,
                      struct places *out)
{
    const struct matches *m = matches_of(e, field);
    const struct match_index *x = &e->index[field];
    uint32_t term = plan_clause_term(p, c, 0);

    for (uint32_t i = x->starts[term]; i < x->starts[term + 1]; i++) {
        size_t at = x->items[i], last;

        if (match_stands(&m->items[at], c, 0) &&
            matches_run(m, at, c, NULL, &last))
            places_add(out, m->items[at].position, m->items[last].position);
    }
}

static bool all_satisfied(struct evidence *e, const struct plan *p,
                          const struct clause *c, bool any)
{
    for (size_t i = 0; i < c->part_count; i++)
        if (!evidence_satisfies(e, p, &c->parts[i], any))
            return false;
    return true;
}

static void place_alternatives(struct evidence *e, const struct plan *p,
                               const struct clause *c, bool any,
                               enum ir_field field, struct places *out)
{
    bool all = c->kind == CLAUSE_ALL || (c->kind == CLAUSE_LIST && !any);

    if (all && !all_satisfied(e, p, c, any))
        return;
    for (size_t i = 0; i < c->part_count; i++)
        places_append(out, evidence_places(e, p, &c->parts[i], any, field));
}

/* A word's places, and those of its synonyms that hold no other one: natural
 * gas is gas only once. */
static void place_synonyms(struct evidence *e, const struct plan *p,
                           const struct clause *c, bool any,
                           enum ir_field field, struct places *out)
{
    struct places own = {NULL, 0, 0};
    size_t next = 0, kept = 0;

    for (size_t i = 0; i < c->own; i++)
        places_append(&own, evidence_places(e, p, &c->parts[i], any, field));
    places_sort(&own);
    for (size_t i = c->own; i < c->part_count; i++)
        places_append(out, evidence_places(e, p, &c->parts[i], any, field));
    places_sort(out);
    for (size_t i = 0; i < out->count; i++) {
        struct place place = out->items[i];

        while (next < own.count && own.items[next].last < place.first)
            next++;
        if (next < own.count && own.items[next].first <= place.last)
            continue;
        if (kept && out->items[kept - 1].last >= place.first) {
            if (out->items[kept - 1].first == place.first)
                out->items[kept - 1] = place;
            continue;
        }
        out->items[kept++] = place;
    }
    out->count = kept;
    places_append(out, &own);
    places_free(&own);
}

/* Is it words, or a choice of such, and so needs a place of its own beside
 * others?  Sentences that hold several things may overlap. */
static bool stands_alone(const struct clause *c)
{
    if (c->kind >= CLAUSE_NEAR && c->kind <= CLAUSE_NOT_PARAGRAPH)
        return false;
    for (size_t i = 0; i < c->part_count; i++)
        if (!stands_alone(&c->parts[i]))
            return false;
    return true;
}

/* Does it ask that its second part be not there?  Lists in that are read as all,
 * as they are in NOT. */
static bool is_refusal(const struct clause *c)
{
    return c->kind >= CLAUSE_NOT_NEAR && c->kind <= CLAUSE_NOT_PARAGRAPH;
}

/* What asks for several parts of places at once. */
static void place_group(struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any, enum ir_field field,
                        struct places *out)
{
    struct places *parts = xmalloc(c->part_count * sizeof(*parts));
    bool *alone = xmalloc(c->part_count * sizeof(*alone));
    bool paragraphs =
        c->kind == CLAUSE_PARAGRAPH || c->kind == CLAUSE_NOT_PARAGRAPH;
    struct breaks breaks = breaks_of(e, paragraphs, field);

    for (size_t i = 0; i < c->part_count; i++) {
        parts[i] = *evidence_places(e, p, &c->parts[i],
                                    any && !(i && is_refusal(c)), field);
        alone[i] = stands_alone(&c->parts[i]);
    }
    if (c->kind == CLAUSE_NEAR || c->kind == CLAUSE_ADJ)
        places_near(parts, c->part_count, c->number, c->kind == CLAUSE_ADJ,
                    out);
    else if (c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH)
        places_together(parts, alone, c->part_count, &breaks, out);
    else if (c->kind == CLAUSE_NOT_NEAR)
        places_apart(&parts[0], &parts[1], c->number, out);
    else
        places_outside(&parts[0], &parts[1], &breaks, out);
    free(alone);
    free(parts);
}

static void place_scope(struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any, enum ir_field field,
                        struct places *out)
{
    const struct places *all = evidence_places(e, p, &c->parts[0], any, field);

    if (field == IR_FIELD_TITLE && c->scope != SCOPE_LEAD)
        places_append(out, all);
    if (field == IR_FIELD_BODY && c->scope != SCOPE_TITLE)
        places_before(all, LEAD_WORDS, out);
}

static void find_places(struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any, enum ir_field field,
                        struct places *out)
{
    switch (c->kind) {
    case CLAUSE_WORD: place_term(e, field, c->items[0], out); break;
    case CLAUSE_RUN:
    case CLAUSE_PHRASE:
        if (c->joined != PLAN_NONE)
            place_joined(e, field, c, out);
        place_run(e, p, field, c, out);
        break;
    case CLAUSE_ALL:
    case CLAUSE_ANY:
    case CLAUSE_LIST:
        if (c->group && c->own)
            place_synonyms(e, p, c, any, field, out);
        else
            place_alternatives(e, p, c, any, field, out);
        break;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ:
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH: place_group(e, p, c, any, field, out); break;
    case CLAUSE_SCOPE: place_scope(e, p, c, any, field, out); break;
    case CLAUSE_NOT:
    case CLAUSE_ATLEAST:
    case CLAUSE_QUORUM:
    case CLAUSE_FILTER:
    case CLAUSE_NEVER: break;
    }
    places_sort(out);
}

const struct places *evidence_places(struct evidence *e, const struct plan *p,
                                     const struct clause *c, bool any,
                                     enum ir_field field)
{
    struct clause_answer *a = &e->answers[2 * c->id + any];

    if (a->placed != e->article) {
        a->placed = e->article;
        for (int i = IR_FIELD_BODY; i <= IR_FIELD_TITLE; i++) {
            a->places[i].count = 0;
            find_places(e, p, c, any, (enum ir_field)i, &a->places[i]);
        }
    }
    return &a->places[field];
}

/* ---- trimming ---- */

/* Marks, in one field, the matches that satisfy the plan. */
struct trimming {
    struct evidence *e;
    const struct plan *p;
    const struct matches *m;
    enum ir_field field;
    bool any;
};

static void mark(const struct trimming *t, const struct clause *c,
                 struct place window);

/* The first of the term's matches, in the index, from position on. */
static uint32_t first_of(const struct trimming *t, uint32_t term,
                         uint32_t position)
{
    const struct match_index *x = &t->e->index[t->field];
    uint32_t low = x->starts[term], high = x->starts[term + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (t->m->items[x->items[middle]].position < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The term's own matches, or those of members [from, to). */
static void mark_term(const struct trimming *t, uint32_t term,
                      struct place window, uint32_t from, uint32_t to)
{
    const struct match_index *x = &t->e->index[t->field];

    for (uint32_t i = first_of(t, term, window.first); i < x->starts[term + 1];
         i++) {
        size_t at = x->items[i];
        uint32_t member = t->m->items[at].member;

        if (t->m->items[at].position > window.last)
            break;
        if (from == to ? member == PLAN_NONE : member >= from && member < to)
            t->e->keep[at] = true;
    }
}

static void mark_runs(const struct trimming *t, const struct clause *c,
                      struct place window)
{
    const struct match_index *x = &t->e->index[t->field];
    uint32_t term = plan_clause_term(t->p, c, 0);

    for (uint32_t i = first_of(t, term, window.first); i < x->starts[term + 1];
         i++) {
        size_t at = x->items[i], last;

        if (t->m->items[at].position > window.last)
            break;
        if (match_stands(&t->m->items[at], c, 0) &&
            matches_run(t->m, at, c, NULL, &last) &&
            t->m->items[last].position <= window.last)
            matches_run(t->m, at, c, t->e->keep, &last);
    }
}

/* The compound as one word, where all of it lies in the window. */
static void mark_joined(const struct trimming *t, const struct clause *c,
                        struct place window)
{
    const struct match_index *x = &t->e->index[t->field];

    for (uint32_t i = first_of(t, c->joined, window.first);
         i < x->starts[c->joined + 1]; i++) {
        const struct match *match = &t->m->items[x->items[i]];

        if (match->member == PLAN_NONE &&
            word_last(match->position, match->flags) <= window.last)
            t->e->keep[x->items[i]] = true;
    }
}

static void mark_run(const struct trimming *t, const struct clause *c,
                     struct place window)
{
    if (c->joined != PLAN_NONE)
        mark_joined(t, c, window);
    if (!t->any || !c->loose)
        mark_runs(t, c, window);
    for (size_t i = 0; t->any && c->loose && i < c->item_count; i++)
        mark_term(t, c->items[i], window, 0, 0);
}

static void mark_parts(const struct trimming *t, const struct clause *c,
                       struct place window)
{
    if (c->group) {
        uint32_t to = c->members + (uint32_t)(c->part_count - c->own);

        if (!t->p->members[c->members].negated)
            mark_term(t, t->p->members[c->members].term, window, c->members,
                      to);
    }
    for (size_t i = 0; i < (c->group ? c->own : c->part_count); i++)
        if (evidence_satisfies(t->e, t->p, &c->parts[i], t->any))
            mark(t, &c->parts[i], window);
}

/* The whole sentence, or paragraph, that a place lies in, as far as the window
 * goes. */
static struct place widen(const struct trimming *t, const struct clause *c,
                          struct place place, struct place window)
{
    struct breaks b = breaks_of(t->e, c->kind == CLAUSE_PARAGRAPH, t->field);
    size_t unit = breaks_find(&b, place.first);

    place.first = b.starts[unit];
    place.last = unit + 1 < b.count ? b.starts[unit + 1] - 1 : UINT32_MAX;
    if (place.first < window.first)
        place.first = window.first;
    if (place.last > window.last)
        place.last = window.last;
    return place;
}

/* All that lies in a place of what asks for places. */
static void mark_places(const struct trimming *t, const struct clause *c,
                        struct place window)
{
    const struct places *all = evidence_places(t->e, t->p, c, t->any, t->field);
    bool wide = c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH;

    for (size_t i = 0; i < all->count; i++) {
        struct place place = all->items[i];

        if (place.first < window.first || place.last > window.last)
            continue;
        if (wide)
            place = widen(t, c, place, window);
        for (size_t j = 0; j < (is_refusal(c) ? 1 : c->part_count); j++)
            mark(t, &c->parts[j], place);
    }
}

static void mark(const struct trimming *t, const struct clause *c,
                 struct place window)
{
    switch (c->kind) {
    case CLAUSE_WORD: mark_term(t, c->items[0], window, 0, 0); return;
    case CLAUSE_RUN:
    case CLAUSE_PHRASE: mark_run(t, c, window); return;
    case CLAUSE_ALL:
    case CLAUSE_ANY:
    case CLAUSE_LIST: mark_parts(t, c, window); return;
    case CLAUSE_ATLEAST:
        if (evidence_satisfies(t->e, t->p, c, t->any))
            mark(t, &c->parts[0], window);
        return;
    case CLAUSE_QUORUM:
        if (evidence_satisfies(t->e, t->p, c, t->any))
            mark_parts(t, c, window);
        return;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ:
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_SCOPE: mark_places(t, c, window); return;
    case CLAUSE_NOT:
    case CLAUSE_FILTER:
    case CLAUSE_NEVER: return;
    }
}

static void trim(struct evidence *e, const struct plan *p, bool any,
                 enum ir_field field)
{
    static const struct place everywhere = {0, UINT32_MAX};
    bool title = field == IR_FIELD_TITLE;
    struct matches *m = title ? &e->title : &e->body;
    uint32_t *counts = title ? e->title_counts : e->body_counts;
    struct trimming t = {e, p, m, field, any};
    size_t count = 0;

    if (!m->count)
        return;
    memset(e->keep, 0, m->count * sizeof(*e->keep));
    mark(&t, &p->root, everywhere);
    for (size_t i = 0; i < m->count; i++) {
        if (e->keep[i])
            m->items[count++] = m->items[i];
        else
            counts[m->items[i].term]--;
    }
    m->count = count;
}

/* Ask while all matches are there. */
static void settle(struct evidence *e, const struct plan *p,
                   const struct clause *c)
{
    if (c->kind == CLAUSE_NOT)
        return;
    evidence_satisfies(e, p, c, false);
    evidence_satisfies(e, p, c, true);
    for (size_t i = 0; i < (c->group ? c->own : c->part_count); i++)
        settle(e, p, &c->parts[i]);
}

void evidence_trim(struct evidence *e, const struct plan *p, bool any)
{
    size_t most =
        e->body.count > e->title.count ? e->body.count : e->title.count;

    while (e->keep_room <= most)
        e->keep = xgrow(e->keep, e->keep_room, &e->keep_room, sizeof(bool));
    settle(e, p, &p->root);
    trim(e, p, any, IR_FIELD_BODY);
    trim(e, p, any, IR_FIELD_TITLE);
}
