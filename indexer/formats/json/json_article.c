/* Articles in JSON. */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/json/json_value.h"
#include "text/utf8.h"

#define MAP_PARTS 8    /* names in "a.b.c" of --map */
#define NAMES_SIZE 160 /* bytes of names in a message */

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

static enum ir_status take(const struct json_article *article,
                           struct ir_text name, enum parsed_field field,
                           const struct json_value *value, struct parsed *out,
                           struct problem *p)
{
    const struct json_want want = {
        field, json_name_has(name, "html"),
        json_get(article->object, PARSED_OWN_MEMBER) != NULL, article->graph};
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

/* Some tools call the page's address its source. */
static bool is_address(const struct json_value *value)
{
    const struct ir_text t = json_text(value);

    return (text_begins(t, "http://") || text_begins(t, "https://")) &&
           !memchr(t.data, ' ', t.size);
}

/* The field that a member is, as parsed_field_named() tells; or none. */
static enum parsed_field field_of(const struct json_value *member,
                                  const struct field_map *map, size_t *rank)
{
    enum parsed_field field = parsed_field_named(map, member->name, rank);

    if (field == PARSED_FIELDS || is_nothing(member) ||
        is_document(member->name))
        return PARSED_FIELDS;
    if (field != PARSED_SOURCE || !is_address(member) || is_mapped(map, field))
        return field;
    *rank = SIZE_MAX;
    return is_mapped(map, PARSED_URL) ? PARSED_FIELDS : PARSED_URL;
}

/* The best value of each field; of equal names the last. */
static void choose(const struct json_value *object, const struct field_map *map,
                   struct choice choices[PARSED_FIELDS])
{
    const struct json_value *value;
    size_t rank;

    for (value = json_members(object); value; value = value->next) {
        enum parsed_field field = field_of(value, map, &rank);
        struct choice *best = &choices[field];

        if (field == PARSED_FIELDS)
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
    const struct choice *title = &choices[PARSED_TITLE];
    /* Many things have a name and an address. */
    const bool named = title->value && text_is(title->name, "name");

    if (is_mapped(map, PARSED_TEXT) || !title->value ||
        !(choices[PARSED_DATE].value || (choices[PARSED_URL].value && !named)))
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
    const struct json_want want = {PARSED_DATE, false, false, NULL};
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

/* For the fields without a choice, that among the members of object. */
static void choose_also(const struct json_value *object,
                        const struct field_map *map,
                        struct choice choices[PARSED_FIELDS])
{
    struct choice more[PARSED_FIELDS] = {{.rank = 0}};

    choose(object, map, more);
    for (int i = 0; i < PARSED_FIELDS; i++)
        if (!choices[i].value && i != PARSED_TEXT)
            choices[i] = more[i];
}

/* What wraps the article, and where data sets have all but the text. */
static void choose_outside(const struct json_article *article,
                           const struct field_map *map,
                           struct choice choices[PARSED_FIELDS])
{
    static const char *const names[] = {"metadata", "meta"};

    choose_also(article->around, map, choices);
    for (size_t i = 0; i < COUNT(names); i++)
        choose_also(json_get(article->object, names[i]), map, choices);
}

/* WordPress: the author is a number, and what has that number is elsewhere. */
static void take_embedded(const struct json_article *article,
                          struct parsed *out, struct problem *p)
{
    static const char *const paths[] = {"_embedded.author",
                                        "yoast_head_json.author"};

    for (size_t i = 0; !out->fields[PARSED_BYLINE].size && i < COUNT(paths);
         i++) {
        const struct json_value *value = by_path(article->object, paths[i]);

        if (value)
            (void)take(article, text_of(paths[i]), PARSED_BYLINE, value, out,
                       p);
    }
}

/* "... [+1234 chars]": NewsAPI gives the first 200 and so much is left. */
static void cut_mark(struct buf *text)
{
    static const char begins[] = "[+", ends[] = " chars]";
    const size_t mark = strlen(ends);
    size_t at = text->size, digits;

    if (at < mark || memcmp(text->data + at - mark, ends, mark) != 0)
        return;
    digits = at - mark;
    for (at = digits; at && ascii_digit(text->data[at - 1]);)
        at--;
    if (at == digits || at < strlen(begins) ||
        memcmp(text->data + at - 2, begins, 2) != 0)
        return;
    for (at -= 2; at && text->data[at - 1] == ' ';)
        at--;
    text->size = at;
    text->data[text->size] = '\0';
}

/* The names that an object without a text has instead: --map may name one. */
static enum ir_status no_text(const struct json_value *object,
                              struct problem *p)
{
    struct buf names = BUF_INIT;

    for (const struct json_value *m = json_members(object); m; m = m->next) {
        buf_adds(&names, names.size ? ", " : ", but ");
        if (names.size + m->name.size > NAMES_SIZE) {
            buf_adds(&names, "...");
            break;
        }
        buf_addt(&names, m->name);
    }
    problem_set(p, IR_INVALID, "missing", "no field text%s", names.data);
    buf_free(&names);
    return IR_INVALID;
}

enum ir_status json_article_take(const struct json_article *article,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p)
{
    const struct json_value *object = article->object;
    struct choice choices[PARSED_FIELDS] = {{.rank = 0}};
    struct ir_text dated;

    if (!json_is(object, JSON_OBJECT))
        return problem_set(p, IR_INVALID, "syntax", "not a JSON object");
    choose(object, map, choices);
    choose_lesser(object, map, choices);
    dated = choices[PARSED_DATE].value ? choices[PARSED_DATE].name : TEXT("");
    choose_outside(article, map, choices);
    for (int i = 0; i < PARSED_FIELDS; i++)
        if (choices[i].value &&
            take(article, choices[i].name, (enum parsed_field)i,
                 choices[i].value, out, p) != IR_OK)
            return p->err.status;
    take_embedded(article, out, p);
    if (!out->fields[PARSED_ID].size)
        parsed_set(out, PARSED_ID, article->key);
    cut_mark(&out->fields[PARSED_TEXT]);
    if (dated.size)
        offer_dates(object, map, dated, out);
    if (!choices[PARSED_TEXT].value && !has_empty_text(object, map))
        return no_text(object, p);
    return IR_OK;
}

bool json_article_is(const struct json_value *object,
                     const struct field_map *map, bool weak)
{
    const struct json_want want = {PARSED_TEXT, false, true, NULL};
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
