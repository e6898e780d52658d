/* Evaluates a query on an article: spans for nodes that have them, else yes or
 * no. */
#include "tests/oracle.h"
#include "tests/test.h"

#include <math.h>

#define LEAD 60 /* words of the body */
#define PARTS 32

/* ---- spans ---- */

static bool in_scope(enum query_scope scope, struct spot spot)
{
    bool title = spot.field == IR_FIELD_TITLE;

    return title ? scope != SCOPE_LEAD
                 : scope != SCOPE_TITLE && spot.last < LEAD;
}

static size_t parts_of(const struct oracle_reader *r,
                       const struct query_node *node, struct spots *parts)
{
    size_t count = 0;

    memset(parts, 0, PARTS * sizeof(*parts));
    for (const struct query_node *p = node->parts; p; p = p->next) {
        struct oracle_reader inner = *r;

        /* what must not be near is read as in NOT */
        if (count && node->kind >= QUERY_NOT_NEAR &&
            node->kind <= QUERY_NOT_PARAGRAPH)
            inner.any = false;
        if (count < PARTS)
            oracle_spans(&inner, p, &parts[count++]);
    }
    return count;
}

/* The spans of all parts; of AND, only if each part has one. */
static void group_spans(const struct query_node *node, bool any,
                        const struct spots *parts, size_t count,
                        struct spots *out)
{
    bool all = node->kind == QUERY_AND || (node->kind == QUERY_LIST && !any);

    for (size_t i = 0; all && i < count; i++)
        if (!parts[i].count)
            return;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < parts[i].count; j++)
            spots_add(out, parts[i].items[j]);
}

static void join_spans(const struct oracle_reader *r,
                       const struct query_node *node, const struct spots *parts,
                       size_t count, struct spots *out)
{
    switch ((int)node->kind) {
    case QUERY_NEAR:
    case QUERY_ADJ:
        oracle_near(parts, count, node->number, node->kind == QUERY_ADJ, out);
        break;
    case QUERY_SENTENCE:
    case QUERY_PARAGRAPH: break;
    case QUERY_NOT_NEAR:
        oracle_apart(&parts[0], &parts[1], node->number, out);
        break;
    case QUERY_NOT_SENTENCE:
    case QUERY_NOT_PARAGRAPH:
        oracle_outside(r->a, &parts[0], &parts[1],
                       node->kind == QUERY_NOT_SENTENCE, out);
        break;
    case QUERY_SCOPE:
        for (size_t i = 0; i < parts[0].count; i++)
            if (in_scope(node->scope, parts[0].items[i]))
                spots_add(out, parts[0].items[i]);
        break;
    default: group_spans(node, r->any && !r->negated, parts, count, out);
    }
}

/* Words, or a choice of them. */
static bool is_words(const struct query_node *node)
{
    if (node->kind >= QUERY_NEAR && node->kind <= QUERY_ATLEAST)
        return false;
    for (const struct query_node *p = node->parts; p; p = p->next)
        if (!is_words(p))
            return false;
    return true;
}

/* A sentence in a sentence is the same one. */
static size_t parts_together(const struct oracle_reader *r,
                             const struct query_node *node,
                             enum query_kind kind, struct spots *parts,
                             bool *alone, size_t count)
{
    if (node->kind != kind) {
        ck_assert_uint_lt(count, PARTS);
        memset(&parts[count], 0, sizeof(*parts));
        oracle_spans(r, node, &parts[count]);
        alone[count] = is_words(node);
        return count + 1;
    }
    for (const struct query_node *p = node->parts; p; p = p->next)
        count = parts_together(r, p, kind, parts, alone, count);
    return count;
}

static void together(const struct oracle_reader *r,
                     const struct query_node *node, struct spots *out)
{
    struct spots parts[PARTS];
    bool alone[PARTS];
    size_t count = parts_together(r, node, node->kind, parts, alone, 0);

    oracle_together(r->a, parts, alone, count, node->kind == QUERY_SENTENCE,
                    out);
    for (size_t i = 0; i < count; i++)
        spots_free(&parts[i]);
}

void oracle_spans(const struct oracle_reader *r, const struct query_node *node,
                  struct spots *out)
{
    struct spots parts[PARTS];
    size_t count;

    if (!node->parts) {
        const struct spots *own =
            oracle_leaf_spots(r->q, question_leaf(r->q, node), r->a);

        for (size_t i = 0; i < own->count; i++)
            spots_add(out, own->items[i]);
        return;
    }
    if (node->kind == QUERY_SENTENCE || node->kind == QUERY_PARAGRAPH) {
        together(r, node, out);
        return;
    }
    count = parts_of(r, node, parts);
    join_spans(r, node, parts, count, out);
    for (size_t i = 0; i < count; i++)
        spots_free(&parts[i]);
}

/* ---- yes or no ---- */

