/*
 * effort.h - which searches take long.
 */
#ifndef SEARCHER_SERVE_EFFORT_H
#define SEARCHER_SERVE_EFFORT_H

#include "searcher/session/settings.h"

/* Seconds of a processor: a search that has taken more is long. */
#define EFFORT_SECONDS 0.1

/*
 * How many seconds a search may take from others that wait: the credit of its
 * connection, which grows with every short search and ends with a long one.
 * So a client that asks long searches, or goes and comes again for each, takes
 * little more from others than one that asks short ones; and one of these is
 * not put back for a single search that takes longer than most.
 */
#define EFFORT_CREDIT_NEW 0.03
/* The credit after a search that took so many seconds. */
double effort_credit(double credit, double spent);

/* Does a search look long, before it is begun: by the words, patterns and
 * phrases of its query, and by how much of the answer it asks for?  One that does not may be
 * long all the same. */
bool effort_looks_long(const struct ir_request *request, struct ir_text query);

#endif
