/* A search from query to what is asked of the store. */
#include "search/run/cursor.h"
#include "search/run/like.h"
#include "search/run/searcher.h"

#include <stdlib.h>
#include <time.h>

static enum ir_status check_sense(const struct ir_request *r,
                                  struct ir_error *err)
{
    if (r->like.size && (r->query.size || r->topic_count))
        return ir_fail(err, IR_INVALID,
                       "a query and an article to be like exclude each other");
    if (r->like.size > IR_ID_MAX)
        return ir_fail(err, IR_LIMIT, "an id of %zu bytes: at most %d",
                       r->like.size, IR_ID_MAX);
    if (r->recency < 0)
        return ir_fail(err, IR_INVALID, "recency is below 0");
    if (!(r->timeout >= 0))
        return ir_fail(err, IR_INVALID, "timeout is below 0");
    if ((unsigned)r->sort > IR_SORT_NEWEST)
        return ir_fail(err, IR_INVALID, "no such order");
    return IR_OK;
}

static enum ir_status limits(const struct ir_request *r, struct ir_error *err)
{
    if (r->limit > IR_HITS_MAX)
        return ir_fail(err, IR_LIMIT, "limit %zu: at most %d hits", r->limit,
                       IR_HITS_MAX);
    if (r->after.size && r->offset)
        return ir_fail(err, IR_INVALID, "after and offset exclude each other");
    if (r->offset > IR_REACH_MAX || r->offset + r->limit > IR_REACH_MAX)
        return ir_fail(err, IR_LIMIT,
                       "offset %zu and limit %zu: at most %d together",
                       r->offset, r->limit, IR_REACH_MAX);
    if (r->context > IR_CONTEXT_MAX)
        return ir_fail(err, IR_LIMIT, "context %zu: at most %d sentences",
                       r->context, IR_CONTEXT_MAX);
    if (r->topic_count > IR_TOPICS_MAX)
        return ir_fail(err, IR_LIMIT, "%zu topics: at most %d", r->topic_count,
                       IR_TOPICS_MAX);
    if (r->passage_words < 1 || r->passage_words > IR_PASSAGE_MAX)
        return ir_fail(err, IR_LIMIT, "passages of %zu words: 1 to %d can be",
                       r->passage_words, IR_PASSAGE_MAX);
    if (r->feedback_passages > IR_FEEDBACK_MAX ||
        r->feedback_terms > IR_FEEDBACK_MAX)
        return ir_fail(
            err, IR_LIMIT,
            "feedback of %zu passages and %zu words: at most %d each",
            r->feedback_passages, r->feedback_terms, IR_FEEDBACK_MAX);
    return check_sense(r, err);
}

/* Is there anything that all and any of its parts differ for? */
static bool clause_has_list(const struct clause *c)
{
    if (c->kind == CLAUSE_LIST && c->part_count > 1)
        return true;
    for (size_t i = 0; c->kind == CLAUSE_ALL && i < c->part_count; i++)
        if (clause_has_list(&c->parts[i]))
            return true;
    return false;
}

/* What matches, and whether a page may go on after it. */
static void decide(struct search *x)
{
    const struct ir_request *r = x->request;

    x->any = r->match == IR_MATCH_ANY || r->like.size;
    x->match = x->any ? IR_MATCH_ANY : IR_MATCH_ALL;
    x->goes_on =
        !x->any && r->match == IR_MATCH_AUTO && clause_has_list(&x->plan->root);
    x->what = search_ask(x, x->any);
    if (r->like.size)
        x->what = search_without(x->what, &r->like, 1);
}

/* The plan of a text. */
static enum ir_status understand(struct search *x, struct ir_text text,
                                 struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    const struct plan_words words = {s->stop,   s->synonyms,  s->relatives,
                                     s->topics, &x->variants, x->now};
    enum ir_status status =
        query_parse(text, x->request->literal, &x->query, err);

    if (status != IR_OK)
        return status;
    query_require(&x->query, x->request->topics, x->request->topic_count);
    status = search_topics(x, err);
    if (status == IR_OK)
        status = search_variants(x, err);
    if (status != IR_OK)
        return status;
    x->plan = plan_new(&x->query, s->stems, &words);
    status = search_undated(x, err);
    if (status == IR_OK)
        status = search_strict(x, err);
    if (status == IR_OK && x->plan->empty)
        status = search_empty(x, err);
    if (status != IR_OK)
        return status;
    if (x->plan->nearest > NEAR_PARTS_MAX)
        return ir_fail(err, IR_LIMIT, "%zu words near each other: at most %d",
                       x->plan->nearest, NEAR_PARTS_MAX);
    return IR_OK;
}

