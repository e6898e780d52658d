/* Finds all matches of a search, block by block. */
#include "search/run/matches.h"
#include "search/run/unread.h"

/* ---- blocks ---- */

/*
 * Candidates [offset, offset + limit) in index order.  The store starts from
 * the first match each time, so blocks of equal size would take quadratic
 * time: each is larger than the one before, up to a limit for memory.
 */
#define BLOCK_GROWTH 4
#define BLOCK_MAX 131072 /* matches */

enum ir_status matches_block(struct search *x, const struct store_query *query,
                             struct matches_block *b, struct store_hits **out,
                             struct ir_error *err)
{
    const struct store_search how = {.offset = b->offset,
                                     .limit = b->limit,
                                     .unranked = true,
                                     .is_over = deadline_is_over,
                                     .over_of = &x->deadline};
    enum ir_status status = store_search(x->s->store, query, &how, out, err);

    if (status != IR_OK)
        return status;
    b->last = store_hits_count(*out) < b->limit;
    b->offset += b->limit;
    b->limit *= BLOCK_GROWTH;
    if (b->limit > BLOCK_MAX)
        b->limit = BLOCK_MAX;
    return IR_OK;
}

/* ---- counting ---- */

/* The matches that are counted: in a set, or as a number only. */
struct found {
    struct store_set *set; /* or NULL */
    uint64_t count;
};

static void add_found(struct found *f, uint32_t document)
{
    f->count++;
    if (f->set)
        store_set_add(f->set, document);
}

/* Read and verify a hit. */
static enum ir_status judge(struct search *x, struct store_hits *h, size_t i,
                            bool *matches, struct ir_error *err)
{
    enum ir_status status = store_hits_read(x->s->store, h, i, err);

    if (status == IR_OK)
        status = verify_match(&x->verifier, store_hits_document(h, i),
                              store_hits_data(h, i), matches, err);
    return status;
}

/* Verify the hits and add those that match. */
static enum ir_status count_all(struct search *x, struct store_hits *h,
                                struct found *found, struct ir_error *err)
{
    const size_t count = store_hits_count(h);
    enum ir_status status = IR_OK;

    for (size_t i = 0;
         status == IR_OK && i < count && !deadline_passed(&x->deadline); i++) {
        bool matches = false;
        struct ir_error why;

        status = judge(x, h, i, &matches, &why);
        if (status != IR_OK &&
            unread_leave(x->unread, store_hits_document(h, i), &why))
            status = IR_OK;
        else if (status != IR_OK)
            ir_fail(err, status, "%s", why.message);
        else if (matches)
            add_found(found, store_hits_document(h, i));
        store_hits_forget(h, i);
    }
    return status;
}

/* Add the hits, which need no verification. */
static enum ir_status take_all(struct search *x, struct store_hits *h,
                               struct found *found, struct ir_error *err)
{
    (void)x;
    (void)err;
    for (size_t i = 0; i < store_hits_count(h); i++)
        add_found(found, store_hits_document(h, i));
    return IR_OK;
}

/* Take the matches of a query, block by block. */
static enum ir_status take_blocks(
    struct search *x, const struct store_query *query,
    enum ir_status (*take)(struct search *x, struct store_hits *h,
                           struct found *found, struct ir_error *err),
    struct found *found, struct ir_error *err)
{
    struct matches_block block = {.limit = BLOCK_MAX};
    enum ir_status status;

    do {
        struct store_hits *hits;

        status = matches_block(x, query, &block, &hits, err);
        if (status != IR_OK)
            break;
        status = take(x, hits, found, err);
        store_hits_free(hits);
    } while (status == IR_OK && !block.last && !deadline_passed(&x->deadline));
    return status;
}

/* Only count the matches of a query; *exact: is the number known? */
static enum ir_status count_matches(struct search *x,
                                    const struct store_query *query,
                                    struct found *found, bool *exact,
                                    struct ir_error *err)
{
    const struct store_search how = {.check_at_least =
                                         (size_t)x->view.info.articles,
                                     .unranked = true,
                                     .is_over = deadline_is_over,
                                     .over_of = &x->deadline};
    struct store_hits *hits;
    uint64_t lower, upper;
    enum ir_status status = store_search(x->s->store, query, &how, &hits, err);

    if (status != IR_OK)
        return status;
    store_hits_total(hits, &lower, &upper);
    store_hits_free(hits);
    *exact = lower == upper;
    if (*exact)
        found->count += lower;
    return IR_OK;
}

/* Count the matches that need no verification, and remove them from x->asked. */
static enum ir_status count_sure(struct search *x, struct found *found,
                                 struct ir_error *err)
{
    struct store_query *sure = search_compile_sure(x, x->verifier.any);
    bool exact = true;
    enum ir_status status;

    if (!sure)
        return IR_OK;
    status = found->set ? take_blocks(x, sure, take_all, found, err)
                        : count_matches(x, sure, found, &exact, err);
    if (status == IR_OK && exact)
        x->asked = store_query_two(STORE_AND_NOT, x->asked, sure);
    else
        store_query_free(sure);
    return status;
}

enum ir_status search_matches(struct search *x, struct store_set *set,
                              struct ir_total *total, struct ir_error *err)
{
    struct found found = {.set = set};
    enum ir_status status = count_sure(x, &found, err);

    if (status == IR_OK && !deadline_passed(&x->deadline))
        status = take_blocks(x, x->asked, count_all, &found, err);
    total->value = found.count;
    total->relation =
        x->deadline.passed || (x->unread && x->unread->count) ? IR_GE : IR_EQ;
    return status;
}
