/* The tool describe_index: what there is to search. */
#include "searcher/mcp/tool.h"

static const char help[] =
    "Describe the index that search and fetch read: how many articles it has, "
    "and the dates of the oldest and the newest. Its revision changes with "
    "every update.";

static const char schema[] =
    "{'type':'object','required':['uuid','revision','articles','sentences',"
    "'words','text_bytes','oldest','newest','program','version'],"
    "'additionalProperties':false,'properties':{"
    "'uuid':{'type':'string'},'revision':{'type':'integer'},"
    "'articles':{'type':'integer'},'sentences':{'type':'integer'},"
    "'words':{'type':'integer'},'text_bytes':{'type':'integer'},"
    "'oldest':{'type':['string','null'],'description':"
    "'date of the oldest dated article'},"
    "'newest':{'type':['string','null']},"
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
    json_key_string(&j, "uuid", info->uuid);
    json_key_number(&j, "revision", info->revision);
    json_key_number(&j, "articles", info->articles);
    json_key_number(&j, "sentences", info->sentences);
    json_key_number(&j, "words", info->words);
    json_key_number(&j, "text_bytes", info->text_bytes);
    if (!add_end(&j, service, "oldest", IR_SORT_OLDEST, result) ||
        !add_end(&j, service, "newest", IR_SORT_NEWEST, result))
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
