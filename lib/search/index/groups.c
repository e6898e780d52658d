/* Translates a term and its expansions, each weight scored as a single term. */
#include "search/index/compile_words.h"

/* Weight of part i of a group; the term itself has 1. */
static double part_weight(const struct plan *p, const struct clause *c,
                          size_t i)
{
    return i < c->own ? 1 : p->expansions[c->expansions + i - c->own].weight;
}

/* The greatest weight of a part below limit, or -1. */
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

static double level_scale(const struct plan *p, const struct clause *c,
                          double weight)
{
    for (size_t i = c->own; i < c->part_count; i++)
        if (part_weight(p, c, i) == weight)
            return p->expansions[c->expansions + i - c->own].scale;
    return weight;
}

/* Is a word of this run also a part by itself, of no less weight?  Then the
 * run adds nothing. */
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

/* The parts of one weight, scored as a single term; NULL if there are none. */
static struct store_query *level(struct mode x, const struct clause *c,
                                 double weight)
{
    struct parts equal = {NULL, 0, 0};

    for (size_t i = 0; i < c->part_count; i++)
        if (part_weight(x.p, c, i) == weight && !redundant(x.p, c, i))
            parts_add(&equal, words_clause(x, &c->parts[i]));
    return equal.count ? parts_join(STORE_SYNONYM, &equal) : NULL;
}

/*
 * A term and its expansions: an article scores by those of the greatest weight
 * in it.  OP_MAX would say so directly, but in Xapian 1.4.22 it reads freed
 * memory when all of its subqueries end at once, so each level excludes those
 * above it.  A topic has too many parts for that: its levels add up.
 */
struct store_query *words_group(struct mode x, const struct clause *c)
{
    struct store_query *levels = NULL;
    double weight = 2;

    while ((weight = next_weight(x.p, c, weight)) >= 0) {
        struct store_query *q = level(x, c, weight);

        if (!q)
            continue;
        if (weight < 1)
            q = store_query_scale(q, level_scale(x.p, c, weight));
        if (levels && !c->own)
            q = store_query_two(STORE_OR, levels, q);
        else if (levels)
            q = store_query_two(
                STORE_OR, levels,
                store_query_two(STORE_AND_NOT, q, store_query_copy(levels)));
        levels = q;
    }
    return levels;
}
