/* Answers a request with a page of hits: full matches, then partial ones. */
#include "search/run/answer.h"
#include "search/run/collapse.h"
#include "search/run/copies.h"
#include "search/run/fields.h"
#include "search/run/matches.h"
#include "search/run/rank.h"
#include "search/run/results.h"
#include "search/run/unread.h"
#include "search/run/validate.h"

#include <math.h>
#include <stdio.h>

/* Factor that keeps a score below the one before in spite of rounding. */
#define PARTIAL_BELOW (1 - 1e-9)
#define ENOUGH 10 /* full matches from which on no partial ones are added */

struct answer {
    const struct ir_request *request;
    struct deadline deadline;
    struct ir_results *out;
};

/* The hits of a page. */
struct finds {
    struct ranking full, partial; /* all words (or as requested), some words */
    struct ir_total articles, some, stories;
    struct counted counted; /* for facets */
    struct collapse collapse;
    bool more; /* hits follow */
};

static struct ranking_input input_of(struct search *x, struct finds *f)
{
    return (struct ranking_input){
        .s = x->s,
        .view = &x->view,
        .request = x->request,
        .model = &x->model,
        .verifier = &x->verifier,
        .deadline = &x->deadline,
        .query = x->asked,
        .filter = x->filter,
        .unread = x->unread,
        .enough = x->goes_on && !x->verifier.any ? ENOUGH : 0,
        .collapse = f->collapse.stories ? &f->collapse : NULL};
}

/* Count exactly if the request wants that. */
static enum ir_status count(struct search *x, struct ir_total *total,
                            struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (x->request->exact_total && total->relation != IR_EQ &&
        !deadline_passed(&x->deadline))
        status = search_matches(x, NULL, total, err);
    question_bound_total(&x->question, x->s->topics, total);
    return status;
}

/* Of matches without a date any may be earlier than the first. */
static enum ir_status warn_of_undated(struct search *x, const struct finds *f,
                                      struct ir_error *err)
{
    struct question *q = &x->question;
    char message[120];
    uint64_t undated;
    enum ir_status status =
        counted_undated(&f->counted, x->s->store, &undated, err);

    if (status != IR_OK || !undated || undated == f->articles.value)
        return status;
    snprintf(message, sizeof(message),
             "%llu of %llu matching articles have no date: one of them may be "
             "earlier",
             (unsigned long long)undated,
             (unsigned long long)f->articles.value);
    query_warn(q->typed.root ? &q->typed : &q->query, "undated", message, 0, 0);
    return IR_OK;
}

/* Count the full matches, one by one if there are facets. */
static enum ir_status count_full(struct search *x, struct finds *f,
                                 struct ir_error *err)
{
    enum ir_status status;

    const bool stories = x->request->copies == IR_COPIES_COLLAPSE &&
                         (x->request->exact_total || facets_wanted(x->request));

    if ((!facets_wanted(x->request) && !stories) ||
        deadline_passed(&x->deadline))
        return count(x, &f->articles, err);
    status = counted_matches(&f->counted, x, &f->articles, err);
    if (status == IR_OK && stories)
        status = counted_stories(&f->counted, x, &f->stories, err);
    question_bound_total(&x->question, x->s->topics, &f->articles);
    if (status == IR_OK && x->request->first)
        status = warn_of_undated(x, f, err);
    return status;
}

/* The ids of the articles of these passages, each once. */
static size_t articles_of(const struct choices *c, struct ir_text out[ENOUGH])
{
    size_t count = 0;

    for (size_t i = 0; i < c->count; i++) {
        size_t at = 0;

        while (at < count && out[at].data != c->items[i].id.data)
            at++;
        if (at == count && count < ENOUGH)
            out[count++] = c->items[i].id;
    }
    return count;
}

/* Rank the articles that match some of the words, without the full matches. */
static enum ir_status ask_for_some(struct search *x, struct finds *f,
                                   struct ir_error *err)
{
    struct ir_text full[ENOUGH + COLLAPSE_DROPPED];
    size_t count = articles_of(&f->full.choices, full);
    enum ir_status status;

    for (size_t i = 0; i < f->collapse.dropped_count; i++)
        full[count++] = f->collapse.dropped[i];

    verify_pin(&x->verifier);
    x->verifier.any = true;
    store_query_free(x->asked);
    x->asked = search_compile(x, true);
    f->partial.in = input_of(x, f);
    f->partial.in.follows = &f->full.choices;
    /* Feedback comes from the full matches, which are the most relevant. */
    status = rank_expand(&f->partial, err);
    x->asked = compile_without(x->asked, full, count);
    f->partial.in.query = x->asked;
    if (f->partial.expanded)
        f->partial.expanded = compile_without(f->partial.expanded, full, count);
    return status;
}

/* Partial hits follow the full ones, so scale their scores below those. */
static void put_below(const struct choices *full, struct choices *partial)
{
    double least = HUGE_VAL, most, factor;

    for (size_t i = 0; i < full->count; i++)
        least = fmin(least, full->items[i].passage.score);
    if (!full->count || !partial->count)
        return;
    most = partial->items[0].passage.score;
    factor = most > 0 ? fmin(1, least / most * PARTIAL_BELOW) : 1;
    for (size_t i = 0; i < partial->count; i++) {
        struct choice *c = &partial->items[i];

        c->passage.score = fmin(c->passage.score, most) * factor;
        c->factor *= factor;
    }
}

