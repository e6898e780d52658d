/* Blocks of articles: scored, smoothed, and their passages put in order. */
#include "search/run/rank.h"
#include "article/terms.h"
#include "search/run/upper_bound.h"

#include <math.h>
#include <stdlib.h>

void ranking_free(struct ranking *r)
{
    store_hits_free(r->hits);
    free(r->choices.items);
    free(r->candidates.items);
    free(r->kept.items);
    free(r->scratch.items);
    free(r->refusals.items);
}

double rank_recency(int64_t age, int64_t half)
{
    return age > 0 ? exp2(-(double)age / (double)half) : 1;
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

/* Make the article in s->record a candidate; score it, unless it is of a later
 * block. */
static void add_article(struct search *x, struct ranking *r, size_t hit,
                        bool score)
{
    const struct ir_request *request = x->request;
    struct ir_searcher *s = x->s;
    const struct ir_article *a = &s->record.article;
    struct ir_text bytes = store_hits_data(r->hits, hit);
    double first_stage = store_hits_score(r->hits, hit);
    struct candidate c = {
        .bytes = bytes,
        .id = record_id(bytes),
        .date = a->has_date ? a->date : RANK_UNDATED,
        .document = store_hits_document(r->hits, hit),
        .length = score_length(&s->evidence, &x->collection),
        .parts = {.first_stage = first_stage, .total = first_stage},
        .passage = r->kept.count};

    if (score)
        score_article(&s->evidence, x->plan, &x->collection, first_stage,
                      &c.parts);
    c.reranked = score;
    c.score = c.parts.total;
    r->scratch.count = 0;
    if (search_bare(x))
        keep(r, &(struct passage){.score = c.score});
    else
        score_passages(
            &s->evidence, x->plan, &s->record, c.score, request->passage_words,
            request->articles ? 1 : request->per_article, &r->scratch);
    for (size_t i = 0; i < r->scratch.count; i++)
        keep(r, &r->scratch.items[i]);
    c.passages = r->kept.count - c.passage;
    add_candidate(r, &c);
}

/*
 * Take an article as the first stage left it, its text unread.  False if it
 * has to be read: to be shown, or verified, or for its date, or to say what is
 * wrong with it.  The date is in the text, so that equal scores go by id alone.
 */
static bool add_unread(const struct search *x, struct ranking *r, size_t hit)
{
    struct ir_text bytes = store_hits_data(r->hits, hit);
    double score = store_hits_score(r->hits, hit);
    struct candidate c = {.bytes = bytes,
                          .id = record_id(bytes),
                          .date = RANK_UNDATED,
                          .score = score,
                          .passage = r->kept.count,
                          .passages = 1};

    if (!search_bare(x) || !x->plan->exact || !c.id.size || x->request->recency)
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

/* Of the rounds before. */
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

void rank_order_refusals(struct ranking *r)
{
    struct refusals *all = &r->refusals;

    if (all->count)
        qsort(all->items, all->count, sizeof(*all->items), compare_documents);
    all->ordered = all->count;
}

/* Make a candidate of a hit, if it stands up to verification. */
static enum ir_status add_hit(struct search *x, struct ranking *r, size_t hit,
                              bool first, struct ir_error *err)
{
    bool by_date = x->request->sort != IR_SORT_RELEVANCE, matches = false;
    enum ir_status status;

    if (was_refused(r, hit)) {
        r->refused++;
        return IR_OK;
    }
    status = store_hits_read(x->s->store, r->hits, hit, err);
    if (status != IR_OK || (!first && !by_date && add_unread(x, r, hit)))
        return status;
    status = search_verify(x, store_hits_data(r->hits, hit), &matches, err);
    if (status == IR_OK && matches)
        add_article(x, r, hit, first || by_date);
    else if (status == IR_OK)
        refuse(r, hit);
    return status;
}

/* Is the time over, for hit i?  What the store spent on the question is not to
 * be for nothing, so some are looked at all the same. */
static bool too_late(struct search *x, size_t i)
{
    return deadline_passed(&x->deadline) && i >= RANK_AT_LEAST;
}

enum ir_status rank_gather(struct search *x, struct ranking *r, size_t from,
                           size_t to, struct reach *reach, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    r->candidates.count = r->kept.count = 0;
    for (size_t i = from; status == IR_OK && i < to && !too_late(x, i); i++) {
        size_t kept = r->kept.count;

        r->looked = i + 1;
        if (!reach_has(reach, i)) {
            r->unread++;
            continue;
        }
        status = add_hit(x, r, i, !from, err);
        for (; kept < r->kept.count; kept++)
            reach_note(reach,
                       x->request->articles
                           ? r->candidates.items[r->candidates.count - 1].score
                           : r->kept.items[kept].score);
    }
    return status;
}

/* Smooth the scores of the best candidates by their likeness. */
static enum ir_status smooth(struct search *x, struct candidates *c,
                             struct ir_error *err)
{
    struct vocabulary *v = x->s->vocabulary;
    size_t count = c->count < SMOOTH_BEST ? c->count : SMOOTH_BEST;
    struct vector vectors[SMOOTH_BEST] = {{NULL, 0, 0}};
    double *cosines = xmalloc((count * count + 1) * sizeof(*cosines));
    double scores[SMOOTH_BEST];
    enum ir_status status = IR_OK;

    rank_candidates(c);
    vocabulary_start(v, &x->index);
    for (size_t i = 0; status == IR_OK && i < count; i++) {
        scores[i] = c->items[i].score;
        status = vocabulary_read(v, x->s->store, c->items[i].document,
                                 c->items[i].length, &vectors[i], err);
    }
    if (status == IR_OK)
        status = vocabulary_weigh(v, x->s->store, vectors, count, err);
    if (status == IR_OK) {
        smooth_cosines(vectors, count, vocabulary_count(v), cosines);
        smooth_scores(cosines, count, scores);
        for (size_t i = 0; i < count; i++)
            c->items[i].score = scores[i];
    }
    for (size_t i = 0; i < count; i++)
        vector_free(&vectors[i]);
    free(cosines);
    return status;
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

static double recency(const struct search *x, const struct ranking *r,
                      const struct candidate *c)
{
    int64_t date = c->date == RANK_UNDATED ? r->oldest : c->date;

    if (!x->request->recency || date == RANK_UNDATED ||
        r->newest == RANK_UNDATED)
        return 1;
    return rank_recency(r->newest - date, x->request->recency);
}

/*
 * Turn the candidates' passages into choices, with the scores that theirs now
 * give them.  None may exceed most: what the block before came to.
 */
static void choose(const struct search *x, struct ranking *r, double most)
{
    struct choices *out = &r->choices;

    for (size_t i = 0; i < r->candidates.count; i++) {
        const struct candidate *c = &r->candidates.items[i];
        double factor = recency(x, r, c);

        for (size_t j = c->passage; j < c->passage + c->passages; j++) {
            struct choice one = {.bytes = c->bytes,
                                 .id = c->id,
                                 .date = c->date,
                                 .passage = r->kept.items[j],
                                 .first_stage = c->parts.first_stage,
                                 .article = c->score,
                                 .factor = factor,
                                 .reranked = c->reranked,
                                 .any = x->any};
            struct passage *p = &one.passage;

            if (x->request->articles)
                p->score = c->score;
            else
                p->score += p->share * (c->score - c->parts.total);
            p->score *= factor;
            if (x->request->recency && p->score > most)
                p->score = most;
            out->items = xgrow(out->items, out->count, &out->room, sizeof(one));
            out->items[out->count++] = one;
        }
    }
}

enum ir_status rank_block(struct search *x, struct ranking *r, size_t from,
                          size_t to, struct ir_error *err)
{
    size_t first = r->choices.count;
    double most = first ? r->choices.items[first - 1].passage.score : HUGE_VAL;
    struct reach reach = REACH_ALL;
    enum ir_status status = IR_OK;

    if (!from)
        status = reach_start(&reach, x, r->hits, to, r->wanted, err);
    if (status == IR_OK)
        status = rank_gather(x, r, from, to, &reach, err);
    reach_free(&reach);
    if (status == IR_OK && !from && x->model.smooth &&
        !deadline_passed(&x->deadline))
        status = smooth(x, &r->candidates, err);
    if (!from)
        find_dates(r);
    choose(x, r, most);
    if (first < r->choices.count)
        rank_choices(x->request->sort, r->choices.items + first,
                     r->choices.count - first);
    return status;
}
