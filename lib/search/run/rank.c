/* Ranks in rounds, each of which fetches more candidates until the page is
 * full; a round is ranked in blocks: score, smooth, choose and sort. */
#include "search/run/rank.h"
#include "article/terms.h"
#include "search/run/collapse.h"
#include "search/run/feedback.h"
#include "search/run/smooth.h"
#include "search/run/unread.h"

#include <math.h>
#include <stdlib.h>

#define SPARES 2      /* other passages of an article that may be shown */
#define ROUNDING 1e-9 /* relative: sums of the same numbers may differ so */

void ranking_free(struct ranking *r)
{
    store_hits_free(r->hits);
    store_query_free(r->expanded);
    free(r->choices.items);
    free(r->candidates.items);
    free(r->kept.items);
    free(r->scratch.items);
    free(r->refusals.items);
}

static void keep(struct ranking *r, const struct passage *passage)
{
    struct passages *kept = &r->kept;

    kept->items =
        xgrow(kept->items, kept->count, &kept->room, sizeof(*kept->items));
    kept->items[kept->count++] = *passage;
}

static void add_candidate(struct ranking *r, const struct candidate *c)
{
    struct candidates *all = &r->candidates;

    all->items = xgrow(all->items, all->count, &all->room, sizeof(*c));
    all->items[all->count++] = *c;
}

/* Keep the reading of an article that may be shown: among the best by now; if
 * scores can still change, more of them, or all of the block. */
static void keep_reading(struct ranking *r, struct reading *reading,
                         const struct candidate *c)
{
    const struct ir_request *request = r->in.request;
    size_t found = r->choices.count;
    size_t most = r->wanted > found ? r->wanted - found : 0;
    double worth = c->score;

    if (!c->passages || request->bare)
        return;
    if (request->sort != IR_SORT_RELEVANCE || request->recency ||
        request->feedback_passages)
        most = RANK_BLOCK;
    else if (r->in.model->smooth)
        most = most < RANK_BLOCK / 2 ? 2 * most : RANK_BLOCK;
    else if (!request->articles)
        worth = r->kept.items[c->passage].score;
    verify_keep(r->in.verifier, reading, worth, most);
}

/* Choose the passages of an article that may be shown, and keep them. */
static void choose_passages(struct ranking *r, const struct reading *reading,
                            struct candidate *c)
{
    const struct ranking_input *in = &r->in;

    c->matching =
        request_passages(in->request, &reading->evidence, in->verifier->plan,
                         &reading->record, c->score, &r->scratch);
    c->passages = r->scratch.count;
    if (in->collapse && in->request->articles && c->matching > c->passages)
        c->spares = c->matching - c->passages < SPARES
                        ? c->matching - c->passages
                        : SPARES;
    for (size_t i = 0; i < c->passages + c->spares; i++)
        keep(r, &r->scratch.items[i]);
}

/* Add a verified article to the candidates; score: from its text. */
static void add_article(struct ranking *r, size_t hit, struct reading *reading,
                        bool score)
{
    const struct ranking_input *in = &r->in;
    const struct ir_request *request = in->request;
    const struct plan *plan = in->verifier->plan;
    const struct collection *collection = &in->view->collection;
    const struct ir_article *a = &reading->record.article;
    const struct evidence *e = &reading->evidence;
    struct ir_text bytes = store_hits_data(r->hits, hit);
    double first_stage = store_hits_score(r->hits, hit);
    struct candidate c = {
        .bytes = bytes,
        .id = record_id(bytes),
        .date = a->has_date ? a->date : RANK_UNDATED,
        .document = store_hits_document(r->hits, hit),
        .length = score_length(e, collection),
        .parts = {.first_stage = first_stage, .total = first_stage},
        .passage = r->kept.count};

    if (score)
        score_article(e, plan, collection, first_stage, &c.parts);
    c.reranked = score;
    c.score = c.parts.total;
    if (score && first_stage > r->above && in->model->smooth == SMOOTH_OPENINGS)
        c.opening =
            openings_add(in->s->openings, &reading->record, in->s->walk);
    if (request_is_bare(request)) {
        keep(r, &(struct passage){.score = c.score});
        c.passages = 1;
    } else {
        choose_passages(r, reading, &c);
    }
    add_candidate(r, &c);
    keep_reading(r, reading, &c);
}

