/*
 * method.h - what a method of the protocol is.
 */
#ifndef SEARCHER_MCP_METHOD_H
#define SEARCHER_MCP_METHOD_H

#include "searcher/mcp/message.h"
#include "searcher/mcp/tool.h"

/* Adds the members of the result.  It may answer a problem instead, whatever it
 * has added; without one, it returns MCP_FINE. */
typedef enum mcp_code mcp_method(const struct mcp_service *service,
                                 const struct mcp_request *request,
                                 struct json *j, struct mcp_problem *problem);

#endif
