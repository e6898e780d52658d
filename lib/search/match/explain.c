/* Splits a hit's score into parts. */
#include "search/match/explain.h"

#include <math.h>
#include <stdlib.h>

struct parts {
    struct ir_part *items;
    size_t count;
};

static void add(struct parts *parts, const char *feature, struct ir_text term,
                double value)
{
    struct ir_part part = {feature, term, value};

    if (value == 0)
        return;
    parts->items[parts->count++] = part;
}

/* Add the article's features, multiplied by share. */
static void add_article(struct parts *parts, const struct explained *x,
                        const struct evidence *e, const struct plan *p,
                        const struct collection *c, double share)
{
    static const struct ir_text none = {"", 0};
    struct article_score s = {.first_stage = x->first_stage,
                              .total = x->first_stage};

    if (x->reranked)
        score_article(e, p, c, x->first_stage, &s);
    add(parts, "article.first_stage", none, share * s.first_stage);
    add(parts, "article.surface", none, share * s.surface);
    add(parts, "article.sentence", none, share * s.sentence);
    add(parts, "article.adjacent", none, share * s.adjacent);
    add(parts, "article.window", none, share * s.window);
    add(parts, "article.lead", none, share * s.lead);
    add(parts, "article.title", none, share * s.title);
    if (x->article != s.total)
        add(parts, "article.smoothing", none, share * (x->article - s.total));
}

static void add_passage(struct parts *parts, const struct explained *x,
                        const struct evidence *e, const struct plan *p,
                        struct arena *arena)
{
    static const struct ir_text none = {"", 0};
    struct passage_score s = {.terms =
                                  xcalloc(p->term_count, sizeof(*s.terms))};
    double factor;

    score_passage(e, p, &x->passage, &s);
    factor = s.place * x->factor;
    for (size_t i = 0; i < p->term_count; i++)
        add(parts, "term", arena_text(arena, p->terms[i].shown),
            factor * s.terms[i]);
    add(parts, "adjacent", none, factor * s.adjacent);
    add(parts, "window", none, factor * s.window);
    add(parts, "sentence", none, factor * s.sentence);
    add(parts, "answer", none, factor * s.answer);
    add(parts, "lead", none, factor * s.lead);
    free(s.terms);
}

static double sum_of(const struct parts *parts)
{
    double sum = 0;

    for (size_t i = 0; i < parts->count; i++)
        sum += parts->items[i].value;
    return sum;
}

/*
 * Floating-point addition rounds, so adjust one part by about the difference
 * until adding up in order gives the score to the last bit.  A larger
 * difference is no rounding: rank.c has limited the score to keep a later
 * block below the one before.
 */
static void settle(struct parts *parts, double score)
{
    static const struct ir_text none = {"", 0};

    if (fabs(score - sum_of(parts)) > 1e-9 * (1 + fabs(score)))
        add(parts, "limit", none, score - sum_of(parts));
    for (size_t i = parts->count; i-- && sum_of(parts) != score;)
        for (size_t step = 1; step <= 8 && sum_of(parts) != score; step++) {
            double before = parts->items[i].value;

            parts->items[i].value += (score - sum_of(parts)) * (double)step / 4;
            if (sum_of(parts) != score)
                parts->items[i].value = before;
        }
}

const struct ir_part *explain(const struct explained *x,
                              const struct evidence *e, const struct plan *p,
                              const struct collection *c, struct arena *arena,
                              size_t *count)
{
    size_t most = p->term_count + 16;
    struct parts parts = {arena_alloc(arena, most * sizeof(*parts.items)), 0};

    if (x->passages)
        add_passage(&parts, x, e, p, arena);
    add_article(&parts, x, e, p, c,
                x->passages ? x->passage.share * x->factor : x->factor);
    settle(&parts, x->score);
    *count = parts.count;
    return parts.items;
}
