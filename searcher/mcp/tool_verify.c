/* The tool verify: whether a quotation, or a citation, holds. */
#include "searcher/mcp/tool.h"
#include "searcher/output/output.h"

#define TEXT_MAX 512      /* bytes of what stands at a place */
#define DIFFERENCES_MAX 8 /* of a place */
#define PART_MAX 64       /* bytes of each side of one */
#define PLACE_MAX 6144    /* bytes of a place and its link, at most */

enum { QUOTATION, CITATION };

/* clang-format off */
static const struct argument arguments[] = {
    [QUOTATION] = {"quotation", ARGUMENT_TEXT, .required = true,
     .help = "the sentence, word for word as it is quoted"},
    [CITATION] = {"citation", ARGUMENT_TEXT,
     .help = "the citation that it was given with, as search and fetch have "
             "it; leave it out to find where the sentence stands"},
};
/* clang-format on */

static const char help[] =
    "Check a quotation before you give it. With a citation: does the article "
    "still have the same text (else changed, or gone), and is what stands at "
    "the cited bytes the quotation (holds, else other)? Without one: where does "
    "the sentence stand, word for word (exact), or with other punctuation, "
    "quotation marks, capitals or accents (nearly), or what is closest "
    "(not_found), and how does that differ?";

static const char schema[] =
    "{'type':'object','required':['verdict','places','truncated'],"
    "'additionalProperties':false,'properties':{"
    "'verdict':{'type':'string','enum':['holds','gone','changed','outside',"
    "'other','exact','nearly','not_found']},"
    "'places':{'type':'array','description':'what stands where; best first',"
    "'items':{'type':'object','additionalProperties':false,'required':["
    "'article','title','url','citation','date','text','differences'],"
    "'properties':{'article':{'type':['string','null']},"
    "'title':{'type':'string'},'url':{'type':['string','null']},"
    "'citation':{'type':['string','null']},'date':{'type':['string','null']},"
    "'text':{'type':'string'},'differences':{'type':'array','items':{"
    "'type':'object','additionalProperties':false,"
    "'required':['kind','quoted','stands'],'properties':{"
    "'kind':{'type':'string'},'quoted':{'type':'string'},"
    "'stands':{'type':'string'}}}}}}},"
    "'truncated':{'type':'boolean'}}}";

/* An answer: places are added between its beginning and its end. */
struct checked {
    struct tool_result *result;
    struct json j;
    const char *uuid;
    bool more; /* something is left out */
};

static void start(struct checked *c, const char *verdict)
{
    c->j = (struct json){&c->result->value, false};
    json_open(&c->j, '{');
    json_key_string(&c->j, "verdict", verdict);
    json_key(&c->j, "places");
    json_open(&c->j, '[');
}

static void end(struct checked *c)
{
    json_close(&c->j, ']');
    json_key(&c->j, "truncated");
    json_put_bool(&c->j, c->more);
    json_close(&c->j, '}');
}

static void add_differences(struct checked *c, struct ir_text quotation,
                            const struct ir_quoted *q)
{
    struct json *j = &c->j;

    json_key(j, "differences");
    json_open(j, '[');
    for (size_t i = 0; q && i < q->difference_count && i < DIFFERENCES_MAX;
         i++) {
        const struct ir_difference *d = &q->differences[i];

        json_open(j, '{');
        json_key_string(j, "kind", d->kind);
        json_key(j, "quoted");
        fit_put(j, text_slice(quotation, d->quoted.start, d->quoted.end),
                PART_MAX);
        json_key(j, "stands");
        fit_put(j, text_slice(q->article->text, d->stands.start, d->stands.end),
                PART_MAX);
        json_close(j, '}');
    }
    c->more = c->more || (q && q->difference_count > DIFFERENCES_MAX);
    json_close(j, ']');
}

/* q is NULL if nothing differs. */
static void add_place(struct checked *c, const struct ir_article *a,
                      struct ir_range range, struct ir_text quotation,
                      const struct ir_quoted *q)
{
    const struct ir_text text = text_slice(a->text, range.start, range.end);
    struct json *j = &c->j;

    if (c->result->value.size + c->result->links.size + PLACE_MAX >
        MCP_BUDGET) {
        c->more = true;
        return;
    }
    json_open(j, '{');
    json_key_text_or_null(j, "article", tool_name(a, MCP_NAME_SHORT));
    tool_add_names(j, a, c->uuid, range.start, range.end);
    tool_add_date(j, "date", a);
    json_key(j, "text");
    fit_put(j, text, TEXT_MAX);
    c->more = c->more || json_text_size(text, TEXT_MAX) > TEXT_MAX;
    add_differences(c, quotation, q);
    json_close(j, '}');
    tool_add_link(&c->result->links, a, c->uuid, range.start, range.end);
}

static enum ir_status check_citation(const struct mcp_service *service,
                                     const struct value *values,
                                     struct checked *c, struct ir_error *err)
{
    static const char *const names[] = {[IR_VERDICT_HOLDS] = "holds",
                                        [IR_VERDICT_GONE] = "gone",
                                        [IR_VERDICT_CHANGED] = "changed",
                                        [IR_VERDICT_OUTSIDE] = "outside",
                                        [IR_VERDICT_OTHER] = "other"};
    struct ir_verification *v;
    enum ir_status status = ir_verify(service->searcher, values[CITATION].text,
                                      values[QUOTATION].text, &v, err);

    if (status != IR_OK)
        return status;
    start(c, names[v->verdict]);
    if (v->verdict == IR_VERDICT_HOLDS || v->verdict == IR_VERDICT_OTHER)
        add_place(c, v->article, v->range, values[QUOTATION].text, NULL);
    if (v->found && v->verdict != IR_VERDICT_HOLDS)
        add_place(c, v->article, v->quotation, values[QUOTATION].text, NULL);
    end(c);
    ir_verification_free(v);
    return IR_OK;
}

static enum ir_status find_quotation(const struct mcp_service *service,
                                     const struct value *values,
                                     struct checked *c, struct ir_error *err)
{
    struct ir_quotations *q;
    enum ir_status status =
        ir_find_quotation(service->searcher, values[QUOTATION].text, &q, err);

    if (status != IR_OK)
        return status;
    start(c, output_likeness(q));
    for (size_t i = 0; i < q->count; i++)
        add_place(c, q->places[i]->article, q->places[i]->range, q->text,
                  q->places[i]);
    c->more = c->more || q->more;
    end(c);
    ir_quotations_free(q);
    return IR_OK;
}

static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    const struct ir_index_info *info;
    struct checked c = {.result = result};
    struct ir_error err;
    enum ir_status status = ir_info(service->searcher, &info, &err);
    char uuid[sizeof(info->uuid)];

    if (status == IR_OK) {
        memcpy(uuid, info->uuid, sizeof(uuid));
        c.uuid = uuid;
        status = values[CITATION].given
                     ? check_citation(service, values, &c, &err)
                     : find_quotation(service, values, &c, &err);
    }
    if (status != IR_OK)
        tool_fail(service, &err, result);
}

const struct tool tool_verify = {
    .name = "verify",
    .title = "Check a quotation",
    .help = help,
    .arguments = arguments,
    .argument_count = COUNT(arguments),
    .schema = schema,
    .call = call,
};
