/*
 * collapse.h - leaves out hits that tell nothing new: copies of an article that
 * is shown, and passages that were shown word for word.
 *
 * The hits are gone through from the first on for every page, so that a hit is
 * on the same page wherever one begins to read.
 */
#ifndef SEARCH_RUN_COLLAPSE_H
#define SEARCH_RUN_COLLAPSE_H

#include "base/seen.h"
#include "search/run/rank.h"
#include "search/run/stories.h"
#include "search/run/verify.h"

#define COLLAPSE_DROPPED 16 /* documents whose ids are kept */

struct collapse {
    struct stories *stories;
    struct verifier
        *verifier; /* reads the passages' texts; NULL: none are shown */
    struct seen
        shown; /* from stories to their article that is shown, plus one */
    struct seen texts; /* hashes of passages */
    /* The first articles that were left out since collapse_begin(). */
    struct ir_text dropped[COLLAPSE_DROPPED];
    size_t dropped_count;
};

void collapse_free(struct collapse *c);
/* Begin a list of hits that follows those of before, which may be NULL. */
enum ir_status collapse_begin(struct collapse *c, const struct choices *before,
                              struct store *s,
                              struct ir_error *err) IR_MUST_CHECK;
/*
 * Remove from the choices [from, count) those that tell nothing new; once most
 * are left in all, the others too.  spare: the passages that spare_first refers
 * to.  Fails as the store does.
 */
enum ir_status collapse_choices(struct collapse *c, struct choices *all,
                                size_t from, size_t most,
                                const struct passages *spare, struct store *s,
                                struct ir_error *err) IR_MUST_CHECK;
/* A hash of the words of a text: white space does not count. */
uint64_t collapse_hash(struct ir_text text);

#endif
