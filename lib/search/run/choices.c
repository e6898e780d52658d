/* Turns the candidates of a block into choices, and sorts both. */
#include "search/run/rank.h"

#include <math.h>
#include <stdlib.h>

/* Best first; ties go to the newer, then by id and sentence: a total order
 * that does not depend on document numbers. */
static int compare_choices(const void *a, const void *b)
{
    const struct choice *l = a, *r = b;
    int order;

    if (l->passage.score != r->passage.score)
        return l->passage.score < r->passage.score ? 1 : -1;
    if (l->date != r->date)
        return l->date < r->date ? 1 : -1;
    order = text_compare(l->id, r->id);
    if (order)
        return order;
    return (l->passage.first > r->passage.first) -
           (l->passage.first < r->passage.first);
}

static int compare_newest(const void *a, const void *b)
{
    const struct choice *l = a, *r = b;

    if (l->date != r->date)
        return l->date < r->date ? 1 : -1;
    return compare_choices(a, b);
}

static int compare_oldest(const void *a, const void *b)
{
    const struct choice *l = a, *r = b;

    if (l->date != r->date && l->date != RANK_UNDATED &&
        r->date != RANK_UNDATED)
        return l->date > r->date ? 1 : -1;
    return compare_newest(a, b);
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *l = a, *r = b;

    if (l->score != r->score)
        return l->score < r->score ? 1 : -1;
    return text_compare(l->id, r->id);
}

void rank_candidates(struct candidates *c)
{
    if (c->count)
        qsort(c->items, c->count, sizeof(*c->items), compare_candidates);
}

static void sort_choices(enum ir_sort sort, struct choice *items, size_t count)
{
    static int (*const orders[])(const void *, const void *) = {
        [IR_SORT_RELEVANCE] = compare_choices,
        [IR_SORT_OLDEST] = compare_oldest,
        [IR_SORT_NEWEST] = compare_newest,
    };

    qsort(items, count, sizeof(*items), orders[sort]);
}

/* ---- from candidates to choices ---- */

double rank_recency(int64_t age, int64_t half)
{
    return age > 0 ? exp2(-(double)age / (double)half) : 1;
}

static void find_dates(struct ranking *r)
{
    r->newest = r->oldest = RANK_UNDATED;
    for (size_t i = 0; i < r->candidates.count; i++) {
        int64_t date = r->candidates.items[i].date;

        if (date == RANK_UNDATED)
            continue;
        if (r->newest == RANK_UNDATED || date > r->newest)
            r->newest = date;
        if (r->oldest == RANK_UNDATED || date < r->oldest)
            r->oldest = date;
    }
}

/* An undated article counts as old as the oldest of the first block. */
static double recency(const struct ranking *r, const struct candidate *c)
{
    int64_t date = c->date == RANK_UNDATED ? r->oldest : c->date;

    if (!r->in.request->recency || date == RANK_UNDATED ||
        r->newest == RANK_UNDATED)
        return 1;
    return rank_recency(r->newest - date, r->in.request->recency);
}

/* The article's score has changed by smoothing since its passages were scored
 * with it; recency must not lift a score above `most'. */
static double final_score(const struct ranking *r, const struct candidate *c,
                          const struct passage *p, double factor, double most)
{
    double score = c->score;

    if (!r->in.request->articles)
        score = p->score + p->share * (c->score - c->parts.total);
    score *= factor;
    return r->in.request->recency && score > most ? most : score;
}

void rank_choose(struct ranking *r, bool first)
{
    struct choices *out = &r->choices;
    size_t before = out->count;
    double most = before ? out->items[before - 1].passage.score : HUGE_VAL;

    if (first)
        find_dates(r);
    for (size_t i = 0; i < r->candidates.count; i++) {
        const struct candidate *c = &r->candidates.items[i];
        double factor = recency(r, c);

        for (size_t j = c->passage; j < c->passage + c->passages; j++) {
            struct choice one = {.bytes = c->bytes,
                                 .id = c->id,
                                 .document = c->document,
                                 .date = c->date,
                                 .passage = r->kept.items[j],
                                 .passages = c->matching,
                                 .first_stage = c->parts.first_stage,
                                 .article = c->score,
                                 .factor = factor,
                                 .reranked = c->reranked,
                                 .any = r->in.verifier->any,
                                 .spare_first = c->passage + c->passages,
                                 .spare_count = c->spares};

            one.passage.score = final_score(r, c, &one.passage, factor, most);
            out->items = xgrow(out->items, out->count, &out->room, sizeof(one));
            out->items[out->count++] = one;
        }
    }
    if (before < out->count)
        sort_choices(r->in.request->sort, out->items + before,
                     out->count - before);
}
