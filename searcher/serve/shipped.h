/*
 * shipped.h - the files beside this one that are compiled in.
 */
#ifndef SEARCHER_SERVE_SHIPPED_H
#define SEARCHER_SERVE_SHIPPED_H

#include <stddef.h>

/* page.html, and the policy by which its own script and style, and nothing
 * else, may run. */
extern const char page_shipped[];
extern const size_t page_shipped_size;
extern const char page_policy[];

/* openapi.json */
extern const char openapi_shipped[];

#endif
