/*
 * message.h - the messages of an MCP client, checked, and the envelopes of
 * answers.
 *
 * MCP is JSON-RPC 2.0.  Clients are of two eras.  Until 2025-11-25 they agree
 * on a version by initialize, once; from 2026-07-28 on every request names its
 * version, and results say what they are.
 */
#ifndef SEARCHER_MCP_MESSAGE_H
#define SEARCHER_MCP_MESSAGE_H

#include "searcher/output/json.h"

#include <jansson.h>

#define MCP_LINE_MAX ((size_t)1 << 20) /* bytes of a message */
#define MCP_DEPTH_MAX 32               /* nested arrays and objects in one */
#define MCP_VALUES_MAX 16384           /* values and keys in one, about */
#define MCP_BATCH_MAX 64               /* messages in a batch */

/* Newest first. */
enum mcp_version {
    MCP_2026_07_28,
    MCP_2025_11_25,
    MCP_2025_06_18,
    MCP_2025_03_26,
    MCP_2024_11_05,
    MCP_VERSIONS, /* none agreed on */
};
/* "2026-07-28", ... */
extern const char *const mcp_version_names[MCP_VERSIONS];
enum mcp_version mcp_version_of(const json_t *name); /* may be NULL */

#define MCP_INITIALIZE "initialize"

enum mcp_code {
    MCP_FINE = 0,
    MCP_PARSE_ERROR = -32700,
    MCP_INVALID_REQUEST = -32600,
    MCP_METHOD_NOT_FOUND = -32601,
    MCP_INVALID_PARAMS = -32602,
    MCP_INTERNAL_ERROR = -32603,
    MCP_RESOURCE_NOT_FOUND = -32002, /* before 2026-07-28 */
    MCP_UNSUPPORTED_VERSION = -32022,
};

#define MCP_PROBLEM_MAX 320
struct mcp_problem {
    enum mcp_code code;
    char text[MCP_PROBLEM_MAX]; /* one line */
};
/* Fill it and return the code. */
enum mcp_code mcp_problem(struct mcp_problem *p, enum mcp_code code,
                          const char *format, ...) IR_PRINTF(3, 4);

enum mcp_kind {
    MCP_REQUEST,      /* wants an answer */
    MCP_NOTIFICATION, /* wants none */
    MCP_RESPONSE,     /* to nothing: a server asks nothing */
};

struct mcp_request {
    enum mcp_kind kind;
    const json_t *id; /* NULL: unknown, or none */
    const char *method;
    const json_t *params; /* an object, or NULL */
    enum mcp_version version;
    struct mcp_problem problem; /* why it is refused, unless MCP_FINE */
};

/*
 * Parse a line.  NULL with a problem if it is not JSON, or is nested too deeply
 * or has too many values.  The caller frees the result with json_decref().
 */
json_t *mcp_parse(struct ir_text line, struct mcp_problem *problem);

/*
 * Check a message, which must outlive out.  agreed is the version of the last
 * initialize, or MCP_VERSIONS.
 */
void mcp_check(const json_t *message, enum mcp_version agreed,
               struct mcp_request *out);

/* Begin the answer to a request, with its result object; the caller adds the
 * members and ends it by mcp_close_result(). */
struct json mcp_open_result(const struct mcp_request *request, struct buf *out);
void mcp_close_result(struct json *j);
/* Add the answer that refuses it. */
void mcp_add_error(const struct mcp_request *request,
                   const struct mcp_problem *problem, struct buf *out);

/* Is it of the newer era? */
static inline bool mcp_is_modern(const struct mcp_request *request)
{
    return request->version == MCP_2026_07_28;
}

/* Add for how many milliseconds the result may be kept, if the version has
 * that; 0: it is also only for this client. */
void mcp_add_cache(struct json *j, const struct mcp_request *request,
                   size_t ttl);
/* Refuse a page token: lists have one page, so that none was given out. */
enum mcp_code mcp_check_cursor(const struct mcp_request *request,
                               struct mcp_problem *problem);

/* Add "name": {"name": "irsearch", ...}. */
void mcp_add_server(struct json *j, const char *name);
/* Add the names of the versions, as an array. */
void mcp_add_versions(struct json *j, const char *name);
/* Add a value as it was received. */
void mcp_put_value(struct json *j, const json_t *value);

#endif
