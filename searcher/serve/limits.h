/*
 * limits.h - what a server accepts, as JSON for /v1/info.
 */
#ifndef SEARCHER_SERVE_LIMITS_H
#define SEARCHER_SERVE_LIMITS_H

#include "searcher/serve/server.h"

void limits_print(const struct server *s, struct buf *out);

#endif
