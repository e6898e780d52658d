/* What a request asks besides its query: dates, sources and the like. */
#include "article/terms.h"
#include "searcher/ask/compile.h"
#include "searcher/plan/when.h"
#include "searcher/searcher.h"

/* Take q into what is asked so far. */
static void also(struct search *x, struct store_query *q)
{
    x->filter = x->filter ? store_query_two(STORE_AND, x->filter, q) : q;
}

static enum ir_status by_date(struct search *x, struct ir_error *err)
{
    const struct ir_request *r = x->request;
    struct plan_filter f = {
        .kind = FILTER_DATE, .low = INT64_MIN, .high = INT64_MAX};
    struct when when;

    if (r->since.size && !when_parse(r->since, x->now, &when))
        return ir_fail(err, IR_INVALID, "since: \"%.*s\" is no date",
                       (int)(r->since.size < 60 ? r->since.size : 60),
                       r->since.data);
    if (r->since.size)
        f.low = when.from;
    if (r->until.size && !when_parse(r->until, x->now, &when))
        return ir_fail(err, IR_INVALID, "until: \"%.*s\" is no date",
                       (int)(r->until.size < 60 ? r->until.size : 60),
                       r->until.data);
    if (r->until.size)
        f.high = when.to;
    if (r->since.size || r->until.size)
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
            return ir_fail(err, IR_LIMIT, "%zu %s, over %d (IR_FILTERS_MAX)",
                           lists[i].count, lists[i].name, IR_FILTERS_MAX);
        by_field(x, lists[i].field, lists[i].values, lists[i].count);
    }
    return by_date(x, err);
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
