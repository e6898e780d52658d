/* The articles, and the index, as resources. */
#include "searcher/mcp/resources.h"
#include "searcher/mcp/found.h"

static enum mcp_code fail(const struct mcp_request *r,
                          const struct ir_error *err,
                          struct mcp_problem *problem)
{
    bool missing = err->status == IR_NOT_FOUND || err->status == IR_INVALID ||
                   err->status == IR_LIMIT;

    return mcp_problem(problem,
                       !missing           ? MCP_INTERNAL_ERROR
                       : mcp_is_modern(r) ? MCP_INVALID_PARAMS
                                          : MCP_RESOURCE_NOT_FOUND,
                       "%s", err->message);
}

/* The description of a resource or of a template of resources. */
struct listing {
    const char *list,
        *address;     /* names of the list, and of the address in it */
    const char *rest; /* of the address, after the index's uuid */
    const char *name, *title, *description, *type;
};

/* Answer with a list of this one. */
static enum mcp_code list(const struct mcp_service *service,
                          const struct mcp_request *r, struct json *j,
                          const struct listing *l, struct mcp_problem *problem)
{
    const struct ir_index_info *info;
    struct buf uri = BUF_INIT;
    struct ir_error err;

    if (mcp_check_cursor(r, problem))
        return problem->code;
    if (ir_info(service->searcher, &info, &err) != IR_OK)
        return fail(r, &err, problem);
    buf_addf(&uri, CITATION_SCHEME "%s%s", info->uuid, l->rest);
    json_key(j, l->list);
    json_open(j, '[');
    json_open(j, '{');
    json_key_text(j, l->address, buf_text(&uri));
    json_key_string(j, "name", l->name);
    json_key_string(j, "title", l->title);
    json_key_string(j, "description", l->description);
    json_key_string(j, "mimeType", l->type);
    json_close(j, '}');
    json_close(j, ']');
    mcp_add_cache(j, r, 0);
    buf_free(&uri);
    return MCP_FINE;
}

/* The index is the only resource that is listed: articles are many, and are
 * found by search. */
enum mcp_code resources_list(const struct mcp_service *service,
                             const struct mcp_request *r, struct json *j,
                             struct mcp_problem *problem)
{
    static const struct listing index = {
        "resources",       "uri",       "",
        "index",           "The index", "what describe_index answers",
        "application/json"};

    return list(service, r, j, &index, problem);
}

enum mcp_code resources_templates(const struct mcp_service *service,
                                  const struct mcp_request *r, struct json *j,
                                  struct mcp_problem *problem)
{
    static const struct listing article = {
        "resourceTemplates",
        "uriTemplate",
        "/{article}",
        "article",
        "The text of an article",
        "article is an id that search gave, escaped as in URLs; "
        "#START-END after it gives these bytes",
        "text/plain"};

    return list(service, r, j, &article, problem);
}

/* Add the text of an article, or as much as one answer may have; where the rest
 * is, is in _meta. */
static void add_contents(struct json *j, const struct found *f)
{
    struct ir_text text = f->article->text;
    struct buf uri = BUF_INIT;
    size_t end = f->end;

    if (end - f->start > MCP_RESOURCE_MAX)
        end = fit_back(text, f->start + MCP_RESOURCE_MAX);
    citation_add_uri(&uri, f->uuid, f->article->id, f->start, end);
    json_open(j, '{');
    json_key_text(j, "uri", buf_text(&uri));
    json_key_string(j, "mimeType", "text/plain");
    json_key_text(j, "text", text_slice(text, f->start, end));
    if (end < f->end) {
        buf_clear(&uri);
        citation_add_uri(&uri, f->uuid, f->article->id, end, f->end);
        json_key(j, "_meta");
        json_open(j, '{');
        json_key_text(j, "irsearch/next", buf_text(&uri));
        json_close(j, '}');
    }
    json_close(j, '}');
    buf_free(&uri);
}

/* The description of the index, as the resource that it is. */
static enum mcp_code add_index(const struct mcp_service *service,
                               const struct mcp_request *r, struct json *j,
                               struct ir_text uri, struct mcp_problem *problem)
{
    struct tool_result result = {BUF_INIT, BUF_INIT, BUF_INIT};

    (void)r;
    tool_describe.call(service, NULL, &result);
    if (result.problem.size)
        mcp_problem(problem, MCP_INTERNAL_ERROR, "%s", result.problem.data);
    json_open(j, '{');
    json_key_text(j, "uri", uri);
    json_key_string(j, "mimeType", "application/json");
    json_key_text(j, "text", buf_text(&result.value));
    json_close(j, '}');
    buf_free(&result.value);
    buf_free(&result.problem);
    return problem->code;
}

static bool is_index(const struct mcp_service *service, struct ir_text uri)
{
    const struct ir_index_info *info;
    struct ir_error err;
    size_t at = text_begins(uri, CITATION_SCHEME);

    if (!at || ir_info(service->searcher, &info, &err) != IR_OK)
        return false;
    uri = text_slice(uri, at, uri.size);
    if (uri.size && uri.data[uri.size - 1] == '/')
        uri.size--;
    return text_equal(uri, text_of(info->uuid));
}

static enum mcp_code read_article(const struct mcp_service *service,
                                  const struct mcp_request *r, struct json *j,
                                  struct ir_text uri,
                                  struct mcp_problem *problem)
{
    struct found f;
    struct ir_error err;

    if (!text_begins(uri, CITATION_SCHEME)) {
        ir_fail(&err, IR_NOT_FOUND, "resources are irsearch://INDEX/ARTICLE");
        return fail(r, &err, problem);
    }
    if (found_open(service->searcher, uri, 0, &f, &err) != IR_OK)
        return fail(r, &err, problem);
    add_contents(j, &f);
    found_close(&f);
    return MCP_FINE;
}

enum mcp_code resources_read(const struct mcp_service *service,
                             const struct mcp_request *r, struct json *j,
                             struct mcp_problem *problem)
{
    const json_t *given = json_object_get(r->params, "uri");
    struct ir_text uri = {json_string_value(given), json_string_length(given)};

    if (!uri.data)
        return mcp_problem(problem, MCP_INVALID_PARAMS,
                           "resources/read needs uri, a string");
    json_key(j, "contents");
    json_open(j, '[');
    if (is_index(service, uri))
        add_index(service, r, j, uri, problem);
    else
        read_article(service, r, j, uri, problem);
    json_close(j, ']');
    mcp_add_cache(j, r, 0);
    return problem->code;
}