/*
 * Add a candidate with its first-stage score, without decoding it.  False if
 * it must be decoded: for its passages, verification or date, or because it
 * is damaged.  Without dates, ties are broken by id alone.
 */
static bool add_unread(struct ranking *r, size_t hit)
{
    struct ir_text bytes = store_hits_data(r->hits, hit);
    double score = store_hits_score(r->hits, hit);
    struct candidate c = {.bytes = bytes,
                          .id = record_id(bytes),
                          .document = store_hits_document(r->hits, hit),
                          .date = RANK_UNDATED,
                          .score = score,
                          .passage = r->kept.count,
                          .passages = 1};

    if (!request_is_bare(r->in.request) ||
        !verify_is_needless(r->in.verifier) || !c.id.size ||
        r->in.request->recency)
        return false;
    keep(r, &(struct passage){.score = score});
    add_candidate(r, &c);
    return true;
}

static int compare_documents(const void *a, const void *b)
{
    uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;

    return (l > r) - (l < r);
}

/* Did an earlier round find that the hit does not match? */
static bool was_refused(const struct ranking *r, size_t hit)
{
    const struct refusals *all = &r->refusals;
    uint32_t document = store_hits_document(r->hits, hit);

    return all->ordered && bsearch(&document, all->items, all->ordered,
                                   sizeof(document), compare_documents);
}

static void refuse(struct ranking *r, size_t hit)
{
    struct refusals *all = &r->refusals;

    all->items = xgrow(all->items, all->count, &all->room, sizeof(*all->items));
    all->items[all->count++] = store_hits_document(r->hits, hit);
    store_hits_forget(r->hits, hit);
    r->refused++;
}

/* Sort them for bsearch(): the next round meets the same documents again. */
static void order_refusals(struct ranking *r)
{
    struct refusals *all = &r->refusals;

    if (all->count)
        qsort(all->items, all->count, sizeof(*all->items), compare_documents);
    all->ordered = all->count;
}

/* Add a hit to the candidates if it matches; first: it is in the first block. */
static enum ir_status judge(struct ranking *r, size_t hit, bool first,
                            struct ir_error *err)
{
    const struct ranking_input *in = &r->in;
    bool by_date = in->request->sort != IR_SORT_RELEVANCE;
    struct reading *reading;
    enum ir_status status;

    status = store_hits_read(in->s->store, r->hits, hit, err);
    if (status != IR_OK || (!first && !by_date && add_unread(r, hit)))
        return status;
    status = verify_read(in->verifier, store_hits_document(r->hits, hit),
                         store_hits_data(r->hits, hit), &reading, err);
    if (status == IR_OK && reading)
        add_article(r, hit, reading, first || by_date);
    else if (status == IR_OK)
        refuse(r, hit);
    return status;
}

/* The same, unless it was found before that it does not match, or that it cannot
 * be read. */
static enum ir_status add_hit(struct ranking *r, size_t hit, bool first,
                              struct ir_error *err)
{
    struct ir_error why;
    enum ir_status status;

    if (was_refused(r, hit)) {
        r->refused++;
        return IR_OK;
    }
    status = judge(r, hit, first, &why);
    if (status == IR_OK)
        return IR_OK;
    if (!unread_leave(r->in.unread, store_hits_document(r->hits, hit), &why))
        return ir_fail(err, status, "%s", why.message);
    refuse(r, hit);
    return IR_OK;
}

/* Is the deadline over for hit i?  The first RANK_AT_LEAST may be a bit late, so
 * that a slow store still gives results. */
