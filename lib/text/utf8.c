/* UTF-8: checking, repairing, decoding and encoding. */
#include "text/utf8.h"
#include "text/bytes.h"

static const char replacement[] = "\xef\xbf\xbd";

/* The range of the second byte after lead, Unicode 15 table 3-7. */
static void second_range(unsigned lead, unsigned *low, unsigned *high)
{
    *low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    *high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
}

/*
 * The length of the sequence at p, which is not ASCII, and its code point; if
 * it is broken, minus the length of its maximal subpart.
 */
static int sequence(const unsigned char *p, size_t size, uint32_t *code)
{
    unsigned lead = p[0], low, high;
    int need = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

    if (lead < 0xc2 || lead > 0xf4)
        return -1;
    second_range(lead, &low, &high);
    if (size < 2 || p[1] < low || p[1] > high)
        return -1;
    *code = (lead & (0xffu >> (need + 1))) << 6 | (p[1] & 0x3f);
    for (int i = 2; i < need; i++) {
        if ((size_t)i >= size || (p[i] & 0xc0) != 0x80)
            return -i;
        *code = *code << 6 | (p[i] & 0x3f);
    }
    return need;
}

static size_t skip_ascii(const unsigned char *data, size_t at, size_t size)
{
#ifdef BYTES_AT_ONCE
    const unsigned all = (1u << BYTES_AT_ONCE) - 1;

    for (; size - at >= BYTES_AT_ONCE; at += BYTES_AT_ONCE) {
        unsigned bits =
            bytes_bits(bytes_of_ascii(bytes_load((const char *)data + at)));

        if (bits != all)
            return at + (size_t)__builtin_ctz(~bits);
    }
#endif
    while (at < size && data[at] && data[at] < 0x80)
        at++;
    return at;
}

size_t utf8_skip_ascii(struct ir_text in, size_t at)
{
    return skip_ascii((const unsigned char *)in.data, at, in.size);
}

size_t utf8_repair(struct ir_text in, struct buf *out)
{
    const unsigned char *data = (const unsigned char *)in.data;
    size_t replaced = 0, at = 0, clean;
    uint32_t code;

    if (in.size >= 3 && !memcmp(in.data, "\xef\xbb\xbf", 3))
        at = 3;
    clean = at;
    while ((at = skip_ascii(data, at, in.size)) < in.size) {
        int n = data[at] ? sequence(data + at, in.size - at, &code) : -1;

        if (n < 0) {
            buf_add(out, in.data + clean, at - clean);
            buf_add(out, replacement, 3);
            replaced++;
            n = -n;
            clean = at + (size_t)n;
        }
        at += (size_t)n;
    }
    if (at > clean)
        buf_add(out, in.data + clean, at - clean);
    return replaced;
}

bool utf8_valid(struct ir_text in)
{
    const unsigned char *data = (const unsigned char *)in.data;
    size_t at = 0;
    uint32_t code;

    while ((at = skip_ascii(data, at, in.size)) < in.size) {
        int n = data[at] ? sequence(data + at, in.size - at, &code) : 1;

        if (n < 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

uint32_t utf8_next(const char *data, size_t size, size_t *at)
{
    const unsigned char *p = (const unsigned char *)data + *at;
    uint32_t code = 0xfffd;
    int n;

    if (*p < 0x80) {
        ++*at;
        return *p;
    }
    n = sequence(p, size - *at, &code);
    if (n < 0) {
        ++*at;
        return 0xfffd;
    }
    *at += (size_t)n;
    return code;
}

void utf8_add(struct buf *out, uint32_t code)
{
    char bytes[4];
    size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    if (n == 1) {
        buf_addc(out, (char)code);
        return;
    }
    for (size_t i = n; --i > 0; code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)((0xf00 >> n & 0xff) | code);
    buf_add(out, bytes, n);
}
