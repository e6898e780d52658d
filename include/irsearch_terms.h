/*
 * irsearch_terms.h - what a set of articles is about: the words that are more
 * frequent in it than elsewhere.  irsearch.h includes this and says what holds
 * for every function.
 *
 * Of n matches among N articles, a have the word, in any of its forms, and w of
 * all articles do.  Its score is the log-likelihood ratio G2 of these counts
 * (Dunning, "Accurate methods for the statistics of surprise and coincidence",
 * Computational Linguistics 19(1), 1993): twice the sum of o * ln(o / e) over
 * the four cells of the table, with and without the word, in the set and outside
 * of it; e is what a cell would have if the word were as frequent in both.  It
 * is 0 then, and by chance, once in a thousand times, IR_TERM_SCORE_MIN.
 */
#ifndef IRSEARCH_TERMS_H
#define IRSEARCH_TERMS_H

#ifndef IRSEARCH_H
#    error "include irsearch.h, which includes this"
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define IR_TERMS_LOOKED_MAX 4000 /* matches whose words are looked at */
#define IR_TERM_SCORE_MIN 10.83  /* chi squared, 1 degree, p = .001 */

struct ir_term {
    struct ir_text
        word;          /* as the matches that were looked at mostly write it */
    uint64_t articles; /* matches that have it in any of its forms */
    uint64_t all;      /* articles of the index that do */
    double score;      /* IR_TERM_SCORE_MIN or more */
};

struct ir_terms {
    const struct ir_results *results; /* query, warnings and totals; no hits */
    const struct ir_term *const *items; /* highest score first */
    size_t count;
    uint64_t looked; /* matches whose words were looked at: all, or if there are
                        more than IR_TERMS_LOOKED_MAX every second, third ...
                        one in index order, so that a word may be missed; the
                        counts are of all matches nevertheless */
    bool timed_out;  /* stopped early: counts are of the matches found so far */
};

/*
 * The words that the matches of a request have more often than the articles of
 * the index: at most limit, each with at least two matches, if there are so
 * many.  Stop words and numbers are left out.  The matches are those that a
 * search counts; what else the request has about hits does not count.  Free *out
 * with ir_terms_free().  Statuses are those of ir_search().
 */
IR_API enum ir_status ir_terms_of(struct ir_searcher *s,
                                  const struct ir_request *request,
                                  struct ir_terms **out,
                                  struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_terms_free(struct ir_terms *terms); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
