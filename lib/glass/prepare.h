/*
 * prepare.h - a document in the form in which the tables take it.
 *
 * glass_prepare(), declared in glass.h, makes it.
 */
#ifndef GLASS_PREPARE_H
#define GLASS_PREPARE_H

#include "glass/doc.h"

/* All in one block of memory. */
struct prepared {
    uint64_t length;        /* sum of the frequencies */
    uint32_t wdf_max;       /* the largest of them */
    const uint32_t *hashes; /* of each term's name */
    /* Term i is the bytes from ends[i - 1], or 0, to ends[i]: frequency, size
     * of the positions, positions. */
    const uint32_t *ends;
    const uint8_t *postings;
    const uint8_t *list; /* the tag of its term list */
    size_t list_size;
    bool list_deflated;
};

/* What glass_prepare() made of d; NULL: nothing yet. */
const struct prepared *prepared_of(const struct doc *d);

#endif
