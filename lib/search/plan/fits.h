/*
 * fits.h - which patterns of a plan a word of a text fits, decided once for
 * each word.
 */
#ifndef SEARCH_PLAN_FITS_H
#define SEARCH_PLAN_FITS_H

#include "search/plan/variants.h"
#include "text/words.h"

struct fit {
    uint32_t pattern; /* in the order they were added */
    unsigned distance;
};

struct fits;
struct fits *fits_new(void);
void fits_free(struct fits *f);
/* The pattern must outlive f. */
void fits_add(struct fits *f, const struct pattern *p);
/* Those that the word fits, until the next call. */
const struct fit *fits_of(struct fits *f, const struct lexeme *word,
                          size_t *count);

/* Add what words that fit the pattern can begin with; false if that is not
 * known. */
bool pattern_filter(const struct pattern *p, struct word_filter *filter);

#endif
