/*
 * search.h - one request on one revision of the index.
 */
#ifndef SEARCH_RUN_SEARCH_H
#define SEARCH_RUN_SEARCH_H

#include "search/index/compile.h"
#include "search/index/model.h"
#include "search/run/question.h"

struct search {
    struct ir_searcher *s;
    const struct ir_request *request;
    struct deadline deadline;
    struct view view;
    struct model model;
    struct question question;
    struct verifier verifier;
    struct store_query *filter; /* what all matches have to pass, or NULL */
    struct store_query *asked;  /* of the store, filter and all */
    enum ir_match match; /* ALL or ANY; PARTIAL once partial hits follow */
    bool goes_on;        /* a page goes on with partial hits after few */
    size_t offset;       /* of the first hit that is wanted */
};

/*
 * Check the request, read what it asks, correct its spelling if nothing
 * answers it, and decide what matches.  Call search_end() whatever it answers.
 * IR_STALE: begin again on the refreshed store.
 */
enum ir_status search_begin(struct search *x, struct ir_searcher *s,
                            const struct ir_request *request,
                            struct deadline deadline,
                            struct ir_error *err) IR_MUST_CHECK;
void search_end(struct search *x);

/* The plan inside the filter, as the store is asked. */
struct store_query *search_compile(const struct search *x, bool any);
/* What of it needs no verification, or NULL. */
struct store_query *search_compile_sure(const struct search *x, bool any);

#endif
