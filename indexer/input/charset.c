/* Encodings, through iconv. */
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#define REST_MAX 8               /* bytes of an incomplete character */
#define STEP ((size_t)1 << 16)   /* bytes at once, so that memory fits */
#define WIDE_LOOK ((size_t)4096) /* bytes looked at for UTF-16 without a mark */
#define WIDE_SPACES 20   /* text has a space in as many bytes of UTF-8 */
#define EASTERN_TURNED 8 /* one in so many may end in a zero byte */
#define WESTERN "windows-1252"
#define WESTERN_MOST 4  /* so many bytes to a character that is UTF-8 */
#define WESTERN_SHARE 3 /* letters of ASCII to one of them, or more */
#define REPLACED 0xfffd
#define GROWTH 3 /* bytes of UTF-8 that one byte becomes at most */

/* Those of two bytes to a character, in which UTF-8 may be valid by chance. */
static const char *const pairs[] = {"GB18030", "BIG5-HKSCS", "CP932",
                                    "EUC-JP",  "UHC",        NULL};

/* Longer ones first: the mark of UTF-32LE begins with that of UTF-16LE. */
static const struct {
    const char *bytes;
    size_t size;
    const char *iconv;
} marks[] = {
    {"\xff\xfe\0\0", 4, "UTF-32LE"}, {"\0\0\xfe\xff", 4, "UTF-32BE"},
    {"\xef\xbb\xbf", 3, "UTF-8"},    {"\xff\xfe", 2, "UTF-16LE"},
    {"\xfe\xff", 2, "UTF-16BE"},
};

struct charset {
    iconv_t iconv;
    size_t unit;
    char rest[REST_MAX];
    size_t rest_size;
};

const char *charset_of_mark(struct ir_text head, size_t *size)
{
    for (size_t i = 0; i < COUNT(marks); i++)
        if (head.size >= marks[i].size &&
            !memcmp(head.data, marks[i].bytes, marks[i].size)) {
            *size = marks[i].size;
            return marks[i].iconv;
        }
    *size = 0;
    return NULL;
}

static bool has_high(struct ir_text in)
{
    size_t at = utf8_skip_ascii(in, 0);

    while (at < in.size && !in.data[at])
        at = utf8_skip_ascii(in, at + 1);
    return at < in.size;
}

/* Signs of Chinese, Japanese and Korean, and their punctuation. */
static bool is_sign(uint32_t code)
{
    return (code >= 0x3000 && code <= 0x30ff) ||
           (code >= 0x4e00 && code <= 0x9fff) ||
           (code >= 0xac00 && code <= 0xd7a3) ||
           (code >= 0xff00 && code <= 0xffef);
}

/*
 * Is it East Asian, which has no spaces?  Letters of ASCII, taken by the wrong
 * byte order, are too, as U+6100 for "a", and so are pairs of them.
 */
static bool is_eastern(const struct buf *text)
{
    size_t signs = 0, turned = 0, letters = 0, all = 0;

    for (size_t at = 0; at < text->size; all++) {
        const uint32_t code = utf8_next(text->data, text->size, &at);
        const bool sign = is_sign(code);

        if (!sign && code >= 0x80 && code >> 8 != 0x20)
            return false;
        signs += sign;
        turned += sign && !(code & 0xff);
        letters += sign && code >> 8 < 0x7f && (code & 0xff) >= ' ' &&
                   (code & 0xff) < 0x7f;
    }
    return signs * 2 > all && turned * EASTERN_TURNED < all &&
           letters * 2 <= signs;
}

/* Does it decode to words, without a control or a bad character? */
static bool makes_text(struct ir_text head, const char *name)
{
    struct charset *c = charset_new(name);
    struct buf out = BUF_INIT;
    bool good = charset_add(c, head, false, &out) == 0;
    size_t spaces = 0, at;

    for (at = 0; good && at < out.size; at++) {
        unsigned char byte = (unsigned char)out.data[at];

        spaces += byte == ' ' || byte == '\n';
        good = byte >= ' ' || memchr("\t\n\f\r", byte, 4);
    }
    good = good && (spaces * WIDE_SPACES >= at || is_eastern(&out));
    charset_free(c);
    buf_free(&out);
    return good;
}

const char *charset_of_wide(struct ir_text head, const char *given)
{
    static const char *const names[] = {"UTF-16LE", "UTF-16BE"};
    const char *known = given ? charset_find(text_of(given)) : NULL;

    if (!head.size || !text_find(head, '\0'))
        return NULL;
    if (known && charset_is_wide(known))
        return known;
    if (head.size > WIDE_LOOK)
        head.size = WIDE_LOOK;
    head.size -= head.size % 2;
    for (size_t i = 0; i < COUNT(names); i++)
        if (head.size && makes_text(head, names[i]))
            return names[i];
    return NULL;
}

struct charset *charset_new(const char *name)
{
    struct charset *c = xcalloc(1, sizeof(*c));

    c->iconv = iconv_open("UTF-8", name);
    c->unit = charset_unit(name);
    return c;
}