static bool too_late(const struct ranking *r, size_t i)
{
    struct deadline *d = r->in.deadline;

    if (!deadline_passed(d))
        return false;
    return i >= RANK_AT_LEAST || deadline_cancelled(d) ||
           (i && clock_seconds() > d->at + RANK_GRACE);
}

/* Add hits [from, to) to the candidates. */
static enum ir_status gather(struct ranking *r, size_t from, size_t to,
                             struct ir_error *err)
{
    enum ir_status status = IR_OK;

    r->candidates.count = r->kept.count = 0;
    openings_start(r->in.s->openings);
    for (size_t i = from; status == IR_OK && i < to && !too_late(r, i); i++) {
        r->looked = i + 1;
        status = add_hit(r, i, !from, err);
    }
    return status;
}

/*
 * Which of several articles with the score of the last are in the first block
 * depends on their order in the index, and must not change the scores of
 * others: so only those above the best one that is not in it are smoothed.
 */
static double smoothed_above(const struct ranking *r, size_t to)
{
    return to < store_hits_count(r->hits)
               ? store_hits_score(r->hits, to) * (1 + ROUNDING)
               : -1;
}

/* Leave out copies among the choices from this one on.  No more are needed than
 * one beyond the page, unless partial hits may follow all of them. */
static enum ir_status collapse(struct ranking *r, size_t from,
                               struct ir_error *err)
{
    const struct ranking_input *in = &r->in;
    size_t most = r->candidates.count < in->enough ? SIZE_MAX : r->wanted + 1;

    return collapse_choices(in->collapse, &r->choices, from, most, &r->kept,
                            in->s->store, err);
}

/* Rank hits [from, to) and append them to the choices. */
static enum ir_status rank_block(struct ranking *r, size_t from, size_t to,
                                 struct ir_error *err)
{
    const struct ranking_input *in = &r->in;
    enum ir_status status;
    size_t before;

    r->above = from ? HUGE_VAL : smoothed_above(r, to);
    status = gather(r, from, to, err);
    if (status == IR_OK && !from && in->model->smooth &&
        !deadline_passed(in->deadline))
        status = smooth_candidates(&r->candidates, in, r->above, err);
    before = r->choices.count;
    rank_choose(r, !from);
    if (status == IR_OK && in->collapse)
        status = collapse(r, before, err);
    return status;
}

/* ---- rounds ---- */

/* Fetch the best count candidates from the store, and the one after them. */
static enum ir_status ask(struct ranking *r, size_t count, struct ir_error *err)
{
    const struct ranking_input *in = &r->in;
    static const enum store_order orders[] = {
        [IR_SORT_RELEVANCE] = STORE_BY_SCORE,
        [IR_SORT_OLDEST] = STORE_BY_VALUE,
        [IR_SORT_NEWEST] = STORE_BY_VALUE_DOWN,
    };
    struct store_search how = {.limit = count ? count + 1 : 0,
                               .check_at_least = RANK_COUNTED,
                               .k1 = in->model->k1,
                               .b = in->model->b,
                               .order = orders[in->request->sort],
                               .slot = SLOT_DATE,
                               .is_over = deadline_is_over,
                               .over_of = in->deadline};

    if (in->request->exact_total && verify_is_needless(in->verifier))
        how.check_at_least = (size_t)in->view->info.articles;
    store_hits_free(r->hits);
    r->hits = NULL;
    r->choices.count = r->looked = r->refused = 0;
    return store_search(in->s->store, r->expanded ? r->expanded : in->query,
                        &how, &r->hits, err);
}

uint64_t rank_found(const struct ranking *r)
{
    uint64_t lower, upper;

    if (!verify_is_needless(r->in.verifier))
        return r->looked - r->refused;
    store_hits_total(r->hits, &lower, &upper);
    return lower;
}

static void count_matches(const struct ranking *r, struct ir_total *out)
{
    const size_t unread = r->in.unread ? r->in.unread->count : 0;
    uint64_t lower, upper;

    store_hits_total(r->hits, &lower, &upper);
    out->value = lower;
    out->relation = lower == upper ? IR_EQ : IR_GE;
    if (verify_is_needless(r->in.verifier))
        return;
    out->value = upper - r->refused + unread; /* these may match */
    if (lower != upper || r->looked != upper || unread)
        out->relation = IR_LE;
}

