/* Write JSON directly: a tree would cost several times the output's memory. */
#include "searcher/output/json.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void item(struct json *j)
{
    if (j->comma)
        buf_addc(j->out, ',');
    j->comma = true;
}

void json_open(struct json *j, char bracket)
{
    item(j);
    buf_addc(j->out, bracket);
    j->comma = false;
}

void json_close(struct json *j, char bracket)
{
    buf_addc(j->out, bracket);
    j->comma = true;
}

void json_key(struct json *j, const char *name)
{
    const size_t size = strlen(name);
    struct buf *out = j->out;
    char *at;

    buf_reserve(out, size + strlen(",\"\":"));
    at = out->data + out->size;
    if (j->comma)
        *at++ = ',';
    *at++ = '"';
    memcpy(at, name, size);
    at += size;
    *at++ = '"';
    *at++ = ':';
    *at = '\0';
    out->size = (size_t)(at - out->data);
    j->comma = false;
}

static void add_escape(struct buf *out, uint32_t code)
{
    static const char letters[] = "\"\"\\\\\nn\tt\rr";

    for (const char *p = letters; *p; p += 2)
        if (code == (unsigned char)*p) {
            buf_addc(out, '\\');
            buf_addc(out, p[1]);
            return;
        }
    if (code > 0xffff) {
        code -= 0x10000;
        buf_addf(out, "\\u%04x", (unsigned)(0xd800 + (code >> 10)));
        code = 0xdc00 + (code & 0x3ff);
    }
    buf_addf(out, "\\u%04x", (unsigned)code);
}

/* The bytes that json_put_text() writes for a character. */
static size_t written(uint32_t code)
{
    if (code == '"' || code == '\\' || code == '\n' || code == '\t' ||
        code == '\r')
        return 2;
    if (visible_unsafe(code))
        return code > 0xffff ? 12 : 6;
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/* Add up from the start, as long as it is at most room. */
static size_t measure(struct ir_text text, size_t room, size_t *total)
{
    size_t at = 0;

    *total = 0;
    while (at < text.size) {
        size_t next = at,
               size = written(utf8_next(text.data, text.size, &next));

        if (size > room - *total)
            break;
        *total += size;
        at = next;
    }
    return at;
}

size_t json_text_size(struct ir_text text, size_t most)
{
    size_t total, at = measure(text, most, &total);

    return at < text.size ? most + 1 : total;
}

size_t json_text_fit(struct ir_text text, size_t room)
{
    size_t total;

    return measure(text, room, &total);
}

static bool plain(char c)
{
    return (unsigned char)(c - 0x20) < 0x5f && c != '"' && c != '\\';
}

#define EACH(byte) (UINT64_MAX / 255 * (byte)) /* of eight bytes */

/* Is one of eight bytes 0?  If so, the sign of the lowest such is set. */
static uint64_t zero(uint64_t bytes)
{
    return (bytes - EACH(1)) & ~bytes & EACH(0x80);
}

/* Where the plain characters end that begin at at. */
static size_t skip_plain(struct ir_text text, size_t at)
{
    uint64_t x;

    while (text.size - at >= sizeof(x)) {
        memcpy(&x, text.data + at, sizeof(x));
        if ((x & EACH(0x80)) | ((x - EACH(0x20)) & ~x & EACH(0x80)) |
            zero(x ^ EACH(0x7f)) | zero(x ^ EACH('"')) | zero(x ^ EACH('\\')))
            break;
        at += sizeof(x);
    }
    while (at < text.size && plain(text.data[at]))
        at++;
    return at;
}

void json_put_text(struct json *j, struct ir_text text)
{
    size_t at = 0;

    item(j);
    buf_addc(j->out, '"');
    while (at < text.size) {
        size_t start = at;
        uint32_t code;

        at = skip_plain(text, at);
        buf_add(j->out, text.data + start, at - start);
        if (at == text.size)
            break;
        code = utf8_next(text.data, text.size, &at);
        if (code == '"' || code == '\\' || visible_unsafe(code))
            add_escape(j->out, code);
        else
            utf8_add(j->out, code);
    }
    buf_addc(j->out, '"');
}

void json_put_text_or_null(struct json *j, struct ir_text text)
{
    if (text.size)
        json_put_text(j, text);
    else
        json_put_null(j);
}

void json_put_string(struct json *j, const char *s)
{
    json_put_text(j, text_of(s));
}

void json_put_number(struct json *j, uint64_t number)
{
    item(j);
    buf_add_decimal(j->out, number);
}

/* False if another number has these digits, too. */
static bool print_exactly(double number, int digits, char *out, size_t room)
{
    snprintf(out, room, "%.*g", digits, number);
    return digits == 17 || strtod(out, NULL) == number;
}

/* As many digits as it takes to tell it from all other numbers: of most, 16 or
 * 17. */
void json_put_exact(struct json *j, double number)
{
    char text[32], shorter[32];

    item(j);
    if (!isfinite(number))
        number = 0;
    if (!print_exactly(number, 16, text, sizeof(text)))
        print_exactly(number, 17, text, sizeof(text));
    else if (print_exactly(number, 15, shorter, sizeof(shorter)))
        memcpy(text, shorter, sizeof(text));
    for (char *at = text; *at; at++)
        if (*at == ',')
            *at = '.';
    buf_adds(j->out, text);
}

void json_put_decimal(struct json *j, double number)
{
    size_t start;
    char *comma;

    item(j);
    start = j->out->size;
    buf_addf(j->out, "%.4f", isfinite(number) ? number : 0.0);
    /* Some locales have a decimal comma. */
    comma = memchr(j->out->data + start, ',', j->out->size - start);
    if (comma)
        *comma = '.';
    while (j->out->data[j->out->size - 1] == '0')
        j->out->size--;
    if (j->out->data[j->out->size - 1] == '.')
        j->out->size--;
    j->out->data[j->out->size] = '\0';
}

void json_put_bool(struct json *j, bool value)
{
    item(j);
    buf_adds(j->out, value ? "true" : "false");
}

void json_put_null(struct json *j)
{
    item(j);
    buf_adds(j->out, "null");
}

void json_put_raw(struct json *j, struct ir_text value)
{
    item(j);
    buf_addt(j->out, value);
}

void json_key_text(struct json *j, const char *key, struct ir_text text)
{
    json_key(j, key);
    json_put_text(j, text);
}

void json_key_text_or_null(struct json *j, const char *key, struct ir_text text)
{
    json_key(j, key);
    json_put_text_or_null(j, text);
}

void json_key_string(struct json *j, const char *key, const char *s)
{
    json_key(j, key);
    json_put_string(j, s);
}

void json_key_number(struct json *j, const char *key, uint64_t number)
{
    json_key(j, key);
    json_put_number(j, number);
}

void json_key_null(struct json *j, const char *key)
{
    json_key(j, key);
    json_put_null(j);
}
