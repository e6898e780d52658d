/* Builds the tree of what yajl finds in JSON. */
#include "indexer/formats/text/json_tree.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

struct builder {
    struct arena *arena;
    const char *begin, *end; /* of the text */
    struct json_value *root;
    const struct json_value **to; /* where the next value belongs */
    struct json_value **open;     /* arrays and objects, the outer first */
    size_t depth, room, depth_max;
    size_t count; /* of values */
    struct ir_text name;
    char fault[48]; /* why it was stopped, or empty */
};

IR_PRINTF(2, 3)
static int stop(struct builder *b, const char *why, ...)
{
    va_list args;

    va_start(args, why);
    vsnprintf(b->fault, sizeof(b->fault), why, args);
    va_end(args);
    return 0;
}

/* yajl's buffer, where it had to unescape, does not last. */
static struct ir_text keep(struct builder *b, const void *bytes, size_t size)
{
    struct ir_text t = {bytes, size};

    return t.data >= b->begin && t.data < b->end ? t : arena_text(b->arena, t);
}

static struct json_value *add(struct builder *b, enum json_kind kind)
{
    struct json_value *value;

    if (!b->depth && kind < JSON_ARRAY)
        return NULL;
    value = arena_alloc(b->arena, sizeof(*value));
    value->kind = kind;
    value->name = b->name;
    if (b->depth)
        *b->to = value;
    else
        b->root = value;
    b->to = &value->next;
    b->count++;
    return value;
}

static int add_text(struct builder *b, enum json_kind kind, const void *bytes,
                    size_t size)
{
    struct json_value *value = add(b, kind);

    if (!value)
        return stop(b, "an object or an array expected");
    if (bytes)
        value->text = keep(b, bytes, size);
    return b->count <= JSON_VALUES_MAX;
}

static int open_value(struct builder *b, enum json_kind kind)
{
    struct json_value *value;

    if (b->depth == b->depth_max)
        return stop(b, "more than %zu levels", b->depth_max);
    value = add(b, kind);
    b->open = xgrow(b->open, b->depth, &b->room, sizeof(struct json_value *));
    b->open[b->depth++] = value;
    b->to = &value->first;
    b->name = TEXT("");
    return b->count <= JSON_VALUES_MAX;
}

static int close_value(void *builder)
{
    struct builder *b = builder;

    b->to = &b->open[--b->depth]->next;
    b->name = TEXT("");
    return 1;
}

static int on_null(void *b)
{
    return add_text(b, JSON_NULL, NULL, 0);
}

static int on_boolean(void *b, int value)
{
    return add_text(b, value ? JSON_TRUE : JSON_FALSE, NULL, 0);
}

/* What is too large for a double is no number that anything could have meant. */
static int on_number(void *builder, const char *digits, size_t size)
{
    struct builder *b = builder;
    struct ir_text number =
        arena_text(b->arena, (struct ir_text){digits, size});

    if (isinf(strtod(number.data, NULL)))
        return stop(b, "number too large");
    return add_text(b, JSON_NUMBER, number.data, size);
}

static int on_string(void *b, const unsigned char *bytes, size_t size)
{
    return add_text(b, JSON_STRING, bytes, size);
}

static int on_name(void *builder, const unsigned char *bytes, size_t size)
{
    struct builder *b = builder;

    b->name = keep(b, bytes, size);
    return 1;
}

static int on_object(void *b)
{
    return open_value(b, JSON_OBJECT);
}

static int on_array(void *b)
{
    return open_value(b, JSON_ARRAY);
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_object,
    .yajl_map_key = on_name,
    .yajl_end_map = close_value,
    .yajl_start_array = on_array,
    .yajl_end_array = close_value,
};

static void *allocate(void *context, size_t size)
{
    (void)context;
    return xmalloc(size);
}

static void *reallocate(void *context, void *old, size_t size)
{
    (void)context;
    return xrealloc(old, size);
}

