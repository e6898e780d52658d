/*
 * access_log.h - what a server does, as lines of JSON on standard error.
 *
 * Every event is one line: controls are escaped and long texts cut.
 */
#ifndef SEARCHER_SERVE_ACCESS_LOG_H
#define SEARCHER_SERVE_ACCESS_LOG_H

#include "searcher/serve/callers.h"
#include "searcher/serve/request.h"

/* level is "info", "warning" or "error". */
void log_event(const char *level, const char *message);
/* Log a request that has been answered; its query only if queries is set. */
void log_request(const struct request *r, const struct caller *caller,
                 bool queries);

#endif
