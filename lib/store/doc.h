/*
 * doc.h - a document as plain data, apart from how it is written.
 *
 * Build: doc_new, then doc_term / doc_term_at / doc_value / doc_data in any
 * order, then doc_finish, which sorts, checks every limit and freezes.  The
 * builder remembers its first error and doc_finish reports it, so that a
 * document that reaches the index is one that the index will take.
 */
#ifndef STORE_DOC_H
#define STORE_DOC_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DOC_TERM_MAX 245               /* bytes, a NUL counting twice */
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
    uint32_t first; /* its positions are positions[first, first + count) */
    uint32_t count;
};

/* Only id is to be read before doc_finish.  tallies may be set at any time. */
struct doc {
    struct ir_text id;      /* the unique term, whole: "Q" and the id */
    struct doc_term *terms; /* by bytes, each once; the id is one of them */
    size_t term_count;
    uint32_t *positions; /* ascending within a term, each once */
    size_t position_count;
    struct ir_text values[DOC_SLOTS]; /* empty: not set */
    struct ir_text data;
    uint64_t tallies[DOC_TALLIES]; /* the store keeps sums over all documents */
    size_t bytes;                  /* memory held, about */
    struct doc_build *build;       /* private; NULL once finished */
    void *prepared;                /* the store's, from store_prepare() */
    void (*unprepare)(void *prepared);
};

/* The unique term must be 1 to DOC_TERM_MAX bytes. */
struct doc *doc_new(struct ir_text id);
void doc_free(struct doc *d); /* NULL is fine */
/* Add wdf occurrences of a term without positions; repeats add up. */
void doc_term(struct doc *d, struct ir_text name, uint32_t wdf);
/* The same with positions, copied.  Ascending order is quickest. */
void doc_term_at(struct doc *d, struct ir_text name, uint32_t wdf,
                 const uint32_t *positions, size_t count);
void doc_value(struct doc *d, unsigned slot, struct ir_text value);
void doc_data(struct doc *d, struct ir_text data);
/* IR_LIMIT or IR_INVALID names the bad term, value or size. */
enum ir_status doc_finish(struct doc *d, struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
