/*
 * inverter.h - turns documents into lists of postings, in memory.
 *
 * A list is the run of bytes of its postings, never a node for each.  When the
 * memory is full, the lists are written to a file of runs, sorted, and the
 * inverter begins anew; merge.h puts the runs together.
 */
#ifndef GLASS_INVERTER_H
#define GLASS_INVERTER_H

#include "glass/prepare.h"

/* Lists come in this order of kinds, within a kind in that of their names. */
enum list_kind {
    LIST_META,    /* name: a key of metadata; the last posting is its value */
    LIST_VALUES,  /* name: the slot; a posting is a value */
    LIST_LENGTHS, /* no name; the lengths of the documents */
    LIST_TERM,    /* name: the term; a posting has a frequency and positions */
};

/* The head of a list. */
struct list {
    enum list_kind kind;
    struct ir_text name;
    uint64_t frequency;   /* number of postings */
    uint64_t sum;         /* of their numbers */
    uint32_t first, last; /* documents */
};

/*
 * A posting as bytes: the gap to the document before less 1 (not in the first
 * of a list), a number, a size, so many bytes.  The number is the frequency of
 * a term or the length of a document; the bytes are the positions or the value.
 */
#define POSTING_HEAD_MAX 30

struct inverter;

struct inverter *inverter_new(void);
void inverter_free(struct inverter *v);
/* Add a posting to the list of each of a document's terms; documents come in
 * ascending order. */
void inverter_add_terms(struct inverter *v, uint32_t document,
                        const struct doc_term *terms, size_t count,
                        const struct prepared *p);
void inverter_add_value(struct inverter *v, unsigned slot, uint32_t document,
                        struct ir_text value);
void inverter_add_length(struct inverter *v, uint32_t document,
                         uint64_t length);
void inverter_add_meta(struct inverter *v, struct ir_text key,
                       struct ir_text value);
/* Bytes of memory that it takes. */
size_t inverter_bytes(const struct inverter *v);
/* Bytes of the lists in it. */
size_t inverter_size(const struct inverter *v);
/* Forget all lists, but keep the memory. */
void inverter_clear(struct inverter *v);

/* Put the lists in order, for the walks from here on; what is added later needs
 * that again. */
void inverter_sort(struct inverter *v);

/* The lists in order. */
struct inverter_walk;
struct inverter_walk *inverter_walk_new(const struct inverter *v);
/* The next list, and all its postings, valid until the next call; false after
 * the last.  */
bool inverter_walk_next(struct inverter_walk *w, struct list *head,
                        const uint8_t **bytes, size_t *size);
void inverter_walk_free(struct inverter_walk *w);

#endif
