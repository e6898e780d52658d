/*
 * page.h - the web page at "/".
 */
#ifndef SEARCHER_SERVE_PAGE_H
#define SEARCHER_SERVE_PAGE_H

#include "searcher/serve/request.h"

/* The page, compiled in from page.html, and the policy by which its own script
 * and style, and nothing else, may run. */
extern const char page_shipped[];
extern const size_t page_shipped_size;
extern const char page_policy[];

void page_answer(struct request *r);

#endif
