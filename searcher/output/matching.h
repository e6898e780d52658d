/*
 * matching.h - the sentences of a hit that match, one after another.
 */
#ifndef SEARCHER_OUTPUT_MATCHING_H
#define SEARCHER_OUTPUT_MATCHING_H

#include "text/sentences.h"

/* The sentences of a hit's passage. */
struct matching {
    const struct ir_hit *hit;
    struct sentences sentences; /* private, as what follows */
    size_t at;                  /* the next sentence */
    size_t span;                /* the first that may be in it */
};

void matching_start(struct matching *m, const struct ir_hit *hit);
/* The next one that a match of the body begins in, as bytes of the text; false:
 * there is no more. */
bool matching_next(struct matching *m, size_t *start, size_t *end);
void matching_free(struct matching *m);

#endif
