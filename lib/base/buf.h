/*
 * buf.h - a growing array of bytes, and a decoder of what is written to one.
 *
 * data always points at size bytes followed by a NUL, even when empty.  Every
 * function that adds may move data, so no pointer into it survives.  Start with
 * BUF_INIT; a struct buf of zeros is not valid.  Adding never fails: without
 * memory the program ends, as xmalloc() says.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/base.h"

struct buf {
    char *data;
    size_t size;
    size_t room; /* bytes allocated; 0: data is buf_empty */
};

extern char buf_empty[1]; /* "", shared by all empty ones; not to be written */
#define BUF_INIT        \
    {                   \
        buf_empty, 0, 0 \
    }

void buf_free(struct buf *b); /* leaves it empty and usable */
/* Allocate for more bytes and a NUL.  The caller may write them after
 * data + size, and then adds to size and writes the NUL. */
void buf_reserve(struct buf *b, size_t more);
/* Append bytes, which must not be b's own; data may be NULL if size is 0. */
void buf_add(struct buf *b, const void *data, size_t size);
void buf_adds(struct buf *b, const char *s); /* without its NUL */
void buf_addt(struct buf *b, struct ir_text t);
void buf_addc(struct buf *b, char c);
/* Append what printf() would print. */
void buf_addf(struct buf *b, const char *format, ...) IR_PRINTF(2, 3);
/* Append a number in decimal digits, far faster than buf_addf(). */
void buf_add_decimal(struct buf *b, uint64_t value);
/* Append a number in 1 to 10 bytes of 7 bits each, low bits first. */
void buf_add_varint(struct buf *b, uint64_t value);
/* Append a number in 8 bytes, low byte first. */
void buf_add_u64(struct buf *b, uint64_t value);
/* Give the bytes and their NUL to the caller, who frees them with free(), and
 * leave b empty.  Never NULL.  size may be NULL. */
char *buf_take(struct buf *b, size_t *size);

/* Make it empty, but keep its memory. */
static inline void buf_clear(struct buf *b)
{
    b->size = 0;
    if (b->room)
        b->data[0] = '\0';
}

/* Its bytes, valid until something is added or it is freed. */
static inline struct ir_text buf_text(const struct buf *b)
{
    struct ir_text t = {b->data, b->size};

    return t;
}

/*
 * Reads back what buf_add_varint(), buf_add_u64() and buf_add() wrote.  The
 * bytes may be damaged: a read past their end, or a varint of over 10 bytes,
 * sets bad and gives 0 or an empty text.  Check bad once, after the last read.
 */
struct decoder {
    const unsigned char *at, *end;
    bool bad;
};

/* bytes must outlive the decoder and what decoder_bytes() gives. */
void decoder_start(struct decoder *c, struct ir_text bytes);
uint64_t decoder_varint(struct decoder *c);
uint64_t decoder_u64(struct decoder *c);
struct ir_text decoder_bytes(struct decoder *c, uint64_t size); /* no copy */

#endif
