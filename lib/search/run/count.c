/* How many articles match, by looking at them. */
#include "search/run/searcher.h"

enum ir_status search_next(struct search *x, struct block *b,
                           struct store_hits **out, struct ir_error *err)
{
    const struct store_search how = {
        .offset = b->offset, .limit = b->limit, .unranked = true};
    enum ir_status status = store_search(x->s->store, x->what, &how, out, err);

    if (status != IR_OK)
        return status;
    b->last = store_hits_count(*out) < b->limit;
    b->offset += b->limit;
    b->limit *= SEARCH_GROWTH;
    if (b->limit > SEARCH_BLOCK_MAX)
        b->limit = SEARCH_BLOCK_MAX;
    return IR_OK;
}

/* Add how many of the hits stand up to verification. */
static enum ir_status count_all(struct search *x, struct store_hits *h,
                                uint64_t *found, struct ir_error *err)
{
    const size_t count = store_hits_count(h);
    enum ir_status status = IR_OK;

    for (size_t i = 0;
         status == IR_OK && i < count && !deadline_passed(&x->deadline); i++) {
        bool matches = false;

        status = store_hits_read(x->s->store, h, i, err);
        if (status == IR_OK)
            status = search_match(x, store_hits_data(h, i), &matches, err);
        store_hits_forget(h, i);
        *found += matches;
    }
    return status;
}

/*
 * Count the articles that the store is sure of, and leave the others in
 * x->what.
 */
static enum ir_status count_sure(struct search *x, uint64_t *found,
                                 struct ir_error *err)
{
    struct store_query *sure = search_ask_sure(x, x->any);
    const struct store_search how = {
        .check_at_least = (size_t)x->index.articles, .unranked = true};
    struct store_hits *hits;
    uint64_t lower = 0, upper = 0;
    enum ir_status status;

    if (!sure)
        return IR_OK;
    status = store_search(x->s->store, sure, &how, &hits, err);
    if (status == IR_OK) {
        store_hits_total(hits, &lower, &upper);
        store_hits_free(hits);
    }
    if (status != IR_OK || lower != upper) {
        store_query_free(sure);
        return status;
    }
    *found = lower;
    x->what = store_query_two(STORE_AND_NOT, x->what, sure);
    return IR_OK;
}

enum ir_status search_count(struct search *x, struct ir_total *total,
                            struct ir_error *err)
{
    struct block block = {.limit = SEARCH_BLOCK_MAX};
    enum ir_status status;

    total->value = 0;
    status = count_sure(x, &total->value, err);
    if (status != IR_OK)
        return status;
    do {
        struct store_hits *hits;

        status = search_next(x, &block, &hits, err);
        if (status != IR_OK)
            break;
        status = count_all(x, hits, &total->value, err);
        store_hits_free(hits);
    } while (status == IR_OK && !block.last && !x->deadline.passed);
    total->relation = x->deadline.passed ? IR_GE : IR_EQ;
    return status;
}
