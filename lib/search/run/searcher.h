/*
 * searcher.h - an open index with everything a search needs at hand.
 */
#ifndef SEARCH_RUN_SEARCHER_H
#define SEARCH_RUN_SEARCHER_H

#include "article/options.h"
#include "article/record.h"
#include "base/arena.h"
#include "search/index/deadline.h"
#include "search/index/model.h"
#include "search/index/spelling.h"
#include "search/index/vocabulary.h"
#include "search/match/evidence.h"
#include "search/match/score.h"
#include "search/plan/plan.h"
#include "store/store.h"

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
    struct evidence evidence; /* scratch */
    struct record record;     /* scratch */
    size_t lists;             /* open ones, which hold on to the stems */
    bool exhaustive;          /* read all candidates; reach.h */
    size_t terms_looked_at;   /* for the patterns of a query, at most */
    struct ir_warning refused;
    bool has_refused; /* the last search was refused for that */
};

/*
 * Run once() on the newest revision, and again when the index changed under
 * it: at most SEARCH_RETRIES times, after pauses of 1, 2, 4 ... ms.
 */
#define SEARCH_RETRIES 5
enum ir_status searcher_retry(struct ir_searcher *s,
                              enum ir_status (*once)(struct ir_searcher *s,
                                                     void *arg,
                                                     struct ir_error *err),
                              void *arg, struct ir_error *err) IR_MUST_CHECK;
enum ir_status searcher_info(struct ir_searcher *s, struct ir_index_info *out,
                             struct ir_error *err) IR_MUST_CHECK;
void article_copy(struct arena *a, const struct ir_article *from,
                  struct ir_article *to);

/* One search in progress, on one revision of the index. */
struct search {
    struct ir_searcher *s;
    const struct ir_request *request;
    struct deadline deadline;
    struct model model;
    struct query query;
    struct query typed; /* before its spelling was corrected; or no root */
    struct buf suggestion;
    struct spelling spelling;
    struct variants variants; /* of its patterns */
    struct plan *plan;
    struct collection collection;
    int64_t now; /* in seconds: what dates such as yesterday are about */
    struct ir_index_info index;
    enum ir_match match; /* ALL or ANY; PARTIAL once partial hits follow */
    bool any;            /* lists are read so at present */
    bool goes_on;        /* a page goes on with partial hits after few */
    size_t offset;       /* of the first hit that is wanted */
    struct store_query *filter;   /* what all matches have to fit, or NULL */
    struct store_query *what;     /* for the store */
    uint64_t peeks, peeks_enough; /* articles of which some was read first, and
                                     of which it was enough */
    struct store_query *expanded; /* the same articles, scored by feedback */
};

#ifndef SEARCH_BLOCK        /* tests/bench/cost.sh tries others */
#    define SEARCH_BLOCK 50 /* articles that are ranked together */
#endif
#define SEARCH_PEEK 3    /* sentences that are counted by, if they do */
#define SEARCH_PEEKS 100 /* articles before that is judged */
#define SEARCH_ENOUGH 10 /* articles with all words: no partial ones follow */
#define SEARCH_COUNTED 1000 /* matches are counted exactly up to here */

/*
 * Parse, plan, weigh and decide what matches.  IR_STALE: free it and begin
 * again on the refreshed store.
 */
enum ir_status search_begin(struct search *x, struct ir_searcher *s,
                            const struct ir_request *request,
                            struct deadline deadline,
                            struct ir_error *err) IR_MUST_CHECK;
void search_end(struct search *x);

/*
 * Matches [offset, offset + limit) in the order of the index, unverified and
 * unread.  The store begins at the first each time, so that blocks of one size
 * would cost the square of their number: search_next() makes each greater than
 * the one before, up to what memory bears.
 */
#define SEARCH_GROWTH 4
#define SEARCH_BLOCK_MAX 131072 /* matches */
struct block {
    size_t offset, limit; /* of the next; at first {0, limit} */
    bool last;            /* there is none after this one */
};
enum ir_status search_next(struct search *x, struct block *b,
                           struct store_hits **out,
                           struct ir_error *err) IR_MUST_CHECK;

/*
 * Decode a record into s->record and gather s->evidence.  *matches: whether
 * the article stands up to verification.
 */
enum ir_status search_match(struct search *x, struct ir_text bytes,
                            bool *matches, struct ir_error *err) IR_MUST_CHECK;
/* The same, and the evidence is trimmed to what is to be shown. */
enum ir_status search_verify(struct search *x, struct ir_text bytes,
                             bool *matches, struct ir_error *err) IR_MUST_CHECK;

/* Count by looking at every article that the store lets through. */
enum ir_status search_count(struct search *x, struct ir_total *total,
                            struct ir_error *err) IR_MUST_CHECK;

/* Are the texts of this search's hits only needed to verify them? */
static inline bool search_bare(const struct search *x)
{
    return x->request->bare && x->request->articles;
}

/* What the store is asked: the plan, inside the filter. */
struct store_query *search_ask(const struct search *x, bool any);
/* What of it needs no verification, or NULL. */
struct store_query *search_ask_sure(const struct search *x, bool any);
/* The query without these articles; takes q. */
struct store_query *search_without(struct store_query *q,
                                   const struct ir_text *ids, size_t count);

/* ---- parts of search_begin() ---- */

/* Set the filter from the request. */
enum ir_status search_restrict(struct search *x,
                               struct ir_error *err) IR_MUST_CHECK;

/*
 * Make topics that are not known words, with a warning, and fill in the words
 * of the others' prefixes.
 */
enum ir_status search_topics(struct search *x,
                             struct ir_error *err) IR_MUST_CHECK;
/* Warn if it is about dates and the index has none. */
enum ir_status search_undated(struct search *x,
                              struct ir_error *err) IR_MUST_CHECK;
/* For a query that asks for nothing: IR_INVALID, with a warning that may say
 * why. */
enum ir_status search_empty(const struct search *x,
                            struct ir_error *err) IR_MUST_CHECK;
/* With strict: IR_INVALID if there is a warning, telling the first. */
enum ir_status search_strict(const struct search *x,
                             struct ir_error *err) IR_MUST_CHECK;
/* Find what the patterns of the query stand for, with a warning where that is
 * not all of it. */
enum ir_status search_variants(struct search *x,
                               struct ir_error *err) IR_MUST_CHECK;
void search_variants_free(struct search *x);
/* Of a pattern, or of a topic, whose words are not all known a total does not
 * tell all. */
void search_bound_total(const struct search *x, struct ir_total *total);
/* Set the frequencies and weights of the plan. */
enum ir_status search_weigh(struct search *x,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * Does no article answer the query (read as all words, unless any is asked
 * for), and is there another spelling that is worth a search?  Then it is in
 * x->suggestion, and after planning its words are to be marked.
 */
enum ir_status search_respell(struct search *x, bool *found,
                              struct ir_error *err) IR_MUST_CHECK;
void search_mark_respelled(struct search *x);

/* A passage that was chosen, of an article given by its record's bytes. */
struct choice {
    struct ir_text bytes, id;
    int64_t date; /* INT64_MIN: not known */
    struct passage passage;
    double first_stage, article; /* scores of its article, at first and last */
    double factor;               /* for its age */
    bool reranked;               /* its article was scored from its text */
    bool any;                    /* some words were enough for it */
};

/*
 * Fill the results with hits for choices; everything is copied into them.
 */
struct ir_results *results_new(const struct search *x);
/* Say how to ask for the page after this one. */
void results_next(struct ir_results *r, const struct search *x);
enum ir_status results_fill(struct ir_results *r, struct search *x,
                            const struct choice *choices, size_t count,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
