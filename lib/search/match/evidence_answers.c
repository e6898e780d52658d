/* Evaluates clauses on an article: whether they match, and their spans. */
#include "search/match/evidence.h"

#include <stdlib.h>

/* A title is one sentence. */
static const uint32_t title_starts[] = {0};

struct breaks evidence_breaks(const struct evidence *e, bool paragraphs,
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

static void spans_of_term(const struct evidence *e, enum ir_field field,
                          uint32_t term, struct spans *out)
{
    const struct matches *m = matches_of(e, field);
    const struct match_index *x = &e->index[field];

    for (uint32_t i = x->starts[term]; i < x->starts[term + 1]; i++) {
        const struct match *match = &m->items[x->items[i]];

        if (match->expansion == PLAN_NONE)
            spans_add(out, match->position, match->position);
    }
}

/* The joined form of a compound covers the positions of all its parts. */
static void spans_of_joined(const struct evidence *e, enum ir_field field,
                            const struct clause *c, struct spans *out)
{
    const struct matches *m = matches_of(e, field);
    const struct match_index *x = &e->index[field];

    for (uint32_t i = x->starts[c->joined]; i < x->starts[c->joined + 1]; i++) {
        const struct match *match = &m->items[x->items[i]];

        if (match->expansion == PLAN_NONE)
            spans_add(out, match->position,
                      word_last(match->position, match->flags));
    }
}

static void spans_of_run(const struct evidence *e, const struct plan *p,
                         enum ir_field field, const struct clause *c,
                         struct spans *out)
{
    const struct matches *m = matches_of(e, field);
    const struct match_index *x = &e->index[field];
    uint32_t term = plan_clause_term(p, c, 0);

    for (uint32_t i = x->starts[term]; i < x->starts[term + 1]; i++) {
        size_t at = x->items[i], last;

        if (match_stands(&m->items[at], c, 0) &&
            matches_run(m, at, c, NULL, &last))
            spans_add(out, m->items[at].position, m->items[last].position);
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

static void spans_of_alternatives(struct evidence *e, const struct plan *p,
                                  const struct clause *c, bool any,
                                  enum ir_field field, struct spans *out)
{
    bool all = c->kind == CLAUSE_ALL || (c->kind == CLAUSE_LIST && !any);

    if (all && !all_satisfied(e, p, c, any))
        return;
    for (size_t i = 0; i < c->part_count; i++)
        spans_append(out, evidence_spans(e, p, &c->parts[i], any, field));
}

/* Spans of a word and of its synonyms without overlaps, so that with gas and
 * natural gas as synonyms `natural gas' is one occurrence for ATLEAST. */
static void spans_of_synonyms(struct evidence *e, const struct plan *p,
                              const struct clause *c, bool any,
                              enum ir_field field, struct spans *out)
{
    struct spans own = {NULL, 0, 0};
    size_t next = 0, kept = 0;

    for (size_t i = 0; i < c->own; i++)
        spans_append(&own, evidence_spans(e, p, &c->parts[i], any, field));
    spans_sort(&own);
    for (size_t i = c->own; i < c->part_count; i++)
        spans_append(out, evidence_spans(e, p, &c->parts[i], any, field));
    spans_sort(out);
    for (size_t i = 0; i < out->count; i++) {
        struct span span = out->items[i];

        while (next < own.count && own.items[next].last < span.first)
            next++;
        if (next < own.count && own.items[next].first <= span.last)
            continue;
        if (kept && out->items[kept - 1].last >= span.first) {
            if (out->items[kept - 1].first == span.first)
                out->items[kept - 1] = span;
            continue;
        }
        out->items[kept++] = span;
    }
    out->count = kept;
    spans_append(out, &own);
    spans_free(&own);
}

/* Is the clause words, or alternatives of words?  Those may not share a word
 * with another operand; the spans of proximity operators may overlap. */
static bool stands_alone(const struct clause *c)
{
    if (c->kind >= CLAUSE_NEAR && c->kind <= CLAUSE_NOT_PARAGRAPH)
        return false;
    for (size_t i = 0; i < c->part_count; i++)
        if (!stands_alone(&c->parts[i]))
            return false;
    return true;
}

/* The proximity operators. */
static void spans_of_group(struct evidence *e, const struct plan *p,
                           const struct clause *c, bool any,
                           enum ir_field field, struct spans *out)
{
    struct spans *parts = xmalloc(c->part_count * sizeof(*parts));
    bool *alone = xmalloc(c->part_count * sizeof(*alone));
    bool paragraphs =
        c->kind == CLAUSE_PARAGRAPH || c->kind == CLAUSE_NOT_PARAGRAPH;
    struct breaks breaks = evidence_breaks(e, paragraphs, field);

    for (size_t i = 0; i < c->part_count; i++) {
        parts[i] = *evidence_spans(e, p, &c->parts[i],
                                   any && !(i && clause_refuses(c)), field);
        alone[i] = stands_alone(&c->parts[i]);
    }
    if (c->kind == CLAUSE_NEAR || c->kind == CLAUSE_ADJ)
        spans_near(parts, c->part_count, c->number, c->kind == CLAUSE_ADJ, out);
    else if (c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH)
        spans_together(parts, alone, c->part_count, &breaks, out);
    else if (c->kind == CLAUSE_NOT_NEAR)
        spans_apart(&parts[0], &parts[1], c->number, out);
    else
        spans_outside(&parts[0], &parts[1], &breaks, out);
    free(alone);
    free(parts);
}

static void spans_of_scope(struct evidence *e, const struct plan *p,
                           const struct clause *c, bool any,
                           enum ir_field field, struct spans *out)
{
    const struct spans *all = evidence_spans(e, p, &c->parts[0], any, field);

    if (field == IR_FIELD_TITLE && c->scope != SCOPE_LEAD)
        spans_append(out, all);
    if (field == IR_FIELD_BODY && c->scope != SCOPE_TITLE)
        spans_before(all, LEAD_WORDS, out);
}

static void find_spans(struct evidence *e, const struct plan *p,
                       const struct clause *c, bool any, enum ir_field field,
                       struct spans *out)
{
    switch (c->kind) {
    case CLAUSE_WORD: spans_of_term(e, field, c->items[0], out); break;
    case CLAUSE_RUN:
    case CLAUSE_PHRASE:
        if (c->joined != PLAN_NONE)
            spans_of_joined(e, field, c, out);
        spans_of_run(e, p, field, c, out);
        break;
    case CLAUSE_ALL:
    case CLAUSE_ANY:
    case CLAUSE_LIST:
        if (c->group && c->own)
            spans_of_synonyms(e, p, c, any, field, out);
        else
            spans_of_alternatives(e, p, c, any, field, out);
        break;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ:
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH: spans_of_group(e, p, c, any, field, out); break;
    case CLAUSE_SCOPE: spans_of_scope(e, p, c, any, field, out); break;
    case CLAUSE_NOT:
    case CLAUSE_ATLEAST:
    case CLAUSE_MIN_MATCH:
    case CLAUSE_FILTER:
    case CLAUSE_NEVER: break;
    }
    spans_sort(out);
}

const struct spans *evidence_spans(struct evidence *e, const struct plan *p,
                                   const struct clause *c, bool any,
                                   enum ir_field field)
{
    struct clause_answer *a = &e->answers[2 * c->id + any];

    if (a->located != e->article) {
        a->located = e->article;
        for (int i = IR_FIELD_BODY; i <= IR_FIELD_TITLE; i++) {
            a->spans[i].count = 0;
            find_spans(e, p, c, any, (enum ir_field)i, &a->spans[i]);
        }
    }
    return &a->spans[field];
}

/* ---- yes or no ---- */

static bool has_term(const struct evidence *e, uint32_t term)
{
    return e->body_counts[term] || e->title_counts[term];
}

static bool has_span(struct evidence *e, const struct plan *p,
                     const struct clause *c, bool any)
{
    return evidence_spans(e, p, c, any, IR_FIELD_BODY)->count ||
           evidence_spans(e, p, c, any, IR_FIELD_TITLE)->count;
}

static bool satisfies_run(struct evidence *e, const struct plan *p,
                          const struct clause *c, bool any)
{
    for (size_t i = 0; any && c->loose && i < c->item_count; i++)
        if (has_term(e, c->items[i]))
            return true;
    return has_span(e, p, c, any);
}

static bool satisfies_parts(struct evidence *e, const struct plan *p,
                            const struct clause *c, bool any)
{
    bool some = c->kind == CLAUSE_ANY || (c->kind == CLAUSE_LIST && any);
    bool found = false, positive = false;

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];
        bool yes = evidence_satisfies(e, p, part, any);
        bool limits = part->kind == CLAUSE_NOT || part->kind == CLAUSE_FILTER;

        if (!yes &&
            (!some || ((part->must || limits) && c->kind == CLAUSE_LIST)))
            return false;
        if (!limits || c->kind == CLAUSE_ANY) {
            positive = true;
            found = found || yes;
        }
    }
    return found || !some || !positive;
}

static bool satisfies_count(struct evidence *e, const struct plan *p,
                            const struct clause *c, bool any)
{
    size_t count = 0;

    if (c->kind == CLAUSE_MIN_MATCH) {
        for (size_t i = 0; i < c->part_count; i++)
            count += evidence_satisfies(e, p, &c->parts[i], any);
        return count >= c->number;
    }
    for (int i = IR_FIELD_BODY; i <= IR_FIELD_TITLE; i++)
        count += spans_starts(
            evidence_spans(e, p, &c->parts[0], any, (enum ir_field)i));
    return count >= c->number;
}

static bool decide(struct evidence *e, const struct plan *p,
                   const struct clause *c, bool any)
{
    switch (c->kind) {
    case CLAUSE_WORD: return has_term(e, c->items[0]);
    case CLAUSE_RUN:
    case CLAUSE_PHRASE: return satisfies_run(e, p, c, any);
    case CLAUSE_NOT: return !evidence_satisfies(e, p, &c->parts[0], false);
    case CLAUSE_ANY:
        if (c->group && !p->expansions[c->expansions].negated &&
            (!c->own || c->parts[0].kind == CLAUSE_WORD))
            return has_term(e, p->expansions[c->expansions].term);
        break;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ:
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_SCOPE: return has_span(e, p, c, any);
    case CLAUSE_ATLEAST:
    case CLAUSE_MIN_MATCH: return satisfies_count(e, p, c, any);
    case CLAUSE_FILTER: return e->fits[c->filter];
    case CLAUSE_NEVER: return false;
    case CLAUSE_ALL:
    case CLAUSE_LIST: break;
    }
    return satisfies_parts(e, p, c, any);
}

bool evidence_satisfies(struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any)
{
    struct clause_answer *a = &e->answers[2 * c->id + any];

    if (a->asked != e->article) {
        a->yes = decide(e, p, c, any);
        a->asked = e->article;
    }
    return a->yes;
}