/* From a plan to what is asked of the store. */
static enum ir_status prepare(struct search *x, struct ir_error *err)
{
    enum ir_status status = search_weigh(x, err);

    if (status == IR_OK)
        decide(x);
    return status;
}

/* Search for another spelling, if nothing answers this one. */
static enum ir_status respell(struct search *x, struct ir_error *err)
{
    bool found = true;
    enum ir_status status = search_respell(x, &found, err);

    if (status != IR_OK || !found)
        return status;
    store_query_free(x->what);
    plan_free(x->plan);
    x->what = NULL;
    x->plan = NULL;
    x->typed = x->query;
    memset(&x->query, 0, sizeof(x->query));
    x->query.text = (struct buf)BUF_INIT;
    status = understand(x, buf_text(&x->suggestion), err);
    if (status == IR_OK)
        status = prepare(x, err);
    if (status == IR_OK)
        search_mark_respelled(x);
    return status;
}

enum ir_status search_begin(struct search *x, struct ir_searcher *s,
                            const struct ir_request *request,
                            struct deadline deadline, struct ir_error *err)
{
    enum ir_status status;

    memset(x, 0, sizeof(*x));
    x->s = s;
    x->deadline = deadline;
    x->now = request->now ? request->now : (int64_t)time(NULL);
    x->request = request;
    s->has_refused = false;
    x->typed.text = x->suggestion = (struct buf)BUF_INIT;
    x->spelling = (struct spelling)SPELLING_INIT;
    status = limits(request, err);
    if (status == IR_OK)
        status = model_parse(request->rank, &x->model, err);
    if (status == IR_OK)
        status = searcher_info(s, &x->index, err);
    if (status != IR_OK)
        return status;
    x->offset = request->offset;
    if (request->after.size)
        status = cursor_read(request, &x->index, &x->offset, err);
    if (status == IR_OK && x->offset + request->limit > IR_REACH_MAX)
        status = ir_fail(
            err, IR_LIMIT, "hits %zu to %zu: at most the first %d can be seen",
            x->offset + 1, x->offset + request->limit, IR_REACH_MAX);
    if (status == IR_OK)
        status = search_restrict(x, err);
    if (status != IR_OK)
        return status;
    x->collection.articles = (double)x->index.articles;
    if (x->index.articles)
        x->collection.average_words =
            (double)x->index.words / x->collection.articles;
    if (!s->lists)
        stems_trim(s->stems);
    status = request->like.size ? like_begin(x, err)
                                : understand(x, request->query, err);
    if (status == IR_OK && request->like.size)
        status = search_undated(x, err);
    if (status == IR_OK)
        status = prepare(x, err);
    if (status == IR_OK && !request->as_typed && !request->like.size &&
        !deadline_passed(&x->deadline))
        status = respell(x, err);
    return status;
}

void search_end(struct search *x)
{
    store_query_free(x->what);
    store_query_free(x->expanded);
    store_query_free(x->filter);
    plan_free(x->plan);
    query_free(&x->query);
    query_free(&x->typed);
    buf_free(&x->suggestion);
    spelling_free(&x->spelling);
    search_variants_free(x);
}

/* Do the title and so many sentences of the record satisfy the plan? */
static bool satisfied(struct search *x, size_t sentences)
{
    struct ir_searcher *s = x->s;

    evidence_gather(&s->evidence, x->plan, &s->record, sentences, s->walk,
                    s->stems);
    return evidence_satisfies(&s->evidence, x->plan, &x->plan->root, x->any);
}

/*
 * Do the first sentences satisfy it?  Not asked of more once they seldom do,
 * since those that do not are read again.
 */
static bool satisfied_soon(struct search *x)
{
    bool yes;

    if (!x->plan->grows ||
        (x->peeks >= SEARCH_PEEKS && x->peeks > 4 * x->peeks_enough))
        return false;
    yes = satisfied(x, SEARCH_PEEK);
    x->peeks++;
    x->peeks_enough += yes;
    return yes;
}

enum ir_status search_match(struct search *x, struct ir_text bytes,
                            bool *matches, struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    enum ir_status status = record_decode(s->decoder, bytes, &s->record, err);

    if (status != IR_OK)
        return status;
    *matches = satisfied_soon(x) || satisfied(x, SIZE_MAX);
    return IR_OK;
}

enum ir_status search_verify(struct search *x, struct ir_text bytes,
                             bool *matches, struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    enum ir_status status = record_decode(s->decoder, bytes, &s->record, err);

    if (status != IR_OK)
        return status;
    *matches = satisfied(x, SIZE_MAX);
    if (*matches)
        evidence_trim(&s->evidence, x->plan, x->any);
    return IR_OK;
}
