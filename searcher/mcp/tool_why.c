/* The tool why: why an article is in the answer to a query, or is not. */
#include "searcher/mcp/asked.h"

#define CAUSES_MAX 12 /* that are told; their first words matter most */
#define WORDS_MAX 16  /* of the query that the article has */

enum { ID = ASKED_COUNT, UNIT };

/* clang-format off */
static const struct argument arguments[] = {
    ASKED_ARGUMENTS,
    [ID] = {"id", ARGUMENT_TEXT, .required = true,
     .help = "the article, by its id or handle: article of a result of search"},
    [UNIT] = {"unit", ARGUMENT_CHOICE, .choices = {"passage", "article"},
     .help = "what is ranked, as in search (default passage)"},
};
/* clang-format on */

static const char help[] =
    "Say why an article is in the answer to a query, or why not: which word is "
    "missing, and what stands there instead; which operator or filter fails, "
    "and by how much (words too far apart, a date before since); and of one "
    "that is in the answer its rank. Use it when search does not find an "
    "article that you know, to mend the query. It matches once all causes "
    "whose parent is null are mended.";

static const char schema[] =
    "{'type':'object','required':['query','article','title','url','citation',"
    "'standing','causes','words','missing','rank','looked','shown_as',"
    "'truncated','timed_out','revision'],'additionalProperties':false,"
    "'properties':{'query':" ASKED_SCHEMA ","
    "'article':{'type':['string','null']},'title':{'type':'string'},"
    "'url':{'type':['string','null']},'citation':{'type':['string','null']},"
    "'standing':{'type':'string','enum':['in','partial','out'],'description':"
    "'partial: in the answer with some of the words only'},"
    "'causes':{'type':'array','description':'why it does not match',"
    "'items':{'type':'object','additionalProperties':false,"
    "'required':['cause','message','instead','parent'],'properties':{"
    "'cause':{'type':'string'},'message':{'type':'string'},"
    "'instead':{'type':['string','null'],'description':"
    "'what stands there that is most like it'},"
    "'parent':{'type':['integer','null'],'description':"
    "'it is an alternative of this one, from 0'}}}},"
    "'words':{'type':'array','description':'words of the query that are there',"
    "'items':{'type':'object','additionalProperties':false,"
    "'required':['term','how','text'],'properties':{'term':{'type':'string'},"
    "'how':{'type':'string'},'text':{'type':'string','description':"
    "'as it stands there first'}}}},"
    "'missing':{'type':'array','items':{'type':'string'}},"
    "'rank':{'type':['integer','null']},"
    "'looked':{'type':'integer','description':"
    "'hits among which it was looked for'},"
    "'shown_as':{'type':['string','null'],'description':"
    "'id of the hit that it is shown with as a copy'},"
    "'truncated':{'type':'boolean'},'timed_out':{'type':'boolean'},"
    "'revision':{'type':'integer'}}}";

static const char *standing_name(enum ir_standing standing)
{
    return standing == IR_STANDING_IN    ? "in"
           : standing == IR_STANDING_OUT ? "out"
                                         : "partial";
}

static void add_causes(struct json *j, const struct ir_reasons *why)
{
    json_key(j, "causes");
    json_open(j, '[');
    for (size_t i = 0; i < why->cause_count && i < CAUSES_MAX; i++) {
        const struct ir_cause *c = why->causes[i];

        json_open(j, '{');
        json_key_string(j, "cause", ir_cause_name(c->kind));
        json_key(j, "message");
        fit_put(j, c->message, MCP_FIELD_MAX);
        fit_key(j, "instead", c->instead);
        json_key(j, "parent");
        if (c->parent)
            json_put_number(j, c->parent - 1);
        else
            json_put_null(j);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* Has an earlier span the same word, in the same way? */
static bool is_repeated(const struct ir_hit *hit, size_t span)
{
    for (size_t i = 0; i < span; i++)
        if (hit->spans[i].how == hit->spans[span].how &&
            text_equal(hit->spans[i].term, hit->spans[span].term))
            return true;
    return false;
}

/* False if there are more. */
static bool add_words(struct json *j, const struct ir_hit *hit)
{
    size_t count = 0;

    json_key(j, "words");
    json_open(j, '[');
    for (size_t i = 0; i < hit->span_count && count <= WORDS_MAX; i++) {
        const struct ir_span *s = &hit->spans[i];
        struct ir_text text = s->field == IR_FIELD_TITLE ? hit->article->title
                                                         : hit->article->text;

        if (is_repeated(hit, i) || count++ == WORDS_MAX)
            continue;
        json_open(j, '{');
        json_key(j, "term");
        fit_put(j, s->term, MCP_FIELD_MAX / 4);
        json_key_string(j, "how", ir_how_name(s->how));
        json_key(j, "text");
        fit_put(j, text_slice(text, s->start, s->end), MCP_FIELD_MAX / 4);
        json_close(j, '}');
    }
    json_close(j, ']');
    return count <= WORDS_MAX;
}

static void add_missing(struct json *j, const struct ir_hit *hit)
{
    json_key(j, "missing");
    json_open(j, '[');
    for (size_t i = 0; i < hit->missing_count && i < MCP_MISSING_MAX; i++)
        fit_put(j, hit->missing[i], MCP_FIELD_MAX / MCP_MISSING_MAX);
    json_close(j, ']');
}

static void add_rank(struct json *j, const struct ir_reasons *why)
{
    json_key(j, "rank");
    if (why->rank)
        json_put_number(j, why->rank);
    else
        json_put_null(j);
    json_key_number(j, "looked", why->looked);
    fit_key(j, "shown_as", why->shown_as);
}

static void add(struct tool_result *result, const struct ir_reasons *why)
{
    const struct ir_results *r = why->marked;
    const struct ir_hit *hit = r->hits[0];
    struct json j = {&result->value, false};
    bool whole;

    json_open(&j, '{');
    asked_add(&j, r);
    json_key_text_or_null(&j, "article",
                          tool_name(hit->article, MCP_NAME_SHORT));
    tool_add_names(&j, hit->article, r->index->uuid, 0,
                   hit->article->text.size);
    json_key_string(&j, "standing", standing_name(why->standing));
    add_causes(&j, why);
    whole = add_words(&j, hit);
    add_missing(&j, hit);
    add_rank(&j, why);
    json_key(&j, "truncated");
    json_put_bool(&j, !whole || why->cause_count > CAUSES_MAX ||
                          hit->missing_count > MCP_MISSING_MAX);
    json_key(&j, "timed_out");
    json_put_bool(&j, why->timed_out);
    json_key_number(&j, "revision", r->index->revision);
    json_close(&j, '}');
    tool_add_link(&result->links, hit->article, r->index->uuid, 0,
                  hit->article->text.size);
}

static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    struct ir_request request = asked_request(service, values);
    struct ir_reasons *why;
    struct ir_error err;

    if (values[UNIT].given)
        request.articles = values[UNIT].number;
    if (ir_why(service->searcher, values[ID].text, &request, &why, &err) !=
        IR_OK) {
        tool_fail(service, &err, result);
        return;
    }
    add(result, why);
    ir_reasons_free(why);
}

const struct tool tool_why = {
    .name = "why",
    .title = "Why an article is found or not",
    .help = help,
    .arguments = arguments,
    .argument_count = COUNT(arguments),
    .schema = schema,
    .call = call,
};
