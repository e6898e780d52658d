/*
 * score.h - scores of articles and passages from the matches in their text.
 *
 * Every feature is a weighted sum over the query's terms t of a saturated
 * term frequency, as in BM25 (Robertson et al., "Okapi at TREC-3"):
 *
 *   w(t)       = count(t) * idf(t)
 *   idf(t)     = ln(1 + (N - df + 0.5) / (df + 0.5))
 *   sat(tf, K) = tf * SCORE_SAT / (tf + K)
 *   K          = 0.9 * (0.6 + 0.4 * length)
 *
 * length is in units of the usual length of the article, passage or sentence.
 * Scores are >= 0 and have no upper limit; they compare within one search.
 * e and the plan's weights must be those of one query: weigh() comes first.
 */
#ifndef SEARCH_MATCH_SCORE_H
#define SEARCH_MATCH_SCORE_H

#include "search/match/pairs.h"

#define SCORE_K1 1.5  /* k1 of the first stage: BM25 of stems, by article */
#define SCORE_B 0.6   /* b of the first stage */
#define SCORE_SAT 1.9 /* the limit of sat() as tf grows */

/* Factors of an article's features; the first stage has factor 1. */
struct article_weights {
    double surface;  /* BM25 of word forms spelt as typed */
    double sentence; /* the best single sentence */
    double adjacent; /* query neighbours within 2 words, in order */
    double window;   /* query neighbours within 8 words, any order */
    double lead;     /* terms in the first 100 words, title included */
    double title;    /* terms in the title */
};

/* Factors of a passage's features; its terms have factor 1. */
struct passage_weights {
    double adjacent, window; /* as above, inside the passage */
    double sentence;         /* the best sentence of the passage */
    double answer;           /* terms in the best sentence that may be the
                                answer to a question for a number or a date */
    double lead;             /* terms in the first LEAD_WORDS of the body */
    double article;          /* the article's score */
    double position;         /* bonus of a passage that opens the article */
    double coverage; /* what one loses that has none of the terms which the
                        article's fullest passage has: from 0 to 1 */
};

/* The values that did best on judged collections. */
extern const struct article_weights article_weights;
extern const struct passage_weights passage_weights;

/* Features of an article, with their factors; they add up to total. */
struct article_score {
    double first_stage, surface, sentence, adjacent, window, lead, title;
    double total;
};

struct collection {
    double articles;      /* N: how many there are */
    double average_words; /* mean document length in words */
};

/* idf(t), as above, of a term in df of N articles: > 0.  df is clipped to N. */
double score_idf(double articles, double df);

/* Document length relative to the mean: 1 for an article of mean length. */
double score_length(const struct evidence *e, const struct collection *c);

/* Fill in out with the features of an article whose first-stage score is
 * first_stage. */
void score_article(const struct evidence *e, const struct plan *p,
                   const struct collection *c, double first_stage,
                   struct article_score *out);

/*
 * Features that articles and passages share.  matches are in order of
 * position; tf is scratch with one number for each term of the plan, all 0
 * before and after.
 */

/* K for a length, as above. */
double score_damping(double length);
#define PASSAGE_WORDS \
    110.0 /* unit of a passage's length, tuned on judged
                               collections */
/* The sum of w(t) of the terms among the matches, however often they occur. */
double score_covered(const struct match *matches, size_t count,
                     const struct plan *p, double *tf);
/* That of the first LEAD_WORDS of the body, with its factor in a passage. */
double score_lead(const struct evidence *e, const struct plan *p, double *tf);
/* score_terms() of the matches of one sentence of so many words. */
double score_sentence(const struct match *matches, size_t count,
                      const struct plan *p, double words, double *tf);
/* The gain in w(t) * sat(tf, k) from one more match of its term; adds the
 * weight of the match to its tf, which stays. */
double score_next(const struct plan *p, const struct match *m, double k,
                  double *tf);
/* The sum of w(t) * sat(tf, k) over all terms. */
double score_terms(const struct match *matches, size_t count,
                   const struct plan *p, double k, double *tf);
/* The same for pairs of query neighbours among matches [from, to), with the
 * lesser weight of the two as w and the number of meetings as tf. */
struct pair_counts score_pairs(const struct pairs *pairs, size_t from,
                               size_t to, const struct plan *p, double k);

struct passage {
    uint32_t first, last; /* sentences, both included */
    double score;         /* with the share of its article's score */
    double share;         /* factor of the article's score in score */
    double answer;        /* its feature of that name, times its factor */
    double covered;       /* score_covered() of its matches */
    uint64_t text;        /* collapse_hash() of its text; 0: not read */
};

/* Features of a passage: (their sum) * place + share * article score is its
 * score. */
struct passage_score {
    double *terms; /* by term of the plan; allocated and zeroed by the caller */
    double adjacent, window, sentence, answer, lead;
    double place; /* factor for its position and coverage */
};

/* Fill in out, whose other members must be 0, with the features of a passage
 * that score_passages() chose. */
void score_passage(const struct evidence *e, const struct plan *p,
                   const struct passage *passage, struct passage_score *out);

struct passages {
    struct passage *items;
    size_t count, room;
};

/*
 * Choose at most limit (0: any number of) passages of an article, best first,
 * and replace what out held.  Passages are runs of whole sentences of about
 * aim words (5/6 to 5/4 of it, as sentences allow) that contain a match and do
 * not overlap; ties go to the earlier, then the shorter.  If only the title
 * matches, the one passage is the beginning of the article.  Boilerplate is
 * left out unless there is nothing else.
 */
void score_passages(const struct evidence *e, const struct plan *p,
                    const struct record *r, double article_score, size_t aim,
                    size_t limit, struct passages *out);

#endif
