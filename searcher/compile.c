/* From clauses to the operators of the store. */
#include "searcher/compile.h"
#include "article/terms.h"

#include <stdlib.h>

/* Parts being gathered for one join. */
struct parts {
    struct store_query **items;
    size_t count, room;
};

static void add(struct parts *parts, struct store_query *q)
{
    parts->items = xgrow(parts->items, parts->count, &parts->room, sizeof(q));
    parts->items[parts->count++] = q;
}

static struct store_query *join(enum store_op op, struct parts *parts)
{
    struct store_query *q = store_query_join(op, parts->items, parts->count);

    free(parts->items);
    *parts = (struct parts){NULL, 0, 0};
    return q;
}

static struct store_query *two(enum store_op op, struct store_query *a,
                               struct store_query *b)
{
    struct store_query *both[] = {a, b};

    return store_query_join(op, both, 2);
}

static struct store_query *stem_query(const struct plan *p, uint32_t term)
{
    struct buf name = BUF_INIT;
    struct store_query *q;

    term_word(&name, "Z", p->terms[term].stem->form);
    q = store_query_term(buf_text(&name), 1);
    buf_free(&name);
    if (p->weighted)
        q = store_query_scale(q, p->terms[term].share);
    return q;
}

/* The stem where the form is: only stems have a frequency in the store. */
static struct store_query *form_query(const struct plan *p, uint32_t form)
{
    struct buf name = BUF_INIT;
    struct store_query *q;

    term_word(&name, "", p->forms[form].text);
    q = store_query_term(buf_text(&name), 1);
    buf_free(&name);
    return two(STORE_FILTER, stem_query(p, p->forms[form].term), q);
}

/* The clause's words side by side, by their stems. */
static struct store_query *side_by_side(const struct plan *p,
                                        const struct clause *c)
{
    struct ir_text *names;
    struct buf *terms;
    struct store_query *q;

    if (c->item_count == 1)
        return stem_query(p, plan_clause_term(p, c, 0));
    names = xmalloc(c->item_count * sizeof(*names));
    terms = xmalloc(c->item_count * sizeof(*terms));
    for (size_t i = 0; i < c->item_count; i++) {
        terms[i] = (struct buf)BUF_INIT;
        term_word(&terms[i], "Z",
                  p->terms[plan_clause_term(p, c, i)].stem->form);
        names[i] = buf_text(&terms[i]);
    }
    q = store_query_near(names, c->item_count, (uint32_t)c->item_count, true);
    for (size_t i = 0; i < c->item_count; i++)
        buf_free(&terms[i]);
    free(names);
    free(terms);
    return q;
}

static struct store_query *run(const struct plan *p, const struct clause *c,
                               bool any)
{
    struct parts parts = {NULL, 0, 0};

    if (c->joined != PLAN_NONE)
        add(&parts, stem_query(p, c->joined));
    for (size_t i = 0; any && !c->whole && i < c->item_count; i++)
        add(&parts, stem_query(p, c->items[i]));
    if (!any || c->whole)
        add(&parts, side_by_side(p, c));
    return join(STORE_OR, &parts);
}

static struct store_query *clause_query(const struct plan *p,
                                        const struct clause *c, bool any);

/*
 * The positive parts joined, what must match required, the rest excluded.  Of a
 * phrase the store knows the stems alone: to exclude it by these would shut out
 * too much, so that is left to verification.
 */
static struct store_query *list(const struct plan *p, const struct clause *c,
                                bool some, bool any)
{
    struct parts parts = {NULL, 0, 0}, must = {NULL, 0, 0}, not = {NULL, 0, 0};
    struct store_query *q;

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];

        if (part->kind == CLAUSE_NOT && clause_needs_text(part))
            continue;
        if (part->kind == CLAUSE_NOT)
            add(&not, clause_query(p, &part->parts[0], false));
        else if (part->must && some)
            add(&must, clause_query(p, part, any));
        else
            add(&parts, clause_query(p, part, any));
    }
    if (must.count) {
        q = join(STORE_AND, &must);
        if (parts.count)
            q = two(STORE_AND_MAYBE, q, join(STORE_OR, &parts));
    } else if (parts.count) {
        q = join(some ? STORE_OR : STORE_AND, &parts);
    } else {
        q = store_query_all();
    }
    if (not .count)
        q = two(STORE_AND_NOT, q, join(STORE_OR, &not ));
    return q;
}

