/*
 * deflate.h - compresses by codes that are known before, in a third of the time
 * of libdeflate's fastest level: no code is made for the bytes at hand, and
 * what is looked up is small enough to be cleared for each text.
 */
#ifndef BASE_DEFLATE_H
#define BASE_DEFLATE_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DEFLATE_LITERALS 286 /* bytes, the end, and classes of lengths */
#define DEFLATE_DISTANCES 30 /* classes of them */
#define DEFLATE_CODE_MAX 13  /* bits of a code */
#define DEFLATE_HEAD_MAX 320 /* bytes that the codes themselves take */

/* The codes of one kind of text, by the bits of each, all of them from 1 to
 * DEFLATE_CODE_MAX; together they make complete Huffman codes. */
struct deflate_lengths {
    /* Of the literals, then of the distances, a hexadecimal digit each. */
    const char *codes;
    const char *inner; /* of the 19 codes in which those are written, digits */
};

struct deflate {
    uint32_t literals[257], lengths[259]; /* code << 5 | bits */
    uint32_t distances[DEFLATE_DISTANCES];
    uint8_t head[DEFLATE_HEAD_MAX]; /* of the only block */
    size_t head_bits;
};

void deflate_init(struct deflate *d, const struct deflate_lengths *lengths);

/*
 * Write a raw deflate stream of so many bytes at `to'.  Returns its size; 0: it
 * would take over room bytes.  Any number of threads may use d.
 */
size_t deflate_run(const struct deflate *d, const void *plain, size_t size,
                   void *to, size_t room);

#ifdef __cplusplus
}
#endif
#endif
