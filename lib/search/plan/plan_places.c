/* Clauses that ask for places, for so many words, or for what an article says
 * of itself; and which of all clauses the store alone can decide. */
#include "article/terms.h"
#include "search/plan/planner.h"
#include "text/utf8.h"

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
    if (c->part_count && planner_node(b, node->parts->next, USE_NEGATED_BOUND,
                                      false, &c->parts[1]))
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

bool planner_place(struct planner *b, const struct query_node *node,
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
        planner_parts(b, node, use, c);
    if (c->kind == CLAUSE_SENTENCE || c->kind == CLAUSE_PARAGRAPH)
        splice(c);
    if (c->kind == CLAUSE_NEAR && c->part_count > b->plan->nearest)
        b->plan->nearest = c->part_count;
    /* A part of no words, as "..." is, asks for nothing. */
    if (c->part_count == 1 && (pair || c->kind <= CLAUSE_PARAGRAPH))
        c->kind = CLAUSE_ANY;
    return c->part_count > 0;
}

/* The word, or what else stands between two spaces, as a part; once is enough.
 */
static void quorum_part(struct planner *b, struct ir_text text, enum use use,
                        struct clause *c, size_t *room)
{
    const struct query_node word = {
        .kind = QUERY_WORD, .text = text, .weight = 1};
    struct clause part;
    bool twin = !planner_node(b, &word, use, false, &part);

    for (size_t i = 0; !twin && i < c->part_count; i++)
        twin = clause_same(&c->parts[i], &part);
    if (twin) {
        clause_free(&part);
        return;
    }
    c->parts = xgrow(c->parts, c->part_count, room, sizeof(part));
    c->parts[c->part_count++] = part;
}

static void quorum_parts(struct planner *b, struct ir_text text, enum use use,
                         struct clause *c)
{
    size_t room = 0, start = 0, at = 0;

    while (at < text.size) {
        size_t end = at;

        if (!query_is_space(utf8_next(text.data, text.size, &at)))
            continue;
        quorum_part(b, (struct ir_text){text.data + start, end - start}, use, c,
                    &room);
        start = at;
    }
    quorum_part(b, (struct ir_text){text.data + start, at - start}, use, c,
                &room);
}

bool planner_quorum(struct planner *b, const struct query_node *node,
                    enum use use, struct clause *c)
{
    use = use_is_negated(use) ? USE_NEGATED_BOUND : USE_BOUND;
    c->kind = CLAUSE_QUORUM;
    c->shown = source_of(b, node);
    quorum_parts(b, node->text, use, c);
    c->number = node->number;
    if (!c->number)
        c->number = (uint32_t)ceil(node->share * (double)c->part_count - 1e-9);
    if (c->number > c->part_count)
        c->number = (uint32_t)c->part_count;
    if (!c->number)
        c->number = 1;
    return c->part_count > 0;
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

size_t clause_words(const struct clause *c)
{
    if (c->kind == CLAUSE_WORD)
        return !c->pattern;
    for (size_t i = 0; i < c->part_count; i++)
        if (!c->group || c->parts[i].kind != CLAUSE_WORD)
            return 0;
    return c->part_count;
}

uint32_t clause_word(const struct clause *c, size_t i)
{
    return c->kind == CLAUSE_WORD ? c->items[0] : c->parts[i].items[0];
}

/* Is one word among those of both? */
static bool share_word(const struct clause *a, const struct clause *b)
{
    size_t count = clause_words(a), others = clause_words(b);

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < others; j++)
            if (clause_word(a, i) == clause_word(b, j))
                return true;
    return false;
}

bool clause_is_near(const struct clause *c)
{
    if ((c->kind != CLAUSE_NEAR && c->kind != CLAUSE_ADJ) || !c->number)
        return false;
    if ((uint64_t)c->number * (c->part_count - 1) >= TERM_BODY_GAP)
        return false;
    for (size_t i = 0; i < c->part_count; i++) {
        size_t words = clause_words(&c->parts[i]);

        if (!words || words > PLAN_NEAR_WORDS)
            return false;
        for (size_t j = 0; j < i; j++)
            if (share_word(&c->parts[j], &c->parts[i]))
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
    if (c->unsure)
        return true;
    switch (c->kind) {
    case CLAUSE_WORD:
    case CLAUSE_NEVER: return false;
    case CLAUSE_RUN: return c->item_count > PLAN_RUN_WORDS;
    case CLAUSE_PHRASE: return !c->stored;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ: return !clause_is_near(c) || c->part_count > 2;
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_ATLEAST: return true;
    case CLAUSE_QUORUM:
        if (c->number > 1 && c->number < c->part_count)
            return true;
        break;
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
