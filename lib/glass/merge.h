/*
 * merge.h - runs of sorted lists in a file, and all of them as one.
 */
#ifndef GLASS_MERGE_H
#define GLASS_MERGE_H

#include "glass/inverter.h"
#include "glass/stream.h"

/* A temporary file of runs, in a folder.  All zeros has none. */
struct runs {
    struct stream file; /* which has no name any more */
    uint64_t *ends;     /* of each run in the file */
    size_t count, room;
};

/* Write all lists of the inverter as one more run.  Runs come in the order of
 * their documents.  IR_IO. */
enum ir_status runs_add(struct runs *r, const char *dir, struct inverter *v,
                        struct ir_error *err) IR_MUST_CHECK;
/* Bytes of all runs. */
uint64_t runs_size(const struct runs *r);
void runs_free(struct runs *r); /* removes the file */

struct merge;

/* Merge the runs, and the sorted lists of v, whose documents come after theirs.
 * Several may be read at the same time, by a thread each. */
struct merge *merge_new(const struct runs *r, const struct inverter *v);
void merge_free(struct merge *m);
/* The next list, valid until the next call; IR_END after the last, IR_IO. */
enum ir_status merge_next(struct merge *m, struct list *out,
                          struct ir_error *err) IR_MUST_CHECK;

struct posting {
    uint32_t document;
    uint64_t number;
    const uint8_t *bytes; /* valid until the next call */
    size_t size;
};
/* The next posting of the list; IR_END after the last, IR_IO. */
enum ir_status merge_posting(struct merge *m, struct posting *out,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
