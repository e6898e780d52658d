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

#include "indexer/articles.h"
#include "indexer/document/document.h"
#include "indexer/stored.h"

struct pipeline_options {
    unsigned jobs;                    /* analysis threads; 1: none, see above */
    struct articles_options articles; /* `stop` is ignored */
    const char *stem;                 /* as for stems_new() */
    const char *lang; /* of articles that declare none, or NULL */
    bool detect;      /* detect the language of those without one */
    /* Makes documents ready for it, in the threads that build them; or NULL. */
    const struct store_writer *writer;
    const struct parsed *fixed;    /* fields of every article, or NULL */
    struct stored_indexes *source; /* of the articles; NULL: the walk */
    const atomic_bool *stop;       /* set from outside: stop reading */
};

struct item {
    const char *name;          /* of the input, for messages */
    const char *file;          /* containing it, walk_id(); valid as the walk */
    const char *given;         /* walk_name() of the file, or NULL */
    enum articles_event event; /* ARTICLES_FILE_END: only stamp is set */
    struct file_stamp stamp;   /* of the file; complete at its end */
    enum ir_status status;     /* IR_OK: doc is set; else problem is */
    struct doc *doc;           /* to take ownership, set it to NULL */
    struct problem problem;    /* its line is set for doc as well */
    struct document_notes notes;
    uint64_t bytes;       /* of all inputs read up to this item */
    size_t size;          /* bytes of text */
    struct parsed parsed; /* private */
    struct buf label;     /* private: the name */
    int state;            /* private */
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
