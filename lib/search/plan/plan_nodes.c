/* Translates the nodes of a parsed query into clauses. */
#include "search/plan/planner.h"

#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool planner_has_content(struct planner *b, const struct query_node *node)
{
    struct ir_text text = {node->text.data, url_start(node->text)};
    struct word word;

    if (node->kind == QUERY_NOT)
        return false;
    if (node->wild)
        return true;
    if (!node->parts && node->kind != QUERY_WORD)
        return !query_is_filter(node->kind);
    if (node->kind >= QUERY_NEAR)
        return true;
    for (const struct query_node *n = node->parts; n; n = n->next)
        if (planner_has_content(b, n))
            return true;
    if (node->kind != QUERY_WORD)
        return false;
    words_start(b->walk, text, 0, 0, NULL);
    while (words_next(b->walk, &word))
        if (word.form.size && !planner_ignores(b, node, word.form) &&
            (b->capitals_mean || !(word.flags & WORD_ACRONYM)))
            return true;
    return false;
}

/* ---- groups ---- */

static bool plan_node(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c);

static bool plan_parts(struct planner *b, const struct query_node *node,
                       enum use use, struct clause *c)
{
    size_t room = 0;

    for (const struct query_node *n = node->parts; n; n = n->next) {
        struct clause part;

        if (!plan_node(b, n, use, false, &part)) {
            clause_free(&part);
            continue;
        }
        c->parts = xgrow(c->parts, c->part_count, &room, sizeof(part));
        c->parts[c->part_count++] = part;
    }
    return c->part_count > 0;
}

static bool plan_group(struct planner *b, const struct query_node *node,
                       enum use use, struct clause *c)
{
    c->kind = node->kind == QUERY_AND  ? CLAUSE_ALL
              : node->kind == QUERY_OR ? CLAUSE_ANY
                                       : CLAUSE_LIST;
    return plan_parts(b, node, use, c);
}

/* NOT excludes what its part matches as a query by itself. */
static bool plan_not(struct planner *b, const struct query_node *node,
                     struct clause *c)
{
    bool keep_stops = b->keep_stops, kept;

    c->kind = CLAUSE_NOT;
    b->keep_stops = !planner_has_content(b, node->parts);
    kept = plan_parts(b, node, USE_NEGATED, c);
    b->keep_stops = keep_stops;
    return kept;
}

/* ---- proximity, counts and minimum should match ---- */

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

/* The second part of NOT_NEAR and the like is negated. */
static void plan_first_and_second(struct planner *b,
                                  const struct query_node *node, enum use use,
                                  struct clause *c)
{
    c->parts = xcalloc(2, sizeof(*c->parts));
    if (plan_node(b, node->parts, use, false, &c->parts[0]))
        c->part_count++;
    if (c->part_count &&
        plan_node(b, node->parts->next, USE_NEGATED_BOUND, false, &c->parts[1]))
        c->part_count++;
}

/* The parts of a SENTENCE inside a SENTENCE are its own. */
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

static bool plan_spans(struct planner *b, const struct query_node *node,
                       enum use use, struct clause *c)
{
    bool pair =
        node->kind >= QUERY_NOT_NEAR && node->kind <= QUERY_NOT_PARAGRAPH;

    use = use_is_negated(use) ? USE_NEGATED_BOUND : USE_BOUND;
    c->kind = kind_of(node);
    c->number = node->number;
    c->scope = node->scope;
    c->shown = source_of(b, node);
    if (pair)
        plan_first_and_second(b, node, use, c);
    else
        plan_parts(b, node, use, c);
    if (c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH)
        splice(c);
    if (c->kind == CLAUSE_NEAR && c->part_count > b->plan->nearest)
        b->plan->nearest = c->part_count;
    /* A part without words, such as "...", is ignored. */
    if (c->part_count == 1 && (pair || c->kind <= CLAUSE_PARAGRAPH))
        c->kind = CLAUSE_ANY;
    return c->part_count > 0;
}

