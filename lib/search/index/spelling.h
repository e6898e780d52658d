/*
 * spelling.h - corrects the spelling of queries with words that are not in
 * the index.
 */
#ifndef SEARCH_INDEX_SPELLING_H
#define SEARCH_INDEX_SPELLING_H

#include "search/index/lexicon.h"
#include "search/plan/plan.h"

/* A word of the query and its corrections. */
struct respelled {
    struct unknown word;
    size_t start, end; /* bytes [start, end) of the query */
};

struct spelling {
    struct respelled items[LEXICON_WORDS_MAX]; /* in order of the query */
    size_t count;
    bool cut;         /* not all terms of the index were examined */
    struct buf forms; /* owns the text of the items' words */
};

#define SPELLING_INIT     \
    {                     \
        .forms = BUF_INIT \
    }
/* Is the stem of each word that was typed in the index?  Call weigh() on the
 * plan first. */
bool spelling_is_known(const struct plan *p);

/*
 * Find the words of q, whose plan is p, that no article contains, and their
 * corrections.  Negated words, stop words, numbers and compounds are skipped.
 * After the deadline it ends early; do not use s then.  Fails as the store
 * does; call spelling_free() all the same.
 */
enum ir_status spelling_find(struct spelling *s, const struct query *q,
                             const struct plan *p, const struct stopwords *stop,
                             struct store *store, struct stems *stems,
                             struct deadline *deadline,
                             struct ir_error *err) IR_MUST_CHECK;

/* Append the text of q with its corrections put in; false if there are none,
 * so that it is unchanged. */
bool spelling_write(const struct spelling *s, const struct query *q,
                    struct buf *out);
/* Mark the corrected terms in the corrected query's plan as fuzzy matches of
 * the words that were typed. */
void spelling_mark(const struct spelling *s, const struct query *typed,
                   struct plan *p);
void spelling_free(struct spelling *s);

#endif
