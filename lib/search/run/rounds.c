/* Rounds of a search: the store is asked for more until the page is full. */
#include "article/terms.h"
#include "search/run/rank.h"
#include "search/run/upper_bound.h"

/* Ask the store for the best count articles. */
static enum ir_status ask(struct search *x, size_t count, struct ranking *r,
                          struct ir_error *err)
{
    static const enum store_order orders[] = {
        [IR_SORT_RELEVANCE] = STORE_BY_SCORE,
        [IR_SORT_OLDEST] = STORE_BY_VALUE,
        [IR_SORT_NEWEST] = STORE_BY_VALUE_DOWN,
    };
    struct store_search how = {.limit = count,
                               .check_at_least = SEARCH_COUNTED,
                               .model = x->model.scheme,
                               .k1 = x->model.k1,
                               .b = x->model.b,
                               .delta = x->model.delta,
                               .c = x->model.c,
                               .order = orders[x->request->sort],
                               .slot = SLOT_DATE};

    if (x->request->exact_total && x->plan->exact)
        how.check_at_least = (size_t)x->index.articles;
    store_hits_free(r->hits);
    r->hits = NULL;
    r->choices.count = r->looked = r->refused = r->unread = 0;
    return store_search(x->s->store, x->expanded ? x->expanded : x->what, &how,
                        &r->hits, err);
}

uint64_t rank_found(const struct search *x, const struct ranking *r)
{
    uint64_t lower, upper;

    if (!x->plan->exact)
        return r->looked - r->refused;
    store_hits_total(r->hits, &lower, &upper);
    return lower;
}

static void count_matches(const struct search *x, const struct ranking *r,
                          struct ir_total *out)
{
    uint64_t lower, upper;

    store_hits_total(r->hits, &lower, &upper);
    out->value = lower;
    out->relation = lower == upper ? IR_EQ : IR_GE;
    if (x->plan->exact)
        return;
    out->value = upper - r->refused;
    if (lower != upper || r->looked != upper)
        out->relation = IR_LE;
}

/*
 * Are there as many hits as are wanted, and is it known whether more follow and
 * whether the articles are enough?  The store knows, unless hits have to be
 * verified: then one more is looked for.
 */
static bool is_full(const struct search *x, const struct ranking *r)
{
    if (x->plan->exact)
        return r->choices.count >= r->wanted;
    return r->choices.count > r->wanted &&
           (!x->goes_on || x->any || rank_found(x, r) >= SEARCH_ENOUGH);
}

bool rank_follows(const struct search *x, const struct ranking *r)
{
    if (!r->hits || r->choices.count < r->wanted)
        return false;
    return r->choices.count > r->wanted ||
           (x->plan->exact && rank_found(x, r) > r->looked - r->unread);
}

/* Rank the best count articles, block by block, until the page is full. */
static enum ir_status rank_best(struct search *x, size_t count,
                                struct ranking *r, struct ir_error *err)
{
    enum ir_status status = ask(x, count, r, err);
    size_t all = status == IR_OK ? store_hits_count(r->hits) : 0;

    for (size_t at = 0; status == IR_OK && at < all; at += SEARCH_BLOCK) {
        size_t to = at + SEARCH_BLOCK;

        if (at && (is_full(x, r) || deadline_passed(&x->deadline)))
            break;
        status = rank_block(x, r, at, to < all ? to : all, err);
    }
    return status;
}

enum ir_status rank_expand(struct search *x, struct ranking *r,
                           struct ir_error *err)
{
    const struct ir_request *request = x->request;
    struct reach reach = REACH_ALL;
    enum ir_status status;

    if (!request->feedback_passages || !request->limit ||
        request->sort != IR_SORT_RELEVANCE || deadline_passed(&x->deadline))
        return IR_OK;
    status = ask(x, SEARCH_BLOCK, r, err);
    if (status == IR_OK)
        status = rank_gather(x, r, 0, store_hits_count(r->hits), &reach, err);
    if (status == IR_OK && !deadline_passed(&x->deadline))
        status = rank_feedback(x, &r->candidates, err);
    return status;
}

/*
 * Every search fetches whole blocks in one go, never a later page alone: the
 * store may add up a score in another order for another page, and articles
 * would appear twice or never.  When verification refuses so many that the
 * page is not full, begin again with RANK_GROWTH times as many.
 */
enum ir_status rank(struct search *x, struct ranking *r, struct ir_total *total,
                    struct ir_error *err)
{
    size_t want = r->wanted + !x->plan->exact;
    size_t count = (want + SEARCH_BLOCK - 1) / SEARCH_BLOCK * SEARCH_BLOCK;
    enum ir_status status;

    *total = (struct ir_total){0, IR_GE};
    if (deadline_passed(&x->deadline))
        return IR_OK;
    if (!x->request->limit)
        count = 0;
    rank_order_refusals(r);
    status = rank_best(x, count, r, err);
    while (status == IR_OK && count && !is_full(x, r) &&
           store_hits_count(r->hits) == count &&
           !deadline_passed(&x->deadline)) {
        count *= RANK_GROWTH;
        rank_order_refusals(r);
        status = rank_best(x, count, r, err);
    }
    if (status == IR_OK)
        count_matches(x, r, total);
    return status;
}
