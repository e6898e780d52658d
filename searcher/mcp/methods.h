/*
 * methods.h - answer a request.
 */
#ifndef SEARCHER_MCP_METHODS_H
#define SEARCHER_MCP_METHODS_H

#include "searcher/mcp/message.h"
#include "searcher/mcp/tool.h"

/* Does its answer need the index, and so perhaps time? */
bool mcp_is_slow(const struct mcp_request *request);

/* Append the answer, without a newline. */
void mcp_answer(const struct mcp_service *service,
                const struct mcp_request *request, struct buf *out);

#endif