static void append(struct choices *to, const struct choices *from)
{
    for (size_t i = 0; i < from->count; i++) {
        to->items = xgrow(to->items, to->count, &to->room, sizeof(*to->items));
        to->items[to->count++] = from->items[i];
    }
}

/* Append hits that match some of the words. */
static enum ir_status go_on(struct search *x, struct finds *f,
                            struct ir_error *err)
{
    size_t end = x->offset + x->request->limit;
    size_t full = f->full.choices.count;
    enum ir_status status;

    f->partial.wanted = end > full ? end - full : 0;
    f->partial.before = x->offset > full ? x->offset - full : 0;
    status = ask_for_some(x, f, err);
    if (status == IR_OK)
        status = rank(&f->partial, &f->some, err);
    if (status != IR_OK)
        return status;
    f->more = end < full || rank_follows(&f->partial);
    if (f->partial.choices.count || rank_follows(&f->partial))
        x->match = IR_MATCH_PARTIAL;
    if (x->request->sort == IR_SORT_RELEVANCE)
        put_below(&f->full.choices, &f->partial.choices);
    append(&f->full.choices, &f->partial.choices);
    return count(x, &f->some, err);
}

static enum ir_status find(struct search *x, struct finds *f,
                           struct ir_error *err)
{
    const struct ir_request *r = x->request;
    enum ir_status status;

    if (r->copies == IR_COPIES_COLLAPSE &&
        !copies_asked(x->question.plan, &x->question.plan->root))
        f->collapse =
            (struct collapse){.stories = x->s->stories,
                              .verifier = r->bare ? NULL : &x->verifier};
    f->full.in = input_of(x, f);
    f->full.wanted = r->limit ? x->offset + r->limit : 0;
    f->full.before = x->offset;
    status = rank_expand(&f->full, err);
    if (status == IR_OK)
        status = rank(&f->full, &f->articles, err);
    if (status == IR_OK)
        status = count_full(x, f, err);
    if (status != IR_OK)
        return status;
    f->more = r->limit && rank_follows(&f->full);
    if (x->goes_on && (!r->limit || deadline_passed(&x->deadline)))
        f->some.relation = IR_GE;
    else if (x->goes_on && rank_found(&f->full) < ENOUGH)
        return go_on(x, f, err);
    return IR_OK;
}

static enum ir_status fill(struct search *x, struct answer *answer,
                           const struct finds *f, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    const struct choices *choices = &f->full.choices;
    struct ir_results *results = results_new(x);
    size_t from = x->offset < choices->count ? x->offset : choices->count;
    size_t left = choices->count - from;
    const struct choice *page = choices->items;
    enum ir_status status;

    if (from)
        page += from;
    results->articles = f->articles;
    results->partial = f->some;
    results->stories = f->stories;
    results->timed_out = x->deadline.passed;
    if (f->more && x->offset + r->limit < IR_REACH_MAX)
        results_next(results, x);
    status = results_fill(results, x, &x->verifier, page,
                          left < r->limit ? left : r->limit, err);
    if (status == IR_OK && f->counted.matches && facets_wanted(r))
        status = results_facets(results, x, &f->counted, err);
    if (status == IR_OK)
        answer->out = results;
    else
        ir_results_free(results);
    return status;
}

static enum ir_status search_once(struct ir_searcher *s, void *arg,
                                  struct ir_error *err)
{
    struct answer *answer = arg;
    struct finds f = {.some = {0, IR_EQ}, .stories = {0, IR_GE}};
    struct unread unread = {.count = 0};
    struct search x;
    enum ir_status status;

    ir_results_free(answer->out); /* of another revision */
    answer->out = NULL;
    status =
        counted_baseline(&f.counted, s, answer->request, answer->deadline, err);
    if (status != IR_OK) {
        counted_free(&f.counted);
        return status;
    }
    status = search_begin(&x, s, answer->request, answer->deadline, err);
    x.unread = &unread;
    if (status == IR_OK)
        status = find(&x, &f, err);
    if (status == IR_OK)
        status = unread_tell(&x, err);
    if (status == IR_OK)
        status = fill(&x, answer, &f, err);
    if (status == IR_OK && deadline_cancelled(&x.deadline)) {
        ir_results_free(answer->out);
        answer->out = NULL;
        status = ir_fail(err, IR_CANCELLED, "the search was cancelled");
    }
    search_end(&x);
    ranking_free(&f.full);
    ranking_free(&f.partial);
    counted_free(&f.counted);
    collapse_free(&f.collapse);
    return status;
}

enum ir_status answer_once(struct ir_searcher *s,
                           const struct ir_request *request,
                           struct deadline deadline, struct ir_results **out,
                           struct ir_error *err)
{
    struct answer answer = {.request = request, .deadline = deadline};
    enum ir_status status = search_once(s, &answer, err);

    *out = answer.out;
    return status;
}

enum ir_status ir_search(struct ir_searcher *s,
                         const struct ir_request *request,
                         struct ir_results **out, struct ir_error *err)
{
    struct ir_request full;
    struct answer answer = {.request = &full};
    double start = clock_seconds();
    enum ir_status status = request_complete(request, &full, err);

    if (status != IR_OK)
        return status;
    answer.deadline = deadline_in(full.timeout, &s->cancels);
    status = searcher_retry(s, search_once, &answer, full.timeout, err);
    if (status != IR_OK) {
        ir_results_free(answer.out);
        return status;
    }
    answer.out->took_ms = (clock_seconds() - start) * 1e3;
    *out = answer.out;
    return IR_OK;
}
