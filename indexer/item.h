/*
 * item.h - an article on its way through the pipeline, or the end of a file.
 */
#ifndef INDEXER_ITEM_H
#define INDEXER_ITEM_H

#include "indexer/articles.h"
#include "indexer/document/document.h"
#include "indexer/stored.h"

struct item_options {
    const char *stem; /* as for stems_new() */
    const char *lang; /* of articles that declare none, or NULL */
    bool detect;      /* detect the language of those without one */
    /* Makes documents ready for it, in the threads that build them; or NULL. */
    const struct store_writer *writer;
    const struct parsed *fixed;    /* fields of every article, or NULL */
    struct stored_indexes *source; /* of the articles; NULL: the walk */
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
    struct parsed parsed; /* of item_read() */
    struct buf label;     /* the name */
    int state;            /* of the pipeline */
};

/* An empty item, and the end of one. */
void item_start(struct item *item);
void item_end(struct item *item);

/* Read the next article, or problem, or end of a file, of the source or else of
 * articles; status is IR_END after the last, and once stop is set. */
void item_read(struct item *item, struct articles *articles,
               const struct item_options *o, const atomic_bool *stop);

/* A builder for item_analyse().  Has the statuses of document_builder_new(). */
enum ir_status item_builder(const struct item_options *o,
                            struct document_builder **out,
                            struct ir_error *err) IR_MUST_CHECK;
/* Make the document of an article that was read: doc, notes and status. */
void item_analyse(struct item *item, struct document_builder *builder,
                  const struct item_options *o);
/* A thread that has analysed frees what it has kept for the next item. */
void item_forget_caches(void);

#endif
