/*
 * inflate.h - a defect of Xapian that compressed tags must avoid.
 */
#ifndef GLASS_INFLATE_H
#define GLASS_INFLATE_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Xapian inflates into pieces of this size, and stops when the input ends, even
 * if output is pending because a piece was just full; the tag then cannot be
 * read.  That needs a last component of an item that expands to a whole piece.
 */
#define INFLATE_PIECE 8192

/* Is a raw deflate stream that expands to `plain' bytes safe from that, however it is
 * split into components? */
bool inflate_is_safe(const void *packed, size_t size, size_t plain);

#define INFLATE_STORED 65535 /* bytes of a block that is stored as it is */
#define INFLATE_HEAD 5       /* bytes before each such block */

/* The most bytes that so many take as inflate_store() writes them. */
static inline size_t inflate_store_bound(size_t plain)
{
    return plain + INFLATE_HEAD * (plain / INFLATE_STORED + 1);
}

/*
 * Write a raw deflate stream at `to' that is safe and does not compress: of
 * bytes that Xapian must not deflate when it compacts.  Returns its size.
 */
size_t inflate_store(uint8_t *to, const void *plain, size_t size);

#ifdef __cplusplus
}
#endif
#endif
