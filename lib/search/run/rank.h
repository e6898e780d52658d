/*
 * rank.h - from what the store lets through to passages in order.
 *
 * Articles are ranked in blocks of RANK_BLOCK.  Those of the first become
 * candidates, scored from their texts; their scores may be smoothed, then
 * those of their passages follow.  Articles of later blocks keep the order of
 * the first stage.
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
#define RANK_GROWTH 4          /* articles of a round, against the one before */
#define RANK_AT_LEAST 10       /* hits that are looked at however late it is */
#define RANK_COUNTED 1000      /* matches are counted exactly up to here */
#define RANK_UNDATED INT64_MIN /* the date of what has none */

/* What is ranked, and how; all of it is lent. */
struct ranking_input {
    struct ir_searcher *s;
    const struct view *view;
    const struct ir_request *request;
    const struct model *model;
    struct verifier *verifier; /* which has the plan */
    struct deadline *deadline;
    const struct store_query *query; /* what matches */
    size_t enough; /* articles: of fewer all have to be known */
};

/* An article of the block at hand. */
struct candidate {
    struct ir_text bytes, id;
    int64_t date;               /* or RANK_UNDATED */
    uint32_t document;          /* of the store */
    double length;              /* in mean lengths */
    struct article_score parts; /* as the text gave it */
    double score;               /* the same total, or smoothed */
    bool reranked;              /* parts are more than the first stage */
    size_t passage, passages;   /* its share of the kept ones */
};

struct candidates {
    struct candidate *items;
    size_t count, room;
};

/* A passage that was chosen, of an article given by its record's bytes. */
struct choice {
    struct ir_text bytes, id;
    uint32_t document;
    int64_t date; /* RANK_UNDATED: not known */
    struct passage passage;
    double first_stage, article; /* scores of its article, at first and last */
    double factor;               /* for its age */
    bool reranked;               /* its article was scored from its text */
    bool any;                    /* some words were enough for it */
};

struct choices {
    struct choice *items;
    size_t count, room;
};

/* Documents that verification has refused, of all rounds of a search. */
struct refusals {
    uint32_t *items; /* those of rounds before in order */
    size_t count, room, ordered;
};

/* What has been ranked so far; the choices point into the hits. */
struct ranking {
    struct ranking_input in;
    size_t wanted; /* hits: those of the page, and of those before it ... */
    size_t before; /* ... so many */
    struct store_query *expanded; /* the query, scored by feedback; or NULL */
    struct store_hits *hits;
    struct choices choices;
    struct candidates candidates; /* of one block */
    struct passages kept;         /* theirs */
    struct passages scratch;
    size_t looked;          /* hits that were dealt with, and of these: */
    size_t refused, unread; /* by verification; by their upper bound */
    struct refusals refusals;
    int64_t newest, oldest; /* of the first block */
};

/*
 * Rank what the query matches until as many hits as wanted are there; the
 * input and these are to be set before.  Free it also on failure.  *total: how many articles match.
 */
enum ir_status rank(struct ranking *r, struct ir_total *total,
                    struct ir_error *err) IR_MUST_CHECK;
void ranking_free(struct ranking *r);
/* With feedback, before that: let the best of a first search say what to look
 * for. */
enum ir_status rank_expand(struct ranking *r,
                           struct ir_error *err) IR_MUST_CHECK;
/* Afterwards: at least so many articles match; and are there hits after those
 * that were wanted? */
uint64_t rank_found(const struct ranking *r);
bool rank_follows(const struct ranking *r);

/* What a score is multiplied by for an age in seconds: 2^(-age / half). */
double rank_recency(int64_t age, int64_t half);

/* Are the texts of the hits only needed to verify them? */
static inline bool request_is_bare(const struct ir_request *r)
{
    return r->bare && r->articles;
}

/* ---- order.c ---- */

/* In place, as the request orders them; ties go the same way everywhere. */
void rank_choices(enum ir_sort sort, struct choice *items, size_t count);
/* Best first, ties by id. */
void rank_candidates(struct candidates *c);

#endif
