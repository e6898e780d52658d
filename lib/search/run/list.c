/* Lists all matches in index order. */
#include "search/run/matches.h"
#include "search/run/results.h"
#include "search/run/unread.h"
#include "search/run/validate.h"
#include "store/endless.h"

#include <stdlib.h>

#define AT_ONCE 1000 /* articles read in one go, or in a first block */

/* ---- lists ---- */

struct ir_list {
    struct search search;
    struct ir_request request;
    struct unread unread;
    struct deadline deadline;
    struct buf query, like; /* copies of the caller's */
    struct store_hits *hits;
    struct matches_block block;
    size_t next, read; /* indices of hits */
    struct buf id;
    size_t shown; /* hits returned to the caller */
    bool counted; /* in ir_searcher.lists */
};

/* Another search on the same searcher may have refreshed the store. */
static enum ir_status check_revision(struct ir_list *list, struct ir_error *err)
{
    struct ir_index_info now;
    enum ir_status status = searcher_info(list->search.s, &now, err);

    if (status == IR_OK && (now.revision != list->search.view.info.revision ||
                            strcmp(now.uuid, list->search.view.info.uuid)))
        status = ir_fail(err, IR_STALE, "the index changed during the list");
    return status;
}

static void drop(struct ir_list *list)
{
    store_hits_free(list->hits);
    list->hits = NULL;
    list->next = list->read = 0;
}

/* May a hit be left out, for that it cannot be read? */
static bool leaves(struct ir_list *list, size_t hit, const struct ir_error *why)
{
    return unread_leave(&list->unread, store_hits_document(list->hits, hit),
                        why);
}

/* Read the data of the next hits, as far as it can be read, and free that of those before. */
static enum ir_status read_some(struct ir_list *list, struct ir_error *err)
{
    size_t to = list->read + AT_ONCE;
    struct ir_error why;
    enum ir_status status = IR_OK;

    for (size_t i = list->read; i-- > 0 && i + AT_ONCE >= list->read;)
        store_hits_forget(list->hits, i);
    if (to > store_hits_count(list->hits))
        to = store_hits_count(list->hits);
    for (; status == IR_OK && list->read < to; list->read++) {
        status = store_hits_read(list->search.s->store, list->hits, list->read,
                                 &why);
        if (status != IR_OK && leaves(list, list->read, &why))
            status = IR_OK;
    }
    return status == IR_OK ? IR_OK : ir_fail(err, status, "%s", why.message);
}

/* Make sure that there is a next hit; IR_END after the last. */
static enum ir_status fetch(struct ir_list *list, struct ir_error *err)
{
    size_t count = list->hits ? store_hits_count(list->hits) : 0;
    enum ir_status status;

    if (list->hits && list->next == count && list->block.last)
        return IR_END;
    status = check_revision(list, err);
    if (status == IR_OK && list->next == count) {
        drop(list);
        status = matches_block(&list->search, list->search.asked, &list->block,
                               &list->hits, err);
    }
    if (status == IR_OK)
        status = read_some(list, err);
    if (status != IR_OK)
        drop(list);
    return status;
}

static enum ir_status fetch_in_time(struct ir_list *list, struct ir_error *err)
{
    enum ir_status status;

    endless_start(list->request.timeout);
    status = fetch(list, err);
    endless_stop();
    return status;
}

static enum ir_status cancelled(struct ir_error *err)
{
    return ir_fail(err, IR_CANCELLED, "the list was cancelled");
}

static enum ir_status start_once(struct ir_searcher *s, void *arg,
                                 struct ir_error *err)
{
    struct ir_list *list = arg;
    enum ir_status status;

    search_end(&list->search);
    drop(list);
    list->block = (struct matches_block){.limit = AT_ONCE};
    list->unread.count = 0;
    status =
        search_begin(&list->search, s, &list->request, list->deadline, err);
    list->search.unread = &list->unread;
    if (status == IR_OK && !deadline_passed(&list->search.deadline))
        status = fetch(list, err);
    return status;
}

/* Copy the request and its texts; lists have no pages, correct no spelling and
 * read AUTO as AND. */
static struct ir_list *list_of(struct ir_searcher *s,
                               const struct ir_request *request)
{
    struct ir_list *list = xcalloc(1, sizeof(*list));

    list->query = list->like = list->id = (struct buf)BUF_INIT;
    question_init(&list->search.question);
    list->search.s = s; /* also where no search begins */
    list->request = *request;
    list->deadline = deadline_in(request->timeout, &s->cancels);
    list->request.as_typed = true;
    if (request->match == IR_MATCH_AUTO)
        list->request.match = IR_MATCH_ALL;
    list->request.after = (struct ir_text){NULL, 0};
    list->request.offset = 0;
    buf_addt(&list->query, request->query);
    list->request.query = buf_text(&list->query);
    buf_addt(&list->like, request->like);
    list->request.like = buf_text(&list->like);
    return list;
}

enum ir_status ir_list_start(struct ir_searcher *s,
                             const struct ir_request *request,
                             struct ir_list **out, struct ir_error *err)
{
    struct ir_request full;
    struct ir_list *list;
    enum ir_status status = request_complete(request, &full, err);

