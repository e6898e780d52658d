/* What a request asks besides its query: dates, sources and the like. */
#include "article/terms.h"
#include "search/index/compile.h"
#include "search/run/searcher.h"

#include <stdio.h>
#include <stdlib.h>

/* Take q into what is asked so far. */
static void also(struct search *x, struct store_query *q)
{
    x->filter = x->filter ? store_query_two(STORE_AND, x->filter, q) : q;
}

static enum ir_status by_date(struct search *x, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    struct plan_filter f = {.kind = FILTER_DATE};

    if (!r->since.size && !r->until.size)
        return IR_OK;
    if (!when_between(r->since, r->until, x->now, &f.when, err))
        return IR_INVALID;
    also(x, compile_filter(&f));
    return IR_OK;
}

/* One of these values in the field. */
static void by_field(struct search *x, enum query_field field,
                     const struct ir_text *values, size_t count)
{
    struct store_query *any[IR_FILTERS_MAX];

    for (size_t i = 0; i < count; i++) {
        struct plan_filter f = {.kind = FILTER_FIELD};

        filter_field(&f, field, values[i], x->s->walk);
        any[i] = compile_filter(&f);
        filter_free(&f);
    }
    if (count)
        also(x, store_query_join(STORE_OR, any, count));
}

enum ir_status search_restrict(struct search *x, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    const struct {
        enum query_field field;
        const char *name;
        const struct ir_text *values;
        size_t count;
    } lists[] = {
        {FIELD_SOURCE, "sources", r->sources, r->source_count},
        {FIELD_SECTION, "sections", r->sections, r->section_count},
        {FIELD_LANG, "languages", r->langs, r->lang_count},
    };

    for (size_t i = 0; i < COUNT(lists); i++) {
        if (lists[i].count > IR_FILTERS_MAX)
            return ir_fail(err, IR_LIMIT, "%zu %s: at most %d", lists[i].count,
                           lists[i].name, IR_FILTERS_MAX);
        by_field(x, lists[i].field, lists[i].values, lists[i].count);
    }
    return by_date(x, err);
}

/* The first part of the tree that asks for a date, or NULL. */
static const struct query_node *find_date(const struct query_node *node)
{
    const struct query_node *found = node->kind == QUERY_DATE ? node : NULL;

    for (const struct query_node *p = node->parts; p && !found; p = p->next)
        found = find_date(p);
    return found;
}

static enum ir_status has_dates(struct store *s, bool *out,
                                struct ir_error *err)
{
    struct store_terms *years;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status = store_terms_start(s, TEXT("Y"), &years, err);

    if (status != IR_OK)
        return status;
    status = store_terms_next(years, &term, &frequency, err);
    store_terms_free(years);
    *out = status == IR_OK;
    return status == IR_END ? IR_OK : status;
}

enum ir_status search_undated(struct search *x, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    const struct query_node *node =
        x->query.root ? find_date(x->query.root) : NULL;
    const char *so = node              ? "; date: finds nothing"
                     : r->since.size   ? "; since finds nothing"
                     : r->until.size   ? "; until finds nothing"
                     : r->sort         ? " to sort by"
                     : r->recency != 0 ? "; recency changes nothing"
                                       : NULL;
    enum ir_status status;
    char message[120];
    bool dates;

    if (!so || !x->index.articles)
        return IR_OK;
    status = has_dates(x->s->store, &dates, err);
    if (status != IR_OK || dates)
        return status;
    snprintf(message, sizeof(message), "no article of the index has a date%s",
             so);
    query_warn(&x->query, "undated", message, node ? node->start : 0,
               node ? node->end : 0);
    return IR_OK;
}

static struct store_query *restricted(const struct search *x,
                                      struct store_query *q)
{
    if (!x->filter || !q)
        return q;
    return store_query_two(STORE_FILTER, q, store_query_copy(x->filter));
}

struct store_query *search_ask(const struct search *x, bool any)
{
    return restricted(x, compile(x->plan, any));
}

struct store_query *search_ask_sure(const struct search *x, bool any)
{
    return restricted(x, compile_sure(x->plan, any));
}

struct store_query *search_without(struct store_query *q,
                                   const struct ir_text *ids, size_t count)
{
    struct store_query **terms = xmalloc((count + 1) * sizeof(*terms));
    struct buf term = BUF_INIT;

    for (size_t i = 0; i < count; i++) {
        term_unique(&term, ids[i]);
        terms[i] = store_query_term(buf_text(&term), 1);
    }
    if (count)
        q = store_query_two(STORE_AND_NOT, q,
                            store_query_join(STORE_OR, terms, count));
    free(terms);
    buf_free(&term);
    return q;
}
