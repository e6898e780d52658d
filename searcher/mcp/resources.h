/*
 * resources.h - the articles, and the index, as resources.
 */
#ifndef SEARCHER_MCP_RESOURCES_H
#define SEARCHER_MCP_RESOURCES_H

#include "searcher/mcp/method.h"

#define MCP_RESOURCE_MAX ((size_t)1 << 20) /* bytes of text in one answer */

mcp_method resources_list, resources_templates, resources_read;

#endif
