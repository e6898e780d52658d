/*
 * effort.h - which searches take long.
 */
#ifndef SEARCHER_SERVE_EFFORT_H
#define SEARCHER_SERVE_EFFORT_H

#include "searcher/session/settings.h"

/* Seconds of a processor: a search that has taken more is long. */
#define EFFORT_SECONDS 0.1

/* Does a search look long, before it is begun: by the words and patterns of its
 * query, and by how much of the answer it asks for?  One that does not may be
 * long all the same. */
bool effort_looks_long(const struct ir_request *request, struct ir_text query);

#endif