/* Add text without spaces as a part, unless it is one already. */
static void min_match_part(struct planner *b, struct ir_text text, enum use use,
                           struct clause *c, size_t *room)
{
    const struct query_node word = {
        .kind = QUERY_WORD, .text = text, .weight = 1};
    struct clause part;
    bool twin = !plan_node(b, &word, use, false, &part);

    for (size_t i = 0; !twin && i < c->part_count; i++)
        twin = clause_same(&c->parts[i], &part);
    if (twin) {
        clause_free(&part);
        return;
    }
    c->parts = xgrow(c->parts, c->part_count, room, sizeof(part));
    c->parts[c->part_count++] = part;
}

static void min_match_parts(struct planner *b, struct ir_text text,
                            enum use use, struct clause *c)
{
    size_t room = 0, start = 0, at = 0;

    while (at < text.size) {
        size_t end = at;

        if (!query_is_space(utf8_next(text.data, text.size, &at)))
            continue;
        min_match_part(b, (struct ir_text){text.data + start, end - start}, use,
                       c, &room);
        start = at;
    }
    min_match_part(b, (struct ir_text){text.data + start, at - start}, use, c,
                   &room);
}

static bool plan_min_match(struct planner *b, const struct query_node *node,
                           enum use use, struct clause *c)
{
    use = use_is_negated(use) ? USE_NEGATED_BOUND : USE_BOUND;
    c->kind = CLAUSE_MIN_MATCH;
    c->shown = source_of(b, node);
    min_match_parts(b, node->text, use, c);
    c->number = node->number;
    if (!c->number)
        c->number = (uint32_t)ceil(node->share * (double)c->part_count - 1e-9);
    if (c->number > c->part_count)
        c->number = (uint32_t)c->part_count;
    if (!c->number)
        c->number = 1;
    return c->part_count > 0;
}

/* ---- filters ---- */

static void warn_date(struct planner *b, const struct query_node *node,
                      const char *why)
{
    char message[sizeof(((struct ir_warning *)0)->message)];

    snprintf(message, sizeof(message), "date: %.200s; ignored", why);
    query_warn(b->query, "bad_date", message, node->start, node->end);
}

static bool plan_filter(struct planner *b, const struct query_node *node,
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
        f.dates = (struct date_range)DATES_ALWAYS;
        if (!text_equal(node->text, TEXT("*")) &&
            !dates_parse(node->text, b->now, &f.dates, &why)) {
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

/* ---- any node ---- */

static bool plan_kind(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c)
{
    switch (node->kind) {
    case QUERY_WORD:
    case QUERY_EXACT:
    case QUERY_PHRASE: return planner_text(b, node, use, must, c);
    case QUERY_TOPIC:
        return planner_topic(b, topics_find(b->topics, node->text), use, c);
    case QUERY_MUST: return plan_node(b, node->parts, use, true, c);
    case QUERY_WILD:
    case QUERY_FUZZY: planner_pattern(b, node, use, c); return true;
    case QUERY_MIN_MATCH: return plan_min_match(b, node, use, c);
    case QUERY_FIELD:
    case QUERY_DATE:
    case QUERY_LENGTH:
    case QUERY_EVERY: return plan_filter(b, node, c);
    case QUERY_NOT: return plan_not(b, node, c);
    case QUERY_AND:
    case QUERY_OR:
    case QUERY_LIST: return plan_group(b, node, use, c);
    case QUERY_NEAR:
    case QUERY_ADJ:
    case QUERY_SENTENCE:
    case QUERY_PARAGRAPH:
    case QUERY_NOT_NEAR:
    case QUERY_NOT_SENTENCE:
    case QUERY_NOT_PARAGRAPH:
    case QUERY_ATLEAST:
    case QUERY_SCOPE: break;
    }
    return plan_spans(b, node, use, c);
}

static bool plan_node(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c)
{
    double weight = b->weight;
    bool kept;

    *c = (struct clause){
        .must = must, .weight = node->weight, .joined = PLAN_NONE};
    b->weight *= node->weight;
    kept = plan_kind(b, node, use, must, c);
    b->weight = weight;
    return kept;
}

bool planner_root(struct planner *b, const struct query_node *root,
                  struct clause *c)
{
    return plan_node(b, root, USE_LOOSE, false, c);
}
