/* Growing arrays of bytes, and reading them back. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

char buf_empty[1];

void buf_free(struct buf *b)
{
    if (b->room)
        free(b->data);
    *b = (struct buf)BUF_INIT;
}

void buf_reserve(struct buf *b, size_t more)
{
    size_t need = b->size + more + 1;

    if (need <= b->room)
        return;
    if (need < b->room * 2)
        need = b->room * 2;
    if (need < 64)
        need = 64;
    b->data = xrealloc(b->room ? b->data : NULL, need);
    b->room = need;
    b->data[b->size] = '\0';
}

void buf_add(struct buf *b, const void *data, size_t size)
{
    if (!size)
        return;
    buf_reserve(b, size);
    memcpy(b->data + b->size, data, size);
    b->size += size;
    b->data[b->size] = '\0';
}

void buf_adds(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_addt(struct buf *b, struct ir_text t)
{
    buf_add(b, t.data, t.size);
}

void buf_addc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_addf(struct buf *b, const char *format, ...)
{
    va_list args;
    int size;

    buf_reserve(b, 64);
    va_start(args, format);
    size = vsnprintf(b->data + b->size, b->room - b->size, format, args);
    va_end(args);
    if (size <= 0)
        return;
    if ((size_t)size >= b->room - b->size) {
        buf_reserve(b, (size_t)size);
        va_start(args, format);
        vsnprintf(b->data + b->size, (size_t)size + 1, format, args);
        va_end(args);
    }
    b->size += (size_t)size;
}

void buf_add_decimal(struct buf *b, uint64_t value)
{
    char digits[20];
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    buf_add(b, digits + at, sizeof(digits) - at);
}

void buf_add_varint(struct buf *b, uint64_t value)
{
    unsigned char bytes[10];
    size_t n = 0;

    while (value >= 0x80) {
        bytes[n++] = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    bytes[n++] = (unsigned char)value;
    buf_add(b, bytes, n);
}

void buf_add_u64(struct buf *b, uint64_t value)
{
    unsigned char bytes[8];

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
    buf_add(b, bytes, sizeof(bytes));
}

char *buf_take(struct buf *b, size_t *size)
{
    char *data;

    buf_reserve(b, 0);
    data = b->data;
    if (size)
        *size = b->size;
    *b = (struct buf)BUF_INIT;
    return data;
}

void decoder_start(struct decoder *c, struct ir_text bytes)
{
    c->at = (const unsigned char *)bytes.data;
    c->end = c->at + bytes.size;
    c->bad = false;
}

uint64_t decoder_varint(struct decoder *c)
{
    uint64_t value = 0;

    for (unsigned shift = 0; shift < 64 && c->at < c->end; shift += 7) {
        unsigned char byte = *c->at++;

        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
    c->bad = true;
    return 0;
}

uint64_t decoder_u64(struct decoder *c)
{
    struct ir_text bytes = decoder_bytes(c, 8);
    uint64_t value = 0;

    for (size_t i = 0; i < bytes.size; i++)
        value |= (uint64_t)(unsigned char)bytes.data[i] << (8 * i);
    return value;
}

struct ir_text decoder_bytes(struct decoder *c, uint64_t size)
{
    struct ir_text t = {"", 0};

    if (c->bad || size > (uint64_t)(c->end - c->at)) {
        c->bad = true;
        return t;
    }
    t.data = (const char *)c->at;
    t.size = (size_t)size;
    c->at += size;
    return t;
}