size_t oracle_count_spans(const struct oracle_reader *r,
                          const struct query_node *node)
{
    struct spots spots = {NULL, 0, 0}, begun = {NULL, 0, 0};
    size_t count;

    oracle_spans(r, node, &spots);
    for (size_t i = 0; i < spots.count; i++)
        spots_add(&begun,
                  (struct spot){spots.items[i].field, spots.items[i].first,
                                spots.items[i].first});
    count = begun.count;
    spots_free(&spots);
    spots_free(&begun);
    return count;
}

/* An unquoted word outside of MUST: a stop word asks for nothing, beside what
 * is none. */
static enum truth holds_word(const struct oracle_reader *r,
                             const struct query_node *node)
{
    const struct oracle_leaf *leaf = question_leaf(r->q, node);

    if (!leaf->count)
        return NOTHING;
    if (!r->must && !r->stops && question_only_stops(r->q, node))
        return NOTHING;
    return oracle_count_spans(r, node) ? YES : NO;
}

static bool same_words(const struct oracle_leaf *a, const struct oracle_leaf *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->forms[i]->stem != b->forms[i]->stem)
            return false;
    return a->count == b->count;
}

static enum truth holds_min_match(const struct oracle_reader *r,
                                  const struct query_node *node)
{
    size_t different = 0, held = 0, wanted = node->number;
    const struct oracle_leaf *leaf;

    for (size_t i = 0; (leaf = question_word(r->q, node, i)); i++) {
        bool seen = false;

        for (size_t j = 0; !seen && j < i; j++)
            seen = same_words(question_word(r->q, node, j), leaf);
        different += !seen;
        /* of a compound, as a whole */
        held += !seen && oracle_leaf_spots(r->q, leaf, r->a)->count;
    }
    if (!different)
        return NOTHING;
    if (!wanted)
        wanted = (size_t)ceil(node->share * (double)different - 1e-9);
    wanted = wanted > different ? different : wanted ? wanted : 1;
    return held >= wanted ? YES : NO;
}

static bool is_filter(const struct query_node *node)
{
    if (node->kind == QUERY_MUST)
        node = node->parts;
    return query_is_filter(node->kind);
}

/* As query.h says of LIST, AND and OR. */
static enum truth holds_parts(const struct oracle_reader *r,
                              const struct query_node *node)
{
    bool list = node->kind == QUERY_LIST && r->any && !r->negated;
    bool some = node->kind == QUERY_OR || list;
    size_t wanted = 0, met = 0, optional = 0, optional_met = 0, musts = 0;

    for (const struct query_node *p = node->parts; p; p = p->next) {
        enum truth t = oracle_holds(r, p);
        bool must = p->kind == QUERY_MUST && !is_filter(p->parts);
        bool needed = must || p->kind == QUERY_NOT || is_filter(p);

        if (t == NOTHING)
            continue;
        if (some && (node->kind == QUERY_OR || !needed)) {
            optional++;
            optional_met += t == YES;
            continue;
        }
        musts += must;
        wanted++;
        met += t == YES;
    }
    if (!wanted && !optional)
        return NOTHING;
    if (met < wanted)
        return NO;
    return musts || !optional || optional_met ? YES : NO;
}

static enum truth holds_not(const struct oracle_reader *r,
                            const struct query_node *node)
{
    struct oracle_reader inner = *r;
    enum truth t;

    inner.negated = true;
    inner.stops = !question_has_content(r->q, node->parts);
    t = oracle_holds(&inner, node->parts);
    return t == NOTHING ? NOTHING : t == YES ? NO : YES;
}

enum truth oracle_holds(const struct oracle_reader *given,
                        const struct query_node *node)
{
    struct oracle_reader r = *given;

    r.must = false;
    switch (node->kind) {
    case QUERY_WORD: return holds_word(given, node);
    case QUERY_MIN_MATCH: return holds_min_match(&r, node);
    case QUERY_LIST:
    case QUERY_AND:
    case QUERY_OR: return holds_parts(&r, node);
    case QUERY_NOT: return holds_not(&r, node);
    case QUERY_MUST: r.must = true; return oracle_holds(&r, node->parts);
    case QUERY_FIELD:
    case QUERY_DATE:
    case QUERY_LENGTH:
    case QUERY_EVERY: return oracle_says(node, r.a) ? YES : NO;
    case QUERY_ATLEAST:
        return oracle_count_spans(&r, node->parts) >= node->number ? YES : NO;
    case QUERY_PHRASE:
    case QUERY_TOPIC:
    case QUERY_EXACT:
    case QUERY_WILD:
    case QUERY_FUZZY:
    case QUERY_NEAR:
    case QUERY_ADJ:
    case QUERY_SENTENCE:
    case QUERY_PARAGRAPH:
    case QUERY_NOT_NEAR:
    case QUERY_NOT_SENTENCE:
    case QUERY_NOT_PARAGRAPH:
    case QUERY_SCOPE: break;
    }
    return oracle_count_spans(&r, node) ? YES : NO;
}

enum truth oracle_answer(const struct question *q,
                         const struct oracle_article *a, bool any)
{
    struct oracle_reader r = {.q = q, .a = a, .any = any};

    r.stops = !question_has_content(q, q->query->root);
    return oracle_holds(&r, q->query->root);
}
