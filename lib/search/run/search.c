/* Prepares a search: from the request to the query for the store. */
#include "search/run/search.h"
#include "search/index/spelling.h"
#include "search/index/weights.h"
#include "search/run/stories.h"
#include "search/run/validate.h"

#include <inttypes.h>
#include <time.h>

static struct store_query *filtered(const struct search *x,
                                    struct store_query *q)
{
    if (!x->filter || !q)
        return q;
    return store_query_two(STORE_FILTER, q, store_query_copy(x->filter));
}

struct store_query *search_compile(const struct search *x, bool any)
{
    return filtered(x, compile(x->question.plan, any));
}

struct store_query *search_compile_sure(const struct search *x, bool any)
{
    return filtered(x, compile_sure(x->question.plan, any));
}

/* Does reading lists as OR differ from reading them as AND? */
static bool clause_has_list(const struct clause *c)
{
    if (c->kind == CLAUSE_LIST && c->part_count > 1)
        return true;
    for (size_t i = 0; c->kind == CLAUSE_ALL && i < c->part_count; i++)
        if (clause_has_list(&c->parts[i]))
            return true;
    return false;
}

/* Decide between AND and OR, and compile the query. */
static void decide(struct search *x)
{
    const struct ir_request *r = x->request;
    const struct ir_text like = buf_text(&x->question.like);
    bool any = r->match == IR_MATCH_ANY || r->like.size;

    x->match = any ? IR_MATCH_ANY : IR_MATCH_ALL;
    x->goes_on = !any && r->match == IR_MATCH_AUTO &&
                 clause_has_list(&x->question.plan->root);
    verifier_start(&x->verifier, x->question.plan, any);
    x->asked = search_compile(x, any);
    if (like.size)
        x->asked = compile_without(x->asked, &like, 1);
}

/* Weigh and compile the plan. */
static enum ir_status prepare(struct search *x, struct ir_error *err)
{
    enum ir_status status =
        weigh(x->question.plan, x->s->store, x->view.collection.articles, err);

    if (status == IR_OK)
        decide(x);
    return status;
}

/* ---- spelling ---- */

/* Does any candidate match the query, as AND unless the request says OR? */
static enum ir_status answered(struct search *x, bool *out,
                               struct ir_error *err)
{
    const struct store_search how = {.limit = 1,
                                     .unranked = true,
                                     .is_over = deadline_is_over,
                                     .over_of = &x->deadline};
    struct store_query *all =
        search_compile(x, x->request->match == IR_MATCH_ANY);
    struct store_hits *hits;
    enum ir_status status = store_search(x->s->store, all, &how, &hits, err);

    store_query_free(all);
    if (status != IR_OK)
        return status;
    *out = store_hits_count(hits) > 0;
    store_hits_free(hits);
    return IR_OK;
}

/* If nothing matches, set the suggestion to the corrected query. */
static enum ir_status suggest(struct search *x, struct spelling *spelling,
                              struct ir_error *err)
{
    struct question *q = &x->question;
    struct ir_searcher *s = x->s;
    bool yes = true;
    enum ir_status status;

    if (spelling_is_known(q->plan) || !x->view.info.articles)
        return IR_OK;
    status = answered(x, &yes, err);
    if (status != IR_OK || yes)
        return status;
    status = spelling_find(spelling, &q->query, q->plan, s->stop, s->store,
                           s->stems, &x->deadline, err);
    if (status != IR_OK || x->deadline.passed)
        return status;
    if (spelling->cut)
        query_warn(&q->query, "spelling_cut",
                   "the index has too many words to examine them all", 0,
                   q->query.text.size);
    if (!spelling_write(spelling, &q->query, &q->suggestion) ||
        q->suggestion.size > IR_QUERY_MAX)
        buf_clear(&q->suggestion);
    return IR_OK;
}

/* Search for the suggestion instead of what was typed. */
static enum ir_status ask_suggestion(struct search *x,
                                     const struct spelling *spelling,
                                     struct ir_error *err)
{
    struct question *q = &x->question;
    enum ir_status status;

    store_query_free(x->asked);
    plan_free(q->plan);
    x->asked = NULL;
    q->plan = NULL;
    q->typed = q->query;
    memset(&q->query, 0, sizeof(q->query));
    q->query.text = (struct buf)BUF_INIT;
    status = question_read(q, buf_text(&q->suggestion), x->request, &x->view,
                           x->s, &x->deadline, err);
    if (status == IR_OK)
        status = prepare(x, err);
    if (status == IR_OK)
        spelling_mark(spelling, &q->typed, q->plan);
    return status;
}

static enum ir_status respell(struct search *x, struct ir_error *err)
{
    struct spelling spelling = SPELLING_INIT;
    enum ir_status status = suggest(x, &spelling, err);

    if (status == IR_OK && x->question.suggestion.size)
        status = ask_suggestion(x, &spelling, err);
    spelling_free(&spelling);
    return status;
}