void charset_free(struct charset *c)
{
    if (!c)
        return;
    if (c->iconv != (iconv_t)-1)
        iconv_close(c->iconv);
    free(c);
}

/* Convert whole characters; *in is left with the rest. */
static int convert(struct charset *c, struct ir_text *in, struct buf *out)
{
    char *from = (char *)(uintptr_t)in->data, *to;
    size_t left = in->size, room, done = 0;

    do {
        room = (left < STEP ? left : STEP) * GROWTH + REST_MAX;
        buf_reserve(out, room);
        to = out->data + out->size;
        errno = 0;
        done = iconv(c->iconv, &from, &left, &to, &room);
        out->size = (size_t)(to - out->data);
        out->data[out->size] = '\0';
    } while (done == (size_t)-1 && errno == E2BIG);
    in->data = from;
    in->size = left;
    return done == (size_t)-1 ? errno : 0;
}

static size_t convert_all(struct charset *c, struct ir_text in, bool last,
                          struct buf *out)
{
    size_t replaced = 0, skip;
    int error;

    while ((error = convert(c, &in, out))) {
        if (error == EINVAL && !last && in.size <= REST_MAX) {
            memcpy(c->rest, in.data, in.size);
            c->rest_size = in.size;
            break;
        }
        buf_adds(out, "\xef\xbf\xbd");
        replaced++;
        skip = in.size < c->unit ? in.size : c->unit;
        in.data += skip;
        in.size -= skip;
    }
    return replaced;
}

size_t charset_add(struct charset *c, struct ir_text in, bool last,
                   struct buf *out)
{
    struct buf joined = BUF_INIT;
    size_t replaced;

    if (c->iconv == (iconv_t)-1)
        return utf8_repair(in, out);
    if (!c->rest_size)
        return convert_all(c, in, last, out);
    buf_add(&joined, c->rest, c->rest_size);
    buf_addt(&joined, in);
    c->rest_size = 0;
    replaced = convert_all(c, buf_text(&joined), last, out);
    buf_free(&joined);
    return replaced;
}

/* Does a byte begin a sequence of three bytes or four in UTF-8? */
static bool has_long(struct ir_text in)
{
    for (size_t i = 0; i < in.size; i++)
        if ((unsigned char)in.data[i] >= 0xe0)
            return true;
    return false;
}

/*
 * Text in an encoding of bytes is hardly ever valid UTF-8 by chance, unless all
 * of it is ASCII; in one of two bytes a character a few may be.
 */
bool charset_is_utf8(struct ir_text in, const char *charset)
{
    const char *const *pair = pairs;

    if (charset_is_wide(charset) || !has_high(in) || !utf8_valid(in))
        return false;
    while (*pair && strcmp(*pair, charset) != 0)
        pair++;
    return !*pair || has_long(in);
}

void charset_text(struct ir_text in, const char *name, struct buf *out,
                  size_t *replaced)
{
    size_t mark;
    const char *found = charset_of_mark(in, &mark);
    struct charset *c;

    if (!found && name)
        found = charset_find(text_of(name));
    in.data += mark;
    in.size -= mark;
    if (!found || !strcmp(found, "UTF-8") ||
        (!mark && charset_is_utf8(in, found))) {
        *replaced += utf8_repair(in, out);
        return;
    }
    c = charset_new(found);
    *replaced += charset_add(c, in, true, out);
    charset_free(c);
}

/* Bytes that Windows-1252 does not have, and one that texts in it do not. */
static bool is_strange(unsigned char c)
{
    return c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d ||
           c == 0xff || c == 0;
}

/*
 * Does it look like Windows-1252: letters of ASCII, among them some bytes that
 * are letters or signs there, and hardly a character in UTF-8?
 */
static bool looks_western(struct ir_text in)
{
    size_t letters = 0, bytes = 0, characters = 0;

    for (size_t i = 0; i < in.size;) {
        const unsigned char c = (unsigned char)in.data[i];
        size_t next = i;

        if (c < 0x80) {
            letters += ascii_letter((char)c);
            if (is_strange(c))
                return false;
            i++;
        } else if (utf8_next(in.data, in.size, &next) != REPLACED) {
            characters++;
            i = next;
        } else if (is_strange(c)) {
            return false;
        } else {
            bytes++;
            i++;
        }
    }
    return bytes > characters * WESTERN_MOST &&
           bytes * WESTERN_SHARE <= letters;
}

void charset_guess(struct ir_text in, const char *fallback, struct buf *out,
                   size_t *replaced, const char **converted)
{
    size_t mark;
    const bool utf8 = charset_of_mark(in, &mark) || utf8_valid(in);

    if (utf8 && !mark && in.size && !memchr(in.data, '\0', in.size)) {
        buf_addt(out, in); /* as it is, without a second look */
        return;
    }
    if (utf8)
        fallback = NULL;
    else if (!fallback && looks_western(in))
        fallback = WESTERN;
    if (fallback)
        *converted = fallback;
    charset_text(in, fallback, out, replaced);
}
