/* Parse and check messages; write the envelopes of answers. */
#include "searcher/mcp/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define META "_meta"
#define META_VERSION "io.modelcontextprotocol/protocolVersion"
#define META_CAPABILITIES "io.modelcontextprotocol/clientCapabilities"
#define META_SERVER "io.modelcontextprotocol/serverInfo"

const char *const mcp_version_names[MCP_VERSIONS] = {
    [MCP_2026_07_28] = "2026-07-28", [MCP_2025_11_25] = "2025-11-25",
    [MCP_2025_06_18] = "2025-06-18", [MCP_2025_03_26] = "2025-03-26",
    [MCP_2024_11_05] = "2024-11-05",
};

enum mcp_version mcp_version_of(const json_t *name)
{
    const char *text = json_string_value(name);
    int i = 0;

    while (i < MCP_VERSIONS && (!text || strcmp(text, mcp_version_names[i])))
        i++;
    return (enum mcp_version)i;
}

enum mcp_code mcp_problem(struct mcp_problem *p, enum mcp_code code,
                          const char *format, ...)
{
    va_list args;

    p->code = code;
    va_start(args, format);
    vsnprintf(p->text, sizeof(p->text), format, args);
    va_end(args);
    return code;
}

/* Past the string that begins at line.data[at]. */
static size_t skip_string(struct ir_text line, size_t at)
{
    for (at++; at < line.size && line.data[at] != '"'; at++)
        if (line.data[at] == '\\')
            at++;
    return at;
}

/* A tree takes many times the bytes of its text, so that what it will hold is
 * counted before it is built. */
static bool is_bounded(struct ir_text line, struct mcp_problem *problem)
{
    size_t depth = 0, values = 1;

    for (size_t at = 0; at < line.size; at++) {
        char c = line.data[at];

        if (c == '"')
            at = skip_string(line, at);
        else if (c == '[' || c == '{')
            depth++, values++;
        else if (c == ']' || c == '}')
            depth -= depth > 0;
        else if (c == ',' || c == ':')
            values++;
        if (depth > MCP_DEPTH_MAX || values > MCP_VALUES_MAX) {
            mcp_problem(problem, MCP_INVALID_REQUEST,
                        depth > MCP_DEPTH_MAX
                            ? "a message may be nested %d deep"
                            : "a message may have %d values",
                        depth > MCP_DEPTH_MAX ? MCP_DEPTH_MAX : MCP_VALUES_MAX);
            return false;
        }
    }
    return true;
}

json_t *mcp_parse(struct ir_text line, struct mcp_problem *problem)
{
    json_error_t error;
    json_t *message;

    if (!is_bounded(line, problem))
        return NULL;
    message = json_loadb(
        line.data, line.size,
        JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!message)
        mcp_problem(problem, MCP_PARSE_ERROR, "not JSON: %s", error.text);
    return message;
}

/* initialize is of the older era: the version asked for, or the newest. */
static enum mcp_version initial_version(const json_t *params)
{
    enum mcp_version asked =
        mcp_version_of(json_object_get(params, "protocolVersion"));

    return asked == MCP_2026_07_28 || asked == MCP_VERSIONS ? MCP_2025_11_25
                                                            : asked;
}

static bool names_version(const json_t *params)
{
    return json_object_get(json_object_get(params, META), META_VERSION);
}

/* The version that a request names, or that was agreed on. */
static void check_version(struct mcp_request *r, enum mcp_version agreed)
{
    const json_t *meta = json_object_get(r->params, META);
    const json_t *name = json_object_get(meta, META_VERSION);

    r->version = agreed;
    if (meta && !json_is_object(meta))
        mcp_problem(&r->problem, MCP_INVALID_PARAMS, META " is no object");
    else if (name && !json_is_string(name))
        mcp_problem(&r->problem, MCP_INVALID_PARAMS,
                    META_VERSION " is no string");
    else if (name && (r->version = mcp_version_of(name)) == MCP_VERSIONS)
        mcp_problem(&r->problem, MCP_UNSUPPORTED_VERSION,
                    "unsupported protocol version");
    else if (name && r->version == MCP_2026_07_28 &&
             !json_is_object(json_object_get(meta, META_CAPABILITIES)))
        mcp_problem(&r->problem, MCP_INVALID_PARAMS,
                    META " has no object " META_CAPABILITIES);
    else if (!name && agreed == MCP_VERSIONS && strcmp(r->method, "ping"))
        mcp_problem(&r->problem, MCP_INVALID_PARAMS,
                    "no protocol version: give " META_VERSION " in " META
                    " of params, or send initialize first");
}

void mcp_check(const json_t *message, enum mcp_version agreed,
               struct mcp_request *r)
{
    const json_t *id = json_object_get(message, "id");
    const json_t *version = json_object_get(message, "jsonrpc");

