/* Articles in JSON. */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/html/markup.h"
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define MAP_PARTS 8 /* names in "a.b.c" of --map */

/* Members of wrapper objects that contain articles. */
static const char *const wrappers[] = {
    "articles", "items",    "results",    "docs",       "documents", "news",
    "stories",  "entries",  "posts",      "records",    "rows",      "hits",
    "data",     "response", "result",     "feed",       "channel",   "entry",
    "item",     "article",  "_source",    "fields",     "doc",       "document",
    "node",     "story",    "attributes", "properties",
};

/* Members that hold the text of a field that is an object, best first. */
static const struct {
    const char *name;
    bool html;
} texts[] = {
    {"rendered", true}, {"main", false},  {"name", false}, {"value", false},
    {"text", false},    {"#text", false}, {"$t", false},   {"html", true},
};

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

json_t *json_article_parse(struct ir_text text, const char *encoding,
                           struct parsed *out, struct problem *p)
{
    struct buf copy = BUF_INIT;
    json_error_t error;
    json_t *json;

    if (json_is_dense(text)) {
        json_refuse_dense(p);
        return NULL;
    }
    charset_guess(text, encoding, &copy, &out->replaced, &out->converted);
    out->replaced += repair_escapes(&copy);
    json = json_loadb(copy.data, copy.size, JSON_ALLOW_NUL, &error);
    /* A number beyond 64 bits, in a field that is not used. */
    if (!json && json_error_code(&error) == json_error_numeric_overflow)
        json = json_loadb(copy.data, copy.size,
                          JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
    if (!json)
        problem_set(p, IR_INVALID, "syntax", "bad JSON at byte %d: %s",
                    error.position, error.text);
    buf_free(&copy);
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

/* Append a string, or the text member of an object.  False if there is none. */
static bool add_text(const json_t *value, bool html, struct buf *out)
{
    if (json_is_string(value) && html)
        markup_text(json_text(value), out);
    else if (json_is_string(value))
        buf_addt(out, json_text(value));
    if (!json_is_object(value))
        return json_is_string(value);
    for (size_t i = 0; i < COUNT(texts); i++) {
        const json_t *inner = json_object_get(value, texts[i].name);

        if (json_is_string(inner))
            return add_text(inner, texts[i].html, out);
    }
    return false;
}

/* Join the names in an array; false if an item has none. */
static bool add_list(const json_t *list, struct buf *out)
{
    const json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
    {
        if (i)
            buf_adds(out, ", ");
        if (!add_text(item, false, out))
            return false;
    }
    return true;
}

static bool may_be_list(enum parsed_field field)
{
    return field == PARSED_BYLINE || field == PARSED_SECTION ||
           field == PARSED_SOURCE;
}

static enum ir_status take(const char *name, enum parsed_field field,
                           const json_t *value, struct parsed *out,
                           struct problem *p)
{
    struct buf *to = &out->fields[field];
    bool html = strcasestr(name, "html") != NULL;
    bool taken;

    buf_clear(to);
    if (json_is_integer(value) &&
        (field == PARSED_ID || field == PARSED_DATE)) {
        buf_addf(to, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return IR_OK;
    }
    if (json_is_real(value) && field == PARSED_DATE) {
        buf_addf(to, "@%.0f", json_real_value(value));
        return IR_OK;
    }
    if (json_is_array(value) && may_be_list(field))
        taken = add_list(value, to);
    else
        taken = add_text(value, html, to);
    /* A field that is only a label is dropped rather than the article. */
    if (!taken && may_be_list(field)) {
        buf_clear(to);
        taken = true;
    }
    if (!taken)
        return problem_set(p, IR_INVALID, "type",
                           "field %s is %s, not a string", name, kind(value));
    return IR_OK;
}

/* "a.b" is member b of object a, unless a member is called so. */
static const json_t *by_path(const json_t *object, const char *path)
{
    const json_t *at = json_object_get(object, path);
    const char *dot = path;
    char part[256];

    for (int i = 0; !at && i < MAP_PARTS && (dot = strchr(path, '.')); i++) {
        if ((size_t)(dot - path) >= sizeof(part))
            return NULL;
        memcpy(part, path, (size_t)(dot - path));
        part[dot - path] = '\0';
        object = json_object_get(object, part);
        path = dot + 1;
        at = json_object_get(object, path);
    }
    return at;
}

struct choice {
    const char *name;
    const json_t *value;
    size_t rank;
};

/* The best value of each field. */
static void choose(const json_t *object, const struct field_map *map,
                   struct choice choices[PARSED_FIELDS])
{
    const char *name;
    json_t *value;
    size_t rank;

    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        enum parsed_field field = parsed_field_named(map, text_of(name), &rank);

        if (field == PARSED_FIELDS || json_is_null(value))
            continue;
        if (!choices[field].value || rank < choices[field].rank)
            choices[field] = (struct choice){name, value, rank};
    }
    for (size_t i = map ? map->count : 0; i-- > 0;) {
        const json_t *found = by_path(object, map->items[i].name);

        if (found && !json_is_null(found))
            choices[map->items[i].field] =
                (struct choice){map->items[i].name, found, 0};
    }
}

enum ir_status json_article_take(const json_t *object, const json_t *around,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p)
{
    struct choice choices[PARSED_FIELDS] = {{0}}, outer[PARSED_FIELDS] = {{0}};

    if (!json_is_object(object))
        return problem_set(p, IR_INVALID, "syntax", "not a JSON object");
    choose(object, map, choices);
    if (around)
        choose(around, map, outer);
    for (int i = 0; i < PARSED_FIELDS; i++) {
        const struct choice *c = choices[i].value ? &choices[i] : &outer[i];

        if (c->value &&
            take(c->name, (enum parsed_field)i, c->value, out, p) != IR_OK)
            return p->err.status;
    }
    if (!choices[PARSED_TEXT].value)
        return problem_set(p, IR_INVALID, "missing", "no field text");
    return IR_OK;
}

static bool is_article(const json_t *object, const struct field_map *map)
{
    struct choice choices[PARSED_FIELDS] = {{0}};
    struct buf out = BUF_INIT;
    bool is;

    choose(object, map, choices);
    is = choices[PARSED_TEXT].value &&
         add_text(choices[PARSED_TEXT].value, false, &out);
    buf_free(&out);
    return is;
}

static void add(struct json_articles *out, json_t *object, json_t *around)
{
    out->items = xgrow(out->items, out->count, &out->room, sizeof(*out->items));
    out->items[out->count++] = (struct json_article){object, around};
}

static bool find(json_t *json, json_t *around, const struct field_map *map,
                 int depth, struct json_articles *out)
{
    json_t *item;
    size_t i;

    if (json_is_object(json) && is_article(json, map)) {
        add(out, json, around);
        return true;
    }
    if (depth == JSON_ARTICLE_DEPTH)
        return false;
    if (json_is_array(json)) {
        json_array_foreach(json, i, item) if (!find(item, NULL, map, depth + 1,
                                                    out)) add(out, item, NULL);
        return json_array_size(json) > 0;
    }
    for (i = 0; json_is_object(json) && i < COUNT(wrappers); i++) {
        item = json_object_get(json, wrappers[i]);
        if (json_is_object(item) && find(item, json, map, depth + 1, out))
            return true;
        if (json_is_array(item) && json_is_object(json_array_get(item, 0)))
            return find(item, NULL, map, depth + 1, out);
    }
    return false;
}

void json_article_find(json_t *document, const struct field_map *map,
                       struct json_articles *out)
{
    out->count = 0;
    if (!find(document, NULL, map, 0, out))
        add(out, document, NULL);
}
