/*
 * searcher.h - an open index with everything a search needs at hand.
 */
#ifndef SEARCH_RUN_SEARCHER_H
#define SEARCH_RUN_SEARCHER_H

#include "article/options.h"
#include "base/arena.h"
#include "search/index/deadline.h"
#include "search/index/vocabulary.h"
#include "search/run/verify.h"

struct ir_searcher {
    struct store *store;
    struct index_options options;
    struct stems *stems;
    struct stopwords *stop;
    struct synonyms *synonyms, *relatives;
    struct topics *topics;
    uint64_t topics_revision; /* of the index that their prefixes know */
    struct vocabulary *vocabulary;
    struct words *walk;
    struct record_decoder *decoder;
    struct readings readings;
    size_t lists;           /* open ones, which hold on to the stems */
    bool exhaustive;        /* read all candidates: see upper_bound.h */
    size_t terms_looked_at; /* for the patterns of a query, at most */
    struct ir_warning refused;
    bool has_refused;          /* the last search was refused for that */
    atomic_uint cancels;       /* so often: see deadline.h */
    struct ir_index_info info; /* what ir_info() gave out */
};

/* What a search sees: one revision of the index, at one moment. */
struct view {
    struct ir_index_info info;
    struct collection collection;
    int64_t now; /* in seconds: what dates such as yesterday are about */
};

/*
 * Run once() on the newest revision, and again when the index changed under
 * it: at most SEARCH_RETRIES times, after pauses of 1, 2, 4 ... ms.  Then it is
 * IR_STALE still.
 */
#define SEARCH_RETRIES 5
enum ir_status searcher_retry(struct ir_searcher *s,
                              enum ir_status (*once)(struct ir_searcher *s,
                                                     void *arg,
                                                     struct ir_error *err),
                              void *arg, struct ir_error *err) IR_MUST_CHECK;
enum ir_status searcher_info(struct ir_searcher *s, struct ir_index_info *out,
                             struct ir_error *err) IR_MUST_CHECK;
/* The record of the article with this id, decoded; IR_NOT_FOUND if there is
 * none.  document may be NULL. */
enum ir_status searcher_article(struct ir_searcher *s, struct ir_text id,
                                struct record *out, uint32_t *document,
                                struct ir_error *err) IR_MUST_CHECK;
/* A copy whose texts live in the arena. */
void article_copy(struct arena *a, const struct ir_article *from,
                  struct ir_article *to);

#endif
