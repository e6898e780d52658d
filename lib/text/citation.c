/* Read and write the names of articles and of parts of them. */
#include "text/citation.h"

#define DIGITS_MAX 18 /* fit into 64 bits */

/* Take a number from the end of t; false if there is none. */
static bool take_number(struct ir_text *t, uint64_t *out)
{
    size_t at = t->size, digits = 0;

    while (at && ascii_digit(t->data[at - 1]))
        at--, digits++;
    if (!digits || digits > DIGITS_MAX)
        return false;
    *out = 0;
    for (size_t i = at; i < t->size; i++)
        *out = *out * 10 + (uint64_t)(t->data[i] - '0');
    t->size = at;
    return true;
}

static bool take(struct ir_text *t, char c)
{
    if (!t->size || t->data[t->size - 1] != c)
        return false;
    t->size--;
    return true;
}

/* Take two numbers with a sign before the first and one between them. */
static bool take_range(struct ir_text *t, char before, char between,
                       struct citation *out)
{
    return take_number(t, &out->last) && take(t, between) &&
           take_number(t, &out->first) && take(t, before) &&
           out->first <= out->last;
}

void citation_take_fingerprint(struct ir_text *t, struct citation *out)
{
    static const char mark[] = "@sha256:";
    size_t at = t->size;

    while (at && (ascii_digit(t->data[at - 1]) ||
                  (t->data[at - 1] >= 'a' && t->data[at - 1] <= 'f')))
        at--;
    if (at < sizeof(mark) - 1 ||
        memcmp(t->data + at - (sizeof(mark) - 1), mark, sizeof(mark) - 1))
        return;
    at -= sizeof(mark) - 1;
    out->fingerprint = text_slice(*t, at + 1, t->size);
    t->size = at;
}

bool citation_split(struct ir_text name, struct citation *out)
{
    struct ir_text t = name;

    memset(out, 0, sizeof(*out));
    if (take(&t, ')')) {
        out->part = CITATION_BYTES;
        if (!take_range(&t, '[', ',', out))
            return false;
        citation_take_fingerprint(&t, out);
    } else {
        out->part = CITATION_SENTENCES;
        if (!take_range(&t, '#', '-', out))
            return false;
    }
    out->id = t;
    return t.size > 0;
}

size_t citation_end(struct ir_text text)
{
    struct citation c;

    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == ')' &&
            citation_split(text_slice(text, 0, i + 1), &c) &&
            c.part == CITATION_BYTES)
            return i + 1;
    return text.size;
}

void citation_add(struct buf *out, struct ir_text id, const char *fingerprint,
                  size_t start, size_t end)
{
    buf_addt(out, id);
    buf_addf(out, "@%s[%zu,%zu)", fingerprint, start, end);
}

static bool unreserved(char c)
{
    return ascii_letter(c) || ascii_digit(c) || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

void citation_add_uri(struct buf *out, const char *uuid, struct ir_text id,
                      size_t start, size_t end)
{
    buf_addf(out, CITATION_SCHEME "%s/", uuid);
    for (size_t i = 0; i < id.size; i++)
        if (unreserved(id.data[i]))
            buf_addc(out, id.data[i]);
        else
            buf_addf(out, "%%%02X", (unsigned)(unsigned char)id.data[i]);
    if (start < end)
        buf_addf(out, "#%zu-%zu", start, end);
}

static int hex(char c)
{
    c = ascii_lower(c);
    return ascii_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool unescape(struct ir_text t, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < t.size; i++) {
        int high, low;

        if (t.data[i] != '%') {
            buf_addc(out, t.data[i]);
            continue;
        }
        high = i + 2 < t.size ? hex(t.data[i + 1]) : -1;
        low = i + 2 < t.size ? hex(t.data[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        buf_addc(out, (char)(high << 4 | low));
        i += 2;
    }
    return true;
}

bool citation_read_uri(struct ir_text uri, struct ir_text *uuid, struct buf *id,
                       struct citation *out)
{
    size_t at = text_begins(uri, CITATION_SCHEME);
    struct ir_text rest;
    const char *slash, *fragment;

    if (!at)
        return false;
    rest = text_slice(uri, at, uri.size);
    memset(out, 0, sizeof(*out));
    fragment = text_find(rest, '#');
    if (fragment) {
        out->part = CITATION_BYTES;
        if (!take_range(&rest, '#', '-', out) ||
            rest.data + rest.size != fragment)
            return false;
    }
    slash = text_find(rest, '/');
    *uuid = rest;
    if (slash)
        uuid->size = (size_t)(slash - rest.data);
    if (!unescape(text_slice(rest, uuid->size + (slash != NULL), rest.size),
                  id))
        return false;
    out->id = buf_text(id);
    return true;
}
