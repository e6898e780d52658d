/*
 * glass.h - writes a whole database in Xapian's glass format, from documents
 * to files, some ten times faster than through Xapian.
 *
 * A document is prepared in any thread (its term list deflated, its
 * positions encoded), then added by one: term list and data go to their tables
 * at once, postings to memory (inverter.h), which is written to a file of
 * sorted runs whenever it is full; glass_finish() merges the runs (merge.h)
 * into the postlist and the position table, each in a thread.
 *
 * glass_join() makes a database of one there is and of such a new one: what it
 * reads (table.h) may be of any writer, and what stays is copied as bytes.
 */
#ifndef GLASS_GLASS_H
#define GLASS_GLASS_H

#include "glass/doc.h"

#ifdef __cplusplus
extern "C" {
#endif

struct glass_options {
    size_t memory;  /* bytes of postings before they are written as a run */
    bool sync;      /* make all files durable */
    uint32_t after; /* the first document has the number that follows this */
    bool alone;     /* start no thread */
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
 * Add d, whose number is that of the one before plus 1.  No other may have its
 * unique term.  IR_IO: nothing more can be added.  IR_LIMIT: there is no
 * number over 2^32 - 1.  taken is how much of options.memory the caller needs.
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

/* ---- joining ---- */

struct glass_pair {
    struct ir_text key, value;
};

/* What a join changes besides adding documents. */
struct glass_change {
    const uint32_t *deleted; /* documents of the base, ascending */
    size_t deleted_count;
    const struct glass_pair *metas; /* metadata by key, each key once; an empty
                                       value removes it */
    size_t meta_count;
    bool sync;  /* make all files durable */
    bool alone; /* start no thread */
};

/*
 * Write into dir, an empty directory, the database that base becomes by this
 * change and by the documents of segment: a directory that glass_finish() has
 * filled, with options.after the last document number of base, and without
 * metadata; NULL: none.  The result has the UUID of base and the next revision.
 * base and segment do not change.
 *
 * IR_IO.  IR_LIMIT: an item does not fit a table.  IR_NOT_FOUND: a document to
 * be deleted is not there.  IR_CORRUPT: base or segment is damaged; the message
 * names the table.  On failure dir is no database.
 */
enum ir_status glass_join(const char *dir, const char *base,
                          const char *segment,
                          const struct glass_change *change,
                          struct ir_error *err) IR_MUST_CHECK;
/* Is base a database that glass_join() can read: a directory of tables of the
 * format that is written here, without spellings and synonyms? */
bool glass_can_join(const char *base);

/* Is dir, an empty database that the installed Xapian has just made, of the
 * format that is written here? */
bool glass_is_known(const char *dir);

#ifdef __cplusplus
}
#endif
#endif
