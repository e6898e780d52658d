/*
 * glass.h - writes a whole database in Xapian's glass format, from documents
 * to files, some ten times faster than through Xapian.
 *
 * A document is prepared in any thread (its term list deflated, its
 * positions encoded), then added by one: term list and data go to their tables
 * at once, postings to memory (inverter.h), which is written to a file of
 * sorted runs whenever it is full; glass_finish() merges the runs (merge.h)
 * into the postlist and the position table, each in a thread.
 */
#ifndef GLASS_GLASS_H
#define GLASS_GLASS_H

#include "glass/doc.h"

#ifdef __cplusplus
extern "C" {
#endif

struct glass_options {
    size_t memory; /* bytes of postings before they are written as a run */
    bool sync;     /* make all files durable */
};

struct glass;

/* What the store adds to each document. */
struct glass_extra {
    struct ir_text mark;  /* appended to the data */
    struct ir_text value; /* of slot DOC_SLOTS; empty: none */
};

/*
 * Begin a database in dir, an empty directory in which nothing opens it before
 * glass_finish() has ended.  IR_IO.
 */
enum ir_status glass_new(const char *dir, const struct glass_options *options,
                         struct glass **out,
                         struct ir_error *err) IR_MUST_CHECK;
/* Close; what is in the directory is the caller's to remove or to keep.  g may
 * be NULL. */
void glass_free(struct glass *g);

/* Do most of the work of adding d, which is finished: in any thread.
 * doc_free() frees the result. */
void glass_prepare(struct doc *d);
/* Free what glass_prepare() caches for the calling thread. */
void glass_prepare_done(void);

/*
 * Add d, whose number is that of the one before plus 1, from 1.  No other may
 * have its unique term.  IR_IO: nothing more can be added.  IR_LIMIT: the
 * database has 2^32 - 1 documents.  taken is how much of options.memory the
 * caller needs.
 */
enum ir_status glass_add(struct glass *g, struct doc *d,
                         const struct glass_extra *extra, size_t taken,
                         struct ir_error *err) IR_MUST_CHECK;
/* Set metadata; key has at most 200 bytes, and an empty value removes it. */
void glass_meta(struct glass *g, struct ir_text key, struct ir_text value);
/* The number of documents added. */
uint32_t glass_count(const struct glass *g);
/* Write everything.  On failure (IR_IO, IR_LIMIT) the directory is no
 * database. */
enum ir_status glass_finish(struct glass *g,
                            struct ir_error *err) IR_MUST_CHECK;

/* Is dir, an empty database that the installed Xapian has just made, of the
 * format that is written here? */
bool glass_is_known(const char *dir);

#ifdef __cplusplus
}
#endif
#endif
