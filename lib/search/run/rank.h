/*
 * rank.h - from what the store lets through to passages in order.
 *
 * Articles are ranked in blocks of SEARCH_BLOCK.  Those of the first become
 * candidates, scored from their texts; their scores may be smoothed, then
 * those of their passages follow.  Articles of later blocks keep the order of
 * the first stage.
 */
#ifndef SEARCH_RUN_RANK_H
#define SEARCH_RUN_RANK_H

#include "search/run/searcher.h"

#define RANK_GROWTH 4          /* articles of a round, against the one before */
#define RANK_AT_LEAST 10       /* hits that are looked at however late it is */
#define RANK_UNDATED INT64_MIN /* the date of what has none */

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
    struct store_hits *hits;
    struct choices choices;
    struct candidates candidates; /* of one block */
    struct passages kept;         /* theirs */
    struct passages scratch;
    size_t wanted;          /* hits: those of the page and before it */
    size_t looked;          /* hits that were dealt with, and of these: */
    size_t refused, unread; /* by verification; out of the page's reach */
    struct refusals refusals;
    int64_t newest, oldest; /* of the first block */
};

/*
 * Rank what x->what matches until as many hits as wanted are there, which is to
 * be set before; free it also on failure.  *total: how many articles match.
 */
enum ir_status rank(struct search *x, struct ranking *r, struct ir_total *total,
                    struct ir_error *err) IR_MUST_CHECK;
void ranking_free(struct ranking *r);
/* With feedback, before that: let the best of a first search say what to look
 * for. */
enum ir_status rank_expand(struct search *x, struct ranking *r,
                           struct ir_error *err) IR_MUST_CHECK;
/* Afterwards: at least so many articles match; and are there hits after those
 * that were wanted? */
uint64_t rank_found(const struct search *x, const struct ranking *r);
bool rank_follows(const struct search *x, const struct ranking *r);

/* ---- for rounds.c ---- */

struct reach;
/* Make candidates of hits [from, to), but of those that are out of reach. */
enum ir_status rank_gather(struct search *x, struct ranking *r, size_t from,
                           size_t to, struct reach *reach,
                           struct ir_error *err) IR_MUST_CHECK;
/* Rank these hits among themselves, behind those before. */
enum ir_status rank_block(struct search *x, struct ranking *r, size_t from,
                          size_t to, struct ir_error *err) IR_MUST_CHECK;
/* The next round comes upon the same documents. */
void rank_order_refusals(struct ranking *r);

/* What a score is multiplied by for an age in seconds: 2^(-age / half). */
double rank_recency(int64_t age, int64_t half);

/* In place, as the request orders them; ties go the same way everywhere. */
void rank_choices(enum ir_sort sort, struct choice *items, size_t count);

/* Best first, ties by id. */
void rank_candidates(struct candidates *c);

/*
 * Feedback (expand.c): the query of x, scored by what the best of its
 * candidates say; x->expanded stays NULL if they say nothing.
 */
enum ir_status rank_feedback(struct search *x, struct candidates *best,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
