/*
 * decided.h - what the terms of the index decide, so that no text needs to be
 * read for it: filters, and exact words that are their own stems.
 */
#ifndef SEARCH_INDEX_DECIDED_H
#define SEARCH_INDEX_DECIDED_H

#include "search/index/deadline.h"
#include "search/plan/plan.h"
#include "store/store.h"

/* Sets of articles that a plan refers to; all zeros at first. */
struct decided {
    struct store_set **items;
    size_t count, room;
};

/* What is known of the index. */
struct decided_index {
    struct store *store;
    struct stems *stems;
    bool english;     /* the stemmer */
    bool field_words; /* its articles have the terms of bylines and datelines */
};

/*
 * Find what the index decides of a plan, and settle the plan: see
 * plan_settle().  After the deadline it stops, and the texts decide.  Fails as
 * the store does.  Call decided_free() after plan_free(), whatever is answered.
 */
enum ir_status decided_find(struct decided *d, struct plan *p,
                            const struct decided_index *in,
                            struct deadline *deadline,
                            struct ir_error *err) IR_MUST_CHECK;
/* A new empty set, which decided_free() frees. */
struct store_set *decided_set(struct decided *d, struct store *store);
void decided_free(struct decided *d);

#endif
