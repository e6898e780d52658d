/* A parser for JSON without faults.  Whatever is amiss makes it give up, so it
 * has no errors to tell. */
#include "indexer/formats/json/json_quick.h"
#include "base/buf.h"
#include "text/utf8.h"

#define NAME_MAX_BYTES 256 /* of a member, with its NUL */

struct quick {
    const char *at, *end;
    struct buf text; /* of a string; has room for all of the JSON */
};

static json_t *read_value(struct quick *q, int depth);

static char blanks_then(struct quick *q)
{
    while (q->at < q->end && (*q->at == ' ' || *q->at == '\n' ||
                              *q->at == '\r' || *q->at == '\t'))
        q->at++;
    return q->at < q->end ? *q->at : '\0';
}

/* Pass c, after blanks; false if something else comes. */
static bool pass(struct quick *q, char c)
{
    if (blanks_then(q) != c)
        return false;
    q->at++;
    return true;
}

/* Has one of these eight bytes a meaning in a string: '"', '\' or a control
 * character? */
static bool any_special(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';

    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
            ((eight - ones * ' ') & ~eight)) &
           ones << 7;
}

static bool special(char c)
{
    return c == '"' || c == '\\' || (unsigned char)c < ' ';
}

/* Copy the bytes of a string up to one with a meaning, or to the end. */
static void copy_plain(struct quick *q)
{
    const char *at = q->at;
    char *to = q->text.data + q->text.size;
    uint64_t eight;

    for (; q->end - at >= 8; at += 8, to += 8) {
        memcpy(&eight, at, 8);
        if (any_special(eight))
            break;
        memcpy(to, at, 8);
    }
    while (at < q->end && !special(*at))
        *to++ = *at++;
    q->text.size += (size_t)(at - q->at);
    q->at = at;
}

static bool take_hex(struct quick *q, uint32_t *code)
{
    *code = 0;
    if (q->end - q->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        const char c = *q->at++, low = (char)(c | 32);

        if (c >= '0' && c <= '9')
            *code = *code << 4 | (uint32_t)(c - '0');
        else if (low >= 'a' && low <= 'f')
            *code = *code << 4 | (uint32_t)(low - 'a' + 10);
        else
            return false;
    }
    return true;
}

/* The character of \uXXXX, or of two that are a surrogate pair. */
static bool take_code(struct quick *q)
{
    uint32_t code, low;

    if (!take_hex(q, &code))
        return false;
    if (code >> 11 == 0xd800 >> 11) {
        if (code >= 0xdc00 || q->end - q->at < 2 || memcmp(q->at, "\\u", 2))
            return false;
        q->at += 2;
        if (!take_hex(q, &low) || low >> 10 != 0xdc00 >> 10)
            return false;
        code = 0x10000 + ((code & 0x3ff) << 10 | (low & 0x3ff));
    }
    utf8_add(&q->text, code);
    return true;
}

static bool take_escape(struct quick *q)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *name;

    if (q->at == q->end)
        return false;
    if (*q->at == 'u') {
        q->at++;
        return take_code(q);
    }
    name = memchr(names, *q->at++, sizeof(names) - 1);
    if (!name)
        return false;
    q->text.data[q->text.size++] = values[name - names];
    return true;
}

/* Bring the string that comes next into q->text. */
static bool take_string(struct quick *q)
{
    if (!pass(q, '"'))
        return false;
    q->text.size = 0;
    for (;;) {
        copy_plain(q);
        if (q->at == q->end)
            return false;
        switch (*q->at++) {
        case '"': q->text.data[q->text.size] = '\0'; return true;
        case '\\':
            if (!take_escape(q))
                return false;
            break;
        default: return false;
        }
    }
}

static json_t *read_string(struct quick *q)
{
    if (!take_string(q))
        return NULL;
    return json_stringn_nocheck(q->text.data, q->text.size);
}

static bool add_member(struct quick *q, json_t *object, int depth)
{
    char name[NAME_MAX_BYTES]; /* the value's bytes take its place */

    if (!take_string(q) || q->text.size >= sizeof(name) ||
        memchr(q->text.data, '\0', q->text.size))
        return false;
    memcpy(name, q->text.data, q->text.size + 1);
    return pass(q, ':') &&
           !json_object_set_new_nocheck(object, name, read_value(q, depth));
}

static bool add_element(struct quick *q, json_t *array, int depth)
{
    return !json_array_append_new(array, read_value(q, depth));
}

/* The rest of an object or array, whose first bracket is passed. */
static json_t *read_inner(struct quick *q, char end, int depth)
{
    const bool object = end == '}';
    json_t *all = object ? json_object() : json_array();

    if (pass(q, end))
        return all;
    do {
        if (!(object ? add_member : add_element)(q, all, depth + 1)) {
            json_decref(all);
            return NULL;
        }
    } while (pass(q, ','));
    if (pass(q, end))
        return all;
    json_decref(all);
    return NULL;
}

static bool pass_word(struct quick *q, struct ir_text word)
{
    if ((size_t)(q->end - q->at) < word.size ||
        memcmp(q->at, word.data, word.size))
        return false;
    q->at += word.size;
    return true;
}

static json_t *read_word(struct quick *q)
{
    if (pass_word(q, TEXT("true")))
        return json_true();
    if (pass_word(q, TEXT("false")))
        return json_false();
    return pass_word(q, TEXT("null")) ? json_null() : NULL;
}

/* Jansson's own reading, so that limits and rounding are the same. */
static json_t *read_number(struct quick *q)
{
    const char *begin = q->at;

    while (q->at < q->end && *q->at && strchr("+-.0123456789Ee", *q->at))
        q->at++;
    return json_loadb(begin, (size_t)(q->at - begin), JSON_DECODE_ANY, NULL);
}

static json_t *read_value(struct quick *q, int depth)
{
    if (depth > JSON_QUICK_DEPTH)
        return NULL;
    switch (blanks_then(q)) {
    case '"': return read_string(q);
    case '{': q->at++; return read_inner(q, '}', depth);
    case '[': q->at++; return read_inner(q, ']', depth);
    case 't':
    case 'f':
    case 'n': return read_word(q);
    default: return read_number(q);
    }
}

json_t *json_quick(struct ir_text text)
{
    struct quick q = {text.data, text.data + text.size, BUF_INIT};
    json_t *value = NULL;
    const char first = blanks_then(&q);

    buf_reserve(&q.text, text.size);
    if (first == '{' || first == '[')
        value = read_value(&q, 1);
    blanks_then(&q);
    if (q.at < q.end) {
        json_decref(value);
        value = NULL;
    }
    buf_free(&q.text);
    return value;
}
