/* Articles in JSON. */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/json/json_value.h"
#include "text/utf8.h"

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

static const char *kind(const struct json_value *value)
{
    switch (value->kind) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a string";
    case JSON_NUMBER: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    case JSON_NULL: return "null";
    default: return "something else";
    }
}

static enum ir_status take(struct ir_text name, enum parsed_field field,
                           const struct json_value *value, bool own,
                           struct parsed *out, struct problem *p)
{
    const struct json_want want = {field, json_name_has(name, "html"), own};
    struct buf *to = &out->fields[field];

    buf_clear(to);
    if (json_value_text(value, &want, to))
        return IR_OK;
    buf_clear(to);
    /* A field that is only a label is dropped rather than the article. */
    if (field != PARSED_TEXT && field != PARSED_ID)
        return IR_OK;
    return problem_set(p, IR_INVALID, "type", "field %.*s is %s, not a string",
                       (int)name.size, name.data, kind(value));
}

/* "a.b" is member b of object a, unless a member is called so. */
static const struct json_value *by_path(const struct json_value *object,
                                        const char *path)
{
    const struct json_value *at = json_get(object, path);
    const char *dot = path;

    for (int i = 0; !at && i < MAP_PARTS && (dot = strchr(path, '.')); i++) {
        object =
            json_member(object, (struct ir_text){path, (size_t)(dot - path)});
        path = dot + 1;
        at = json_get(object, path);
    }
    return at;
}

struct choice {
    struct ir_text name;
    const struct json_value *value;
    size_t rank;
};

static bool is_nothing(const struct json_value *value)
{
    return !value || json_is(value, JSON_NULL) ||
           (json_is(value, JSON_STRING) && !value->text.size) ||
           (json_is(value, JSON_ARRAY) && !value->first);
}

/* Elasticsearch calls the document so, not where it is from. */
static bool is_document(struct ir_text name)
{
    return text_equal(name, TEXT("_source"));
}

/* The best value of each field; of equal names the last. */
static void choose(const struct json_value *object, const struct field_map *map,
                   struct choice choices[PARSED_FIELDS])
{
    const struct json_value *value;
    size_t rank;

    for (value = json_members(object); value; value = value->next) {
        enum parsed_field field = parsed_field_named(map, value->name, &rank);
        struct choice *best = &choices[field];

        if (field == PARSED_FIELDS || is_nothing(value) ||
            is_document(value->name))
            continue;
        if (!best->value || rank < best->rank ||
            text_equal(value->name, best->name))
            *best = (struct choice){value->name, value, rank};
    }
    for (size_t i = map ? map->count : 0; i-- > 0;) {
        const struct json_value *found = by_path(object, map->items[i].name);

        if (!is_nothing(found))
            choices[map->items[i].field] =
                (struct choice){text_of(map->items[i].name), found, 0};
    }
}

static void choose_lesser(const struct json_value *object,
                          const struct field_map *map,
                          struct choice choices[PARSED_FIELDS])
{
    struct choice *text = &choices[PARSED_TEXT];

    if (is_mapped(map, PARSED_TEXT) || !choices[PARSED_TITLE].value ||
        !(choices[PARSED_DATE].value || choices[PARSED_URL].value))
        return;
    for (size_t i = 0; !text->value && i < COUNT(lesser); i++) {
        const struct json_value *value = json_get(object, lesser[i]);

        if (!is_nothing(value))
            *text = (struct choice){text_of(lesser[i]), value, 0};
    }
}

/* The other dates of the object, which may be better than its best. */
static void offer_dates(const struct json_value *object,
                        const struct field_map *map, struct ir_text best,
                        struct parsed *out)
{
    const struct json_want want = {PARSED_DATE, false, false};
    struct buf text = BUF_INIT;
    const struct json_value *value;
    size_t rank;

    for (value = json_members(object); value; value = value->next) {
        if (parsed_field_named(map, value->name, &rank) != PARSED_DATE ||
            text_equal(value->name, best))
            continue;
        buf_clear(&text);
        if (json_value_text(value, &want, &text) && text.size)
            parsed_offer_date(out, buf_text(&text));
    }
    buf_free(&text);
}

/* An article may be a title alone: its text is there, and empty. */
static bool has_empty_text(const struct json_value *object,
                           const struct field_map *map)
{
    const struct json_value *value;
    size_t rank;

    for (value = json_members(object); value; value = value->next)
        if (json_is(value, JSON_STRING) && !value->text.size &&
            parsed_field_named(map, value->name, &rank) == PARSED_TEXT)
            return true;
    return false;
}

enum ir_status json_article_take(const struct json_value *object,
                                 const struct json_value *around,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p)
{
    struct choice choices[PARSED_FIELDS] = {{.rank = 0}},
                  outer[PARSED_FIELDS] = {{.rank = 0}};
    const bool own = json_get(object, PARSED_OWN_MEMBER) != NULL;

    if (!json_is(object, JSON_OBJECT))
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

bool json_article_is(const struct json_value *object,
                     const struct field_map *map, bool weak)
{
    const struct json_want want = {PARSED_TEXT, false, true};
    struct choice choices[PARSED_FIELDS] = {{.rank = 0}};
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
