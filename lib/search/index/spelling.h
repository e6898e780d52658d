/*
 * spelling.h - queries whose words stand nowhere, as they may have been meant.
 */
#ifndef SEARCH_INDEX_SPELLING_H
#define SEARCH_INDEX_SPELLING_H

#include "search/index/lexicon.h"
#include "search/plan/plan.h"

/* A word of the query in another spelling. */
struct respelled {
    struct unknown word;
    size_t start, end; /* bytes of the query */
};

struct spelling {
    struct respelled items[LEXICON_WORDS_MAX]; /* in order of the query */
    size_t count;
    bool cut;         /* the index has too many words to look at them all */
    struct buf forms; /* what the words point at */
};

#define SPELLING_INIT     \
    {                     \
        .forms = BUF_INIT \
    }
/* Does an article hold each word that was typed, or another of its stem?  The
 * plan must be weighed. */
bool spelling_is_known(const struct plan *p);

/*
 * Find the words of q, whose plan p is, that no article holds, outside of
 * negation, and what they were meant for.  Stop words, numbers and compounds
 * are left alone.  Past the deadline what was found is no answer.
 */
enum ir_status spelling_find(struct spelling *s, const struct query *q,
                             const struct plan *p, const struct stopwords *stop,
                             struct store *store, struct stems *stems,
                             struct deadline *deadline,
                             struct ir_error *err) IR_MUST_CHECK;

/* Append the query with what was found put in; false if nothing was. */
bool spelling_write(const struct spelling *s, const struct query *q,
                    struct buf *out);
/* Of the corrected query's plan: what was put in stands for what was typed. */
void spelling_mark(const struct spelling *s, const struct query *typed,
                   struct plan *p);
void spelling_free(struct spelling *s);

#endif
