/*
 * unread.h - articles that may match, but cannot be read since the index is
 * damaged where they are stored: they are left out, and named in a warning.
 */
#ifndef SEARCH_RUN_UNREAD_H
#define SEARCH_RUN_UNREAD_H

#include "search/run/search.h"

#define UNREAD_MAX 16 /* articles; a search that has to leave out more fails */

struct unread {
    uint32_t documents[UNREAD_MAX];
    size_t count;
    struct ir_error why; /* of the first */
    bool told;
};

/* May a search go on without this document, which could not be read?  Then it is
 * noted.  u may be NULL: no. */
bool unread_leave(struct unread *u, uint32_t document,
                  const struct ir_error *why);
/*
 * At the end of a search: add the warning "unread", before others, if articles
 * were left out.  IR_STALE if the index has changed so that they may be fine.
 */
enum ir_status unread_tell(struct search *x,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
