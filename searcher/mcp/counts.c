/* A page of counts, cut to the budget. */
#include "searcher/mcp/counts.h"

struct ir_results *counts_find(const struct mcp_service *service,
                               struct ir_request *request,
                               const struct value *copies,
                               struct tool_result *result)
{
    struct ir_results *r;
    struct ir_error err;

    request->limit = 0;
    request->copies = copies->number ? IR_COPIES_COLLAPSE : IR_COPIES_SHOW;
    if (ir_search(service->searcher, request, &r, &err) == IR_OK)
        return r;
    tool_fail(service, &err, result);
    return NULL;
}

void counts_add_bucket(struct json *j, const struct counts *c,
                       const struct ir_bucket *b, const char *value_key,
                       const char *count_key)
{
    json_open(j, '{');
    json_key(j, value_key);
    fit_put(j, b->value, MCP_FIELD_MAX);
    json_key_number(j, count_key, b->articles);
    if (c->results->stories.relation == IR_EQ)
        json_key_number(j, "stories", b->stories);
    if (c->results->has_baseline) {
        json_key_number(j, "baseline", b->baseline);
        json_key_number(j, "both", b->both);
    }
    json_close(j, '}');
}

static void add_page(struct buf *out, const struct counts *c, size_t count)
{
    const struct ir_results *r = c->results;
    struct json j = {out, false};
    bool more;

    json_open(&j, '{');
    asked_add(&j, r);
    json_key(&j, "total");
    json_open(&j, '{');
    json_key_number(&j, "articles", r->articles.value);
    json_key_string(&j, "relation", asked_relation(r->articles.relation));
    if (r->stories.relation == IR_EQ)
        json_key_number(&j, "stories", r->stories.value);
    json_close(&j, '}');
    c->add(&j, c, count);
    more = c->add_next(&j, c, count);
    json_key(&j, "truncated");
    json_put_bool(&j, more || r->timed_out);
    json_key(&j, "timed_out");
    json_put_bool(&j, r->timed_out);
    json_key_number(&j, "revision", r->index->revision);
    json_close(&j, '}');
}

static bool fits(const struct counts *c, size_t count)
{
    struct buf out = BUF_INIT;
    bool good;

    add_page(&out, c, count);
    good = out.size <= MCP_BUDGET;
    buf_free(&out);
    return good;
}

/* One bucket of each list fits always. */
void counts_answer(const struct counts *c, size_t most,
                   struct tool_result *result)
{
    size_t low = 1, high = most;

    while (low < high) {
        size_t middle = high - (high - low) / 2;

        if (fits(c, middle))
            low = middle;
        else
            high = middle - 1;
    }
    add_page(&result->value, c, low);
}
