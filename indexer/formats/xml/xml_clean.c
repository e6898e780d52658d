/* Making XML of what is nearly XML. */
#include "indexer/formats/xml/xml_clean.h"
#include "text/bytes.h"
#include "text/utf8.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>

#define ENTITY_MAX 32 /* bytes of a reference, with & and semicolon */
#define REPLACEMENT "\xef\xbf\xbd"

/* Bytes that may need something: controls, & and what begins CDATA. */
static const bool special[256] = {
    [0] = true,   [1] = true,   [2] = true,    [3] = true,  [4] = true,
    [5] = true,   [6] = true,   [7] = true,    [8] = true,  [11] = true,
    [12] = true,  [14] = true,  [15] = true,   [16] = true, [17] = true,
    [18] = true,  [19] = true,  [20] = true,   [21] = true, [22] = true,
    [23] = true,  [24] = true,  [25] = true,   [26] = true, [27] = true,
    [28] = true,  [29] = true,  [30] = true,   [31] = true, ['&'] = true,
    ['<'] = true, [']'] = true, [0xef] = true,
};

void xml_clean_start(struct xml_clean *c, struct ir_text text)
{
    memset(c, 0, sizeof(*c));
    c->text = text;
}

static int32_t number_of(const char *s, size_t size)
{
    int base = 10;
    int32_t value = 0;

    if (size > 1 && (*s | 32) == 'x') {
        base = 16;
        s++;
        size--;
    }
    for (size_t i = 0; i < size && value >= 0; i++) {
        int c = tolower((unsigned char)s[i]);

        if (!(base == 16 ? isxdigit(c) : isdigit(c)))
            return -1;
        value = value * base + (c <= '9' ? c - '0' : c - 'a' + 10);
        if (value > 0x10ffff)
            value = 0x110000; /* and stays over it */
    }
    return size ? value : -1;
}

int32_t entity_read(struct ir_text t, size_t *size)
{
    const htmlEntityDesc *known;
    char name[ENTITY_MAX];
    size_t end = 1;

    while (end < t.size && end < ENTITY_MAX &&
           (isalnum((unsigned char)t.data[end]) || t.data[end] == '#'))
        end++;
    if (end < 2 || end >= t.size || end >= ENTITY_MAX || t.data[end] != ';')
        return -1;
    *size = end + 1;
    if (t.data[1] == '#')
        return number_of(t.data + 2, end - 2);
    memcpy(name, t.data + 1, end - 1);
    name[end - 1] = '\0';
    if (!strcmp(name, "apos"))
        return '\'';
    known = htmlEntityLookup((const xmlChar *)name);
    return known ? (int32_t)known->value : -1;
}

static bool starts(const struct xml_clean *c, const char *with)
{
    size_t size = strlen(with);

    return c->text.size - c->at >= size &&
           !memcmp(c->text.data + c->at, with, size);
}

static void add_char(struct xml_clean *c, int32_t code, struct buf *out)
{
    if (code == '<' || code == '>' || code == '&' || code == '"')
        buf_addf(out, "&#%d;", (int)code);
    else if ((code < ' ' && code != '\t' && code != '\n' && code != '\r') ||
             code > 0x10ffff || code >> 11 == 0xd800 >> 11 ||
             (code & 0xfffe) == 0xfffe) {
        buf_adds(out, REPLACEMENT);
        c->replaced++;
    } else
        utf8_add(out, (uint32_t)code);
}

/* What begins with &. */
static void reference(struct xml_clean *c, struct buf *out)
{
    struct ir_text rest = {c->text.data + c->at, c->text.size - c->at};
    size_t size;
    int32_t code = entity_read(rest, &size);

    c->repairs += code < 0 || c->text.data[c->at + 1] != '#';
    if (code < 0) {
        buf_adds(out, "&amp;");
        c->at++;
    } else {
        add_char(c, code, out);
        c->at += size;
    }
}

/* The five names that XML has itself, as nearly all are. */
static bool own_reference(struct xml_clean *c, struct buf *out)
{
    static const char *const predefined[] = {"&lt;", "&gt;", "&amp;", "&quot;",
                                             "&apos;"};

    for (size_t i = 0; i < COUNT(predefined); i++)
        if (starts(c, predefined[i])) {
            buf_adds(out, predefined[i]);
            c->at += strlen(predefined[i]);
            return true;
        }
    return false;
}

/* U+FFFE and U+FFFF, which are no characters. */
static bool is_nonchar(const struct xml_clean *c)
{
    return starts(c, "\xef\xbf\xbe") || starts(c, "\xef\xbf\xbf");
}

static void one(struct xml_clean *c, struct buf *out)
{
    unsigned char byte = (unsigned char)c->text.data[c->at];

    if (byte == '&' && !c->verbatim) {
        if (!own_reference(c, out))
            reference(c, out);
        return;
    }
    if (byte < ' ' || (byte == 0xef && is_nonchar(c))) {
        buf_adds(out, REPLACEMENT);
        c->replaced++;
        c->at += byte < ' ' ? 1 : 3;
        return;
    }
    if (byte == '<' && !c->verbatim)
        c->verbatim = starts(c, "<![CDATA[");
    else if (byte == ']' && c->verbatim)
        c->verbatim = !starts(c, "]]>");
    buf_addc(out, (char)byte);
    c->at++;
}

#ifdef BYTES_AT_ONCE
/* Bits of those that special has, and of tabs and ends of lines. */
static unsigned special_bits(__m128i bytes)
{
    const __m128i marks =
        _mm_or_si128(bytes_equal(bytes, '&'), bytes_equal(bytes, '<'));
    const __m128i others =
        _mm_or_si128(bytes_equal(bytes, ']'), bytes_equal(bytes, '\xef'));

    return bytes_bits(_mm_or_si128(bytes_between(bytes, 0, 0x1f),
                                   _mm_or_si128(marks, others)));
}
#endif

/* Where the next special byte is, from at on; end: there is none. */
static size_t skip_plain(const char *data, size_t at, size_t end)
{
#ifdef BYTES_AT_ONCE
    for (; end - at >= BYTES_AT_ONCE; at += BYTES_AT_ONCE)
        for (unsigned bits = special_bits(bytes_load(data + at)); bits;
             bits &= bits - 1) {
            const size_t found = at + (size_t)__builtin_ctz(bits);

            if (special[(unsigned char)data[found]])
                return found;
        }
#endif
    while (at < end && !special[(unsigned char)data[at]])
        at++;
    return at;
}

void xml_clean_next(struct xml_clean *c, size_t size, struct buf *out)
{
    const char *data = c->text.data;

    buf_clear(out);
    while (c->at < c->text.size && out->size < size) {
        const size_t from = c->at, left = c->text.size - from;
        const size_t end = from + (left < size ? left : size);

        c->at = skip_plain(data, from, end);
        buf_add(out, data + from, c->at - from);
        if (c->at < end)
            one(c, out);
    }
}
