/* Tells what Xapian can inflate. */
#include "glass/inflate.h"

#define ZLIB_CONST
#include <stdlib.h>
#include <zlib.h>

#define COMPONENT_MAX 2048 /* over the largest item in a block of 8192 */
#define SAFE_TAIL 6000     /* well under INFLATE_PIECE */

bool inflate_is_safe(const void *packed, size_t size, size_t plain)
{
    unsigned char piece[4096];
    z_stream z = {0};

    if (plain < INFLATE_PIECE)
        return true;
    if (inflateInit2(&z, -15) != Z_OK)
        out_of_memory();
    z.next_in = packed;
    z.avail_in = size > COMPONENT_MAX ? (uInt)(size - COMPONENT_MAX) : 0;
    do {
        z.next_out = piece;
        z.avail_out = sizeof(piece);
    } while (inflate(&z, Z_SYNC_FLUSH) == Z_OK && !z.avail_out);
    plain -= z.total_out;
    inflateEnd(&z);
    return plain < SAFE_TAIL;
}

/* A block: is it the last, its size and the complement, low byte first. */
size_t inflate_store(uint8_t *to, const void *plain, size_t size)
{
    const uint8_t *from = plain, *begin = to;
    size_t part;

    do {
        part = size < INFLATE_STORED ? size : INFLATE_STORED;
        *to++ = part == size;
        *to++ = (uint8_t)part;
        *to++ = (uint8_t)(part >> 8);
        *to++ = (uint8_t)~part;
        *to++ = (uint8_t)(~part >> 8);
        memcpy(to, from, part);
        to += part;
        from += part;
        size -= part;
    } while (size);
    return (size_t)(to - begin);
}
