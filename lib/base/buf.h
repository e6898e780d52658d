/*
 * buf.h - a growing array of bytes.
 *
 * data always points at size bytes followed by a NUL, even when empty.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/base.h"

struct buf {
    char *data;
    size_t size;
    size_t room; /* 0: data is the shared empty string */
};

extern char buf_empty[1];
#define BUF_INIT        \
    {                   \
        buf_empty, 0, 0 \
    }

void buf_free(struct buf *b); /* leaves it empty and usable */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *data, size_t size);
void buf_adds(struct buf *b, const char *s);
void buf_addt(struct buf *b, struct ir_text t);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *format, ...) IR_PRINTF(2, 3);
/* An unsigned number, 7 bits a byte, low bits first. */
void buf_add_varint(struct buf *b, uint64_t value);
void buf_add_u64(struct buf *b, uint64_t value); /* 8 bytes, low first */
/* Give the bytes away; the caller frees them, and b is left empty. */
char *buf_take(struct buf *b, size_t *size);

static inline void buf_clear(struct buf *b)
{
    b->size = 0;
    if (b->room)
        b->data[0] = '\0';
}

static inline struct ir_text buf_text(const struct buf *b)
{
    struct ir_text t = {b->data, b->size};

    return t;
}

/* Reads what buf_add_* wrote.  A read past the end sets bad and answers 0, or
 * an empty text. */
struct decoder {
    const unsigned char *at, *end;
    bool bad;
};

void decoder_start(struct decoder *c, struct ir_text bytes);
uint64_t decoder_varint(struct decoder *c);
uint64_t decoder_u64(struct decoder *c);
struct ir_text decoder_bytes(struct decoder *c, uint64_t size);

#endif
