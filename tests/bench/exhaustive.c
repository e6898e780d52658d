/*
 * What is shown, sent and logged, for all inputs of one, two and three bytes:
 * bench/exhaustive [BYTES]     (4: some minutes of each of 256 times as many)
 *
 * What each encoder or decoder gives is compared with a statement of its own
 * here: UTF-8 by the table of Unicode (3-7), JSON by a reader of strings.
 * Prints the inputs that fail, at most SHOWN; the status is 1 if there are any.
 */
#include "searcher/output/json.h"
#include "searcher/serve/target.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <stdio.h>
#include <stdlib.h>

#define SHOWN 20
#define REPLACEMENT "\xef\xbf\xbd"
#define MARK "\xef\xbb\xbf"

static struct buf out = BUF_INIT, again = BUF_INIT, want = BUF_INIT;
static uint64_t wrong;

static void fail(const char *what, struct ir_text in)
{
    if (wrong++ >= SHOWN)
        return;
    printf("%s:", what);
    for (size_t i = 0; i < in.size; i++)
        printf(" %02x", (unsigned)(unsigned char)in.data[i]);
    printf(" gives \"%s\"\n", out.data);
}

/* Unicode's table 3-7: the second bytes that may follow a first one. */
static const struct {
    unsigned char first, last, low, high;
    size_t size;
} rows[] = {
    {0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2},
    {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
    {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
    {0xf4, 0xf4, 0x80, 0x8f, 4},
};

/* The bytes at the start that are a character or could begin one; *whole: they
 * are one. */
static size_t character(struct ir_text in, bool *whole)
{
    const unsigned char *at = (const unsigned char *)in.data;
    size_t size = 1;

    *whole = false;
    for (size_t row = 0; row < COUNT(rows); row++) {
        if (*at < rows[row].first || *at > rows[row].last)
            continue;
        while (size < in.size && size < rows[row].size &&
               at[size] >= (size == 1 ? rows[row].low : 0x80) &&
               at[size] <= (size == 1 ? rows[row].high : 0xbf))
            size++;
        *whole = size == rows[row].size;
        break;
    }
    return size;
}

/* Of what is stored, each longest part that could begin a character is one
 * U+FFFD, as is a NUL; in JSON, which may have to tell of anything, each byte of
 * such a part, and a NUL is kept. */
static void repair(struct ir_text in, bool stored, struct buf *to)
{
    buf_clear(to);
    while (in.size) {
        bool whole;
        size_t size = character(in, &whole);

        if (!whole && !stored)
            size = 1;
        if (whole && (*in.data || !stored))
            buf_add(to, in.data, size);
        else
            buf_adds(to, REPLACEMENT);
        in.data += size;
        in.size -= size;
    }
}

static bool is_utf8(struct ir_text in)
{
    bool whole = true;

    while (in.size && whole) {
        size_t size = character(in, &whole);

        in.data += size;
        in.size -= size;
    }
    return whole;
}

/* Does a terminal act on a byte or character of it? */
static bool has_control(struct ir_text in)
{
    const unsigned char *at = (const unsigned char *)in.data;

    for (size_t i = 0; i < in.size; i++)
        if (at[i] < 0x20 || at[i] == 0x7f ||
            (at[i] == 0xc2 && i + 1 < in.size && at[i + 1] < 0xa0))
            return true;
    return false;
}

static bool same(const struct buf *a, const struct buf *b)
{
    return text_equal(buf_text(a), buf_text(b));
}

static void try_utf8(struct ir_text in)
{
    repair(in, true, &want);
    if (text_equal(in, TEXT(MARK)))
        buf_clear(&want); /* it is dropped at the start */
    buf_clear(&out);
    utf8_repair(in, &out);
    if (!same(&out, &want))
        fail("utf8_repair", in);
    if (utf8_valid(in) != is_utf8(in))
        fail("utf8_valid", in);
}

static void try_visible(struct ir_text in)
{
    buf_clear(&out);
    visible_add(&out, in);
    if (has_control(buf_text(&out)) || !is_utf8(buf_text(&out)))
        fail("visible_add", in);
    buf_clear(&again);
    visible_add(&again, buf_text(&out));
    if (!same(&out, &again))
        fail("visible_add twice", in);
}

/* RFC 8259, section 7.  False if it is no string. */
static bool read_string(const char *at, struct buf *to)
{
    static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    unsigned code;
    size_t i;

    buf_clear(to);
    if (*at++ != '"')
        return false;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            return false;
        if (*at != '\\') {
            buf_addc(to, *at);
            continue;
        }
        at++;
        if (*at == 'u') {
            if (sscanf(at + 1, "%4x", &code) != 1)
                return false;
            utf8_add(to, code);
            at += 4;
            continue;
        }
        for (i = 0; escapes[i] && escapes[i] != *at; i += 2)
            ;
        if (!escapes[i])
            return false;
        buf_addc(to, escapes[i + 1]);
    }
    return !at[1];
}

/* As an answer, and as a line of the log. */
static void try_json(struct ir_text in)
{
    struct json j = {.out = &out};

    buf_clear(&out);
    json_put_text(&j, in);
    repair(in, false, &want);
    if (!read_string(out.data, &again) || !same(&again, &want) ||
        has_control(buf_text(&out)) || !is_utf8(buf_text(&out)))
        fail("json_put_text", in);
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* What an id in a path stands for (RFC 3986, section 2.1); false: nothing. */
static bool decode(struct ir_text in, struct buf *to)
{
    buf_clear(to);
    for (size_t i = 0; i < in.size; i++) {
        char c = in.data[i];

        if (c == '%') {
            int high = i + 2 < in.size ? digit(in.data[i + 1]) : -1;
            int low = i + 2 < in.size ? digit(in.data[i + 2]) : -1;

            if (high < 0 || low < 0 || !(high | low))
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        } else if ((unsigned char)c < 0x21 || (unsigned char)c > 0x7e)
            return false;
        buf_addc(to, c);
    }
    return true;
}

static void read_path(struct ir_text in, const char *what, const char *text)
{
    struct target t;
    struct fault f;
    bool good = decode((struct ir_text){text, strlen(text)}, &want);
    bool read;

    buf_clear(&out);
    buf_addf(&out, "/v1/articles/%s", text);
    read = target_read(&t, buf_text(&out), &f);
    if (read != good || (good && want.size &&
                         (t.endpoint != ENDPOINT_ARTICLE ||
                          !text_equal(t.id, buf_text(&want)))))
        fail(what, in);
    target_free(&t);
}

static void try_target(struct ir_text in)
{
    char text[3 * 4 + 1] = "";

    for (size_t i = 0; i < in.size; i++)
        snprintf(text + 3 * i, 4, "%%%02X",
                 (unsigned)(unsigned char)in.data[i]);
    read_path(in, "target_read, escaped", text);
    /* What ends the path is not of it. */
    if (memchr(in.data, '?', in.size) || memchr(in.data, '\0', in.size) ||
        memchr(in.data, '#', in.size))
        return;
    memcpy(text, in.data, in.size);
    text[in.size] = '\0';
    read_path(in, "target_read", text);
}

int main(int argc, char **argv)
{
    const int most = argc > 1 ? atoi(argv[1]) : 3;
    uint64_t count = 0;

    if (most < 1 || most > 4) {
        fprintf(stderr, "usage: exhaustive [BYTES]   (1 to 4)\n");
        return 2;
    }
    for (int size = 1; size <= most; size++)
        for (uint64_t i = 0; i < (uint64_t)1 << (8 * size); i++, count++) {
            const char bytes[4] = {(char)i, (char)(i >> 8), (char)(i >> 16),
                                   (char)(i >> 24)};
            struct ir_text in = {bytes, (size_t)size};

            try_utf8(in);
            try_visible(in);
            try_json(in);
            try_target(in);
        }
    printf("%llu inputs, %llu wrong\n", (unsigned long long)count,
           (unsigned long long)wrong);
    buf_free(&out);
    buf_free(&again);
    buf_free(&want);
    return wrong ? 1 : 0;
}
