/*
 * story_set.h - finds all stories of an index by a pass over its sketches.
 */
#ifndef SEARCH_RUN_STORY_SET_H
#define SEARCH_RUN_STORY_SET_H

#include "search/index/deadline.h"
#include "store/store.h"

/* The documents that have copies, those that are connected side by side. */
struct story_set {
    struct story_item {
        uint32_t root; /* the same for all that are connected */
        uint32_t document;
    } * items;
    size_t count;
};

/* Fill an empty set from an index with so many articles.  It is not complete
 * after the deadline.  Fails as the store
 * does; call story_set_free() all the same. */
enum ir_status story_set_find(struct story_set *out, struct store *s,
                              uint64_t articles, struct deadline *deadline,
                              struct ir_error *err) IR_MUST_CHECK;
void story_set_free(struct story_set *set);

#endif
