/*
 * rank.h - two-stage ranking: candidates by the store's BM25, then verified
 * and reranked by their text, into passages or articles in order.
 *
 * Candidates are ranked in blocks of RANK_BLOCK.  The first block is scored
 * from its texts (score.h), and smoothed if the model says so (smooth.h);
 * passages are scored with these article scores.  Later blocks follow it with
 * their first-stage scores.
 */
#ifndef SEARCH_RUN_RANK_H
#define SEARCH_RUN_RANK_H

#include "search/index/deadline.h"
#include "search/index/model.h"
#include "search/match/score.h"
#include "search/run/searcher.h"

#ifndef RANK_BLOCK        /* tests/bench/cost.sh tries others */
#    define RANK_BLOCK 50 /* articles that are ranked together */
#endif
#define RANK_GROWTH 4     /* articles in a round to those in the one before */
#define RANK_AT_LEAST 10  /* candidates examined even after the deadline, */
#define RANK_GRACE 0.25   /* for so many seconds, but one at least */
#define RANK_COUNTED 1000 /* up to here the store counts matches exactly */
#define RANK_UNDATED INT64_MIN /* date of an article without one */

/* What is ranked, and how; all of it must outlive the ranking. */
struct ranking_input {
    struct ir_searcher *s;
    const struct view *view;
    const struct ir_request *request;
    const struct model *model;
    struct verifier *verifier; /* has the plan */
    struct deadline *deadline;
    const struct store_query *query;  /* the candidates, filters included */
    const struct store_query *filter; /* the filters alone, or NULL */
    size_t enough; /* find out whether so many articles match; 0: no need */
    struct unread *unread;         /* what may be left out; NULL: nothing */
    struct collapse *collapse;     /* leaves out copies; NULL: show all */
    const struct choices *follows; /* hits that these follow, or NULL */
};

/* An article of the current block. */
struct candidate {
    struct ir_text bytes, id;
    int64_t date;               /* or RANK_UNDATED */
    uint32_t document;          /* of the store */
    size_t opening;             /* its number in the searcher's openings,
                                   if its score is smoothed */
    double length;              /* relative to the mean */
    struct article_score parts; /* its features */
    double score;               /* parts.total, smoothed if the model says so */
    bool reranked;              /* scored from its text */
    size_t passage, passages;   /* its part of ranking.kept: first, count */
    size_t matching;            /* passages that it has in all; 0: unknown */
    size_t spares;              /* passages that follow those in kept, to show
                                   instead of one that was shown */
};

struct candidates {
    struct candidate *items;
    size_t count, room;
};

/* A hit: a passage, or a whole article. */
struct choice {
    struct ir_text bytes, id;
    uint32_t document;
    int64_t date; /* seconds; or RANK_UNDATED, also if it was not read */
    struct passage passage;
    size_t passages;                 /* of its article; 0: unknown */
    double first_stage, article;     /* scores of its article: BM25, final */
    double factor;                   /* recency, in (0, 1] */
    bool reranked;                   /* its article was scored from its text */
    bool any;                        /* found with lists read as OR */
    size_t spare_first, spare_count; /* in kept: see candidate.spares */
};

struct choices {
    struct choice *items;
    size_t count, room;
};

/* Documents that failed verification, in all rounds of a search. */
struct refusals {
    uint32_t *items; /* the first `ordered' are sorted: earlier rounds */
    size_t count, room, ordered;
};

/* The state of a ranking; choices point into hits. */
struct ranking {
    struct ranking_input in;
    size_t wanted;                /* set by the caller: offset + limit */
    size_t before;                /* set by the caller: offset */
    struct store_query *expanded; /* the query after feedback, or NULL */
    struct store_hits *hits;      /* of the last round */
    struct choices choices;       /* the hits, best first */
    struct candidates candidates; /* of the current block */
    struct passages kept;         /* of the candidates */
    struct passages scratch;
    size_t looked, refused; /* candidates dealt with; that did not match */
    struct refusals refusals;
    double above; /* first-stage scores that are smoothed: see rank_block() */
    int64_t newest, oldest; /* dates in the first block, or RANK_UNDATED */
};

/*
 * Pseudo-relevance feedback, if the request asks for it: search once and set
 * r->expanded for rank().  Does nothing after the deadline.
 */
enum ir_status rank_expand(struct ranking *r,
                           struct ir_error *err) IR_MUST_CHECK;
/*
 * Fill r->choices with at least r->wanted hits, or all there are; fewer after
 * the deadline.  *total: the number of articles that match, exact or a bound.
 * Set in, wanted and before first, the rest to 0.  Both fail as the store and
 * record_decode() do; call ranking_free() all the same.
 */
enum ir_status rank(struct ranking *r, struct ir_total *total,
                    struct ir_error *err) IR_MUST_CHECK;
void ranking_free(struct ranking *r);
/* After rank(): a lower bound of the number of articles that match. */
uint64_t rank_found(const struct ranking *r);
/* After rank(): are there hits beyond r->wanted? */
bool rank_follows(const struct ranking *r);

/* Does the request want neither passages nor texts, so that articles are read
 * only to verify and score them? */
static inline bool request_is_bare(const struct ir_request *r)
{
    return r->bare && r->articles;
}

/*
 * Replace what out held with the passages of an article that the request wants,
 * best first; returns how many there are in all.
 */
static inline size_t request_passages(
    const struct ir_request *r, const struct evidence *e, const struct plan *p,
    const struct record *record, double article_score, struct passages *out)
{
    size_t most = r->articles ? 1 : r->per_article, all;

    score_passages(e, p, record, article_score, r->passage_words, 0, out);
    all = out->count;
    if (most && all > most)
        out->count = most;
    return all;
}

/* ---- choices.c ---- */

/*
 * Append the passages of the candidates, all of one block, to r->choices, with
 * their final scores and sorted in the order of the request.  Ties are broken
 * by score, date, id and sentence, so that the order is total and does not
 * depend on document numbers.  first: it is the first block.
 */
void rank_choose(struct ranking *r, bool first);
/* Factor for an age in seconds, in (0, 1]: 2^(-age / half); 1 if age < 0. */
double rank_recency(int64_t age, int64_t half);
/* Sort best first, ties by id. */
void rank_candidates(struct candidates *c);

#endif