static struct store_query *any_of(const struct plan *p, const struct clause *c,
                                  bool any)
{
    struct parts parts = {NULL, 0, 0};

    for (size_t i = 0; i < c->part_count; i++)
        add(&parts, clause_query(p, &c->parts[i], any));
    return join(STORE_OR, &parts);
}

/* How much part i of a group counts, against a word of the query. */
static double part_weight(const struct plan *p, const struct clause *c,
                          size_t i)
{
    return i < c->own ? 1 : p->members[c->members + i - c->own].weight;
}

/* The greatest weight of a part that is below limit, or -1. */
static double next_weight(const struct plan *p, const struct clause *c,
                          double limit)
{
    double next = -1;

    for (size_t i = 0; i < c->part_count; i++) {
        double weight = part_weight(p, c, i);

        if (weight < limit && weight > next)
            next = weight;
    }
    return next;
}

/* Does another part, a single word of no less weight, match wherever this run
 * does? */
static bool redundant(const struct plan *p, const struct clause *c, size_t i)
{
    const struct clause *run = &c->parts[i];

    for (size_t j = 0; run->item_count > 1 && j < c->part_count; j++) {
        const struct clause *word = &c->parts[j];

        if (word->kind != CLAUSE_WORD ||
            part_weight(p, c, j) < part_weight(p, c, i))
            continue;
        for (size_t k = 0; k < run->item_count; k++)
            if (plan_clause_term(p, run, k) == word->items[0])
                return true;
    }
    return false;
}

/*
 * Parts of one weight count as one term, however many they are; what stands for
 * a word counts where none of more weight does.  That is the best of them, but
 * for Xapian's OP_MAX, which reads freed memory when all of its parts end at
 * once (1.4.22).  A topic has too many parts to look for twice: its weights add.
 */
static struct store_query *group(const struct plan *p, const struct clause *c,
                                 bool any)
{
    struct store_query *levels = NULL;
    double weight = 2;

    while ((weight = next_weight(p, c, weight)) >= 0) {
        struct parts equal = {NULL, 0, 0};
        struct store_query *q;

        for (size_t i = 0; i < c->part_count; i++)
            if (part_weight(p, c, i) == weight && !redundant(p, c, i))
                add(&equal, clause_query(p, &c->parts[i], any));
        if (!equal.count)
            continue;
        q = join(STORE_SYNONYM, &equal);
        if (weight < 1)
            q = store_query_scale(q, weight);
        if (levels && !c->own)
            q = two(STORE_OR, levels, q);
        else if (levels)
            q = two(STORE_OR, levels,
                    two(STORE_AND_NOT, q, store_query_copy(levels)));
        levels = q;
    }
    return levels;
}

static struct store_query *clause_query(const struct plan *p,
                                        const struct clause *c, bool any)
{
    switch (c->kind) {
    case CLAUSE_WORD: return stem_query(p, c->items[0]);
    case CLAUSE_RUN: return run(p, c, any);
    case CLAUSE_PHRASE:
        if (c->stored)
            return form_query(p, c->items[0]);
        return side_by_side(p, c);
    case CLAUSE_NOT:
        if (clause_needs_text(c))
            return store_query_all();
        return two(STORE_AND_NOT, store_query_all(),
                   clause_query(p, &c->parts[0], false));
    case CLAUSE_ANY: return c->group ? group(p, c, any) : any_of(p, c, any);
    case CLAUSE_ALL: return list(p, c, false, any);
    case CLAUSE_LIST: break;
    }
    return list(p, c, any, any);
}

struct store_query *compile(const struct plan *p, bool any)
{
    return clause_query(p, &p->root, any);
}

static void add_topics(const struct plan *p, const struct clause *c,
                       struct parts *parts)
{
    if (c->kind == CLAUSE_NOT)
        return;
    if (c->group && !c->own)
        add(parts, group(p, c, true));
    for (size_t i = 0; !c->group && i < c->part_count; i++)
        add_topics(p, &c->parts[i], parts);
}

struct store_query *compile_topics(const struct plan *p)
{
    struct parts parts = {NULL, 0, 0};

    add_topics(p, &p->root, &parts);
    return parts.count ? join(STORE_OR, &parts) : NULL;
}
