/*
 * sketched.h - which two articles are copies.
 *
 * Two articles are copies if their sketches share a band (see sharing.h) and are
 * alike enough (see text/sketch.h).  How much alike they have to be: reports that
 * appear regularly, and follow-ups that repeat what was known, look like copies,
 * too, and differ in when they were published, and in how they begin.  So if it
 * is not known that they are of the same days, their beginnings have to be the
 * same; and in brief texts, where a few words are the news, all but a few words.
 */
#ifndef SEARCH_RUN_SKETCHED_H
#define SEARCH_RUN_SKETCHED_H

#include "store/store.h"
#include "text/sketch.h"

#define STORY_SAME_LIKENESS .95 /* of any two */
/* Of two that were published within so many days; of two of which one is brief,
 * within so many hours. */
#define STORY_LIKENESS .65
#define STORY_DAYS 3
#define STORY_BRIEF_LIKENESS .8
#define STORY_BRIEF_HOURS 18
/* Of others that are not brief, and of their leads. */
#define STORY_APART_LIKENESS .8
#define STORY_APART_LEAD .85

/* What tells whether two documents are copies. */
struct sketched {
    uint32_t document;
    bool dated; /* the next two were read: few need them */
    bool has_date;
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
