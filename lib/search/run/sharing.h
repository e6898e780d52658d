/*
 * sharing.h - finds the documents whose sketches have a band in common with one.
 *
 * Two rows of a sketch are a band (see text/sketch.h).  What many articles have
 * tells only what form they have, and is not followed: a band of more than
 * STORY_BAND_MAX articles, or a row of more than STORY_ROW_MAX; by chance a row
 * has a 1024th of all.
 */
#ifndef SEARCH_RUN_SHARING_H
#define SEARCH_RUN_SHARING_H

#include "base/seen.h"
#include "search/run/sketched.h"

#define STORY_BAND_MAX 500
#define STORY_ROW_MAX(articles) (STORY_BAND_MAX + (articles) / 256)

/* All zeros is empty; the last two are private. */
struct sharing {
    uint32_t *items; /* the documents, in no order */
    size_t count, room;
    bool common;      /* a row or a band is not followed */
    struct seen rows; /* of each document, in bits: which ones it has, too */
    size_t row;
};

/* Replace the items by the documents that share a band with a sketch, among them
 * its own; articles is the number of all.  Fails as the store does. */
enum ir_status sharing_find(struct sharing *x, struct store *s,
                            const unsigned char *sketch, uint64_t articles,
                            struct ir_error *err) IR_MUST_CHECK;
void sharing_free(struct sharing *x); /* empty again */

#endif
