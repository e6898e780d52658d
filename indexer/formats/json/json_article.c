/* Articles in JSON. */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/json/json_value.h"
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define MAP_PARTS 8 /* names in "a.b.c" of --map */

/* Texts that are less than the article: taken if there is no other, of an
 * object that has a title and a date or an address. */
static const char *const lesser[] = {
    "lead_paragraph", "standfirst", "description",
    "summary",        "abstract",   "description_text",
    "trailText",      "excerpt",    "teaser",
    "lead",           "snippet",    "short_description",
};

static bool is_mapped(const struct field_map *map, enum parsed_field field)
{
    for (size_t i = 0; map && i < map->count; i++)
        if (map->items[i].field == field)
            return true;
    return false;
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

static enum ir_status take(const char *name, enum parsed_field field,
                           const json_t *value, bool own, struct parsed *out,
                           struct problem *p)
{
    const struct json_want want = {field, strcasestr(name, "html") != NULL,
                                   own};
    struct buf *to = &out->fields[field];

    buf_clear(to);
    if (json_value_text(value, &want, to))
        return IR_OK;
    buf_clear(to);
    /* A field that is only a label is dropped rather than the article. */
    if (field != PARSED_TEXT && field != PARSED_ID)
        return IR_OK;
    return problem_set(p, IR_INVALID, "type", "field %s is %s, not a string",
                       name, kind(value));
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

static bool is_nothing(const json_t *value)
{
    return !value || json_is_null(value) ||
           (json_is_string(value) && !json_string_length(value)) ||
           (json_is_array(value) && !json_array_size(value));
}

/* Elasticsearch calls the document so, not where it is from. */
static bool is_document(const char *name)
{
    return !strcmp(name, "_source");
}

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

        if (field == PARSED_FIELDS || is_nothing(value) || is_document(name))
            continue;
        if (!choices[field].value || rank < choices[field].rank)
            choices[field] = (struct choice){name, value, rank};
    }
    for (size_t i = map ? map->count : 0; i-- > 0;) {
        const json_t *found = by_path(object, map->items[i].name);

        if (!is_nothing(found))
            choices[map->items[i].field] =
                (struct choice){map->items[i].name, found, 0};
    }
}

static void choose_lesser(const json_t *object, const struct field_map *map,
                          struct choice choices[PARSED_FIELDS])
{
    struct choice *text = &choices[PARSED_TEXT];

    if (is_mapped(map, PARSED_TEXT) || !choices[PARSED_TITLE].value ||
        !(choices[PARSED_DATE].value || choices[PARSED_URL].value))
        return;
    for (size_t i = 0; !text->value && i < COUNT(lesser); i++) {
        const json_t *value = json_object_get(object, lesser[i]);

        if (!is_nothing(value))
            *text = (struct choice){lesser[i], value, 0};
    }
}

/* The other dates of the object, which may be better than its best. */
static void offer_dates(const json_t *object, const struct field_map *map,
                        const char *best, struct parsed *out)
{
    const struct json_want want = {PARSED_DATE, false, false};
    struct buf text = BUF_INIT;
    const char *name;
    json_t *value;
    size_t rank;

    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        if (parsed_field_named(map, text_of(name), &rank) != PARSED_DATE ||
            !strcmp(name, best))
            continue;
        buf_clear(&text);
        if (json_value_text(value, &want, &text) && text.size)
            parsed_offer_date(out, buf_text(&text));
    }
    buf_free(&text);
}

/* An article may be a title alone: its text is there, and empty. */
static bool has_empty_text(const json_t *object, const struct field_map *map)
{
    const char *name;
    json_t *value;
    size_t rank;

    json_object_foreach((json_t *)(uintptr_t)object, name, value)
    {
        if (json_is_string(value) && !json_string_length(value) &&
            parsed_field_named(map, text_of(name), &rank) == PARSED_TEXT)
            return true;
    }
    return false;
}

enum ir_status json_article_take(const json_t *object, const json_t *around,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p)
{
    struct choice choices[PARSED_FIELDS] = {{0}}, outer[PARSED_FIELDS] = {{0}};
    const bool own = json_object_get(object, PARSED_OWN_MEMBER) != NULL;

    if (!json_is_object(object))
        return problem_set(p, IR_INVALID, "syntax", "not a JSON object");
    choose(object, map, choices);
    if (around)
        choose(around, map, outer);
    choose_lesser(object, map, choices);
    for (int i = 0; i < PARSED_FIELDS; i++) {
        const struct choice *c = choices[i].value ? &choices[i] : &outer[i];

        if (c->value &&
            take(c->name, (enum parsed_field)i, c->value, own, out, p) != IR_OK)
            return p->err.status;
    }
    if (choices[PARSED_DATE].value)
        offer_dates(object, map, choices[PARSED_DATE].name, out);
    if (!choices[PARSED_TEXT].value && !has_empty_text(object, map))
        return problem_set(p, IR_INVALID, "missing", "no field text");
    return IR_OK;
}

bool json_article_is(const json_t *object, const struct field_map *map,
                     bool weak)
{
    const struct json_want want = {PARSED_TEXT, false, true};
    struct choice choices[PARSED_FIELDS] = {{0}};
    struct choice *text = &choices[PARSED_TEXT];
    struct buf out = BUF_INIT;
    bool is;

    choose(object, map, choices);
    if (weak)
        choose_lesser(object, map, choices);
    is = text->value && json_value_text(text->value, &want, &out);
    buf_free(&out);
    return is;
}
