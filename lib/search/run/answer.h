/*
 * answer.h - the answer to a request on one revision of the index.
 */
#ifndef SEARCH_RUN_ANSWER_H
#define SEARCH_RUN_ANSWER_H

#include "search/run/searcher.h"

/* What ir_search() answers; call it within searcher_retry().  request is
 * complete, as request_complete() leaves it. */
enum ir_status answer_once(struct ir_searcher *s,
                           const struct ir_request *request,
                           struct deadline deadline, struct ir_results **out,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
