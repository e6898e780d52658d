/* Text from anywhere, made safe to show to a person. */
#include "text/visible.h"
#include "text/utf8.h"

#include <utf8proc.h>

enum {
    JOINED_SCRIPTS = 0x590, /* Latin, Greek, Cyrillic are below, no joiners */
    BLACK_FLAG = 0x1f3f4,
    FLAG_TAGS = 7, /* at most: a region and the end of it */
};

/* Shown as blanks, although Unicode classes them as letters or marks. */
static const uint32_t blanks[] = {0x34f,  0x115f, 0x1160, 0x17b4,
                                  0x17b5, 0x3164, 0xffa0};
/* Format characters that are visible, such as signs before Arabic numbers. */
static const uint32_t shaped[] = {0x600, 0x601,   0x602,  0x603, 0x604,
                                  0x605, 0x6dd,   0x70f,  0x890, 0x891,
                                  0x8e2, 0x110bd, 0x110cd};

static bool among(uint32_t code, const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return true;
    return false;
}

/* Soft hyphen, or directional mark, which text in two scripts needs. */
static bool is_mark(uint32_t code)
{
    return code == 0xad || code == 0x61c || code == 0x200e || code == 0x200f;
}

static bool is_selector(uint32_t code)
{
    return code >= 0xe0100 && code <= 0xe01ef;
}

bool visible_unsafe(uint32_t code)
{
    utf8proc_category_t category;

    if (code < 0x300)
        return code < 0x20 || (code >= 0x7f && code < 0xa0);
    category = utf8proc_category((utf8proc_int32_t)code);
    if (category == UTF8PROC_CATEGORY_CF)
        return !among(code, shaped, COUNT(shaped)) && !is_mark(code);
    return category == UTF8PROC_CATEGORY_CC ||
           category == UTF8PROC_CATEGORY_CS ||
           category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP ||
           (code >= 0xe0000 && code < 0xe1000 && !is_selector(code)) ||
           among(code, blanks, COUNT(blanks));
}

/* Is it of a script that uses joiners, or an emoji? */
static bool is_joined(uint32_t code)
{
    return code >= JOINED_SCRIPTS && !(code >= 0x2000 && code <= 0x206f);
}

static bool next_is_joined(struct ir_text text, size_t at)
{
    return at < text.size && is_joined(utf8_next(text.data, text.size, &at));
}

/* Does the tag at `at` follow a black flag, with other tags between?  Such tags
 * say which flag it is. */
static bool is_flag(struct ir_text text, size_t at)
{
    for (size_t tags = 0; tags < FLAG_TAGS && at >= 4; tags++) {
        size_t before = at -= 4; /* bytes of a tag and of the flag */
        uint32_t code = utf8_next(text.data, text.size, &before);

        if (code == BLACK_FLAG)
            return true;
        if (code <= 0xe0020 || code >= 0xe007f)
            return false;
    }
    return false;
}

/* Is the character, unsafe elsewhere, a part of ordinary text here? */
static bool is_text(struct ir_text text, size_t start, size_t end,
                    uint32_t code, uint32_t previous)
{
    if (code >= 0x200b && code <= 0x200d)
        return is_joined(previous) || next_is_joined(text, end);
    return code > 0xe0020 && code <= 0xe007f && is_flag(text, start);
}

/* Append the replacement of an unsafe code point; returns its columns. */
static size_t add_picture(struct buf *out, uint32_t code)
{
    size_t before = out->size;

    if (code < 0x20 || code == 0x7f) {
        utf8_add(out, code < 0x20 ? 0x2400 + code : 0x2421);
        return 1;
    }
    buf_addf(out, "<U+%04X>", (unsigned)code);
    return out->size - before;
}

size_t visible_next(struct ir_text text, size_t *at, uint32_t previous,
                    struct buf *out)
{
    size_t start = *at;
    uint32_t code = utf8_next(text.data, text.size, at);
    int columns;

    if (code >= 0x20 && code < 0x7f) {
        buf_addc(out, (char)code);
        return 1;
    }
    if (visible_unsafe(code) && !is_text(text, start, *at, code, previous))
        return add_picture(out, code);
    utf8_add(out, code);
    columns = utf8proc_charwidth((utf8proc_int32_t)code);
    return columns > 0 ? (size_t)columns : 0;
}

void visible_add(struct buf *out, struct ir_text text)
{
    uint32_t previous = 0;

    for (size_t at = 0; at < text.size;) {
        size_t here = at;

        visible_next(text, &at, previous, out);
        previous = utf8_next(text.data, text.size, &here);
    }
}

/* In UTF-16, as JSON has it. */
static void add_escape(struct buf *out, uint32_t code)
{
    if (code > 0xffff) {
        code -= 0x10000;
        buf_addf(out, "\\u%04x", (unsigned)(0xd800 + (code >> 10)));
        code = 0xdc00 + (code & 0x3ff);
    }
    buf_addf(out, "\\u%04x", (unsigned)code);
}

void visible_add_json(struct buf *out, struct ir_text json)
{
    for (size_t at = 0, start; at < json.size;) {
        uint32_t code;

        start = at;
        code = utf8_next(json.data, json.size, &at);
        if (code > 0x7e && visible_unsafe(code))
            add_escape(out, code);
        else
            buf_add(out, json.data + start, at - start);
    }
}
