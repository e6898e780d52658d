/*
 * mcp.h - the MCP server on standard input and output.
 *
 * One thread reads, and answers what needs no index; another answers the rest,
 * one request after the other.  So a cancellation is seen while a search runs.
 */
#ifndef SEARCHER_MCP_MCP_H
#define SEARCHER_MCP_MCP_H

#include "searcher/mcp/tool.h"

#define MCP_QUEUE_MAX 64 /* messages that wait; then reading waits */
#define MCP_QUEUE_BYTES_MAX ((size_t)4 << 20)
#define MCP_GRACE 1 /* seconds after the end of input for answers still due */

/*
 * Serve until the end of input.  Answers IR_OK then; SIGTERM, and answers that
 * are not ready MCP_GRACE seconds after the end of input, end the process with
 * status 0, and output that cannot be written with status 2.
 */
enum ir_status mcp_serve(const struct mcp_service *service,
                         struct ir_error *err) IR_MUST_CHECK;

#endif
