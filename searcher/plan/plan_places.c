/* Clauses that ask for places, for so many words, or for what an article says
 * of itself; and which of all clauses the store alone can decide. */
#include "article/terms.h"
#include "searcher/plan/planner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static struct ir_text source_of(const struct planner *b,
                                const struct query_node *node)
{
    return (struct ir_text){b->query->text.data + node->start,
                            node->end - node->start};
}

static enum clause_kind kind_of(const struct query_node *node)
{
    static const enum clause_kind kinds[] = {
        [QUERY_NEAR] = CLAUSE_NEAR,
        [QUERY_ADJ] = CLAUSE_ADJ,
        [QUERY_SENTENCE] = CLAUSE_SENTENCE,
        [QUERY_PARAGRAPH] = CLAUSE_PARAGRAPH,
        [QUERY_NOT_NEAR] = CLAUSE_NOT_NEAR,
        [QUERY_NOT_SENTENCE] = CLAUSE_NOT_SENTENCE,
        [QUERY_NOT_PARAGRAPH] = CLAUSE_NOT_PARAGRAPH,
        [QUERY_ATLEAST] = CLAUSE_ATLEAST,
        [QUERY_SCOPE] = CLAUSE_SCOPE,
    };

    return kinds[node->kind];
}

/* What must not be near is planned as what must not be at all. */
static void plan_first_and_second(struct planner *b,
                                  const struct query_node *node, enum use use,
                                  struct clause *c)
{
    c->parts = xcalloc(2, sizeof(*c->parts));
    if (planner_node(b, node->parts, use, false, &c->parts[0]))
        c->part_count++;
    if (c->part_count &&
        planner_node(b, node->parts->next, USE_NEGATED, false, &c->parts[1]))
        c->part_count++;
}

/* A sentence inside a sentence is the same one. */
static void splice(struct clause *c)
{
    struct clause *parts = NULL;
    size_t count = 0, room = 0;

    for (size_t i = 0; i < c->part_count; i++) {
        struct clause *part = &c->parts[i];
        bool same = part->kind == c->kind;

        for (size_t j = 0; j < (same ? part->part_count : 1); j++) {
            parts = xgrow(parts, count, &room, sizeof(*parts));
            parts[count++] = same ? part->parts[j] : *part;
        }
        if (same)
            free(part->parts);
    }
    free(c->parts);
    c->parts = parts;
    c->part_count = count;
}

/* A word that a sentence has to hold twice may be the same one. */
static void drop_twins(struct clause *c)
{
    size_t count = 0;

    for (size_t i = 0; i < c->part_count; i++) {
        struct clause *part = &c->parts[i];
        bool twin = false;

        for (size_t j = 0; part->kind == CLAUSE_WORD && j < count; j++)
            twin = twin || (c->parts[j].kind == CLAUSE_WORD &&
                            c->parts[j].items[0] == part->items[0]);
        if (twin)
            free(part->items);
        else
            c->parts[count++] = *part;
    }
    c->part_count = count;
}

bool planner_place(struct planner *b, const struct query_node *node,
                   enum use use, struct clause *c)
{
    bool pair =
        node->kind >= QUERY_NOT_NEAR && node->kind <= QUERY_NOT_PARAGRAPH;

    if (use != USE_NEGATED)
        use = USE_BOUND;
    c->kind = kind_of(node);
    c->number = node->number;
    c->scope = node->scope;
    c->shown = source_of(b, node);
    if (pair)
        plan_first_and_second(b, node, use, c);
    else
        planner_parts(b, node, use, c);
    if (c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH) {
        splice(c);
        drop_twins(c);
    }
    if (c->kind == CLAUSE_NEAR && c->part_count > b->plan->nearest)
        b->plan->nearest = c->part_count;
    /* A part of no words, as "..." is, asks for nothing. */
    if (c->part_count == 1 && (pair || c->kind <= CLAUSE_PARAGRAPH))
        c->kind = CLAUSE_ANY;
    return c->part_count > 0;
}

static bool has_item(const struct clause *c, size_t count, uint32_t item)
{
    for (size_t i = 0; i < count; i++)
        if (c->items[i] == item)
            return true;
    return false;
}

bool planner_quorum(struct planner *b, const struct query_node *node,
                    enum use use, struct clause *c)
{
    uint32_t joined;
    size_t count = 0;

