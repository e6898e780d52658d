/* The tool describe_index: what there is to search. */
#include "searcher/mcp/tool.h"
#include "searcher/output/output.h"

#define VALUES_MAX 12 /* sources, sections, languages */

static const char help[] =
    "Describe the index that search and fetch read: how many articles it has, "
    "the dates of the oldest and the newest, and the sources, sections and "
    "languages that most articles have, as search takes them. Its revision "
    "changes with every update.";

#define VALUES                                                                 \
    "{'type':'object','required':['distinct','without','values'],"             \
    "'additionalProperties':false,'properties':{'distinct':{'type':'integer'," \
    "'description':'how many there are'},'without':{'type':'integer',"         \
    "'description':'articles that have none'},'values':{'type':'array',"       \
    "'items':{'type':'object','required':['value','count'],"                   \
    "'additionalProperties':false,'properties':{'value':{'type':'string'},"    \
    "'count':{'type':'integer','description':'articles that have it'}}}}}}"

static const char schema[] =
    "{'type':'object','required':['uuid','revision','articles','sentences',"
    "'words','text_bytes','oldest','newest','undated','rejected','stories',"
    "'sources','sections',"
    "'langs','program','version'],"
    "'additionalProperties':false,'properties':{"
    "'uuid':{'type':'string'},'revision':{'type':'integer'},"
    "'articles':{'type':'integer'},'sentences':{'type':'integer'},"
    "'words':{'type':'integer'},'text_bytes':{'type':'integer'},"
    "'oldest':{'type':['string','null'],'description':"
    "'date of the oldest dated article'},"
    "'newest':{'type':['string','null']},"
    "'undated':{'type':'integer','description':'articles without a date'},"
    "'rejected':{'type':'integer','description':"
    "'inputs of files that could not be read as articles'},"
    "'stories':{'type':'integer','description':"
    "'articles, with those that have the same text in the main counted once'},"
    "'sources':" VALUES ",'sections':" VALUES ",'langs':" VALUES ","
    "'program':{'type':'string'},'version':{'type':'string'}}}";

/* Add the date of the first article in this order; null if there is none, or
 * the timeout passes. */
static bool add_end(struct json *j, const struct mcp_service *service,
                    const char *key, enum ir_sort sort,
                    struct tool_result *result)
{
    struct ir_request request;
    struct ir_results *r;
    struct ir_error err;

    ir_request_init(&request);
    request.query = TEXT("date:*");
    request.sort = sort;
    request.articles = true;
    request.limit = 1;
    request.timeout = service->defaults.timeout;
    if (ir_search(service->searcher, &request, &r, &err) != IR_OK) {
        tool_fail(service, &err, result);
        return false;
    }
    if (r->count && !r->timed_out)
        tool_add_date(j, key, r->hits[0]->article);
    else
        json_key_null(j, key);
    ir_results_free(r);
    return true;
}

/* Those of most articles; one that is too long could not be given whole. */
static void add_values(struct json *j, const char *key,
                       const struct ir_values *values)
{
    struct ir_value items[VALUES_MAX];
    struct ir_values few = *values;

    few.items = items;
    few.count = 0;
    for (size_t i = 0; i < values->count && few.count < VALUES_MAX; i++)
        if (json_text_size(values->items[i].name, MCP_FIELD_MAX) <=
            MCP_FIELD_MAX)
            items[few.count++] = values->items[i];
    json_key_values(j, key, &few);
}

static bool add_coverage(struct json *j, const struct mcp_service *service,
                         struct tool_result *result)
{
    struct ir_coverage *coverage;
    struct ir_error err;

    if (ir_survey(service->searcher, &coverage, &err) != IR_OK) {
        tool_fail(service, &err, result);
        return false;
    }
    json_key_number(j, "undated", coverage->undated);
    json_key_number(j, "rejected", coverage->rejected);
    json_key_number(j, "stories", coverage->stories);
    add_values(j, "sources", &coverage->sources);
    add_values(j, "sections", &coverage->sections);
    add_values(j, "langs", &coverage->langs);
    ir_coverage_free(coverage);
    return true;
}

static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    const struct ir_index_info *info;
    struct json j = {&result->value, false};
    struct ir_error err;

    (void)values;
    if (ir_info(service->searcher, &info, &err) != IR_OK) {
        tool_fail(service, &err, result);
        return;
    }
    json_open(&j, '{');
    json_add_index(&j, info);
    if (!add_end(&j, service, "oldest", IR_SORT_OLDEST, result) ||
        !add_end(&j, service, "newest", IR_SORT_NEWEST, result) ||
        !add_coverage(&j, service, result))
        return;
    json_key_string(&j, "program", "irsearch");
    json_key_string(&j, "version", IR_VERSION);
    json_close(&j, '}');
}

const struct tool tool_describe = {
    .name = "describe_index",
    .title = "Describe the index",
    .help = help,
    .schema = schema,
    .call = call,
};
