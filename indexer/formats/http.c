/* Parse HTTP responses. */
#include "indexer/formats/http.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <zlib.h>

#define PIECE ((size_t)1 << 16)
#define ANY_WRAPPER (15 + 32) /* zlib or gzip, for inflateInit2() */
#define NO_WRAPPER (-15)

/* Cut the first line off, without its end. */
static struct ir_text cut_line(struct ir_text *rest)
{
    const char *end = text_find(*rest, '\n');
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    struct ir_text line = {rest->data, size};

    size += end != NULL;
    rest->data += size;
    rest->size -= size;
    if (line.size && line.data[line.size - 1] == '\r')
        line.size--;
    return line;
}

static bool starts(struct ir_text t, const char *what)
{
    size_t size = strlen(what);

    return t.size >= size && !strncasecmp(t.data, what, size);
}

void http_parse(struct ir_text message, struct http *out)
{
    struct ir_text rest = message, line = cut_line(&rest);
    const char *space = text_find(line, ' ');
    size_t at = space ? (size_t)(space - line.data) + 1 : line.size;

    memset(out, 0, sizeof(*out));
    out->body = message;
    if (!starts(line, "HTTP/"))
        return;
    for (size_t i = 0; i < 3 && at + i < line.size; i++)
        if (isdigit((unsigned char)line.data[at + i]))
            out->status = out->status * 10 + line.data[at + i] - '0';
    out->headers.data = rest.data;
    do
        line = cut_line(&rest);
    while (line.size);
    out->headers.size = (size_t)(rest.data - out->headers.data);
    out->body = rest;
}

struct ir_text http_header(struct ir_text headers, const char *name)
{
    size_t size = strlen(name);

    while (headers.size) {
        struct ir_text line = cut_line(&headers);

        if (line.size > size && line.data[size] == ':' && starts(line, name)) {
            line.data += size + 1;
            line.size -= size + 1;
            return text_trim(line, BYTES_SPACE);
        }
    }
    return TEXT("");
}

struct ir_text http_parameter(struct ir_text value, const char *name)
{
    size_t size = strlen(name);
    const char *next;

    while ((next = value.size ? memchr(value.data, ';', value.size) : NULL)) {
        value.size -= (size_t)(next + 1 - value.data);
        value.data = next + 1;
        value = text_trim(value, BYTES_SPACE);
        if (value.size > size && value.data[size] == '=' &&
            starts(value, name)) {
            value.data += size + 1;
            value.size -= size + 1;
            next = value.size ? memchr(value.data, ';', value.size) : NULL;
            if (next)
                value.size = (size_t)(next - value.data);
            value = text_trim(value, BYTES_SPACE);
            if (value.size >= 2 && *value.data == '"')
                value = (struct ir_text){value.data + 1, value.size - 2};
            return value;
        }
    }
    return TEXT("");
}

/* Join the chunks; archives often did, and left the header as it was. */
static bool join_chunks(struct ir_text rest, struct buf *out)
{
    struct ir_text line;
    unsigned long long size;
    char digits[20], *end;

    while (rest.size) {
        line = cut_line(&rest);
        if (!line.size || !isxdigit((unsigned char)*line.data))
            return false;
        snprintf(digits, sizeof(digits), "%.*s",
                 (int)(line.size < 16 ? line.size : 16), line.data);
        size = strtoull(digits, &end, 16);
        if (*end && !strchr("; \t", *end))
            return false;
        if (!size)
            return true;
        if (size > rest.size)
            size = rest.size;
        buf_add(out, rest.data, (size_t)size);
        rest.data += size;
        rest.size -= (size_t)size;
        cut_line(&rest);
    }
    return true;
}

static enum ir_status inflate_some(struct ir_text in, int window, size_t max,
                                   struct buf *out, struct problem *p)
{
    z_stream z = {0};
    int result = Z_OK;

    if (inflateInit2(&z, window) != Z_OK)
        return problem_set(p, IR_INVALID, "damaged", "damaged gzip in it");
    z.next_in = (unsigned char *)(uintptr_t)in.data;
    z.avail_in = (unsigned)in.size;
    while (result == Z_OK && out->size <= max) {
        buf_reserve(out, PIECE);
        z.next_out = (unsigned char *)out->data + out->size;
        z.avail_out = (unsigned)PIECE;
        result = inflate(&z, Z_NO_FLUSH);
        out->size += PIECE - z.avail_out;
        out->data[out->size] = '\0';
    }
    inflateEnd(&z);
    if (out->size > max)
        return problem_set(p, IR_LIMIT, "too_large",
                           "too large when unpacked: limit --max-size");
    /* Keep what a truncated response contains. */
    if (result == Z_STREAM_END || (result == Z_BUF_ERROR && out->size))
        return IR_OK;
    return problem_set(p, IR_INVALID, "damaged", "damaged gzip in it");
}

static enum ir_status unpack(struct ir_text in, size_t max, struct buf *out,
                             struct problem *p)
{
    enum ir_status status = inflate_some(in, ANY_WRAPPER, max, out, p);

    if (status != IR_INVALID || out->size)
        return status;
    return inflate_some(in, NO_WRAPPER, max, out, p);
}

static bool is_packed(struct ir_text coding, struct ir_text body)
{
    if (starts(coding, "deflate"))
        return true;
    if (!starts(coding, "gzip") && !starts(coding, "x-gzip"))
        return false;
    return body.size > 2 && !memcmp(body.data, "\x1f\x8b", 2);
}

enum ir_status http_body(const struct http *http, size_t max, struct buf *room,
                         struct ir_text *body, struct problem *p)
{
    struct ir_text coding = http_header(http->headers, "content-encoding");
    struct buf joined = BUF_INIT;
    enum ir_status status = IR_OK;

    *body = http->body;
    buf_clear(room);
    if (starts(http_header(http->headers, "transfer-encoding"), "chunked") &&
        join_chunks(*body, &joined))
        *body = buf_text(&joined);
    if (is_packed(coding, *body)) {
        status = unpack(*body, max, room, p);
        *body = buf_text(room);
    } else if (starts(coding, "br") || starts(coding, "zstd"))
        status = problem_set(p, IR_INVALID, "encoding",
                             "content-encoding %.*s is not known",
                             (int)coding.size, coding.data);
    else if (joined.size) {
        buf_addt(room, buf_text(&joined));
        *body = buf_text(room);
    }
    buf_free(&joined);
    return status;
}
