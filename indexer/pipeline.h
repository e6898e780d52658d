/*
 * pipeline.h - read and analyse in threads, keeping the order of the input.
 *
 *   reader thread -> ring of items -> N analysis threads -> the caller
 *
 * The ring is bounded in articles and in bytes, so memory does not grow with
 * the input.  The caller gets the same items in the same order for any number
 * of threads.
 *
 * With one job nothing is done at the same time: the caller analyses in
 * pipeline_next(), and the reader fills the ring while the caller waits for it.
 * Only while an input is slow does the caller go on beside it.
 */
#ifndef INDEXER_PIPELINE_H
#define INDEXER_PIPELINE_H

#include "indexer/item.h"

struct pipeline_options {
    unsigned jobs;                    /* analysis threads; 1: none, see above */
    struct articles_options articles; /* `stop` is ignored */
    struct item_options items;
    const atomic_bool *stop; /* set from outside: stop reading */
};

struct pipeline;

/* Start the threads.  walk and what options point to must outlive the
 * pipeline.  Any status but IR_OK: nothing runs, err says why. */
enum ir_status pipeline_start(const struct pipeline_options *options,
                              struct walk *walk, struct pipeline **out,
                              struct ir_error *err) IR_MUST_CHECK;
/*
 * Wait up to `seconds` for the next item.  IR_END: there are no more;
 * IR_NOT_FOUND: timed out.  The item is valid until pipeline_done().
 */
enum ir_status pipeline_next(struct pipeline *p, double seconds,
                             struct item **out) IR_MUST_CHECK;
void pipeline_done(struct pipeline *p, struct item *item);
void pipeline_free(struct pipeline *p); /* stops it first */

#endif
