/*
 * glass_docs.h - random documents, and what must be true of an index of them.
 */
#ifndef TESTS_GLASS_DOCS_H
#define TESTS_GLASS_DOCS_H

#include "glass/doc.h"

/* What the documents of a corpus are like. */
struct shape {
    const char *name;
    size_t documents;
    size_t memory;     /* for the postings of the bulk writer */
    size_t terms;      /* of a document, at most */
    size_t vocabulary; /* different terms of all documents, about */
    size_t data;       /* bytes of a document, at most */
    size_t value;      /* bytes of a value, at most */
    size_t meta;       /* bytes of a piece of metadata; 0: no metadata */
    bool long_terms;   /* as long as can be, and much the same */
    bool odd_terms;    /* of NULs and other odd bytes */
    uint32_t far;      /* the highest position; 0: a low one */
    bool empty;        /* most have no term but their own */
    bool changes;      /* replaced and deleted in the batch */
    size_t common;     /* terms that every document has */
};

/*
 * A finished document with the unique term Q and this number.  The first one,
 * 0, has a value in every slot and all tallies, whatever the shape.
 */
struct doc *shape_doc(const struct shape *s, size_t number);
/* The same once more. */
struct doc *copy_doc(const struct doc *d);
/* The unique term of a document; lives until the next call. */
struct ir_text id_of(size_t number);
/* Random bytes, none of them 0, and a NUL after them; the caller frees them. */
char *chance_bytes(size_t size);

/* The statistics of an index of documents. */
struct facts {
    uint64_t documents;
    uint64_t last; /* number of a document that there ever was */
    uint64_t total, least, most, wdf;
};
/* Count a new document; one that is deleted still counts for the bounds. */
void facts_add(struct facts *f, const struct doc *d);
void facts_delete(struct facts *f, const struct doc *d);

#endif
