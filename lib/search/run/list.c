/* Every article that matches, one after another. */
#include "search/run/searcher.h"

#include <stdlib.h>

struct ir_list {
    struct search search;
    struct ir_request request;
    struct deadline deadline;
    struct buf query, like; /* the caller's need not live on */
    struct store_hits *hits;
    struct block block;
    size_t next, read; /* of the hits */
    struct buf id;
    size_t shown; /* hits that were given out */
    bool counted; /* in the searcher's lists */
};

/* Another search on the same searcher may have moved it on. */
static enum ir_status check_revision(struct ir_list *list, struct ir_error *err)
{
    struct ir_index_info now;
    enum ir_status status = searcher_info(list->search.s, &now, err);

    if (status == IR_OK && (now.revision != list->search.index.revision ||
                            strcmp(now.uuid, list->search.index.uuid)))
        status = ir_fail(err, IR_STALE, "the index changed during the list");
    return status;
}

static void drop(struct ir_list *list)
{
    store_hits_free(list->hits);
    list->hits = NULL;
    list->next = list->read = 0;
}

/* Read the next hits, and forget those before. */
static enum ir_status read_some(struct ir_list *list, struct ir_error *err)
{
    size_t to = list->read + SEARCH_COUNTED;
    enum ir_status status = IR_OK;

    for (size_t i = list->read; i-- > 0 && i + SEARCH_COUNTED >= list->read;)
        store_hits_forget(list->hits, i);
    if (to > store_hits_count(list->hits))
        to = store_hits_count(list->hits);
    for (; status == IR_OK && list->read < to; list->read++)
        status =
            store_hits_read(list->search.s->store, list->hits, list->read, err);
    return status;
}

/* Have a hit at hand; IR_END after the last. */
static enum ir_status fetch(struct ir_list *list, struct ir_error *err)
{
    size_t count = list->hits ? store_hits_count(list->hits) : 0;
    enum ir_status status;

    if (list->hits && list->next == count && list->block.last)
        return IR_END;
    status = check_revision(list, err);
    if (status == IR_OK && list->next == count) {
        drop(list);
        status = search_next(&list->search, &list->block, &list->hits, err);
    }
    if (status == IR_OK)
        status = read_some(list, err);
    if (status != IR_OK)
        drop(list);
    return status;
}

static enum ir_status start_once(struct ir_searcher *s, void *arg,
                                 struct ir_error *err)
{
    struct ir_list *list = arg;
    enum ir_status status;

    search_end(&list->search);
    drop(list);
    list->block = (struct block){.limit = SEARCH_COUNTED};
    status =
        search_begin(&list->search, s, &list->request, list->deadline, err);
    if (status == IR_OK && !deadline_passed(&list->search.deadline))
        status = fetch(list, err);
    return status;
}

enum ir_status ir_list_start(struct ir_searcher *s,
                             const struct ir_request *request,
                             struct ir_list **out, struct ir_error *err)
{
    struct ir_list *list = xcalloc(1, sizeof(*list));
    enum ir_status status;

    list->query = list->like = list->id = (struct buf)BUF_INIT;
    list->search.query.text = (struct buf)BUF_INIT;
    list->request = *request;
    list->deadline = deadline_in(request->timeout);
    list->request.as_typed = true;
    if (request->match == IR_MATCH_AUTO)
        list->request.match = IR_MATCH_ALL;
    list->request.after = (struct ir_text){NULL, 0};
    list->request.offset = 0;
    buf_addt(&list->query, request->query);
    list->request.query = buf_text(&list->query);
    buf_addt(&list->like, request->like);
    list->request.like = buf_text(&list->like);
    status = searcher_retry(s, start_once, list, err);
    if (status != IR_OK) {
        ir_list_free(list);
        return status;
    }
    s->lists++;
    list->counted = true;
    *out = list;
    return IR_OK;
}

enum ir_status ir_list_next(struct ir_list *list, struct ir_text *id,
                            struct ir_error *err)
{
    bool matches = false;

    while (!matches) {
        struct ir_text bytes;
        enum ir_status status = IR_OK;

        if (deadline_passed(&list->search.deadline))
            return IR_END;
        if (!list->hits)
            return ir_fail(err, IR_STALE, "the list has failed before");
        if (list->next == list->read) {
            status = fetch(list, err);
            if (status != IR_OK)
                return status;
            continue;
        }
        bytes = store_hits_data(list->hits, list->next++);
        matches = list->search.plan->exact;
        if (!matches)
            status = search_match(&list->search, bytes, &matches, err);
        if (status != IR_OK)
            return status;
        if (matches) {
            buf_clear(&list->id);
            buf_addt(&list->id, record_id(bytes));
        }
    }
    *id = buf_text(&list->id);
    return IR_OK;
}

/* The passages of the article at hand, as choices. */
static enum ir_status choose(struct ir_list *list, struct ir_text bytes,
                             struct passages *passages, struct choice **out,
                             struct ir_error *err)
{
    struct search *x = &list->search;
    struct ir_searcher *s = x->s;
    struct article_score score;
    bool matches;
    enum ir_status status = search_verify(x, bytes, &matches, err);

    if (status != IR_OK)
        return status;
    score_article(&s->evidence, x->plan, &x->collection, 0, &score);
    score_passages(&s->evidence, x->plan, &s->record, score.total,
                   x->request->passage_words,
                   x->request->articles ? 1 : x->request->per_article,
                   passages);
    *out = xcalloc(passages->count + 1, sizeof(**out));
    for (size_t i = 0; i < passages->count; i++)
        (*out)[i] = (struct choice){.bytes = bytes,
                                    .id = buf_text(&list->id),
                                    .passage = passages->items[i],
                                    .article = score.total,
                                    .factor = 1,
                                    .reranked = true,
                                    .any = x->any};
    return IR_OK;
}

enum ir_status ir_list_hits(struct ir_list *list, struct ir_results **out,
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
    status = choose(list, store_hits_data(list->hits, list->next - 1),
                    &passages, &choices, err);
    if (status == IR_OK)
        status = results_fill(r, &list->search, choices, passages.count, err);
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

const struct ir_warning *ir_list_warnings(const struct ir_list *list,
                                          size_t *count)
{
    *count = list->search.query.warning_count;
    return list->search.query.warnings;
}

bool ir_list_timed_out(const struct ir_list *list)
{
    return list->search.deadline.passed;
}

void ir_list_free(struct ir_list *list)
{
    if (!list)
        return;
    if (list->counted)
        list->search.s->lists--;
    store_hits_free(list->hits);
    search_end(&list->search);
    buf_free(&list->query);
    buf_free(&list->like);
    buf_free(&list->id);
    free(list);
}
