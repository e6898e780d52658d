/*
 * searcher.h - an open index and the caches that searches on it share.
 */
#ifndef SEARCH_RUN_SEARCHER_H
#define SEARCH_RUN_SEARCHER_H

#include "article/index_options.h"
#include "base/arena.h"
#include "search/index/deadline.h"
#include "search/index/vocabulary.h"
#include "search/run/openings.h"
#include "search/run/verify.h"

struct ir_searcher {
    char **dirs; /* of the indexes, as given */
    size_t dir_count;
    struct store *store;
    struct index_options options;
    struct stems *stems;
    struct stopwords *stop;
    struct synonyms *synonyms, *relatives;
    struct topics *topics;
    uint64_t topics_revision; /* that their prefixes were expanded on */
    struct vocabulary *vocabulary;
    struct openings *openings;
    struct stories *stories;
    struct words *walk;
    struct record_decoder *decoder;
    struct readings readings;
    size_t lists;           /* number of open ir_lists, which use the stems */
    size_t terms_looked_at; /* limit of terms examined for patterns */
    struct ir_warning refused; /* why the last strict request was refused */
    bool has_refused;          /* refused is set */
    atomic_uint cancels;       /* number of cancellations: see deadline.h */
    struct ir_index_info info; /* what ir_info() points to */
};

/* What a search sees: one revision of the index, at one time. */
struct view {
    struct ir_index_info info;
    struct collection collection;
    int64_t now; /* seconds since 1970, for dates such as yesterday */
};

/*
 * Refresh the store and call once(), again if the index has changed so that
 * blocks were overwritten that it may have read, whatever it answered: at most
 * SEARCH_RETRIES times, after pauses of 1, 2, 4 ... ms, and not after the
 * timeout, as in struct ir_request.  Answers what the last call did, or
 * IR_STALE.  once() frees what it has left in arg before.  The revision is held
 * only meanwhile, or as long as a list is open.  The store's calls are ended if
 * they take much longer than the timeout: see store/endless.h.
 */
#define SEARCH_RETRIES 10
#define SEARCH_PAUSE 1000000L /* ns */
enum ir_status searcher_retry(struct ir_searcher *s,
                              enum ir_status (*once)(struct ir_searcher *s,
                                                     void *arg,
                                                     struct ir_error *err),
                              void *arg, double timeout,
                              struct ir_error *err) IR_MUST_CHECK;
/* Unless a list is open: hold no revision, and of what was read no more than
 * what may be kept between two searches. */
void searcher_rest(struct ir_searcher *s);
/* Fails as store_info() does. */
enum ir_status searcher_info(struct ir_searcher *s, struct ir_index_info *out,
                             struct ir_error *err) IR_MUST_CHECK;
/* Replace id with that of the article that has this id, or else this handle, and
 * set *document to its number in the store.  IR_NOT_FOUND if there is none; else
 * as handle_find() fails. */
enum ir_status searcher_id(struct ir_searcher *s, struct ir_text name,
                           struct buf *id, uint32_t *document,
                           struct ir_error *err) IR_MUST_CHECK;
/* The same, and set *data, to be freed, to its record. */
enum ir_status searcher_find(struct ir_searcher *s, struct ir_text name,
                             uint32_t *document, char **data, size_t *size,
                             struct ir_error *err) IR_MUST_CHECK;
/* Decode the article with this id, or else this handle, into out, and set
 * *document to its number in the store.  Fails as searcher_find() and
 * record_decode() do. */
enum ir_status searcher_article(struct ir_searcher *s, struct ir_text id,
                                struct record *out, uint32_t *document,
                                struct ir_error *err) IR_MUST_CHECK;
/* Set the handle of an article, and the name of its index if there are several;
 * document is its number.  Fails as the store does. */
enum ir_status searcher_name(struct ir_searcher *s, struct arena *a,
                             uint32_t document, struct ir_article *article,
                             struct ir_error *err) IR_MUST_CHECK;
/* Copy an article and its texts into the arena. */
void article_copy(struct arena *a, const struct ir_article *from,
                  struct ir_article *to);

#endif
