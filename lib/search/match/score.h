/*
 * score.h - how good an article is, and which of its passages are best.
 *
 * Every feature is a sum over the query's terms t with weight
 * w(t) = count(t) * idf(t), idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)), of a
 * frequency damped as in BM25 (Robertson et al., TREC-3):
 * sat(tf, K) = tf * 1.9 / (tf + K).  K grows with length: see below.
 */
#ifndef SEARCH_MATCH_SCORE_H
#define SEARCH_MATCH_SCORE_H

#include "search/match/evidence.h"

#define SCORE_K1 1.5 /* of the first stage, BM25 over stems in articles */
#define SCORE_B 0.6
#define SCORE_SAT 1.9 /* sat() stays below it, however often a term occurs */

/* What share each feature has of an article's score; the first is 1. */
struct article_weights {
    double surface;  /* BM25 over the very forms that were typed */
    double sentence; /* the best single sentence */
    double adjacent; /* query neighbours within 2 words, in order */
    double window;   /* query neighbours within 8 words, any order */
    double lead;     /* terms in the first 100 words, title included */
    double title;    /* terms in the title */
};

struct passage_weights {
    double adjacent, window;
    double sentence; /* the best sentence of the passage */
    double lead;     /* terms in the article's first words */
    double article;  /* the article's score */
    double position; /* bonus of a passage that opens the article */
};

/* The table that measured best on judged collections. */
extern const struct article_weights article_weights;
extern const struct passage_weights passage_weights;

/* The parts of an article's score; they add up to total. */
struct article_score {
    double first_stage, surface, sentence, adjacent, window, lead, title;
    double total;
};

struct collection {
    double articles;      /* N */
    double average_words; /* mean length of an article */
};

/* idf as above, of a term in df of N articles. */
double score_idf(double articles, double df);

/* How long the article is, in mean lengths. */
double score_length(const struct evidence *e, const struct collection *c);

/*
 * Score an article whose first stage gave first_stage; the plan's weights
 * must be set.
 */
void score_article(const struct evidence *e, const struct plan *p,
                   const struct collection *c, double first_stage,
                   struct article_score *out);

/*
 * The shared features of articles and passages, over matches in order: terms
 * of one sentence of so many words (tf is zeroed scratch by term), and query
 * neighbours.
 */
double score_sentence(const struct match *matches, size_t count,
                      const struct plan *p, double words, double *tf);
/* What one more match adds to w(t) * sat(tf, k); counts it as its weight. */
double score_next(const struct plan *p, const struct match *m, double k,
                  double *tf);
double score_terms(const struct match *matches, size_t count,
                   const struct plan *p, double k, double *tf);
void score_pairs(const struct match *matches, size_t count,
                 const struct plan *p, double k, double *adjacent,
                 double *window);

struct passage {
    uint32_t first, last; /* sentences */
    double score;
    double share; /* of the article's score that is part of this one */
};

/* The parts of a passage's score, which is their sum times place, without the
 * share of its article. */
struct passage_score {
    double *terms; /* by term of the plan; room is the caller's, zeroed */
    double adjacent, window, sentence, lead;
    double place; /* the factor for where it stands */
};

/* Take apart the score of a passage that score_passages() chose. */
void score_passage(const struct evidence *e, const struct plan *p,
                   const struct passage *passage, struct passage_score *out);

struct passages {
    struct passage *items;
    size_t count, room;
};

/*
 * Choose at most limit (0: any number) passages of an article, best first:
 * runs of whole sentences of about aim words that do not overlap, each with a
 * match; or, when only the title matches, how the article begins.  Boilerplate
 * is never part of one, unless there is nothing else.  Replaces what out held.
 */
void score_passages(const struct evidence *e, const struct plan *p,
                    const struct record *r, double article_score, size_t aim,
                    size_t limit, struct passages *out);

#endif
