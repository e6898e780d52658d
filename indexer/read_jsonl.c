/* JSON lines: one object a line, each an article. */
#include "indexer/reader.h"
#include "text/utf8.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static bool ends_with(const char *s, const char *end)
{
    size_t size = strlen(s), end_size = strlen(end);

    return size >= end_size && !strcmp(s + size - end_size, end);
}

static struct ir_text without_mark(struct ir_text t)
{
    if (t.size >= 3 && !memcmp(t.data, "\xef\xbb\xbf", 3)) {
        t.data += 3;
        t.size -= 3;
    }
    return t;
}

static size_t blanks(struct ir_text t)
{
    size_t i = 0;

    while (i < t.size && memchr(" \t\r\n", t.data[i], 4))
        i++;
    return i;
}

static bool claims(const struct source *s, struct ir_text head)
{
    size_t i;

    if (ends_with(s->name, ".jsonl") || ends_with(s->name, ".ndjson"))
        return true;
    if (ends_with(s->name, ".txt"))
        return false;
    head = without_mark(head);
    i = blanks(head);
    return i < head.size && head.data[i] == '{';
}

static unsigned hex4(const char *s)
{
    unsigned value = 0;

    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)s[i];

        if (!isxdigit(c))
            return 0;
        value = value << 4 | (c <= '9' ? c - 48u : (c | 32u) - 87u);
    }
    return value;
}

/*
 * Half a surrogate pair (Python writes them for bytes that were no UTF-8)
 * would cost the whole article: make it a replacement character.
 */
static size_t repair_escapes(struct buf *line)
{
    char *at = line->data, *end = line->data + line->size;
    size_t replaced = 0;

    while ((at = memchr(at, '\\', (size_t)(end - at))) && end - at >= 6) {
        unsigned code = at[1] == 'u' ? hex4(at + 2) : 0;

        if (code >> 11 != 0xd800 >> 11)
            at += 2;
        else if (code < 0xdc00 && end - at >= 12 && at[6] == '\\' &&
                 at[7] == 'u' && hex4(at + 8) >> 10 == 0xdc00 >> 10)
            at += 12;
        else {
            memcpy(at + 2, "fffd", 4);
            replaced++;
            at += 6;
        }
    }
    return replaced;
}

static json_t *parse(const struct buf *line, struct problem *p)
{
    json_error_t error;
    json_t *json = json_loadb(line->data, line->size, JSON_ALLOW_NUL, &error);

    /* A number beyond 64 bits, in a field that nobody asked for. */
    if (!json && json_error_code(&error) == json_error_numeric_overflow)
        json = json_loadb(line->data, line->size,
                          JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
    if (!json)
        problem_set(p, IR_INVALID, "syntax", "bad JSON at byte %d: %s",
                    error.position, error.text);
    else if (!json_is_object(json)) {
        problem_set(p, IR_INVALID, "syntax", "not a JSON object");
        json_decref(json);
        json = NULL;
    }
    return json;
}

static const char *kind(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    case JSON_NULL: return "null";
    default: return "something else";
    }
}

static enum ir_status take(const char *name, enum raw_field field,
                           const json_t *value, struct raw *out,
                           struct problem *p)
{
    char digits[32];

    if (json_is_string(value))
        raw_set(out, field,
                (struct ir_text){json_string_value(value),
                                 json_string_length(value)});
    else if (json_is_integer(value) && field == RAW_ID) {
        snprintf(digits, sizeof(digits), "%" JSON_INTEGER_FORMAT,
                 json_integer_value(value));
        raw_set(out, field, text_of(digits));
    } else
        return problem_set(p, IR_INVALID, "type",
                           "field %s is %s, not a string", name, kind(value));
    return IR_OK;
}

static enum ir_status take_all(const struct source *s, const json_t *json,
                               struct raw *out, struct problem *p)
{
    bool seen[RAW_FIELDS] = {false};
    enum raw_field field;
    const char *name;

    for (size_t i = 0; (name = raw_name(i, &field)); i++) {
        const json_t *value = json_object_get(json, name);

        if (seen[field] || !value || json_is_null(value))
            continue;
        seen[field] = true;
        if (take(name, field, value, out, p) != IR_OK)
            return p->err.status;
    }
    if (!seen[RAW_TEXT])
        return problem_set(p, IR_INVALID, "missing", "no field text");
    if (!out->fields[RAW_ID].size)
        buf_addf(&out->fields[RAW_ID], "%s:%llu", s->name,
                 (unsigned long long)s->line);
    return IR_OK;
}

static enum ir_status take_line(const struct source *s, struct ir_text line,
                                struct raw *out, struct problem *p)
{
    struct buf copy = BUF_INIT;
    enum ir_status status = IR_INVALID;
    json_t *json;

    if (utf8_valid(line) && !memchr(line.data, '\0', line.size))
        buf_addt(&copy, line);
    else
        out->replaced = utf8_repair(line, &copy);
    out->replaced += repair_escapes(&copy);
    json = parse(&copy, p);
    if (json)
        status = take_all(s, json, out, p);
    json_decref(json);
    buf_free(&copy);
    if (s->is_file)
        raw_set(out, RAW_PATH, text_of(s->name));
    return status;
}

static enum ir_status next(struct source *s, struct raw *out, struct problem *p)
{
    enum ir_status status;
    struct ir_text line;

    do {
        status = source_line(s, &line, p);
        if (status != IR_OK)
            return status;
        if (s->line == 1)
            line = without_mark(line);
    } while (blanks(line) == line.size);
    p->line = s->line;
    return take_line(s, line, out, p);
}

const struct reader read_jsonl = {"jsonl", ".jsonl .ndjson .json", claims,
                                  next};