    planner_leaf(b, node->text, c, &joined);
    c->kind = CLAUSE_QUORUM;
    c->shown = source_of(b, node);
    for (size_t i = 0; i < c->item_count; i++) {
        uint32_t term = b->plan->forms[c->items[i]].term;

        if (has_item(c, count, term))
            continue;
        planner_count(b, c->items[i], use == USE_NEGATED ? use : USE_BOUND,
                      false);
        c->items[count++] = term;
    }
    c->item_count = count;
    c->number = node->number;
    if (!c->number)
        c->number = (uint32_t)ceil(node->share * (double)count - 1e-9);
    if (c->number > count)
        c->number = (uint32_t)count;
    if (!c->number)
        c->number = 1;
    return count > 0;
}

static void warn_date(struct planner *b, const struct query_node *node,
                      const char *why)
{
    char message[sizeof(((struct ir_warning *)0)->message)];

    snprintf(message, sizeof(message), "date: %.200s; left out", why);
    query_warn(b->query, "bad_date", message, node->start, node->end);
}

bool planner_filter(struct planner *b, const struct query_node *node,
                    struct clause *c)
{
    struct plan_filter f = {.kind = FILTER_LENGTH, .text = BUF_INIT};
    struct plan *p = b->plan;
    struct ir_error why;

    if (node->kind == QUERY_EVERY) {
        f.kind = FILTER_EVERY;
        f.within = node->within;
        f.scope = node->scope;
    } else if (node->kind == QUERY_FIELD) {
        filter_field(&f, node->field, node->text, b->walk);
    } else if (node->kind == QUERY_DATE) {
        f.when = (struct when)WHEN_ALWAYS;
        if (!text_equal(node->text, TEXT("*")) &&
            !when_parse(node->text, b->now, &f.when, &why)) {
            warn_date(b, node, why.message);
            return false;
        }
        f.kind = FILTER_DATE;
    } else {
        f.low = node->low < INT64_MAX ? (int64_t)node->low : INT64_MAX;
        f.high = node->high < INT64_MAX ? (int64_t)node->high : INT64_MAX;
    }
    c->kind = CLAUSE_FILTER;
    c->shown = source_of(b, node);
    c->filter = (uint32_t)p->filter_count;
    c->number = f.within || (f.kind == FILTER_FIELD &&
                             (f.words || f.field == FIELD_URL || f.pattern));
    p->filters = xgrow(p->filters, p->filter_count, &p->filter_room, sizeof(f));
    p->filters[p->filter_count++] = f;
    return true;
}

bool clause_is_near(const struct clause *c)
{
    if ((c->kind != CLAUSE_NEAR && c->kind != CLAUSE_ADJ) || !c->number)
        return false;
    if ((uint64_t)c->number * (c->part_count - 1) >= TERM_BODY_GAP)
        return false;
    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];

        if (part->kind != CLAUSE_WORD || part->pattern)
            return false;
        for (size_t j = 0; j < i; j++)
            if (c->parts[j].items[0] == part->items[0])
                return false;
    }
    return true;
}

/* Of a word that has no room the store knows in which articles it is, not in
 * which titles; how many have room a clause does not tell. */
static bool holds_pattern(const struct clause *c)
{
    if (c->pattern)
        return true;
    for (size_t i = 0; i < c->part_count; i++)
        if (holds_pattern(&c->parts[i]))
            return true;
    return false;
}

bool clause_needs_text(const struct clause *c)
{
    switch (c->kind) {
    case CLAUSE_WORD: return c->unsure;
    case CLAUSE_RUN:
    case CLAUSE_NEVER: return false;
    case CLAUSE_PHRASE: return !c->stored;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ: return !clause_is_near(c) || c->part_count > 2;
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_ATLEAST: return true;
    case CLAUSE_QUORUM: return c->number > 1 && c->number < c->item_count;
    case CLAUSE_FILTER: return c->number;
    case CLAUSE_SCOPE:
        if (c->scope != SCOPE_TITLE || holds_pattern(&c->parts[0]))
            return true;
        break;
    case CLAUSE_ALL:
    case CLAUSE_ANY:
    case CLAUSE_LIST:
    case CLAUSE_NOT: break;
    }
    for (size_t i = 0; i < c->part_count; i++)
        if (clause_needs_text(&c->parts[i]))
            return true;
    return false;
}

bool clause_excludes(const struct clause *c)
{
    if (c->kind == CLAUSE_NOT || c->kind == CLAUSE_NOT_NEAR ||
        c->kind == CLAUSE_NOT_SENTENCE || c->kind == CLAUSE_NOT_PARAGRAPH)
        return true;
    for (size_t i = 0; i < c->part_count; i++)
        if (clause_excludes(&c->parts[i]))
            return true;
    return false;
}
