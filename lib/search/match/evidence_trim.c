/* Drops the matches that do not contribute to satisfying the plan. */
#include "search/match/evidence.h"

/* Marks, in one field, the matches that satisfy the plan. */
struct trimming {
    struct evidence *e;
    const struct plan *p;
    const struct matches *m;
    enum ir_field field;
    bool any;
};

static void mark(const struct trimming *t, const struct clause *c,
                 struct span window);

/* Index into match_index.items of the term's first match at or after
 * position. */
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

/* The term's own matches, or those of expansions [from, to). */
static void mark_term(const struct trimming *t, uint32_t term,
                      struct span window, uint32_t from, uint32_t to)
{
    const struct match_index *x = &t->e->index[t->field];

    for (uint32_t i = first_of(t, term, window.first); i < x->starts[term + 1];
         i++) {
        size_t at = x->items[i];
        uint32_t expansion = t->m->items[at].expansion;

        if (t->m->items[at].position > window.last)
            break;
        if (from == to ? expansion == PLAN_NONE
                       : expansion >= from && expansion < to)
            t->e->keep[at] = true;
    }
}

static void mark_runs(const struct trimming *t, const struct clause *c,
                      struct span window)
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
                        struct span window)
{
    const struct match_index *x = &t->e->index[t->field];

    for (uint32_t i = first_of(t, c->joined, window.first);
         i < x->starts[c->joined + 1]; i++) {
        const struct match *match = &t->m->items[x->items[i]];

        if (match->expansion == PLAN_NONE &&
            word_last(match->position, match->flags) <= window.last)
            t->e->keep[x->items[i]] = true;
    }
}

static void mark_run(const struct trimming *t, const struct clause *c,
                     struct span window)
{
    if (c->joined != PLAN_NONE)
        mark_joined(t, c, window);
    if (!t->any || !c->loose)
        mark_runs(t, c, window);
    for (size_t i = 0; t->any && c->loose && i < c->item_count; i++)
        mark_term(t, c->items[i], window, 0, 0);
}

static void mark_parts(const struct trimming *t, const struct clause *c,
                       struct span window)
{
    if (c->group) {
        uint32_t to = c->expansions + (uint32_t)(c->part_count - c->own);

        if (!t->p->expansions[c->expansions].negated)
            mark_term(t, t->p->expansions[c->expansions].term, window,
                      c->expansions, to);
    }
    for (size_t i = 0; i < (c->group ? c->own : c->part_count); i++)
        if (evidence_satisfies(t->e, t->p, &c->parts[i], t->any))
            mark(t, &c->parts[i], window);
        else if (t->any && c->kind == CLAUSE_LIST)
            for (size_t j = 0; j < c->parts[i].scattered_count; j++)
                mark_term(t, c->parts[i].scattered[j], window, 0, 0);
}

/* Widen a span to its sentence or paragraph, clipped to the window. */
static struct span widen(const struct trimming *t, const struct clause *c,
                         struct span span, struct span window)
{
    struct breaks b =
        evidence_breaks(t->e, c->kind == CLAUSE_PARAGRAPH, t->field);
    size_t unit = breaks_find(&b, span.first);

    span.first = b.starts[unit];
    span.last = unit + 1 < b.count ? b.starts[unit + 1] - 1 : UINT32_MAX;
    if (span.first < window.first)
        span.first = window.first;
    if (span.last > window.last)
        span.last = window.last;
    return span;
}

/* Mark the matches inside each span of a proximity operator or scope. */
static void mark_spans(const struct trimming *t, const struct clause *c,
                       struct span window)
{
    const struct spans *all = evidence_spans(t->e, t->p, c, t->any, t->field);
    bool wide = c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH;

    for (size_t i = 0; i < all->count; i++) {
        struct span span = all->items[i];

        if (span.first < window.first || span.last > window.last)
            continue;
        if (wide)
            span = widen(t, c, span, window);
        for (size_t j = 0; j < (clause_refuses(c) ? 1 : c->part_count); j++)
            mark(t, &c->parts[j], span);
    }
}

static void mark(const struct trimming *t, const struct clause *c,
                 struct span window)
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
    case CLAUSE_MIN_MATCH:
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
    case CLAUSE_SCOPE: mark_spans(t, c, window); return;
    case CLAUSE_NOT:
    case CLAUSE_FILTER:
    case CLAUSE_NEVER: return;
    }
}

static void trim(struct evidence *e, const struct plan *p, bool any,
                 enum ir_field field)
{
    static const struct span everywhere = {0, UINT32_MAX};
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

/* Memoise the answers of all clauses while no match has been dropped. */
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
