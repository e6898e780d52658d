/*
 * doc.h - a document for the store as plain data, built without a writer.
 *
 * Call doc_new(), then doc_term(), doc_term_at(), doc_value() and doc_data()
 * in any order, then doc_finish(), which sorts, checks every limit and makes
 * the document immutable.  These copy their arguments and never fail: the
 * first error is reported by doc_finish(), so that the index can take every
 * document that passes it.
 */
#ifndef GLASS_DOC_H
#define GLASS_DOC_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DOC_TERM_MAX 245               /* bytes; NUL counts as two */
#define DOC_TERMS_MAX 2000000          /* different terms */
#define DOC_TERM_BYTES_MAX (64u << 20) /* bytes of all terms together */
#define DOC_POSITIONS_MAX (16u << 20)  /* of all terms together */
#define DOC_DATA_MAX (48u << 20)       /* bytes of data */
#define DOC_VALUE_MAX (64u << 10)      /* bytes of one value */
#define DOC_SLOTS 16                   /* value slots are 0 to 15 */
#define DOC_TALLIES 4

struct doc_term {
    struct ir_text name;
    uint32_t wdf;   /* within-document frequency; 0 for a filter term */
    uint32_t first; /* index of its first position in doc.positions */
    uint32_t count; /* number of positions */
};

/* Before doc_finish() only id may be read; tallies may be set at any time. */
struct doc {
    struct ir_text id; /* the unique term with its prefix: "Q" and the id */
    struct doc_term *terms; /* in byte order, distinct, the id included */
    size_t term_count;
    uint32_t *positions; /* ascending within a term, each once */
    size_t position_count;
    struct ir_text values[DOC_SLOTS]; /* empty: not set */
    struct ir_text data;
    uint64_t tallies[DOC_TALLIES]; /* numbers that the store adds up over all
                                      documents */
    size_t bytes;                  /* approximate heap size */
    struct doc_build *build;       /* private; NULL once finished */
    void *prepared;                /* the store's, from store_prepare() */
    void (*unprepare)(void *prepared);
};

/* Memory in which documents are built one after another. */
struct doc_build *doc_build_new(void);
void doc_build_free(struct doc_build *b); /* b may be NULL */
/* A new document with this unique term of 1 to DOC_TERM_MAX bytes.  build must
 * live, and build no other document, until this one is finished or freed. */
struct doc *doc_new_in(struct doc_build *build, struct ir_text id);
struct doc *doc_new(struct ir_text id); /* with a build of its own */
void doc_free(struct doc *d);           /* d may be NULL */
/* Add wdf to the frequency of a term, without positions. */
void doc_term(struct doc *d, struct ir_text name, uint32_t wdf);
/* The same with positions; ascending order is fastest. */
void doc_term_at(struct doc *d, struct ir_text name, uint32_t wdf,
                 const uint32_t *positions, size_t count);
/* The same for the term made of a prefix and the rest. */
void doc_term_in(struct doc *d, const char *prefix, struct ir_text rest,
                 uint32_t wdf, const uint32_t *positions, size_t count);
/* Set the value in a slot, 0 to DOC_SLOTS - 1; the data. */
void doc_value(struct doc *d, unsigned slot, struct ir_text value);
void doc_data(struct doc *d, struct ir_text data);
/* Check and freeze.  IR_LIMIT for a term, value or total over its limit,
 * IR_INVALID for a term that is empty or begins with the store's reserved
 * prefix; the message says which. */
enum ir_status doc_finish(struct doc *d, struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
