/*
 * search.h - a search: one request on one revision of the index.
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
    struct store_query *filter; /* the request's filters, or NULL */
    struct store_query *asked;  /* the candidates, filters included */
    struct unread *unread;      /* may be left out; NULL: none may */
    enum ir_match match; /* ALL or ANY; PARTIAL once partial hits are added */
    bool goes_on;        /* fill a page that is not full with partial hits */
    size_t offset;       /* number of hits before the page */
};

/*
 * Validate the request, parse and plan its query, correct the spelling if
 * nothing matches, and compile it for the store.  request and s must outlive
 * x.  IR_INVALID and IR_LIMIT for bad requests; IR_STALE if the index has
 * changed: refresh the store and begin again; or as the store fails.  Call
 * search_end() whatever is answered.
 */
enum ir_status search_begin(struct search *x, struct ir_searcher *s,
                            const struct ir_request *request,
                            struct deadline deadline,
                            struct ir_error *err) IR_MUST_CHECK;
void search_end(struct search *x);

/* compile() and compile_sure() of the plan with the request's filters; the
 * caller frees them. */
struct store_query *search_compile(const struct search *x, bool any);
struct store_query *search_compile_sure(const struct search *x, bool any);

#endif
