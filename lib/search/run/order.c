/* Sort orders of candidates and choices. */
#include "search/run/rank.h"

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

void rank_choices(enum ir_sort sort, struct choice *items, size_t count)
{
    static int (*const orders[])(const void *, const void *) = {
        [IR_SORT_RELEVANCE] = compare_choices,
        [IR_SORT_OLDEST] = compare_oldest,
        [IR_SORT_NEWEST] = compare_newest,
    };

    if (count)
        qsort(items, count, sizeof(*items), orders[sort]);
}
