/*
 * term_list.h - reads the term list of a document, which may be damaged.
 */
#ifndef GLASS_TERM_LIST_H
#define GLASS_TERM_LIST_H

#include "glass/code.h"
#include "glass/doc.h"

/* Bytes that one expands to at most: all terms, each with two bytes and a
 * number. */
#define TERM_LIST_MAX (DOC_TERM_BYTES_MAX + (size_t)DOC_TERMS_MAX * 12)

struct term_list {
    uint64_t length, count; /* of the document; of its terms */
    uint64_t wdf;           /* of the term that was read last */
    uint8_t name[CODE_KEY_MAX];
    size_t size;             /* of its name */
    const uint8_t *at, *end; /* private */
    uint64_t next;
};

/* Begin to read a tag, which is inflated and must outlive it.  False if it is
 * damaged. */
bool term_list_start(struct term_list *l, struct ir_text tag);
/* Read the next of the count terms, greater than the one before; false if it is
 * damaged. */
bool term_list_next(struct term_list *l);
/* After the last: is that all? */
static inline bool term_list_ended(const struct term_list *l)
{
    return l->at == l->end;
}

#endif