/*
 * Are the wanted hits found, and is it known whether more follow and whether
 * `enough' articles match?  The store knows that of an exact plan; otherwise
 * go on until one more hit has been verified.
 */
static bool is_full(const struct ranking *r)
{
    if (r->in.collapse && r->choices.count <= r->wanted)
        return false;
    if (verify_is_needless(r->in.verifier))
        return r->choices.count >= r->wanted;
    return r->choices.count > r->wanted &&
           (!r->in.enough || rank_found(r) >= r->in.enough);
}

bool rank_follows(const struct ranking *r)
{
    if (!r->hits || r->choices.count < r->wanted)
        return false;
    return r->choices.count > r->wanted ||
           (!r->in.collapse && verify_is_needless(r->in.verifier) &&
            rank_found(r) > r->looked);
}

/* Rank the best count candidates in blocks until the page is full. */
static enum ir_status rank_best(struct ranking *r, size_t count,
                                struct ir_error *err)
{
    enum ir_status status = ask(r, count, err);
    size_t all = status == IR_OK ? store_hits_count(r->hits) : 0;
    /* Where none is wanted, one tells that hits follow. */
    const size_t block = r->wanted ? RANK_BLOCK : 1;

    if (status == IR_OK && r->in.collapse)
        status =
            collapse_begin(r->in.collapse, r->in.follows, r->in.s->store, err);
    if (all > count)
        all = count;
    for (size_t at = 0; status == IR_OK && at < all; at += block) {
        size_t to = at + block;

        if (at && (is_full(r) || deadline_passed(r->in.deadline)))
            break;
        if (at && r->choices.count <= r->before)
            verify_drop(r->in.verifier); /* before the page: not shown */
        else if (at)
            verify_pin(r->in.verifier);
        status = rank_block(r, at, to < all ? to : all, err);
    }
    return status;
}

enum ir_status rank_expand(struct ranking *r, struct ir_error *err)
{
    const struct ranking_input *in = &r->in;
    size_t most = RANK_BLOCK;
    enum ir_status status;

    if (!in->request->feedback_passages || !in->request->limit ||
        in->request->sort != IR_SORT_RELEVANCE || deadline_passed(in->deadline))
        return IR_OK;
    r->above = HUGE_VAL;
    status = ask(r, RANK_BLOCK, err);
    if (status == IR_OK && store_hits_count(r->hits) < most)
        most = store_hits_count(r->hits);
    if (status == IR_OK)
        status = gather(r, 0, most, err);
    if (status == IR_OK && !deadline_passed(in->deadline))
        status = feedback_expand(in, &r->candidates, &r->expanded, err);
    return status;
}

/*
 * Fetch from the first candidate on for every page: the store may add up a
 * score in a different order for a different range, so that an article could
 * appear on two pages or none.  If too many candidates fail verification to
 * fill the page, start over with RANK_GROWTH times as many.
 */
enum ir_status rank(struct ranking *r, struct ir_total *total,
                    struct ir_error *err)
{
    size_t want =
        r->wanted + (r->in.collapse || !verify_is_needless(r->in.verifier));
    size_t count = (want + RANK_BLOCK - 1) / RANK_BLOCK * RANK_BLOCK;
    enum ir_status status;

    *total = (struct ir_total){0, IR_GE};
    if (deadline_passed(r->in.deadline))
        return IR_OK;
    if (!r->in.request->limit)
        count = 0;
    order_refusals(r);
    status = rank_best(r, count, err);
    while (status == IR_OK && count && !is_full(r) &&
           store_hits_count(r->hits) > count &&
           !deadline_passed(r->in.deadline)) {
        count *= RANK_GROWTH;
        order_refusals(r);
        status = rank_best(r, count, err);
    }
    if (status == IR_OK)
        count_matches(r, total);
    return status;
}
