/*
 * spelling.h - queries whose words stand nowhere, as they may have been meant.
 */
#ifndef SEARCH_INDEX_SPELLING_H
#define SEARCH_INDEX_SPELLING_H

#include "search/index/lexicon.h"
#include "search/plan/stopwords.h"
#include "search/query/query.h"

/* A word of the query in another spelling. */
struct respelled {
    struct unknown word;
    size_t start, end; /* bytes of the query */
};

struct spelling {
    struct respelled items[LEXICON_WORDS_MAX]; /* in order of the query */
    size_t count;
    bool cut;
    struct deadline *deadline; /* NULL: none */
    struct buf forms;          /* what the words point at */
};

#define SPELLING_INIT     \
    {                     \
        .forms = BUF_INIT \
    }
/* Does any article hold this folded word, or another of its stem? */
typedef bool spelling_known(const void *arg, struct ir_text form);

/*
 * Find the words of q that no article holds, outside of negation, and what
 * they were meant for.  Stop words, numbers and compounds are left alone.
 */
enum ir_status spelling_find(struct spelling *s, const struct query *q,
                             const struct stopwords *stop,
                             spelling_known *known, const void *arg,
                             struct store *store, struct stems *stems,
                             struct ir_error *err) IR_MUST_CHECK;

/* Append the query with what was found put in; false if nothing was. */
bool spelling_write(const struct spelling *s, const struct query *q,
                    struct buf *out);
void spelling_free(struct spelling *s);

#endif
