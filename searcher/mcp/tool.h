/*
 * tool.h - a tool: its description for a model, and calling it.
 */
#ifndef SEARCHER_MCP_TOOL_H
#define SEARCHER_MCP_TOOL_H

#include "searcher/mcp/arguments.h"
#include "searcher/mcp/fit.h"

/* What tools search in, and how by default. */
struct mcp_service {
    struct ir_searcher *searcher;
    struct ir_request defaults;
    size_t limit; /* of a search that does not ask for another */
};

#define MCP_LIMIT 8      /* default */
#define MCP_LIMIT_MAX 50 /* hits that a search may ask for */

/* What a call gave: texts of JSON, or what went wrong. */
struct tool_result {
    struct buf value;   /* fits the tool's output schema */
    struct buf links;   /* resource links, each after a comma */
    struct buf problem; /* not empty: the call failed, and what can be done */
};

struct tool {
    const char *name, *title, *help;
    const struct argument *arguments;
    size_t argument_count;
    const char *schema; /* of the value, with ' for " */
    void (*call)(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result);
};

extern const struct tool tool_search, tool_fetch, tool_describe, tool_facets,
    tool_timeline, tool_why, tool_words, tool_verify;

/* Say what went wrong in the library. */
void tool_fail(const struct mcp_service *service, const struct ir_error *err,
               struct tool_result *result);

/* Add the members that name an article and bytes of it: title, url and
 * citation; null without a name of it. */
void tool_add_names(struct json *j, const struct ir_article *article,
                    const char *uuid, size_t start, size_t end);
/* What an article is called: its id if that takes at most room bytes, or else
 * its handle; an id of at most MCP_NAME_MAX if it has none; or else empty. */
struct ir_text tool_name(const struct ir_article *article, size_t room);
/* Add its date, or null. */
void tool_add_date(struct json *j, const char *key,
                   const struct ir_article *article);
/* Add to the links. */
void tool_add_link(struct buf *links, const struct ir_article *article,
                   const char *uuid, size_t start, size_t end);

#endif