/* ---- beginning and end ---- */

static void start(struct search *x, struct ir_searcher *s,
                  const struct ir_request *request, struct deadline deadline)
{
    memset(x, 0, sizeof(*x));
    x->s = s;
    x->request = request;
    x->deadline = deadline;
    x->view.now = request->now ? request->now : (int64_t)time(NULL);
    question_init(&x->question);
    x->verifier = (struct verifier){.readings = &s->readings,
                                    .decoder = s->decoder,
                                    .walk = s->walk,
                                    .stems = s->stems};
    s->has_refused = false;
}

/* Restrict the search to the articles that the request names. */
static enum ir_status look_in(struct search *x, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    struct arena arena = ARENA_INIT;
    struct buf id = BUF_INIT;
    struct ir_text *ids;
    uint32_t document;
    enum ir_status status = IR_OK;

    if (r->in_count > IR_FILTERS_MAX)
        return ir_fail(err, IR_LIMIT, "%zu articles to search in: at most %d",
                       r->in_count, IR_FILTERS_MAX);
    ids = arena_alloc(&arena, (r->in_count + 1) * sizeof(*ids));
    for (size_t i = 0; status == IR_OK && i < r->in_count; i++) {
        status = searcher_id(x->s, r->in[i], &id, &document, err);
        ids[i] = arena_text(&arena, buf_text(&id));
    }
    if (status == IR_OK && r->in_count)
        compile_only(&x->filter, ids, r->in_count);
    buf_free(&id);
    arena_free(&arena);
    return status;
}

/* Several indexes have no revision of their own; and one that is younger than
 * asked for is another than was meant. */
static enum ir_status check_since(const struct search *x, struct ir_error *err)
{
    const uint64_t since = x->request->since_revision;

    if (since && x->s->dir_count > 1)
        return ir_fail(err, IR_INVALID,
                       "changes since a revision are those of one index, not "
                       "of %zu",
                       x->s->dir_count);
    if (since > x->view.info.revision)
        return ir_fail(err, IR_INVALID,
                       "the index is at revision %" PRIu64 ", before %" PRIu64
                       ": is it another one?",
                       x->view.info.revision, since);
    return IR_OK;
}

enum ir_status ir_request_check(const struct ir_request *request,
                                struct ir_error *err)
{
    struct store_query *filter = NULL;
    struct words *walk;
    struct ir_request full;
    struct model model;
    enum ir_status status = request_complete(request, &full, err);

    if (status == IR_OK)
        status = request_check(&full, err);
    if (status == IR_OK)
        status = model_parse(full.rank, &model, err);
    if (status != IR_OK)
        return status;
    walk = words_new();
    status = compile_request(&full, (int64_t)time(NULL), walk, &filter, err);
    words_free(walk);
    store_query_free(filter);
    return status;
}

/* Validate the request against this revision, and compile its filters. */
static enum ir_status check(struct search *x, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    struct ir_index_info *info = &x->view.info;
    enum ir_status status = request_check(r, err);

    if (status == IR_OK)
        status = model_parse(r->rank, &x->model, err);
    if (status == IR_OK)
        status = searcher_info(x->s, info, err);
    if (status == IR_OK)
        stories_begin(x->s->stories, info);
    if (status == IR_OK)
        status = request_offset(r, info, &x->offset, err);
    if (status == IR_OK)
        status = check_since(x, err);
    if (status == IR_OK)
        status = compile_request(r, x->view.now, x->s->walk, &x->filter, err);
    if (status == IR_OK)
        status = look_in(x, err);
    if (status != IR_OK)
        return status;
    x->view.collection.articles = (double)info->articles;
    if (info->articles)
        x->view.collection.average_words =
            (double)info->words / x->view.collection.articles;
    return IR_OK;
}

static enum ir_status read_question(struct search *x, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    struct question *q = &x->question;
    enum ir_status status;

    if (!r->like.size)
        return question_read(q, r->query, r, &x->view, x->s, &x->deadline, err);
    status = question_like(q, r->like, &x->view, x->s, err);
    if (status == IR_OK)
        status = question_dates(q, r, &x->view, x->s->store, err);
    return status;
}

enum ir_status search_begin(struct search *x, struct ir_searcher *s,
                            const struct ir_request *request,
                            struct deadline deadline, struct ir_error *err)
{
    enum ir_status status;

    start(x, s, request, deadline);
    status = check(x, err);
    if (status == IR_OK)
        status = read_question(x, err);
    if (status == IR_OK)
        status = prepare(x, err);
    if (status == IR_OK && !request->as_typed && !request->like.size &&
        !deadline_passed(&x->deadline))
        status = respell(x, err);
    return status;
}

void search_end(struct search *x)
{
    store_query_free(x->asked);
    store_query_free(x->filter);
    question_free(&x->question);
}