static void release(void *context, void *old)
{
    (void)context;
    free(old);
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
static size_t repair_escapes(char *at, const char *end)
{
    size_t replaced = 0;

    while (at < end && (at = memchr(at, '\\', (size_t)(end - at))) &&
           end - at >= 6) {
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

/* The size of NaN, Infinity or -Infinity there; 0 if it is something else. */
static size_t no_number(const char *at, const char *end)
{
    static const char *const words[] = {"NaN", "Infinity", "-Infinity"};

    for (size_t i = 0; i < COUNT(words); i++) {
        size_t size = strlen(words[i]);

        if ((size_t)(end - at) >= size && !memcmp(at, words[i], size))
            return size;
    }
    return 0;
}

/* Make them nothing: an empty array, as null does not fit into three bytes.
 * False if there are none. */
static bool repair_numbers(char *at, const char *end)
{
    bool quoted = false, any = false;

    for (; at < end; at++) {
        size_t size = quoted ? 0 : no_number(at, end);

        if (quoted && *at == '\\' && at + 1 < end)
            at++;
        else if (*at == '"')
            quoted = !quoted;
        else if (size) {
            memset(at, ' ', size);
            memcpy(at, "[]", 2);
            at += size - 1;
            any = true;
        }
    }
    return any;
}

static uint64_t line_of(struct ir_text text, size_t at)
{
    uint64_t line = 1;

    for (size_t i = 0; i < at; i++)
        line += text.data[i] == '\n';
    return line;
}

/* Why yajl ended at a byte of the text. */
static void describe(const struct builder *b, yajl_handle parser, size_t at,
                     struct problem *p)
{
    unsigned char *found = NULL;
    const char *why = b->fault;

    p->line = line_of((struct ir_text){b->begin, at}, at);
    if (b->count > JSON_VALUES_MAX) {
        problem_limit(p, "too_large", "too much in one JSON object",
                      JSON_VALUES_MAX, "values");
        return;
    }
    if (!*why) {
        found = yajl_get_error(parser, 0, NULL, 0);
        why = strchr((const char *)found, ':') + 2; /* "lexical error: " */
    }
    problem_set(p, IR_INVALID, "syntax", "bad JSON at byte %zu: %.*s", at,
                (int)strcspn(why, ".\n"), why);
    if (found)
        yajl_free_error(parser, found);
}

/* Does anything but blanks follow?  yajl would not notice an open quote. */
static bool has_more(struct ir_text text, size_t at)
{
    return text_trim_start(text_slice(text, at, text.size), BYTES_BLANK).size;
}

/* *lexical: there is something that JSON has no word for. */
static struct json_value *build(struct builder *b,
                                const struct json_syntax *syntax, bool *lexical,
                                struct problem *p)
{
    yajl_alloc_funcs memory = {allocate, reallocate, release, NULL};
    yajl_handle parser = yajl_alloc(&callbacks, &memory, b);
    const struct ir_text text = {b->begin, (size_t)(b->end - b->begin)};
    yajl_status status;
    size_t at;

    yajl_config(parser, yajl_allow_trailing_garbage, 1);
    status = yajl_parse(parser, (const unsigned char *)text.data, text.size);
    at = yajl_get_bytes_consumed(parser);
    if (status == yajl_status_ok)
        status = yajl_complete_parse(parser);
    if (status == yajl_status_ok && !syntax->trailing && has_more(text, at)) {
        stop(b, "something follows the value");
        status = yajl_status_client_canceled;
    }
    if (status != yajl_status_ok)
        describe(b, parser, at, p);
    *lexical = status == yajl_status_error;
    yajl_free(parser);
    return status == yajl_status_ok ? b->root : NULL;
}

struct json_value *json_parse(struct arena *arena, char *text, size_t size,
                              const struct json_syntax *syntax,
                              size_t *replaced, struct problem *p)
{
    const struct builder first = {.arena = arena,
                                  .begin = text,
                                  .end = text + size,
                                  .depth_max = (size_t)syntax->depth,
                                  .name = TEXT("")};
    struct builder b = first;
    struct json_value *root;
    bool lexical;

    *replaced += repair_escapes(text, text + size);
    root = build(&b, syntax, &lexical, p);
    free(b.open);
    if (lexical && repair_numbers(text, text + size)) {
        b = first;
        root = build(&b, syntax, &lexical, p);
        free(b.open);
    }
    return root;
}

bool json_is_integer(const struct json_value *value)
{
    if (!json_is(value, JSON_NUMBER))
        return false;
    for (size_t i = 0; i < value->text.size; i++)
        if (memchr(".eE", value->text.data[i], 3))
            return false;
    return true;
}

const struct json_value *json_member(const struct json_value *value,
                                     struct ir_text name)
{
    const struct json_value *found = NULL;

    for (const struct json_value *m = json_members(value); m; m = m->next)
        if (text_equal(m->name, name))
            found = m;
    return found;
}

const struct json_value *json_get(const struct json_value *value,
                                  const char *name)
{
    return json_member(value, text_of(name));
}
