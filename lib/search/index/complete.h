/*
 * complete.h - words of the index that begin as a given one does.
 */
#ifndef SEARCH_INDEX_COMPLETE_H
#define SEARCH_INDEX_COMPLETE_H

#include "base/arena.h"
#include "search/index/deadline.h"
#include "search/plan/stopwords.h"
#include "store/store.h"
#include "text/stems.h"

#define COMPLETE_TERMS_MAX 400000 /* terms of the index that are looked at */
#define COMPLETE_KEPT 256         /* the most frequent of them */

struct completions {
    struct ir_suggestion *items; /* most articles first */
    size_t count;
    bool cut; /* COMPLETE_TERMS_MAX was reached */
};

/*
 * Find at most limit words that begin with prefix, which is folded and not
 * empty: one for each stem, in the form that most articles have.  A stem counts
 * the articles with any form of it.  Stop words are left out.  What out has is
 * in the arena.  After the deadline, or a cancellation, it ends early.  Fails
 * as the store does.
 */
enum ir_status complete_word(struct store *store, struct stems *stems,
                             const struct stopwords *stop,
                             struct ir_text prefix, size_t limit,
                             struct deadline *deadline, struct arena *arena,
                             struct completions *out,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
