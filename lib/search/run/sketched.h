/*
 * sketched.h - which two articles are copies.
 *
 * Two articles are copies if their sketches share a band and are alike enough
 * (see text/sketch.h).  A band that more than STORY_BAND_MAX articles have tells
 * nothing.  How much alike they have to be: reports that appear regularly, and
 * follow-ups that repeat what was known, look like copies too, and differ in when
 * they were published.  So if that is not known of both, or is more than
 * STORY_DAYS apart, they have to be the same in all but a few words; in short
 * texts a few words are the news.
 */
#ifndef SEARCH_RUN_SKETCHED_H
#define SEARCH_RUN_SKETCHED_H

#include "store/store.h"
#include "text/sketch.h"

#define STORY_LIKENESS .65
#define STORY_SHORT 75 /* words of a short text, and the likeness of two: */
#define STORY_SHORT_LIKENESS .8
#define STORY_DAYS 3
#define STORY_APART_LIKENESS .95
#define STORY_BAND_MAX 100

/* What tells whether two documents are copies. */
struct sketched {
    uint32_t document;
    bool dated; /* the next three were read: few need them */
    bool is_short, has_date;
    int64_t date; /* seconds */
    unsigned char sketch[SKETCH_SIZE];
};

/* Read that of a document; false if it has no sketch, or *status is not IR_OK. */
bool sketched_read(struct sketched *out, struct store *s, uint32_t document,
                   enum ir_status *status, struct ir_error *err);
/* Are they copies, if they share a band?  Reads of both what is needed for that;
 * false if *status is not IR_OK. */
bool sketched_alike(struct sketched *a, struct sketched *b, struct store *s,
                    enum ir_status *status, struct ir_error *err);

#endif