    memset(r, 0, sizeof(*r));
    r->method = json_string_value(json_object_get(message, "method"));
    r->params = json_object_get(message, "params");
    r->version = agreed;
    if (json_is_string(id) || json_is_number(id))
        r->id = id;
    if (!json_is_object(message))
        mcp_problem(&r->problem, MCP_INVALID_REQUEST, "a message is an object");
    else if (!json_is_string(version) ||
             strcmp(json_string_value(version), "2.0"))
        mcp_problem(&r->problem, MCP_INVALID_REQUEST,
                    "a message has the member \"jsonrpc\": \"2.0\"");
    else if (!json_object_get(message, "method") &&
             (json_object_get(message, "result") ||
              json_object_get(message, "error")))
        r->kind = MCP_RESPONSE;
    else if (!r->method)
        mcp_problem(&r->problem, MCP_INVALID_REQUEST,
                    "a request has the member \"method\", a string");
    else if (id && !r->id)
        mcp_problem(&r->problem, MCP_INVALID_REQUEST,
                    "an id is a string or a number");
    else if (!id)
        r->kind = MCP_NOTIFICATION;
    else if (r->params && !json_is_object(r->params))
        mcp_problem(&r->problem, MCP_INVALID_PARAMS, "params is an object");
    else if (!strcmp(r->method, MCP_INITIALIZE) && !names_version(r->params))
        r->version = initial_version(r->params);
    else
        check_version(r, agreed);
    if (!json_is_object(r->params))
        r->params = NULL;
}

void mcp_put_value(struct json *j, const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

    if (text)
        json_put_raw(j, text_of(text));
    else
        json_put_null(j);
    free(text);
}

static struct json open_answer(const struct mcp_request *r, struct buf *out)
{
    struct json j = {out, false};

    json_open(&j, '{');
    json_key_string(&j, "jsonrpc", "2.0");
    json_key(&j, "id");
    mcp_put_value(&j, r->id);
    return j;
}

void mcp_add_server(struct json *j, const char *name)
{
    json_key(j, name);
    json_open(j, '{');
    json_key_string(j, "name", "irsearch");
    json_key_string(j, "title", "irsearch, a news search engine");
    json_key_string(j, "version", IR_VERSION);
    json_close(j, '}');
}

struct json mcp_open_result(const struct mcp_request *r, struct buf *out)
{
    struct json j = open_answer(r, out);

    json_key(&j, "result");
    json_open(&j, '{');
    if (!mcp_is_modern(r))
        return j;
    json_key_string(&j, "resultType", "complete");
    json_key(&j, META);
    json_open(&j, '{');
    mcp_add_server(&j, META_SERVER);
    json_close(&j, '}');
    return j;
}

void mcp_close_result(struct json *j)
{
    json_close(j, '}');
    json_close(j, '}');
}

void mcp_add_versions(struct json *j, const char *name)
{
    json_key(j, name);
    json_open(j, '[');
    for (int i = 0; i < MCP_VERSIONS; i++)
        json_put_string(j, mcp_version_names[i]);
    json_close(j, ']');
}

/* What the error is about, for a program. */
static void add_data(struct json *j, const struct mcp_request *r,
                     const struct mcp_problem *problem)
{
    const json_t *meta = json_object_get(r->params, META);
    const json_t *uri = json_object_get(r->params, "uri");

    if (problem->code == MCP_UNSUPPORTED_VERSION) {
        json_key(j, "data");
        json_open(j, '{');
        mcp_add_versions(j, "supported");
        json_key(j, "requested");
        mcp_put_value(j, json_object_get(meta, META_VERSION));
        json_close(j, '}');
    } else if (json_is_string(uri)) {
        json_key(j, "data");
        json_open(j, '{');
        json_key(j, "uri");
        mcp_put_value(j, uri);
        json_close(j, '}');
    }
}

void mcp_add_error(const struct mcp_request *r,
                   const struct mcp_problem *problem, struct buf *out)
{
    struct json j = open_answer(r, out);

    json_key(&j, "error");
    json_open(&j, '{');
    json_key(&j, "code");
    buf_addf(out, "%d", (int)problem->code);
    j.comma = true;
    json_key_string(&j, "message", problem->text);
    add_data(&j, r, problem);
    json_close(&j, '}');
    json_close(&j, '}');
}

void mcp_add_cache(struct json *j, const struct mcp_request *r, size_t ttl)
{
    if (!mcp_is_modern(r))
        return;
    json_key_number(j, "ttlMs", ttl);
    json_key_string(j, "cacheScope", ttl ? "public" : "private");
}

enum mcp_code mcp_check_cursor(const struct mcp_request *r,
                               struct mcp_problem *problem)
{
    const json_t *cursor = json_object_get(r->params, "cursor");

    if (!cursor || json_is_null(cursor))
        return MCP_FINE;
    return mcp_problem(problem, MCP_INVALID_PARAMS,
                       "the list has one page: no cursor is valid");
}
