/* Finds the articles in a document of JSON. */
#include "indexer/formats/json/json_find.h"

/* Members of wrapper objects that contain articles. */
static const char *const wrappers[] = {
    "articles", "items",    "results", "docs",    "documents",    "news",
    "stories",  "entries",  "posts",   "records", "rows",         "hits",
    "data",     "response", "result",  "feed",    "channel",      "entry",
    "item",     "article",  "_source", "value",   "fields",       "doc",
    "document", "node",     "story",   "row",     "attributes",   "properties",
    "children", "content",  "objects", "object",  "orderedItems",
};

static struct json_article *add(struct json_articles *out,
                                const struct json_value *object,
                                const struct json_value *around)
{
    struct json_article *article;

    out->items = xgrow(out->items, out->count, &out->room, sizeof(*out->items));
    article = &out->items[out->count++];
    *article = (struct json_article){object, around, NULL, TEXT("")};
    return article;
}

struct finding {
    const struct field_map *map;
    struct json_articles *out;
};

static bool find(const struct json_value *json, const struct json_value *around,
                 struct finding *f, int depth, bool item);

/* What is in the wrappers of what is no article. */
static const struct json_value *inner_of(const struct json_value *item)
{
    const struct json_value *inner = NULL;

    for (size_t i = 0; !inner && i < COUNT(wrappers); i++) {
        inner = json_get(item, wrappers[i]);
        inner = json_is(inner, JSON_OBJECT) ? inner : NULL;
    }
    return inner ? inner : item;
}

/* The articles in an array, and what takes their place. */
static bool find_all(const struct json_value *array, struct finding *f,
                     int depth)
{
    const struct json_value *item;

    for (item = json_elements(array); item; item = item->next)
        if (!find(item, NULL, f, depth + 1, true))
            add(f->out, inner_of(item), NULL);
    return json_elements(array) != NULL;
}

/* JSON-LD: a graph has people and sites among its articles. */
static bool find_graph(const struct json_value *graph, struct finding *f)
{
    const size_t before = f->out->count;
    const struct json_value *item;

    for (item = json_elements(graph); item; item = item->next)
        if (json_article_is(item, f->map, false))
            add(f->out, item, NULL)->graph = graph;
    return f->out->count > before;
}

/* An object of articles, by their ids; of one article, by any name. */
static bool find_keyed(const struct json_value *object, struct finding *f)
{
    const size_t before = f->out->count;
    const struct json_value *member;

    for (member = json_members(object); member; member = member->next)
        if (json_article_is(member, f->map, false))
            add(f->out, member, NULL)->key = member->name;
    if (f->out->count == before + 1)
        f->out->items[before].key = TEXT("");
    return f->out->count > before;
}

/* Of an object: what is in a member that wraps an article, or many. */
static bool find_in(const struct json_value *member,
                    const struct json_value *object, struct finding *f,
                    int depth, bool item)
{
    if (json_is(member, JSON_OBJECT))
        return find(member, object, f, depth + 1, item);
    return json_is(json_elements(member), JSON_OBJECT) &&
           find_all(member, f, depth + 1);
}

/* In a wrapper that nobody knows, only what is an article tells. */
static bool find_elsewhere(const struct json_value *object, struct finding *f,
                           int depth)
{
    const struct json_value *member;

    if (find_keyed(object, f))
        return true;
    for (member = json_members(object); member; member = member->next) {
        const struct json_value *first = json_elements(member);

        if (json_is(first, JSON_OBJECT) &&
            json_article_is(first, f->map, false))
            return find_all(member, f, depth + 1);
        if (json_is(member, JSON_OBJECT) && depth < JSON_FIND_DEPTH &&
            find_elsewhere(member, f, depth + 1))
            return true;
    }
    return false;
}

/* item: one of a list, or the document itself. */
static bool find(const struct json_value *json, const struct json_value *around,
                 struct finding *f, int depth, bool item)
{
    if (json_is(json, JSON_OBJECT) && json_article_is(json, f->map, false)) {
        add(f->out, json, around);
        return true;
    }
    if (depth >= JSON_FIND_DEPTH)
        return false;
    if (json_is(json, JSON_ARRAY))
        return find_all(json, f, depth);
    if (!json_is(json, JSON_OBJECT))
        return false;
    if (find_graph(json_get(json, "@graph"), f))
        return true;
    for (size_t i = 0; i < COUNT(wrappers); i++)
        if (find_in(json_get(json, wrappers[i]), json, f, depth,
                    item && depth > 0))
            return true;
    if (!item || !json_article_is(json, f->map, true))
        return false;
    add(f->out, json, around);
    return true;
}

void json_find(const struct json_value *document, const struct field_map *map,
               struct json_articles *out)
{
    struct finding f = {map, out};

    out->count = 0;
    if (!find(document, NULL, &f, 0, true) &&
        !(json_is(document, JSON_OBJECT) && find_elsewhere(document, &f, 0)))
        add(out, document, NULL);
}

static bool is_wrapper(struct ir_text key)
{
    for (size_t i = 0; i < COUNT(wrappers); i++)
        if (text_equal(key, text_of(wrappers[i])))
            return true;
    return false;
}

/* The end of the string that begins at its quote. */
static size_t string_end(struct ir_text t, size_t at)
{
    for (at++; at < t.size && t.data[at] != '"'; at++)
        at += t.data[at] == '\\';
    return at < t.size ? at : t.size;
}

bool json_find_wraps(struct ir_text t)
{
    struct ir_text key = {"", 0};
    bool list = false; /* a list of a wrapper has just begun */
    size_t depth = 0, rank;

    for (size_t i = 0; i < t.size && depth <= JSON_FIND_DEPTH; i++) {
        const char c = t.data[i];

        if (c == '{' && list)
            return true;
        list =
            (list && byte_in(c, BYTES_SPACE)) || (c == '[' && is_wrapper(key));
        depth += c == '{' || c == '[';
        depth -= (c == '}' || c == ']') && depth;
        if (c == '"') {
            const size_t end = string_end(t, i);

            key = (struct ir_text){t.data + i + 1, end - i - 1};
            i = end;
        } else if (c == ':' && depth == 1 &&
                   parsed_field_named(NULL, key, &rank) == PARSED_TEXT)
            return false;
        else if (c == ',')
            key.size = 0;
    }
    return false;
}
