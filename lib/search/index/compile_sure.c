/* Matches that need no verification: what of a plan the store can decide. */
#include "search/index/compile.h"
#include "search/index/compile_words.h"

/* The query of a clause's parts, as far as the store is certain. */
struct sum {
    struct store_query *q; /* NULL: empty so far */
    bool none;             /* a required part can only be decided by the text */
    bool asked;            /* it has more than filters and negations */
};

static struct store_query *sure(const struct plan *p, const struct clause *c,
                                bool any);

static void add_to(struct sum *s, enum store_op op, struct store_query *q)
{
    if (!q)
        s->none = s->none || op == STORE_AND;
    else
        s->q = s->q ? store_query_two(op, s->q, q) : q;
}

static struct store_query *any_part(const struct plan *p,
                                    const struct clause *c, bool any)
{
    struct sum s = {NULL, false, false};

    for (size_t i = 0; i < c->part_count; i++)
        add_to(&s, STORE_OR, sure(p, &c->parts[i], any));
    return s.q;
}

static bool is_limit(const struct clause *c)
{
    return c->kind == CLAUSE_NOT || c->kind == CLAUSE_FILTER;
}

static bool has_must(const struct clause *c)
{
    for (size_t i = 0; i < c->part_count; i++)
        if (c->parts[i].must && !is_limit(&c->parts[i]))
            return true;
    return false;
}

/* The positive parts of a list. */
static struct sum wanted(const struct plan *p, const struct clause *c, bool any,
                         bool some)
{
    bool must = some && has_must(c);
    struct sum s = {NULL, false, false};

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];

        if (is_limit(part))
            continue;
        s.asked = true;
        if (part->must || !must)
            add_to(&s, some && !must ? STORE_OR : STORE_AND,
                   sure(p, part, any));
    }
    return s;
}

/* A list; some: one of its parts is enough. */
static struct store_query *sure_list(const struct plan *p,
                                     const struct clause *c, bool any,
                                     bool some)
{
    struct sum s = wanted(p, c, any, some);

    if (!s.asked)
        s.q = store_query_all();
    for (size_t i = 0; s.q && i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];

        if (part->kind == CLAUSE_NOT)
            s.q = store_query_two(STORE_AND_NOT, s.q,
                                  compile_clause(p, &part->parts[0], false));
        else if (part->kind == CLAUSE_FILTER)
            add_to(&s, STORE_AND, sure(p, part, any));
    }
    if (s.none && s.q) {
        store_query_free(s.q);
        return NULL;
    }
    return s.q;
}

static struct store_query *sure(const struct plan *p, const struct clause *c,
                                bool any)
{
    if (!clause_needs_text(c))
        return compile_clause(p, c, any);
    if (clause_is_own_stem(p, c) && p->forms[c->items[0]].told_apart)
        return store_query_two(
            STORE_AND_NOT, compile_clause(p, c, any),
            store_query_set(p->forms[c->items[0]].others, 0));
    if (c->pattern)
        return words_pattern_sure(&p->patterns[p->terms[c->items[0]].pattern]);
    if (c->kind == CLAUSE_ANY)
        return any_part(p, c, any);
    if (c->kind == CLAUSE_ALL || c->kind == CLAUSE_LIST)
        return sure_list(p, c, any, any && c->kind == CLAUSE_LIST);
    return NULL;
}

struct store_query *compile_sure(const struct plan *p, bool any)
{
    return sure(p, &p->root, any);
}
