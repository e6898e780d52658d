/* A search from query to ranked passages. */
#include "searcher/cursor.h"
#include "searcher/like.h"
#include "searcher/rank.h"

#include <stdlib.h>
#include <time.h>

static enum ir_status check_sense(const struct ir_request *r,
                                  struct ir_error *err)
{
    if (r->like.size && (r->query.size || r->topic_count))
        return ir_fail(err, IR_INVALID,
                       "a query and an article to be like exclude each other");
    if (r->like.size > IR_ID_MAX)
        return ir_fail(err, IR_LIMIT,
                       "an id of %zu bytes, at most %d (IR_ID_MAX)",
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
        return ir_fail(err, IR_LIMIT, "limit %zu is over %d (IR_HITS_MAX)",
                       r->limit, IR_HITS_MAX);
    if (r->after.size && r->offset)
        return ir_fail(err, IR_INVALID, "after and offset exclude each other");
    if (r->offset > IR_REACH_MAX || r->offset + r->limit > IR_REACH_MAX)
        return ir_fail(err, IR_LIMIT,
                       "offset %zu and limit %zu reach over %d (IR_REACH_MAX)",
                       r->offset, r->limit, IR_REACH_MAX);
    if (r->context > IR_CONTEXT_MAX)
        return ir_fail(err, IR_LIMIT, "context %zu is over %d (IR_CONTEXT_MAX)",
                       r->context, IR_CONTEXT_MAX);
    if (r->topic_count > IR_TOPICS_MAX)
        return ir_fail(err, IR_LIMIT, "%zu topics, over %d (IR_TOPICS_MAX)",
                       r->topic_count, IR_TOPICS_MAX);
    if (r->passage_words < 1 || r->passage_words > IR_PASSAGE_MAX)
        return ir_fail(err, IR_LIMIT,
                       "passages of %zu words, want 1 to %d (IR_PASSAGE_MAX)",
                       r->passage_words, IR_PASSAGE_MAX);
    if (r->feedback_passages > IR_FEEDBACK_MAX ||
        r->feedback_terms > IR_FEEDBACK_MAX)
        return ir_fail(err, IR_LIMIT,
                       "feedback of %zu passages and %zu words, at most %d "
                       "(IR_FEEDBACK_MAX)",
                       r->feedback_passages, r->feedback_terms,
                       IR_FEEDBACK_MAX);
    return check_sense(r, err);
}

static enum ir_status decide(struct search *x, struct ir_error *err)
{
    bool like = x->request->like.size;
    enum ir_match wish = like ? IR_MATCH_ANY : x->request->match;
    bool all = wish == IR_MATCH_ALL;
    enum ir_status status = IR_OK;

    x->match = wish == IR_MATCH_ANY ? IR_MATCH_ANY : IR_MATCH_ALL;
    x->what = search_ask(x, wish == IR_MATCH_ANY);
    if (like)
        x->what = like_exclude(x, x->what);
    if (wish == IR_MATCH_AUTO)
        status = search_enough(x, &all, err);
    if (status != IR_OK || all || x->match == IR_MATCH_ANY)
        return status;
    store_query_free(x->what);
    x->what = search_ask(x, true);
    x->match = IR_MATCH_PARTIAL;
    return IR_OK;
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
        return ir_fail(err, IR_LIMIT,
                       "%zu words near each other, over %d (NEAR_PARTS_MAX)",
                       x->plan->nearest, NEAR_PARTS_MAX);
    return IR_OK;
}

/* From a plan to what is asked of the store. */
static enum ir_status prepare(struct search *x, struct ir_error *err)
{
    enum ir_status status = search_weigh(x, err);

    return status == IR_OK ? decide(x, err) : status;
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
            err, IR_LIMIT, "hits %zu to %zu reach over %d (IR_REACH_MAX)",
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
    return evidence_satisfies(&s->evidence, x->plan, &x->plan->root,
                              x->match != IR_MATCH_ALL);
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
        evidence_trim(&s->evidence, x->plan, x->match != IR_MATCH_ALL);
    return IR_OK;
}

struct answer {
    const struct ir_request *request;
    struct deadline deadline;
    struct ir_results *out;
};

static enum ir_status fill(struct search *x, struct answer *answer,
                           const struct choices *choices,
                           const struct ir_total *total, bool more,
                           struct ir_error *err)
{
    const struct ir_request *r = x->request;
    struct ir_results *results = results_new(x);
    size_t from = x->offset < choices->count ? x->offset : choices->count;
    size_t count = choices->count - from;
    const struct choice *page = choices->items;
    enum ir_status status;

    if (from)
        page += from;
    results->articles = *total;
    results->timed_out = x->deadline.passed;
    if (more)
        results_next(results, x);
    status = results_fill(results, x, page, count < r->limit ? count : r->limit,
                          err);
    if (status == IR_OK)
        answer->out = results;
    else
        ir_results_free(results);
    return status;
}

/* Are there hits after this page, as far as can be told? */
static bool more_follow(const struct search *x, const struct ranking *r,
                        const struct ir_total *total)
{
    size_t reach = x->offset + x->request->limit;

    if (!x->request->limit || reach >= IR_REACH_MAX)
        return false;
    return r->choices.count > reach ||
           (r->choices.count == reach &&
            r->looked - r->refused - r->unread < total->value);
}

static enum ir_status search_once(struct ir_searcher *s, void *arg,
                                  struct ir_error *err)
{
    struct answer *answer = arg;
    struct ranking ranking = {.refused = 0};
    struct ir_total total = {0, IR_EQ};
    struct search x;
    enum ir_status status =
        search_begin(&x, s, answer->request, answer->deadline, err);

    if (status == IR_OK)
        status = rank(&x, &ranking, &total, err);
    if (status == IR_OK && answer->request->exact_total &&
        total.relation != IR_EQ && !deadline_passed(&x.deadline))
        status = search_count(&x, &total, err);
    search_bound_total(&x, &total);
    if (status == IR_OK)
        status = fill(&x, answer, &ranking.choices, &total,
                      more_follow(&x, &ranking, &total), err);
    search_end(&x);
    ranking_free(&ranking);
    return status;
}

enum ir_status ir_search(struct ir_searcher *s,
                         const struct ir_request *request,
                         struct ir_results **out, struct ir_error *err)
{
    struct answer answer = {request, deadline_in(request->timeout), NULL};
    double start = clock_seconds();
    enum ir_status status = searcher_retry(s, search_once, &answer, err);

    if (status != IR_OK)
        return status;
    answer.out->took_ms = (clock_seconds() - start) * 1e3;
    *out = answer.out;
    return IR_OK;
}