    if (status != IR_OK)
        return status;
    list = list_of(s, &full);
    s->lists++; /* so that the revision stays held */
    list->counted = true;
    status = searcher_retry(s, start_once, list, full.timeout, err);
    if (status == IR_OK && deadline_cancelled(&list->deadline))
        status = cancelled(err);
    if (status != IR_OK) {
        ir_list_free(list);
        return status;
    }
    *out = list;
    return IR_OK;
}

/* Does the next hit match? */
static enum ir_status judge(struct ir_list *list, bool *matches,
                            struct ir_error *err)
{
    const size_t hit = list->next++;
    const struct ir_text bytes = store_hits_data(list->hits, hit);
    struct ir_error why;
    enum ir_status status;

    *matches = bytes.size && list->search.question.plan->exact;
    if (!bytes.size || *matches) /* it could not be read, or need not be */
        return IR_OK;
    status = verify_match(&list->search.verifier,
                          store_hits_document(list->hits, hit), bytes, matches,
                          &why);
    if (status == IR_OK || leaves(list, hit, &why))
        return IR_OK;
    return ir_fail(err, status, "%s", why.message);
}

/* Go on to the next match; IR_END after the last. */
static enum ir_status go_on(struct ir_list *list, struct ir_error *err)
{
    bool matches = false;

    while (!matches) {
        enum ir_status status = IR_OK;

        if (deadline_passed(&list->search.deadline))
            return deadline_cancelled(&list->deadline) ? cancelled(err)
                                                       : IR_END;
        if (!list->hits)
            return ir_fail(err, IR_STALE, "the list has failed before");
        if (list->next == list->read) {
            status = fetch_in_time(list, err);
            if (status == IR_OK ||
                (status == IR_END && list->search.deadline.passed))
                continue;
            return status;
        }
        status = judge(list, &matches, err);
        if (status != IR_OK)
            return status;
    }
    return IR_OK;
}

enum ir_status ir_list_next(struct ir_list *list, struct ir_text *id,
                            struct ir_error *err)
{
    enum ir_status status = go_on(list, err);

    if (status == IR_END && unread_tell(&list->search, err) != IR_OK)
        return IR_STALE;
    if (status != IR_OK)
        return status;
    buf_clear(&list->id);
    buf_addt(&list->id, record_id(store_hits_data(list->hits, list->next - 1)));
    *id = buf_text(&list->id);
    return IR_OK;
}

/* The passages of the current article as choices; none if it does not match. */
static enum ir_status choose(struct ir_list *list, struct passages *passages,
                             struct choice **out, struct ir_error *err)
{
    struct search *x = &list->search;
    const struct plan *plan = x->question.plan;
    uint32_t document = store_hits_document(list->hits, list->next - 1);
    struct ir_text bytes = store_hits_data(list->hits, list->next - 1);
    struct article_score score;
    struct reading *r;
    size_t all;
    enum ir_status status = verify_read(&x->verifier, document, bytes, &r, err);

    if (status != IR_OK || !r)
        return status;
    score_article(&r->evidence, plan, &x->view.collection, 0, &score);
    all = request_passages(x->request, &r->evidence, plan, &r->record,
                           score.total, passages);
    *out = xcalloc(passages->count + 1, sizeof(**out));
    for (size_t i = 0; i < passages->count; i++)
        (*out)[i] = (struct choice){.bytes = bytes,
                                    .id = buf_text(&list->id),
                                    .document = document,
                                    .passage = passages->items[i],
                                    .passages = all,
                                    .article = score.total,
                                    .factor = 1,
                                    .reranked = true,
                                    .any = x->verifier.any};
    return IR_OK;
}

static enum ir_status find_hits(struct ir_list *list, struct ir_results **out,
                                struct ir_error *err)
{
    struct passages passages = {NULL, 0, 0};
    struct choice *choices = NULL;
    struct ir_results *r;
    enum ir_status status = check_revision(list, err);

    if (status != IR_OK)
        return status;
    if (!list->hits || !list->next)
        return ir_fail(err, IR_INVALID, "the list is at no article");
    list->search.offset = list->shown;
    r = results_new(&list->search);
    status = choose(list, &passages, &choices, err);
    if (status == IR_OK)
        status = results_fill(r, &list->search, &list->search.verifier, choices,
                              passages.count, err);
    free(choices);
    free(passages.items);
    if (status != IR_OK) {
        ir_results_free(r);
        return status;
    }
    r->articles = (struct ir_total){1, IR_EQ};
    list->shown += passages.count;
    *out = r;
    return IR_OK;
}

enum ir_status ir_list_hits(struct ir_list *list, struct ir_results **out,
                            struct ir_error *err)
{
    enum ir_status status;

    endless_start(list->request.timeout);
    status = find_hits(list, out, err);
    endless_stop();
    return status;
}

const struct ir_warning *ir_list_warning(const struct ir_list *list, size_t i)
{
    const struct query *q = &list->search.question.query;

    return i < q->warning_count ? &q->warnings[i] : NULL;
}

bool ir_list_timed_out(const struct ir_list *list)
{
    return list->search.deadline.passed && !deadline_cancelled(&list->deadline);
}

void ir_list_free(struct ir_list *list)
{
    struct ir_searcher *s;

    if (!list)
        return;
    s = list->search.s;
    s->lists -= list->counted;
    store_hits_free(list->hits);
    search_end(&list->search);
    searcher_rest(s);
    buf_free(&list->query);
    buf_free(&list->like);
    buf_free(&list->id);
    free(list);
}
