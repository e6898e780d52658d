/*
 * feedback.h - pseudo-relevance feedback: expands the query with stems of the
 * best passages, for a second search.
 *
 * A relevance model (Lavrenko and Croft, SIGIR 2001) over passages, not
 * articles (Liu and Croft, CIKM 2002).  Passages count by a softmax of their
 * scores, so that one good passage among bad ones dominates:
 *
 *   e(u) = exp(8 * (u - u_max) / u_max)
 *   p(t) = sum over passages of e * tf / (tf + 0.9 * (0.6 + 0.4 * len / 72))
 *          / sum e;  len is the number of words without stop words
 *
 * The stems with the largest p(t) * idf(t) are kept.  With |q| the sum of the
 * weights of the query's words, the second query is half the first, with its
 * phrases, fields and topics, and half a query of these stems, each of weight
 *
 *   |q| * p(t) / sum p
 */
#ifndef SEARCH_RUN_FEEDBACK_H
#define SEARCH_RUN_FEEDBACK_H

#include "search/run/rank.h"

#define FEEDBACK_ARTICLES 20 /* best articles, whose passages are used */
#define FEEDBACK_WORDS 120   /* aim of a passage's length in words */
#define FEEDBACK_SHARE 0.5   /* of the second query's weight: new terms */
#define FEEDBACK_MOST 0.1 /* skip stems in more than this share of articles */

/* A stem in one passage. */
struct feedback_count {
    const struct lexeme *stem;
    uint32_t tf;
};

struct feedback_passage {
    double score; /* as passed to feedback_add() */
    struct feedback_count *counts;
    size_t count, room;
    uint32_t words;
};

struct feedback_term {
    const struct lexeme *stem;
    double query;    /* q(t); 0 if not in the query */
    double p;        /* p(t) */
    double articles; /* that contain it: set by the caller */
    double weight;   /* in the second query, beside what the first gives */
};

struct feedback {
    struct feedback_passage *passages;
    size_t passage_count, passage_room;
    struct feedback_term *terms;
    size_t term_count, term_room;
};

void feedback_free(struct feedback *f);

/* In this order: feedback_add() and feedback_count() the passages,
 * feedback_ask() the query's stems, feedback_model(), set each term's
 * articles, feedback_weigh(). */

/* Add an empty passage; the pointer is valid until the next call. */
struct feedback_passage *feedback_add(struct feedback *f, double score);
/* Count one occurrence of the stem in the passage. */
void feedback_count(struct feedback_passage *p, const struct lexeme *stem);

/* Add share to q(t) of a stem of the query. */
void feedback_ask(struct feedback *f, const struct lexeme *stem, double share);

/*
 * Compute p(t) for all stems of the best so many passages, and sort the terms
 * by the bytes of their stems.  False if no passage has a score above 0.
 */
bool feedback_model(struct feedback *f, size_t passages);

/* May the stem be an expansion term?  Three letters or more, and no number. */
bool feedback_is_word(struct ir_text stem);

/*
 * Keep the best so many expansion terms, which may be none, and compute their
 * weights.  all: number of articles in the index.
 */
void feedback_weigh(struct feedback *f, double all, size_t terms);

/*
 * Sort the candidates and set *expanded to in->query scored with the expansion
 * terms of the best of them; the caller frees it.  *expanded is unchanged if
 * they give none.  Fails as the store does, and IR_CORRUPT for an article
 * that cannot be decoded.
 */
enum ir_status feedback_expand(const struct ranking_input *in,
                               struct candidates *best,
                               struct store_query **expanded,
                               struct ir_error *err) IR_MUST_CHECK;

#endif
