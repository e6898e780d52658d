/* What the results of all tools have in common. */
#include "searcher/mcp/tool.h"
#include "text/citation.h"
#include "text/date.h"

void tool_fail(const struct mcp_service *service, const struct ir_error *err,
               struct tool_result *result)
{
    const struct ir_warning *refused =
        err->status == IR_INVALID ? ir_refused(service->searcher) : NULL;

    buf_adds(&result->problem, err->message);
    if (refused && refused->start < refused->end)
        buf_addf(&result->problem, " (bytes %zu to %zu of the query)",
                 refused->start, refused->end);
    if (err->status == IR_STALE)
        buf_adds(&result->problem, "; call the tool again");
}

struct ir_text tool_name(const struct ir_article *a, size_t room)
{
    size_t size = json_text_size(a->id, MCP_NAME_MAX);

    if (size <= room || (size <= MCP_NAME_MAX && !a->handle.size))
        return a->id;
    return a->handle;
}

static void add_citation(struct json *j, const struct ir_article *a,
                         size_t start, size_t end)
{
    struct ir_text id = tool_name(a, MCP_NAME_MAX);
    struct buf name = BUF_INIT;

    json_key(j, "citation");
    if (id.size) {
        buf_addt(&name, id);
        buf_addf(&name, "@%s[%zu,%zu)", a->fingerprint, start, end);
        json_put_text(j, buf_text(&name));
    } else {
        json_put_null(j);
    }
    buf_free(&name);
}

/* An article without an address of its own has one here. */
static void add_url(struct json *j, const struct ir_article *a,
                    const char *uuid)
{
    struct ir_text name = tool_name(a, MCP_NAME_SHORT);
    struct buf uri = BUF_INIT;

    json_key(j, "url");
    if (a->url.size && json_text_size(a->url, MCP_URL_MAX) <= MCP_URL_MAX) {
        json_put_text(j, a->url);
    } else if (name.size) {
        citation_add_uri(&uri, uuid, name, 0, 0);
        json_put_text(j, buf_text(&uri));
    } else {
        json_put_null(j);
    }
    buf_free(&uri);
}

void tool_add_names(struct json *j, const struct ir_article *a,
                    const char *uuid, size_t start, size_t end)
{
    json_key(j, "title");
    fit_put(j, a->title.size ? a->title : a->id, MCP_FIELD_MAX);
    add_url(j, a, uuid);
    add_citation(j, a, start, end);
}

void tool_add_date(struct json *j, const char *key, const struct ir_article *a)
{
    struct buf date = BUF_INIT;

    if (a->has_date)
        date_add(&date, a->date, a->utc_offset, a->date_only);
    json_key_text_or_null(j, key, buf_text(&date));
    buf_free(&date);
}

void tool_add_link(struct buf *links, const struct ir_article *a,
                   const char *uuid, size_t start, size_t end)
{
    struct ir_text name = tool_name(a, MCP_NAME_SHORT);
    struct json j = {links, true};
    struct buf uri = BUF_INIT;

    if (!name.size)
        return;
    citation_add_uri(&uri, uuid, name, start, end);
    json_open(&j, '{');
    json_key_string(&j, "type", "resource_link");
    json_key_text(&j, "uri", buf_text(&uri));
    json_key(&j, "name");
    fit_put(&j, a->title.size ? a->title : a->id, MCP_FIELD_MAX);
    json_key_string(&j, "mimeType", "text/plain");
    json_close(&j, '}');
    buf_free(&uri);
}
