/*
 * feedback.h - what the best passages say, as weights for a second search.
 *
 * A relevance model (Lavrenko and Croft, SIGIR 2001) over passages, not
 * articles (Liu and Croft, CIKM 2002), where each counts by its score with a
 * temperature, so that one good passage among bad ones speaks alone:
 *
 *   e(u) = exp(8 * (u - u_max) / u_max)
 *   p(t) = sum over passages of e * tf / (tf + 0.9 * (0.6 + 0.4 * len / 72))
 *          / sum e;  len counts words that are no stop words
 *
 * The stems with the largest p(t) * idf(t) are kept.  With q(t) the weight of
 * t in the query and |q| their sum, they weigh
 *
 *   |q| * (0.6 * q(t) / |q| + 0.4 * p(t) / sum p)
 */
#ifndef SEARCH_RUN_FEEDBACK_H
#define SEARCH_RUN_FEEDBACK_H

#include "search/run/rank.h"

#define FEEDBACK_ARTICLES 20 /* whose best passages take part */
#define FEEDBACK_WORDS 120   /* in a passage */
#define FEEDBACK_SHARE 0.4   /* of the second query's weight */
#define FEEDBACK_MOST 0.1    /* share of articles that may hold a stem */

/* A stem in one passage. */
struct feedback_count {
    const struct lexeme *stem;
    uint32_t tf;
};

struct feedback_passage {
    double score; /* of the article, and the passage's own */
    struct feedback_count *counts;
    size_t count, room;
    uint32_t words;
};

struct feedback_term {
    const struct lexeme *stem;
    double query;    /* q(t); 0: not asked for */
    double p;        /* p(t) */
    double articles; /* that hold it */
    double weight;   /* in the second query */
};

struct feedback {
    struct feedback_passage *passages;
    size_t passage_count, passage_room;
    struct feedback_term *terms;
    size_t term_count, term_room;
};

void feedback_free(struct feedback *f);

/* A new passage, to be counted; lives until the next one is made. */
struct feedback_passage *feedback_add(struct feedback *f, double score);
void feedback_count(struct feedback_passage *p, const struct lexeme *stem);

/* A stem of the query and how much it asks for it; before feedback_model(). */
void feedback_ask(struct feedback *f, const struct lexeme *stem, double share);

/*
 * p(t) for all stems of the best passages; false if no passage scores above
 * 0.  Terms are then ordered by the bytes of their stems.
 */
bool feedback_model(struct feedback *f, size_t passages);

/* Can the stem stand in a query?  Three letters or more, and no number. */
bool feedback_is_word(struct ir_text stem);

/*
 * Keep the best so many terms, whose articles must be set by now, and those
 * that were asked for; weigh them.  all: articles of the index.
 */
void feedback_weigh(struct feedback *f, double all, size_t terms);

/*
 * Put the candidates in order; the query of in, scored by what the best of them
 * say, becomes *expanded, which is left alone if they say nothing.
 */
enum ir_status feedback_expand(const struct ranking_input *in,
                               struct candidates *best,
                               struct store_query **expanded,
                               struct ir_error *err) IR_MUST_CHECK;

#endif
